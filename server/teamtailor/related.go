package teamtailor

import "slices"

// one is the record that a relation to one points at; nil for none and for one that the key may not see.
func (d *document) one(res *resource, relation int, from *Record) *row {
	id := from.One[relation]
	if id == 0 {
		return nil
	}
	to := res.relations[relation].to
	if known, ok := d.entries[identifier{to, id}]; ok {
		return known.row
	}
	target, ok := to.table.Get(d.tx, id)
	if !ok || !d.sees(to, &target.Value) {
		return nil
	}
	return target
}

// sees tells whether the key may see a record.
func (d *document) sees(res *resource, record *Record) bool {
	return res.visible == nil || res.visible(d.scope, record, d.now)
}

// related is the records that a relation to many leads to, in the order of ids.
func (d *document) related(res *resource, relation int, from *Record) *selection {
	among := d.leadsTo(res, relation, from)
	return &selection{spans: among.spans, rows: among.rows}
}

// leadsTo is the condition to be one of the records that a relation to many leads to.
func (d *document) leadsTo(res *resource, relation int, from *Record) condition {
	rel := &res.relations[relation]
	if rel.inverse != "" {
		return d.keyed(rel.to, rel.to.mustColumn(rel.inverse), []key{relationKey(from.ID)})
	}
	ids := from.Many[relation]
	if rel.through != nil {
		ids = d.idsThrough(rel.through, from.ID)
	}
	var rows []*row
	for _, id := range ids {
		if target, ok := rel.to.table.Get(d.tx, id); ok {
			rows = append(rows, target)
		}
	}
	return condition{rows: rows, tests: func(r *Record) bool {
		_, found := slices.BinarySearch(ids, r.ID)
		return found
	}}
}

// idsThrough is the sorted ids at the end of a way over a third type.
func (d *document) idsThrough(way *through, id int64) []int64 {
	over := d.resource(way.over)
	from, onto := over.mustColumn(way.from), over.mustColumn(way.onto)
	var ids []int64
	for between := range over.indexes[from].Of(d.tx, relationKey(id)).Forward(0) {
		if target := between.Value.One[onto.n]; target != 0 {
			ids = append(ids, target)
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}
