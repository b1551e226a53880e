package teamtailor

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
)

// value is a JSON value of a request. It keeps what the library's answers tell apart: the order of members, and absent
// from null.
type value struct {
	kind    valueKind
	text    string // of a text, or the digits of a number
	truth   bool
	members []named // of an object, in order; of two with one name the first place and the last value
	places  places
	items   []value
}

type named struct {
	name  string
	value value
}

type valueKind int

const (
	aNull valueKind = iota
	aBoolean
	aNumber
	aText
	aList
	anObject
)

// maxDepth is how deep Ruby's parser nests.
const maxDepth = 100

var errTooDeep = errors.New("nesting of 100 is too deep")

// decodeJSON reads one JSON value token by token.
func decodeJSON(data []byte) (value, error) {
	if !json.Valid(data) {
		var nowhere json.RawMessage
		return value{}, fmt.Errorf("unexpected token: %w", json.Unmarshal(data, &nowhere))
	}
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()
	return decodeValue(decoder, 0)
}

func decodeValue(decoder *json.Decoder, depth int) (value, error) {
	token, err := decoder.Token()
	if err != nil {
		return value{}, err
	}
	switch t := token.(type) {
	case bool:
		return value{kind: aBoolean, truth: t}, nil
	case json.Number:
		return value{kind: aNumber, text: t.String()}, nil
	case string:
		return value{kind: aText, text: t}, nil
	case json.Delim:
		if depth == maxDepth {
			return value{}, errTooDeep
		}
		if t == '[' {
			return decodeItems(decoder, depth)
		}
		return decodeMembers(decoder, depth)
	default:
		return value{}, nil
	}
}

func decodeItems(decoder *json.Decoder, depth int) (value, error) {
	list := value{kind: aList}
	for decoder.More() {
		item, err := decodeValue(decoder, depth+1)
		if err != nil {
			return value{}, err
		}
		list.items = append(list.items, item)
	}
	_, err := decoder.Token()
	return list, err
}

func decodeMembers(decoder *json.Decoder, depth int) (value, error) {
	object := value{kind: anObject}
	for decoder.More() {
		name, err := decoder.Token()
		if err != nil {
			return value{}, err
		}
		member, err := decodeValue(decoder, depth+1)
		if err != nil {
			return value{}, err
		}
		object.put(name.(string), member)
	}
	_, err := decoder.Token()
	return object, err
}

func (v *value) put(name string, member value) {
	if i := v.place(name); i >= 0 {
		v.members[i].value = member
		return
	}
	v.members = append(v.members, named{name, member})
	v.places.note(len(v.members), v.name)
}

// place is where a member stands, -1 when there is none.
func (v *value) place(name string) int { return v.places.find(name, len(v.members), v.name) }

func (v *value) name(i int) string { return v.members[i].name }

// get finds a member; ok tells absent from null.
func (v *value) get(name string) (member value, ok bool) {
	if i := v.place(name); i >= 0 {
		return v.members[i].value, true
	}
	return value{}, false
}

// blank is what Rails counts as not given.
func (v *value) blank() bool {
	return v.kind == aNull || v.kind == anObject && len(v.members) == 0
}
