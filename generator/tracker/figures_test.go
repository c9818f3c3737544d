package tracker

import (
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"pgregory.net/rapid"

	"relance/generator/agenda"
	"relance/generator/calendar"
	"relance/generator/kit"
	"relance/generator/money"
)

var today = calendar.Of(2026, 3, 31)

// small is the agenda of one client with these invoices, payments entered until
// the day before.
func small(t *testing.T, change func(*kit.Kit), invoices ...kit.Invoice) *picture {
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
	p, err := newPicture(a)
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
		if got := small(t, nil, owed(late, 100_00)).invoices[0].bucket; got != want {
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
	if p.board.open != 500_00 || p.board.overdue != 500_00 || p.board.overpaid != 50_00 {
		t.Errorf("encours %s, échu %s, trop-perçus %s", p.board.open, p.board.overdue, p.board.overpaid)
	}
	for i, want := range []string{"", "", notIssued, "", "1 à 30 j"} {
		if got := p.invoices[i].bucket; got != want {
			t.Errorf("invoice %d: %q, want %q", i, got, want)
		}
	}
}

func TestOtherCurrenciesAreLeftOut(t *testing.T) {
	p := small(t, func(k *kit.Kit) { k.Clients[0].Invoices[1].Currency = "USD" }, owed(10, 100_00), owed(10, 900_00))
	if p.board.open != 100_00 || p.clients[0].open != 100_00 || p.board.foreign != 1 {
		t.Errorf("encours %s, client %s, %d étrangères", p.board.open, p.clients[0].open, p.board.foreign)
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
	if p.board.dso != 67 || p.board.uncovered {
		t.Errorf("DSO %d, months %+v", p.board.dso, p.board.months)
	}
}

func TestADebtOlderThanTheSalesGivesAtLeastAYear(t *testing.T) {
	p := small(t, nil, owed(800, 100_00))
	if p.board.dso != 365 || !p.board.uncovered {
		t.Errorf("DSO %d, uncovered %v", p.board.dso, p.board.uncovered)
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
		if l := p.clients[0]; l.kept != c.kept || l.broken != c.broken {
			t.Errorf("%s: %d kept, %d broken", c.name, l.kept, l.broken)
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
	if p.board.promised != 50_00 || p.board.promises != 1 {
		t.Errorf("%s in %d promises", p.board.promised, p.board.promises)
	}
}

func TestCodesThatSUMIFSMisreadsAreComparedExactly(t *testing.T) {
	for code, want := range map[string]bool{
		"C17": false, "CL0001": false, "DUPONT1": false, "001": true, "1": true, "C*": true, ">5": true, "MAI25": true, "Mars3": true,
		"VRAI": true, "C-17": true, "É1": true, "": true, "A1234567890123456": true,
	} {
		if isAmbiguous(code) != want {
			t.Errorf("%q: ambiguous is %v", code, !want)
		}
	}
}

func TestCellsHoldAnyText(t *testing.T) {
	for in, want := range map[string]string{
		"a\x00b\x1fc": "abc", "a\r\nb\rc\td": "a\nb c d", "\xff\xfe": "", "=1+1": "=1+1", "\u00a0": "\u00a0", "a\ufffeb": "ab",
	} {
		if got := clean(in); got != want {
			t.Errorf("clean(%q) = %q, want %q", in, got, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		unit := rapid.SampledFrom([]string{"a", "é", "😀", "\x01", "\n", "\xf0"}).Draw(t, "unit")
		s := strings.Repeat(unit, rapid.IntRange(0, 2*cellLimit).Draw(t, "n"))
		got := clean(s)
		if !utf8.ValidString(got) || strings.ContainsAny(got, "\x01\ufffd") || len(utf16.Encode([]rune(got))) > cellLimit {
			t.Fatalf("%d of %q", len(s), unit)
		}
		if clean(got) != got {
			t.Fatal("cleaning twice changes the text")
		}
		if len(s) > 2*len(got)*len(unit) && unit == "a" && !strings.HasSuffix(got, cut) {
			t.Fatal("cut in silence")
		}
	})
}

func TestLinesBreakAtSpaces(t *testing.T) {
	for _, c := range []struct {
		text  string
		width int
		want  int
	}{{"", 10, 1}, {"un deux", 10, 1}, {"un deux trois", 10, 2}, {"un\ndeux", 10, 2}, {"anticonstitutionnellement", 10, 3}, {"dix lettre", 10, 1}} {
		if got := linesIn(c.text, c.width); got != c.want {
			t.Errorf("linesIn(%q, %d) = %d, want %d", c.text, c.width, got, c.want)
		}
	}
}
