package jusrecruit

import (
	"mockserver/seeds"
	"mockserver/store"
)

// maxEntries is more than one generated candidate can have.
const maxEntries = 64

const hour = instant(60 * 60 * 1000)

// story plays what happens to a generated candidate, from the application to where they stand at the end of the time.
type story struct {
	*generator
	candidate *Candidate
	number    int
	told      int
	now       instant
}

func (g *generator) story(c *Candidate, job *Job, number int, d seeds.Draw) {
	s := &story{generator: g, candidate: c, number: number, now: c.CreatedAt}
	s.play(job, d)
	if other, ok := s.otherJob(job, d.At("again")); ok {
		s.play(other, d.At("second"))
	}
}

// otherJob draws another job for some candidates, who apply for it a while after all that happened to the first
// application, which may still be open.
func (s *story) otherJob(first *Job, d seeds.Draw) (*Job, bool) {
	if !d.Chance(15) || !s.later(d, 30) {
		return nil, false
	}
	row, ok := s.jobs.Get(s.tx, s.jobIDs[d.At("job").Bucket(len(s.jobIDs))])
	if !ok || row.Value.ID == first.ID || row.Value.CreatedAt > s.now {
		return nil, false
	}
	return &row.Value, true
}

// play has the candidate apply for a job and go through its stages.
func (s *story) play(job *Job, d seeds.Draw) {
	c, stages := s.candidate, s.stagesOf(job)
	s.tell(c.apply(job, stageAt(stages, 0), s.next(Actor{Type: actorCandidate, ID: c.ID})))
	steps := int(d.At("steps").Below(int64(max(1, len(stages)))))
	for n := 1; n <= steps; n++ {
		if !s.advance(stages[n], job, d.At("step").Item(n)) {
			return
		}
	}
	if c.current().Status == statusActive {
		s.end(job, d.At("end"))
	}
}

// advance moves the candidate to the next stage, which at the last one is being hired, and has somebody write a note
// now and then. It is false when the time is over.
func (s *story) advance(to Stage, job *Job, d seeds.Draw) bool {
	if !s.later(d, 12) {
		return false
	}
	by := s.hirer(d, job)
	for _, entry := range s.candidate.advance(s.candidate.latest(), to, func() moment { return s.next(by) }) {
		s.tell(entry)
	}
	if !d.At("hasNote").Chance(30) {
		return true
	}
	if !s.later(d.At("note"), 2) {
		return false
	}
	s.write(seeds.Pick(d.At("remark"), s.words.remarks), s.hirer(d.At("author"), job))
	return true
}

// end closes the application, or leaves it open.
func (s *story) end(job *Job, d seeds.Draw) {
	status := seeds.Pick(d.At("how"), s.words.ends)
	if status == "" || !s.later(d, 14) {
		return
	}
	by, comment := s.hirer(d, job), ""
	switch status {
	case statusWithdrawn:
		by = Actor{Type: actorCandidate, ID: s.candidate.ID}
	case statusRejected:
		comment = seeds.Pick(d.At("why"), s.words.refusals)
	}
	s.tell(s.candidate.setStatus(s.candidate.latest(), status, comment, s.next(by)))
}

// write stores a note and tells of it.
func (s *story) write(content string, by Actor) {
	number := s.number*maxEntries + s.told
	m := s.next(by)
	note := Note{ID: numberedID("generate/notes", m.at, number), Candidate: s.candidate.ID, Content: content, CreatedBy: by, CreatedAt: m.at}
	if s.noteNames.Free(s.file, note.ID) {
		s.notes.Put(s.tx, note)
	}
	s.tell(s.candidate.note(note.ID, s.candidate.current().Job, m))
}

func (s *story) tell(entry Entry) {
	if s.entryNames.Free(s.file, entry.ID) {
		s.history.Put(s.tx, entry)
	}
}

// next is the moment of the story's next entry.
func (s *story) next(by Actor) moment {
	m := moment{id: numberedID("generate/history", s.now, s.number*maxEntries+s.told), at: s.now, by: by}
	s.told++
	return m
}

// later lets up to so many days pass, false when the time is over.
func (s *story) later(d seeds.Draw, days int64) bool {
	s.now += instant(d.At("wait").Between(int64(hour), days*24*int64(hour)))
	return s.now <= s.to
}

// hirer draws somebody of the job's team.
func (g *generator) hirer(d seeds.Draw, job *Job) Actor {
	if len(job.HiringTeam) == 0 {
		return Actor{}
	}
	return Actor{Type: actorUser, ID: seeds.Pick(d.At("hirer"), job.HiringTeam).User}
}

func (g *generator) stagesOf(job *Job) []Stage {
	if row, ok := g.workflows.Get(g.tx, job.Workflow); ok {
		return row.Value.Stages
	}
	return nil
}

func stageAt(stages []Stage, n int) store.ObjectID {
	if n < len(stages) {
		return stages[n].ID
	}
	return store.ObjectID{}
}
