package gate

import (
	"slices"
	"strings"

	"mockserver/server/provider"
)

// check refuses an effect that cannot be had, and a field that its type does not use.
func (e *Effect) check() error {
	if !slices.Contains(EffectTypes(), e.Type) {
		return provider.BadField("effect.type", "must be one of %s, not %q", effectNames(), e.Type)
	}
	for _, check := range []func() error{e.checkStatus, e.checkDelay, e.checkPlace} {
		if err := check(); err != nil {
			return err
		}
	}
	return nil
}

func (e *Effect) checkStatus() error {
	isStatus := e.Type == EffectStatus
	switch {
	case isStatus && (e.Status < 400 || e.Status > 599):
		return provider.BadField("effect.status", "must be from 400 to 599, not %d", e.Status)
	case !isStatus && e.Status != 0:
		return e.foreign("status")
	case !isStatus && e.RetryAfter != 0:
		return e.foreign("retry_after")
	case e.RetryAfter < 0 || e.RetryAfter > maxFaultDelay:
		return provider.BadField("effect.retry_after", "must be from 0 to %s", maxFaultDelay)
	default:
		return nil
	}
}

func (e *Effect) checkDelay() error {
	needed := e.Type == EffectLatency || e.Type == EffectSlow
	switch {
	case e.Delay < 0 || e.Delay > maxFaultDelay:
		return provider.BadField("effect.delay", "must be from 0 to %s", maxFaultDelay)
	case e.Max < 0 || e.Max > maxFaultDelay || e.Max > 0 && e.Max < e.Delay:
		return provider.BadField("effect.max", "must be at least the delay and at most %s", maxFaultDelay)
	case needed && e.Delay == 0 && e.Max == 0:
		return provider.BadField("effect.delay", "%s needs one", e.Type)
	default:
		return nil
	}
}

func (e *Effect) checkPlace() error {
	hasPlace := slices.Contains([]EffectType{EffectDrop, EffectReset, EffectTruncate, EffectInvalidJSON}, e.Type)
	mayRun := slices.Contains([]EffectType{EffectStatus, EffectLatency, EffectStall, EffectDrop, EffectReset}, e.Type)
	switch {
	case !(e.At >= 0 && e.At <= maxPlace):
		return provider.BadField("effect.at", "must be a part of the body from 0 to below 1, or bytes of it")
	case e.At != 0 && !hasPlace:
		return e.foreign("at")
	case e.Chunk < 0:
		return provider.BadField("effect.chunk", "must be at least 1")
	case e.Chunk != 0 && e.Type != EffectSlow:
		return e.foreign("chunk")
	case e.AfterHandler && !mayRun:
		return provider.BadField("effect.after_handler", "%s always strikes after the handler has run, or needs it", e.Type)
	default:
		return nil
	}
}

// maxPlace is far behind any body, in bytes.
const maxPlace = 1 << 30

func (e *Effect) foreign(field string) error {
	return provider.BadField("effect."+field, "%s has none", e.Type)
}

func effectNames() string {
	types := EffectTypes()
	all := make([]string, len(types))
	for i, t := range types {
		all[i] = string(t)
	}
	return strings.Join(all, ", ")
}
