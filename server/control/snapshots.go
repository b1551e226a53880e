package control

import (
	"context"
	"fmt"
	"slices"
	"time"

	"mockserver/server/gate"
	"mockserver/store"
)

// mostSnapshots bounds what is saved of one sandbox.
const mostSnapshots = 100

// snapshot is a world at one moment: its rows, its clock and what its clients have left of their limits.
type snapshot struct {
	name   string
	rows   *store.Snapshot
	clock  store.Mark
	limits *gate.LimitsSnapshot
	at     time.Time // on the sandbox's clock
}

// Save keeps the sandbox as it is now, under a name or one that is made up.
func (w *World) Save(ctx context.Context, name string) (saved string, err error) {
	if name != "" && !isName(name) {
		return "", bad("name", "%q is no name: lower-case letters, digits and hyphens, not a hyphen first, at most 63", shorten(name))
	}
	return saved, w.turn(ctx, func() error {
		w.mu.Lock()
		defer w.mu.Unlock()
		if len(w.snapshots) >= mostSnapshots {
			return conflict("the sandbox has %d snapshots already; delete some", mostSnapshots)
		}
		for name == "" {
			w.named++
			if made := fmt.Sprintf("snapshot-%d", w.named); w.findSnapshot(made) < 0 {
				name = made
			}
		}
		if w.findSnapshot(name) >= 0 {
			p := conflict("the snapshot %q exists already", name)
			p.Field = "name"
			return p
		}
		saved = name
		w.snapshots = append(w.snapshots, &snapshot{
			name: name, rows: w.sandbox.Snapshot(), clock: w.sandbox.Clock().Mark(), at: w.sandbox.Clock().Now(),
			limits: w.control.Gates.Limits().Snapshot(w.sandbox),
		})
		return nil
	})
}

// Restore brings the sandbox back to a snapshot: rows, clock and limits. What waits to be told of the rows it had is
// dropped, and credentials that were asked for later are gone. Armed faults and the journal stay.
func (w *World) Restore(ctx context.Context, name string) error {
	return w.turn(ctx, func() error {
		saved, err := w.snapshot(name)
		if err != nil {
			return err
		}
		if err := w.renewCredentials(false); err != nil {
			return err
		}
		w.sandbox.Restore(saved.rows)
		w.sandbox.Clock().Return(saved.clock)
		w.control.Gates.Limits().Restore(w.sandbox, saved.limits)
		w.control.Webhooks.Reset(w.sandbox)
		return nil
	})
}

// Forget lets go of a snapshot.
func (w *World) Forget(ctx context.Context, name string) error {
	return w.turn(ctx, func() error {
		w.mu.Lock()
		defer w.mu.Unlock()
		at := w.findSnapshot(name)
		if at < 0 {
			return w.noSnapshot(name)
		}
		w.snapshots = slices.Delete(w.snapshots, at, at+1)
		return nil
	})
}

func (w *World) snapshot(name string) (*snapshot, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if at := w.findSnapshot(name); at >= 0 {
		return w.snapshots[at], nil
	}
	return nil, w.noSnapshot(name)
}

func (w *World) noSnapshot(name string) error {
	return missing("the sandbox %q has no snapshot %q", w.Name(), shorten(name))
}

// findSnapshot is the place of a snapshot, -1 for none. The caller holds w.mu.
func (w *World) findSnapshot(name string) int {
	return slices.IndexFunc(w.snapshots, func(s *snapshot) bool { return s.name == name })
}

// snapshotBody is a snapshot for people.
type snapshotBody struct {
	Name string    `json:"name"`
	At   time.Time `json:"at"`
	Rows rowCounts `json:"rows"`
}

func (w *World) listSnapshots() []snapshotBody {
	w.mu.Lock()
	defer w.mu.Unlock()
	return list(w.snapshots, func(s **snapshot) snapshotBody {
		return snapshotBody{(*s).name, (*s).at, countRows((*s).rows.Sizes())}
	})
}

func listSnapshots(c *call) (answer, error) {
	return answer{body: dataBody[snapshotBody]{c.world.listSnapshots()}}, nil
}

func saveSnapshot(c *call) (answer, error) {
	body, err := decoded[struct {
		Name string `seed:"name"`
	}](c)
	if err != nil {
		return answer{}, err
	}
	name, err := c.world.Save(c.r.Context(), body.Name)
	if err != nil {
		return answer{}, err
	}
	for _, s := range c.world.listSnapshots() {
		if s.Name == name {
			return answer{status: 201, body: s}, nil
		}
	}
	return answer{}, c.world.noSnapshot(name)
}

func restoreSnapshot(c *call) (answer, error) {
	if err := c.world.Restore(c.r.Context(), c.param("snapshot")); err != nil {
		return answer{}, err
	}
	return answer{body: c.show(c.world)}, nil
}

func deleteSnapshot(c *call) (answer, error) {
	return answer{}, c.world.Forget(c.r.Context(), c.param("snapshot"))
}
