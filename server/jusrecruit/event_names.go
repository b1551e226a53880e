package jusrecruit

import (
	"slices"
	"strings"
)

// EventNames are names of a user's own for events, by ours: the vendor's are unknown.
type EventNames map[string]string

// maxEventName bounds the name of an event, in characters.
const maxEventName = 64

// RenameEvents reads names of events as candidate.created=CANDIDATE_CREATED, several with commas between them. It reports
// whether the text is accepted: it names events that there are, none twice, and no two get the same name.
func (s *Settings) RenameEvents(text string) bool {
	names := EventNames{}
	taken := eventNames()
	for item := range strings.SplitSeq(text, ",") {
		ours, theirs, _ := strings.Cut(strings.TrimSpace(item), "=")
		if _, again := names[ours]; again || !slices.Contains(eventNames(), ours) || !isEventName(theirs) || slices.Contains(taken, theirs) && theirs != ours {
			return false
		}
		names[ours] = theirs
		taken = append(taken, theirs)
	}
	s.EventNames = names
	return true
}

// isEventName reports whether a text may stand in a header and in a list with commas.
func isEventName(text string) bool {
	strange := func(r rune) bool {
		letter, digit := 'a' <= r|0x20 && r|0x20 <= 'z', '0' <= r && r <= '9'
		return !letter && !digit && !strings.ContainsRune("._-:/", r)
	}
	return text != "" && len(text) <= maxEventName && !strings.ContainsFunc(text, strange)
}

// eventName is what the API calls an event. A name that is not one of ours stays.
func (j *JusRecruit) eventName(ours string) string {
	if theirs, renamed := j.settings.EventNames[ours]; renamed {
		return theirs
	}
	return ours
}

// eventNames are the names of all events as the API has them, in our order.
func (j *JusRecruit) eventNames() []string {
	names := eventNames()
	for i := range names {
		names[i] = j.eventName(names[i])
	}
	return names
}
