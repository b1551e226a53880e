package teamtailor

import (
	"cmp"
	"strconv"
	"strings"

	"mockserver/server/provider"
	"mockserver/store"
)

// list answers a page of all records of a type.
func (t *Teamtailor) list(res *resource) provider.Handler {
	return func(r *provider.Request) (provider.Response, error) {
		q, err := t.newQuery(r, res)
		if err != nil {
			return provider.Response{}, err
		}
		q.readList()
		if err := q.err(); err != nil {
			return provider.Response{}, err
		}
		body := r.Buffer
		err = r.Read(func(tx *store.Tx) error {
			d := t.newDocument(tx, r, q)
			body = d.appendPage(body, q, res.path, q.conditions(d))
			return nil
		})
		return q.page200(body), err
	}
}

// readList reads what a list takes, in the library's order.
func (q *query) readList() {
	q.readFields()
	q.readInclude()
	q.readFilters()
	q.readSort()
	q.readPage()
}

// appendPage writes the page of what meets the conditions.
func (d *document) appendPage(dst []byte, q *query, path string, conditions []condition) []byte {
	chosen := d.choose(q.res, conditions, q.order)
	p := q.page(path, chosen.size())
	rows := chosen.page(p.skip(), p.size)
	if q.ends {
		rows = nil
	}
	return d.appendMany(dst, q.res, rows, q.include, p)
}

// newDocument starts the document of a request.
func (t *Teamtailor) newDocument(tx *store.Tx, r *provider.Request, q *query) *document {
	d := &document{Teamtailor: t, tx: tx, now: r.Now, scope: r.Credential.Rights.(Rights).Scope, base: t.base(r)}
	if q != nil {
		d.fields = q.fields
	}
	return d
}

// base is the scheme and host in front of all paths that a document prints.
func (t *Teamtailor) base(r *provider.Request) string {
	return cmp.Or(t.publicURL(), provider.Origin(r.HTTP))
}

func (t *Teamtailor) publicURL() string { return strings.TrimSuffix(t.settings.PublicURL, "/") }

// show answers one record. Filters are checked, though they change nothing; page and sort are not even looked at.
func (t *Teamtailor) show(res *resource) provider.Handler {
	return func(r *provider.Request) (provider.Response, error) {
		q, err := t.newQuery(r, res)
		if err != nil {
			return provider.Response{}, err
		}
		q.readFields()
		q.readInclude()
		q.readFilters()
		id := q.readID(r.Param("id"))
		if err := q.err(); err != nil {
			return provider.Response{}, err
		}
		body := r.Buffer
		err = r.Read(func(tx *store.Tx) error {
			d := t.newDocument(tx, r, q)
			one, err := d.get(res, id, r.Param("id"))
			if err != nil {
				return err
			}
			body = d.appendOne(body, res, one, q.include)
			return nil
		})
		return document200(body), err
	}
}

// readID reads the id in the path.
func (q *query) readID(text string) int64 {
	id, ok := parseID(text)
	if !ok {
		q.refuse(invalidFieldValue.problem("%s is not a valid value for id.", text))
	}
	return id
}

// get finds the record that a request names. One that the key may not see is as if it were not there.
func (d *document) get(res *resource, id int64, text string) (*row, error) {
	one, ok := res.table.Get(d.tx, id)
	missing := notFound.problem("The record identified by %s could not be found.", text)
	if !ok {
		return nil, missing.because("no record of %s has the id %s", res.name, text).refuse()
	}
	if !d.sees(res, &one.Value) {
		return nil, missing.because("a key with the scope %s does not see the record %s of %s", d.scope, text, res.name).refuse()
	}
	return one, nil
}

// showRelated answers the record or the page of records that a relation leads to.
func (t *Teamtailor) showRelated(res *resource, relation int) provider.Handler {
	rel := &res.relations[relation]
	return func(r *provider.Request) (provider.Response, error) {
		q, err := t.newQuery(r, rel.to)
		if err != nil {
			return provider.Response{}, err
		}
		q.readList()
		id := q.readID(r.Param("id"))
		if err := q.err(); err != nil {
			return provider.Response{}, err
		}
		body := r.Buffer
		err = r.Read(func(tx *store.Tx) error {
			d := t.newDocument(tx, r, q)
			from, err := d.get(res, id, r.Param("id"))
			switch {
			case err != nil:
				return err
			case rel.many:
				path := res.path + "/" + strconv.FormatInt(from.Value.ID, 10) + "/" + rel.name
				body = d.appendPage(body, q, path, append(q.conditions(d), d.leadsTo(res, relation, &from.Value)))
			default:
				body = d.appendOne(body, rel.to, d.one(res, relation, &from.Value), q.include)
			}
			return nil
		})
		return q.page200(body), err
	}
}

// showLinkage answers what a relationship points at. Parameters are not looked at.
func (t *Teamtailor) showLinkage(res *resource, relation int) provider.Handler {
	return func(r *provider.Request) (provider.Response, error) {
		q, err := t.newQuery(r, res)
		if err != nil {
			return provider.Response{}, err
		}
		id := q.readID(r.Param("id"))
		if err := q.err(); err != nil {
			return provider.Response{}, err
		}
		body := append(r.Buffer, `{"data":`...)
		err = r.Read(func(tx *store.Tx) error {
			d := t.newDocument(tx, r, nil)
			from, err := d.get(res, id, r.Param("id"))
			if err != nil {
				return err
			}
			body = d.appendLinkage(body, res, relation, from)
			body = d.appendLinkageLinks(body, res, relation, from.Value.ID)
			return nil
		})
		return document200(body), err
	}
}

// appendLinkageLinks ends a linkage document with its links.
func (d *document) appendLinkageLinks(dst []byte, res *resource, relation int, id int64) []byte {
	self := d.base + res.path + "/" + strconv.FormatInt(id, 10)
	name := res.relations[relation].name
	dst = append(append(append(append(dst, `,"links":{"self":"`...), self...), "/relationships/"...), name...)
	dst = append(append(append(append(dst, `","related":"`...), self...), '/'), name...)
	return append(dst, `"}}`...)
}

// parseID reads an id as Ruby's Integer() does: 01, 0x1 and 1_0 are ids too. A number that is none of any record is
// read as -1.
func parseID(text string) (id int64, ok bool) {
	id, err := strconv.ParseInt(strings.TrimSpace(text), 0, 64)
	if isRange(err) {
		return -1, true
	}
	return id, err == nil
}
