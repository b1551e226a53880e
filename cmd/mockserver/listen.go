package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"strconv"
)

// bothLoopbacks is the host that clients mean when they say so: 127.0.0.1 for some of them, ::1 for others.
const bothLoopbacks = "localhost"

// listen opens the address. The first listener is the one to tell people of.
func (a address) listen(ctx context.Context, log *slog.Logger) ([]net.Listener, error) {
	if a.host == bothLoopbacks {
		return a.listenLoopbacks(ctx, log)
	}
	network := "tcp"
	if literal, err := netip.ParseAddr(a.host); err == nil && literal.Is4() {
		network = "tcp4" // or else 0.0.0.0 would mean the addresses of IPv6, too
	}
	listener, err := a.open(ctx, network, a.host, a.port)
	return []net.Listener{listener}, err
}

// listenLoopbacks opens a port on both loopback addresses, on that of IPv4 alone where there is no IPv6.
func (a address) listenLoopbacks(ctx context.Context, log *slog.Logger) ([]net.Listener, error) {
	const attempts = 20 // a port that is free on one family may be taken on the other
	var err error
	for range attempts {
		var four, six net.Listener
		if four, err = a.open(ctx, "tcp4", "127.0.0.1", a.port); err != nil {
			return nil, err
		}
		if six, err = a.open(ctx, "tcp6", "::1", four.Addr().(*net.TCPAddr).Port); err == nil {
			return []net.Listener{four, six}, nil
		}
		if !a.hasLoopback6(ctx) {
			log.Debug("no loopback address of IPv6 here, only that of IPv4", "error", err)
			return []net.Listener{four}, nil
		}
		_ = four.Close()
		if a.port != 0 {
			break
		}
	}
	return nil, err
}

// hasLoopback6 tells whether any port at all can be opened on ::1.
func (a address) hasLoopback6(ctx context.Context) bool {
	probe, err := a.open(ctx, "tcp6", "::1", 0)
	if err != nil {
		return false
	}
	_ = probe.Close()
	return true
}

// open listens on one address. Its error names the address and a way out.
func (a address) open(ctx context.Context, network, host string, port int) (net.Listener, error) {
	address := net.JoinHostPort(host, strconv.Itoa(port))
	listener, err := new(net.ListenConfig).Listen(ctx, network, address)
	if err == nil {
		return listener, nil
	}
	reason := err
	var operation *net.OpError
	if errors.As(err, &operation) {
		reason = operation.Err // the rest repeats the address
	}
	return nil, fmt.Errorf("cannot listen on %s: %w; choose another address with %s HOST:PORT (port 0 picks a free one)", address, reason, a.flag)
}

// reachable is the address under which a server that listens on host is to be reached from the same machine.
func reachable(host string, port int) string {
	if literal, err := netip.ParseAddr(host); host == "" || host == bothLoopbacks || err == nil && literal.IsUnspecified() {
		host = "127.0.0.1"
	}
	return net.JoinHostPort(host, strconv.Itoa(port))
}
