package teamtailor

import (
	"strconv"

	"mockserver/seeds"
	"mockserver/server/provider"
	"mockserver/store"
)

// loader puts one section of a seed into an empty sandbox. The resources are read by their schema: attributes and
// relations are called as on the wire, relations take ids or labels.
type loader struct {
	*document
	file   *seeds.File
	names  map[*resource]*seeds.Labels[int64]
	drafts []*draft
}

// draft is one explicit record of a seed.
type draft struct {
	res    *resource
	id     int64
	node   seeds.Node
	values map[string]seeds.Node
}

// load fills the tables from a section of a seed; see provider.Provider.Load. All records get their names first, so
// that a relation may lead forwards and backwards; those with a place to find come last.
func (t *Teamtailor) load(tx *store.Tx, node seeds.Node) []store.Credential {
	l := &loader{document: &document{Teamtailor: t, tx: tx, now: tx.Now(), scope: Admin}, file: node.File, names: map[*resource]*seeds.Labels[int64]{}}
	parts := node.Members(t.sectionNames())
	for _, res := range t.resources {
		l.names[res] = seeds.NewLabels(res.one, positiveID)
		if list, given := parts[res.name]; given {
			l.draft(res, list)
		}
	}
	l.fillAll(func(res *resource) bool { return res.place == nil })
	l.addMissingStages()
	l.fillAll(func(res *resource) bool { return res.place != nil })
	l.checkAll()
	for _, res := range t.resources {
		provider.PutAll(tx, t.labels, res.one, l.names[res])
	}
	if list, given := parts["webhooks"]; given {
		t.webhooks.Load(tx, l.file, "teamtailor", decoded[[]provider.SeedWebhook](list))
	}
	if list, given := parts["generate"]; given {
		l.generate(list)
	}
	if list, given := parts["keys"]; given {
		return l.keys(list)
	}
	return nil
}

func positiveID(text string) (int64, bool) {
	id, err := strconv.ParseInt(text, 10, 64)
	return id, err == nil && id > 0
}

// draft names the records of a list. Those without an id of their own are numbered behind the highest that is given.
func (l *loader) draft(res *resource, list seeds.Node) {
	first, highest := len(l.drafts), int64(0)
	for _, item := range list.Items() {
		d := &draft{res: res, node: item, values: item.Members(res.seedNames())}
		if node, given := d.values["id"]; given {
			d.id = l.id(node)
			highest = max(highest, d.id)
		}
		l.drafts = append(l.drafts, d)
	}
	for _, d := range l.drafts[first:] {
		if _, given := d.values["id"]; !given {
			highest++
			d.id = highest
		}
		var ref seeds.Text
		if node, given := d.values["ref"]; given {
			node.Decode(&ref)
		}
		l.names[res].Define(l.file, d.id, d.node.Pos(), ref)
	}
}

// maxID bounds the ids of a seed: new records get the ids after the highest, which must not wrap.
const maxID = 1 << 62

func (l *loader) id(node seeds.Node) int64 {
	var text seeds.Text
	node.Decode(&text)
	id, ok := positiveID(text.Value)
	switch {
	case id > maxID:
		l.file.Faultf(text.Pos, "a teamtailor id is at most %d, so that others can follow, not %q", int64(maxID), text.Value)
		return 0
	case !ok && text.Given():
		l.file.Faultf(text.Pos, "a teamtailor id is a positive whole number, not %q", text.Value)
	}
	return id
}

// seedNames are the keys that a record of a seed takes.
func (r *resource) seedNames() []string {
	names := []string{"id", "ref"}
	for i := range r.attributes {
		if r.attributes[i].inSeeds() {
			names = append(names, r.attributes[i].name)
		}
	}
	for i := range r.relations {
		if r.relations[i].inSeeds() {
			names = append(names, r.relations[i].name)
		}
	}
	return names
}

func (a *attribute) inSeeds() bool { return a.derive == nil && (a.printed() || a.seeded) }

// inSeeds: what follows from other records is not repeated in a seed.
func (r *relation) inSeeds() bool { return r.through == nil && r.inverse == "" }

// fillAll puts the drafted records of some types.
func (l *loader) fillAll(of func(*resource) bool) {
	for _, d := range l.drafts {
		if of(d.res) {
			l.fill(d)
		}
	}
}

func (l *loader) fill(d *draft) {
	record := d.res.newRecord()
	record.ID = d.id
	l.fillTimes(d, &record)
	for i := range d.res.attributes {
		a := &d.res.attributes[i]
		if node, given := d.values[a.name]; given && a.inSeeds() {
			record.Values[i] = l.read(a, node)
		}
	}
	for i := range d.res.relations {
		l.fillRelation(d, i, &record)
	}
	if d.res.place != nil {
		d.res.place(l, d, &record)
	}
	d.res.table.Put(l.tx, record)
}

// fillTimes dates a record for which the seed gives no times.
func (l *loader) fillTimes(d *draft, record *Record) {
	for _, name := range []string{"created-at", "updated-at"} {
		if i := d.res.attribute(name); i >= 0 {
			record.Values[i] = momentOf(l.now)
		}
	}
}

func (l *loader) fillRelation(d *draft, i int, record *Record) {
	rel := &d.res.relations[i]
	node, given := d.values[rel.name]
	switch {
	case !rel.inSeeds() || rel.placed:
	case !given && rel.needed:
		l.file.Faultf(d.node.Pos(), "the %s has no %s", d.res.one, rel.name)
	case !given:
	case rel.many:
		var members []seeds.Text
		node.Decode(&members)
		for _, member := range members {
			if id, ok := l.names[rel.to].Resolve(l.file, member); ok {
				record.Many[i] = append(record.Many[i], id)
			}
		}
		record.Many[i] = sorted(record.Many[i])
	default:
		var target seeds.Text
		if node.Decode(&target); target.Given() {
			record.One[i], _ = l.names[rel.to].Resolve(l.file, target)
		}
	}
}
