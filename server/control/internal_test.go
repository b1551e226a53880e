package control

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"
)

// ErrorsOf lists the error variables of some folders of packages.
func ErrorsOf(folders ...string) (names []string, err error) {
	for _, folder := range folders {
		files, err := os.ReadDir(folder)
		if err != nil {
			return nil, err
		}
		for _, f := range files {
			if !strings.HasSuffix(f.Name(), ".go") || strings.HasSuffix(f.Name(), "_test.go") {
				continue
			}
			parsed, err := parser.ParseFile(token.NewFileSet(), filepath.Join(folder, f.Name()), nil, 0)
			if err != nil {
				return nil, err
			}
			ast.Inspect(parsed, func(n ast.Node) bool {
				if value, ok := n.(*ast.ValueSpec); ok {
					for _, name := range value.Names {
						if strings.HasPrefix(name.Name, "Err") && name.IsExported() {
							names = append(names, name.Name)
						}
					}
				}
				return true
			})
		}
	}
	return names, nil
}

// KnownErrors names the errors of other packages that have a status.
func KnownErrors() []string {
	return []string{
		"ErrSandboxExists", "ErrNoSandbox", "ErrObjectID", "ErrFull", "ErrNoFault", "ErrDropped", "ErrTooSlow",
		"ErrNoEndpoint", "ErrNoDelivery", "ErrPending", "ErrNoSample", "ErrEnded",
	}
}

// KnownStatuses are the statuses of the errors of other packages, as problem documents have them.
func KnownStatuses() (statuses []int) {
	for _, k := range known() {
		statuses = append(statuses, problemOf(k.err).Status)
	}
	return statuses
}
