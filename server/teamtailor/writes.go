package teamtailor

import (
	"net/http"
	"strconv"

	"mockserver/server/provider"
	"mockserver/store"
)

// create answers a POST to a type.
func (t *Teamtailor) create(res *resource) provider.Handler {
	return func(r *provider.Request) (provider.Response, error) {
		q, b, err := t.readWrite(r, res, "")
		if err != nil {
			return provider.Response{}, err
		}
		return t.answerWrite(r, q, func(d *document) (int64, error) { return d.createFrom(b) })
	}
}

// update answers a PATCH or PUT of a record. Both change only what they name.
func (t *Teamtailor) update(res *resource) provider.Handler {
	return func(r *provider.Request) (provider.Response, error) {
		text := r.Param("id")
		q, b, err := t.readWrite(r, res, text)
		if err != nil {
			return provider.Response{}, err
		}
		id, ok := parseID(text)
		if !ok {
			return provider.Response{}, invalidFieldValue.problem("%s is not a valid value for id.", text).refuse()
		}
		return t.answerWrite(r, q, func(d *document) (int64, error) {
			one, err := d.get(res, id, text)
			if err != nil {
				return 0, err
			}
			return id, d.updateFrom(b, &one.Value)
		})
	}
}

// readWrite reads the parameters and the document of a create, or of an update of the record with an id.
func (t *Teamtailor) readWrite(r *provider.Request, res *resource, id string) (*query, *body, error) {
	q, err := t.newQuery(r, res)
	if err != nil {
		return nil, nil, err
	}
	data, bad := resourceObject(r)
	if bad != nil && bad.code == badRequest {
		return nil, nil, bad.refuse()
	}
	q.readFields()
	q.readInclude()
	b := &body{Teamtailor: t, res: res, creating: id == ""}
	switch {
	case bad != nil:
	case b.creating:
		bad = b.readCreate(data)
	default:
		bad = b.readUpdate(data, id)
	}
	if bad != nil {
		q.refuse(*bad)
	}
	for _, l := range b.linkage {
		if to := res.relations[l.relation].to; to.scope > q.scope && q.scope < Admin {
			q.hidden = to
		}
	}
	if err := q.err(); err != nil {
		return nil, nil, err
	}
	return q, b, t.fetchAll(r, b)
}

// answerWrite runs a write and answers the record as it is then, with the status of the request's method.
func (t *Teamtailor) answerWrite(r *provider.Request, q *query, run func(*document) (int64, error)) (provider.Response, error) {
	response := document200(r.Buffer)
	err := r.Write(func(tx *store.Tx) error {
		d := t.newDocument(tx, r, q)
		id, err := run(d)
		if err != nil {
			return err
		}
		one, _ := q.res.table.Get(tx, id)
		response.Body = d.appendOne(response.Body, q.res, one, q.include)
		if r.HTTP.Method == http.MethodPost {
			response.Status = http.StatusCreated
			response.Header = []provider.Header{{Name: "Location", Value: d.base + q.res.path + "/" + strconv.FormatInt(id, 10)}}
		}
		return nil
	})
	return response, err
}

// createFrom makes a record, or changes the one that the create means.
func (d *document) createFrom(b *body) (int64, error) {
	c := &change{document: d, res: b.res, record: b.res.newRecord()}
	c.apply(b)
	if b.res.twin != nil {
		if twin, ok := b.res.twin(c); ok {
			return twin.ID, d.updateFrom(b, twin)
		}
	}
	err := c.finish(b)
	return c.record.ID, err
}

// updateFrom changes a record.
func (d *document) updateFrom(b *body, before *Record) error {
	c := &change{document: d, res: b.res, before: before, record: before.clone()}
	c.apply(b)
	return c.finish(b)
}

func (c *change) finish(b *body) error {
	if !c.targetsExist(b) {
		return serverError.problem("Internal Server Error").because("a list of the request names a record that is not there; the library fails at it").refuse()
	}
	if err := c.save(); err != nil {
		return err
	}
	return c.applyInverse(b)
}
