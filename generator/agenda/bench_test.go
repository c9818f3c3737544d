package agenda_test

import (
	"fmt"
	"runtime"
	"testing"
	"time"

	"relance/generator/agenda"
	"relance/generator/calendar"
	"relance/generator/journal"
	"relance/generator/kit"
)

var benchDay = calendar.Of(2026, 3, 31)

// open5 is the due date of the j-th invoice of the i-th client: late by up to three
// months.
func open5(i, j int) calendar.Date { return benchDay.AddDays(-7 * (i + j) % 90) }

// crowd makes a kit of clients of five open invoices each.
func crowd(b *testing.B, invoices int) *kit.Kit {
	k := *example(b, "pme")
	k.Journal, _ = journal.Read("journal.jsonl", nil)
	k.Clients, k.PaidUntil = nil, benchDay
	for i := range invoices / 5 {
		c := kit.Client{Code: fmt.Sprintf("C%05d", i), Name: "Client", Kind: kit.Company, Address: []string{"1 rue", "49000 Angers"},
			Contacts: []kit.Contact{{Name: "Essai", Email: "a@essai.example"}}}
		for j := range 5 {
			due := open5(i, j)
			c.Invoices = append(c.Invoices, kit.Invoice{Number: fmt.Sprintf("F%05d-%d", i, j), Currency: "EUR", Issued: due.AddDays(-30), Due: due, Total: 1_000_00})
		}
		k.Clients = append(k.Clients, c)
	}
	return &k
}

// BenchmarkAgenda decides on 100,000 open invoices in memory, and ten times on 10,000
// in the same run, each alone in memory: x10k is how many times longer the former
// takes, 12 at most.
func BenchmarkAgenda(b *testing.B) {
	run := func(invoices, times int) time.Duration {
		k := crowd(b, invoices)
		runtime.GC()
		start := time.Now()
		for range times {
			if _, err := agenda.Of(k, benchDay); err != nil {
				b.Fatal(err)
			}
		}
		return time.Since(start)
	}
	var ten, hundred time.Duration
	for b.Loop() {
		ten += run(10_000, 10)
		hundred += run(100_000, 1)
	}
	b.ReportMetric(10*float64(hundred)/float64(ten), "x10k")
	b.ReportMetric(float64(b.N)*100_000/ten.Seconds(), "invoices/s")
}
