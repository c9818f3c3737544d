package found

import (
	"slices"
	"strings"
	"testing"

	"relance/generator/calendar"
	"relance/generator/diag"
	"relance/generator/intake/header"
	"relance/generator/intake/ledger"
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
