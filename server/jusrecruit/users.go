package jusrecruit

import (
	"strings"

	"mockserver/server/provider"
	"mockserver/store"
)

// User is somebody of the company who works in JusRecruit.
type User struct {
	ID                         store.ObjectID
	FirstName, LastName, Email string
	Role                       string
	IsActive                   bool
	CreatedAt                  instant
}

// The roles of users (inferred; the page only knows the administrator).
const (
	roleAdmin         = "ADMIN"
	roleRecruiter     = "RECRUITER"
	roleHiringManager = "HIRING_MANAGER"
	roleInterviewer   = "INTERVIEWER"
)

func roles() []string {
	return []string{roleAdmin, roleRecruiter, roleHiringManager, roleInterviewer}
}

func (u *User) fullName() string { return fullName(u.FirstName, u.LastName) }

func fullName(first, last string) string { return strings.TrimSpace(first + " " + last) }

func keepUser(u *User) []byte {
	return compact(provider.JSON(userDocument{
		ID: u.ID, FirstName: u.FirstName, LastName: u.LastName, Email: u.Email, Role: u.Role, IsActive: u.IsActive, CreatedAt: u.CreatedAt,
	}))
}

// appendUserName writes a user's name as JSON, null when the user is gone.
func (j *JusRecruit) appendUserName(tx *store.Tx, dst []byte, id store.ObjectID) []byte {
	if row, ok := j.users.Get(tx, id); ok {
		return provider.AppendString(dst, row.Value.fullName())
	}
	return append(dst, "null"...)
}

func (j *JusRecruit) showUser(r *provider.Request) (provider.Response, error) {
	id := readPathID(r, "userId")
	body := opened(r)
	err := r.Read(func(tx *store.Tx) error {
		row, ok := j.users.Get(tx, id.ObjectID)
		if !ok {
			return missing("User", "no user has the id %.80q", id.text)
		}
		body = append(body, row.Kept()...)
		return nil
	})
	return closed(body), err
}

// showKeyOwner answers with the administrator who made the key: a key itself is nobody (inferred: reference, B1).
func (j *JusRecruit) showKeyOwner(r *provider.Request) (provider.Response, error) {
	body := opened(r)
	err := r.Read(func(tx *store.Tx) error {
		row, err := j.owner(tx, r.Credential)
		if err != nil {
			return err
		}
		body = append(body, row.Kept()...)
		return nil
	})
	return closed(body), err
}

// owner is the user who made a key. Of one that names nobody, as a test has them made, it is the first administrator.
func (j *JusRecruit) owner(tx *store.Tx, key *store.Credential) (*store.Row[User], error) {
	if key.CreatedBy == "" {
		for row := range j.users.All(tx).Forward(0) {
			if row.Value.Role == roleAdmin && row.Value.IsActive {
				return row, nil
			}
		}
		return nil, missing("User", "the key names no user who made it, and no active user is an administrator")
	}
	id, err := store.ParseObjectID(key.CreatedBy)
	if row, ok := j.users.Get(tx, id); ok && err == nil {
		return row, nil
	}
	return nil, missing("User", "the user %s who made the key is not there any more", key.CreatedBy)
}
