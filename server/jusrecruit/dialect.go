package jusrecruit

import (
	"net/http"
	"strconv"
	"time"

	"mockserver/server/provider"
	"mockserver/store"
)

// dialect is how JusRecruit checks and words what all vendors have.
type dialect struct{ jusRecruit *JusRecruit }

// Order: a request that a key cannot make still uses the key's bucket, and a key without the permission learns nothing
// of what exists (inferred: reference, B4).
func (dialect) Order() []provider.Step {
	return []provider.Step{provider.StepAuthenticate, provider.StepLimit, provider.StepRoute, provider.StepPermission}
}

// Token reads "Authorization: Bearer KEY" (page, "Authentication"). The scheme's case does not matter, as in RFC 9110.
func (dialect) Token(r *http.Request) (token, problem string) {
	return provider.BearerToken(r.Header, "key")
}

// Negotiate: the vendor's page knows neither versions nor content types.
func (dialect) Negotiate(*http.Request) *provider.Error { return nil }

// Allows compares the key's permissions with the one that the route needs.
func (dialect) Allows(rights any, route *provider.Route) (ok bool, needed, had string) {
	key, _ := rights.(*Key)
	if key.Permissions.has(route.Permission) {
		return true, "", ""
	}
	return false, route.Permission, key.Permissions.String()
}

// LimitHeaders are the three headers of the page ("Rate Limits"), and Retry-After on a refusal (inferred). What is left
// is never shown as more than the limit, though a burst may be unspent: clients divide the two.
func (d dialect) LimitHeaders(sandbox *store.Sandbox, allowance provider.Allowance, now time.Time) []provider.Header {
	settings := d.jusRecruit.settingsOf(sandbox)
	limit, reset := allowance.Policy.Rate, allowance.Reset.Add(time.Second-1).Unix()
	if settings.LimitHeader == LimitBurst {
		limit = allowance.Policy.Burst
	}
	if settings.ResetFormat == ResetDelta {
		reset = provider.WholeSeconds(allowance.Reset.Sub(now))
	}
	headers := append(make([]provider.Header, 0, 4),
		provider.Header{Name: "X-RateLimit-Limit", Value: strconv.Itoa(limit)},
		provider.Header{Name: "X-RateLimit-Remaining", Value: strconv.Itoa(min(allowance.Remaining, limit))},
		provider.Header{Name: "X-RateLimit-Reset", Value: strconv.FormatInt(reset, 10)})
	if !allowance.Allowed {
		headers = append(headers, provider.Header{Name: "Retry-After", Value: strconv.FormatInt(max(1, provider.WholeSeconds(allowance.RetryAfter)), 10)})
	}
	return headers
}

// Refusals names the codes of what the gates refuse.
func (dialect) Refusals() provider.Refusals {
	return provider.Refusals{
		NoToken: keyRequired, UnknownToken: invalidKey, ExpiredToken: expiredKey,
		NoRoute: routeNotFound, NoMethod: methodNotAllowed, NotAllowed: forbidden,
		TooMany: tooManyRequests, TooLarge: bodyTooLarge, BadBody: invalidBody, Internal: internal,
	}
}
