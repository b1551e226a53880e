package jusrecruit_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mockserver/server/servertest"
)

func TestANoteIsStoredAndToldInTheHistory(t *testing.T) {
	t.Parallel()
	s := run(t, unlimited())
	candidate := ask(t, s, asha).body
	s.Clock().Advance(1234567 * time.Microsecond)
	created := ask(t, s, asha+"/notes", send("POST", `{"content":"Grüße"}`), key(keyOf(3)))
	require.Equal(t, 201, created.status)
	note := created.objects(t)[0]
	assert.Equal(t, "Grüße", note["content"])
	assert.Equal(t, "2026-01-15T09:00:01.234Z", note["createdAt"])
	assert.Equal(t, map[string]any{"type": "API_KEY", "id": "677b9b90ab20840000000005", "name": "Only SEND_NOTES"}, note["createdBy"])

	notes := ask(t, s, asha+"/notes").objects(t)
	require.Len(t, notes, 2)
	assert.Equal(t, note, notes[0], "the newest first")
	told := ask(t, s, asha+"/history").objects(t)
	require.Len(t, told, 4)
	assert.Equal(t, "NOTE_ADDED", told[0]["type"])
	assert.Equal(t, note["id"], told[0]["noteId"])
	assert.Equal(t, note["createdAt"], told[0]["createdAt"])
	assert.Equal(t, map[string]any{"id": "677b9b90ab20840000000005", "name": "Only SEND_NOTES"}, told[0]["actor"])
	assert.Equal(t, candidate, ask(t, s, asha).body, "a note is no change of the candidate")
}

func TestTagsAreAddedOnceAndTakenAway(t *testing.T) {
	t.Parallel()
	s := run(t, unlimited())
	tags := func(method, query, body string) (now []string) {
		t.Helper()
		got := ask(t, s, backend+"/tags"+query, send(method, body))
		require.Equal(t, 200, got.status, got.body)
		require.NoError(t, json.Unmarshal(got.envelope(t).Data, &now))
		return now
	}
	updated := func() any { t.Helper(); return ask(t, s, backend).objects(t)[0]["updatedAt"] }
	const before = "2025-07-20T08:00:00.000Z"

	assert.Equal(t, []string{"urgent"}, tags("POST", "", `{"tags":["urgent"]}`))
	assert.Equal(t, []string{"urgent"}, tags("DELETE", "?tag=Urgent", ""), "case counts")
	assert.Equal(t, before, updated(), "nothing has changed")

	assert.Equal(t, []string{"urgent", "b", "a"}, tags("POST", "", `{"tags":["b","a","urgent","b"]}`), "the order is kept")
	assert.Equal(t, "2026-01-15T09:00:00.000Z", updated())
	assert.Equal(t, []string{"urgent", "b", "a"}, tags("GET", "", ""))
	assert.Equal(t, []any{"urgent", "b", "a"}, ask(t, s, base+"/jobs?search=backend+engineer&status=OPEN&department=Engineering&limit=100").objects(t)[0]["tags"])

	s.Clock().Advance(time.Second)
	assert.Equal(t, []string{"a"}, tags("DELETE", "?tag=urgent", `{"tags":["b","unknown"]}`), "both ways at once")
	assert.Equal(t, "2026-01-15T09:00:01.000Z", updated())
	assert.Equal(t, []string{"a", "c", "d"}, tags("POST", "", `{"tags":["c","d"]}`))
	assert.Equal(t, []string{"d"}, tags("DELETE", "?tag=a&tag=c", ""), "repeated parameters")
	assert.Equal(t, []string{}, tags("DELETE", "", `{"tags":["d"]}`), "a body alone")
}

func TestAWebhooksSecretIsShownOnce(t *testing.T) {
	t.Parallel()
	s := run(t, unlimited())
	created := ask(t, s, hooks, send("POST", `{"url":"http://localhost:1/x","events":["job.updated","job.updated","job.created"],"secret":"mine"}`))
	require.Equal(t, 201, created.status)
	hook := created.objects(t)[0]
	assert.Equal(t, "mine", hook["secret"])
	assert.Equal(t, []any{"job.updated", "job.created"}, hook["events"])
	assert.Equal(t, true, hook["active"])

	invented := ask(t, s, hooks, send("POST", `{"url":"http://localhost:1/y","active":false}`)).objects(t)[0]
	assert.Regexp(t, `^whsec_[0-9a-f]{64}$`, invented["secret"])
	assert.Len(t, invented["events"], 7, "all events unless some are asked for")
	assert.Equal(t, false, invented["active"])

	at := hooks + "/" + hook["id"].(string)
	s.Clock().Advance(time.Minute)
	changed := ask(t, s, at, send("PUT", `{"url":"https://example.com/z","secret":"other"}`))
	assert.Equal(t, 200, changed.status)
	document := changed.objects(t)[0]
	assert.Equal(t, "https://example.com/z", document["url"])
	assert.Equal(t, hook["events"], document["events"], "what is not given stays")
	assert.Equal(t, hook["createdAt"], document["createdAt"])
	assert.Equal(t, "2026-01-15T09:01:00.000Z", document["updatedAt"])

	listed := ask(t, s, hooks)
	assert.Len(t, listed.objects(t), 3)
	assert.Equal(t, document, listed.objects(t)[1], "of two made in one instant the second comes first")
	for _, body := range []string{changed.body, listed.body, ask(t, s, at, send("DELETE", "")).body} {
		assert.NotContains(t, body, "secret")
	}
	assert.Equal(t, 404, ask(t, s, at, send("DELETE", "")).status, "gone")
	assert.Len(t, ask(t, s, hooks).objects(t), 2)
}

func TestKeysAreMaskedAndTellTheirLastUse(t *testing.T) {
	t.Parallel()
	s := run(t, unlimited())
	const keys = base + "/company/api-keys"
	ask(t, s, base+"/nowhere", key(keyOf(1)))
	s.Clock().Advance(time.Second)
	ask(t, s, base+"/candidates", key(expired))
	got := ask(t, s, keys+"?limit=100")
	assert.NotContains(t, got.body, "0000000000000000000000000000000000000000")
	all := got.objects(t)
	require.Len(t, all, 15)
	uses := map[any]any{}
	for _, k := range all {
		uses[k["keyPreview"]] = k["lastUsedAt"]
	}
	assert.Equal(t, "2026-01-15T09:00:01.000Z", uses["jc_ffff...ffff"], "by this very request")
	assert.Equal(t, "2026-01-15T09:00:00.000Z", uses["jc_0000...0001"], "a refusal is a use as well")
	assert.Nil(t, uses["jc_eeee...eeee"], "a 401 is none")
	assert.Nil(t, uses["jc_0000...0002"])
	last := all[14]
	assert.Equal(t, "Everything", last["name"], "the newest first")
	assert.Len(t, last["permissions"], 12)
	assert.Equal(t, last, ask(t, s, keys+"/"+last["id"].(string)).objects(t)[0])
	assert.Equal(t, "2025-07-01T00:00:00.000Z", all[12]["expiresAt"])
	second := ask(t, s, keys+"?limit=10&page=2")
	assert.Len(t, second.objects(t), 5)
	assert.Equal(t, 2, second.envelope(t).Pagination.TotalPages)
	assert.Empty(t, ask(t, s, keys+"?page=3").objects(t))
}

func TestAnEmptySandboxHasKeysAndNothingElse(t *testing.T) {
	t.Parallel()
	s := run(t, unlimited(), servertest.Seed("jusrecruit: {keys: [{key: "+everything+", permissions: [FETCH_COMPANY_DETAILS, FETCH_USER_DETAILS, LIST_JOBS]}]}"))
	assert.Contains(t, ask(t, s, info).body, `"message":"Company not found"`)
	got := ask(t, s, base+"/user/info")
	assert.Contains(t, got.body, `"message":"User not found"`)
	assert.Contains(t, got.header.Get("X-Mock-Reason"), "names no user who made it")
	assert.Equal(t, `{"success":true,"data":[],"pagination":{"page":1,"limit":20,"total":0,"totalPages":0,"hasNextPage":false}}`, ask(t, s, base+"/jobs").body)
}
