package teamtailor

import (
	"errors"

	"mockserver/seeds"
	"mockserver/server/provider"
	"mockserver/store"
)

// actions lists what people do in Teamtailor's own pages. Each goes through the rules of the API's own writes, and is
// told to webhooks like those.
func (t *Teamtailor) actions() []provider.Action {
	applications, candidates, answers := t.resource("job-applications"), t.resource("candidates"), t.resource("answers")
	application := []seeds.Key{optional("application"), optional("candidate"), optional("job")}
	candidate := needed("candidate")
	candidate.Keys = append([]seeds.Key{optional("ref")}, candidates.keys(candidates.writableNames()...)...) // or a mapping with these
	return []provider.Action{
		t.newAction("apply", "A candidate, or somebody new, applies for a job.", (*deed).apply,
			append([]seeds.Key{needed("job"), candidate, optional("stage"), optional("ref")}, applications.keys("cover-letter", "referring-url", "sourced")...)...),
		t.newAction("move-stage", "A recruiter moves an application, named by itself or by candidate and job, to another stage of its job.", (*deed).moveStage,
			append(application, needed("stage"))...),
		t.newAction("reject", "A recruiter rejects an application, named by itself or by candidate and job.", (*deed).reject,
			append(application, applications.keys("rejected-at")...)...),
		t.newAction("publish-job", "A recruiter publishes a job now: a start that is still ahead and an end that has passed are taken away.", (*deed).publish, needed("job")),
		t.newAction("unlist-job", "A recruiter takes a job off the career site; who has the link still sees it.", (*deed).unlist, needed("job")),
		t.newAction("archive-job", "A recruiter archives a job.", (*deed).archive, needed("job")),
		t.newAction("connect-candidate", "A candidate connects with the company.", (*deed).connect, needed("candidate")),
		t.newAction("unsubscribe-candidate", "A candidate unsubscribes from the company's mails.", (*deed).unsubscribe, needed("candidate")),
		t.newAction("answer-question", "A candidate answers a question, or answers it anew.", (*deed).answer,
			append([]seeds.Key{needed("candidate"), needed("question"), optional("ref")}, answers.keys("boolean", "choices", "range", "text")...)...),
	}
}

func needed(name string) seeds.Key { return seeds.Key{Name: name, Type: "text", Required: true} }

func optional(name string) seeds.Key { return seeds.Key{Name: name, Type: "text"} }

// keys are what a body may say of a resource's attributes and relations, as a seed does.
func (r *resource) keys(names ...string) []seeds.Key {
	keys := make([]seeds.Key, len(names))
	for i, name := range names {
		keys[i] = optional(name)
		if c := r.mustColumn(name); c.of == anAttribute {
			keys[i].Type, keys[i].Items = r.attributes[c.n].kind.seedType()
		}
	}
	return keys
}

// seedType is the type of an attribute's value in a seed; see seeds.Key.
func (k kind) seedType() (name, items string) {
	switch k {
	case boolean:
		return "boolean", ""
	case integer:
		return "integer", ""
	case date:
		return "time", ""
	case texts, pictures:
		return "list", "text"
	case integers:
		return "list", "integer"
	case alternatives:
		return "list", "mapping"
	default:
		return "text", ""
	}
}

// writableNames are the attributes that a client may write, and the relations to one.
func (r *resource) writableNames() []string {
	var names []string
	for i := range r.attributes {
		if r.attributes[i].access == writable {
			names = append(names, r.attributes[i].name)
		}
	}
	for i := range r.relations {
		if !r.relations[i].many {
			names = append(names, r.relations[i].name)
		}
	}
	return names
}

// deed is one action in its transaction. What is wrong becomes a fault of its body.
type deed struct {
	*loader
	at    seeds.Pos
	given map[string]seeds.Node
}

func (t *Teamtailor) newAction(name, summary string, run func(*deed), body ...seeds.Key) provider.Action {
	names := make([]string, len(body))
	for i := range body {
		names[i] = body[i].Name
	}
	label := provider.Label{Evidence: provider.Inferred, Source: "our judgement: people do so in the vendor's product, and the page of 2017 says nothing of it"}
	return provider.Action{Name: name, Summary: summary, Label: label, Body: body, Run: func(tx *store.Tx, node seeds.Node) {
		document := &document{Teamtailor: t, tx: tx, now: tx.Now(), scope: Admin}
		d := &deed{&loader{document: document, file: node.File}, node.Pos(), node.Members(names)}
		for _, key := range body {
			if _, given := d.given[key.Name]; key.Required && !given {
				d.file.Faultf(d.at, "%q is missing", key.Name)
			}
		}
		if d.file.Err() == nil {
			run(d)
		}
	}}
}

// find finds the record that the body names by id or label, nil for none and for one that is not there, which is a fault.
func (d *deed) find(res *resource, name string) *row {
	node, given := d.given[name]
	if !given {
		return nil
	}
	return d.findBy(res, node.Text())
}

func (d *deed) findBy(res *resource, named seeds.Text) *row {
	if !named.Given() {
		return nil // said already
	}
	text := named.Value
	if id, labelled := d.labels.ID(d.tx, res.one, text); labelled {
		text = id
	}
	if id, ok := positiveID(text); ok {
		if one, there := res.table.Get(d.tx, id); there {
			return one
		}
	}
	d.labels.Unknown(d.tx, d.file, res.one, named)
	return nil
}

// begin starts a change of a record, or of a new one.
func (d *deed) begin(res *resource, before *row) *change {
	if before == nil {
		return &change{document: d.document, res: res, record: res.newRecord()}
	}
	return &change{document: d.document, res: res, before: &before.Value, record: before.Value.clone()}
}

// fill sets the writable attributes and relations of a record that a mapping has.
func (d *deed) fill(c *change, given map[string]seeds.Node) {
	for i := range c.res.attributes {
		a := &c.res.attributes[i]
		if node, ok := given[a.name]; ok && a.access == writable {
			c.record.Values[i] = d.read(a, node)
		}
	}
	for i := range c.res.relations {
		rel := &c.res.relations[i]
		if node, ok := given[rel.name]; ok && !rel.many {
			if target := d.findBy(rel.to, node.Text()); target != nil {
				c.record.One[i] = target.Value.ID
			}
		}
	}
}

// save puts the record under its rules, and names it when the body has a label for it.
func (d *deed) save(c *change, ref seeds.Node, named bool) {
	if d.file.Err() != nil {
		return
	}
	var refusal *provider.Error
	if err := c.save(); errors.As(err, &refusal) {
		for _, p := range refusal.Detail.([]problem) {
			d.file.Faultf(d.at, "%s", p.Detail)
		}
		return
	}
	if named {
		isID := func(text string) bool { _, ok := positiveID(text); return ok }
		d.labels.Define(d.tx, d.file, c.res.one, ref.Text(), recordIDText(&c.record), isID)
	}
}

// change changes one record that the body names.
func (d *deed) change(kind, name string, set func(*change)) {
	res := d.resource(kind)
	if one := d.find(res, name); one != nil {
		c := d.begin(res, one)
		set(c)
		d.save(c, seeds.Node{}, false)
	}
}

func (d *deed) publish() {
	d.change("jobs", "job", func(c *change) {
		c.set("status", "open")
		now := momentOf(d.now)
		if start, ok := c.get("start-date").(moment); ok && start > now {
			c.set("start-date", nil)
		}
		if end, ok := c.get("end-date").(moment); ok && end <= now {
			c.set("end-date", nil)
		}
	})
}

func (d *deed) unlist() { d.change("jobs", "job", func(c *change) { c.set("status", "unlisted") }) }

func (d *deed) archive() { d.change("jobs", "job", func(c *change) { c.set("status", "archived") }) }

func (d *deed) connect() {
	d.change("candidates", "candidate", func(c *change) { c.set("connected", true) })
}

func (d *deed) unsubscribe() {
	d.change("candidates", "candidate", func(c *change) { c.set("unsubscribed", true) })
}

// answer answers a question; a second answer changes the first.
func (d *deed) answer() {
	res := d.resource("answers")
	c := d.begin(res, nil)
	d.fill(c, d.given)
	if earlier, ok := res.twin(c); ok {
		c = d.begin(res, &row{Value: *earlier})
		d.fill(c, d.given)
	}
	ref, named := d.given["ref"]
	d.save(c, ref, named)
}

// applicationMeant is the application that the body names by itself or by candidate and job, nil with a fault.
func (d *deed) applicationMeant() *row {
	res := d.resource("job-applications")
	_, itself := d.given["application"]
	_, byCandidate := d.given["candidate"]
	_, byJob := d.given["job"]
	switch {
	case itself && !byCandidate && !byJob:
		return d.find(res, "application")
	case itself || !byCandidate || !byJob:
		d.file.Faultf(d.at, "name the application, or its candidate and its job")
		return nil
	}
	candidate, job := d.find(d.resource("candidates"), "candidate"), d.find(d.resource("jobs"), "job")
	if candidate == nil || job == nil {
		return nil
	}
	c := d.begin(res, nil)
	c.points("candidate", candidate.Value.ID)
	c.points("job", job.Value.ID)
	found, ok := c.ofPair("job")
	if !ok {
		d.file.Faultf(d.at, "the candidate %d has not applied for the job %d", candidate.Value.ID, job.Value.ID)
		return nil
	}
	one, _ := res.table.Get(d.tx, found.ID)
	return one
}
