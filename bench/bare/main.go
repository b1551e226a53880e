// Command bare is what mockserver is measured against: the least net/http program that answers the same requests with
// the same bytes, kept in memory. It imports nothing that a program of its size would not.
//
//	bare        every path gets an empty JSON object: the empty program of the start-up comparison
//	bare DIR    the pages listed in DIR/index, a line each: request target, content type, file name, with tabs between
package main

import (
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// page is one answer, ready to be written.
type page struct {
	contentType, length string
	body                []byte
}

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "bare:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	handler := http.HandlerFunc(empty)
	if len(args) > 0 {
		pages, err := load(args[0])
		if err != nil {
			return err
		}
		handler = func(w http.ResponseWriter, r *http.Request) { serve(pages, w, r) }
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0") //nolint:noctx // the program does nothing but listen
	if err != nil {
		return err
	}
	addr := listener.Addr().String()
	_, _ = fmt.Fprintf(os.Stdout, `{"event":"ready","version":"bare","addr":%q,"url":"http://%s"}`+"\n", addr, addr)
	return http.Serve(listener, handler) //nolint:gosec // no timeouts: the baseline pays for nothing it can leave out
}

func empty(w http.ResponseWriter, _ *http.Request) {
	write(w, page{"application/json", "2", []byte("{}")})
}

func serve(pages map[string]page, w http.ResponseWriter, r *http.Request) {
	found, ok := pages[r.RequestURI]
	if !ok {
		http.NotFound(w, r)
		return
	}
	write(w, found)
}

func write(w http.ResponseWriter, p page) {
	header := w.Header()
	header.Set("Content-Type", p.contentType)
	header.Set("Content-Length", p.length)
	_, _ = w.Write(p.body) // a client that went away is no concern of a baseline
}

// load reads all pages of a directory into memory.
func load(dir string) (map[string]page, error) {
	index, err := os.ReadFile(filepath.Join(dir, "index")) //nolint:gosec // the load program names the directory
	if err != nil {
		return nil, err
	}
	pages := map[string]page{}
	for line := range strings.Lines(string(index)) {
		fields := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(fields) != 3 {
			return nil, fmt.Errorf("the index has a line of %d fields, not 3: %q", len(fields), line)
		}
		body, err := os.ReadFile(filepath.Join(dir, fields[2])) //nolint:gosec // and wrote the index
		if err != nil {
			return nil, err
		}
		pages[fields[0]] = page{fields[1], strconv.Itoa(len(body)), body}
	}
	return pages, nil
}
