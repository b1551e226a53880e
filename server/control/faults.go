package control

import (
	"errors"
	"math"
	"net/http"
	"strconv"
	"time"

	"mockserver/seeds"
	"mockserver/server/gate"
)

// Fault is planned trouble.
type Fault = gate.Fault

// Match says which requests a fault is aimed at.
type Match = gate.FaultMatch

// Effect is what a fault does.
type Effect = gate.Effect

// Filter says which exchanges are wanted.
type Filter = gate.Filter

// Faults is the sandbox's faults.
func (w *World) Faults() gate.SandboxFaults { return w.control.Gates.Faults().Of(w.sandbox) }

// faultBody is a fault, as it is armed and as it is listed.
type faultBody struct {
	ID          string     `json:"id"`
	Name        string     `json:"name"`
	Match       matchBody  `json:"match"`
	Effect      effectBody `json:"effect"`
	Times       any        `json:"times"` // a number, or "always"
	After       int        `json:"after"`
	Probability float64    `json:"probability"`
	Seed        uint64     `json:"seed"`
	Seen        int        `json:"seen"`
	Struck      int        `json:"struck"`
	Live        bool       `json:"live"` // it can still strike
}

type matchBody struct {
	Provider   string `json:"provider,omitempty"`
	Method     string `json:"method,omitempty"`
	Path       string `json:"path,omitempty"`
	Credential string `json:"credential,omitempty"`
}

type effectBody struct {
	Type         gate.EffectType `json:"type"`
	Status       int             `json:"status,omitempty"`
	RetryAfter   string          `json:"retry_after,omitempty"`
	Delay        string          `json:"delay,omitempty"`
	Max          string          `json:"max,omitempty"`
	At           float64         `json:"at,omitempty"`
	Chunk        int             `json:"chunk,omitempty"`
	AfterHandler bool            `json:"after_handler,omitempty"`
}

func showFault(f *Fault) faultBody {
	b := faultBody{
		ID: f.ID, Name: f.Name, Match: matchBody(f.Match), Times: f.Times, After: f.After,
		Probability: f.Probability, Seed: f.Seed, Seen: f.Seen, Struck: f.Struck, Live: f.Live(),
	}
	if f.Times == gate.Always {
		b.Times = always
	}
	e := f.Effect
	b.Effect = effectBody{
		Type: e.Type, Status: e.Status, RetryAfter: span(e.RetryAfter), Delay: span(e.Delay), Max: span(e.Max),
		At: e.At, Chunk: e.Chunk, AfterHandler: e.AfterHandler,
	}
	return b
}

func span(d time.Duration) string {
	if d == 0 {
		return ""
	}
	return d.String()
}

func faultBodies(faults []Fault) []faultBody { return list(faults, showFault) }

// always is how a body says that a fault strikes without end.
const always = "always"

// armBody is what arming a fault takes.
type armBody struct {
	Name  string `seed:"name"`
	Match struct {
		Provider   string     `seed:"provider"`
		Method     string     `seed:"method"`
		Path       string     `seed:"path"`
		Credential seeds.Text `seed:"credential"`
	} `seed:"match"`
	Effect struct {
		Type         string        `seed:"type,required"`
		Status       int           `seed:"status,min=100,max=999"`
		RetryAfter   time.Duration `seed:"retry_after"`
		Delay        time.Duration `seed:"delay"`
		Max          time.Duration `seed:"max"`
		At           float64       `seed:"at"`
		Chunk        int           `seed:"chunk,min=1,max=10485760"`
		AfterHandler bool          `seed:"after_handler"`
	} `seed:"effect,required"`
	Times       seeds.Text `seed:"times"`
	After       int        `seed:"after,min=0,max=1000000000"`
	Probability *float64   `seed:"probability"`
	Seed        int64      `seed:"seed,min=0"`
}

// fault is the fault that the body describes.
func (b *armBody) fault() (Fault, error) {
	e := &b.Effect
	f := Fault{
		Name:  b.Name,
		Match: gate.FaultMatch{Provider: b.Match.Provider, Method: b.Match.Method, Path: b.Match.Path, Credential: b.Match.Credential.Value},
		Effect: gate.Effect{
			Type: gate.EffectType(e.Type), Status: e.Status, RetryAfter: e.RetryAfter, Delay: e.Delay, Max: e.Max,
			At: e.At, Chunk: e.Chunk, AfterHandler: e.AfterHandler,
		},
		After: b.After, Seed: uint64(max(b.Seed, 0)),
	}
	if b.Times.Value == always {
		f.Times = gate.Always
	} else if b.Times.Given() {
		times, err := strconv.Atoi(b.Times.Value)
		if err != nil || times < 1 || times > math.MaxInt32 {
			return f, bad("times", "must be a whole number from 1, or %q", always)
		}
		f.Times = times
	}
	if b.Probability != nil {
		if f.Probability = *b.Probability; f.Probability <= 0 || f.Probability > 1 {
			return f, bad("probability", "must be above 0 and at most 1")
		}
	}
	return f, nil
}

func listFaults(c *call) (answer, error) {
	return answer{body: dataBody[faultBody]{faultBodies(c.world.Faults().List())}}, nil
}

func armFault(c *call) (answer, error) {
	body, err := decoded[armBody](c)
	if err != nil {
		return answer{}, err
	}
	fault, err := body.fault()
	if err != nil {
		return answer{}, err
	}
	armed, err := c.world.Faults().Arm(fault)
	if err != nil {
		return answer{}, err
	}
	return answer{status: http.StatusCreated, body: showFault(&armed)}, nil
}

func showOneFault(c *call) (answer, error) {
	f, err := c.world.Faults().Get(c.param("id"))
	if err != nil {
		return answer{}, c.noFault(err)
	}
	return answer{body: showFault(&f)}, nil
}

func removeFault(c *call) (answer, error) {
	return answer{}, c.noFault(c.world.Faults().Remove(c.param("id")))
}

func (c *call) noFault(err error) error {
	if errors.Is(err, gate.ErrNoFault) {
		return missing("the sandbox %q has no fault %q", c.world.Name(), shorten(c.param("id")))
	}
	return err
}

func clearFaults(c *call) (answer, error) {
	c.world.Faults().Clear()
	return answer{}, nil
}
