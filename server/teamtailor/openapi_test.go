package teamtailor

import (
	"flag"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mockserver/server/provider"
	"mockserver/store"
)

const openAPIFile = "../../openapi/teamtailor.yaml"

// exampleRequests are the requests whose answers stand in the document as examples, by operation.
func exampleRequests() map[string]string {
	return map[string]string{
		"answers.create":          `{method: POST, path: /v1/answers, body: {data: {type: answers, attributes: {choices: [3, 4]}, relationships: {candidate: {data: {type: candidates, id: '376226'}}, question: {data: {type: questions, id: '6039'}}}}}}`,
		"answers.show":            `{path: /v1/answers/1337}`,
		"candidates.list":         `{path: '/v1/candidates?page[size]=1'}`,
		"candidates.create":       `{method: POST, path: /v1/candidates, body: {data: {type: candidates, attributes: {first-name: Jonas, last-name: Brusman, email: jonas@example.com}}}}`,
		"candidates.show":         `{path: /v1/candidates/1337}`,
		"departments.show":        `{path: /v1/departments/337}`,
		"jobs.list":               `{path: '/v1/jobs?page[size]=1'}`,
		"jobs.create":             `{method: POST, path: /v1/jobs, body: {data: {type: jobs, attributes: {title: Account Manager, body: <p>hello</p>}, relationships: {user: {data: {type: users, id: '819'}}, department: {data: {type: departments, id: '337'}}}}}}`,
		"jobs.show":               `{path: /v1/jobs/7199}`,
		"jobs.update":             `{method: PATCH, path: /v1/jobs/7199, body: {data: {type: jobs, id: '7199', attributes: {title: New Title, status: unlisted}}}}`,
		"job-applications.create": `{method: POST, path: /v1/job-applications, body: {data: {type: job-applications, attributes: {sourced: true, cover-letter: Hello}, relationships: {job: {data: {type: jobs, id: '1337'}}, candidate: {data: {type: candidates, id: '12345'}}}}}}`,
		"job-applications.show":   `{path: /v1/job-applications/520}`,
		"locations.show":          `{path: /v1/locations/667}`,
		"questions.show":          `{path: /v1/questions/1337}`,
		"roles.show":              `{path: /v1/roles/8}`,
		"stages.show":             `{path: /v1/stages/1337}`,
		"users.show":              `{path: /v1/users/4468}`,
	}
}

// TestOpenAPIFollowsFromTheTables writes the parts of the document that the tables of the resources decide: operations,
// parameters, bodies, schemas. All else in it is kept by hand. The answers of examples are written by the tests of package
// openapi.
func TestOpenAPIFollowsFromTheTables(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(openAPIFile)
	require.NoError(t, err)
	d := newOpenAPI(newTeamtailor(new(store.Schema), DefaultSettings()), string(text))
	fresh := string(text)
	for name, write := range map[string]func(){
		"paths": d.paths, "parameters": d.parameters, "bodies": d.bodies, "responses": d.responses, "schemas": d.schemas,
	} {
		d.out.Reset()
		write()
		fresh = replaceBlock(t, fresh, name, d.out.String())
	}
	if flag.Lookup("update").Value.String() == "true" {
		require.NoError(t, os.WriteFile(openAPIFile, []byte(fresh), 0o600))
	}
	assert.Equal(t, fresh, string(text), "go test ./server/teamtailor -run OpenAPI -update && go test ./openapi -update")
}

// replaceBlock puts a text between the two lines that mark a written block.
func replaceBlock(t *testing.T, document, name, text string) string {
	t.Helper()
	block := regexp.MustCompile(`(?s)((?:^|\n) *# ` + name + `: written by a test[^\n]*\n).*?( *# end of ` + name + `\n)`)
	require.Regexp(t, block, document)
	return block.ReplaceAllStringFunc(document, func(found string) string {
		parts := block.FindStringSubmatch(found)
		return parts[1] + text + parts[2]
	})
}

// openAPI writes parts of the document.
type openAPI struct {
	*Teamtailor
	labels  map[string]provider.Route // by method and pattern
	answers map[string]string         // of examples, by the request
	out     strings.Builder
}

// exampleAnswer is the answer of an example, with the request before it.
var exampleAnswer = regexp.MustCompile(`(?m)^ {18}x-request: (\{.*\})\n((?: {18}value: .*\n)(?: {20,}.*\n)*)`)

func newOpenAPI(t *Teamtailor, document string) *openAPI {
	d := &openAPI{Teamtailor: t, labels: map[string]provider.Route{}, answers: map[string]string{}}
	for _, route := range t.routes() {
		d.labels[strings.ToLower(route.Method)+" "+route.Pattern] = route
	}
	for _, found := range exampleAnswer.FindAllStringSubmatch(document, -1) {
		d.answers[found[1]] = found[2]
	}
	return d
}

func (d *openAPI) linef(format string, args ...any) { fmt.Fprintf(&d.out, format+"\n", args...) }

// title spells a resource as a tag: "Job Applications".
func title(res *resource) string {
	words := strings.Split(res.name, "-")
	for i, word := range words {
		words[i] = strings.ToUpper(word[:1]) + word[1:]
	}
	return strings.Join(words, " ")
}

func article(one string) string {
	if strings.ContainsRune("aeio", rune(one[0])) {
		return "an " + one
	}
	return "a " + one
}

func (d *openAPI) paths() {
	for _, res := range d.resources {
		d.listPath(res)
		d.recordPath(res)
		for i := range res.relations {
			d.relationPaths(res, &res.relations[i])
		}
	}
}

// operation opens an operation in lines of its own.
func (d *openAPI) operation(method, pattern, id, summary string, res *resource) {
	route := d.labels[method+" "+pattern]
	d.linef("    %s:", method)
	d.linef("      operationId: %s", id)
	d.linef("      summary: %s", summary)
	d.linef("      tags: [%s]", title(res))
	d.linef("      x-evidence: {label: %s, source: '%s'}", route.Label.Evidence, route.Label.Source)
	d.linef("      x-permission: '%s'", route.Permission)
}

// answer writes the answer of an operation: its schema, and an example if there is one.
func (d *openAPI) answer(id, status, description, headers, schema, refusals string) {
	d.linef("      responses:")
	d.linef("        '%s':", status)
	d.linef("          description: %s", description)
	d.linef("          headers: *%s", headers)
	d.linef("          content:")
	d.linef("            application/vnd.api+json:")
	d.linef("              schema: {$ref: '#/components/schemas/%s'}", schema)
	if asked := exampleRequests()[id]; asked != "" {
		d.linef("              examples:")
		d.linef("                answer:")
		d.linef("                  x-request: %s", asked)
		if value := d.answers[asked]; value != "" {
			d.out.WriteString(value)
		} else {
			d.linef("                  value: {}")
		}
	}
	d.linef("        <<: *%s", refusals)
}

func (d *openAPI) listPath(res *resource) {
	d.linef("  %s:", res.path)
	d.linef("    parameters: [{$ref: '#/components/parameters/version'}, {$ref: '#/components/parameters/api_version'}]")
	words := strings.ReplaceAll(res.name, "-", " ")
	d.operation("get", res.path, res.name+".list", "List "+words, res)
	d.linef("      parameters:")
	for _, name := range []string{"fields", "include", res.name + ".filter", res.name + ".sort", "page"} {
		d.linef("        - {$ref: '#/components/parameters/%s'}", name)
	}
	d.answer(res.name+".list", "200", "A page.", "success", res.name+".list", "reads")
	if res.creates {
		d.operation("post", res.path, res.name+".create", "Create "+article(res.one), res)
		d.linef("      parameters: *shown")
		d.linef("      requestBody: {$ref: '#/components/requestBodies/%s.create'}", res.name)
		d.answer(res.name+".create", "201", "The new record.", "created", res.name+".one", "writes")
	}
	d.linef("")
}

func (d *openAPI) recordPath(res *resource) {
	pattern := res.path + "/{id}"
	d.linef("  %s:", pattern)
	d.linef("    parameters: *one")
	d.operation("get", pattern, res.name+".show", "Show "+article(res.one), res)
	d.linef("      parameters: *shown")
	d.answer(res.name+".show", "200", "The record.", "success", res.name+".one", "finds")
	if res.updates {
		d.operation("patch", pattern, res.name+".update", "Update "+article(res.one), res)
		d.linef("      parameters: *shown")
		d.linef("      requestBody: {$ref: '#/components/requestBodies/%s.update'}", res.name)
		d.answer(res.name+".update", "200", "The record as it is now.", "success", res.name+".one", "changes")
		d.operation("put", pattern, res.name+".put", "Update, as PATCH does", res)
		d.linef("      parameters: *shown")
		d.linef("      requestBody: {$ref: '#/components/requestBodies/%s.update'}", res.name)
		d.linef("      responses:")
		d.linef("        '200': {$ref: '#/components/responses/%s.updated'}", res.name)
		d.linef("        <<: *changes")
	}
	d.linef("")
}

// brief writes an operation in two or three lines.
func (d *openAPI) brief(method, pattern, id, summary string, res *resource, parts ...string) {
	route := d.labels[method+" "+pattern]
	d.linef("    %s: {operationId: %s, summary: '%s', tags: [%s], x-evidence: {label: %s, source: '%s'}, x-permission: '%s',", method, id, summary, title(res), route.Label.Evidence, route.Label.Source, route.Permission)
	for i, part := range parts {
		if i == len(parts)-1 {
			d.linef("      %s}", part)
		} else {
			d.linef("      %s,", part)
		}
	}
}

func responses(status, name, refusals string) string {
	return fmt.Sprintf("responses: {'%s': {$ref: '#/components/responses/%s'}, <<: *%s}", status, name, refusals)
}

func (d *openAPI) relationPaths(res *resource, rel *relation) {
	related, linkage := res.path+"/{id}/"+rel.name, res.path+"/{id}/relationships/"+rel.name
	id := res.name + "." + rel.name
	d.linef("  %s:", related)
	d.linef("    parameters: *one")
	points := "linkage.one"
	if rel.many {
		points = "linkage.many"
		names := make([]string, 0, 5)
		for _, name := range []string{"fields", "include", rel.to.name + ".filter", rel.to.name + ".sort", "page"} {
			names = append(names, "{$ref: '#/components/parameters/"+name+"'}")
		}
		d.brief("get", related, id, "A page of the "+rel.name, res, "parameters: ["+strings.Join(names, ", ")+"]", responses("200", rel.to.name+".related", "finds"))
	} else {
		d.brief("get", related, id, "The "+rel.name, res, "parameters: *shown", responses("200", rel.to.name+".or-none", "finds"))
	}
	d.linef("  %s:", linkage)
	d.linef("    parameters: *one")
	d.brief("get", linkage, id+".linkage", "What it points at", res, responses("200", points, "finds"))
	switch body := "requestBody: {$ref: '#/components/requestBodies/" + points + "'}"; {
	case !res.updates:
	case rel.many:
		d.manyWrites(res, rel, linkage, id, body)
	default:
		d.oneWrites(res, rel, linkage, id, body)
	}
	d.linef("")
}

func (d *openAPI) oneWrites(res *resource, rel *relation, linkage, id, body string) {
	d.brief("patch", linkage, id+".set", "Point it at another record, or at none", res, body, responses("204", "Done", "links"))
	d.brief("put", linkage, id+".put", "Point it at another record, as PATCH does", res, body, responses("204", "Done", "links"))
	if rel.needed || rel.placed {
		d.brief("delete", linkage, id+".clear", "Refused: it is required", res, "responses: *unlinks")
		return
	}
	d.brief("delete", linkage, id+".clear", "Point it at none", res, responses("204", "Done", "unlinks"))
}

func (d *openAPI) manyWrites(res *resource, rel *relation, linkage, id, body string) {
	refused := "responses: {'403': {$ref: '#/components/responses/NotReplaced'}, '415': {$ref: '#/components/responses/UnsupportedMediaType'}, <<: *asks}"
	d.brief("patch", linkage, id+".set", "Refused: a list is not replaced as a whole", res, body, refused)
	d.brief("put", linkage, id+".put", "Refused, as PATCH is", res, body, refused)
	if rel.derived() {
		const why = "Refused: it follows from other records"
		d.brief("post", linkage, id+".add", why, res, body, "responses: {'415': {$ref: '#/components/responses/UnsupportedMediaType'}, <<: *asks}")
		d.brief("delete", linkage, id+".remove", why, res, body, "responses: *asks")
		return
	}
	d.brief("post", linkage, id+".add", "Add to it", res, body, responses("204", "Done", "links"))
	d.brief("delete", linkage, id+".remove", "Remove from it", res, body, responses("204", "Done", "unlinks"))
}
