package jusrecruit_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestANotesTextHasAnyOfItsNames: the vendor's word is unknown, so the words of comparable APIs are all taken.
func TestANotesTextHasAnyOfItsNames(t *testing.T) {
	t.Parallel()
	s := run(t, unlimited())
	for _, name := range []string{"content", "note", "text", "body", "value"} {
		got := ask(t, s, asha+"/notes", send("POST", `{"`+name+`":"by `+name+`"}`))
		require.Equal(t, 201, got.status, got.body)
		assert.Equal(t, "by "+name, got.objects(t)[0]["content"])
	}
	hostileOne := run(t, unlimited(), hostile(t))
	for _, c := range []struct{ body, message, reason string }{
		{`{}`, "Invalid content", "content is missing; it must be a text (it may also be called note, text, body, value)"},
		{`{"body":""}`, "Invalid body", "body is empty"},
		{`{"value":7}`, "Invalid value", "value must be a text"},
		{`{"content":null,"note":"x"}`, "Invalid content", "content must be a text"},
	} {
		got := ask(t, hostileOne, asha+"/notes", send("POST", c.body))
		assert.Equal(t, 400, got.status)
		assert.Contains(t, got.body, `"message":"`+c.message+`"`)
		assert.Contains(t, got.header.Get("X-Mock-Reason"), c.reason)
	}
	both := ask(t, s, asha+"/notes", send("POST", `{"text":"second","note":"first"}`))
	assert.Equal(t, "first", both.objects(t)[0]["content"])
}

func TestAWebhookIsRead(t *testing.T) {
	t.Parallel()
	s := run(t, unlimited())
	made := ask(t, s, hooks, send("POST", `{"url":"http://localhost:1/x","events":["job.updated"],"secret":"mine"}`)).objects(t)[0]
	got := ask(t, s, hooks+"/"+made["id"].(string), key(keyOf(10)))
	assert.Equal(t, 200, got.status)
	delete(made, "secret")
	assert.Equal(t, made, got.objects(t)[0])
	assert.NotContains(t, got.body, "mine")
	assert.Equal(t, 403, ask(t, s, hooks+"/"+made["id"].(string), key(keyOf(9))).status)
}

// TestBoundsOfTimeAreIncluded: a client that goes on from the last time it has seen loses nobody.
func TestBoundsOfTimeAreIncluded(t *testing.T) {
	t.Parallel()
	s := run(t, unlimited())
	one := ask(t, s, asha).objects(t)[0]
	for filter, member := range map[string]string{"createdAfter": "createdAt", "updatedAfter": "updatedAt"} {
		at := one[member].(string)
		later := strings.Replace(at, ".000Z", ".001Z", 1)
		require.NotEqual(t, at, later)
		query := base + "/candidates?email=asha.rao@example.com&" + filter + "="
		assert.Len(t, ask(t, s, query+at).objects(t), 1, filter)
		assert.Empty(t, ask(t, s, query+later).objects(t), filter)
	}
}

// TestAnIdOfAnotherFormIsOfNothing: the list is empty, and a page that is none is still refused.
func TestAnIdOfAnotherFormIsOfNothing(t *testing.T) {
	t.Parallel()
	s := run(t, unlimited(), hostile(t))
	for _, path := range []string{"/candidates?jobId=1", "/candidates?stageId=", "/candidates?updatedAfter=2025-01-01&jobId=x-y", "/candidates?jobId=" + nobody} {
		got := ask(t, s, base+path)
		assert.Equal(t, `{"success":true,"data":[],"pagination":{"page":1,"limit":20,"total":0,"totalPages":0,"hasNextPage":false}}`, got.body, path)
	}
	assert.Equal(t, `{"success":true,"data":[],"pagination":{"page":3,"limit":100,"total":0,"totalPages":0,"hasNextPage":false}}`,
		ask(t, s, asha+"/history?jobId=seven&page=3").body)
	assert.Equal(t, 400, ask(t, s, base+"/candidates?jobId=1&page=0").status)
}

// TestWhatBelongsToACandidateComesByTheHundred: history and notes.
func TestWhatBelongsToACandidateComesByTheHundred(t *testing.T) {
	t.Parallel()
	s := run(t, unlimited())
	for number := range 101 {
		require.Equal(t, 201, ask(t, s, asha+"/notes", send("POST", fmt.Sprintf(`{"content":"%d"}`, number))).status)
	}
	for _, path := range []string{asha + "/notes", asha + "/history"} {
		got := ask(t, s, path)
		assert.Len(t, got.objects(t), 100, path)
		assert.Equal(t, 100, got.envelope(t).Pagination.Limit)
		assert.True(t, got.envelope(t).Pagination.HasNextPage)
		assert.Len(t, ask(t, s, path+"?limit=20").objects(t), 20)
	}
	assert.Equal(t, 20, ask(t, s, base+"/candidates").envelope(t).Pagination.Limit)
}

// TestHistoryEntriesHaveEveryMember, null where their type has none.
func TestHistoryEntriesHaveEveryMember(t *testing.T) {
	t.Parallel()
	s := run(t, unlimited())
	entries := append(ask(t, s, asha+"/history").objects(t), ask(t, s, base+"/candidates/68897270c0ffeec0ffee0402/history").objects(t)...)
	types := map[any]int{}
	for _, entry := range entries {
		assert.Len(t, entry, 12)
		for _, member := range []string{"fromStage", "toStage", "fromStatus", "toStatus", "noteId", "comment"} {
			assert.Contains(t, entry, member, entry["type"])
		}
		assert.Equal(t, entry["type"] == "NOTE_ADDED", entry["noteId"] != nil)
		assert.Equal(t, entry["type"] == "STATUS_CHANGED", entry["fromStatus"] != nil)
		types[entry["type"]]++
	}
	assert.Len(t, types, 4)
}
