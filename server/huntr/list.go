package huntr

import (
	"iter"
	"net/http"

	"mockserver/server/provider"
	"mockserver/store"
)

// list is one page being written: the newest objects first, from below the cursor.
type list struct {
	settings *Settings
	body     []byte
	limit    int
	below    *store.ObjectID // the cursor: a bound, not a look-up, so it need not exist (reference, A2)
	count    int
	last     store.ObjectID
	more     bool // something follows the page
}

// newList reads limit and next, and refuses the request when these or any parameter read before are faulty.
func (h *Huntr) newList(q *query, r *provider.Request) (*list, error) {
	settings := provider.SettingsOf(r.Sandbox.Settings("huntr"), &h.settings)
	l := &list{settings: settings, limit: q.limit(settings.MaxLimit), below: q.id("next")}
	if len(q.problems) > 0 {
		return nil, invalid(q.problems)
	}
	l.body = append(r.Buffer, `{"data":[`...)
	return l, nil
}

// fill writes the rows until the page is full.
func fill[T any](l *list, rows iter.Seq[*store.Row[T]], id func(*T) store.ObjectID, write func(dst []byte, row *store.Row[T]) []byte) {
	for row := range rows {
		if l.count == l.limit {
			l.more = true
			return
		}
		if l.count > 0 {
			l.body = append(l.body, ',')
		}
		l.body = write(l.body, row)
		l.count, l.last = l.count+1, id(&row.Value)
	}
}

// where leaves out the rows that do not match.
func where[T any](rows iter.Seq[*store.Row[T]], matches func(*T) bool) iter.Seq[*store.Row[T]] {
	return func(yield func(*store.Row[T]) bool) {
		for row := range rows {
			if matches(&row.Value) && !yield(row) {
				return
			}
		}
	}
}

// response closes the page with its cursor.
func (l *list) response() provider.Response {
	l.body = append(l.body, ']')
	switch {
	case l.count > 0 && (l.more || l.settings.LastPageNext == NextAlways):
		l.body = append(l.body, `,"next":"`...)
		l.body, _ = l.last.AppendText(l.body)
		l.body = append(l.body, '"')
	case l.settings.LastPageNext == NextNull:
		l.body = append(l.body, `,"next":null`...)
	}
	return object(append(l.body, '}'))
}

// object answers one JSON object.
func object(body []byte) provider.Response {
	return provider.Response{Status: http.StatusOK, ContentType: contentType, Body: body}
}

// pathID reads the id in the path.
func pathID(r *provider.Request) (store.ObjectID, error) {
	text := r.Param("id")
	id, err := store.ParseObjectID(text)
	if err != nil {
		return id, badPath(text)
	}
	return id, nil
}
