package resume_test

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mockserver/server/resume"
)

// TestPDFIsWhole reads a file as a viewer does: from the end to the table, and by the table to each object.
func TestPDFIsWhole(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"Asha Rao", "", "Åsa (Lind)", `back\slash`, "李雷", strings.Repeat("x", 1000), "line\nbreak", "\xff"} {
		file := string(resume.PDF(name))
		assert.Equal(t, file, string(resume.PDF(name)))
		start := regexp.MustCompile(`startxref\n(\d+)\n%%EOF\n$`).FindStringSubmatch(file)
		require.NotNil(t, start, name)
		at, err := strconv.Atoi(start[1])
		require.NoError(t, err)
		require.True(t, strings.HasPrefix(file[at:], "xref\n0 6\n0000000000 65535 f \n"), name)
		for i, entry := range regexp.MustCompile(`(\d{10}) 00000 n \n`).FindAllStringSubmatch(file[at:], -1) {
			offset, err := strconv.Atoi(entry[1])
			require.NoError(t, err)
			assert.True(t, strings.HasPrefix(file[offset:], fmt.Sprintf("%d 0 obj\n<<", i+1)), name)
		}
		stream := regexp.MustCompile(`(?s)/Length (\d+) >>\nstream\n(.*)\nendstream`).FindStringSubmatch(file)
		require.NotNil(t, stream, name)
		assert.Equal(t, stream[1], strconv.Itoa(len(stream[2])), name)
	}
	assert.Contains(t, string(resume.PDF("Åsa (Lind) 李")), `(`+"\xc5"+`sa \(Lind\) ?) Tj`)
}
