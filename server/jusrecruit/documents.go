package jusrecruit

import "mockserver/store"

// The members of every document, in the order in which they are printed. All are inferred (reference, B3). A document
// that prints what other rows say comes in pieces: between two of them stands the member named beside them.

type companyDocument struct {
	ID        store.ObjectID `json:"id"`
	Name      string         `json:"name"`
	Website   optional       `json:"website"`
	Industry  optional       `json:"industry"`
	Size      optional       `json:"size"`
	Timezone  optional       `json:"timezone"`
	LogoURL   optional       `json:"logoUrl"`
	CreatedAt instant        `json:"createdAt"`
}

type userDocument struct {
	ID        store.ObjectID `json:"id"`
	FirstName string         `json:"firstName"`
	LastName  string         `json:"lastName"`
	Email     string         `json:"email"`
	Role      string         `json:"role"`
	IsActive  bool           `json:"isActive"`
	CreatedAt instant        `json:"createdAt"`
}

type keyDocument struct {
	ID          store.ObjectID `json:"id"`
	Name        string         `json:"name"`
	KeyPreview  string         `json:"keyPreview"`
	Permissions []string       `json:"permissions"`
	ExpiresAt   *instant       `json:"expiresAt"`
	LastUsedAt  *instant       `json:"lastUsedAt"`
	CreatedAt   instant        `json:"createdAt"`
	CreatedBy   optional       `json:"createdBy"`
}

type webhookDocument struct {
	ID        store.ObjectID `json:"id"`
	URL       string         `json:"url"`
	Events    []string       `json:"events"`
	Active    bool           `json:"active"`
	CreatedAt instant        `json:"createdAt"`
	UpdatedAt instant        `json:"updatedAt"`
}

// newWebhookDocument is the one answer that shows a webhook's secret.
type newWebhookDocument struct {
	webhookDocument
	Secret string `json:"secret"`
}

type workflowHead struct {
	ID        store.ObjectID `json:"id"`
	Name      string         `json:"name"`
	IsDefault bool           `json:"isDefault"`
}

type workflowSummary struct { // in the list
	StageCount int `json:"stageCount"`
}

type workflowStages struct { // in the workflow's own document
	Stages []stageDocument `json:"stages"`
}

type workflowTail struct {
	CreatedAt instant `json:"createdAt"`
}

type stageDocument struct {
	ID    store.ObjectID `json:"id"`
	Name  string         `json:"name"`
	Order int            `json:"order"`
	Type  string         `json:"type"`
}

// stageReference is a stage inside a candidate or an entry of its history.
type stageReference struct {
	ID   store.ObjectID `json:"id"`
	Name string         `json:"name"`
}

type jobSummary struct {
	ID             store.ObjectID `json:"id"`
	Title          string         `json:"title"`
	Status         string         `json:"status"`
	Department     optional       `json:"department"`
	Location       optional       `json:"location"`
	EmploymentType optional       `json:"employmentType"`
	Openings       int            `json:"openings"`
	WorkflowID     reference      `json:"workflowId"`
	Tags           []string       `json:"tags"`
	CreatedAt      instant        `json:"createdAt"`
	UpdatedAt      instant        `json:"updatedAt"`
}

type jobDetails struct {
	Description optional `json:"description"`
}

const hiringTeamMember = "hiringTeam" // a list; behind it workflowStages, those of the job's workflow

type hirerHead struct {
	UserID store.ObjectID `json:"userId"`
}

const hirerNameMember = "name"

type hirerTail struct {
	Role string `json:"role"`
}

type candidateSummary struct { // in the list
	ID           store.ObjectID  `json:"id"`
	FirstName    string          `json:"firstName"`
	LastName     string          `json:"lastName"`
	FullName     string          `json:"fullName"`
	Email        string          `json:"email"`
	Phone        optional        `json:"phone"`
	Status       string          `json:"status"`
	Source       optional        `json:"source"`
	JobID        reference       `json:"jobId"`
	WorkflowID   reference       `json:"workflowId"`
	CurrentStage *stageReference `json:"currentStage"`
	Tags         []string        `json:"tags"`
	CreatedAt    instant         `json:"createdAt"`
	UpdatedAt    instant         `json:"updatedAt"`
}

const resumeMember = "resumeUrl" // in the candidate's own document, before candidateDetails

type candidateDetails struct {
	Location        optional `json:"location"`
	Headline        optional `json:"headline"`
	ExperienceYears *int     `json:"experienceYears"`
	Skills          []string `json:"skills"`
	Links           []string `json:"links"`
}

const applicationsMember = "applications" // a list

type applicationHead struct {
	JobID store.ObjectID `json:"jobId"`
}

const jobTitleMember = "jobTitle"

type applicationMiddle struct {
	WorkflowID reference `json:"workflowId"`
}

const stageMember = "stage"

type applicationTail struct {
	Status    string  `json:"status"`
	AppliedAt instant `json:"appliedAt"`
}

type entryHead struct {
	ID          store.ObjectID `json:"id"`
	CandidateID store.ObjectID `json:"candidateId"`
	Type        string         `json:"type"`
	JobID       reference      `json:"jobId"`
}

const (
	fromStageMember = "fromStage"
	toStageMember   = "toStage"
)

type entryMiddle struct {
	FromStatus optional  `json:"fromStatus"` // of STATUS_CHANGED
	ToStatus   optional  `json:"toStatus"`   // of STATUS_CHANGED
	NoteID     reference `json:"noteId"`     // of NOTE_ADDED
	Comment    optional  `json:"comment"`
}

const actorMember = "actor"

type entryTail struct {
	CreatedAt instant `json:"createdAt"`
}

type noteHead struct {
	ID          store.ObjectID `json:"id"`
	CandidateID store.ObjectID `json:"candidateId"`
	Content     string         `json:"content"`
}

const createdByMember = "createdBy"

type noteTail struct {
	CreatedAt instant `json:"createdAt"`
}

// actorHead begins who did something, authorHead who wrote a note: actorNameMember follows.
type actorHead struct {
	ID store.ObjectID `json:"id"`
}

type authorHead struct {
	Type string         `json:"type"`
	ID   store.ObjectID `json:"id"`
}

const actorNameMember = "name"
