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
	id, err := pathID(r, "userId")
	if err != nil {
		return provider.Response{}, err
	}
	body := opened(r)
	err = r.Read(func(tx *store.Tx) error {
		row, ok := j.users.Get(tx, id)
		if !ok {
			return missing("User", "no user has the id %s", id)
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
		id, err := store.ParseObjectID(r.Credential.CreatedBy)
		if err != nil {
			return missing("User", "the key names no user who made it: its seed gives no createdBy")
		}
		row, ok := j.users.Get(tx, id)
		if !ok {
			return missing("User", "the user %s who made the key is not there any more", id)
		}
		body = append(body, row.Kept()...)
		return nil
	})
	return closed(body), err
}
