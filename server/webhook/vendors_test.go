package webhook_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mockserver/seeds"
	"mockserver/server/huntr"
	"mockserver/server/jusrecruit"
	"mockserver/server/provider"
	"mockserver/server/teamtailor"
	"mockserver/server/webhook"
	"mockserver/store"
)

const key = "geheim-ß"

func digest(parts ...string) []byte {
	mac := hmac.New(sha256.New, []byte(key))
	mac.Write([]byte(strings.Join(parts, "")))
	return mac.Sum(nil)
}

// signed is how a receiver of each vendor verifies what it gets, written from the vendors' pages and the references.
func signed(vendor string, header http.Header, body string) bool {
	switch vendor {
	case "huntr": // page of 2020-06-17, "Secure your webhooks"
		sent, err := base64.StdEncoding.DecodeString(header.Get("x-huntr-hmac-sha256"))
		return err == nil && hmac.Equal(sent, digest(body))
	case "jusrecruit": // reference, B3
		sent, err := hex.DecodeString(strings.TrimPrefix(header.Get("X-JusRecruit-Signature"), "sha256="))
		return err == nil && hmac.Equal(sent, digest(body))
	case "teamtailor": // reference, 3.9: base64 of "t=<unix>,v2=<hex>"
		plain, err := base64.StdEncoding.DecodeString(header.Get("TT-Signature"))
		stamp, sent, _ := strings.Cut(strings.TrimPrefix(string(plain), "t="), ",v2=")
		return err == nil && sent == hex.EncodeToString(digest(stamp, ".", body))
	}
	return false
}

// office is a receiver that refuses what is not signed, and keeps the rest.
type office struct {
	vendor string
	URL    string
	mu     sync.Mutex
	bodies []string
}

func newOffice(t *testing.T, vendor string) *office {
	t.Helper()
	o := &office{vendor: vendor}
	server := httptest.NewServer(o)
	t.Cleanup(server.Close)
	o.URL = server.URL
	return o
}

func (o *office) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	if !signed(o.vendor, r.Header, string(body)) || !json.Valid(body) {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	o.bodies = append(o.bodies, string(body))
}

// house is a store with all vendors and the default seed.
type house struct {
	t         *testing.T
	providers []*provider.Provider
	sandbox   *store.Sandbox
	room      *webhook.Room
}

func newHouse(t *testing.T) *house {
	t.Helper()
	schema := new(store.Schema)
	h := &house{t: t, providers: []*provider.Provider{
		huntr.New(schema, huntr.DefaultSettings()), teamtailor.New(schema, teamtailor.DefaultSettings()), jusrecruit.New(schema, jusrecruit.DefaultSettings()),
	}}
	all := store.New(schema)
	h.room = webhook.New(webhook.Options{Store: all, Providers: h.providers})
	t.Cleanup(func() { h.room.Close(t.Context()) })
	seed, ok := seeds.Embedded("default")
	require.True(t, ok)
	var err error
	h.sandbox, err = all.Create(store.Default, store.NewClock(time.Date(2026, 1, 15, 9, 0, 0, 0, time.UTC), store.Still))
	require.NoError(t, err)
	_, err = provider.Fill(h.sandbox, h.providers, seeds.Parse("default", seed))
	require.NoError(t, err)
	return h
}

// act does an action as the control API does.
func (h *house) act(vendor, action, body string) {
	h.t.Helper()
	file := seeds.Parse("body", []byte(body))
	for _, p := range h.providers {
		for _, a := range p.Actions {
			if p.Name != vendor || a.Name != action {
				continue
			}
			require.NoError(h.t, h.sandbox.Write(h.sandbox.Clock().Now(), func(tx *store.Tx) error {
				if node, ok := file.Root(); ok {
					a.Run(tx, node)
				}
				return file.Err()
			}))
		}
	}
}

func TestVendorsTellOfWhatHappens(t *testing.T) {
	t.Parallel()
	for vendor, of := range map[string]struct{ action, body, want string }{
		"huntr":      {"add-job", `{"member": "graciela", "title": "Fräsen & Löten, 日本 😀"}`, "Fräsen & Löten, 日本 😀"},
		"jusrecruit": {"apply", `{"job": "backend-engineer", "firstName": "Łukasz", "lastName": "Núñez", "email": "l@example.com"}`, "Núñez"},
	} {
		h := newHouse(t)
		o := newOffice(t, vendor)
		secret := key
		_, err := h.room.Endpoints(h.sandbox).Add(vendor, webhook.Change{URL: &o.URL, Secret: &secret})
		require.NoError(t, err)
		h.act(vendor, of.action, of.body)
		require.NoError(t, h.room.Settle(t.Context(), h.sandbox))
		require.NotEmpty(t, o.bodies, vendor)
		assert.Contains(t, strings.Join(o.bodies, "\n"), of.want, vendor)
		all, _ := h.room.Deliveries(h.sandbox).Select(webhook.Filter{State: webhook.Received})
		assert.Len(t, all, len(o.bodies), vendor)
	}
}

func TestVendorsAreProbed(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	for _, p := range h.providers {
		if p.Webhooks == nil {
			continue
		}
		o := newOffice(t, p.Name)
		secret := key
		e, err := h.room.Endpoints(h.sandbox).Add(p.Name, webhook.Change{URL: &o.URL, Secret: &secret})
		require.NoError(t, err)
		report, err := h.room.Probe(t.Context(), h.sandbox, e.ID)
		require.NoError(t, err, p.Name)
		for _, f := range report.Findings {
			switch f.Probe {
			case "valid", "wrong-signature", "unsigned", "slow":
				assert.Equal(t, webhook.Good, f.Grade, "%s: %s: %s", p.Name, f.Probe, f.Verdict)
			case "out-of-order":
				assert.NotEqual(t, f.Exchanges[0].Request.Body, f.Exchanges[1].Request.Body, p.Name)
			}
		}
	}
}
