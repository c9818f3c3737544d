package ledger

import (
	"fmt"
	"strings"
	"testing"

	"relance/generator/calendar"
	"relance/generator/money"
)

// told writes what an account owes, item by item.
func told(a Account) string {
	var b strings.Builder
	for _, i := range a.Items {
		fmt.Fprintf(&b, "%s %s; ", i.Number, i.Left().Decimal())
	}
	for _, c := range a.OnAccount {
		fmt.Fprintf(&b, "[%s %s]; ", c.Number, c.Amount.Decimal())
	}
	for _, i := range a.Aside {
		fmt.Fprintf(&b, "aside %s %s; ", i.Number, i.Left().Decimal())
	}
	for _, r := range a.Returned {
		fmt.Fprintf(&b, "%s opens %v; ", r.Piece, r.Opens)
	}
	return strings.TrimSuffix(b.String(), "; ")
}

func money100(euros int64) money.Amount { return money.Amount(euros * 100) }

// account settles lines written « VE F1 1000 A »: journal, piece, euros, letter; BQ is
// a bank's, « BQ:Rejet » has a label.
func account(texts ...string) string {
	var lines []Line
	for i, text := range texts {
		var l Line
		var euros int64
		fmt.Sscanf(text, "%s %s %d %s", &l.Journal, &l.Piece, &euros, &l.Letter)
		l.Journal, l.Label, _ = strings.Cut(l.Journal, ":")
		l.Row, l.Account, l.Aux, l.Date = i+2, "411000", "C1", calendar.Date(46000+i)
		l.Amount, l.Sale, l.Cash = money100(euros), l.Journal == "VE", l.Journal == "BQ"
		lines = append(lines, l)
	}
	accounts := Settle(lines)
	if len(accounts) == 0 {
		return ""
	}
	return told(accounts[0])
}

func TestMoneyGivenBackIsNoInvoiceAndReopensWhatItPaid(t *testing.T) {
	for name, c := range map[string]struct {
		lines []string
		want  string
	}{
		"a rejected direct debit without a letter": {[]string{"VE F1 1000 A", "BQ PRL -1000 A", "BQ:Rejet REJ 1000"}, "F1 1000.00; REJ opens [F1]"},
		"of the same letter":                       {[]string{"VE F1 1000 A", "BQ PRL -1000 A", "BQ:Rejet REJ 1000 A"}, "F1 1000.00; REJ opens [F1]"},
		"without any letter":                       {[]string{"VE F1 1000", "BQ PRL -1000", "BQ:Rejet REJ 1000"}, "F1 1000.00; REJ opens []"},
		"paid again since":                         {[]string{"VE F1 1000 A", "BQ PRL -1000 A", "BQ:Rejet REJ 1000 B", "BQ VIR -1000 B"}, ""},
		"one of two payments":                      {[]string{"VE F1 1000 A", "BQ V1 -400 A", "BQ V2 -600 A", "BQ:Rejet REJ 600"}, "F1 600.00; REJ opens [F1]"},
		"the payment that its label names": {[]string{"VE F1 100 A", "BQ F1 -100 A", "VE F2 100 B", "BQ F2 -100 B", "BQ:Impayé,F1 REJ 100"},
			"F1 100.00; REJ opens [F1]"},
		"a refund of what was paid too much": {[]string{"VE F1 1000 A", "BQ F1 -1000 A", "BQ V2 -40", "BQ:Remboursement RB 40"}, ""},
		"a refund in part":                   {[]string{"VE F1 1000", "BQ F1 -1040", "BQ:Remboursement RB 30"}, "[F1 10.00]"},
		"a refund of nothing known":          {[]string{"VE F1 40 A", "BQ F1 -40 A", "BQ:Remboursement RB 40", "VE F2 100"}, "F2 100.00; aside RB 40.00"},
		"a rejection of the year before":     {[]string{"VE F2 100 A", "BQ:Rejet REJ 70"}, "F2 100.00; aside REJ 70.00"},
		"a refund of a credit note":          {[]string{"VE F1 50 A", "BQ V -50 A", "VE AV -20", "BQ:Remboursement RB 20"}, ""},
	} {
		if got := account(c.lines...); got != c.want {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
	}
}

func TestPaymentsGoToTheInvoiceOfTheirAmountBeforeTheOldest(t *testing.T) {
	for name, c := range map[string]struct {
		lines []string
		want  string
	}{
		"the same amount":   {[]string{"VE F1 1000 A", "VE F2 500 A", "BQ V -500 A"}, "F1 1000.00"},
		"the oldest":        {[]string{"VE F1 1000 A", "VE F2 500 A", "BQ V -1200 A"}, "F2 300.00"},
		"the same number":   {[]string{"VE F1 500 A", "VE F2 500 A", "BQ F2 -500 A"}, "F1 500.00"},
		"not without a sum": {[]string{"VE F1 1000 A", "VE F2 500", "BQ V -500"}, "F1 1000.00; F2 500.00; [V 500.00]"},
	} {
		if got := account(c.lines...); got != c.want {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
	}
}

func TestALetterUsedAgainIsToldApartByItsDays(t *testing.T) {
	line := func(row int, amount int64, day, piece string) Line {
		return Line{Row: row, Account: "411000", Aux: "C1", Piece: piece, Letter: "A", LetterDay: day, Date: 46000, Amount: money100(amount)}
	}
	a := Settle([]Line{line(2, 100, "20260101", "F1"), line(3, -100, "20260101", "V1"), line(4, 70, "20260901", "F2"), line(5, -20, "", "V2")})
	if got := told(a[0]); got != "F2 50.00" {
		t.Error(got)
	}
}

// The number that a letter quotes must not change because another client has paid.
func TestAReferenceOfTwoClientsKeepsItsNumberWhenOneHasPaid(t *testing.T) {
	lines := []Line{
		{Row: 2, Account: "411", Aux: "C1", Piece: "F1", Date: 46000, Amount: 100},
		{Row: 3, Account: "411", Aux: "C2", Piece: "F1", Date: 46000, Amount: 200},
	}
	numbers := func(lines []Line) (all []string) {
		for _, a := range Settle(lines) {
			for _, i := range a.Items {
				all = append(all, i.Number+" "+i.Piece)
			}
		}
		return all
	}
	if got := fmt.Sprintf("%q", numbers(lines)); got != `["F1 " "F1-C2 F1"]` {
		t.Error(got)
	}
	paid := append(lines, Line{Row: 4, Account: "411", Aux: "C1", Piece: "F1", Date: 46001, Amount: -100})
	if got := fmt.Sprintf("%q", numbers(paid)); got != `["F1-C2 F1"]` {
		t.Error(got)
	}
}
