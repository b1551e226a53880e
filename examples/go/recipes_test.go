// Package recipes has recipes for tests against a running mock, with Go's standard library alone. Run:
// MOCKSERVER_URL=http://localhost:8888 go test .
package recipes

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"testing"
)

type object = map[string]any

// answer is what the mock said.
type answer struct {
	status int
	header http.Header
	body   object
}

// call sends one request, its body as JSON.
func call(t *testing.T, method, url string, body any, headers ...string) answer {
	t.Helper()
	encoded, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	request, err := http.NewRequestWithContext(t.Context(), method, url, bytes.NewReader(encoded))
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	a := answer{status: response.StatusCode, header: response.Header}
	if err := json.NewDecoder(response.Body).Decode(&a.body); err != nil && err != io.EOF {
		t.Fatalf("%s %s: %v", method, url, err)
	}
	return a
}

// snippet: sandbox

// sandbox is a world of a test's own.
type sandbox struct {
	t           *testing.T
	control     string
	BaseURLs    map[string]string            `json:"base_urls"`
	Credentials map[string]map[string]string `json:"credentials"`
}

// newSandbox makes a world and takes it away when the test ends.
func newSandbox(t *testing.T, settings object) *sandbox {
	t.Helper()
	mock := os.Getenv("MOCKSERVER_URL")
	if mock == "" {
		t.Skip("MOCKSERVER_URL says where the mock runs")
	}
	made := call(t, http.MethodPost, mock+"/_mock/sandboxes", object{"from": "default", "settings": settings})
	if made.status != http.StatusCreated {
		t.Fatalf("no sandbox: %v", made.body)
	}
	s := &sandbox{t: t, control: fmt.Sprint(mock, "/_mock/sandboxes/", made.body["name"])}
	encoded, _ := json.Marshal(made.body)
	if err := json.Unmarshal(encoded, s); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		request, _ := http.NewRequest(http.MethodDelete, s.control, nil) // the test's own context is over
		if response, err := http.DefaultClient.Do(request); err == nil {
			_ = response.Body.Close()
		}
	})
	return s
}

// end

func (s *sandbox) huntr(path string) answer {
	s.t.Helper()
	return call(s.t, http.MethodGet, s.BaseURLs["huntr"]+path, nil, "Authorization", "Bearer "+s.Credentials["huntr"]["token"])
}

func (s *sandbox) teamtailor(path, token string) answer {
	s.t.Helper()
	return call(s.t, http.MethodGet, s.BaseURLs["teamtailor"]+path, nil, "Authorization", "Token token="+token, "X-Api-Version", "20161108")
}

func (s *sandbox) jusrecruit(path, key string) answer {
	s.t.Helper()
	return call(s.t, http.MethodGet, s.BaseURLs["jusrecruit"]+path, nil, "Authorization", "Bearer "+key)
}

func (s *sandbox) firstMember() object {
	s.t.Helper()
	return s.huntr("/members?limit=1&active=true").body["data"].([]any)[0].(object)
}

// snippet: parallel
func TestParallelTestsDoNotMeet(t *testing.T) {
	for n := range 3 {
		t.Run(fmt.Sprint("world ", n), func(t *testing.T) {
			t.Parallel()
			world, email := newSandbox(t, object{}), fmt.Sprintf("ada%d@example.com", n)
			call(t, http.MethodPost, world.control+"/actions/huntr/add-member", object{"givenName": "Ada", "email": email})
			if got := world.firstMember()["email"]; got != email {
				t.Errorf("the newest member is %v", got)
			}
		})
	}
}

// end

// snippet: limits
func TestClientMeetsTheRateLimitAndComesBack(t *testing.T) {
	world := newSandbox(t, object{"clock_mode": "still"})
	token := world.Credentials["teamtailor"]["token"]
	for _, c := range call(t, http.MethodGet, world.control+"/credentials", nil).body["data"].([]any) {
		if credential := c.(object); credential["provider"] == "teamtailor" {
			call(t, http.MethodPut, fmt.Sprint(world.control, "/credentials/", credential["id"], "/limit"), object{"remaining": 1})
		}
	}
	first, second := world.teamtailor("/jobs", token), world.teamtailor("/jobs", token)
	if first.status != http.StatusOK || second.status != http.StatusTooManyRequests {
		t.Fatalf("answers %d and %d", first.status, second.status)
	}
	call(t, http.MethodPost, world.control+"/clock/advance", object{"by": second.header.Get("X-Rate-Limit-Reset") + "s"})
	if third := world.teamtailor("/jobs", token); third.status != http.StatusOK {
		t.Errorf("after the window: %d", third.status)
	}
}

// end

// snippet: pages
func TestClientReadsAllPages(t *testing.T) {
	world := newSandbox(t, object{})
	seen, path := map[any]bool{}, "/members?limit=7"
	for {
		page := world.huntr(path).body
		for _, member := range page["data"].([]any) {
			seen[member.(object)["id"]] = true
		}
		next, more := page["next"]
		if !more {
			break
		}
		path = fmt.Sprint("/members?limit=7&next=", next)
	}
	rows := call(t, http.MethodGet, world.control, nil).body["rows"].(object)
	if rows["huntr.members"] != float64(len(seen)) {
		t.Errorf("read %d members of %v", len(seen), rows["huntr.members"])
	}
}

// end

// snippet: webhooks
func TestReceiverChecksTheSignature(t *testing.T) {
	secret := []byte("s3cret")
	receiver := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		mac := hmac.New(sha256.New, secret)
		mac.Write(body)
		given, _ := base64.StdEncoding.DecodeString(r.Header.Get("x-huntr-hmac-sha256"))
		if !hmac.Equal(given, mac.Sum(nil)) {
			w.WriteHeader(http.StatusUnauthorized)
		}
	}))
	defer receiver.Close()

	world := newSandbox(t, object{})
	call(t, http.MethodPost, world.control+"/webhooks", object{"provider": "huntr", "url": receiver.URL, "secret": string(secret)})
	call(t, http.MethodPost, world.control+"/actions/huntr/add-job", object{"member": world.firstMember()["id"], "title": "Träumer", "list": "applied"})
	got := call(t, http.MethodGet, world.control+"/deliveries?state=received&wait=10s", nil).body["data"].([]any)
	if len(got) != 1 {
		t.Errorf("%d deliveries were received", len(got))
	}
}

// end

// snippet: permissions
func TestEachKeyMayDoWhatItsPermissionsSay(t *testing.T) {
	world := newSandbox(t, object{})
	mint := func(wanted object) object {
		return call(t, http.MethodPost, world.control+"/credentials", wanted).body
	}
	for scope, expected := range map[string][]int{"public": {200, 403}, "internal": {200, 403}, "admin": {200, 200}} {
		token := mint(object{"provider": "teamtailor", "scope": scope, "access": "read"})["token"].(string)
		got := []int{world.teamtailor("/jobs", token).status, world.teamtailor("/candidates", token).status}
		if !slices.Equal(got, expected) {
			t.Errorf("a key with the scope %s gets %v", scope, got)
		}
	}
	key := mint(object{"provider": "jusrecruit", "permissions": []string{"LIST_JOBS"}})["key"].(string)
	if got := []int{world.jusrecruit("/jobs", key).status, world.jusrecruit("/candidates", key).status}; !slices.Equal(got, []int{200, 403}) {
		t.Errorf("a key for lists of jobs gets %v", got)
	}
}

// end
