package plain

import (
	"iter"
	"net/http"

	"mockserver/server/provider"
	"mockserver/server/resource"
	"mockserver/store"
)

// Manner is how a vendor answers: lists by cursor, the newest records first, from below an id.
type Manner struct {
	ContentType string
	Limit       func(q *Query, r *provider.Request) int // reads the greatest number of records to return
	Cursor      string                                  // the parameter that has the id
	Next        func(r *provider.Request) LastPage      // what the last page shows as its cursor
	Refuse      func([]Problem) error                   // refuses a request for its faulty parameters
	BadID       func(text string) error                 // refuses an id in the path that is none
	Missing     *provider.Code                          // no record has the id in the path
}

// LastPage is what a list shows as its cursor when nothing follows.
type LastPage int

// The ways to end a list.
const (
	LastID   LastPage = iota // the last record's id whenever there is one; nothing on an empty page
	Absent                   // nothing
	NullNext                 // null
)

// List answers pages of a resource's records, narrowed by filters and by a window, which may be nil.
func List[T any](how *Manner, of *resource.Resource[T], view *View[T], window *Window[T], filters ...Filter[T]) provider.Handler {
	return func(r *provider.Request) (provider.Response, error) {
		q := ReadQuery(r)
		s := &selection[T]{of: of, window: window}
		for _, filter := range filters {
			if c := filter.read(q); c != nil {
				s.conditions = append(s.conditions, c)
			}
		}
		if window != nil {
			s.after, s.before = q.Seconds(window.after), q.Seconds(window.before)
		}
		return Page(how, q, r, func(tx *store.Tx, below *store.ObjectID) iter.Seq[*store.Row[T]] { return s.rows(tx, below) },
			of.ID, view.Append)
	}
}

// Page answers one page of rows that are walked from below an id.
func Page[T any](how *Manner, q *Query, r *provider.Request, rows func(*store.Tx, *store.ObjectID) iter.Seq[*store.Row[T]], id func(*T) store.ObjectID, write func(*store.Tx, []byte, *store.Row[T]) []byte) (provider.Response, error) {
	p := &page{how: how, limit: how.Limit(q, r)}
	below := q.ID(how.Cursor)
	if len(q.Problems) > 0 {
		return provider.Response{}, how.Refuse(q.Problems)
	}
	p.body = append(r.Buffer, `{"data":[`...)
	if r.EndsBefore {
		return p.close(how.Next(r)), nil
	}
	err := r.Read(func(tx *store.Tx) error {
		var last *store.Row[T]
		for row := range rows(tx, below) {
			if p.count == p.limit {
				p.more = true
				break
			}
			if p.count > 0 {
				p.body = append(p.body, ',')
			}
			p.body = write(tx, p.body, row)
			p.count++
			last = row
		}
		if last != nil {
			p.last = id(&last.Value)
		}
		return nil
	})
	return p.close(how.Next(r)), err
}

// page is one page being written.
type page struct {
	how   *Manner
	body  []byte
	limit int
	count int
	last  store.ObjectID
	more  bool // something follows the page
}

// close ends the page with its cursor.
func (p *page) close(last LastPage) provider.Response {
	p.body = append(p.body, ']')
	switch {
	case p.count > 0 && (p.more || last == LastID):
		p.body = append(append(append(p.body, `,"`...), p.how.Cursor...), `":"`...)
		p.body, _ = p.last.AppendText(p.body)
		p.body = append(p.body, '"')
	case last == NullNext:
		p.body = append(append(append(p.body, `,"`...), p.how.Cursor...), `":null`...)
	}
	return p.how.object(append(p.body, '}'))
}

func (c *Manner) object(body []byte) provider.Response {
	return provider.Response{Status: http.StatusOK, ContentType: c.ContentType, Body: body}
}

// Show answers one record, by the id in the path.
func Show[T any](how *Manner, of *resource.Resource[T], view *View[T]) provider.Handler {
	return func(r *provider.Request) (provider.Response, error) {
		text := r.Param("id")
		id, err := store.ParseObjectID(text)
		if err != nil {
			return provider.Response{}, how.BadID(text)
		}
		body := r.Buffer
		err = r.Read(func(tx *store.Tx) error {
			row, ok := of.Get(tx, id)
			if !ok {
				return provider.Refuse(how.Missing, "no %s has the id %s", of.One, id)
			}
			body = view.Append(tx, body, row)
			return nil
		})
		return how.object(body), err
	}
}
