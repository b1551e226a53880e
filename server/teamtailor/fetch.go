package teamtailor

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"time"

	"mockserver/server/outbound"
	"mockserver/server/provider"
)

// Bounds of fetching a résumé.
const (
	fetchTimeout = 5 * time.Second
	maxResume    = 5 << 20 // bytes
)

// fetcher looks whether résumés are there, through the guard of all calls to the outside.
type fetcher struct{ client *http.Client }

func newFetcher(allow []string, own *outbound.Own) *fetcher {
	return &fetcher{outbound.NewClient(outbound.Options{Allow: allow, Own: own, Timeout: fetchTimeout})}
}

// fetchAll fetches the documents that a request gives by URL, a candidate's résumé, before any lock is taken. One that is not there, or
// is no document, is refused as the vendor does (irecommend/teamtailorgo tests).
func (t *Teamtailor) fetchAll(r *provider.Request, b *body) error {
	if !t.settingsOf(r.Sandbox).FetchResume {
		return nil
	}
	for _, g := range b.attributes {
		a := &b.res.attributes[g.attribute]
		if !a.fetched || g.value.text == "" {
			continue
		}
		if err := t.fetch(r, g.value.text); err != nil {
			p := invalid.problem("%s - is invalid", a.name).because("the %s cannot be fetched: %v", a.name, err)
			p.Title, p.Source = "is invalid", &source{"/data/attributes/" + a.name}
			return p.refuse()
		}
	}
	return nil
}

func (f *fetcher) fetch(ctx context.Context, address string) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return err
	}
	request.Header.Set("User-Agent", outbound.UserAgent)
	response, err := f.client.Do(request)
	if err != nil {
		return err
	}
	defer func() { _ = response.Body.Close() }()
	if response.StatusCode != http.StatusOK {
		return errors.New("the server answers " + response.Status)
	}
	content, err := io.ReadAll(io.LimitReader(response.Body, maxResume+1))
	switch {
	case err != nil:
		return err
	case len(content) > maxResume:
		return errors.New("it is larger than 5 MiB")
	case !isDocument(response.Header.Get("Content-Type"), content):
		return errors.New("it is no document")
	default:
		return nil
	}
}

// isDocument knows PDF, Word, OpenDocument, RTF and plain text.
func isDocument(contentType string, content []byte) bool {
	if bytes.HasPrefix(content, []byte("%PDF")) {
		return true
	}
	for _, kind := range []string{"application/pdf", "application/msword", "application/vnd.", "application/rtf", "text/plain", "text/rtf"} {
		if strings.HasPrefix(contentType, kind) && len(content) > 0 {
			return true
		}
	}
	return false
}
