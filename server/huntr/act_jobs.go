package huntr

import (
	"cmp"

	"mockserver/seeds"
	"mockserver/store"
)

type addJob struct {
	Ref                 seeds.Text    `seed:"ref"`
	Member              seeds.Text    `seed:"member,required"`
	Title               string        `seed:"title,required"`
	Employer            seeds.Text    `seed:"employer"` // an id, a label, or a name
	List                string        `seed:"list"`     // absent: wishlist
	Description         string        `seed:"description"`
	Salary              string        `seed:"salary"`
	URL                 string        `seed:"url"`
	Location            *Location     `seed:"location"`
	Deadline            seeds.Instant `seed:"deadline"`
	ApplicationDate     seeds.Instant `seed:"applicationDate"`
	FirstInterviewDate  seeds.Instant `seed:"firstInterviewDate"`
	SecondInterviewDate seeds.Instant `seed:"secondInterviewDate"`
	OfferDate           seeds.Instant `seed:"offerDate"`
}

// addJob makes the one event of a new job, whatever dates it brings along.
func (a *actor) addJob(body *addJob) {
	m, ok := find(a, memberKind, a.members, body.Member)
	if !ok || !a.mayWork(&m, body.Member.Pos) {
		return
	}
	j := Job{
		ID: newID(a, a.jobs), Title: body.Title, Description: body.Description, Salary: body.Salary, URL: body.URL, Location: body.Location,
		Deadline: unix(body.Deadline), ApplicationDate: unix(body.ApplicationDate), FirstInterviewDate: unix(body.FirstInterviewDate),
		SecondInterviewDate: unix(body.SecondInterviewDate), OfferDate: unix(body.OfferDate),
		CreatedAt: a.tx.Now().Unix(), Member: m.ID, Employer: a.employer(body.Employer),
	}
	a.name(jobKind, body.Ref, j.ID)
	event := j.add(cmp.Or(body.List, wishlist), a.now())
	a.jobs.Put(a.tx, j)
	a.tell(a.tx, event)
}

// employer finds an employer by label, id or name. A name that is new makes an employer, as typing one does in the
// product (inferred).
func (a *actor) employer(relation seeds.Text) store.ObjectID {
	if relation.Value == "" {
		return store.ObjectID{}
	}
	_, labelled := a.labels.ID(a.tx, employerKind, relation.Value)
	if _, err := store.ParseObjectID(relation.Value); labelled || err == nil {
		known, _ := find(a, employerKind, a.employers, relation)
		return known.ID
	}
	for row := range a.employersByName.Backward(a.tx, relation.Value, nil) {
		return row.Value.ID
	}
	made := Employer{ID: newID(a, a.employers), Name: relation.Value}
	a.employers.Put(a.tx, made)
	return made.ID
}

// job finds a job on a board that takes something.
func (a *actor) job(relation seeds.Text) (j Job, ok bool) {
	if j, ok = find(a, jobKind, a.jobs, relation); !ok {
		return j, false
	}
	m, known := a.members.Get(a.tx, j.Member)
	return j, !known || a.mayWork(&m.Value, relation.Pos)
}

type moveJob struct {
	Job seeds.Text `seed:"job,required"`
	To  seeds.Text `seed:"to,required"`
}

// moveJob takes any list: boards may have others than the usual ones.
func (a *actor) moveJob(body *moveJob) {
	j, ok := a.job(body.Job)
	switch {
	case !ok:
		return
	case body.To.Value == "":
		a.file.Faultf(body.To.Pos, "a list has a name, like wishlist, applied, interview, offer, rejected")
		return
	case body.To.Value == j.List:
		a.file.Faultf(body.To.Pos, "the job is in the list %.40q already", j.List)
		return
	}
	event := j.move(body.To.Value, a.now())
	a.jobs.Put(a.tx, j)
	a.tell(a.tx, event)
}

type setDate struct {
	Job   seeds.Text    `seed:"job,required"`
	Field seeds.Text    `seed:"field,required"`
	Date  seeds.Instant `seed:"date,required"`
}

func (a *actor) setDate(body *setDate) {
	eventType, known := map[string]string{
		"applicationDate": applicationDateSet, "firstInterviewDate": firstInterviewDateSet,
		"secondInterviewDate": secondInterviewDateSet, "offerDate": offerDateSet,
	}[body.Field.Value]
	if !known {
		a.file.Faultf(body.Field.Pos, "no event tells of a date called %.40q; accepted: applicationDate, firstInterviewDate, secondInterviewDate, offerDate", body.Field.Value)
		return
	}
	if j, ok := a.job(body.Job); ok {
		event := j.setDate(eventType, body.Date.Unix(), a.now())
		a.jobs.Put(a.tx, j)
		a.tell(a.tx, event)
	}
}
