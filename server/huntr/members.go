package huntr

import (
	"mockserver/server/provider"
	"mockserver/store"
)

// Member is a job seeker of the organisation (page, "Member Resource"). Times are Unix seconds.
type Member struct {
	ID         store.ObjectID `json:"id"`
	GivenName  string         `json:"givenName,omitempty"`
	FamilyName string         `json:"familyName,omitempty"`
	Email      string         `json:"email,omitempty"`
	CreatedAt  int64          `json:"createdAt"`
	IsActive   bool           `json:"-"` // only in the member's own document
}

func keepMember(m *Member) []byte { return keep(m) }

func memberID(m *Member) store.ObjectID { return m.ID }

// appendMember writes the member's own document.
func appendMember(dst []byte, row *store.Row[Member]) []byte {
	dst = append(dst, row.Kept()...)
	if row.Value.IsActive {
		return append(dst, `,"isActive":true}`...)
	}
	return append(dst, `,"isActive":false}`...)
}

// appendNestedMember writes a member inside a job or event: without isActive, as in all samples of the page.
func (h *Huntr) appendNestedMember(tx *store.Tx, dst []byte, id store.ObjectID) []byte {
	dst = append(dst, `,"member":`...)
	if row, ok := h.members.Get(tx, id); ok {
		dst = append(dst, row.Kept()...)
	} else {
		dst = append(dst, '{')
	}
	return append(dst, '}')
}

func (h *Huntr) listMembers(r *provider.Request) (provider.Response, error) {
	q := parseQuery(r.HTTP.URL.RawQuery)
	active := q.boolean("active")
	page, err := h.newList(q, r)
	if err != nil {
		return provider.Response{}, err
	}
	err = r.Read(func(tx *store.Tx) error {
		rows := h.members.Backward(tx, page.below)
		if active != nil {
			rows = h.membersByActive.Backward(tx, *active, page.below)
		}
		fill(page, rows, memberID, appendMember)
		return nil
	})
	return page.response(), err
}

func (h *Huntr) showMember(r *provider.Request) (provider.Response, error) {
	id, err := pathID(r)
	if err != nil {
		return provider.Response{}, err
	}
	body := r.Buffer
	err = r.Read(func(tx *store.Tx) error {
		row, ok := h.members.Get(tx, id)
		if !ok {
			return provider.Refuse(notFound, "no member has the id %s", id)
		}
		body = appendMember(body, row)
		return nil
	})
	return object(body), err
}
