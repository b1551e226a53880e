package webhook

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mockserver/server/provider"
	"mockserver/store"
)

func at[T any](value T) *T { return &value }

func TestEndpointsAreKept(t *testing.T) {
	t.Parallel()
	w := newTower(t)
	all := w.room.Endpoints(w.sandbox)
	assert.Empty(t, all.List())
	plain := w.add("http://127.0.0.1:1/plain", Change{})
	assert.True(t, plain.Active)
	assert.Empty(t, plain.Events)
	assert.Equal(t, "bell", plain.Provider)
	assert.Equal(t, instant(), plain.CreatedAt)
	full := w.add("https://10.0.0.1/full", Change{
		Events: &[]string{"struck"}, Secret: at("s"), Signature: at("plain"), Active: at(false),
		Retry: &store.Retry{Attempts: 3, Backoff: []time.Duration{time.Second}, Timeout: time.Second, Ordered: true},
	})
	assert.False(t, full.Active)
	assert.Equal(t, []store.Endpoint{plain, full}, all.List())

	w.sandbox.Clock().Advance(time.Hour)
	changed, err := all.Change(full.ID, Change{Active: at(true), Events: &[]string{}})
	require.NoError(t, err)
	want := full
	want.Active, want.Events, want.UpdatedAt = true, []string{}, instant().Add(time.Hour)
	assert.Equal(t, want, changed)
	got, err := all.Get(full.ID)
	require.NoError(t, err)
	assert.Equal(t, want, got)

	require.NoError(t, all.Remove(plain.ID))
	assert.Equal(t, []store.Endpoint{want}, all.List())
}

func TestWhatAnEndpointCannotBe(t *testing.T) {
	t.Parallel()
	w := newTower(t)
	url := at("http://127.0.0.1:1/")
	kept := w.add(*url, Change{})
	all := w.room.Endpoints(w.sandbox)
	for _, of := range []struct {
		change Change
		field  string
	}{
		{Change{URL: at("")}, "url"},
		{Change{URL: at("/hook")}, "url"},
		{Change{URL: at("ftp://127.0.0.1/")}, "url"},
		{Change{URL: at("http:///hook")}, "url"},
		{Change{URL: at("http://127.0.0.1:65536/")}, "url"},
		{Change{URL: at("http://127.0.0.1:0/")}, "url"},
		{Change{URL: at("http://127.0.0.1/" + strings.Repeat("x", 2048))}, "url"},
		{Change{URL: url, Events: &[]string{"rung", "sung"}}, "events"},
		{Change{URL: url, Signature: at("v9")}, "signature_version"},
		{Change{URL: url, Secret: at(strings.Repeat("s", 257))}, "secret"},
		{Change{URL: url, Retry: retry(101)}, "retry.attempts"},
		{Change{URL: url, Retry: retry(-1)}, "retry.attempts"},
		{Change{URL: url, Retry: retry(2, -1)}, "retry.backoff"},
		{Change{URL: url, Retry: &store.Retry{Timeout: 61 * time.Second}}, "retry.timeout"},
		{Change{URL: url, Retry: &store.Retry{Timeout: time.Microsecond}}, "retry.timeout"},
		{Change{URL: url, Retry: &store.Retry{Timeout: -time.Second}}, "retry.timeout"},
	} {
		var field *provider.FieldError
		_, err := all.Add("bell", of.change)
		require.ErrorAs(t, err, &field, of.field)
		assert.Equal(t, of.field, field.Field)
		_, err = all.Change(kept.ID, of.change)
		require.ErrorAs(t, err, &field, of.field)
		assert.Equal(t, of.field, field.Field)
	}
	for _, name := range []string{"mute", "", "drum"} {
		var field *provider.FieldError
		_, err := all.Add(name, Change{URL: url})
		require.ErrorAs(t, err, &field)
		assert.Equal(t, "provider", field.Field)
	}
	assert.Equal(t, []store.Endpoint{kept}, all.List(), "nothing of it was stored")
}

func TestUnknownEndpoints(t *testing.T) {
	t.Parallel()
	w := newTower(t)
	all, unknown := w.room.Endpoints(w.sandbox), store.ObjectID{1}
	_, err := all.Get(unknown)
	require.ErrorIs(t, err, ErrNoEndpoint)
	_, err = all.Change(unknown, Change{})
	require.ErrorIs(t, err, ErrNoEndpoint)
	require.ErrorIs(t, all.Remove(unknown), ErrNoEndpoint)
	_, err = w.room.Probe(t.Context(), w.sandbox, unknown)
	require.ErrorIs(t, err, ErrNoEndpoint)
}
