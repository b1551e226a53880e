package huntr_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mockserver/seeds"
	"mockserver/server"
	"mockserver/server/servertest"
)

func TestSeedFaultsAreAllToldAtOnce(t *testing.T) {
	t.Parallel()
	_, err := server.New(server.Options{Seed: seeds.Parse("s.yaml", []byte(`huntr:
  tokens: [{token: a b}, {token: t}, {token: t}, {name: x}]
  members:
    - {id: 5b0379b5712bb674fd0d561e, ref: ann, nickname: A}
    - {id: 5b0379b5712bb674fd0d561e, ref: ann}
    - {id: 12345, ref: 5b0379b5712bb674fd0d5600}
  employers: [{foundedYear: 20000}]
  jobs:
    - {member: bob, employer: acme, title: []}
    - {title: orphan}
    - {member: ann}
  events:
    - {eventType: JOB_EATEN, job: nothing}
    - {}
  generate: {from: 2026-01-01, to: 2025-01-01, jobs: -1}
`))})
	require.Error(t, err)
	assert.Equal(t, strings.TrimSpace(`
s.yaml:2:20: a token is a text of printable ASCII characters without spaces
s.yaml:2:46: this token is given twice, first in line 2
s.yaml:2:50: huntr.tokens[3]: "token" is missing
s.yaml:4:48: huntr.members[0]: unknown key "nickname"; accepted: id, ref, givenName, familyName, email, createdAt, isActive
s.yaml:5:12: the member id 5b0379b5712bb674fd0d561e is given twice, first in line 4
s.yaml:5:43: the member label "ann" is given twice, first in line 4
s.yaml:6:12: a huntr id is 24 hex digits, not "12345"
s.yaml:6:24: the label "5b0379b5712bb674fd0d5600" must be a name, not an id
s.yaml:7:29: huntr.employers[0].foundedYear: must be a whole number from 1 to 9999, not 20000
s.yaml:9:16: no member has the id or label "bob"
s.yaml:9:31: no employer has the id or label "acme"
s.yaml:9:44: huntr.jobs[0].title: must be a text, not a list
s.yaml:10:7: huntr.jobs[1]: "member" is missing
s.yaml:11:7: huntr.jobs[2]: "title" is missing
s.yaml:13:19: no event type is called "JOB_EATEN"; accepted: JOB_ADDED, JOB_MOVED, JOB_APPLICATION_DATE_SET, JOB_FIRST_INTERVIEW_DATE_SET, JOB_SECOND_INTERVIEW_DATE_SET, JOB_OFFER_DATE_SET
s.yaml:13:35: no job has the id or label "nothing"
s.yaml:14:7: huntr.events[1]: "eventType" is missing
s.yaml:14:7: huntr.events[1]: "job" is missing
s.yaml:15:54: huntr.generate.jobs: must be a whole number from 0 to 10000000, not -1`), err.Error())
}

// TestOneWrongIDIsOneFault: the record still has its label, of every vendor.
func TestOneWrongIDIsOneFault(t *testing.T) {
	t.Parallel()
	_, err := server.New(server.Options{Seed: seeds.Parse("s.yaml", []byte(`huntr:
  members: [{ref: ann, id: x}]
  jobs: [{title: t, member: ann}]
teamtailor:
  users: [{id: x, ref: u}]
  jobs: [{title: t, user: u}]
jusrecruit:
  users: [{id: x, ref: u}]
  jobs: [{title: t, hiringTeam: [{user: u}]}]
`))})
	require.EqualError(t, err, `s.yaml:2:28: a huntr id is 24 hex digits, not "x"
s.yaml:5:16: a teamtailor id is a positive whole number, not "x"
s.yaml:8:16: a jusrecruit id is 24 hex digits, not all of them 0, not "x"`)
}

func TestGenerateNeedsSomebodyToAddJobs(t *testing.T) {
	t.Parallel()
	_, err := server.New(server.Options{Seed: seeds.Parse("s.yaml", []byte(`huntr: {generate: {jobs: 1}}`))})
	require.EqualError(t, err, "s.yaml:1:19: huntr.generate: jobs need at least one member and one employer")
}

func TestContradictingIDIsAWarning(t *testing.T) {
	t.Parallel()
	file := seeds.Parse("s.yaml", []byte("huntr: {tokens: [{token: t}], members: [{id: 5b0379b5712bb674fd0d561e, createdAt: 2018-01-01}]}"))
	s := run(t, func(o *server.Options) { o.Seed = file })
	assert.Equal(t, "s.yaml:1:46: warning: the id 5b0379b5712bb674fd0d561e says it was created at 1526954421 (Unix seconds), createdAt says 1514764800", file.Warnings().Error())
	assert.Contains(t, ask(t, s, "/org/members").body, `"createdAt":1514764800`)
}

// TestSeedFillsWhatItLeavesOut: an id gives the time, a time the id, and neither is now.
func TestSeedFillsWhatItLeavesOut(t *testing.T) {
	t.Parallel()
	s := run(t, servertest.Seed(`
huntr:
  tokens: [{token: t}]
  members: [{id: 5b0379b5712bb674fd0d561e}, {createdAt: 2018-05-22T02:00:21Z}, {givenName: Now}]
  generate: {jobs: 3, employers: 1}
`))
	page := ask(t, s, "/org/members").body
	assert.Contains(t, page, `{"id":"5b0379b5712bb674fd0d561e","createdAt":1526954421,"isActive":true}`)
	assert.Contains(t, page, `{"id":"5b0379b5a`)
	assert.Contains(t, page, fmt.Sprintf(`"givenName":"Now","createdAt":%d`, servertest.Start().Unix()))
	assert.Equal(t, 3, strings.Count(ask(t, s, "/org/jobs").body, `"member"`), "generated jobs take explicit members where none are generated")
}

// TestSameSeedSameBytes reads every list of two servers page by page.
func TestSameSeedSameBytes(t *testing.T) {
	t.Parallel()
	one, two := run(t), servertest.Run(t)
	for _, list := range []string{"members", "jobs", "events", "employers"} {
		path := "/org/" + list + "?limit=23"
		for pages := 0; ; pages++ {
			a, b := ask(t, one, path), ask(t, two, path)
			require.Equal(t, a, b)
			_, next, more := strings.Cut(a.body, `"next":"`)
			if !more {
				assert.Positive(t, pages)
				break
			}
			path = "/org/" + list + "?limit=23&next=" + next[:24]
		}
	}
}

// TestOneMoreChangesNothingElse: asking for one more job leaves every other generated row as it was.
func TestOneMoreChangesNothingElse(t *testing.T) {
	t.Parallel()
	seed := func(jobs int) *servertest.Server {
		return run(t, servertest.Seed(fmt.Sprintf("huntr: {tokens: [{token: t}], generate: {seed: 5, members: 9, employers: 5, jobs: %d}}", jobs)))
	}
	few, more := seed(40), seed(41)
	assert.Equal(t, ask(t, few, "/org/members").body, ask(t, more, "/org/members").body)
	was, is := objects(t, ask(t, few, "/org/jobs").body), objects(t, ask(t, more, "/org/jobs").body)
	assert.Len(t, is, 41)
	for _, job := range was {
		assert.Contains(t, is, job)
	}
}

func objects(t *testing.T, body string) []string {
	t.Helper()
	body = strings.TrimPrefix(body, `{"data":[`)
	body, _, _ = strings.Cut(body, `],"next"`)
	return strings.Split(strings.ReplaceAll(body, `},{"id"`, "}\n{\"id\""), "\n")
}

func TestEmbeddedSeedsLoad(t *testing.T) {
	t.Parallel()
	for _, name := range seeds.Names() {
		text, ok := seeds.Embedded(name)
		require.True(t, ok)
		file := seeds.Parse(name+".yaml", text)
		s := run(t, func(o *server.Options) { o.Seed = file })
		assert.Equal(t, "huntr-demo-token", s.Token("huntr"))
		assert.Empty(t, file.Warnings())
		assert.Equal(t, 200, ask(t, s, "/org/jobs").status)
	}
}
