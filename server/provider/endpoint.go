package provider

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"mockserver/store"
)

// Bounds of a webhook endpoint (inferred; the mock's own).
const (
	maxWebhookURL    = 2048 // bytes
	maxWebhookSecret = 256  // bytes
	maxAttempts      = 100
	maxBackoff       = 30 * 24 * time.Hour
	minTimeout       = time.Millisecond
	maxTimeout       = time.Minute
)

// Check tells what of an endpoint cannot be, as a *FieldError, whoever wrote it: the seed, the control API or a client
// of the vendor.
func (w *Webhooks) Check(e *store.Endpoint) error {
	switch {
	case !isWebhookURL(e.URL):
		return BadField("url", "must be an absolute http or https URL of at most %d bytes, not %.80q", maxWebhookURL, e.URL)
	case len(e.Secret) > maxWebhookSecret:
		return BadField("secret", "may have at most %d bytes, not %d", maxWebhookSecret, len(e.Secret))
	case e.Signature != "" && !slices.Contains(w.Signatures, e.Signature):
		return BadField("signature_version", "%.40q is none of the vendor's (%s)", e.Signature, oneOf(w.Signatures))
	}
	for _, event := range e.Events {
		if !slices.Contains(w.Events, event) {
			return BadField("events", "no event is called %.40q; accepted: %s", event, strings.Join(w.Events, ", "))
		}
	}
	return checkRetry(&e.Retry)
}

func oneOf(words []string) string {
	if len(words) == 0 {
		return "it has only one way to sign"
	}
	return strings.Join(words, ", ")
}

func isWebhookURL(text string) bool {
	u, err := url.Parse(text)
	return err == nil && len(text) <= maxWebhookURL && (u.Scheme == "http" || u.Scheme == "https") && u.Hostname() != "" && isPort(u.Port())
}

// isPort says whether something can listen there. net/url takes any row of digits, and none for the scheme's own.
func isPort(text string) bool {
	port, err := strconv.ParseUint(text, 10, 16)
	return text == "" || (err == nil && port > 0)
}

func checkRetry(r *store.Retry) error {
	if r.Attempts < 0 || r.Attempts > maxAttempts {
		return BadField("retry.attempts", "must be from 1 to %d, not %d", maxAttempts, r.Attempts)
	}
	if r.Timeout != 0 && (r.Timeout < minTimeout || r.Timeout > maxTimeout) {
		return BadField("retry.timeout", "must be from %s to %s, not %s", minTimeout, maxTimeout, r.Timeout)
	}
	for _, wait := range r.Backoff {
		if wait < 0 || wait > maxBackoff {
			return BadField("retry.backoff", "must be from 0s to %s, not %s", maxBackoff, wait)
		}
	}
	return nil
}
