package main

import (
	"context"
	"crypto/rand"
	"crypto/tls"
	"encoding/hex"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"

	"mockserver/cmd/mockserver/lossy"
	"mockserver/server"
)

// patience is how long running requests may take to finish: a little less than the ten seconds after which
// `docker stop` kills.
const patience = 9 * time.Second

// serve runs the server until it is told to stop.
func (p *program) serve(ctx context.Context, o *options) error {
	signals := make(chan os.Signal, 2)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	defer signal.Stop(signals)
	signal.Ignore(syscall.SIGPIPE) // a reader of the log that goes away is no reason to stop
	if o.logFormat == "json" {
		quiet := lossy.New(p.terminal, droppedJSON)
		defer quiet.Flush(lastWords)
		p.stderr = quiet
	}
	answers := lossy.New(p.stdout, droppedText)
	defer answers.Flush(lastWords)
	p.stdout = answers
	log := p.logger(o)
	o.instance = newInstance()
	p.collectLess()
	end := progress(p.terminal, o.seed.text)
	mock, err := buildUnless(signals, o, log)
	end()
	if mock == nil || err != nil {
		return err
	}
	doors, err := openDoors(ctx, o, mock, log)
	if err != nil {
		return err
	}
	web := webServer(&collector{next: mock}, log)
	web.RegisterOnShutdown(func() { // who waits would wait for longer than there is patience
		ending, cancel := context.WithTimeout(context.Background(), patience)
		defer cancel()
		mock.Close(ending)
	})
	failed := accept(web, doors.all)
	if err := p.announce(mock, o, doors, log); err != nil {
		return err
	}
	watching, stop := context.WithCancel(ctx)
	defer stop()
	if o.watch {
		go watch(watching, mock, o.seed, o.mark, log)
	}
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	case received := <-signals:
		log.Info("stopping, running requests may finish; a second signal ends at once", "signal", received.String())
	}
	return drain(web, mock, signals, log)
}

// newInstance names this start of the server: by chance, so that a script knows it from one that was left over.
func newInstance() string {
	var random [8]byte
	_, _ = rand.Read(random[:]) // it never fails
	return hex.EncodeToString(random[:])
}

// buildUnless makes the mock, unless a signal comes before it is made: a large seed takes its time, and there is nothing
// to finish yet.
func buildUnless(signals <-chan os.Signal, o *options, log *slog.Logger) (*server.Server, error) {
	type outcome struct {
		mock *server.Server
		err  error
	}
	made := make(chan outcome, 1)
	go func() {
		mock, err := build(o, log)
		made <- outcome{mock, err}
	}()
	select {
	case done := <-made:
		return done.mock, done.err
	case received := <-signals:
		log.Info("stopping while the seed was loaded", "signal", received.String())
		return nil, nil
	}
}

// doors are the ways in: for http, for https if asked for, and the tunnels of clients behind a proxy setting.
type doors struct {
	plain, secure net.Addr // the one to tell people of; secure is nil without https
	all           []net.Listener
}

// openDoors listens wherever the settings say.
func openDoors(ctx context.Context, o *options, mock *server.Server, log *slog.Logger) (doors, error) {
	plain, err := o.address.listen(ctx, log)
	if err != nil {
		return doors{}, err
	}
	open := doors{plain: plain[0].Addr(), all: append(plain, mock.Tunnels())}
	for _, listener := range plain {
		mock.Listening(listener.Addr())
	}
	if o.tlsAddr.flag == "" {
		return open, nil
	}
	secure, err := o.tlsAddr.listen(ctx, log)
	if err != nil {
		return doors{}, err
	}
	open.secure = secure[0].Addr()
	for _, listener := range secure {
		mock.Listening(listener.Addr())
		open.all = append(open.all, tls.NewListener(listener, mock.TLSConfig()))
	}
	return open, nil
}

// logger writes to standard error as the settings say.
func (p *program) logger(o *options) *slog.Logger {
	handlerOptions := &slog.HandlerOptions{Level: o.logLevel}
	log := slog.New(slog.NewTextHandler(p.stderr, handlerOptions))
	if o.logFormat == "json" {
		log = slog.New(slog.NewJSONHandler(p.stderr, handlerOptions))
	}
	if len(o.unknown) > 0 {
		log.Warn("environment variables that are no settings", "unknown", o.unknown, "accepted", variables())
	}
	return log
}

// webServer is the HTTP server with its timeouts. There is none for writing: a client may read as slowly as it likes.
// When it stops, what is half sent has linger to arrive.
func webServer(handler http.Handler, log *slog.Logger) *http.Server {
	arriving := &arrivals{next: handler}
	web := &http.Server{
		Handler:           arriving,
		ConnState:         arriving.state,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       30 * time.Second,
		IdleTimeout:       60 * time.Second,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
	web.RegisterOnShutdown(func() { time.AfterFunc(linger, arriving.end) })
	return web
}

// accept begins to answer on each listener. The channel tells when one of them gives up.
func accept(web *http.Server, listeners []net.Listener) <-chan error {
	failed := make(chan error, len(listeners))
	for _, listener := range listeners {
		go func() { failed <- web.Serve(listener) }()
	}
	return failed
}

// drain stops accepting and lets running requests finish, until patience or a second signal ends them.
func drain(web *http.Server, mock *server.Server, signals <-chan os.Signal, log *slog.Logger) error {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	go func() {
		select {
		case <-signals:
			cancel()
		case <-ctx.Done():
		}
	}()
	closed := make(chan struct{})
	go func() { // beside the next line: those who wait for something would hold it up
		defer close(closed)
		mock.Close(ctx)
	}()
	err := web.Shutdown(ctx)
	<-closed
	switch {
	case errors.Is(err, context.Canceled):
		_ = web.Close()
		return errors.New("stopped by a second signal before running requests finished")
	case errors.Is(err, context.DeadlineExceeded):
		log.Warn("stopped before running requests finished", "patience", patience.String())
		return web.Close()
	default:
		return err
	}
}
