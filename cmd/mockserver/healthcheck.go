package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	"mockserver/server"
)

// healthcheck checks that the server at the address setting answers. It is made for images without a shell.
func (p *program) healthcheck(ctx context.Context, o *options) error {
	_, err := askHealth(ctx, o)
	return err
}

// askHealth returns what the server says of itself. Something else that answers there is an error.
func askHealth(ctx context.Context, o *options) (health server.Health, err error) {
	if o.address.port == 0 {
		return health, errors.New("unhealthy: the address setting has port 0, so nobody knows which port to ask")
	}
	ctx, cancel := context.WithTimeout(ctx, 2*time.Second)
	defer cancel()
	url := "http://" + reachable(o.address.host, o.address.port) + "/_mock/health"
	response, err := ask(ctx, url)
	if err != nil {
		return health, fmt.Errorf("unhealthy: %s: %w", url, err)
	}
	defer func() { _ = response.Body.Close() }()
	if response.StatusCode != http.StatusOK {
		return health, fmt.Errorf("unhealthy: %s: %s", url, response.Status)
	}
	const most = 64 << 10
	if err := json.NewDecoder(io.LimitReader(response.Body, most)).Decode(&health); err != nil || health.Status != "ok" || health.PID == 0 {
		return health, fmt.Errorf("unhealthy: %s: something other than mockserver answers there", url)
	}
	return health, nil
}
