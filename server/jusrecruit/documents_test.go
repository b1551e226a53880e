package jusrecruit

import (
	"encoding/json"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mockserver/store"
)

const ashaPath, backendPath = "/candidates/6884a1f2c0ffeec0ffee0401", "/jobs/68677740c0ffeec0ffee0301"

// object reads one document.
func (w *world) object(t *testing.T, path string) map[string]any {
	t.Helper()
	status, body := w.send(http.MethodGet, path, "")
	require.Equal(t, http.StatusOK, status, body)
	var document struct {
		Data map[string]any `json:"data"`
	}
	require.NoError(t, json.Unmarshal([]byte(body), &document))
	return document.Data
}

// TestNoDocumentIsStale changes every row that others print, and reads all that print it.
func TestNoDocumentIsStale(t *testing.T) {
	t.Parallel()
	w := newWorld(t, defaultSeed())
	id := func(text string) store.ObjectID {
		id, err := store.ParseObjectID(text)
		require.NoError(t, err)
		return id
	}
	w.write(func(tx *store.Tx) {
		workflow, _ := w.workflows.Get(tx, id("677b9b90c0ffeec0ffee0201"))
		renamed := workflow.Value
		renamed.Stages = append([]Stage(nil), renamed.Stages...)
		renamed.Stages[1].Name = `Call "soon"`
		w.workflows.Put(tx, renamed)
		job, _ := w.jobs.Get(tx, id("68677740c0ffeec0ffee0301"))
		retitled := job.Value
		retitled.Title = "Bäcker"
		w.jobs.Put(tx, retitled)
		user, _ := w.users.Get(tx, id("677b9b90c0ffeec0ffee0103"))
		married := user.Value
		married.LastName = "Núñez"
		w.users.Put(tx, married)
		candidate, _ := w.candidates.Get(tx, id("6884a1f2c0ffeec0ffee0401"))
		other := candidate.Value
		other.FirstName = "Ūsha"
		w.putCandidate(tx, other)
	})
	asha := w.object(t, ashaPath)
	assert.Equal(t, `Call "soon"`, asha["currentStage"].(map[string]any)["name"])
	application := asha["applications"].([]any)[0].(map[string]any)
	assert.Equal(t, `Call "soon"`, application["stage"].(map[string]any)["name"])
	assert.Equal(t, "Bäcker", application["jobTitle"])
	assert.Equal(t, asha["currentStage"], w.page(t, "/candidates?email=asha.rao@example.com").Data[0]["currentStage"])
	job := w.object(t, backendPath)
	assert.Equal(t, `Call "soon"`, job["stages"].([]any)[1].(map[string]any)["name"])
	assert.Equal(t, "Farah Núñez", job["hiringTeam"].([]any)[1].(map[string]any)["name"])
	history := w.page(t, ashaPath+"/history").Data
	assert.Equal(t, "Farah Núñez", history[0]["actor"].(map[string]any)["name"])
	assert.Equal(t, `Call "soon"`, history[1]["toStage"].(map[string]any)["name"])
	assert.Equal(t, "Ūsha Rao", history[2]["actor"].(map[string]any)["name"])
	assert.Equal(t, "Farah Núñez", w.page(t, ashaPath+"/notes").Data[0]["createdBy"].(map[string]any)["name"])
}

// TestWhatIsGoneReadsAsNull removes what others print: nothing else breaks.
func TestWhatIsGoneReadsAsNull(t *testing.T) {
	t.Parallel()
	w := newWorld(t, defaultSeed())
	w.write(func(tx *store.Tx) {
		for row := range w.workflows.All(tx).Forward(0) {
			defer w.workflows.Delete(tx, row.Value.ID)
		}
		for row := range w.users.All(tx).Forward(0) {
			defer w.users.Delete(tx, row.Value.ID)
		}
		for row := range w.jobs.All(tx).Forward(0) {
			if row.Value.ID.String() != backendPath[len("/jobs/"):] {
				defer w.jobs.Delete(tx, row.Value.ID)
			}
		}
	})
	assert.Nil(t, w.object(t, ashaPath)["currentStage"])
	job := w.object(t, backendPath)
	assert.Empty(t, job["stages"])
	assert.Nil(t, job["hiringTeam"].([]any)[0].(map[string]any)["name"])
	assert.Empty(t, w.page(t, ashaPath+"/notes").Data[0]["createdBy"].(map[string]any)["name"])
	for _, c := range w.page(t, "/candidates?limit=5").Data {
		assert.Nil(t, w.object(t, "/candidates/"+c["id"].(string))["applications"].([]any)[0].(map[string]any)["jobTitle"])
	}
}

// TestKeptBytesAreTheDocument: what is put together from pieces is what encoding/json makes of it, member by member.
func TestKeptBytesAreTheDocument(t *testing.T) {
	t.Parallel()
	w := newWorld(t, defaultSeed())
	for number := range 3 {
		for _, c := range w.page(t, "/candidates?limit=40&page="+string(rune('1'+number))).Data {
			full := w.object(t, "/candidates/"+c["id"].(string))
			for member, value := range c {
				assert.Equal(t, value, full[member])
			}
			assert.Len(t, full, len(c)+7)
		}
	}
	for _, j := range w.page(t, "/jobs?limit=100").Data {
		full := w.object(t, "/jobs/"+j["id"].(string))
		assert.Len(t, full, len(j)+3)
		workflow := w.object(t, "/workflows/"+j["workflowId"].(string))
		assert.Equal(t, workflow["stages"], full["stages"])
	}
}

// TestWhatComesBackIsPrintedAgain removes the workflows and puts them back: candidates print their stages as before.
func TestWhatComesBackIsPrintedAgain(t *testing.T) {
	t.Parallel()
	w := newWorld(t, defaultSeed())
	before := w.page(t, "/candidates?limit=100")
	var gone []Workflow
	w.write(func(tx *store.Tx) {
		for row := range w.workflows.All(tx).Forward(0) {
			gone = append(gone, row.Value)
		}
		for i := range gone {
			w.workflows.Delete(tx, gone[i].ID)
		}
	})
	assert.Nil(t, w.page(t, "/candidates?limit=1").Data[0]["currentStage"])
	w.write(func(tx *store.Tx) {
		for i := range gone {
			w.workflows.Put(tx, gone[i])
		}
	})
	assert.Equal(t, before, w.page(t, "/candidates?limit=100"))
}
