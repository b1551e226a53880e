package servertest_test

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"mockserver/server/servertest"
)

// A test gets a server of its own, drives its clock, and looks at what its client did.
func ExampleRun() {
	var t *testing.T // the test's own

	mock := servertest.Run(t)
	mock.Clock().Advance(time.Hour)

	request, _ := http.NewRequest(http.MethodGet, mock.URL+"/org/members", http.NoBody) // your client here
	request.Header.Set("Authorization", "Bearer "+mock.Token("huntr"))
	response, err := http.DefaultClient.Do(request)
	if err != nil || response.Body.Close() != nil {
		t.Fatal(err)
	}

	if asked := mock.Requests(); len(asked) != 1 || asked[0].Route != "/org/members" {
		t.Errorf("the client asked for %v", asked)
	}
}

// Tests that run in parallel share one server; each gets a sandbox of its own, and what it does there nobody else sees.
func ExampleServer_Sandbox() {
	var t *testing.T // the test's own

	mock := servertest.Run(t) // once for all of them
	mine := mock.Sandbox(t, servertest.Setting("huntr", "max_limit", "50"))

	mine.Fault(servertest.Fault{
		Match:  servertest.Match{Provider: "huntr", Path: "/org/jobs"},
		Effect: servertest.Effect{Type: "status", Status: http.StatusServiceUnavailable},
		Times:  2,
	})
	_ = mine.Token("huntr") // your client here, with this token and mine.URL

	if struck := mine.Requests(servertest.Filter{Status: "503"}); len(struck) != 2 {
		t.Errorf("the client gave up after %d failures", len(struck))
	}
	if report := mine.Reset(); !report.Clean {
		t.Errorf("left behind: %v", report.Tables)
	}
}

// An action does what people do in the vendor's product; the clock brings what is due, retries of webhooks too.
func ExampleWorld_Act() {
	var t *testing.T // the test's own

	mine := servertest.Run(t).Sandbox(t)
	mine.Act("huntr", "add-member", `{"givenName": "Ann", "email": "ann@example.com"}`)
	mine.Clock().Advance(24 * time.Hour)

	for _, delivery := range mine.Deliveries() {
		if delivery.State != "received" {
			t.Errorf("%s was not received: %s", delivery.Event.Name, delivery.Reason)
		}
	}
}

// The server is a handler to mount anywhere, and a transport for a client that needs no listener.
func ExampleNew() {
	var t *testing.T // the test's own

	mock := servertest.New(t)
	mounted := httptest.NewServer(mock)
	defer mounted.Close()

	client := &http.Client{Transport: mock.Transport()}
	response, err := client.Get("https://api.huntr.co/org/members")
	if err != nil || response.Body.Close() != nil {
		t.Fatal(err)
	}
}
