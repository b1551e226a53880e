package teamtailor

import (
	"net/http"
	"slices"
	"strconv"

	"mockserver/server/provider"
	"mockserver/store"
)

// linkageWrite is one write to a relationship endpoint.
type linkageWrite struct {
	*document
	res      *resource
	relation int
	rel      *relation
	from     *row
	ids      []int64
}

// replaceLinkage answers PATCH: a relation to one is set, one to many cannot be replaced.
func (t *Teamtailor) replaceLinkage(res *resource, relation int) provider.Handler {
	if res.relations[relation].many {
		return t.writeLinkage(res, relation, func(*linkageWrite) error {
			return setForbidden.problem("Complete replacement forbidden for this relationship").refuse()
		})
	}
	return t.writeLinkage(res, relation, func(w *linkageWrite) error { return w.point(firstOr0(w.ids)) })
}

// addLinkage answers POST: a relation to many gets members.
func (t *Teamtailor) addLinkage(res *resource, relation int) provider.Handler {
	return t.writeLinkage(res, relation, (*linkageWrite).add)
}

// removeLinkage answers DELETE: a relation to one points at nothing, one to many loses members.
func (t *Teamtailor) removeLinkage(res *resource, relation int) provider.Handler {
	if !res.relations[relation].many {
		return t.writeLinkage(res, relation, func(w *linkageWrite) error { return w.point(0) })
	}
	return t.writeLinkage(res, relation, (*linkageWrite).remove)
}

// writeLinkage reads a request to a relationship endpoint and runs the write.
func (t *Teamtailor) writeLinkage(res *resource, relation int, run func(*linkageWrite) error) provider.Handler {
	rel := &res.relations[relation]
	return func(r *provider.Request) (provider.Response, error) {
		text := r.Param("id")
		ids, bad := readLinkage(r, rel)
		if bad != nil {
			return provider.Response{}, bad.refuse()
		}
		id, ok := parseID(text)
		if !ok {
			return provider.Response{}, invalidFieldValue.problem("%s is not a valid value for id.", text).refuse()
		}
		err := r.Write(func(tx *store.Tx) error {
			d := t.newDocument(tx, r, nil)
			from, err := d.get(res, id, text)
			if err != nil {
				return err
			}
			return run(&linkageWrite{d, res, relation, rel, from, ids})
		})
		return provider.Response{Status: http.StatusNoContent, Body: r.Buffer}, err
	}
}

// readLinkage reads the ids of a linkage document. The relations that nobody can write are refused here.
func readLinkage(r *provider.Request, rel *relation) ([]int64, *problem) {
	top, bad := decodeDocument(r.Body)
	if bad != nil {
		return nil, bad
	}
	data, given := top.get("data")
	switch {
	case r.HTTP.Method == http.MethodDelete && !rel.many:
		return nil, nil
	case !given:
		return nil, missing("data")
	case rel.derived() && r.HTTP.Method != http.MethodPatch && r.HTTP.Method != http.MethodPut:
		return nil, notAllowed(rel.name)
	case !rel.many:
		return readOne(rel, data)
	default:
		return readMany(rel, data)
	}
}

// point sets a relation to one under the record's rules.
func (w *linkageWrite) point(to int64) error {
	c := w.change()
	c.record.One[w.relation] = to
	return c.save()
}

func (w *linkageWrite) change() *change {
	return &change{document: w.document, res: w.res, before: &w.from.Value, record: w.from.Value.clone()}
}

// members is the ids that a relation to many has now, sorted.
func (w *linkageWrite) members() []int64 {
	members := w.related(w.res, w.relation, &w.from.Value).all()
	ids := make([]int64, 0, len(members)+len(w.ids))
	for _, member := range members {
		ids = append(ids, member.Value.ID)
	}
	return ids
}

func (w *linkageWrite) add() error {
	members := w.members()
	for _, id := range w.ids {
		if among(members, id) {
			return relationExists.problem("The relation to %d already exists.", id).refuse()
		}
		if _, ok := w.rel.to.table.Get(w.tx, id); !ok {
			return notFound.problem("The record identified by unspecified could not be found.").because("no record of %s has the id %d", w.rel.target, id).refuse()
		}
	}
	if w.rel.inverse == "" {
		return w.keep(append(members, w.ids...))
	}
	return w.repointAll(w.rel, w.ids, w.from.Value.ID)
}

func (w *linkageWrite) remove() error {
	members := w.members()
	var leaving []int64
	for _, id := range w.ids {
		if _, ok := w.rel.to.table.Get(w.tx, id); !ok {
			return notFound.problem("The record identified by %s could not be found.", strconv.FormatInt(id, 10)).refuse()
		}
		if among(members, id) {
			leaving = append(leaving, id)
		}
	}
	if w.rel.inverse == "" {
		gone := sorted(leaving)
		return w.keep(slices.DeleteFunc(members, func(id int64) bool { return among(gone, id) }))
	}
	return w.repointAll(w.rel, leaving, 0)
}

// keep sets the list that the record itself keeps.
func (w *linkageWrite) keep(ids []int64) error {
	c := w.change()
	c.record.Many[w.relation] = sorted(ids)
	return c.save()
}
