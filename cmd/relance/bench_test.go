package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"relance/generator/calendar"
)

// quiet is the program without a screen, at a day.
func quiet(day string) *app {
	d, err := calendar.Parse(day)
	if err != nil {
		panic(err) // written here
	}
	return &app{out: io.Discard, err: io.Discard, today: d, now: "09:00"}
}

// BenchmarkGenerate is a first run of generer on the example of a small firm.
func BenchmarkGenerate(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		dir := filepath.Join(b.TempDir(), "kit")
		if code := run([]string{"init", "--exemple", "pme", dir}, quiet("2026-03-31")); code != statusDone {
			b.Fatalf("init: exit status %d", code)
		}
		if code := run([]string{"generer", "--kit", dir}, quiet("2026-03-31")); code != statusBlocked {
			b.Fatalf("generer: exit status %d", code)
		}
	}
}

// BenchmarkGenerate5000 is a first run on 5,000 invoices of 1,000 clients; peak-MB
// is the most memory the heap held.
func BenchmarkGenerate5000(b *testing.B) {
	b.ReportAllocs()
	var peak uint64
	for b.Loop() {
		dir := b.TempDir()
		largeKit(b, dir)
		stop := watchHeap()
		if code := run([]string{"generer", "--kit", dir}, quiet("2026-03-31")); code != statusDone {
			b.Fatalf("generer: exit status %d", code)
		}
		peak = max(peak, stop())
	}
	b.ReportMetric(float64(peak)/(1<<20), "peak-MB")
}

// largeKit writes 1,000 clients of five invoices each, one of them late. Four
// clients out of five have an e-mail address; the others get letters.
func largeKit(b testing.TB, dir string) {
	settings, err := os.ReadFile("testdata/kit/relance.yaml")
	if err != nil {
		b.Fatal(err)
	}
	var clients strings.Builder
	clients.WriteString("clients:\n")
	for c := range 1000 {
		fmt.Fprintf(&clients, "  - code: K%04d\n    nom: Société numéro %d\n    type: entreprise\n    profil: pme\n    adresse:\n      - %d rue de l'Essai\n      - 49%03d Angers\n", c, c, c+1, c)
		if c%5 != 0 {
			fmt.Fprintf(&clients, "    contacts:\n      - {civilite: Mme, nom: Durand, role: comptabilite, email: compta@societe%d.example}\n", c)
		}
		clients.WriteString("    factures:\n")
		for i := range 5 {
			due := calendar.Of(2026, 3, 24).AddDays(30 * i)
			fmt.Fprintf(&clients, "      - {numero: FA-%04d-%d, date: %s, echeance: %s, montant_ttc: %d.50}\n", c, i, due.AddDays(-30).ISO(), due.ISO(), 900+7*c+i)
		}
	}
	for name, data := range map[string][]byte{"relance.yaml": settings, "clients.yaml": []byte(clients.String())} {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			b.Fatal(err)
		}
	}
}

// watchHeap samples the heap until the function it returns is called, which gives
// the highest value.
func watchHeap() func() uint64 {
	var peak atomic.Uint64
	done, gone := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(gone)
		var m runtime.MemStats
		for {
			select {
			case <-done:
				return
			case <-time.After(20 * time.Millisecond):
				runtime.ReadMemStats(&m)
				peak.Store(max(peak.Load(), m.HeapInuse))
			}
		}
	}()
	return func() uint64 {
		close(done)
		<-gone
		return peak.Load()
	}
}
