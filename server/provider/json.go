package provider

import (
	"bytes"
	"encoding/json"
	"fmt"
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
