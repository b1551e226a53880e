package teamtailor

import (
	"bytes"

	"mockserver/server/provider"
)

// body is a request's document on its way to a change, read in the library's order.
type body struct {
	*Teamtailor
	res        *resource
	creating   bool
	attributes []given
	linkage    []linked
}

// given is one attribute that the request sets.
type given struct {
	attribute int
	value     value
}

// linked is one relation that the request sets, with ids in the order of the request; one for a relation to one, none
// for null.
type linked struct {
	relation int
	ids      []int64
}

// decodeDocument reads a request's whole body as an object.
func decodeDocument(data []byte) (value, *problem) {
	if len(bytes.TrimSpace(data)) == 0 {
		return value{kind: anObject}, nil
	}
	top, err := decodeJSON(data)
	if err != nil {
		return value{}, flaw(badRequest.problem("%s", err))
	}
	if top.kind != anObject {
		return value{}, flaw(badRequest.problem("Request must be a hash"))
	}
	return top, nil
}

func flaw(p problem) *problem { return &p }

// resourceObject finds the data of a create or an update.
func resourceObject(r *provider.Request) (value, *problem) {
	top, bad := decodeDocument(r.Body)
	if bad != nil {
		return value{}, bad
	}
	data, _ := top.get("data")
	switch {
	case data.blank():
		return value{}, missing("data")
	case data.kind != anObject:
		return value{}, flaw(invalidData.problem("Data must be a hash."))
	default:
		return data, nil
	}
}

func missing(name string) *problem {
	return flaw(paramMissing.problem("The required parameter, %s, is missing.", name))
}

// readCreate reads the data of a create.
func (b *body) readCreate(data value) *problem {
	if bad := b.readType(data); bad != nil {
		return bad
	}
	return b.readMembers(data)
}

// readUpdate reads the data of an update of the record with an id, compared as text.
func (b *body) readUpdate(data value, id string) *problem {
	own, given := data.get("id")
	switch {
	case !given || own.kind == aNull:
		return flaw(keyMissing.problem("The resource object does not contain a key."))
	case own.text != id:
		return flaw(keyNotInURL.problem("The URL does not support the key %s", own.text))
	}
	return b.readCreate(data)
}

func (b *body) readType(data value) *problem {
	kind, _ := data.get("type")
	switch {
	case kind.kind == aNull || kind.text == "":
		return missing("type")
	case dashed(kind.text) != b.res.name:
		return flaw(invalidResource.problem("%s is not a valid resource.", kind.text))
	default:
		return nil
	}
}

// readMembers finds the first name that is not allowed, and then the first linkage that is none.
func (b *body) readMembers(data value) *problem {
	for i := range data.members {
		if bad := b.checkMember(&data.members[i]); bad != nil {
			return bad
		}
	}
	attributes, _ := data.get("attributes")
	for _, m := range attributes.members {
		b.attributes = append(b.attributes, given{b.res.attribute(m.name), m.value})
	}
	relationships, _ := data.get("relationships")
	for _, m := range relationships.members {
		ids, bad := b.readRelationship(b.res.relation(m.name), m.value)
		if bad != nil {
			return bad
		}
		b.linkage = append(b.linkage, linked{b.res.relation(m.name), ids})
	}
	return nil
}

func (b *body) checkMember(m *named) *problem {
	var allowed func(string) bool
	kind := laterAttribute
	switch m.name {
	case "type":
		return nil
	case "id":
		if b.creating {
			return notAllowed("id")
		}
		return nil
	case "attributes":
		allowed = b.mayGive
	case "relationships":
		allowed, kind = b.mayLink, laterRelation
	default:
		return notAllowed(m.name)
	}
	if m.value.kind != anObject {
		return flaw(serverError.problem("Internal Server Error").because("%s must be an object; the library fails at anything else", m.name))
	}
	for _, inner := range m.value.members {
		if !allowed(inner.name) {
			return flaw(notAllowed(inner.name).later(b.res, inner.name, kind))
		}
	}
	return nil
}

func notAllowed(name string) *problem {
	return flaw(paramNotAllowed.problem("%s is not allowed.", name))
}

func (b *body) mayGive(name string) bool {
	i := b.res.attribute(name)
	if i < 0 {
		return false
	}
	access := b.res.attributes[i].access
	return access == writable || access == ignored || access == writeOnly && b.creating
}

func (b *body) mayLink(name string) bool {
	i := b.res.relation(name)
	return i >= 0 && !b.res.relations[i].derived()
}

// readRelationship reads the ids of a relationship object.
func (b *body) readRelationship(relation int, v value) ([]int64, *problem) {
	rel := &b.res.relations[relation]
	if v.kind != aNull && v.kind != anObject {
		return nil, flaw(serverError.problem("Internal Server Error").because("the relationship %s must be an object; the library fails at anything else", rel.name))
	}
	data, _ := v.get("data")
	if !rel.many {
		return readOne(rel, data)
	}
	if v.kind == anObject && len(v.members) == 0 {
		return nil, nil
	}
	return readMany(rel, data)
}

// readOne reads the linkage of a relation to one.
func readOne(rel *relation, data value) ([]int64, *problem) {
	if data.kind == aNull {
		return nil, nil
	}
	kind, id, bad := readIdentifier(data)
	if bad != nil {
		return nil, bad
	}
	if dashed(kind) != rel.target {
		return nil, flaw(typeMismatch.problem("%s is not a valid type for this operation.", underscored(kind)))
	}
	if id.kind == aNull {
		return nil, nil
	}
	number, bad := readKey(id)
	return []int64{number}, bad
}

// readMany reads the linkage of a relation to many. The library names no type in its complaint of a wrong one.
func readMany(rel *relation, data value) ([]int64, *problem) {
	if data.kind != aList {
		return nil, flaw(invalidLinks.problem("Data is not a valid Links Object."))
	}
	ids := make([]value, 0, len(data.items))
	wrong := false
	for _, item := range data.items {
		kind, id, bad := readIdentifier(item)
		if bad != nil {
			return nil, bad
		}
		wrong = wrong || dashed(kind) != rel.target
		ids = append(ids, id)
	}
	if wrong {
		return nil, flaw(typeMismatch.problem(" is not a valid type for this operation."))
	}
	var numbers []int64
	seen := make(map[int64]bool, len(ids))
	for _, id := range ids {
		number, bad := readKey(id)
		if bad != nil {
			return nil, bad
		}
		if !seen[number] {
			seen[number] = true
			numbers = append(numbers, number)
		}
	}
	return numbers, nil
}

// readIdentifier wants an object with a type, an id and nothing else.
func readIdentifier(v value) (kind string, id value, bad *problem) {
	named, hasType := v.get("type")
	id, hasID := v.get("id")
	if v.kind != anObject || !hasType || !hasID || len(v.members) != 2 {
		return "", value{}, flaw(invalidLinks.problem("Data is not a valid Links Object."))
	}
	return named.text, id, nil
}

func readKey(id value) (int64, *problem) {
	number, ok := parseID(id.text)
	if !ok || id.kind != aText && id.kind != aNumber {
		return 0, flaw(invalidFieldValue.problem("%s is not a valid value for id.", id.text))
	}
	return number, nil
}
