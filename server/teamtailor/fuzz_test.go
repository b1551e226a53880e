package teamtailor

import (
	"bytes"
	"encoding/json"
	"net/url"
	"strings"
	"testing"
)

// FuzzParams: every query string is read without a panic, and what Rails would echo of it reads as the same again.
func FuzzParams(f *testing.F) {
	for _, raw := range []string{
		"include=department,location&page%5Bsize%5D=15", "filter[created-at][from]=2020&filter[created-at][to]=2021", "filter[x][]=1&filter[x][]=2",
		"filter=foo&filter[a]=1", "a=1&a=2", "fields[jobs]=title&sort=-id", "x[", "x[]]=1", "[=1", "%zz=1", "a[b]c=1", "&&=&", "filter[][a]=1",
		"include=department.roles.department.roles.department.roles,candidates.job-applications.job.candidates",
	} {
		f.Add(raw)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		top, ok := parseParams(raw)
		if !ok {
			return
		}
		for _, m := range top.members {
			if m.value.isText() && !strings.Contains(m.name, "[") {
				again, ok := parseParams(m.value.encode(m.name))
				if !ok || again.get(m.name).text != m.value.text {
					t.Fatalf("%q reads %q, and echoed %q", raw, m.value.text, again.get(m.name).text)
				}
			}
			if _, err := url.ParseQuery(m.value.encode(m.name)); err != nil {
				t.Fatalf("%q is echoed as %q: %v", raw, m.value.encode(m.name), err)
			}
		}
	})
}

// FuzzDecodeJSON: what is read is what encoding/json reads, members included.
func FuzzDecodeJSON(f *testing.F) {
	for _, text := range []string{
		`{"data":{"type":"jobs","attributes":{"title":"x"},"relationships":{"user":{"data":{"type":"users","id":1}}}}}`,
		`[1,2.5e3,"a",true,null,{}]`, `{"a":1,"a":2}`, `{"a":`, ``, ` "x" `, `nul`, `{"a":{"b":[[[[]]]]}} x`, "\"\xff\"",
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		read, err := decodeJSON(text)
		decoder := json.NewDecoder(bytes.NewReader(text))
		decoder.UseNumber()
		var want any
		if wantErr := decoder.Decode(&want); wantErr != nil || !json.Valid(text) {
			if err == nil {
				t.Fatalf("%q is no JSON and was read", text)
			}
			return
		}
		if err != nil {
			if strings.Count(string(text), "[")+strings.Count(string(text), "{") < maxDepth {
				t.Fatalf("%q: %v", text, err)
			}
			return
		}
		got, _ := json.Marshal(plain(read))
		expected, _ := json.Marshal(want)
		if !bytes.Equal(got, expected) {
			t.Fatalf("%q reads %s, want %s", text, got, expected)
		}
	})
}

// plain is a value as encoding/json would have it.
func plain(v value) any {
	switch v.kind {
	case aBoolean:
		return v.truth
	case aNumber:
		return json.Number(v.text)
	case aText:
		return v.text
	case aList:
		list := make([]any, 0, len(v.items))
		for _, item := range v.items {
			list = append(list, plain(item))
		}
		return list
	case anObject:
		object := map[string]any{}
		for _, m := range v.members {
			object[m.name] = plain(m.value)
		}
		return object
	default:
		return nil
	}
}
