package teamtailor

// branch is a type and the relations of it that a request includes, by their place in the schema.
type branch struct {
	res      *resource
	children []*branch // nil where a relation is not included
	leaf     bool      // none is
}

func newBranch(res *resource) *branch {
	return &branch{res: res, children: make([]*branch, len(res.relations)), leaf: true}
}

// child finds or adds the branch of a relation.
func (b *branch) child(relation int) *branch {
	if b.children[relation] == nil {
		b.children[relation], b.leaf = newBranch(b.res.relations[relation].to), false
	}
	return b.children[relation]
}

// compound is what a document includes. Every resource is in it once, with the union of the relations under which it
// was reached, so that every included object is linked to (full linkage).
type compound struct {
	entries map[identifier]*entry
	groups  []group           // by type, in the order in which types were first reached
	walked  map[step]struct{} // nil until an include is nested
}

// step is one record at one place of the include tree.
type step struct {
	from *entry
	at   *branch
}

type identifier struct {
	res *resource
	id  int64
}

type entry struct {
	row      *row
	included mask
}

type group struct {
	res     *resource
	entries []*entry
}

// reachAll walks the relations to include from the primary rows, depth first, and returns what each of these includes.
func (d *document) reachAll(res *resource, primary []*row, include *branch) []mask {
	masks := make([]mask, len(primary))
	if include == nil {
		return masks
	}
	d.entries = make(map[identifier]*entry, 2*len(primary))
	reached := make([]entry, len(primary))
	for i, one := range primary {
		reached[i].row = one
		d.entries[identifier{res, one.Value.ID}] = &reached[i]
	}
	for i := range reached {
		d.reach(&reached[i], include)
	}
	for i := range reached {
		masks[i] = reached[i].included
	}
	return masks
}

// reach follows the included relations of one record, in the order of the schema.
func (d *document) reach(from *entry, include *branch) {
	for i, child := range include.children {
		if child == nil {
			continue
		}
		from.included.add(i)
		if !include.res.relations[i].many {
			if target := d.one(include.res, i, &from.row.Value); target != nil {
				d.step(d.enter(child.res, target), child)
			}
			continue
		}
		for _, target := range d.related(include.res, i, &from.row.Value).all() {
			d.step(d.enter(child.res, target), child)
		}
	}
}

// step goes on from a record that was reached, at each place of the include tree once: the ways from a record back to
// itself multiply with every level.
func (d *document) step(from *entry, include *branch) {
	if include.leaf {
		return
	}
	this := step{from, include}
	if _, again := d.walked[this]; again {
		return
	}
	if d.walked == nil {
		d.walked = map[step]struct{}{}
	}
	d.walked[this] = struct{}{}
	d.reach(from, include)
}

// enter finds or adds a resource that was reached.
func (d *document) enter(res *resource, target *row) *entry {
	at := identifier{res, target.Value.ID}
	if known, ok := d.entries[at]; ok {
		return known
	}
	added := &entry{row: target}
	d.entries[at] = added
	for i := range d.groups {
		if d.groups[i].res == res {
			d.groups[i].entries = append(d.groups[i].entries, added)
			return added
		}
	}
	d.groups = append(d.groups, group{res, []*entry{added}})
	return added
}

// appendIncluded writes what was reached, grouped by type; the member is absent when that is nothing.
func (d *document) appendIncluded(dst []byte) []byte {
	if len(d.groups) == 0 {
		return dst
	}
	dst = append(dst, `,"included":[`...)
	for i, g := range d.groups {
		for j, one := range g.entries {
			if i+j > 0 {
				dst = append(dst, ',')
			}
			dst = d.appendObject(dst, d.shape(g.res, one.included), one.row)
		}
	}
	return append(dst, ']')
}
