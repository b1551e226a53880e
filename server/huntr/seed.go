package huntr

import (
	"mockserver/seeds"
	"mockserver/server/provider"
)

// section is the `huntr:` part of a seed. Fields are named as on the vendor's page; relations (member, employer, job)
// take an id or the label that a record gives itself with `ref`.
type section struct {
	Tokens    []seedToken            `seed:"tokens"`
	Members   []seedMember           `seed:"members"`
	Employers []seedEmployer         `seed:"employers"`
	Jobs      []seedJob              `seed:"jobs"`
	Events    []seedEvent            `seed:"events"`
	Generate  *seedGenerate          `seed:"generate"`
	Webhooks  []provider.SeedWebhook `seed:"webhooks"`
}

type seedToken struct {
	seeds.Pos
	Token     seeds.Text    `seed:"token,required"`
	Name      string        `seed:"name"`
	ExpiresAt seeds.Instant `seed:"expiresAt"`
}

// identity is what every record has: an id or a time of creation (one follows from the other, both missing: now).
type identity struct {
	pos       seeds.Pos
	id, ref   seeds.Text
	createdAt seeds.Instant
}

type seedMember struct {
	seeds.Pos
	ID         seeds.Text    `seed:"id"`
	Ref        seeds.Text    `seed:"ref"`
	GivenName  string        `seed:"givenName"`
	FamilyName string        `seed:"familyName"`
	Email      string        `seed:"email"`
	CreatedAt  seeds.Instant `seed:"createdAt"`
	IsActive   *bool         `seed:"isActive"` // absent: active
}

type seedEmployer struct {
	seeds.Pos
	ID          seeds.Text `seed:"id"`
	Ref         seeds.Text `seed:"ref"`
	Name        string     `seed:"name"`
	Domain      string     `seed:"domain"`
	FoundedYear int        `seed:"foundedYear,min=1,max=9999"`
	Description string     `seed:"description"`
	Location    string     `seed:"location"`
}

type seedJob struct {
	seeds.Pos
	ID                  seeds.Text    `seed:"id"`
	Ref                 seeds.Text    `seed:"ref"`
	Title               string        `seed:"title"`
	Description         string        `seed:"description"`
	Salary              string        `seed:"salary"`
	URL                 string        `seed:"url"`
	Location            *Location     `seed:"location"`
	Deadline            seeds.Instant `seed:"deadline"`
	ApplicationDate     seeds.Instant `seed:"applicationDate"`
	FirstInterviewDate  seeds.Instant `seed:"firstInterviewDate"`
	SecondInterviewDate seeds.Instant `seed:"secondInterviewDate"`
	OfferDate           seeds.Instant `seed:"offerDate"`
	CreatedAt           seeds.Instant `seed:"createdAt"`
	Member              seeds.Text    `seed:"member,required"`
	Employer            seeds.Text    `seed:"employer"`
	List                string        `seed:"list"` // absent: wishlist
}

type seedEvent struct {
	seeds.Pos
	ID        seeds.Text    `seed:"id"`
	Ref       seeds.Text    `seed:"ref"`
	EventType seeds.Text    `seed:"eventType,required"`
	Date      seeds.Instant `seed:"date"`
	CreatedAt seeds.Instant `seed:"createdAt"`
	Job       seeds.Text    `seed:"job,required"`
	FromList  string        `seed:"fromList"`
	ToList    string        `seed:"toList"`
}

// seedGenerate asks for invented records between two instants.
type seedGenerate struct {
	seeds.Pos
	Seed      int64         `seed:"seed"`
	From      seeds.Instant `seed:"from"` // absent: 2025-01-01
	To        seeds.Instant `seed:"to"`   // absent: 2026-01-01
	Members   int           `seed:"members,min=0,max=10000000"`
	Employers int           `seed:"employers,min=0,max=10000000"`
	Jobs      int           `seed:"jobs,min=0,max=10000000"`
}
