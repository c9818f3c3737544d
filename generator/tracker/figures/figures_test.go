package figures_test

import (
	"testing"

	"relance/generator/agenda"
	"relance/generator/calendar"
	"relance/generator/kit"
	"relance/generator/money"
	"relance/generator/tracker/figures"
	"relance/generator/tracker/indicators"
)

var today = calendar.Of(2026, 3, 31)

// small is the agenda of one client with these invoices, payments entered until
// the day before.
func small(t *testing.T, change func(*kit.Kit), invoices ...kit.Invoice) *figures.Picture {
	t.Helper()
	for i := range invoices {
		invoices[i].Currency = "EUR"
		if invoices[i].Number == "" {
			invoices[i].Number = string(rune('A' + i))
		}
	}
	k := &kit.Kit{Clients: []kit.Client{{Code: "C1", Name: "Durand", Kind: kit.Company, Invoices: invoices}}}
	k.Options, k.PaidUntil = kit.DefaultOptions(), today-1
	if change != nil {
		change(k)
	}
	a, err := agenda.Of(k, today)
	if err != nil {
		t.Fatal(err)
	}
	p, err := figures.New(a)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func owed(late int, total money.Amount) kit.Invoice {
	return kit.Invoice{Issued: today.AddDays(-late - 30), Due: today.AddDays(-late), Total: total}
}

func TestBucketsChangeTheDayAfterTheirLast(t *testing.T) {
	for late, want := range map[int]string{
		-20: "Non échu", 0: "Non échu", 1: "1 à 30 j", 30: "1 à 30 j", 31: "31 à 60 j", 60: "31 à 60 j",
		61: "61 à 90 j", 90: "61 à 90 j", 91: "91 j et plus", 900: "91 j et plus",
	} {
		if got := small(t, nil, owed(late, 100_00)).Invoices[0].Bucket; got != want {
			t.Errorf("%d days: %q, want %q", late, got, want)
		}
	}
}

func TestWhatIsPaidCancelledOrNotIssuedIsNotOwed(t *testing.T) {
	paid, cancelled, later, overpaid := owed(10, 100_00), owed(10, 200_00), owed(-60, 300_00), owed(10, 400_00)
	paid.Payments = []kit.Payment{{Date: today - 5, Amount: 100_00}}
	cancelled.Cancelled = &kit.Cancellation{On: today - 1, Reason: "erreur"}
	later.Issued = today + 1
	overpaid.Payments = []kit.Payment{{Date: today - 5, Amount: 450_00}}
	p := small(t, nil, paid, cancelled, later, overpaid, owed(10, 500_00))
	if indicators.Of(p).Open != 500_00 || indicators.Of(p).Overdue != 500_00 || indicators.Of(p).Overpaid != 50_00 {
		t.Errorf("encours %s, échu %s, trop-perçus %s", indicators.Of(p).Open, indicators.Of(p).Overdue, indicators.Of(p).Overpaid)
	}
	for i, want := range []string{"", "", figures.NotIssued, "", "1 à 30 j"} {
		if got := p.Invoices[i].Bucket; got != want {
			t.Errorf("invoice %d: %q, want %q", i, got, want)
		}
	}
}

func TestOtherCurrenciesAreLeftOut(t *testing.T) {
	p := small(t, func(k *kit.Kit) { k.Clients[0].Invoices[1].Currency = "USD" }, owed(10, 100_00), owed(10, 900_00))
	if indicators.Of(p).Open != 100_00 || p.Clients[0].Open != 100_00 || indicators.Of(p).Foreign != 1 {
		t.Errorf("encours %s, client %s, %d étrangères", indicators.Of(p).Open, p.Clients[0].Open, indicators.Of(p).Foreign)
	}
}

// By hand: 3,000 owed on 31 March. March sales 1,000 cover 1,000 in 31 days,
// February 1,000 in 28 days, January 4,000 cover the last 1,000 in a quarter of
// 31 days, 7.75, rounded to 8: 67 days.
func TestTheDSOCountsBackMonthByMonth(t *testing.T) {
	sale := func(month int, total, paid money.Amount) kit.Invoice {
		inv := kit.Invoice{Issued: calendar.Of(2026, month, 10), Due: calendar.Of(2026, month, 20), Total: total}
		if paid > 0 {
			inv.Payments = []kit.Payment{{Date: calendar.Of(2026, 3, 25), Amount: paid}}
		}
		return inv
	}
	p := small(t, nil, sale(3, 1000_00, 0), sale(2, 1000_00, 0), sale(1, 4000_00, 3000_00))
	if indicators.Of(p).DSO != 67 || indicators.Of(p).Uncovered {
		t.Errorf("DSO %d, months %+v", indicators.Of(p).DSO, indicators.Of(p).Months)
	}
}

func TestADebtOlderThanTheSalesGivesAtLeastAYear(t *testing.T) {
	p := small(t, nil, owed(800, 100_00))
	if indicators.Of(p).DSO != 365 || !indicators.Of(p).Uncovered {
		t.Errorf("DSO %d, uncovered %v", indicators.Of(p).DSO, indicators.Of(p).Uncovered)
	}
}

func TestAPromiseIsJudgedOncePaymentsAreKnown(t *testing.T) {
	promise := kit.Promise{Taken: today - 20, Until: today - 11, Amount: 100_00, Invoices: []string{"A"}}
	for _, c := range []struct {
		name         string
		received     calendar.Date // zero: never
		known        calendar.Date
		kept, broken int
	}{
		{"nothing came", 0, today - 1, 0, 1},
		{"it came in time", today - 12, today - 1, 1, 0},
		{"it came on the working day after", today - 8, today - 1, 1, 0}, // a Monday, after Friday 20 March
		{"it came too late", today - 2, today - 1, 0, 1},
		{"nobody knows yet", 0, today - 11, 0, 0},
	} {
		inv := owed(30, 100_00)
		if c.received != 0 {
			inv.Payments = []kit.Payment{{Date: c.received, Amount: 100_00}}
		}
		p := small(t, func(k *kit.Kit) { k.PaidUntil = c.known; k.Clients[0].Promises = []kit.Promise{promise} }, inv)
		if l := p.Clients[0]; l.Kept != c.kept || l.Broken != c.broken {
			t.Errorf("%s: %d kept, %d broken", c.name, l.Kept, l.Broken)
		}
	}
}

func TestAPromiseCountsForWhatItStillBrings(t *testing.T) {
	inv := owed(30, 100_00)
	inv.Payments = []kit.Payment{{Date: today - 1, Amount: 30_00}}
	p := small(t, func(k *kit.Kit) {
		k.Clients[0].Promises = []kit.Promise{
			{Taken: today - 2, Until: today + 7, Amount: 80_00, Invoices: []string{"A"}},
			{Taken: today - 2, Until: today + 8, Amount: 20_00, Invoices: []string{"A"}},
		}
	}, inv)
	if indicators.Of(p).Promised != 50_00 || indicators.Of(p).Promises != 1 {
		t.Errorf("%s in %d promises", indicators.Of(p).Promised, indicators.Of(p).Promises)
	}
}
