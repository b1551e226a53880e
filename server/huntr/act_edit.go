package huntr

import "mockserver/seeds"

// editJob leaves out what stays as it is; an empty text takes a text away.
type editJob struct {
	seeds.Pos
	Job         seeds.Text    `seed:"job,required"`
	Title       *string       `seed:"title"`
	Description *string       `seed:"description"`
	Salary      *string       `seed:"salary"`
	URL         *string       `seed:"url"`
	Location    *Location     `seed:"location"` // replaced whole
	Deadline    seeds.Instant `seed:"deadline"`
	Employer    seeds.Text    `seed:"employer"` // an id, a label, or a name; empty: none
}

func (a *actor) editJob(body *editJob) {
	j, ok := a.job(body.Job)
	if !ok {
		return
	}
	edited := false
	for _, text := range []struct{ from, to *string }{
		{body.Title, &j.Title}, {body.Description, &j.Description}, {body.Salary, &j.Salary}, {body.URL, &j.URL},
	} {
		if text.from != nil {
			*text.to, edited = *text.from, true
		}
	}
	if body.Location != nil {
		j.Location, edited = body.Location, true
	}
	if body.Deadline.Given() {
		j.Deadline, edited = body.Deadline.Unix(), true
	}
	if body.Employer.Given() {
		j.Employer, edited = a.employer(body.Employer), true
	}
	if !edited {
		a.file.Faultf(body.Pos, "there is nothing to edit; accepted: title, description, salary, url, location, deadline, employer")
		return
	}
	a.jobs.Put(a.tx, j)
}
