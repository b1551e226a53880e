package gate

import (
	"cmp"
	"fmt"
	"slices"

	"mockserver/server/provider"
)

// nearestMisses is how many misses a verdict shows.
const nearestMisses = 3

// Verify compares the journal with an expectation. What is wrong with the expectation is a *provider.FieldError.
func (j *Journal) Verify(expected Expectation) (Verdict, error) {
	test, err := expected.Match.compile()
	if err != nil {
		return Verdict{}, err
	}
	if len(expected.Order) > 0 {
		if len(test.checks) > 0 || expected.Count != nil || expected.AtLeast != nil || expected.AtMost != nil {
			return Verdict{}, provider.BadField("order", "stands alone, without match and counts")
		}
		return j.verifyOrder(expected.Order, expected.Match.After)
	}
	least, most, wanted, err := expected.bounds()
	if err != nil {
		return Verdict{}, err
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	verdict := Verdict{Wanted: wanted, Lost: j.first - j.base}
	var misses []near
	for n := max(j.first, test.After); n < j.count; n++ {
		differs := test.differs(j.slot(n))
		if len(differs) == 0 {
			verdict.Numbers = append(verdict.Numbers, n+1)
			continue
		}
		misses = append(misses, near{n, differs})
	}
	verdict.Found = len(verdict.Numbers)
	verdict.OK = verdict.Found >= least && (most < 0 || verdict.Found <= most)
	if verdict.Found < least {
		verdict.Nearest = j.nearestLocked(misses)
	}
	return verdict, nil
}

// bounds reads how many exchanges are wanted; a most below 0 is any number.
func (e *Expectation) bounds() (least, most int, wanted string, err error) {
	for _, given := range []struct {
		name  string
		value *int
	}{{"count", e.Count}, {"at_least", e.AtLeast}, {"at_most", e.AtMost}} {
		if given.value != nil && *given.value < 0 {
			return 0, 0, "", provider.BadField(given.name, "must be at least 0, not %d", *given.value)
		}
	}
	switch {
	case e.Count != nil && (e.AtLeast != nil || e.AtMost != nil):
		return 0, 0, "", provider.BadField("count", "stands alone, without at_least and at_most")
	case e.Count != nil:
		return *e.Count, *e.Count, fmt.Sprintf("exactly %d", *e.Count), nil
	case e.AtLeast != nil && e.AtMost != nil:
		if *e.AtMost < *e.AtLeast {
			return 0, 0, "", provider.BadField("at_most", "is less than at_least")
		}
		return *e.AtLeast, *e.AtMost, fmt.Sprintf("%d to %d", *e.AtLeast, *e.AtMost), nil
	case e.AtMost != nil:
		return 0, *e.AtMost, fmt.Sprintf("at most %d", *e.AtMost), nil
	case e.AtLeast != nil:
		return *e.AtLeast, -1, fmt.Sprintf("at least %d", *e.AtLeast), nil
	default:
		return 1, -1, "at least 1", nil
	}
}

// verifyOrder looks for one exchange for each filter, each behind the one before, all behind a number.
func (j *Journal) verifyOrder(order []Filter, after int64) (Verdict, error) {
	tests := make([]*test, len(order))
	for i, filter := range order {
		var err error
		if tests[i], err = filter.compile(); err != nil {
			return Verdict{}, fmt.Errorf("order[%d]: %w", i, err)
		}
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	verdict := Verdict{Wanted: fmt.Sprintf("%d in this order", len(order)), Lost: j.first - j.base}
	at := max(j.first, after)
	for step, test := range tests {
		var misses []near
		found := false
		for at = max(at, test.After); at < j.count && !found; at++ {
			differs := test.differs(j.slot(at))
			if found = len(differs) == 0; found {
				verdict.Numbers = append(verdict.Numbers, at+1)
			} else {
				misses = append(misses, near{at, differs})
			}
		}
		if !found {
			verdict.Found, verdict.Step, verdict.Nearest = step, step, j.nearestLocked(misses)
			return verdict, nil
		}
	}
	verdict.OK, verdict.Found, verdict.Step = true, len(order), len(order)
	return verdict, nil
}

// near is an exchange that was not meant.
type near struct {
	n       int64
	differs []Difference
}

// nearestLocked picks the misses that differ least, the latest first among equals.
func (j *Journal) nearestLocked(misses []near) []Miss {
	slices.SortFunc(misses, func(a, b near) int {
		return cmp.Or(cmp.Compare(len(a.differs), len(b.differs)), cmp.Compare(b.n, a.n))
	})
	misses = misses[:min(len(misses), nearestMisses)]
	nearest := make([]Miss, len(misses))
	for i, m := range misses {
		nearest[i] = Miss{j.slot(m.n).export(), m.differs}
	}
	return nearest
}
