package pdf

import (
	"fmt"
	"io"
	"runtime"
	"sync"
	"testing"
	"time"

	"relance/generator/document"
)

// numbered is the benchmark letter under a number of its own.
func numbered(i int) *document.Document {
	d := benchLetter()
	d.Reference = fmt.Sprintf("REL-2026-0331-C%d-MED", i)
	d.To[0] = fmt.Sprintf("PLÂTRERIE KERJEAN %d", i)
	return d
}

// batch prints n letters with some workers, each written alone, and keeps them for the
// merged file as generer does.
func batch(tb testing.TB, press *Press, n, workers int) []*Print {
	prints := make([]*Print, n)
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() {
			for i := w; i < n; i += workers {
				p, err := press.Print(numbered(i), day)
				if err != nil {
					tb.Error(err)
					return
				}
				p.WriteTo(io.Discard)
				prints[i] = p
			}
		})
	}
	wg.Wait()
	return prints
}

// BenchmarkBatch is 500 letters: what the merged file adds to the single ones, and what
// a second worker brings, all in the same rounds.
func BenchmarkBatch(b *testing.B) {
	const letters = 500
	var press Press
	var one, two, merged time.Duration
	for b.Loop() {
		start := time.Now()
		prints := batch(b, &press, letters, 1)
		one += time.Since(start)
		start = time.Now()
		if err := Merge(io.Discard, "Courriers", prints, day); err != nil {
			b.Fatal(err)
		}
		merged += time.Since(start)
		start = time.Now()
		batch(b, &press, letters, 2)
		two += time.Since(start)
	}
	b.ReportMetric(100*merged.Seconds()/one.Seconds(), "merged-%")
	b.ReportMetric(one.Seconds()/two.Seconds(), "two-workers-x")
	b.ReportMetric(one.Seconds()*1000/float64(b.N)/letters, "ms/letter")
}

// BenchmarkMemory is the heap that letters kept for the merged file hold, once
// collected: it grows with their number, so that what each weighs decides.
func BenchmarkMemory(b *testing.B) {
	held := func(n int) float64 {
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		var press Press
		prints := batch(b, &press, n, 2)
		if err := Merge(io.Discard, "Courriers", prints, day); err != nil {
			b.Fatal(err)
		}
		runtime.GC()
		runtime.ReadMemStats(&after)
		runtime.KeepAlive(prints)
		return float64(int64(after.HeapInuse)-int64(before.HeapInuse)) / (1 << 20)
	}
	for b.Loop() {
		b.ReportMetric(held(500), "MB-500")
		b.ReportMetric(held(5000), "MB-5000")
	}
}

// BenchmarkSize is what a letter of one page weighs, alone and in the merged file.
func BenchmarkSize(b *testing.B) {
	var press Press
	for b.Loop() {
		p, err := press.Print(benchLetter(), day)
		if err != nil {
			b.Fatal(err)
		}
		alone, _ := p.WriteTo(io.Discard)
		var bound counter
		if err := Merge(&bound, "Courriers", batch(b, &press, 100, 2), day); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(alone)/1000, "KB")
		b.ReportMetric(float64(bound)/1000/100, "KB-merged")
	}
}

type counter int64

func (c *counter) Write(p []byte) (int, error) {
	*c += counter(len(p))
	return len(p), nil
}
