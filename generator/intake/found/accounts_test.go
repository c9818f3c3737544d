package found

import (
	"slices"
	"strings"
	"testing"

	"relance/generator/calendar"
	"relance/generator/diag"
	"relance/generator/intake/header"
	"relance/generator/intake/ledger"
	"relance/generator/money"
)

func TestDebitsOutsideTheJournalsOfSalesAreNamed(t *testing.T) {
	day := calendar.Of(2026, 3, 2)
	sale := ledger.Line{Row: 2, Account: "411", Aux: "C1", Name: "Alpha", Journal: "VE", Piece: "F1", Date: day, Amount: 100_00, Sale: true}
	refund := ledger.Line{Row: 3, Account: "411", Aux: "C1", Name: "Alpha", Journal: "BQ", Piece: "RB", Date: day, Amount: 40_00}
	for name, c := range map[string]struct {
		lines []ledger.Line
		warns bool
	}{
		"a refund":               {[]ledger.Line{sale, refund}, true},
		"sales alone":            {[]ledger.Line{sale}, false},
		"no journal is of sales": {[]ledger.Line{refund}, false},
	} {
		imp := &Import{}
		imp.FromAccounts(ledger.Settle(c.lines), header.Mapping{}, "fec.txt", "")
		if warns := slices.ContainsFunc(imp.Notes, func(p diag.Problem) bool { return p.Code == "W373" && strings.Contains(p.Text, "RB (Alpha") }); warns != c.warns {
			t.Errorf("%s: %+v", name, imp.Notes)
		}
	}
}

// Money that went back to a client without a known payment is owed, and is no
// invoice: the control says it, the kit does not.
func TestTheControlIsTheBalanceOfTheAccountsEvenWhenSomeIsNotTaken(t *testing.T) {
	day := calendar.Of(2026, 3, 2)
	imp := &Import{}
	imp.FromAccounts(ledger.Settle([]ledger.Line{
		{Row: 2, Account: "411", Aux: "C1", Name: "Alpha", Piece: "F1", Date: day, Amount: 100_00, Sale: true},
		{Row: 3, Account: "411", Aux: "C1", Name: "Alpha", Piece: "REJ", Label: "Rejet", Date: day, Amount: 40_00, Cash: true},
		{Row: 4, Account: "411", Aux: "C2", Name: "Bêta", Piece: "RB", Label: "Remboursement", Date: day, Amount: 7_00, Cash: true},
	}), header.Mapping{}, "fec.txt", "")
	imp.Count()
	var got []string
	for _, c := range imp.Control.Clients {
		got = append(got, c.Code+" "+c.Sum.Decimal()+" "+c.Aside.Decimal())
	}
	if want := []string{"C1 140.00 40.00", "C2 7.00 7.00"}; !slices.Equal(got, want) || imp.Control.Sum != 147_00 {
		t.Errorf("got %q, sum %s, want %q", got, imp.Control.Sum, want)
	}
	if len(imp.Clients) != 1 || len(imp.Clients[0].Invoices) != 1 || len(imp.Rejected) != 2 || imp.Rejected[0].Pos.Line != 3 {
		t.Errorf("%+v, rejected %+v", imp.Clients, imp.Rejected)
	}
}

func TestWhatIsDoubtfulInAccountsIsNamed(t *testing.T) {
	day := calendar.Of(2026, 3, 2)
	line := func(row int, journal, piece, letter string, amount int64) ledger.Line {
		return ledger.Line{Row: row, Account: "411", Aux: "C1", Name: "Alpha", Journal: journal, Piece: piece, Letter: letter, Date: day, Amount: money.Amount(amount), Sale: journal == "VE", Cash: journal == "BQ"}
	}
	for want, lines := range map[string][]ledger.Line{
		"W374 A (Alpha)":                       {line(2, "VE", "F1", "A", 1000), line(3, "VE", "F2", "A", 500), line(4, "BQ", "V", "A", -1200)},
		"W375 REJ (Alpha, 10,00 €, rouvre F1)": {line(2, "VE", "F1", "A", 1000), line(3, "BQ", "P", "A", -1000), line(4, "BQ", "REJ", "", 1000)},
		"W362 C1-2026-03-02":                   {line(2, "VE", "", "", 1000)},
		"W376 F1-C1 au lieu de F1 (Alpha)":     {{Row: 1, Account: "411", Aux: "C0", Name: "Zéro", Piece: "F1", Date: day, Amount: 5, Sale: true}, line(2, "VE", "F1", "", 1000)},
		"W377 F1 (USD)":                        {{Row: 1, Account: "411", Aux: "C1", Name: "Alpha", Piece: "F1", Date: day, Amount: 5, Sale: true, Currency: "USD"}},
		"W386 F1 (Alpha, 0,05 €)":              {{Row: 1, Account: "411700", Aux: "C1", Name: "Alpha", Piece: "F1", Date: day, Amount: 5, Sale: true}},
	} {
		imp := &Import{}
		imp.FromAccounts(ledger.Settle(lines), header.Mapping{}, "fec.txt", "")
		code, what, _ := strings.Cut(want, " ")
		if !slices.ContainsFunc(imp.Notes, func(p diag.Problem) bool {
			return p.Code == code && strings.HasSuffix(strings.ReplaceAll(p.Text, "\u00a0", " "), ": "+what)
		}) {
			t.Errorf("%s: %+v", want, imp.Notes)
		}
	}
}
