package servertest_test

import (
	"net/http"
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
