package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"
)

// healthcheck asks the server at the address setting whether it is well. It is made for images without a shell.
func (p *program) healthcheck(ctx context.Context, o *options) error {
	if o.address.port == 0 {
		return errors.New("unhealthy: the address setting has port 0, so nobody knows which port to ask")
	}
	ctx, cancel := context.WithTimeout(ctx, 2*time.Second)
	defer cancel()
	url := "http://" + reachable(o.address.host, o.address.port) + "/_mock/health"
	response, err := ask(ctx, url)
	if err != nil {
		return fmt.Errorf("unhealthy: %s: %w", url, err)
	}
	_ = response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("unhealthy: %s: %s", url, response.Status)
	}
	return nil
}
