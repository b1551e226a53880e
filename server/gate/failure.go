package gate

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"mockserver/server/limit"
	"mockserver/server/provider"
)

// failure words the status of a fault as the vendor does. A 429 tells of a limit that is used up, if the vendor has one.
func (x *exchange) failure(w http.ResponseWriter) provider.Response {
	e := &x.strike.effect
	refusal := *x.provider.Dialect.Word(e.Status)
	refusal.Reason = x.strike.reason()
	if e.Status == http.StatusForbidden && x.route != nil {
		refusal.Missing = x.route.Permission
	}
	if e.Status == http.StatusMethodNotAllowed {
		refusal.Allow = slices.DeleteFunc([]string{http.MethodGet, http.MethodHead}, func(m string) bool { return m == x.HTTP.Method })
	}
	response := x.refuse(w, &refusal)
	if e.Status == http.StatusTooManyRequests {
		response.Header = append(response.Header, x.usedUp()...)
	}
	if e.RetryAfter > 0 {
		response.Header = slices.DeleteFunc(response.Header, func(h provider.Header) bool { return strings.EqualFold(h.Name, "Retry-After") })
		response.Header = append(response.Header, provider.Header{Name: "Retry-After", Value: strconv.FormatInt(provider.WholeSeconds(e.RetryAfter), 10)})
	}
	return response
}

// usedUp is what the vendor's headers say of a limit that is used up: it is whole again after the fault's RetryAfter, else
// when the credential's own would be.
func (x *exchange) usedUp() []provider.Header {
	if x.provider.Limit == nil || x.Credential == nil {
		return nil
	}
	limits := x.gates.limits.rooms.of(x.Sandbox)
	policy := limits.policy(x.provider, x.Sandbox, x.Credential)
	if policy.Mode == provider.LimitOff {
		return nil
	}
	wait := x.strike.effect.RetryAfter
	if wait == 0 {
		verdict := limits.limiter(x.Sandbox, x.Credential, policy).Read(limit.Moment{Now: x.Now, Turn: x.turn})
		wait = max(verdict.Reset.Sub(x.Now), time.Second)
	}
	return x.provider.Dialect.LimitHeaders(x.Sandbox, provider.Allowance{Policy: policy, Reset: x.Now.Add(wait), RetryAfter: wait}, x.Now)
}
