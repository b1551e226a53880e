package huntr

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mockserver/seeds"
	"mockserver/store"
)

// done is what an action changed and told.
type done struct {
	changes []store.Change
	events  []store.Event
}

// act does an action as the control API does: in one transaction, which its faults undo.
func (w *world) act(name, body string) (done, error) {
	var d done
	file := seeds.Parse("body", []byte(body))
	for _, action := range w.vendor.Actions {
		if action.Name != name {
			continue
		}
		err := w.sandbox.Write(w.sandbox.Clock().Now(), func(tx *store.Tx) error {
			if node, ok := file.Root(); ok {
				action.Run(tx, node)
			}
			d = done{tx.Changes(), tx.Events()}
			return file.Err()
		})
		return d, err
	}
	panic("no action is called " + name)
}

func (w *world) mustAct(t failer, name, body string) done {
	t.Helper()
	d, err := w.act(name, body)
	require.NoError(t, err)
	return d
}

// read returns an object of the API.
func (w *world) read(t failer, path string) map[string]any {
	t.Helper()
	status, body := w.get(path)
	require.Equal(t, 200, status, body)
	var object map[string]any
	require.NoError(t, json.Unmarshal([]byte(body), &object))
	return object
}

// newest is the newest object of a list, as the API prints it.
func (w *world) newest(t failer, list string) string {
	t.Helper()
	_, body := w.get("/org/" + list + "?limit=1")
	object, _, found := strings.Cut(strings.TrimPrefix(body, `{"data":[`), `],"next"`)
	require.True(t, found, body)
	return object
}

func tables(d done) (names []string) {
	for _, c := range d.changes {
		names = append(names, string(c.What)+" "+c.Table)
	}
	return names
}

func TestAddMember(t *testing.T) {
	t.Parallel()
	w := newWorld(t, DefaultSettings(), small)
	d := w.mustAct(t, "add-member", `{"ref": "zoë", "givenName": "Zoë", "familyName": "Roy", "email": "zoe@example.com"}`)
	assert.Equal(t, []string{"added huntr.members"}, tables(d))
	assert.Empty(t, d.events, "no event type is of a member")
	assert.Equal(t, `{"id":"`+d.changes[0].Key+`","givenName":"Zoë","familyName":"Roy","email":"zoe@example.com","createdAt":1768467600,"isActive":true}`, w.newest(t, "members"))
	w.mustAct(t, "deactivate-member", `{member: zoë}`)
	assert.Equal(t, false, w.read(t, "/org/members/"+d.changes[0].Key)["isActive"])
}

func TestDeactivatedMemberDoesNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t, DefaultSettings(), small)
	assert.Equal(t, []string{"changed huntr.members"}, tables(w.mustAct(t, "deactivate-member", `{"member": "ann"}`)))
	assert.Empty(t, w.mustAct(t, "deactivate-member", `{"member": "5b0379b5712bb674fd0d561e"}`).changes, "is so already")
	assert.Len(t, w.page(t, "/org/members?active=false").Data, 1)
	for name, body := range map[string]string{
		"add-job":  `{"member": "ann", "title": "Baker"}`,
		"move-job": `{"job": "job", "to": "applied"}`,
		"set-date": `{"job": "job", "field": "offerDate", "date": 1768467600}`,
		"edit-job": `{"job": "job", "title": "Baker"}`,
	} {
		_, err := w.act(name, body)
		require.ErrorContains(t, err, "the member 5b0379b5712bb674fd0d561e is deactivated: nothing happens on their board until reactivate-member", name)
		require.ErrorContains(t, err, "body:1:", name)
	}
	w.mustAct(t, "reactivate-member", `{"member": "ann"}`)
	w.mustAct(t, "move-job", `{"job": "job", "to": "applied"}`)
}

func TestAddJob(t *testing.T) {
	t.Parallel()
	w := newWorld(t, DefaultSettings(), small)
	d := w.mustAct(t, "add-job", `{"ref": "new", "member": "ann", "title": "Bäcker", "employer": "Neu & Co", "list": "Applied", "salary": "$1",
		"url": "https://example.com", "description": "d", "location": {"name": "Köln", "lat": "1"}, "deadline": "2026-02-01", "secondInterviewDate": 1768467601}`)
	assert.Equal(t, []string{"added huntr.employers", "added huntr.jobs", "added huntr.events"}, tables(d))
	employer, job, event := d.changes[0].Key, d.changes[1].Key, d.changes[2].Key
	fields := `"title":"Bäcker","description":"d","salary":"$1","url":"https://example.com","location":{"lat":"1","name":"Köln"},"deadline":1769904000,` +
		`"applicationDate":1768467600,"secondInterviewDate":1768467601,"createdAt":1768467600`
	member := `"member":{"id":"5b0379b5712bb674fd0d561e","givenName":"Ann","createdAt":1526954421}`
	assert.Equal(t, `{"id":"`+job+`",`+fields+`,`+member+`,"employer":{"id":"`+employer+`","name":"Neu & Co","jobCount":0,"applicationCount":0,"interviewCount":0,"offerCount":0},"list":{"name":"Applied"}}`, w.newest(t, "jobs"))
	told := `{"id":"` + event + `","eventType":"JOB_ADDED","createdAt":1768467600,` + member + `,"job":{"id":"` + job + `",` + fields + `},"toList":{"name":"Applied"}}`
	assert.Equal(t, told, w.newest(t, "events"))
	require.Len(t, d.events, 1)
	assert.Equal(t, store.Event{Number: 1, Provider: "huntr", Name: "JOB_ADDED", ID: event, Subject: job, At: w.sandbox.Clock().Now(), Data: []byte(told)}, d.events[0])
	again := w.mustAct(t, "add-job", `{"member": "ann", "title": "y", "employer": "Neu & Co"}`)
	assert.Equal(t, []string{"added huntr.jobs", "added huntr.events"}, tables(again), "an employer's name is known by now")
	w.mustAct(t, "add-job", `{"member": "ann", "title": "x", "employer": "acme"}`)
	w.mustAct(t, "add-job", `{"member": "ann", "title": "x", "employer": "5b088f63b9defaba88d37264"}`)
	assert.Len(t, w.page(t, "/org/employers").Data, 2)
	assert.Contains(t, w.newest(t, "employers"), `"jobCount":2,"applicationCount":1,"interviewCount":1,"offerCount":0}`)
	w.mustAct(t, "add-job", `{"member": "ann", "title": "x"}`)
	assert.Contains(t, w.newest(t, "jobs"), `"employer":{},"list":{"name":"wishlist"}}`)
}

func TestMoveJob(t *testing.T) {
	t.Parallel()
	w := newWorld(t, DefaultSettings(), small)
	w.sandbox.Clock().Advance(time.Minute)
	d := w.mustAct(t, "move-job", `{"job": "job", "to": "interview"}`)
	assert.Equal(t, []string{"changed huntr.jobs", "added huntr.events"}, tables(d))
	require.Len(t, d.events, 1)
	assert.Equal(t, w.newest(t, "events"), string(d.events[0].Data))
	assert.Contains(t, string(d.events[0].Data), `"eventType":"JOB_MOVED","createdAt":1768467660,"member"`)
	assert.Contains(t, string(d.events[0].Data), `"title":"Cook","firstInterviewDate":1768467660,"createdAt":1527286395},"toList":{"name":"interview"},"fromList":{"name":"wishlist"}}`)
	w.sandbox.Clock().Advance(time.Minute)
	w.mustAct(t, "move-job", `{"job": "5b088a7b12728af4ec0be9d6", "to": "On hold"}`)
	job := w.read(t, "/org/jobs/5b088a7b12728af4ec0be9d6")
	assert.Equal(t, map[string]any{"name": "On hold"}, job["list"])
	assert.InDelta(t, 1768467660, job["firstInterviewDate"], 0)
	assert.NotContains(t, string(d.events[0].Data), "On hold", "what was told stays what it was")
}

func TestSetDate(t *testing.T) {
	t.Parallel()
	for field, eventType := range map[string]string{
		"applicationDate": "JOB_APPLICATION_DATE_SET", "firstInterviewDate": "JOB_FIRST_INTERVIEW_DATE_SET",
		"secondInterviewDate": "JOB_SECOND_INTERVIEW_DATE_SET", "offerDate": "JOB_OFFER_DATE_SET",
	} {
		w := newWorld(t, DefaultSettings(), small)
		d := w.mustAct(t, "set-date", `{"job": "job", "field": "`+field+`", "date": "2026-02-01T00:00:00Z"}`)
		require.Len(t, d.events, 1)
		assert.Equal(t, eventType, d.events[0].Name)
		assert.Equal(t, w.newest(t, "events"), string(d.events[0].Data))
		assert.Contains(t, string(d.events[0].Data), `"eventType":"`+eventType+`","date":1769904000,"createdAt":1768467600,`)
		assert.Contains(t, string(d.events[0].Data), `"`+field+`":1769904000,"createdAt":1527286395}}`)
		assert.Equal(t, map[string]any{"name": "wishlist"}, w.read(t, "/org/jobs/5b088a7b12728af4ec0be9d6")["list"], "a date moves no job")
	}
}

func TestEditJob(t *testing.T) {
	t.Parallel()
	w := newWorld(t, DefaultSettings(), small)
	d := w.mustAct(t, "edit-job", `{"job": "job", "title": "Chef", "salary": "$5", "location": {}, "employer": "New one", "deadline": 5}`)
	assert.Equal(t, []string{"added huntr.employers", "changed huntr.jobs"}, tables(d))
	assert.Empty(t, d.events)
	assert.Contains(t, w.newest(t, "jobs"), `{"id":"5b088a7b12728af4ec0be9d6","title":"Chef","salary":"$5","location":{},"deadline":5,"createdAt":1527286395,"member"`)
	assert.Contains(t, w.newest(t, "jobs"), `"name":"New one"`)
	w.mustAct(t, "edit-job", `{"job": "job", "employer": "", "url": "u", "description": "d"}`)
	assert.Contains(t, w.newest(t, "jobs"), `"employer":{}`)
	assert.Contains(t, w.newest(t, "jobs"), `"description":"d","salary":"$5","url":"u"`)
	assert.Empty(t, w.page(t, "/org/employers").Data)
}

// TestWhatAnActionRefusesChangesNothing tries every action with what it cannot take.
func TestWhatAnActionRefusesChangesNothing(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ action, body, fault string }{
		{"add-member", `{"ref": "ann"}`, `body:1:9: the member label "ann" is taken by 5b0379b5712bb674fd0d561e`},
		{"add-member", `{"ref": "5b0379b5712bb674fd0d5600"}`, `body:1:9: the label "5b0379b5712bb674fd0d5600" must be a name, not an id`},
		{"add-member", `{"givenName": 7}`, `body:1:15: givenName: must be a text in quotes, not 7`},
		{"add-member", `{"name": "x"}`, `body:1:2: unknown key "name"; accepted: ref, givenName, familyName, email`},
		{"add-member", `[]`, `body:1:1: must be a mapping with the keys ref, givenName, familyName, email, not a list`},
		{"deactivate-member", `{"member": "bob"}`, `body:1:12: no member has the id or label "bob"; it takes an id or a label: ann`},
		{"deactivate-member", `{}`, `body:1:1: "member" is missing`},
		{"reactivate-member", `{"member": "5b0379b5712bb674fd0d5600"}`, `body:1:12: no member has the id or label "5b0379b5712bb674fd0d5600"; it takes an id or a label: ann`},
		{"add-job", `{"member": "ann"}`, `body:1:1: "title" is missing`},
		{"add-job", `{"member": "job", "title": "x"}`, `body:1:12: no member has the id or label "job"; it takes an id or a label: ann`},
		{"add-job", `{"member": "ann", "title": "x", "employer": "5b0379b5712bb674fd0d5600"}`, `body:1:45: no employer has the id or label "5b0379b5712bb674fd0d5600"; it takes an id or a label: acme`},
		{"add-job", `{"member": "ann", "title": "x", "employer": "New", "ref": "job"}`, `body:1:59: the job label "job" is taken by 5b088a7b12728af4ec0be9d6`},
		{"add-job", `{"member": "ann", "title": "x", "deadline": "soon"}`, `body:1:45: deadline: must be a time (like 2026-01-15T09:00:00Z, 2026-01-15 or Unix seconds) between 1970 and 2106, not "soon"`},
		{"add-job", `{"member": "ann", "title": ""}`, `body:1:28: a job has a title`},
		{"edit-job", `{"job": "job", "title": "", "salary": "$5"}`, `body:1:25: a job has a title`},
		{"move-job", `{"job": "cook", "to": "applied"}`, `body:1:9: no job has the id or label "cook"; it takes an id or a label: job`},
		{"move-job", `{"job": "job", "to": "wishlist"}`, `body:1:22: the job is in the list "wishlist" already`},
		{"move-job", `{"job": "job", "to": ""}`, `body:1:22: a list has a name, like wishlist, applied, interview, offer, rejected`},
		{"set-date", `{"job": "job", "field": "deadline", "date": 5}`, `body:1:25: no event tells of a date called "deadline"; accepted: applicationDate, firstInterviewDate, secondInterviewDate, offerDate`},
		{"set-date", `{"job": "job", "field": "offerDate"}`, `body:1:1: "date" is missing`},
		{"set-date", `{"job": "job", "field": "offerDate", "date": 0}`, `body:1:46: date: must be a time (like 2026-01-15T09:00:00Z, 2026-01-15 or Unix seconds) between 1970 and 2106, not 0`},
		{"edit-job", `{"job": "job"}`, `body:1:1: there is nothing to edit; accepted: title, description, salary, url, location, deadline, employer`},
		{"edit-job", `{"job": "job", "location": {"city": "x"}}`, `body:1:29: location: unknown key "city"; accepted: lng, lat, url, id, placeId, name, address`},
	} {
		w := newWorld(t, DefaultSettings(), small)
		before := w.export(t)
		_, err := w.act(c.action, c.body)
		require.EqualError(t, err, c.fault, "%s %s", c.action, c.body)
		assert.Equal(t, before, w.export(t), "%s %s", c.action, c.body)
		assert.Empty(t, w.sandbox.Outbox().Take())
	}
}

// TestActionsNeedATimeThatIDsCanHold: ids hold the second of creation in 32 bits.
func TestActionsNeedATimeThatIDsCanHold(t *testing.T) {
	t.Parallel()
	w := newWorld(t, DefaultSettings(), small)
	for _, year := range []int{1969, 2107} {
		w.sandbox.Clock().Set(time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC))
		_, err := w.act("move-job", `{"job": "job", "to": "applied"}`)
		require.ErrorContains(t, err, "ids hold the years 1970 to 2105")
	}
}

func TestEveryActionHasALabelAndKeys(t *testing.T) {
	t.Parallel()
	w := newWorld(t, DefaultSettings(), small)
	actions := w.vendor.Actions
	names := make([]string, 0, len(actions))
	for _, action := range actions {
		names = append(names, action.Name)
		assert.NotZero(t, action.Label.Evidence)
		assert.NotEmpty(t, action.Label.Source)
		assert.NotEmpty(t, action.Summary)
		assert.NotEmpty(t, action.Body)
	}
	assert.Equal(t, []string{"add-member", "deactivate-member", "reactivate-member", "add-job", "move-job", "set-date", "edit-job"}, names)
}

// TestTakenIDsAreLeftOut: rows that were taken over may have the ids that the sandbox counts to.
func TestTakenIDsAreLeftOut(t *testing.T) {
	t.Parallel()
	w := newWorld(t, DefaultSettings(), small)
	w.mustAct(t, "add-job", `{"member": "ann", "title": "x"}`)
	exported := w.export(t)
	_, rows, _ := strings.Cut(exported, "huntr:")
	other := newWorld(t, DefaultSettings(), "huntr:"+rows)
	other.mustAct(t, "add-job", `{"member": "ann", "title": "y"}`)
	assert.Len(t, other.page(t, "/org/jobs").Data, 3)
	assert.Len(t, other.page(t, "/org/events").Data, 3)
}
