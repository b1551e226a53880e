package control_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mockserver/server/servertest"
)

func TestAResetTellsWhatWasLeftBehind(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	before, _ := a.ask("GET", "/clock", "")
	assert.Equal(t, 200, before)
	assert.Equal(t, true, a.must("POST", "/reset", "")["clean"])
	a.must("POST", "/clock/advance", `{"by":"1h"}`)
	a.must("POST", "/credentials", `{"provider":"huntr"}`)
	a.must("POST", "/faults", `{"name":"left","effect":{"type":"latency","delay":"1ms"},"times":2}`)
	status, _ := a.asked("/org/nothing", a.Token("huntr"))
	assert.Equal(t, 404, status)
	a.must("POST", "/actions/huntr/add-member", `{"email":"new@example.com"}`)

	status, problem := a.ask("POST", "/reset?fail_on_leftovers=true", "")
	assert.Equal(t, 409, status)
	assert.Equal(t, "left", problem.at("report.faults.0.name"))
	assert.EqualValues(t, 1, problem.at("report.tables.0.added"))
	assert.Equal(t, "/org/nothing", problem.at("report.unmatched.0.target"))
	assert.EqualValues(t, 1, problem.at("report.strays"))

	report := a.must("POST", "/reset?fail_on_leftovers=true", "")
	assert.Equal(t, true, report["clean"], "it was reset all the same")
	assert.Equal(t, servertest.Start().Format(time.RFC3339), a.must("GET", "/clock", "")["now"])
	assert.Empty(t, a.must("GET", "/faults", "")["data"])
	assert.Empty(t, a.must("GET", "/requests", "")["data"])
	for _, c := range a.must("GET", "/credentials", "")["data"].([]any) {
		assert.Equal(t, false, c.(map[string]any)["minted"])
	}
}

func TestAResetBringsBackCredentialsAndTheirNumbers(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	first := a.must("POST", "/credentials", `{"provider":"huntr"}`)
	var id string
	for _, c := range a.must("GET", "/credentials", "")["data"].([]any) {
		if found := c.(map[string]any); found["provider"] == "huntr" && found["minted"] == false {
			id = found["id"].(string)
		}
	}
	a.must("DELETE", "/credentials/"+id, "")
	status, _ := a.asked("/org/members", "huntr-demo-token")
	assert.Equal(t, 401, status)
	a.must("POST", "/reset", "")
	status, _ = a.asked("/org/members", "huntr-demo-token")
	assert.Equal(t, 200, status)
	status, _ = a.asked("/org/members", first["token"].(string))
	assert.Equal(t, 401, status, "what was minted is gone")
	assert.Equal(t, first, a.must("POST", "/credentials", `{"provider":"huntr"}`), "and is minted the same again")
}

func TestSnapshots(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	rows := func() any { return a.must("GET", "/sandboxes/default", "")["rows"] }
	origin := rows()
	a.must("POST", "/actions/huntr/add-member", `{"email":"one@example.com"}`)
	a.must("POST", "/clock/advance", `{"by":"1h"}`)
	saved := rows()
	assert.Equal(t, "snapshot-1", a.must("POST", "/snapshots", "")["name"])
	a.must("POST", "/snapshots", `{"name":"mine"}`)
	status, problem := a.ask("POST", "/snapshots", `{"name":"mine"}`)
	assert.Equal(t, 409, status)
	assert.Equal(t, "name", problem["field"])

	a.must("POST", "/actions/huntr/add-member", `{"email":"two@example.com"}`)
	a.must("POST", "/clock/advance", `{"by":"5h"}`)
	restored := a.must("POST", "/snapshots/mine/restore", "")
	assert.Equal(t, saved, restored["rows"])
	assert.Equal(t, servertest.Start().Add(time.Hour).Format(time.RFC3339), restored.at("clock.now"))
	a.must("POST", "/reset", "")
	assert.Equal(t, origin, rows(), "the origin stays what it was")
	assert.Len(t, a.must("GET", "/snapshots", "")["data"], 2, "a reset keeps them")
	a.must("DELETE", "/snapshots/mine", "")
	for _, ask := range []string{"POST /snapshots/mine/restore", "DELETE /snapshots/mine"} {
		method, path, _ := strings.Cut(ask, " ")
		status, _ = a.ask(method, path, "")
		assert.Equal(t, 404, status)
	}
	for range 99 {
		a.must("POST", "/snapshots", "")
	}
	status, _ = a.ask("POST", "/snapshots", "")
	assert.Equal(t, 409, status, "there is a most of them")
}

func TestARestoreBehindAReplacementIsReportedWhole(t *testing.T) {
	t.Parallel()
	a := newAPI(t, servertest.Seed("huntr: {members: [{id: 5b0379b5712bb674fd0d561e}]}"))
	a.must("POST", "/snapshots", `{"name":"old"}`)
	a.must("PUT", "/state", "huntr: {members: [{id: 5b0379b5712bb674fd0d561f}]}")
	a.must("POST", "/snapshots/old/restore", "")
	report := a.must("POST", "/reset", "")
	assert.EqualValues(t, 1, report.at("tables.0.added"), "the snapshot's member")
	assert.EqualValues(t, 1, report.at("tables.0.removed"), "the new origin's")
}

func TestStateIsASeed(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	export := func(in *api, query, accept string) string {
		status, header, text := in.raw("GET", in.base+"/state"+query, "", "Accept", accept)
		require.Equal(t, 200, status, text)
		assert.Equal(t, map[bool]string{true: "application/json", false: "application/yaml"}[strings.HasPrefix(text, "{")], header.Get("Content-Type"))
		return text
	}
	a.must("POST", "/actions/huntr/add-member", `{"email":"new@example.com"}`)
	yaml := export(a, "", "*/*")
	assert.Contains(t, yaml, "huntr-demo-token")
	assert.Contains(t, yaml, "new@example.com")
	assert.NotContains(t, export(a, "?credentials=omit", ""), "huntr-demo-token")

	a.must("PUT", "/state", yaml)
	assert.Equal(t, yaml, export(a, "", "application/yaml"), "the same again")
	asJSON := export(a, "", "application/json, text/plain;q=0.5")
	a.must("PUT", "/state", asJSON)
	assert.Equal(t, asJSON, export(a, "", "application/json"))
	assert.Equal(t, true, a.must("POST", "/reset", "")["clean"])
	assert.Contains(t, export(a, "", ""), "new@example.com", "the new state is the origin")

	status, _, text := a.raw("GET", "/_mock/state", "", "Accept", "image/png")
	assert.Equal(t, 406, status, text)
	omitted := export(a, "?credentials=omit", "")
	a.must("POST", "/sandboxes", `{"name":"copy","from":"empty"}`)
	a.in("copy").must("PUT", "/state", omitted)
	assert.Equal(t, omitted, export(a.in("copy"), "?credentials=omit", ""), "in another sandbox, too")
	status, problem := a.in("copy").ask("PUT", "/state", yaml)
	assert.Equal(t, 409, status)
	assert.Contains(t, problem["detail"], `"default"`, "its tokens are another's")
	assert.Equal(t, omitted, export(a.in("copy"), "?credentials=omit", ""), "nothing has changed")
}

func TestAFaultyStateChangesNothing(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	before := a.must("GET", "/sandboxes/default", "")
	for name, text := range map[string]string{
		"unknown key": "hunter: {}", "wrong type": "huntr: {members: 7}", "no YAML": "{{{", "empty": " ", "list": "[]", "relation": "huntr: {jobs: [{member: nobody}]}",
		"binary": "\x00\x01", "taken twice": "huntr: {tokens: [{token: aaa}, {token: aaa}]}", "aliases": "a: &a [*a]",
	} {
		status, problem := a.ask("PUT", "/state", text)
		assert.Equal(t, 400, status, name)
		assert.NotEmpty(t, problem["detail"], name)
	}
	assert.Equal(t, before, a.must("GET", "/sandboxes/default", ""))
}

func TestTheClockIsSteered(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	for _, c := range []struct{ path, body, now, mode string }{
		{"advance", `{"by":"90s"}`, "2026-01-15T09:01:30Z", "still"},
		{"advance", `{"by":30}`, "2026-01-15T09:02:00Z", "still"},
		{"advance", `{"to":"2026-01-16"}`, "2026-01-16T00:00:00Z", "still"},
		{"set", `{"to":"2026-01-01T00:00:00Z"}`, "2026-01-01T00:00:00Z", "still"},
		{"freeze", `{"to":"2026-02-01T00:00:00Z"}`, "2026-02-01T00:00:00Z", "still"},
		{"freeze", ``, "2026-02-01T00:00:00Z", "still"},
		{"run", ``, "", "running"},
	} {
		got := a.must("POST", "/clock/"+c.path, c.body)
		assert.Equal(t, c.mode, got["mode"], c.path)
		if c.now != "" {
			assert.Equal(t, c.now, got["now"], c.path)
		}
	}
	for _, c := range []struct{ path, body, field string }{
		{"advance", `{"by":"-1s"}`, "by"},
		{"advance", `{}`, "by"},
		{"advance", `{"by":"1s","to":"2026-01-16"}`, "by"},
		{"advance", `{"by":"soon"}`, "by"},
		{"advance", `{"by":"876000h"}`, "by"},
		{"advance", `{"to":"2020-01-01"}`, "to"},
		{"set", `{}`, "to"},
		{"set", `{"by":"1s"}`, "by"},
		{"set", `{"to":"never"}`, "to"},
		{"set", `{"to":"3000-01-01"}`, "to"},
		{"freeze", `{"by":"1s"}`, "by"},
		{"run", `{"from":"1s"}`, "from"},
	} {
		status, problem := a.ask("POST", "/clock/"+c.path, c.body)
		assert.Equal(t, 400, status, "%s %s", c.path, c.body)
		assert.Equal(t, c.field, problem["field"], "%s %s", c.path, c.body)
	}
}

func TestCredentialsExpireOnTheSandboxsClock(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	made := a.must("POST", "/credentials", `{"provider":"jusrecruit","name":"short","permissions":["LIST_JOBS"],"expires_at":"2026-01-15T10:00:00Z"}`)
	key := made["key"].(string)
	status, _ := a.asked("/api/v1/integration/workflows", key)
	assert.Equal(t, 403, status, "it has one permission")
	a.must("POST", "/clock/advance", `{"by":"1h"}`)
	status, _ = a.asked("/api/v1/integration/workflows", key)
	assert.Equal(t, 401, status)
	for body, field := range map[string]string{
		`{}`: "provider", `{"provider":"nobody"}`: "provider", `{"provider":"jusrecruit","permissions":["FLY"]}`: "permissions",
		`{"provider":"huntr","expires_at":"x"}`: "expires_at", `{"provider":"huntr","name":"` + strings.Repeat("x", 300) + `"}`: "name",
	} {
		status, problem := a.ask("POST", "/credentials", body)
		assert.Equal(t, 400, status, body)
		assert.Equal(t, field, problem["field"], body)
	}
}

func TestLimitsAreSteered(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	key := a.Token("jusrecruit")
	ask := func() int { status, _ := a.asked("/api/v1/integration/workflows", key); return status }
	limits := a.must("GET", "/limits/jusrecruit", "")
	id := limits.at("credentials.0.credential").(string)
	assert.EqualValues(t, 1, a.must("PUT", "/credentials/"+id+"/limit", `{"remaining":1}`)["remaining"])
	assert.Equal(t, 200, ask())
	assert.Equal(t, 429, ask(), "just before the wall")
	a.must("POST", "/snapshots", `{"name":"wall"}`)
	a.must("POST", "/clock/advance", `{"by":"1m"}`)
	assert.Equal(t, 200, ask())
	a.must("POST", "/snapshots/wall/restore", "")
	assert.Equal(t, 429, ask(), "a snapshot keeps how the limits stood")
	changed := a.must("PUT", "/limits/jusrecruit", `{"rate":1,"burst":2}`)
	assert.EqualValues(t, 2, changed.at("override.burst"))
	assert.NotContains(t, changed["override"], "mode", "that stays the vendor's")
	assert.Equal(t, []int{200, 200, 429}, []int{ask(), ask(), ask()})
	a.must("PUT", "/limits/jusrecruit", `{"mode":"off"}`)
	for range 50 {
		require.Equal(t, 200, ask())
	}
	a.must("PUT", "/limits/jusrecruit", "")
	assert.Nil(t, a.must("GET", "/limits/jusrecruit", "")["override"])
	a.must("PUT", "/limits/jusrecruit", `{"burst":1}`)
	a.must("POST", "/reset", "")
	assert.Nil(t, a.must("GET", "/limits/jusrecruit", "")["override"], "a reset takes it away")
	for ask, want := range map[string]int{
		`PUT /limits/nobody {}`: 404, `PUT /limits/jusrecruit {"mode":"sometimes"}`: 400, `PUT /limits/jusrecruit {"window":"1s"}`: 400,
		`PUT /limits/huntr {"limit":1}`: 400, `PUT /limits/jusrecruit {"rate":-1}`: 400, `PUT /credentials/x/limit {"remaining":1}`: 404,
		`PUT /credentials/` + id + `/limit {"remaining":1000}`: 400, `PUT /credentials/` + id + `/limit {}`: 400, `DELETE /credentials/999 `: 404,
	} {
		parts := strings.SplitN(ask, " ", 3)
		status, _ := a.ask(parts[0], parts[1], parts[2])
		assert.Equal(t, want, status, ask)
	}
}

// TestWhatWasMintedLaterDoesNotSurvive: a reset, a restored snapshot and a replaced state leave the credentials that the
// sandbox was created with, and no others.
func TestWhatWasMintedLaterDoesNotSurvive(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	made := a.must("POST", "/sandboxes", `{"name":"mine"}`)
	own := a.in("mine")
	first := made.at("credentials.huntr.token").(string)
	own.must("POST", "/snapshots", `{"name":"saved"}`)
	_, _, state := own.raw("GET", "/_mock/sandboxes/mine/state?credentials=omit", "")
	for _, back := range []struct{ method, path, body string }{
		{"POST", "/snapshots/saved/restore", ""}, {"PUT", "/state", state}, {"POST", "/reset", ""},
	} {
		minted := own.must("POST", "/credentials", `{"provider":"huntr"}`)["token"].(string)
		status, _ := a.asked("/org/members", minted)
		assert.Equal(t, 200, status)
		own.must(back.method, back.path, back.body)
		status, _ = a.asked("/org/members", minted)
		assert.Equal(t, 401, status, "after %s", back.path)
		status, _ = a.asked("/org/members", first)
		assert.Equal(t, 200, status, "after %s", back.path)
	}
}
