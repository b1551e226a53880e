package teamtailor

import (
	"reflect"
	"time"

	"mockserver/seeds"
	"mockserver/server/provider"
	"mockserver/server/resume"
	"mockserver/store"
)

// export writes the rows as a section of a seed; see provider.Provider.Export. Each record has what differs from a new
// one, its own times included; what follows from other records is not repeated.
func (t *Teamtailor) export(tx *store.Tx, credentials []*store.Credential) seeds.Mapping {
	section := seeds.Encode(struct {
		Keys []seedKey `seed:"keys"`
	}{exportKeys(credentials)})
	for _, res := range t.resources {
		var list []seeds.Mapping
		for one := range res.table.All(tx).Forward(0) {
			list = append(list, t.exportRecord(tx, res, &one.Value))
		}
		if list != nil {
			section = append(section, seeds.Member{Name: res.name, Value: list})
		}
	}
	return append(section, seeds.Encode(struct {
		Webhooks []provider.SeedWebhook `seed:"webhooks"`
	}{t.webhooks.Export(tx)})...)
}

func exportKeys(credentials []*store.Credential) []seedKey {
	if len(credentials) == 0 {
		return nil
	}
	keys := make([]seedKey, 0, len(credentials))
	for _, c := range credentials {
		rights := c.Rights.(Rights)
		keys = append(keys, seedKey{
			Token: seeds.Text{Value: c.Token}, Name: c.Name, Scope: seeds.Text{Value: rights.Scope.String()},
			Access: seeds.Text{Value: string(rights.Access)}, ExpiresAt: seeds.Instant{Time: c.ExpiresAt},
		})
	}
	return keys
}

func (t *Teamtailor) exportRecord(tx *store.Tx, res *resource, record *Record) seeds.Mapping {
	mapping := seeds.Mapping{{Name: "id", Value: record.ID}}
	if ref := t.labels.Of(tx, res.one, recordIDText(record)); ref.Value != "" {
		mapping = append(mapping, seeds.Member{Name: "ref", Value: ref})
	}
	for i := range res.attributes {
		a := &res.attributes[i]
		if value := record.Values[i]; a.inSeeds() && value != nil && !reflect.DeepEqual(value, a.initial) {
			mapping = append(mapping, seeds.Member{Name: a.name, Value: exportValue(value)})
		}
	}
	for i := range res.relations {
		rel := &res.relations[i]
		if !rel.inSeeds() {
			continue
		}
		if rel.many && len(record.Many[i]) > 0 {
			mapping = append(mapping, seeds.Member{Name: rel.name, Value: anyOf(record.Many[i])})
		}
		if _, there := rel.to.table.Get(tx, record.One[i]); there { // what is not there reads as null
			mapping = append(mapping, seeds.Member{Name: rel.name, Value: record.One[i]})
		}
	}
	return mapping
}

// exportValue is an attribute's value as a seed has it; see kind.
func exportValue(value any) any {
	switch v := value.(type) {
	case ownFile:
		return resume.Generated
	case moment:
		return seeds.Instant{Time: time.UnixMilli(int64(v))}
	case []string:
		return anyOf(v)
	case []int64:
		return anyOf(v)
	case []alternative:
		list := make([]any, len(v))
		for i := range v {
			list[i] = seeds.Encode(v[i])
		}
		return list
	default:
		return value
	}
}

func anyOf[T any](list []T) []any {
	all := make([]any, len(list))
	for i := range list {
		all[i] = list[i]
	}
	return all
}
