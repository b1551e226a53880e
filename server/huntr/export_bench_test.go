package huntr

import (
	"testing"

	"mockserver/seeds"
)

// BenchmarkExport writes the large seed's half a million records; what is read back is the same.
func BenchmarkExport(b *testing.B) {
	text, _ := seeds.Embedded("large")
	w := newWorld(b, DefaultSettings(), string(text))
	var exported string
	for b.Loop() {
		exported = w.export(b)
	}
	b.ReportMetric(float64(len(exported)>>20), "MiB")
	if again(b, exported).export(b) != exported {
		b.Fatal("it comes out differently")
	}
}
