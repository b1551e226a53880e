package gate

import "bytes"

// answers keeps the response bodies of a journal. Clients that poll get the same bytes again and again: these are kept
// once, for all slots that tell of them. Its journal's lock covers it.
type answers struct {
	last  map[string]*answer // the latest of each target
	spare *answer            // memory to use again
	size  int64              // bytes held
}

// answer is a response body, never changed while a slot has it.
type answer struct {
	target string
	bytes  []byte
	slots  int
}

// keep is an answer with that body: the latest of its target if that has the same, else a copy.
func (a *answers) keep(target string, body []byte) *answer {
	if last := a.last[target]; last != nil && bytes.Equal(last.bytes, body) {
		last.slots++
		return last
	}
	fresh := a.spare
	if fresh == nil {
		fresh = new(answer)
	}
	a.spare = nil
	a.size -= int64(cap(fresh.bytes))
	fresh.target, fresh.bytes, fresh.slots = target, append(fresh.bytes[:0], body...), 1
	a.size += int64(cap(fresh.bytes))
	if a.last == nil {
		a.last = map[string]*answer{}
	}
	a.last[target] = fresh
	return fresh
}

// release takes an answer back from a slot; nil is none.
func (a *answers) release(given *answer) {
	if given == nil {
		return
	}
	given.slots--
	if given.slots > 0 {
		return
	}
	if a.last[given.target] == given {
		delete(a.last, given.target)
	}
	a.dropSpare()
	a.spare = given
}

// dropSpare leaves unused memory to the garbage collector.
func (a *answers) dropSpare() {
	if a.spare != nil {
		a.size -= int64(cap(a.spare.bytes))
		a.spare = nil
	}
}
