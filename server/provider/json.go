package provider

import (
	"bytes"
	"encoding/json"
	"fmt"
	"unicode/utf8"
)

// JSON encodes a value as Node and Ruby do: compact, HTML characters as they are. The value must be one that
// encoding/json can encode; anything else is a mistake of the program.
func JSON(value any) []byte {
	var buffer bytes.Buffer
	encoder := json.NewEncoder(&buffer)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		panic(fmt.Sprintf("provider: %T cannot be encoded: %v", value, err))
	}
	return bytes.TrimSuffix(buffer.Bytes(), []byte("\n"))
}

// AppendString appends a text as a JSON string, as JSON encodes it.
func AppendString(dst []byte, text string) []byte {
	for i := range len(text) {
		if c := text[i]; c < ' ' || c == '"' || c == '\\' || c >= utf8.RuneSelf {
			return append(dst, JSON(text)...)
		}
	}
	return append(append(append(dst, '"'), text...), '"')
}
