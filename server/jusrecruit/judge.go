package jusrecruit

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"mockserver/seeds"
)

// judge reads what a seed or the body of an action says, and reports what the API would not take.
type judge struct{ file *seeds.File }

// word reads one of the words that the API knows, the first of them when there is none.
func (j judge) word(kind string, text seeds.Text, accepted ...string) string {
	if text.Given() && !slices.Contains(accepted, text.Value) {
		j.file.Faultf(text.Pos, "no %s is called %q; accepted: %s", kind, text.Value, strings.Join(accepted, ", "))
	}
	return cmp.Or(text.Value, accepted[0])
}

// optionalWord reads one of the words that the API knows, or none.
func (j judge) optionalWord(kind string, text seeds.Text, accepted []string) string {
	if !text.Given() {
		return ""
	}
	return j.word(kind, text, accepted...)
}

// jobTags are tags as the API takes them, so that it can also remove them.
func (j judge) jobTags(texts []seeds.Text) (tags []string) {
	for _, text := range texts {
		switch size := utf8.RuneCountInString(text.Value); {
		case size < 1 || size > maxTag:
			j.file.Faultf(text.Pos, "a tag has 1 to %d characters, not %d", maxTag, size)
		case slices.Contains(tags, text.Value):
			j.file.Faultf(text.Pos, "the tag %q is given twice", text.Value)
		default:
			tags = append(tags, text.Value)
		}
	}
	return tags
}

// hiringRole is what somebody of a job's team is there.
func (j judge) hiringRole(role seeds.Text) string {
	return cmp.Or(j.optionalWord("role", role, roles()), roleHiringManager)
}

// content is the text of a note.
func (j judge) content(text seeds.Text) string {
	if size := len(text.Value); text.Given() && (size < 1 || size > maxNote) {
		j.file.Faultf(text.Pos, "a note has 1 to %d bytes, not %d", maxNote, size)
	}
	return text.Value
}
