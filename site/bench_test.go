package site

import "testing"

func BenchmarkTheShippedSite(b *testing.B) {
	b.ReportAllocs()
	in := shipped()
	for b.Loop() {
		if files, _ := made(in); files == nil {
			b.Fatal("no site")
		}
	}
}
