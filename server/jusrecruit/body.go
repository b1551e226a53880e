package jusrecruit

import (
	"encoding/json"
	"errors"
	"net/http"
	"strings"

	"mockserver/server/express"
	"mockserver/server/provider"
)

// members are those of a request's JSON object. Names are matched exactly, members nobody asks for are ignored, and of
// a name given twice the last value counts, all as in Node.
type members struct {
	values map[string]json.RawMessage
	none   string // why a body that was sent has no members, empty when it has
}

// readObject reads a request's body as Express does, the framework that we infer for the vendor. A body that Express
// does not read, or that is an array, has no members; so has an absent one.
func readObject(r *provider.Request) (m members, err error) {
	body, err := express.ReadJSON(r.HTTP, r.Body, provider.MaxBody)
	var refusal *express.Refusal
	if errors.As(err, &refusal) {
		return m, refuseBody(refusal)
	}
	m.none = body.Unread
	if json.Unmarshal(body.JSON, &m.values) != nil {
		m.none = "the body is an array, not an object"
	}
	return m, nil
}

// refuseBody puts a refusal of the framework into the vendor's envelope.
func refuseBody(refusal *express.Refusal) *provider.Error {
	code := invalidBody
	switch refusal.Status {
	case http.StatusRequestEntityTooLarge:
		code = bodyTooLarge
	case http.StatusUnsupportedMediaType:
		code = unsupportedBody
	}
	refused := provider.Refuse(code, "%s", refusal.Reason)
	refused.Detail = strings.TrimPrefix(refusal.Message, "unsupported ")
	return refused
}

func (m members) has(name string) bool {
	_, given := m.values[name]
	return given
}

// missing refuses the request for a member that it must have. kind says what it must be.
func (m members) missing(name, kind string) *provider.Error {
	if m.none != "" {
		return invalid(name, "%s is missing: %s", name, m.none)
	}
	return invalid(name, "%s is missing; it must be %s", name, kind)
}

// text reads a member that must be a text.
func (m members) text(name string) (string, error) {
	var text *string
	if !m.has(name) {
		return "", m.missing(name, "a text")
	}
	if json.Unmarshal(m.values[name], &text) != nil || text == nil {
		return "", invalid(name, "%s must be a text", name)
	}
	return *text, nil
}

// boolean reads a member that must be true or false.
func (m members) boolean(name string) (bool, error) {
	var value *bool
	if json.Unmarshal(m.values[name], &value) != nil || value == nil {
		return false, invalid(name, "%s must be true or false", name)
	}
	return *value, nil
}

// texts reads a member that must be a list of texts.
func (m members) texts(name string) ([]string, error) {
	var items []*string
	if !m.has(name) {
		return nil, m.missing(name, "a list of texts")
	}
	if json.Unmarshal(m.values[name], &items) != nil || items == nil {
		return nil, invalid(name, "%s must be a list of texts", name)
	}
	texts := make([]string, len(items))
	for i, item := range items {
		if item == nil {
			return nil, invalid(name, "%s[%d] must be a text, not null", name, i)
		}
		texts[i] = *item
	}
	return texts, nil
}
