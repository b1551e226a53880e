package control_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestPutMakesASandboxAnew: a second run of a suite against a living mock asks for the same sandbox again.
func TestPutMakesASandboxAnew(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	const seed = `{"seed":{"huntr":{"tokens":[{"token":"mine"}],"members":[{"ref":"a","email":"a@example.com"}]}}}`
	status, first := a.ask("PUT", "/sandboxes/one", seed)
	assert.Equal(t, 201, status)
	a.in("one").must("POST", "/clock/advance", `{"by":"1h"}`)
	minted := a.in("one").must("POST", "/credentials", `{"provider":"huntr"}`).at("token").(string)

	status, second := a.ask("PUT", "/sandboxes/one", seed)
	assert.Equal(t, 200, status)
	assert.Equal(t, first, second, "as if it were the first time")
	status, _ = a.asked("/org/members", minted)
	assert.Equal(t, 401, status, "nothing of the old one is left")

	before := a.in("one").must("GET", "/credentials", "")
	a.must("PUT", "/sandboxes/two", `{"seed":{"huntr":{"tokens":[{"token":"of-two"}]}}}`)
	for sent, want := range map[string]int{
		`{"seed":{"huntr":{"jobs":[{"title":"x","member":"nobody"}]}}}`: 400,
		`{"seed":{"huntr":{"tokens":[{"token":"of-two"}]}}}`:            409,
		`{"from":"one"}`:                   400,
		`{"from":"nowhere"}`:               400,
		`{"name":"three"}`:                 400,
		`{"settings":{"clock":"tuesday"}}`: 400,
	} {
		status, problem := a.ask("PUT", "/sandboxes/one", sent)
		assert.Equal(t, want, status, "%s: %v", sent, problem)
	}
	assert.Equal(t, before, a.in("one").must("GET", "/credentials", ""), "a refusal changes nothing")
	assert.EqualValues(t, 1, a.must("GET", "/sandboxes/one", "").at("rows").(map[string]any)["huntr.members"])
	status, _ = a.ask("PUT", "/sandboxes/default", `{}`)
	assert.Equal(t, 409, status)
	status, _ = a.ask("PUT", "/sandboxes/No", `{}`)
	assert.Equal(t, 400, status)
}

func TestAFailedSandboxBurnsNoNumber(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	for range 3 {
		status, _ := a.ask("POST", "/sandboxes", `{"seed":{"huntr":{"jobs":[{"title":"x","member":"nobody"}]}}}`)
		assert.Equal(t, 400, status)
	}
	assert.Equal(t, "sandbox-1", a.must("POST", "/sandboxes", "").at("name"))
	assert.Equal(t, "sandbox-2", a.must("POST", "/sandboxes", "").at("name"))
}

// TestCredentialsCanBeReadAgain: their ids stand in the answer, so that a limit can be placed at once.
func TestCredentialsCanBeReadAgain(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	made := a.must("POST", "/sandboxes", `{"name":"one"}`)
	a.in("one").must("POST", "/credentials", `{"provider":"jusrecruit"}`)
	a.in("one").must("PUT", "/credentials/"+made.at("credentials.teamtailor.id").(string)+"/limit", `{"remaining":0}`)
	assert.Equal(t, made["credentials"], a.must("GET", "/sandboxes/one?credentials=include", "")["credentials"])
	assert.Nil(t, a.must("GET", "/sandboxes/one", "")["credentials"], "not in an answer that somebody logs")
	assert.Equal(t, "huntr-demo-token", a.must("GET", "/sandboxes/default?credentials=include", "").at("credentials.huntr.token"))
	status, problem := a.ask("GET", "/sandboxes/one?credentials=yes", "")
	assert.Equal(t, 400, status)
	assert.Equal(t, "credentials", problem["field"])
}

func TestATokenOfTheUsersOwn(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	key := "jc_" + strings.Repeat("5", 64)
	assert.Equal(t, "mine", a.must("POST", "/credentials", `{"provider":"huntr","token":"mine"}`).at("token"))
	assert.Equal(t, "mine", a.must("POST", "/credentials", `{"provider":"teamtailor","token":"mine"}`).at("token"))
	assert.Equal(t, key, a.must("POST", "/credentials", `{"provider":"jusrecruit","token":"`+key+`"}`).at("key"))
	status, _ := a.asked("/org/members", "mine")
	assert.Equal(t, 200, status)
	for sent, want := range map[string]int{
		`{"provider":"huntr","token":"mine"}`:                             409,
		`{"provider":"huntr","token":"a b"}`:                              400,
		`{"provider":"jusrecruit","token":"mine"}`:                        400,
		`{"provider":"huntr","token":"` + strings.Repeat("x", 513) + `"}`: 400,
	} {
		status, problem := a.ask("POST", "/credentials", sent)
		assert.Equal(t, want, status, "%.80s: %v", sent, problem)
	}
	a.must("POST", "/reset", "")
	status, _ = a.asked("/org/members", "mine")
	assert.Equal(t, 401, status, "a reset takes it away")
	a.must("POST", "/credentials", `{"provider":"huntr","token":"mine"}`)
}

func TestResetToTheSeed(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	begun := a.must("GET", "/sandboxes/default", "")["rows"]
	_, _, state := a.raw("GET", "/_mock/state", "")
	a.must("PUT", "/state", `{"huntr":{"tokens":[{"token":"other"}]}}`)
	a.must("POST", "/reset", "")
	assert.NotEqual(t, begun, a.must("GET", "/sandboxes/default", "")["rows"], "a reset comes back to what replaced it")
	a.must("POST", "/credentials", `{"provider":"huntr","token":"late"}`)

	a.must("POST", "/reset?to=seed", "")
	assert.Equal(t, begun, a.must("GET", "/sandboxes/default", "")["rows"])
	_, _, again := a.raw("GET", "/_mock/state", "")
	assert.Equal(t, state, again)
	for token, want := range map[string]int{"huntr-demo-token": 200, "other": 401, "late": 401} {
		status, _ := a.asked("/org/members", token)
		assert.Equal(t, want, status, token)
	}
	a.must("POST", "/reset", "")
	assert.Equal(t, begun, a.must("GET", "/sandboxes/default", "")["rows"], "it is the origin again")
	status, problem := a.ask("POST", "/reset?to=nowhere", "")
	assert.Equal(t, 400, status)
	assert.Equal(t, "to", problem["field"])
}
