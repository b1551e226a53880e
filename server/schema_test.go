package server_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mockserver/seeds"
	"mockserver/server"
	"mockserver/server/servertest"
)

var update = flag.Bool("update", false, "write seeds/seed.schema.json and the evidence tables of docs/ anew")

// TestSeedSchemaIsThatOfTheProviders: the committed schema is the one that follows from the Go types and tables.
func TestSeedSchemaIsThatOfTheProviders(t *testing.T) {
	t.Parallel()
	var fresh bytes.Buffer
	encoder := json.NewEncoder(&fresh)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", " ")
	require.NoError(t, encoder.Encode(servertest.New(t).SeedSchema()))
	if *update {
		require.NoError(t, os.WriteFile("../seeds/seed.schema.json", fresh.Bytes(), 0o600))
		return
	}
	assert.Equal(t, fresh.String(), string(seeds.SchemaText()), "go test ./server -run SeedSchema -update writes it anew")
}

func seedSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	schema, err := jsonschema.UnmarshalJSON(bytes.NewReader(seeds.SchemaText()))
	require.NoError(t, err)
	compiler := jsonschema.NewCompiler()
	require.NoError(t, compiler.AddResource("seed.schema.json", schema))
	return compiler.MustCompile("seed.schema.json")
}

// verdicts are the loader's on a seed, and the schema's.
func verdicts(t *testing.T, schema *jsonschema.Schema, text string) (loader, bySchema error) {
	t.Helper()
	_, loader = server.New(server.Options{Seed: seeds.Parse("seed.yaml", []byte(text))})
	converted, err := seeds.ToJSON([]byte(text))
	if err != nil {
		return loader, err
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(converted))
	require.NoError(t, err)
	return loader, schema.Validate(value)
}

// TestSeedsThatLoadAreValid: whatever the loader takes, of the embedded seeds, of those in the documents and of those in
// all Go tests, is valid by the schema as well.
func TestSeedsThatLoadAreValid(t *testing.T) {
	t.Parallel()
	schema, taken := seedSchema(t), 0
	check := func(where, text string) bool {
		loader, bySchema := verdicts(t, schema, text)
		if loader == nil {
			taken++
			assert.NoError(t, bySchema, "%s:\n%s", where, text)
		}
		return loader == nil
	}
	for _, name := range []string{"default", "empty"} { // large has the keys of the others
		text, _ := seeds.Embedded(name)
		assert.True(t, check(name, string(text)), name)
	}
	for _, block := range regexp.MustCompile("(?s)```yaml\n(.*?)```").FindAllStringSubmatch(documents(t), -1) {
		check("docs", block[1])
	}
	for where, text := range seedsInTests(t) {
		check(where, text)
	}
	assert.Greater(t, taken, 20, "seeds are found and loaded")
}

func documents(t *testing.T) string {
	t.Helper()
	files, err := filepath.Glob("../docs/*.md")
	require.NoError(t, err)
	var all strings.Builder
	for _, file := range append(files, "../README.md") {
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		all.Write(text)
	}
	return all.String()
}

// seedsInTests are the texts in Go tests that look like seeds.
func seedsInTests(t *testing.T) map[string]string {
	t.Helper()
	found := map[string]string{}
	looksLikeOne := regexp.MustCompile(`^\s*\{?(huntr|teamtailor|jusrecruit):`)
	require.NoError(t, filepath.WalkDir("..", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, "_test.go") {
			return err
		}
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, path, nil, 0)
		require.NoError(t, err)
		ast.Inspect(file, func(node ast.Node) bool {
			if literal, ok := node.(*ast.BasicLit); ok && literal.Kind == token.STRING {
				if text, err := strconv.Unquote(literal.Value); err == nil && looksLikeOne.MatchString(text) {
					found[set.Position(literal.Pos()).String()] = text
				}
			}
			return true
		})
		return nil
	}))
	return found
}

// TestSeedsOfAWrongShapeAreInvalid: what the loader refuses for its shape is invalid by the schema, too.
func TestSeedsOfAWrongShapeAreInvalid(t *testing.T) {
	t.Parallel()
	schema := seedSchema(t)
	for _, text := range []string{
		"hunter: {}", "- huntr", "huntr: []", "huntr: text", "huntr: {member: []}", "huntr: {members: {}}",
		"huntr: {members: [text]}", "huntr: {members: [null]}", "huntr: {members: [{givenName: 7}]}", "huntr: {members: [{given_name: Ann}]}",
		"huntr: {members: [{isActive: 'true'}]}", "huntr: {members: [{id: [1]}]}", "huntr: {members: [{createdAt: yesterday}]}",
		"huntr: {members: [{createdAt: 0}]}", "huntr: {members: [{createdAt: 4294967296}]}", "huntr: {members: [{createdAt: 1.5}]}",
		"huntr: {members: [{createdAt: 2018-01-01 10:00}]}", "huntr: {tokens: [{name: a}]}", "huntr: {tokens: [{token: null}]}",
		"huntr: {employers: [{foundedYear: 0}]}", "huntr: {employers: [{foundedYear: 10000}]}", "huntr: {employers: [{foundedYear: '1999'}]}",
		"huntr: {jobs: [{title: Cook}]}", "huntr: {events: [{eventType: JOB_ADDED}]}", "huntr: {generate: {members: -1}}",
		"huntr: {generate: {jobs: 10000001}}", "huntr: {generate: []}", "huntr: {members: [{ref: a}], jobs: [{member: a, location: {lat: 1.5}}]}",
		"jusrecruit: {company: {}}", "jusrecruit: {company: []}", "jusrecruit: {keys: [{name: a}]}", "jusrecruit: {keys: [{key: a, rate: -1}]}",
		"jusrecruit: {keys: [{key: a, burst: 0}]}", "jusrecruit: {workflows: [{name: a, stages: [{name: b}]}]}",
		"jusrecruit: {workflows: [{name: a, isDefault: maybe}]}", "jusrecruit: {candidates: [{tags: [1]}]}", "jusrecruit: {candidates: [{tags: golang}]}",
		"jusrecruit: {candidates: [{experienceYears: 101}]}", "jusrecruit: {candidates: [{applications: [{}]}]}",
		"jusrecruit: {notes: [{candidate: a}]}", "jusrecruit: {history: [{candidate: a}]}", "jusrecruit: {webhooks: [{secret: a}]}",
		"teamtailor: {job: []}", "teamtailor: {jobs: [{title: a}]}", "teamtailor: {jobs: [{user: 1, titel: a}]}",
		"teamtailor: {jobs: [{user: 1, human-status: open}]}", "teamtailor: {users: [{role: boss}]}", "teamtailor: {users: [{visible: 1}]}",
		"teamtailor: {departments: [{row-order: first}]}", "teamtailor: {departments: [{pictures: a}]}", "teamtailor: {departments: [{roles: [1]}]}",
		"teamtailor: {answers: [{question: 1, candidate: 1, choices: [a]}]}", "teamtailor: {questions: [{alternatives: [{title: a}]}]}",
		"teamtailor: {questions: [{question-type: Poem}]}", "teamtailor: {keys: [{token: a, scope: admin}]}", "teamtailor: {generate: {jobs: -1}}",
		"teamtailor: {candidates: [{created-at: yesterday}]}", "teamtailor: {candidates: [{merge: true}]}",
	} {
		loader, bySchema := verdicts(t, schema, text)
		require.Error(t, loader, text)
		require.Error(t, bySchema, text)
	}
}

// TestSeedsNameTheirSchema: editors read the first line.
func TestSeedsNameTheirSchema(t *testing.T) {
	t.Parallel()
	for _, name := range seeds.Names() {
		text, _ := seeds.Embedded(name)
		assert.True(t, bytes.HasPrefix(text, []byte("# yaml-language-server: $schema=seed.schema.json\n")), name)
	}
}
