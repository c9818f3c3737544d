package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"relance/generator/calendar"
)

// BenchmarkAgendaYAML is the whole of « relance agenda » on 10,000 invoices of 2,000
// clients who are all late: as many messages to check. peak-MB is the most the heap
// held.
func BenchmarkAgendaYAML(b *testing.B) {
	dir := b.TempDir()
	lateKit(b, dir)
	b.ReportAllocs()
	var peak uint64
	for b.Loop() {
		stop := watchHeap()
		if code := run([]string{"agenda", "--kit", dir}, quiet("2026-03-31")); code != statusDone {
			b.Fatalf("agenda: exit status %d", code)
		}
		peak = max(peak, stop())
	}
	b.ReportMetric(float64(peak)/(1<<20), "peak-MB")
}

// lateKit writes 2,000 clients of five late invoices each. Four clients out of five
// have an e-mail address; the others get letters.
func lateKit(b *testing.B, dir string) {
	settings, err := os.ReadFile("testdata/kit/relance.yaml")
	if err != nil {
		b.Fatal(err)
	}
	var clients strings.Builder
	clients.WriteString("clients:\n")
	for c := range 2000 {
		fmt.Fprintf(&clients, "  - code: K%04d\n    nom: Société numéro %d\n    type: entreprise\n    profil: pme\n    adresse:\n      - %d rue de l'Essai\n      - 49%03d Angers\n", c, c, c+1, c%1000)
		if c%5 != 0 {
			fmt.Fprintf(&clients, "    contacts:\n      - {civilite: Mme, nom: Durand, role: comptabilite, email: compta@societe%d.example}\n", c)
		}
		clients.WriteString("    factures:\n")
		for i := range 5 {
			due := calendar.Of(2026, 3, 24).AddDays(-7 * i)
			fmt.Fprintf(&clients, "      - {numero: FA-%04d-%d, date: %s, echeance: %s, montant_ttc: %d.50}\n", c, i, due.AddDays(-30).ISO(), due.ISO(), 900+7*c+i)
		}
	}
	for name, data := range map[string][]byte{"relance.yaml": settings, "clients.yaml": []byte(clients.String())} {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			b.Fatal(err)
		}
	}
}
