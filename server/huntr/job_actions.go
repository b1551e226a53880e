package huntr

import (
	"slices"
	"strings"

	"mockserver/server/provider"
	"mockserver/server/resource/action"
	"mockserver/server/resource/schema"
	"mockserver/store"
)

func (h *Huntr) jobActions() []provider.Action {
	dates := action.Keys(h.jobs, "description", "salary", "url", "location", "deadline", "applicationDate", "firstInterviewDate", "secondInterviewDate", "offerDate")
	add := slices.Concat(action.Keys(h.jobs, "ref", "member,required", "title,required"), []action.Key{action.Text("employer")}, action.Keys(h.jobs, "list"), dates)
	job := action.Text("job,required")
	edit := slices.Concat([]action.Key{job}, action.Keys(h.jobs, "title", "description", "salary", "url", "location", "deadline"), []action.Key{action.Text("employer")})
	return []provider.Action{
		h.action("add-job", "A member adds a job to a list of the board.", stamping(), add, h.addJob),
		h.action("move-job", "A member moves a job to another list.", stamping(), []action.Key{job, action.Text("to,required")}, h.moveJob),
		h.action("set-date", "A member sets a date of a job.", page("Event Types"), []action.Key{job, action.Text("field,required"), action.Time("date,required")}, h.setDate),
		h.action("edit-job", "A member edits what else a job says, which makes no event.", silent(), edit, h.editJob),
	}
}

// addJob makes the one event of a new job, whatever dates it brings along.
func (h *Huntr) addJob(r *action.Run) {
	m, ok := action.Find(r, h.members, "member")
	if !ok || !mayWork(r, &m, "member") || !keepsTitle(r) {
		return
	}
	j := action.Begin(r, h.jobs)
	j.Employer = h.employer(r)
	event := j.add(j.List, h.happens(r.Tx))
	h.jobs.Put(r.Tx, j)
	h.tell(r.Tx, event)
}

// employer finds an employer by label, id or name. A name that is new makes an employer, as typing one does in the
// product (inferred).
func (h *Huntr) employer(r *action.Run) store.ObjectID {
	name := r.Text("employer").Value
	if name == "" {
		return store.ObjectID{}
	}
	_, labelled := h.set.Labels.ID(r.Tx, h.employers.One, name)
	if _, err := store.ParseObjectID(name); labelled || err == nil {
		known, _ := action.Find(r, h.employers, "employer")
		return known.ID
	}
	for row := range h.employersByName.Backward(r.Tx, name, nil) {
		return row.Value.ID
	}
	made := Employer{ID: action.NewID(r.Tx, h.employers), Name: name}
	h.employers.Put(r.Tx, made)
	return made.ID
}

// job finds a job on a board that takes something.
func (h *Huntr) job(r *action.Run) (j Job, ok bool) {
	if j, ok = action.Find(r, h.jobs, "job"); !ok {
		return j, false
	}
	m, known := h.members.Get(r.Tx, j.Member)
	return j, !known || mayWork(r, &m.Value, "job")
}

// moveJob takes any list: boards may have others than the usual ones.
func (h *Huntr) moveJob(r *action.Run) {
	j, ok := h.job(r)
	to := r.Text("to").Value
	switch {
	case !ok:
		return
	case to == "":
		r.Refuse("to", "a list has a name, like wishlist, applied, interview, offer, rejected")
		return
	case to == j.List:
		r.Refuse("to", "the job is in the list %.40q already", j.List)
		return
	}
	event := j.move(to, h.happens(r.Tx))
	h.jobs.Put(r.Tx, j)
	h.tell(r.Tx, event)
}

func (h *Huntr) setDate(r *action.Run) {
	field := r.Text("field").Value
	eventType, known := dateFields()[field]
	if !known {
		r.Refuse("field", "no event tells of a date called %.40q; accepted: applicationDate, firstInterviewDate, secondInterviewDate, offerDate", field)
		return
	}
	if j, ok := h.job(r); ok {
		event := j.setDate(eventType, schema.SecondsOf(r.Time("date").Time), h.happens(r.Tx))
		h.jobs.Put(r.Tx, j)
		h.tell(r.Tx, event)
	}
}

// keepsTitle reports whether a body leaves the job its title.
func keepsTitle(r *action.Run) bool {
	if r.Given("title") && r.Text("title").Value == "" {
		r.Refuse("title", noTitle)
		return false
	}
	return true
}

// editJob leaves out what stays as it is; an empty text takes a text away, but for the title.
func (h *Huntr) editJob(r *action.Run) {
	j, ok := h.job(r)
	if !ok || !keepsTitle(r) {
		return
	}
	edited := action.Fill(r, h.jobs, &j)
	if r.Given("employer") {
		j.Employer, edited = h.employer(r), true
	}
	if !edited {
		r.Refuse("", "there is nothing to edit; accepted: %s", strings.TrimPrefix(r.Accepted(), "job, "))
		return
	}
	h.jobs.Put(r.Tx, j)
}
