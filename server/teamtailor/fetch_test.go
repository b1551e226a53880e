package teamtailor

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"mockserver/server/outbound"
)

// TestOnlyLocalAddressesAreCalled: the guard of server/outbound stands in front of every résumé's URL.
func TestOnlyLocalAddressesAreCalled(t *testing.T) {
	t.Parallel()
	for _, address := range []string{"http://192.0.2.1/cv.pdf", "https://[2001:db8::1]/cv.pdf", "http://169.254.169.254/latest/meta-data"} {
		var refused *outbound.RefusedError
		assert.ErrorAs(t, newFetcher(nil, nil).fetch(t.Context(), address), &refused, address)
	}
	var refused *outbound.RefusedError
	assert.ErrorAs(t, newFetcher([]string{"169.254.169.254"}, nil).fetch(t.Context(), "http://169.254.169.254/"), &refused, "named, and link-local all the same")
}
