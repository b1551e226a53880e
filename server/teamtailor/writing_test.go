package teamtailor_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"mockserver/server/servertest"
)

const (
	jobWith    = `{"data":{"type":"jobs","attributes":{"title":"T","body":"b"},"relationships":{"user":{"data":{"type":"users","id":"1"}}%s}}}`
	unrelated  = `{"data":{"type":"jobs","attributes":{"title":"T","body":"b"%s}}}`
	noData     = "The required parameter, data, is missing."
	notALink   = "Data is not a valid Links Object."
	mustUse    = "All requests that create or update must use the 'application/vnd.api+json' Content-Type. This request specified "
	mustAccept = "All requests must use the 'application/vnd.api+json' Accept without media type parameters. This request specified "
)

func related(more string) string { return strings.Replace(jobWith, "%s", ","+more, 1) }

func attributes(more string) string { return strings.Replace(unrelated, "%s", ","+more, 1) }

// TestWritingIsRefusedAsTheLibraryDoes has a row for each refusal of a create or an update (jsonapi-resources 0.9,
// measured).
func TestWritingIsRefusedAsTheLibraryDoes(t *testing.T) {
	t.Parallel()
	s := run(t, servertest.Seed(smallSeed))
	for _, c := range []struct {
		verb, path, document string
		status               int
		code, title, detail  string
	}{
		{"POST", "/v1/jobs", `[1]`, 400, "400", "Bad Request", "Request must be a hash"},
		{"POST", "/v1/jobs", `"x"`, 400, "400", "Bad Request", "Request must be a hash"},
		{"POST", "/v1/jobs", ``, 400, "106", "Missing Parameter", noData},
		{"POST", "/v1/jobs", `{}`, 400, "106", "Missing Parameter", noData},
		{"POST", "/v1/jobs", `{"data":null}`, 400, "106", "Missing Parameter", noData},
		{"POST", "/v1/jobs", `{"data":{}}`, 400, "106", "Missing Parameter", noData},
		{"POST", "/v1/jobs", `{"data":"x"}`, 400, "122", "Invalid data format", "Data must be a hash."},
		{"POST", "/v1/jobs", `{"data":[{"type":"jobs"}]}`, 400, "122", "Invalid data format", "Data must be a hash."},
		{"POST", "/v1/jobs", `{"data":{"attributes":{}}}`, 400, "106", "Missing Parameter", "The required parameter, type, is missing."},
		{"POST", "/v1/jobs", `{"data":{"type":"candidates"}}`, 400, "101", "Invalid resource", "candidates is not a valid resource."},
		{"POST", "/v1/jobs", attributes(`"foo":1,"bar":2`), 400, "105", "Param not allowed", "foo is not allowed."},
		{"POST", "/v1/jobs", attributes(`"start_date":null`), 400, "105", "Param not allowed", "start_date is not allowed."},
		{"POST", "/v1/jobs", attributes(`"human-status":"x"`), 400, "105", "Param not allowed", "human-status is not allowed."},
		{"POST", "/v1/jobs", attributes(`"phase":"x"`), 400, "105", "Param not allowed", "phase is not allowed."},
		{"POST", "/v1/job-applications", `{"data":{"type":"job-applications","attributes":{"changed-stage-at":null}}}`, 400, "105", "Param not allowed", "changed-stage-at is not allowed."},
		{"POST", "/v1/candidates", `{"data":{"type":"candidates","attributes":{"linkedin-profile":"x"}}}`, 400, "105", "Param not allowed", "linkedin-profile is not allowed."},
		{"PATCH", "/v1/candidates/1", `{"data":{"id":"1","type":"candidates","attributes":{"merge":true}}}`, 400, "105", "Param not allowed", "merge is not allowed."},
		{"POST", "/v1/jobs", related(`"foo":{"data":null}`), 400, "105", "Param not allowed", "foo is not allowed."},
		{"POST", "/v1/jobs", related(`"candidates":{"data":[]}`), 400, "105", "Param not allowed", "candidates is not allowed."},
		{"POST", "/v1/jobs", `{"data":{"id":"9","type":"jobs"}}`, 400, "105", "Param not allowed", "id is not allowed."},
		{"POST", "/v1/jobs", `{"data":{"type":"jobs","links":{}}}`, 400, "105", "Param not allowed", "links is not allowed."},
		{"POST", "/v1/jobs", `{"data":{"type":"jobs","attributes":null}}`, 500, "500", "Internal Server Error", "Internal Server Error"},
		{"POST", "/v1/jobs", `{"data":{"type":"jobs","relationships":null}}`, 500, "500", "Internal Server Error", "Internal Server Error"},
		{"POST", "/v1/jobs", related(`"department":"x"`), 500, "500", "Internal Server Error", "Internal Server Error"},
		{"PATCH", "/v1/jobs/3", `{"data":{"type":"jobs"}}`, 400, "109", "A key is required", "The resource object does not contain a key."},
		{"PATCH", "/v1/jobs/3", `{"data":{"id":"2","type":"jobs"}}`, 400, "110", "Key is not included in URL", "The URL does not support the key 2"},
		{"PATCH", "/v1/jobs/abc", `{"data":{"id":"abc","type":"jobs"}}`, 400, "103", "Invalid field value", "abc is not a valid value for id."},
		{"PATCH", "/v1/jobs/999", `{"data":{"id":"999","type":"jobs"}}`, 404, "404", "Record not found", "The record identified by 999 could not be found."},
		{"POST", "/v1/jobs", related(`"role":{"data":{"type":"departments","id":"1"}}`), 400, "116", "Type Mismatch", "departments is not a valid type for this operation."},
		{"POST", "/v1/jobs", related(`"questions":{"data":[{"type":"jobs","id":"1"}]}`), 400, "116", "Type Mismatch", " is not a valid type for this operation."},
		{"POST", "/v1/jobs", related(`"role":{"data":{"type":"roles","id":"abc"}}`), 400, "103", "Invalid field value", "abc is not a valid value for id."},
		{"POST", "/v1/jobs", related(`"role":{"data":{"type":"roles"}}`), 400, "115", "Invalid Links Object", notALink},
		{"POST", "/v1/jobs", related(`"role":{"data":{"type":"roles","id":"1","x":1}}`), 400, "115", "Invalid Links Object", notALink},
		{"POST", "/v1/jobs", related(`"role":{"data":[]}`), 400, "115", "Invalid Links Object", notALink},
		{"POST", "/v1/jobs", related(`"questions":{"data":{"type":"questions","id":"1"}}`), 400, "115", "Invalid Links Object", notALink},
		{"POST", "/v1/jobs", related(`"questions":{"data":[{"type":"questions","id":"abc"}]}`), 400, "103", "Invalid field value", "abc is not a valid value for id."},
		{"POST", "/v1/jobs", related(`"questions":{"data":null}`), 400, "115", "Invalid Links Object", notALink},
		{"POST", "/v1/jobs", related(`"questions":{"data":[{"type":"questions","id":"99"}]}`), 500, "500", "Internal Server Error", "Internal Server Error"},
		{"POST", "/v1/jobs?include=foo", related(`"role":{"data":null}`), 400, "112", "Invalid field", "foo is not a valid relationship of jobs"},
	} {
		t.Run(c.verb+" "+c.path+" "+c.document, func(t *testing.T) {
			t.Parallel()
			refused(t, send(t, s, c.verb, c.path, c.document), c.status, c.code, c.title, c.detail, "")
		})
	}
}

// TestWritingAcceptsWhatTheLibraryAccepts has a row for each write that looks wrong and is not.
func TestWritingAcceptsWhatTheLibraryAccepts(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		verb, path, document string
		status               int
	}{
		{"POST", "/v1/jobs", `{"meta":{},"data":{"type":"jobs","attributes":{"title":"T","body":"b"},"relationships":{"user":{"data":{"id":1,"type":"users"}}}}}`, 201},
		{"POST", "/v1/job-applications", `{"data":{"type":"job_applications","relationships":{"candidate":{"data":{"type":"candidates","id":"2"}},"job":{"data":{"type":"jobs","id":"3"}}}}}`, 201},
		{"POST", "/v1/jobs", related(`"role":{}`), 201},
		{"POST", "/v1/jobs", related(`"questions":{}`), 201},
		{"POST", "/v1/jobs", related(`"role":{"data":{"type":"roles","id":"999"}}`), 201},
		{"PATCH", "/v1/jobs/3", `{"data":{"id":3,"type":"jobs"}}`, 200},
		{"PUT", "/v1/jobs/3", `{"data":{"id":"3","type":"jobs","attributes":{"title":"New"}}}`, 200},
		{"PATCH", "/v1/candidates/1", `{"data":{"id":"1","type":"candidates","attributes":{"created-at":"","tags":null,"resume":"","unsubscribed":true,"referring-url":null}}}`, 200},
		{"POST", "/v1/candidates?include=department&fields[candidates]=email,department", `{"data":{"type":"candidates","attributes":{"email":"x@example.com","created-at":"2011-01-01","updated-at":"2011-01-01"}}}`, 201},
	} {
		s := run(t, hostile(t), servertest.Seed(smallSeed))
		got := send(t, s, c.verb, c.path, c.document)
		assert.Equal(t, c.status, got.status, c.document+got.body)
		if c.status == http.StatusCreated {
			assert.Regexp(t, `^`+s.URL+strings.Split(c.path, "?")[0]+`/[0-9]+$`, got.header.Get("Location"))
		}
	}
}

// TestValidationPointsAtWhatIsInvalid has a row for each rule of a record.
func TestValidationPointsAtWhatIsInvalid(t *testing.T) {
	t.Parallel()
	s := run(t, servertest.Seed(smallSeed))
	candidate := func(attributes string) string {
		return `{"data":{"type":"candidates","attributes":{` + attributes + `}}}`
	}
	application := func(candidate, job, more string) string {
		return `{"data":{"type":"job-applications","relationships":{"candidate":{"data":` + candidate + `},"job":{"data":` + job + `}` + more + `}}}`
	}
	answer := func(question, attributes string) string {
		return `{"data":{"type":"answers","attributes":{` + attributes + `},"relationships":{"candidate":{"data":{"type":"candidates","id":"1"}},"question":{"data":` + question + `}}}}`
	}
	ref := func(kind, id string) string { return `{"type":"` + kind + `","id":"` + id + `"}` }
	for _, c := range []struct{ verb, path, document, message, at string }{
		{"POST", "/v1/jobs", strings.Replace(unrelated, "%s", "", 1), "can't be blank", "relationships/user"},
		{"POST", "/v1/jobs", strings.Replace(strings.Replace(jobWith, "%s", "", 1), `"id":"1"`, `"id":"99"`, 1), "can't be blank", "relationships/user"},
		{"PATCH", "/v1/jobs/3", `{"data":{"id":"3","type":"jobs","attributes":{"title":null}}}`, "can't be blank", "attributes/title"},
		{"PATCH", "/v1/jobs/3", `{"data":{"id":"3","type":"jobs","attributes":{"body":""}}}`, "can't be blank", "attributes/body"},
		{"PATCH", "/v1/jobs/3", `{"data":{"id":"3","type":"jobs","attributes":{"status":"gone"}}}`, "is not included in the list", "attributes/status"},
		{"POST", "/v1/candidates", candidate(`"first-name":"x"`), "can't be blank", "attributes/email"},
		{"POST", "/v1/candidates", candidate(`"email":"ANN@example.com"`), "has already been taken", "attributes/email"},
		{"PATCH", "/v1/candidates/2", `{"data":{"id":"2","type":"candidates","attributes":{"email":"ann@example.com"}}}`, "has already been taken", "attributes/email"},
		{"POST", "/v1/candidates", candidate(`"email":"nobody"`), "is invalid", "attributes/email"},
		{"POST", "/v1/candidates", candidate(`"email":"l@example.com","pitch":"` + strings.Repeat("å", 141) + `"`), "is too long (maximum is 140 characters)", "attributes/pitch"},
		{"POST", "/v1/job-applications", application("null", ref("jobs", "3"), ""), "can't be blank", "relationships/candidate"},
		{"POST", "/v1/job-applications", application(ref("candidates", "9"), ref("jobs", "3"), ""), "can't be blank", "relationships/candidate"},
		{"POST", "/v1/job-applications", application(ref("candidates", "1"), "null", ""), "can't be blank", "relationships/job"},
		{"POST", "/v1/job-applications", application(ref("candidates", "1"), ref("jobs", "3"), ""), "has already been taken", "relationships/candidate"},
		{"POST", "/v1/job-applications", application(ref("candidates", "1"), ref("jobs", "10"), `,"stage":{"data":{"type":"stages","id":"20"}}`), "is invalid", "relationships/stage"},
		{"POST", "/v1/answers", answer("null", `"text":"x"`), "can't be blank", "relationships/question"},
		{"POST", "/v1/answers", answer(ref("questions", "1"), `"boolean":true,"text":""`), "can't be blank", "attributes/text"},
		{"POST", "/v1/answers", answer(ref("questions", "2"), `"text":"x"`), "can't be blank", "attributes/choices"},
		{"POST", "/v1/answers", answer(ref("questions", "2"), `"choices":[1,2]`), "is invalid", "attributes/choices"},
		{"POST", "/v1/answers", answer(ref("questions", "3"), `"choices":[1,7]`), "is invalid", "attributes/choices"},
		{"POST", "/v1/answers", answer(ref("questions", "4"), `"range":10`), "is invalid", "attributes/range"},
		{"POST", "/v1/answers", answer(ref("questions", "5"), `"text":"x"`), "can't be blank", "attributes/boolean"},
		{"POST", "/v1/answers", answer(ref("questions", "6"), `"video-token":"x"`), "is invalid", "relationships/question"},
	} {
		t.Run(c.path+" "+c.at+" "+c.message, func(t *testing.T) {
			t.Parallel()
			name := c.at[strings.Index(c.at, "/")+1:]
			refused(t, send(t, s, c.verb, c.path, c.document), 422, "100", c.message, name+" - "+c.message, "/data/"+c.at)
		})
	}
}

// TestHeadersAreCheckedAsTheLibraryDoes has a row for each check of the media types.
func TestHeadersAreCheckedAsTheLibraryDoes(t *testing.T) {
	t.Parallel()
	s := run(t, hostile(t), servertest.Seed(smallSeed))
	for _, sent := range []string{"application/json", "text/html", "application/vnd.api+json; charset=utf-8"} {
		refused(t, ask(t, s, "/v1/jobs", header("Accept", sent)), 406, "406", "Not acceptable", mustAccept+"'"+sent+"'.", "")
	}
	for _, sent := range []string{"*/*", mediaType, "application/json, text/plain, */*", "text/html, application/vnd.api+json"} {
		assert.Equal(t, 200, ask(t, s, "/v1/jobs", header("Accept", sent)).status, sent)
	}
	document := strings.Replace(jobWith, "%s", "", 1)
	json, none := header("Content-Type", "application/json"), without("Content-Type")
	refused(t, send(t, s, "POST", "/v1/jobs", document, json), 415, "415", "Unsupported media type", mustUse+"'application/json'.", "")
	refused(t, send(t, s, "PATCH", "/v1/jobs/3", document, none), 415, "415", "Unsupported media type", mustUse+"''.", "")
	refused(t, send(t, s, "POST", "/v1/jobs", document, json, header("Accept", "text/html")), 415, "415", "Unsupported media type", mustUse+"'application/json'.", "")
	for sent, printed := range map[string]string{
		"application/json; charset=utf-8": "application/json", "Text/JSON ,": "text/json", "multipart/form-data; boundary=x": "multipart/form-data",
		"text/x-json": "application/json", "text/xml": "application/xml", "application/x-javascript": "text/javascript", "application/x-gzip": "application/gzip",
	} {
		refused(t, send(t, s, "POST", "/v1/jobs", document, header("Content-Type", sent)), 415, "415", "Unsupported media type", mustUse+"'"+printed+"'.", "")
	}
	for _, sent := range []string{"Application/Vnd.Api+Json", mediaType + ", text/html", mediaType + " ; charset=utf-8"} {
		assert.Equal(t, 201, send(t, s, "POST", "/v1/jobs", document, header("Content-Type", sent)).status, sent)
	}
	upper := "Application/Vnd.Api+Json" // the library compares this header by itself, letter for letter
	refused(t, ask(t, s, "/v1/jobs", header("Accept", upper)), 406, "406", "Not acceptable", mustAccept+"'"+upper+"'.", "")
	assert.Equal(t, 200, ask(t, s, "/v1/jobs", json, body("{")).status, "body and type of a read do not matter")

	malformed := send(t, s, "POST", "/v1/jobs", `{"data":`)
	assert.Equal(t, 400, malformed.status)
	assert.Equal(t, []string{"Bad Request", "400"}, []string{problems(t, malformed)[0].Title, problems(t, malformed)[0].Code})
}

// TestRelationshipsAreWrittenAsTheLibraryDoes has a row for each write to a relationship endpoint, one behind the other.
func TestRelationshipsAreWrittenAsTheLibraryDoes(t *testing.T) {
	t.Parallel()
	s := run(t, servertest.Seed(smallSeed))
	question := func(id string) string { return `{"data":[{"type":"questions","id":"` + id + `"}]}` }
	const department, questions, candidates = "/v1/jobs/3/relationships/department", "/v1/jobs/3/relationships/questions", "/v1/jobs/3/relationships/candidates"
	for _, c := range []struct {
		verb, path, document string
		status               int
		code, title, detail  string
	}{
		{"PATCH", department, `{"data":{"type":"departments","id":"2"}}`, 204, "", "", ""},
		{"PATCH", department, `{"data":null}`, 204, "", "", ""},
		{"PUT", department, `{"data":{"type":"departments","id":"2"}}`, 204, "", "", ""},
		{"DELETE", department, ``, 204, "", "", ""},
		{"PATCH", department, `{}`, 400, "106", "Missing Parameter", noData},
		{"PATCH", department, `{"data":{"type":"roles","id":"2"}}`, 400, "116", "Type Mismatch", "roles is not a valid type for this operation."},
		{"PATCH", department, `{"data":[]}`, 400, "115", "Invalid Links Object", notALink},
		{"PATCH", "/v1/jobs/99/relationships/department", `{"data":null}`, 404, "404", "Record not found", "The record identified by 99 could not be found."},
		{"POST", questions, question("3"), 204, "", "", ""},
		{"POST", questions, question("1"), 400, "113", "Relation exists", "The relation to 1 already exists."},
		{"POST", questions, question("99"), 404, "404", "Record not found", "The record identified by unspecified could not be found."},
		{"POST", questions, `{}`, 400, "106", "Missing Parameter", noData},
		{"DELETE", questions, `{}`, 400, "106", "Missing Parameter", noData},
		{"POST", "/v1/jobs/99/relationships/questions", question("1"), 404, "404", "Record not found", "The record identified by 99 could not be found."},
		{"DELETE", "/v1/jobs/99/relationships/questions", question("1"), 404, "404", "Record not found", "The record identified by 99 could not be found."},
		{"DELETE", "/v1/jobs/99/relationships/department", ``, 404, "404", "Record not found", "The record identified by 99 could not be found."},
		{"PATCH", "/v1/jobs/abc/relationships/department", `{"data":null}`, 400, "103", "Invalid field value", "abc is not a valid value for id."},
		{"PATCH", department, `{"data":{"type":"departments","id":"abc"}}`, 400, "103", "Invalid field value", "abc is not a valid value for id."},
		{"POST", questions, question("abc"), 400, "103", "Invalid field value", "abc is not a valid value for id."},
		{"POST", questions, `{"data":[{"type":"jobs","id":"1"}]}`, 400, "116", "Type Mismatch", " is not a valid type for this operation."},
		{"POST", questions, `{"data":[{"type":"questions"}]}`, 400, "115", "Invalid Links Object", notALink},
		{"POST", questions, `{"data":null}`, 400, "115", "Invalid Links Object", notALink},
		{"POST", questions, `[]`, 400, "400", "Bad Request", "Request must be a hash"},
		{"PATCH", questions, question("3"), 403, "403", "Complete replacement forbidden", "Complete replacement forbidden for this relationship"},
		{"PATCH", questions, `{"data":[]}`, 403, "403", "Complete replacement forbidden", "Complete replacement forbidden for this relationship"},
		{"DELETE", questions, question("3"), 204, "", "", ""},
		{"DELETE", questions, question("3"), 204, "", "", ""},
		{"DELETE", questions, question("99"), 404, "404", "Record not found", "The record identified by 99 could not be found."},
		{"PATCH", candidates, `{"data":[]}`, 403, "403", "Complete replacement forbidden", "Complete replacement forbidden for this relationship"},
		{"POST", candidates, `{"data":[{"type":"candidates","id":"2"}]}`, 400, "105", "Param not allowed", "candidates is not allowed."},
		{"DELETE", candidates, `{"data":[{"type":"candidates","id":"1"}]}`, 400, "105", "Param not allowed", "candidates is not allowed."},
	} {
		got := send(t, s, c.verb, c.path, c.document)
		if c.status == http.StatusNoContent {
			assert.Equal(t, c.status, got.status, c.verb+c.path+c.document+got.body)
			assert.Empty(t, got.body)
			continue
		}
		refused(t, got, c.status, c.code, c.title, c.detail, "")
	}
	refused(t, send(t, s, "POST", questions, question("3"), header("Content-Type", "application/json")), 415, "415", "Unsupported media type", mustUse+"'application/json'.", "")
	lax := run(t, hostile(t), servertest.Seed(smallSeed))
	assert.Equal(t, 204, send(t, lax, "DELETE", questions, question("1"), header("Content-Type", "application/json")).status)
	assert.Contains(t, ask(t, lax, questions).body, `"data":[{"type":"questions","id":"2"}]`)
	assert.Contains(t, ask(t, s, department).body, `{"data":null,`)
}
