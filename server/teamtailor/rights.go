package teamtailor

import (
	"strings"

	"mockserver/server/provider"
)

// Scope is how much of the company a key sees. The greater scope sees all that the smaller one sees.
type Scope int

// The scopes of keys (Teamtailor page, "Permissions").
const (
	Public   Scope = iota + 1 // what the career site shows
	Internal                  // unlisted and archived jobs too
	Admin                     // everything
)

// String is the scope's name.
func (s Scope) String() string {
	switch s {
	case Public:
		return "public"
	case Internal:
		return "internal"
	default:
		return "admin"
	}
}

// Access is what a key may do with what it sees.
type Access string

// The accesses of keys (Teamtailor page, "Permissions"): who may only write can create, not update and not read.
const (
	Read      Access = "read"
	Write     Access = "write"
	ReadWrite Access = "read/write"
)

// Rights are what a key may do.
type Rights struct {
	Scope  Scope
	Access Access
}

// String says the rights in words.
func (r Rights) String() string { return r.Scope.String() + ", " + string(r.Access) }

// action is what a route does.
type action string

const (
	reads   action = "read"
	creates action = "write"
	updates action = "read/write" // the page: read/write can "update existing jobs"
)

// permits tells whether a key's access suffices for an action.
func (a Access) permits(what action) bool {
	return a == ReadWrite || a == Read && what == reads || a == Write && what == creates
}

// permission is the right that a route needs, as it stands in the table of routes.
func permission(scope Scope, what action) string { return scope.String() + ": " + string(what) }

// allows reads a route's permission again.
func (r Rights) allows(route *provider.Route) bool {
	scope, what, _ := strings.Cut(route.Permission, ": ")
	return (scope == Public.String() || r.Scope == Admin) && r.Access.permits(action(what))
}
