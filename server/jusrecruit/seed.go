package jusrecruit

import (
	"mockserver/seeds"
	"mockserver/server/provider"
)

// section is the `jusrecruit:` part of a seed. Fields are named as in the API's documents (documents.go); relations
// (user, job, workflow, stage, candidate, note) take an id or the label that a record gives itself with `ref`.
type section struct {
	Company    *seedCompany    `seed:"company"`
	Users      []seedUser      `seed:"users"`
	Keys       []seedKey       `seed:"keys"`
	Workflows  []seedWorkflow  `seed:"workflows"`
	Jobs       []seedJob       `seed:"jobs"`
	Candidates []seedCandidate `seed:"candidates"`
	Notes      []seedNote      `seed:"notes"`
	History    []seedEntry     `seed:"history"`
	Webhooks   []seedWebhook   `seed:"webhooks"`
	Generate   *seedGenerate   `seed:"generate"`
}

// identity is what every record has: an id or a time of creation (one follows from the other, both missing: now).
type identity struct {
	pos       seeds.Pos
	id, ref   seeds.Text
	createdAt seeds.Instant
}

type seedCompany struct {
	seeds.Pos
	ID        seeds.Text    `seed:"id"`
	Name      seeds.Text    `seed:"name,required"`
	Website   string        `seed:"website"`
	Industry  string        `seed:"industry"`
	Size      string        `seed:"size"`
	Timezone  string        `seed:"timezone"`
	LogoURL   string        `seed:"logoUrl"`
	CreatedAt seeds.Instant `seed:"createdAt"`
}

type seedUser struct {
	seeds.Pos
	ID        seeds.Text    `seed:"id"`
	Ref       seeds.Text    `seed:"ref"`
	FirstName string        `seed:"firstName"`
	LastName  string        `seed:"lastName"`
	Email     string        `seed:"email"`
	Role      seeds.Text    `seed:"role"`     // absent: RECRUITER
	IsActive  *bool         `seed:"isActive"` // absent: active
	CreatedAt seeds.Instant `seed:"createdAt"`
}

type seedKey struct {
	seeds.Pos
	ID          seeds.Text    `seed:"id"`
	Ref         seeds.Text    `seed:"ref"`
	Key         seeds.Text    `seed:"key,required"`
	Name        string        `seed:"name"`
	Permissions []seeds.Text  `seed:"permissions"` // absent: all, as of a minted one; []: none
	CreatedBy   seeds.Text    `seed:"createdBy"`   // a user
	CreatedAt   seeds.Instant `seed:"createdAt"`
	ExpiresAt   seeds.Instant `seed:"expiresAt"`
	Rate        *int          `seed:"rate,min=0,max=1000000"`  // absent: 10 a second; 0: no limit
	Burst       *int          `seed:"burst,min=1,max=1000000"` // absent: 20
}

type seedWorkflow struct {
	seeds.Pos
	ID        seeds.Text    `seed:"id"`
	Ref       seeds.Text    `seed:"ref"`
	Name      seeds.Text    `seed:"name,required"`
	IsDefault bool          `seed:"isDefault"`
	Stages    []seedStage   `seed:"stages"`
	CreatedAt seeds.Instant `seed:"createdAt"`
}

type seedStage struct {
	seeds.Pos
	ID   seeds.Text `seed:"id"`
	Ref  seeds.Text `seed:"ref"`
	Name seeds.Text `seed:"name,required"`
	Type seeds.Text `seed:"type,required"`
}

type seedJob struct {
	seeds.Pos
	ID             seeds.Text    `seed:"id"`
	Ref            seeds.Text    `seed:"ref"`
	Title          seeds.Text    `seed:"title,required"`
	Status         seeds.Text    `seed:"status"` // absent: OPEN
	Department     string        `seed:"department"`
	Location       string        `seed:"location"`
	EmploymentType seeds.Text    `seed:"employmentType"`
	Description    string        `seed:"description"`
	Openings       *int          `seed:"openings,min=0,max=1000000"` // absent: 1
	Workflow       seeds.Text    `seed:"workflow"`
	Tags           []seeds.Text  `seed:"tags"`
	HiringTeam     []seedHirer   `seed:"hiringTeam"`
	CreatedAt      seeds.Instant `seed:"createdAt"`
	UpdatedAt      seeds.Instant `seed:"updatedAt"` // absent: createdAt
}

type seedHirer struct {
	seeds.Pos
	User seeds.Text `seed:"user,required"`
	Role seeds.Text `seed:"role"` // absent: HIRING_MANAGER
}

type seedCandidate struct {
	seeds.Pos
	ID              seeds.Text        `seed:"id"`
	Ref             seeds.Text        `seed:"ref"`
	FirstName       string            `seed:"firstName"`
	LastName        string            `seed:"lastName"`
	Email           string            `seed:"email"`
	Phone           string            `seed:"phone"`
	Source          string            `seed:"source"`
	Tags            []string          `seed:"tags"`
	ResumeURL       string            `seed:"resumeUrl"`
	Location        string            `seed:"location"`
	Headline        string            `seed:"headline"`
	ExperienceYears *int              `seed:"experienceYears,min=0,max=100"`
	Skills          []string          `seed:"skills"`
	Links           []string          `seed:"links"`
	Applications    []seedApplication `seed:"applications"` // the latest last
	CreatedAt       seeds.Instant     `seed:"createdAt"`
	UpdatedAt       seeds.Instant     `seed:"updatedAt"` // absent: createdAt
}

type seedApplication struct {
	seeds.Pos
	Job       seeds.Text    `seed:"job,required"`
	Stage     seeds.Text    `seed:"stage"`     // absent: the first of the job's workflow
	Status    seeds.Text    `seed:"status"`    // absent: ACTIVE
	AppliedAt seeds.Instant `seed:"appliedAt"` // absent: the candidate's createdAt
}

// seedActor is who wrote a note or did what an entry tells: a USER by id or label, an API_KEY by id or label (or by
// any id and a name, when the key is gone), the CANDIDATE itself.
type seedActor struct {
	seeds.Pos
	Type seeds.Text `seed:"type,required"`
	ID   seeds.Text `seed:"id"`
	Name seeds.Text `seed:"name"`
}

type seedNote struct {
	seeds.Pos
	ID        seeds.Text    `seed:"id"`
	Ref       seeds.Text    `seed:"ref"`
	Candidate seeds.Text    `seed:"candidate,required"`
	Content   seeds.Text    `seed:"content,required"`
	CreatedBy *seedActor    `seed:"createdBy"`
	CreatedAt seeds.Instant `seed:"createdAt"`
}

type seedEntry struct {
	seeds.Pos
	ID         seeds.Text    `seed:"id"`
	Ref        seeds.Text    `seed:"ref"`
	Candidate  seeds.Text    `seed:"candidate,required"`
	Type       seeds.Text    `seed:"type,required"`
	Job        seeds.Text    `seed:"job"`
	FromStage  seeds.Text    `seed:"fromStage"`
	ToStage    seeds.Text    `seed:"toStage"`
	FromStatus seeds.Text    `seed:"fromStatus"`
	ToStatus   seeds.Text    `seed:"toStatus"`
	Note       seeds.Text    `seed:"note"`
	Comment    string        `seed:"comment"`
	Actor      *seedActor    `seed:"actor"`
	CreatedAt  seeds.Instant `seed:"createdAt"`
}

type seedWebhook struct {
	seeds.Pos
	ID        seeds.Text    `seed:"id"`
	Ref       seeds.Text    `seed:"ref"`
	URL       seeds.Text    `seed:"url,required"`
	Events    []seeds.Text  `seed:"events"` // absent: all
	Secret    seeds.Text    `seed:"secret"`
	Active    *bool         `seed:"active"` // absent: active
	CreatedAt seeds.Instant `seed:"createdAt"`
	UpdatedAt seeds.Instant `seed:"updatedAt"` // absent: createdAt

	Retry *provider.SeedRetry `seed:"retry"` // absent: one attempt
}

// seedGenerate asks for invented records between two instants.
type seedGenerate struct {
	seeds.Pos
	Seed       int64         `seed:"seed"`
	From       seeds.Instant `seed:"from"` // absent: 2025-01-01
	To         seeds.Instant `seed:"to"`   // absent: 2026-01-01
	Users      int           `seed:"users,min=0,max=10000000"`
	Workflows  int           `seed:"workflows,min=0,max=10000000"`
	Jobs       int           `seed:"jobs,min=0,max=10000000"`
	Candidates int           `seed:"candidates,min=0,max=10000000"`
}
