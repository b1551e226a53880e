package server_test

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mockserver/server/servertest"
)

// TestTransportServesTheVendorsAddresses: an unmodified client reaches the mock under the vendor's own URL, without a
// listener.
func TestTransportServesTheVendorsAddresses(t *testing.T) {
	t.Parallel()
	s := servertest.New(t)
	client := &http.Client{Transport: s.Transport()}
	request, err := http.NewRequest(http.MethodGet, "https://api.huntr.co/org/members?limit=1", http.NoBody)
	require.NoError(t, err)
	request.Header.Set("Authorization", "Bearer huntr-demo-token")
	response, err := client.Do(request)
	require.NoError(t, err)
	text, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	require.NoError(t, response.Body.Close())
	assert.Equal(t, 200, response.StatusCode)
	assert.Equal(t, "200 OK", response.Status)
	assert.EqualValues(t, len(text), response.ContentLength)
	assert.Len(t, s.Journal(), 1)

	response, err = client.Post("http://localhost/_mock/clock/advance", "application/json", strings.NewReader(`{"by":"1h"}`))
	require.NoError(t, err)
	require.NoError(t, response.Body.Close())
	assert.Equal(t, servertest.Start().Add(3600e9), s.Clock().Now())
	response, err = client.Head("http://localhost/_mock/health")
	require.NoError(t, err)
	text, _ = io.ReadAll(response.Body)
	assert.Empty(t, text)
	require.NoError(t, response.Body.Close())
}

func TestTransportStreamsAndHonoursTheContext(t *testing.T) {
	t.Parallel()
	s := servertest.New(t)
	client := &http.Client{Transport: s.Transport()}
	ctx, cancel := context.WithCancel(t.Context())
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://localhost/_mock/requests/stream", http.NoBody)
	require.NoError(t, err)
	response, err := client.Do(request)
	require.NoError(t, err)
	first, err := bufio.NewReader(response.Body).ReadString('\n')
	require.NoError(t, err)
	assert.Equal(t, ": listening\n", first)
	cancel()
	_, err = io.ReadAll(response.Body)
	require.ErrorIs(t, err, context.Canceled)
	require.NoError(t, response.Body.Close())

	ended, stop := context.WithCancel(t.Context())
	request, err = http.NewRequestWithContext(ended, http.MethodGet, "http://localhost/_mock/requests?wait=60s", http.NoBody)
	require.NoError(t, err)
	stop()
	response, err = client.Do(request)
	if err == nil {
		_ = response.Body.Close()
	}
	require.ErrorIs(t, err, context.Canceled)
}

func TestTransportCutsWhatTheHandlerGivesUp(t *testing.T) {
	t.Parallel()
	s := servertest.New(t)
	first, err := s.Control().World("default")
	require.NoError(t, err)
	_, err = first.Faults().Arm(servertest.Fault{Effect: servertest.Effect{Type: "drop"}})
	require.NoError(t, err)
	response, err := (&http.Client{Transport: s.Transport()}).Get("https://api.huntr.co/org/members")
	if err == nil {
		_ = response.Body.Close()
	}
	assert.True(t, errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF), "%v", err)
}

// TestCloseSendsHomeWhoWaits: a server that stops has nobody waiting for it.
func TestCloseSendsHomeWhoWaits(t *testing.T) {
	t.Parallel()
	s := servertest.New(t)
	client := &http.Client{Transport: s.Transport()}
	response, err := client.Get("http://localhost/_mock/requests/stream")
	require.NoError(t, err)
	waited := make(chan int, 1)
	go func() {
		response, err := client.Get("http://localhost/_mock/deliveries?wait=60s")
		if assert.NoError(t, err) {
			_ = response.Body.Close()
			waited <- response.StatusCode
		}
	}()
	s.Close(t.Context())
	_, err = io.ReadAll(response.Body)
	require.NoError(t, err)
	require.NoError(t, response.Body.Close())
	assert.Contains(t, []int{200, 503}, <-waited)
}
