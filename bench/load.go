package main

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"
)

// load runs every scenario and prints the table.
func (b *bench) load(ctx context.Context) error {
	some, err := chosen(b.only)
	if err != nil {
		return err
	}
	var results []result
	for _, s := range some {
		r, err := b.measure(ctx, s)
		if err != nil {
			return fmt.Errorf("%s: %w", s.title(), err)
		}
		results = append(results, r)
	}
	_, _ = fmt.Fprintf(b.out, "%d connections, %d rounds of %s a program\n\n", b.connections, b.rounds, b.slot)
	if err := printResults(b.out, results); err != nil {
		return err
	}
	_, err = fmt.Fprint(b.out, missing("CPU per request, its ratio, peak memory"))
	return err
}

// measure loads both programs in turn with one scenario's request. They are started anew for each scenario, so that
// peak memory is that scenario's.
func (b *bench) measure(ctx context.Context, s scenario) (result, error) {
	mock, bare, path, err := b.launchBoth(ctx, s)
	if err != nil {
		return result{}, err
	}
	defer mock.stop()
	defer bare.stop()
	request := get(path, s.headers)
	r := result{scenario: s}
	if r.size, err = same(ctx, mock, bare, request); err != nil {
		return r, err
	}
	for _, p := range []*process{mock, bare} { // to fill caches, pools and the journal
		if _, err := b.turn(ctx, p, request); err != nil {
			return r, err
		}
	}
	for range b.rounds {
		ours, err := b.turn(ctx, mock, request)
		if err != nil {
			return r, err
		}
		theirs, err := b.turn(ctx, bare, request)
		if err != nil {
			return r, err
		}
		r.ours.add(ours)
		r.bare.add(theirs)
	}
	r.ours.peak, _ = memory(mock.pid, "VmHWM")
	r.bare.peak, _ = memory(bare.pid, "VmHWM")
	return r, nil
}

// turn loads one program for one slot.
func (b *bench) turn(ctx context.Context, p *process, request []byte) (turn, error) {
	before := cpuTime(p.pid)
	began := time.Now()
	turns, errs := make([]turn, b.connections), make([]error, b.connections)
	var all sync.WaitGroup
	for i := range b.connections {
		all.Go(func() { turns[i].latencies, errs[i] = repeat(ctx, p.addr, request, began.Add(b.slot)) })
	}
	all.Wait()
	sum := turn{elapsed: time.Since(began)}
	sum.cpu = cpuTime(p.pid) - before
	for _, t := range turns {
		sum.latencies = append(sum.latencies, t.latencies...)
	}
	return sum, errors.Join(errs...)
}

// repeat sends one request after the other until the end and tells how long each took.
func repeat(ctx context.Context, addr string, request []byte, end time.Time) (latencies []time.Duration, err error) {
	c, err := dial(ctx, addr)
	if err != nil {
		return nil, err
	}
	defer c.close()
	for now := time.Now(); now.Before(end); {
		if err := c.skip(request); err != nil {
			return nil, err
		}
		done := time.Now()
		latencies = append(latencies, done.Sub(now))
		now = done
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
	}
	return latencies, nil
}
