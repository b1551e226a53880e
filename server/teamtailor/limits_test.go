package teamtailor_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestMoreParametersThanRackTakesAreRefused: 4,096 of them, as many as that, are taken.
func TestMoreParametersThanRackTakesAreRefused(t *testing.T) {
	t.Parallel()
	s := run(t, hostile(t))
	list := "/v1/jobs?" + strings.Repeat("a=1&", 4095)
	assert.Equal(t, 200, ask(t, s, list+"b=1").status)
	got := ask(t, s, list+"b=1&c=1")
	assert.Equal(t, 400, got.status)
	assert.Equal(t, "inferred", strings.Split(got.header.Get("X-Mock-Evidence"), ";")[0])
}

// TestManyIDsInAFilter: more than are looked up one by one, some twice, some that are none.
func TestManyIDsInAFilter(t *testing.T) {
	t.Parallel()
	s := run(t)
	ids := make([]string, 0, 2000)
	for i := range 1000 {
		ids = append(ids, fmt.Sprint(999-i), fmt.Sprint(i/2))
	}
	few := ask(t, s, "/v1/candidates?filter[id]=3,1,2,1,x,0").body
	assert.Contains(t, few, `"record-count":`)
	all := ask(t, s, "/v1/departments").body
	many := ask(t, s, "/v1/departments?filter[id]="+strings.Join(ids, ",")).body
	assert.Equal(t, all[:strings.Index(all, `"meta"`)], many[:strings.Index(many, `"meta"`)])
}
