package main

import (
	"bytes"
	"context"
	"encoding/pem"
	"fmt"
	"io"
	"net/http"
	"time"

	"mockserver/server/intercept"
)

// ca prints the certificate authority that clients have to trust: that of --tls-dir, or else that of the server at the
// address setting.
func (p *program) ca(ctx context.Context, o *options) error {
	var text []byte
	var err error
	if o.tls.Directory != "" {
		text, err = intercept.ReadKept(o.tls.Directory)
	} else {
		text, err = askForCA(ctx, "http://"+reachable(o.address.host, o.address.port)+"/_mock/ca.pem")
	}
	if err != nil {
		return err
	}
	_, err = p.stdout.Write(text)
	return err
}

func askForCA(ctx context.Context, url string) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	response, err := ask(ctx, url)
	if err != nil {
		return nil, fmt.Errorf("no server answers there: %w", err)
	}
	defer func() { _ = response.Body.Close() }()
	const most = 1 << 20
	text, err := io.ReadAll(io.LimitReader(response.Body, most))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", url, err)
	}
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s: %s: %s", url, response.Status, text)
	}
	if block, rest := pem.Decode(text); block == nil || block.Type != "CERTIFICATE" || len(bytes.TrimSpace(rest)) > 0 && !bytes.Contains(rest, []byte("CERTIFICATE")) {
		return nil, fmt.Errorf("%s: something other than mockserver answers there: this is no certificate", url)
	}
	return text, nil
}

// ask sends one GET, past any proxy: unlike the default transport this one heeds no proxy variable.
func ask(ctx context.Context, url string) (*http.Response, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return nil, err
	}
	return (&http.Transport{DisableKeepAlives: true}).RoundTrip(request)
}
