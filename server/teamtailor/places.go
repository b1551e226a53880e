package teamtailor

// places finds members by name: in a short list by looking, in a long one, which only a client up to no good sends, by
// a map, so that no request costs more than its length.
type places map[string]int

// fewMembers is how many members are faster looked through than hashed.
const fewMembers = 16

// note takes the last of so many members in. It is called after each of them was appended.
func (p *places) note(count int, name func(int) string) {
	if count <= fewMembers {
		return
	}
	if *p == nil {
		*p = make(places, 2*count)
		for i := range count {
			(*p)[name(i)] = i
		}
	}
	(*p)[name(count-1)] = count - 1
}

// find is where the member with a name stands among so many, -1 when there is none.
func (p places) find(wanted string, count int, name func(int) string) int {
	if p != nil {
		if i, ok := p[wanted]; ok {
			return i
		}
		return -1
	}
	for i := range count {
		if name(i) == wanted {
			return i
		}
	}
	return -1
}
