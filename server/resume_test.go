package server_test

import (
	"encoding/json"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mockserver/server"
	"mockserver/server/resume"
	"mockserver/server/servertest"
)

// withResumes has a candidate of each vendor with a résumé of the mock's own, one with a URL and one without any.
const withResumes = `
teamtailor:
  keys: [{token: abc123abc123, scope: admin, access: read/write}]
  candidates:
    - {id: 1, first-name: Åsa, last-name: (Lind), email: asa@example.com, resume: generated}
    - {id: 2, first-name: Bo, email: bo@example.com, resume: "https://example.com/bo.pdf"}
    - {id: 3, first-name: Cy, email: cy@example.com}
jusrecruit:
  keys: [{key: jc_1111111111111111111111111111111111111111111111111111111111111111, permissions: [FETCH_CANDIDATES]}]
  candidates:
    - {id: 6884a1f2c0ffeec0ffee0401, firstName: Asha, lastName: Rao, resumeUrl: generated}
    - {id: 6884a1f2c0ffeec0ffee0402, firstName: Omar, resumeUrl: "https://example.com/omar.pdf"}
    - {id: 6884a1f2c0ffeec0ffee0403, firstName: Uma}
`

const ofJusRecruit = "/api/v1/integration/candidates/6884a1f2c0ffeec0ffee04"

// resumes is a running mock with these candidates.
type resumes struct{ *own }

func runResumes(t *testing.T, options ...servertest.Option) resumes {
	t.Helper()
	return resumes{newOwn(t, append([]servertest.Option{servertest.Seed(withResumes)}, options...)...)}
}

// link returns the URL of a résumé that a candidate's document has, "null" for none.
func (m resumes) link(path string) string {
	m.t.Helper()
	status, body := m.ask("GET", path, "", "Authorization", m.credential(path), "X-Api-Version", "20161108")
	require.Equal(m.t, http.StatusOK, status, body)
	found := regexp.MustCompile(`"resume(?:Url)?":(null|"[^"]*")`).FindStringSubmatch(body)
	require.NotNil(m.t, found, body)
	return strings.Trim(found[1], `"`)
}

func (m resumes) credential(path string) string {
	if strings.HasPrefix(path, "/v1/") {
		return "Token token=abc123abc123"
	}
	return "Bearer " + m.mock.Token("jusrecruit")
}

// follow asks for a link as it is, without a credential.
func (m resumes) follow(url string) (status int, contentType, body string) {
	m.t.Helper()
	request, err := http.NewRequestWithContext(m.t.Context(), http.MethodGet, url, nil)
	require.NoError(m.t, err)
	response, err := http.DefaultClient.Do(request)
	require.NoError(m.t, err)
	defer func() { _ = response.Body.Close() }()
	text, err := io.ReadAll(response.Body)
	require.NoError(m.t, err)
	return response.StatusCode, response.Header.Get("Content-Type"), string(text)
}

// TestAResumeIsServedForThirtySeconds: the links of both vendors lead to a PDF until the sandbox's clock is past them.
func TestAResumeIsServedForThirtySeconds(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ path, name string }{{"/v1/candidates/1", "\xc5sa \\(Lind\\)"}, {ofJusRecruit + "01", "Asha Rao"}} {
		m := runResumes(t)
		link := m.link(c.path)
		require.True(t, strings.HasPrefix(link, m.mock.URL+"/files/resumes/default/"), link)
		assert.Equal(t, link, m.link(c.path), "the same instant makes the same link")
		m.mock.Clock().Advance(resume.Lifetime)
		status, contentType, body := m.follow(link)
		assert.Equal(t, http.StatusOK, status, body)
		assert.Equal(t, "application/pdf", contentType)
		assert.True(t, strings.HasPrefix(body, "%PDF-1.4\n"), body)
		assert.Contains(t, body, c.name)
		m.mock.Clock().Advance(time.Millisecond)
		status, contentType, body = m.follow(link)
		assert.Equal(t, http.StatusForbidden, status, "it has expired")
		assert.Equal(t, "application/problem+json", contentType)
		assert.Contains(t, body, "read the candidate again")
		renewed := m.link(c.path)
		assert.NotEqual(t, link, renewed)
		status, _, _ = m.follow(renewed)
		assert.Equal(t, http.StatusOK, status)
	}
}

// TestOnlyASignedLinkIsServed changes each part of a link.
func TestOnlyASignedLinkIsServed(t *testing.T) {
	t.Parallel()
	m := runResumes(t)
	link := m.link("/v1/candidates/1")
	for _, c := range []struct {
		from, to string
		status   int
	}{
		{"default", "another", 403},
		{"teamtailor", "jusrecruit", 403},
		{"/1.pdf", "/2.pdf", 403},
		{"/1.pdf", "/1.doc", 403},
		{"expires=1", "expires=2", 403},
		{"expires=", "expires=x", 403},
		{"signature=", "signature=0", 403},
		{"signature=", "x=", 403},
		{"/1.pdf", "/%31.pdf", 200},
		{"/1.pdf", "/1%2F.pdf", 403},
		{"/1.pdf", "//1.pdf", 404},
		{"/1.pdf", "", 404},
	} {
		changed := strings.Replace(link, c.from, c.to, 1)
		require.NotEqual(t, link, changed)
		status, _, body := m.follow(changed)
		assert.Equal(t, c.status, status, "%s: %s", changed, body)
	}
	now := m.mock.Clock().Now()
	for _, of := range []string{resume.URL(m.mock.URL, "nobody", "teamtailor", "1", now), resume.URL(m.mock.URL, "default", "huntr", "1", now), resume.URL(m.mock.URL, "default", "teamtailor", "2", now), resume.URL(m.mock.URL, "default", "teamtailor", "-", now), resume.URL(m.mock.URL, "default", "jusrecruit", "1", now)} {
		status, _, body := m.follow(of)
		assert.Equal(t, http.StatusNotFound, status, "%s: %s", of, body)
	}
	status, body := m.ask("POST", strings.TrimPrefix(link, m.mock.URL), "")
	assert.Equal(t, http.StatusMethodNotAllowed, status, body)
}

// TestAURLOfTheSeedStays: the mock's own links stand only where the seed asks for one, and in what it generates.
func TestAURLOfTheSeedStays(t *testing.T) {
	t.Parallel()
	m := runResumes(t)
	for _, c := range []struct{ path, want string }{
		{"/v1/candidates/2", "https://example.com/bo.pdf"},
		{"/v1/candidates/3", "null"},
		{ofJusRecruit + "02", "https://example.com/omar.pdf"},
		{ofJusRecruit + "03", "null"},
	} {
		assert.Equal(t, c.want, m.link(c.path), c.path)
	}
	status, body := m.ask("PATCH", "/v1/candidates/3", `{"data":{"id":"3","type":"candidates","attributes":{"resume":"generated"}}}`,
		"Content-Type", "application/vnd.api+json", "Authorization", m.credential("/v1/"), "X-Api-Version", "20161108")
	require.Equal(t, http.StatusOK, status, body)
	assert.Equal(t, "generated", m.link("/v1/candidates/3"), "what a client writes is stored as given")

	_, state := m.ask("GET", "/_mock/state", "")
	status, body = m.ask("PUT", "/_mock/state", state, "Content-Type", "application/yaml")
	require.Equal(t, http.StatusOK, status, body)
	for _, path := range []string{"/v1/candidates/1", ofJusRecruit + "01"} {
		status, _, _ = m.follow(m.link(path))
		assert.Equal(t, http.StatusOK, status, "an export keeps it")
	}
}

// TestEveryGeneratedResumeIsServed: what seeds generate has no link that leads nowhere.
func TestEveryGeneratedResumeIsServed(t *testing.T) {
	t.Parallel()
	m := newOwn(t)
	served := 0
	for _, list := range []string{"/v1/candidates?sort=-id", "/v1/candidates?sort=resume&fields[candidates]=resume"} {
		_, body := m.ask("GET", list, "", "Authorization", "Token token=abc123abc123", "X-Api-Version", "20161108")
		var document struct {
			Data []struct{ Attributes struct{ Resume string } }
		}
		require.NoError(t, json.Unmarshal([]byte(body), &document), body)
		for _, one := range document.Data {
			if url := one.Attributes.Resume; strings.HasPrefix(url, m.mock.URL) {
				status, _, text := resumes{m}.follow(url)
				assert.Equal(t, http.StatusOK, status, text)
				served++
			}
		}
	}
	assert.Greater(t, served, 5)
}

// TestAResumeBelongsToItsSandbox: a link of another sandbox leads there, and with the sandbox it goes.
func TestAResumeBelongsToItsSandbox(t *testing.T) {
	t.Parallel()
	m := runResumes(t)
	other := m.mock.Sandbox(t, servertest.FromSeed(strings.NewReplacer("abc123abc123", "zyx321zyx321", "jc_1", "jc_2", "Åsa", "Eva").Replace(withResumes)))
	_, body := m.ask("GET", "/v1/candidates/1", "", "Authorization", "Token token=zyx321zyx321", "X-Api-Version", "20161108")
	found := regexp.MustCompile(`"resume":"([^"]*)"`).FindStringSubmatch(body)
	require.NotNil(t, found, body)
	assert.Contains(t, found[1], "/"+other.Name()+"/")
	m.mock.Clock().Advance(time.Hour)
	status, _, text := m.follow(found[1])
	assert.Equal(t, http.StatusOK, status, "the clock of another sandbox does not count")
	assert.Contains(t, text, "Eva")
	status, text = m.ask("DELETE", "/_mock/sandboxes/"+other.Name(), "")
	require.Less(t, status, 300, text)
	status, _, _ = m.follow(found[1])
	assert.Equal(t, http.StatusNotFound, status)
}

// TestAResumeOfTheMockIsNotFetched: fetch_resume takes a link of the mock itself, which no call may lead to.
func TestAResumeOfTheMockIsNotFetched(t *testing.T) {
	t.Parallel()
	m := runResumes(t, servertest.Settings(func(s *server.Settings) { s.Teamtailor.FetchResume = true }))
	write := func(url string) (int, string) {
		return m.ask("PATCH", "/v1/candidates/3", `{"data":{"id":"3","type":"candidates","attributes":{"resume":"`+url+`"}}}`,
			"Content-Type", "application/vnd.api+json", "Authorization", m.credential("/v1/"), "X-Api-Version", "20161108")
	}
	link := m.link("/v1/candidates/1")
	status, body := write(link)
	assert.Equal(t, http.StatusOK, status, body)
	for _, c := range []struct{ url, reason string }{
		{strings.Replace(link, "expires=1", "expires=2", 1), "the mock itself listens there"},
		{resume.URL(m.mock.URL, "default", "teamtailor", "2", m.mock.Clock().Now()), "no resume of the candidate 2"},
		{resume.URL(m.mock.URL, "default", "teamtailor", "1", m.mock.Clock().Now().Add(-31*time.Second)), "expired"},
	} {
		status, body = write(c.url)
		assert.Equal(t, http.StatusUnprocessableEntity, status, body)
		requests := m.mock.Requests()
		assert.Contains(t, requests[len(requests)-1].Reason, c.reason)
	}
}

// TestEventsLinkToResumesOfAPublicURL: nobody knows the host of an event, unless the setting names it.
func TestEventsLinkToResumesOfAPublicURL(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ public, want string }{{"", `"resume":null`}, {"https://mock.example/", `"resume":"https://mock.example/files/resumes/default/teamtailor/1.pdf?expires=`}} {
		m := newOwn(t, servertest.Seed(withResumes), servertest.Settings(func(s *server.Settings) { s.PublicURL = c.public }))
		status, body := m.ask("POST", "/_mock/webhooks", `{"provider":"teamtailor","url":"http://127.0.0.1:1/hook"}`)
		require.Equal(t, http.StatusCreated, status, body)
		status, body = m.ask("PATCH", "/v1/candidates/1", `{"data":{"id":"1","type":"candidates","attributes":{"pitch":"hello"}}}`,
			"Content-Type", "application/vnd.api+json", "Authorization", "Token token=abc123abc123", "X-Api-Version", "20161108")
		require.Equal(t, http.StatusOK, status, body)
		assert.Contains(t, body, `/files/resumes/default/teamtailor/1.pdf?expires=`)
		status, body = m.ask("POST", "/_mock/webhooks/flush", "")
		require.Equal(t, http.StatusOK, status, body)
		deliveries := m.mock.Deliveries()
		require.Len(t, deliveries, 1)
		assert.Contains(t, string(deliveries[0].Attempts[0].Request.Body), c.want)
	}
}
