package seeds_test

import (
	"errors"
	"testing"

	"mockserver/seeds"
)

// FuzzParse: whatever a file holds, reading it ends with a result or with faults that have a place.
func FuzzParse(f *testing.F) {
	for _, text := range []string{"", "farm: {animals: [{id: 1}]}", "farm: &a {owner: *a}", "a: [", "farm: {size: 99}", "farm: {<<: {size: 1}}", "---\n---\n", "\xff", `{"farm": {"animals": [{"id": "\ud83d\/"}, null, 1e9]}}`, "[\n1,\t{}]"} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		file := seeds.Parse("fuzz.yaml", data)
		file.Sections([]string{"farm"}, func(_ string, node seeds.Node) {
			var into farm
			node.Decode(&into)
		})
		var faults seeds.Faults
		if err := file.Err(); err != nil && !errors.As(err, &faults) {
			t.Fatalf("an error that is no list of faults: %v", err)
		}
		for _, fault := range faults {
			if fault.Pos.Line < 1 || fault.Pos.Column < 1 || fault.Message == "" {
				t.Fatalf("a fault without a place: %+v", fault)
			}
		}
	})
}
