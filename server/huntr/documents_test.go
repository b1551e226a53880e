package huntr

import (
	"fmt"
	"net/http"
	"slices"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mockserver/store"
)

const small = `
huntr:
  members: [{ref: ann, id: 5b0379b5712bb674fd0d561e, givenName: Ann}]
  employers: [{ref: acme, id: 5b088f63b9defaba88d37264, name: Acme}]
  jobs: [{ref: job, id: 5b088a7b12728af4ec0be9d6, title: Cook, member: ann, employer: acme}]
  events: [{id: 5b17300b4453e621e676d90e, eventType: JOB_ADDED, job: job, toList: wishlist}]
`

// TestDocumentsFollowWhatTheyEmbed changes an employer, a member and a job and reads every document that prints them.
func TestDocumentsFollowWhatTheyEmbed(t *testing.T) {
	t.Parallel()
	w := newWorld(t, DefaultSettings(), small)
	documents := []string{"/org/members", "/org/members/5b0379b5712bb674fd0d561e", "/org/jobs", "/org/jobs/5b088a7b12728af4ec0be9d6", "/org/events", "/org/employers"}
	embeds := map[string][]string{"Ann": {documents[0], documents[1], documents[2], documents[3], documents[4]}, "Acme": {documents[2], documents[3], documents[5]}, "Cook": {documents[2], documents[3], documents[4]}}
	check := func(names map[string]string) {
		for before, where := range embeds {
			for _, path := range where {
				_, body := w.get(path)
				assert.Contains(t, body, `"`+names[before]+`"`, path)
			}
		}
	}
	check(map[string]string{"Ann": "Ann", "Acme": "Acme", "Cook": "Cook"})
	w.write(func(tx *store.Tx) {
		for _, row := range slices.Collect(w.employers.All(tx).Forward(0)) {
			employer := row.Value
			employer.Name = "Beta"
			w.employers.Put(tx, employer)
		}
		for _, row := range slices.Collect(w.members.All(tx).Forward(0)) {
			m := row.Value
			m.GivenName = "Bea"
			w.members.Put(tx, m)
		}
		for _, row := range slices.Collect(w.jobs.All(tx).Forward(0)) {
			j := row.Value
			j.Title = "Baker"
			j.OfferDate = 7
			w.jobs.Put(tx, j)
		}
	})
	check(map[string]string{"Ann": "Bea", "Acme": "Beta", "Cook": "Baker"})
	_, body := w.get("/org/employers")
	assert.Contains(t, body, `"jobCount":1,"applicationCount":0,"interviewCount":0,"offerCount":1`)
	_, body = w.get("/org/events")
	assert.Contains(t, body, `"offerDate":7`, "an event shows its job as it is now")
}

func TestEmployerWithoutJobIsNotListed(t *testing.T) {
	t.Parallel()
	w := newWorld(t, DefaultSettings(), small)
	assert.Len(t, w.page(t, "/org/employers").Data, 1)
	id, err := store.ParseObjectID("5b088a7b12728af4ec0be9d6")
	require.NoError(t, err)
	w.write(func(tx *store.Tx) { w.jobs.Delete(tx, id) })
	assert.Empty(t, w.page(t, "/org/employers").Data)
}

func TestJobWithoutEmployerHasAnEmptyOne(t *testing.T) {
	t.Parallel()
	w := newWorld(t, DefaultSettings(), `huntr: {members: [{ref: ann}], jobs: [{title: Cook, member: ann, list: "Wish \"list\" ü"}]}`)
	_, body := w.get("/org/jobs")
	assert.Contains(t, body, `"employer":{},"list":{"name":"Wish \"list\" ü"}}`)
	assert.Empty(t, w.page(t, "/org/employers").Data)
}

// TestReadersAndWriters reads every list while jobs are written; the race detector and the counts see what goes wrong.
func TestReadersAndWriters(t *testing.T) {
	t.Parallel()
	w := newWorld(t, DefaultSettings(), generated)
	var group sync.WaitGroup
	group.Go(func() {
		for i := range 200 {
			w.write(func(tx *store.Tx) {
				for row := range w.jobs.All(tx).Forward(i % 100) {
					j := row.Value
					j.Title = fmt.Sprint("Title ", i)
					w.jobs.Put(tx, j)
					return
				}
			})
		}
	})
	for _, list := range []string{"members", "jobs", "events", "employers"} {
		group.Go(func() {
			for range 50 {
				status, _ := w.get("/org/" + list)
				assert.Equal(t, http.StatusOK, status)
			}
		})
	}
	group.Wait()
}
