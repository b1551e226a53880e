package huntr

import (
	"fmt"

	"mockserver/seeds"
	"mockserver/server/plain"
	"mockserver/server/provider"
	"mockserver/server/resource"
	"mockserver/server/resource/action"
	"mockserver/server/resource/schema"
	"mockserver/server/resource/seed"
	"mockserver/store"
)

// Member is a job seeker of the organisation (page, "Member Resource").
type Member struct {
	ID         store.ObjectID `field:"id"`
	GivenName  string         `field:"givenName,omitempty"`
	FamilyName string         `field:"familyName,omitempty"`
	Email      string         `field:"email,omitempty"`
	CreatedAt  schema.Seconds `field:"createdAt"`
	IsActive   bool           `field:"isActive,default=true"`
}

func (h *Huntr) declareMembers() {
	h.members = resource.New[Member](h.set, "members", "member")
	documents := plain.NewDocuments(h.members)
	h.memberView = documents.View(documents.All())
	h.memberRef = documents.View(documents.Own("id", "createdAt")) // without isActive, as in all samples of the page
}

func (h *Huntr) memberRoutes() []provider.Route {
	active := plain.ByBool(h.members, func(m *Member) bool { return m.IsActive }, "active")
	return []provider.Route{
		list("/org/members", plain.List(h.manner, h.members, h.memberView, nil, active...), "List Members"),
		show("/org/members/{id}", plain.Show(h.manner, h.members, h.memberView), "Retrieve a Member"),
	}
}

func (h *Huntr) memberActions() []provider.Action {
	return []provider.Action{
		h.action("add-member", "A job seeker signs up.", silent(), action.Keys(h.members, "ref", "givenName", "familyName", "email"), h.addMember),
		h.action("deactivate-member", "An advisor deactivates a member, whose board then takes nothing more.", page("Member Resource"), memberKey(), h.setActive(false)),
		h.action("reactivate-member", "An advisor lets a deactivated member go on.", silent(), memberKey(), h.setActive(true)),
	}
}

func memberKey() []action.Key { return []action.Key{action.Text("member,required")} }

func (h *Huntr) addMember(r *action.Run) { h.members.Put(r.Tx, action.Begin(r, h.members)) }

// setActive changes nothing about a member who is so already.
func (h *Huntr) setActive(active bool) func(*action.Run) {
	return func(r *action.Run) {
		m, ok := action.Find(r, h.members, "member")
		if ok && m.IsActive != active {
			m.IsActive = active
			h.members.Put(r.Tx, m)
		}
	}
}

// mayWork reports whether a member's board takes anything: "Deactivating a member prevents them from continuing activity
// on boards" (page, "Member Resource"). If not, that is a fault of the key that led there.
func mayWork(r *action.Run, m *Member, key string) bool {
	if !m.IsActive {
		r.Refuse(key, "the member %s is deactivated: nothing happens on their board until reactivate-member", m.ID)
	}
	return m.IsActive
}

func inventMember(g *seed.Generator, number int, d seeds.Draw) Member {
	m := Member{GivenName: d.At("givenName").FirstName(), FamilyName: d.At("familyName").LastName()}
	domain := seeds.Pick(d.At("domain"), []string{"example.com", "example.org", "example.net"})
	m.Email = fmt.Sprintf("%s.%s%d@%s", seeds.Slug(m.GivenName), seeds.Slug(m.FamilyName), number+1, domain)
	m.CreatedAt = schema.Seconds(early(g, d))
	m.ID = g.ID("members", int64(m.CreatedAt), number)
	m.IsActive = !d.At("isActive").Chance(15)
	return m
}

// early draws an instant in the first three quarters of the time, so that jobs can follow.
func early(g *seed.Generator, d seeds.Draw) int64 {
	return d.At("createdAt").Between(g.From, g.From+(g.To-g.From)*3/4)
}
