package webhook

import (
	"bytes"
	"cmp"
	"context"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"mockserver/server/outbound"
	"mockserver/server/provider"
	"mockserver/store"
)

// call is one request to a receiver.
type call struct {
	client       *http.Client
	endpoint     *store.Endpoint
	message      provider.Message
	acknowledged func(status int) (bool, string)
}

// send makes one exchange with a receiver. Where it began is for the caller to say.
func send(ctx context.Context, c call) Attempt {
	elapsed := store.Stopwatch()
	timeout := cmp.Or(c.endpoint.Retry.Timeout, StandardTimeout)
	limited, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	header := requestHeader(c.message)
	a := Attempt{Request: Side{Header: header, Body: preview(c.message.Body), Size: int64(len(c.message.Body))}}
	err := exchange(limited, c, header, &a)
	a.Took = elapsed()
	if err == nil {
		a.Received, a.Verdict = c.acknowledged(a.Status)
		if a.Status >= http.StatusMultipleChoices && a.Status < http.StatusBadRequest {
			a.Verdict += " (redirects are not followed)"
		}
		return a
	}
	a.Error = plainError(err)
	a.Verdict = trouble(err, a.Status, timeout)
	return a
}

// requestHeader is the header of a delivery, the vendor's part spelled and ordered as it does.
func requestHeader(m provider.Message) []provider.Header {
	header := []provider.Header{{Name: "Content-Type", Value: "application/json"}}
	named := func(h provider.Header) bool { return strings.EqualFold(h.Name, "User-Agent") }
	if !slices.ContainsFunc(m.Header, named) {
		header = append(header, provider.Header{Name: "User-Agent", Value: outbound.UserAgent})
	}
	return append(header, m.Header...)
}

// exchange posts the message and reads the answer, as far as it is kept: the rest is not waited for.
func exchange(ctx context.Context, c call, header []provider.Header, a *Attempt) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, c.endpoint.URL, bytes.NewReader(c.message.Body))
	if err != nil {
		return err
	}
	for _, h := range header {
		request.Header[h.Name] = append(request.Header[h.Name], h.Value)
	}
	response, err := c.client.Do(request)
	if err != nil {
		return err
	}
	defer func() { _ = response.Body.Close() }()
	a.Status, a.Response.Header = response.StatusCode, answerHeader(response.Header)
	a.Response.Body, err = io.ReadAll(io.LimitReader(response.Body, maxPreview))
	a.Response.Size = max(response.ContentLength, int64(len(a.Response.Body)))
	return err
}

func answerHeader(header http.Header) []provider.Header {
	var list []provider.Header
	for name, values := range header {
		for _, value := range values {
			list = append(list, provider.Header{Name: name, Value: value})
		}
	}
	slices.SortStableFunc(list, func(a, b provider.Header) int { return strings.Compare(a.Name, b.Name) })
	return list
}

// plainURL is a URL without its password.
func plainURL(text string) string {
	u, err := url.Parse(text)
	if err != nil {
		return text
	}
	if _, secret := u.User.Password(); !secret {
		return text
	}
	return u.Redacted()
}
