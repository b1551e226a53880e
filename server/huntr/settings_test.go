package huntr

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// own gives the sandbox settings of its own, as the control API does.
func (w *world) own(t *testing.T, values map[string]string) {
	t.Helper()
	p := w.vendor
	own := p.Standard
	for _, setting := range p.Settings {
		if value, given := values[setting.Name]; given {
			var ok bool
			own, ok = setting.Set(own, value)
			require.True(t, ok, "%s accepts %s", setting.Name, setting.Accepted)
		}
	}
	w.sandbox.SetSettings(map[string]any{"huntr": own})
}

func TestSandboxHasSettingsOfItsOwn(t *testing.T) {
	t.Parallel()
	w := newWorld(t, DefaultSettings(), generated)
	status, _ := w.get("/org/jobs?limit=11")
	assert.Equal(t, 200, status)
	w.own(t, map[string]string{"max_limit": "10", "last_page_next": "null"})
	status, body := w.get("/org/jobs?limit=11")
	assert.Equal(t, 400, status)
	assert.Contains(t, body, "under 10")
	_, body = w.get("/org/jobs?member_id=000000000000000000000000")
	assert.Equal(t, `{"data":[],"next":null}`, body)
	w.sandbox.SetSettings(nil)
	status, _ = w.get("/org/jobs?limit=11")
	assert.Equal(t, 200, status, "the server's own are what they were")
}

func TestSettingsRefuseWhatTheyDoNotKnow(t *testing.T) {
	t.Parallel()
	p := newWorld(t, DefaultSettings(), "").vendor
	for _, setting := range p.Settings {
		for _, value := range []string{"", "-1", "1.5", "never", "Always", "99999999999999"} {
			_, ok := setting.Set(p.Standard, value)
			assert.False(t, ok, "%s: %s", setting.Name, value)
		}
	}
}
