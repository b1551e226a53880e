package jusrecruit

import (
	"encoding/json"

	"mockserver/server/provider"
)

// members are those of a request's JSON object. Names are matched exactly, members nobody asks for are ignored, and of
// a name given twice the last value counts, all as in Node.
type members map[string]json.RawMessage

// readObject reads a request body that must be one JSON object. Its content type does not matter.
func readObject(body []byte) (members, error) {
	var m members
	if err := json.Unmarshal(body, &m); err != nil {
		return nil, provider.Refuse(invalidBody, "the body must be one JSON object: %v", err)
	}
	if m == nil {
		return nil, provider.Refuse(invalidBody, "the body must be one JSON object, not null")
	}
	return m, nil
}

func (m members) has(name string) bool {
	_, given := m[name]
	return given
}

// text reads a member that must be a text.
func (m members) text(name string) (string, error) {
	var text *string
	if !m.has(name) {
		return "", invalid(name, "%s is missing; it must be a text", name)
	}
	if json.Unmarshal(m[name], &text) != nil || text == nil {
		return "", invalid(name, "%s must be a text", name)
	}
	return *text, nil
}

// boolean reads a member that must be true or false.
func (m members) boolean(name string) (bool, error) {
	var value *bool
	if json.Unmarshal(m[name], &value) != nil || value == nil {
		return false, invalid(name, "%s must be true or false", name)
	}
	return *value, nil
}

// texts reads a member that must be a list of texts.
func (m members) texts(name string) ([]string, error) {
	var items []*string
	if !m.has(name) {
		return nil, invalid(name, "%s is missing; it must be a list of texts", name)
	}
	if json.Unmarshal(m[name], &items) != nil || items == nil {
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
