package gate

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestSecretsOfATarget(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ target, want string }{
		{"/v1/jobs", "/v1/jobs"},
		{"/v1/jobs?a=1&b=&c", "/v1/jobs?a=1&b=&c"},
		{"/v1/jobs?api_key=x&a=%zz", "/v1/jobs?api_key=[REDACTED]&a=%zz"},
		{"/v1/jobs?a&api%5Fkey=x&API_KEY=y&api_key[]=z&api_key", "/v1/jobs?a&api%5Fkey=[REDACTED]&API_KEY=[REDACTED]&api_key[]=[REDACTED]&api_key=[REDACTED]"},
		{"/v1/jobs?my_api_key=x", "/v1/jobs?my_api_key=x"},
		{"/api_key=x", "/api_key=x"},
	} {
		assert.Equal(t, c.want, withoutSecrets(c.target, []string{"api_key"}), c.target)
		assert.Equal(t, c.target, withoutSecrets(c.target, nil))
	}
}

// FuzzSecretsOfATarget: no value of api_key is left, and everything else is as it was sent.
func FuzzSecretsOfATarget(f *testing.F) {
	for _, target := range []string{"/v1/jobs?api_key=x&a=1", "?", "/?&&=&", "/?api_key=x?api_key=y", "/?%61pi_key[a]=x&api%zz", "/?+api_key=1"} {
		f.Add(target)
	}
	f.Fuzz(func(t *testing.T, target string) {
		got := withoutSecrets(target, []string{"api_key"})
		if again := withoutSecrets(got, []string{"api_key"}); again != got {
			t.Fatalf("%q gives %q, and that %q", target, got, again)
		}
		_, query, _ := strings.Cut(got, "?")
		values, _ := url.ParseQuery(query)
		for name, all := range values {
			if strings.EqualFold(name, "api_key") && slices.ContainsFunc(all, func(v string) bool { return v != "[REDACTED]" }) {
				t.Fatalf("%q shows %q", got, all)
			}
		}
		if !strings.Contains(strings.ToLower(target), "api") && !strings.ContainsAny(target, "%") && got != target {
			t.Fatalf("%q became %q", target, got)
		}
	})
}
