package huntr

import "mockserver/seeds"

type addMember struct {
	Ref        seeds.Text `seed:"ref"`
	GivenName  string     `seed:"givenName"`
	FamilyName string     `seed:"familyName"`
	Email      string     `seed:"email"`
}

func (a *actor) addMember(body *addMember) {
	m := Member{
		ID: newID(a, a.members), CreatedAt: a.tx.Now().Unix(), IsActive: true,
		GivenName: body.GivenName, FamilyName: body.FamilyName, Email: body.Email,
	}
	a.name(memberKind, body.Ref, m.ID)
	a.members.Put(a.tx, m)
}

type ofMember struct {
	Member seeds.Text `seed:"member,required"`
}

func (a *actor) deactivateMember(body *ofMember) { a.setActive(body.Member, false) }

func (a *actor) reactivateMember(body *ofMember) { a.setActive(body.Member, true) }

// setActive changes nothing about a member who is so already.
func (a *actor) setActive(relation seeds.Text, active bool) {
	m, ok := find(a, memberKind, a.members, relation)
	if ok && m.IsActive != active {
		m.IsActive = active
		a.members.Put(a.tx, m)
	}
}

// mayWork tells whether a member's board takes anything: "Deactivating a member prevents them from continuing activity on
// boards" (page, "Member Resource"). If not, that is a fault at the relation that led there.
func (a *actor) mayWork(m *Member, at seeds.Pos) bool {
	if !m.IsActive {
		a.file.Faultf(at, "the member %s is deactivated: nothing happens on their board until reactivate-member", m.ID)
	}
	return m.IsActive
}
