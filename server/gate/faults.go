package gate

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"

	"mockserver/server/provider"
	"mockserver/store"
)

// maxFaults bounds the faults of a sandbox, those that are used up included.
const maxFaults = 1000

// ErrNoFault says that no fault of the sandbox has the id.
var ErrNoFault = errors.New("no such fault")

// Faults is the trouble that is planned for all sandboxes. Safe for concurrent use.
type Faults struct {
	providers []*provider.Provider
	byHeader  bool
	live      atomic.Int64 // faults that can still strike: a request asks for nothing else while there are none

	rooms     rooms[faultList]
	closeOnce sync.Once
	closed    chan struct{}
}

func newFaults(o Options) *Faults {
	f := &Faults{providers: o.Providers, byHeader: o.FaultHeader, closed: make(chan struct{})}
	f.rooms.store, f.rooms.make = o.Store, func() *faultList { return new(faultList) }
	f.rooms.end = func(l *faultList) {
		l.end()
		f.clear(l)
	}
	return f
}

// Of is the faults of one sandbox.
func (f *Faults) Of(sandbox *store.Sandbox) SandboxFaults {
	return SandboxFaults{faults: f, sandbox: sandbox, list: f.rooms.of(sandbox)}
}

// SandboxFaults is the faults of one sandbox, in the order in which they were armed.
type SandboxFaults struct {
	faults  *Faults
	sandbox *store.Sandbox
	list    *faultList
}

// faultList holds the faults of one sandbox.
type faultList struct {
	mu    sync.Mutex
	ended bool // its sandbox is deleted
	given int  // ids so far
	all   []*armed
}

// armed is a fault that waits for its requests. The list's lock covers its counts.
type armed struct {
	Fault
	path Pattern
	gone chan struct{} // closed when the fault is removed: whom it holds back goes on
}

// Arm plans a fault behind those that are there. What is wrong with it is a *provider.FieldError, also when it could
// never match a request. It fails with ErrDropped when the sandbox is deleted.
func (s SandboxFaults) Arm(fault Fault) (Fault, error) {
	fault.Seen, fault.Struck = 0, 0
	complete(&fault)
	path, err := s.check(&fault)
	if err != nil {
		return Fault{}, err
	}
	l := s.list
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.ended {
		return Fault{}, ErrDropped
	}
	if len(l.all) >= maxFaults {
		return Fault{}, provider.Full(maxFaults, "faults")
	}
	l.given++
	fault.ID = strconv.Itoa(l.given)
	l.all = append(l.all, &armed{Fault: fault, path: path, gone: make(chan struct{})})
	s.faults.live.Add(1)
	return fault, nil
}

// List is all faults with how often they struck, those that are used up as well.
func (s SandboxFaults) List() []Fault {
	s.list.mu.Lock()
	defer s.list.mu.Unlock()
	faults := make([]Fault, len(s.list.all))
	for i, a := range s.list.all {
		faults[i] = a.Fault
	}
	return faults
}

// Get finds a fault by its id. It fails with ErrNoFault.
func (s SandboxFaults) Get(id string) (Fault, error) {
	s.list.mu.Lock()
	defer s.list.mu.Unlock()
	if at := s.list.find(id); at >= 0 {
		return s.list.all[at].Fault, nil
	}
	return Fault{}, fmt.Errorf("%w: %s", ErrNoFault, id)
}

// Remove disarms a fault and lets go of the requests that it holds back. It fails with ErrNoFault.
func (s SandboxFaults) Remove(id string) error {
	s.list.mu.Lock()
	defer s.list.mu.Unlock()
	at := s.list.find(id)
	if at < 0 {
		return fmt.Errorf("%w: %s", ErrNoFault, id)
	}
	s.faults.disarm(s.list.all[at])
	s.list.all = slices.Delete(s.list.all, at, at+1)
	return nil
}

// Clear disarms all faults and tells how many of them could still have struck.
func (s SandboxFaults) Clear() (live int) { return s.faults.clear(s.list) }

// Reset is Clear, and ids begin anew, so that what follows draws as after a start.
func (s SandboxFaults) Reset() (live int) {
	live = s.faults.clear(s.list)
	s.list.mu.Lock()
	defer s.list.mu.Unlock()
	if len(s.list.all) == 0 {
		s.list.given = 0
	}
	return live
}

func (f *Faults) clear(l *faultList) (live int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, a := range l.all {
		if a.Live() {
			live++
		}
		f.disarm(a)
	}
	l.all = nil
	return live
}

// disarm lets go of what a fault holds back and takes it out of the count of the live. The list's lock is held.
func (f *Faults) disarm(a *armed) {
	close(a.gone)
	if a.Live() {
		f.live.Add(-1)
	}
}

func (l *faultList) end() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.ended = true
}

func (l *faultList) find(id string) int {
	return slices.IndexFunc(l.all, func(a *armed) bool { return a.ID == id })
}

func (f *Faults) close() { f.closeOnce.Do(func() { close(f.closed) }) }
