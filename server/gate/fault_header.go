package gate

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"mockserver/server/provider"
)

// faultHeader is the request header that asks for a fault on its own request: an effect with the value that matters
// most to it, and further fields behind semicolons.
//
//	X-Mock-Fault: status=503
//	X-Mock-Fault: status=429; retry_after=3s
//	X-Mock-Fault: latency=200ms; max=2s
//	X-Mock-Fault: truncate=0.3
//	X-Mock-Fault: drop; after_handler=true
const faultHeader = "X-Mock-Fault"

// ownStrike is the fault that a request asks for itself. One that is none is answered by the vendor's 400, with the
// mock's reason beside it.
func (x *exchange) ownStrike(text string) *strike {
	own := &strike{name: faultHeader, draw: draws(0, "", 1)}
	fault := Fault{}
	err := fault.Effect.parse(text)
	complete(&fault)
	if err == nil {
		err = fault.Effect.check()
	}
	if err == nil && fault.Effect.ofLists() && (x.route == nil || !x.route.List) {
		err = provider.BadField("effect.type", "%s is for lists, and this is none", fault.Effect.Type)
	}
	if own.effect = fault.Effect; err != nil {
		own.effect = Effect{Type: EffectStatus, Status: http.StatusBadRequest}
		own.problem = "the header " + faultHeader + " asks for no fault: " + err.Error()
	}
	return own
}

// parse reads an effect from a header.
func (e *Effect) parse(text string) error {
	for i, part := range strings.Split(text, ";") {
		name, value, given := strings.Cut(strings.TrimSpace(part), "=")
		if i == 0 {
			e.Type = EffectType(name)
			if !given {
				continue
			}
			if name = e.main(); name == "" {
				return e.noValue()
			}
		}
		if err := e.set(name, value); err != nil {
			return provider.BadField("effect."+name, "%v", err)
		}
	}
	return nil
}

// noValue refuses a value given to an effect that has no main field, or that does not exist.
func (e *Effect) noValue() error {
	if slices.Contains(EffectTypes(), e.Type) {
		return provider.BadField("effect", "%s takes no value", e.Type)
	}
	return e.check()
}

// main is the field that a value behind the effect's name means.
func (e *Effect) main() string {
	switch e.Type {
	case EffectStatus:
		return "status"
	case EffectLatency, EffectStall, EffectSlow:
		return "delay"
	case EffectDrop, EffectReset, EffectTruncate, EffectInvalidJSON:
		return "at"
	default:
		return ""
	}
}

func (e *Effect) set(name, value string) (err error) {
	wanted := "a whole number"
	switch name {
	case "status":
		e.Status, err = strconv.Atoi(value)
	case "chunk":
		e.Chunk, err = strconv.Atoi(value)
	case "retry_after":
		wanted, e.RetryAfter, err = duration(value)
	case "delay":
		wanted, e.Delay, err = duration(value)
	case "max":
		wanted, e.Max, err = duration(value)
	case "at":
		wanted = "a number"
		e.At, err = strconv.ParseFloat(value, 64)
	case "after_handler":
		wanted = "true or false"
		e.AfterHandler, err = strconv.ParseBool(value)
	default:
		return errors.New("there is no such field")
	}
	if err != nil {
		return fmt.Errorf("must be %s, not %.40q", wanted, value)
	}
	return nil
}

func duration(value string) (wanted string, d time.Duration, err error) {
	d, err = time.ParseDuration(value)
	return "a duration like 200ms", d, err
}
