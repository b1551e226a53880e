package teamtailor

import (
	"slices"

	"mockserver/store"
)

// change is one record on its way into its table, in a write transaction. Its rules find what was there before, what
// the request gave and what will be; what they find wrong becomes the 422.
type change struct {
	*document
	res      *resource
	before   *Record // nil: it is being created
	record   Record
	problems []problem
}

// get is the value that an attribute will have.
func (c *change) get(name string) any { return c.record.Values[c.res.mustColumn(name).n] }

// text is the text that an attribute will have, empty for null.
func (c *change) text(name string) string {
	text, _ := c.get(name).(string)
	return text
}

// set changes what an attribute will have.
func (c *change) set(name string, to any) { c.record.Values[c.res.mustColumn(name).n] = to }

// to is the record that a relation will point at, nil for none and for one that is not there.
func (c *change) to(name string) *row { return c.one(c.res, c.res.mustColumn(name).n, &c.record) }

// points changes what a relation will point at.
func (c *change) points(name string, to int64) { c.record.One[c.res.mustColumn(name).n] = to }

// changed tells whether an attribute or relation will differ from before; of a new record everything does.
func (c *change) changed(name string) bool {
	col := c.res.mustColumn(name)
	return c.before == nil || compareKeys(c.res.key(col, c.before, c.now), c.res.key(col, &c.record, c.now)) != 0
}

// invalid adds a validation error, worded as Rails words it.
func (c *change) invalid(name, message string) {
	pointer := "/data/attributes/" + name
	if c.res.mustColumn(name).of == aRelation {
		pointer = "/data/relationships/" + name
	}
	p := invalid.problem("%s - %s", name, message)
	p.Title, p.Source = message, &source{pointer}
	c.problems = append(c.problems, p)
}

// invalidBase adds a validation error of the whole record.
func (c *change) invalidBase(message string) {
	p := invalid.problem("%s", message)
	p.Title, p.Source = message, &source{"/data"}
	c.problems = append(c.problems, p)
}

// require has an attribute or relation be there.
func (c *change) require(name string) {
	col := c.res.mustColumn(name)
	if col.of == aRelation && c.to(name) == nil || col.of == anAttribute && (c.get(name) == nil || c.get(name) == "") {
		c.invalid(name, "can't be blank")
	}
}

// save lets the resource's rules have their say and puts the record, or refuses it.
func (c *change) save() error {
	for i := range c.res.attributes {
		if c.res.attributes[i].access == writeOnly {
			c.record.Values[i] = nil
		}
	}
	if c.res.settle != nil {
		c.res.settle(c)
	}
	if len(c.problems) > 0 {
		return refuseAll(c.problems)
	}
	if c.before == nil {
		c.record.ID = nextID(c.tx, c.res)
	}
	c.res.table.Put(c.tx, c.record)
	if c.before == nil && c.res.created != nil {
		c.res.created(c)
	}
	c.tell()
	return nil
}

// nextID is one more than the highest id of a type. Nothing is ever deleted, so no id comes twice.
func nextID(tx *store.Tx, res *resource) int64 {
	for last := range res.table.Backward(tx, nil) {
		return last.Value.ID + 1
	}
	return 1
}

// apply sets what the request gave, but for lists of records whose own relation points back: see applyInverse.
func (c *change) apply(b *body) {
	for _, g := range b.attributes {
		a := &c.res.attributes[g.attribute]
		if a.access == ignored {
			continue
		}
		c.record.Values[g.attribute] = c.cast(a, g.value)
	}
	for _, l := range b.linkage {
		rel := &c.res.relations[l.relation]
		switch {
		case !rel.many:
			c.record.One[l.relation] = firstOr0(l.ids)
		case rel.inverse == "":
			c.record.Many[l.relation] = sorted(l.ids)
		}
	}
}

func firstOr0(ids []int64) int64 {
	if len(ids) == 0 {
		return 0
	}
	return ids[0]
}

func sorted(ids []int64) []int64 {
	ids = slices.Clone(ids)
	slices.Sort(ids)
	return slices.Compact(ids)
}

// among tells whether an id is one of some sorted ones.
func among(ids []int64, id int64) bool {
	_, found := slices.BinarySearch(ids, id)
	return found
}

// targetsExist tells whether all records are there that the request's lists name.
func (c *change) targetsExist(b *body) bool {
	for _, l := range b.linkage {
		rel := &c.res.relations[l.relation]
		for _, id := range l.ids {
			if _, ok := rel.to.table.Get(c.tx, id); rel.many && !ok {
				return false
			}
		}
	}
	return true
}

// applyInverse replaces the lists of records whose own relation points back, by changing these records under their own
// rules: those no longer named point at nothing, those named point here.
func (c *change) applyInverse(b *body) error {
	for _, l := range b.linkage {
		rel := &c.res.relations[l.relation]
		if !rel.many || rel.inverse == "" {
			continue
		}
		var leaving []int64
		staying := sorted(l.ids)
		for _, member := range c.related(c.res, l.relation, &c.record).all() {
			if !among(staying, member.Value.ID) {
				leaving = append(leaving, member.Value.ID)
			}
		}
		if err := c.repointAll(rel, leaving, 0); err != nil {
			return err
		}
		if err := c.repointAll(rel, l.ids, c.record.ID); err != nil {
			return err
		}
	}
	return nil
}

// repointAll changes the relation by which some records point back.
func (d *document) repointAll(rel *relation, ids []int64, to int64) error {
	for _, id := range ids {
		member, _ := rel.to.table.Get(d.tx, id)
		if err := d.repoint(rel, &member.Value, to); err != nil {
			return err
		}
	}
	return nil
}

// repoint changes the relation by which a record points back.
func (d *document) repoint(rel *relation, member *Record, to int64) error {
	back := rel.to.mustColumn(rel.inverse)
	if member.One[back.n] == to {
		return nil
	}
	c := &change{document: d, res: rel.to, before: member, record: member.clone()}
	c.record.One[back.n] = to
	return c.save()
}
