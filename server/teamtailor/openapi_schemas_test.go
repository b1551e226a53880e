package teamtailor

import (
	"slices"
	"strings"
)

// either spells a name with dashes and with underscores, as the library takes it, in a pattern.
func either(name string) string { return strings.ReplaceAll(name, "-", "[-_]") }

func (d *openAPI) parameters() {
	d.linef("    fields:")
	d.linef("      name: fields")
	d.linef("      in: query")
	d.linef("      description: Attributes and relationships to show of each type, with commas between them.")
	d.deepObject()
	for _, res := range d.resources {
		d.linef("          %s: {type: string, pattern: '^[a-z-]+(,[a-z-]+)*$'}", res.name)
	}
	for _, res := range d.resources {
		d.filter(res)
		names := []string{"id"}
		for i := range res.attributes {
			if res.attributes[i].printed() {
				names = append(names, either(res.attributes[i].name))
			}
		}
		d.linef("    %s.sort:", res.name)
		d.linef("      name: sort")
		d.linef("      in: query")
		d.linef("      description: Attributes to sort by, descending ones with a minus in front.")
		d.linef("      style: form")
		d.linef("      explode: false")
		d.linef("      schema: {type: array, items: {type: string, pattern: '^-?(%s)$'}}", strings.Join(names, "|"))
	}
}

func (d *openAPI) deepObject() {
	d.linef("      style: deepObject")
	d.linef("      explode: true")
	d.linef("      schema:")
	d.linef("        type: object")
	d.linef("        additionalProperties: false")
	d.linef("        properties:")
}

func (d *openAPI) filter(res *resource) {
	d.linef("    %s.filter:", res.name)
	d.linef("      name: filter")
	d.linef("      in: query")
	description := "Values with commas between them mean any of these."
	for _, f := range res.filters {
		if f.initial != "" {
			description += " Without a " + f.name + " only " + f.initial + " " + res.name + " are listed."
		}
	}
	d.linef("      description: %q", description)
	d.deepObject()
	d.linef("          id: {type: string}")
	for _, f := range res.filters {
		value := "{type: string}"
		if f.ranged {
			value = "{$ref: '#/components/schemas/Range'}"
		}
		d.linef("          %s: %s", f.name, value)
		if strings.Contains(f.name, "-") {
			d.linef("          %s: %s", strings.ReplaceAll(f.name, "-", "_"), value)
		}
	}
}

func (d *openAPI) bodies() {
	for _, res := range d.resources {
		for _, what := range res.documents() {
			d.linef("    %s.%s:", res.name, what)
			d.linef("      required: true")
			d.linef("      content:")
			d.linef("        application/vnd.api+json:")
			d.linef("          schema: {$ref: '#/components/schemas/%s.%s'}", res.name, what)
		}
	}
}

// documents are the ways in which clients send the resource.
func (r *resource) documents() (ways []string) {
	if r.creates {
		ways = append(ways, "create")
	}
	if r.updates {
		ways = append(ways, "update")
	}
	return ways
}

// reached reports whether a relation to one, and one to many, leads to the resource.
func (d *openAPI) reached(res *resource) (one, many bool) {
	for _, from := range d.resources {
		for i := range from.relations {
			if rel := &from.relations[i]; rel.to == res {
				one, many = one || !rel.many, many || rel.many
			}
		}
	}
	return one, many
}

func (d *openAPI) responses() {
	response := func(name, description, schema string) {
		d.linef("    %s:", name)
		d.linef("      description: %s", description)
		d.linef("      headers: *success")
		d.linef("      content:")
		d.linef("        application/vnd.api+json:")
		d.linef("          schema: {$ref: '#/components/schemas/%s'}", schema)
	}
	for _, res := range d.resources {
		one, many := d.reached(res)
		if many {
			response(res.name+".related", "A page.", res.name+".list")
		}
		if one {
			response(res.name+".or-none", "The record, or none.", res.name+".or-none")
		}
		if res.updates {
			response(res.name+".updated", "The record as it is now.", res.name+".one")
		}
	}
}

func (d *openAPI) schemas() {
	names := make([]string, 0, len(d.resources))
	for _, res := range d.resources {
		names = append(names, res.name)
	}
	d.linef("    Type: {type: string, enum: [%s]}", strings.Join(names, ", "))
	d.linef("    Included:")
	d.linef("      type: array")
	d.linef("      minItems: 1")
	d.linef("      items:")
	d.linef("        anyOf:")
	for _, name := range names {
		d.linef("          - {$ref: '#/components/schemas/%s'}", name)
	}
	for _, res := range d.resources {
		d.linef("")
		d.objectSchema(res)
		d.documentSchemas(res)
		for _, way := range res.documents() {
			d.sentSchema(res, way)
		}
	}
}

func (d *openAPI) opened(name, required string) {
	d.linef("    %s:", name)
	d.linef("      type: object")
	d.linef("      additionalProperties: false")
	d.linef("      required: [%s]", required)
}

func (d *openAPI) objectSchema(res *resource) {
	d.opened(res.name, "id, type, links")
	d.linef("      properties:")
	d.linef("        id: {$ref: '#/components/schemas/Id'}")
	d.linef("        type: {const: %s}", res.name)
	links := "SelfLink"
	if res.links != nil {
		links = strings.ToUpper(res.one[:1]) + res.one[1:] + "Links"
	}
	d.linef("        links: {$ref: '#/components/schemas/%s'}", links)
	d.members("attributes", func() {
		for i := range res.attributes {
			if a := &res.attributes[i]; a.printed() {
				d.linef("            %s: {$ref: '#/components/schemas/%s'}", a.name, shownAs(a.kind))
			}
		}
	})
	d.members("relationships", func() {
		for i := range res.relations {
			points := map[bool]string{false: "ToOne", true: "ToMany"}[res.relations[i].many]
			d.linef("            %s: {$ref: '#/components/schemas/%s'}", res.relations[i].name, points)
		}
	})
}

// members writes what may be shown of a resource: some of it at least, or the member is left out.
func (d *openAPI) members(name string, each func()) {
	before := d.out.Len()
	d.linef("        %s:", name)
	d.linef("          type: object")
	d.linef("          additionalProperties: false")
	d.linef("          minProperties: 1")
	d.linef("          properties:")
	empty := d.out.Len()
	each()
	if d.out.Len() == empty {
		kept := d.out.String()[:before]
		d.out.Reset()
		d.out.WriteString(kept)
	}
}

func (d *openAPI) documentSchemas(res *resource) {
	d.opened(res.name+".one", "data")
	d.linef("      properties: {data: {$ref: '#/components/schemas/%s'}, included: {$ref: '#/components/schemas/Included'}}", res.name)
	if one, _ := d.reached(res); one {
		d.opened(res.name+".or-none", "data")
		d.linef("      properties: {data: {oneOf: [{$ref: '#/components/schemas/%s'}, {type: 'null'}]}, included: {$ref: '#/components/schemas/Included'}}", res.name)
	}
	d.opened(res.name+".list", "data, meta, links")
	d.linef("      properties:")
	d.linef("        data: {type: array, items: {$ref: '#/components/schemas/%s'}}", res.name)
	d.linef("        included: {$ref: '#/components/schemas/Included'}")
	d.linef("        meta: {$ref: '#/components/schemas/PageMeta'}")
	d.linef("        links: {$ref: '#/components/schemas/PageLinks'}")
}

// sentSchema is the document of a create or an update.
func (d *openAPI) sentSchema(res *resource, way string) {
	d.opened(res.name+"."+way, "data")
	d.linef("      properties:")
	d.linef("        data:")
	d.linef("          type: object")
	d.linef("          additionalProperties: false")
	d.linef("          required: [%s]", map[string]string{"create": "type", "update": "type, id"}[way])
	d.linef("          properties:")
	d.linef("            type: {const: %s}", res.name)
	if way == "update" {
		d.linef("            id: {type: [string, integer], pattern: '^[0-9]+$'}")
	}
	d.linef("            attributes:")
	d.linef("              type: object")
	d.linef("              additionalProperties: false")
	d.linef("              properties:")
	for i := range res.attributes {
		if sent := sentAs(&res.attributes[i], way); sent != "" {
			d.linef("                %s: %s", res.attributes[i].name, sent)
		}
	}
	d.linef("            relationships:")
	d.linef("              type: object")
	d.linef("              additionalProperties: false")
	d.linef("              properties:")
	for i := range res.relations {
		if rel := &res.relations[i]; !rel.derived() {
			d.linef("                %s: {$ref: '#/components/schemas/%s'}", rel.name, map[bool]string{false: "SentOne", true: "SentMany"}[rel.many])
		}
	}
}

// shownAs names the schema of an attribute's value in a document.
func shownAs(k kind) string {
	return map[kind]string{
		text: "Text", boolean: "Flag", integer: "Integer", date: "Time", texts: "Texts", integers: "Integers",
		picture: "Picture", pictures: "Pictures", alternatives: "Alternatives",
	}[k]
}

// sentAs is the schema of an attribute in a create or an update, empty where it may not stand.
func sentAs(a *attribute, way string) string {
	name := shownAs(a.kind)
	switch {
	case a.access == ignored:
		return "{description: Accepted and ignored.}"
	case a.access == writeOnly && way == "create":
		return "{type: [boolean, 'null'], description: Means the candidate with this address if there is one.}"
	case a.access != writable:
		return ""
	case slices.Contains([]kind{date, picture}, a.kind):
		name = "Sent" + name
	}
	return "{$ref: '#/components/schemas/" + name + "'}"
}
