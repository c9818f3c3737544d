package ledger

import (
	"fmt"
	"slices"
	"testing"

	"relance/generator/calendar"
	"relance/generator/money"
)

func TestAnOpeningKeepsTheNumberOfItsInvoiceUnlessManyShareIt(t *testing.T) {
	accounts := Settle([]Line{
		{Row: 1, Account: "411", Aux: "C1", Journal: "AN", Piece: "FA25-9", Date: 46000, Amount: 10},
		{Row: 2, Account: "411", Aux: "C1", Journal: "AN", Piece: "AN0001", Date: 46000, Amount: 20},
		{Row: 3, Account: "411", Aux: "C2", Journal: "AN", Piece: "AN0001", Date: 46000, Amount: 30},
		{Row: 4, Account: "411", Aux: "C3", Journal: "VE", Label: "Report à nouveau", Date: 46000, Amount: 40},
	})
	var got []string
	for _, a := range accounts {
		for _, i := range a.Items {
			got = append(got, fmt.Sprintf("%s %v", i.Number, i.Opening))
		}
	}
	day := calendar.Date(46000).ISO()
	if want := []string{"FA25-9 false", "C1-" + day + " true", "C2-" + day + " true", "C3-" + day + " true"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// Retention money has an account of its own: the client is one, a letter is of one
// account.
func TestAClientOfSeveralAccountsIsOneClient(t *testing.T) {
	accounts := Settle([]Line{
		{Row: 1, Account: "411000", Aux: "C1", Name: "Kerjean", Piece: "F1", Letter: "A", Date: 46000, Amount: 950},
		{Row: 2, Account: "411700", Aux: "C1", Name: "Kerjean", Piece: "F1", Letter: "A", Date: 46000, Amount: 50},
		{Row: 3, Account: "411000", Aux: "C1", Name: "Kerjean", Piece: "V1", Letter: "A", Date: 46020, Amount: -950},
	})
	if len(accounts) != 1 || accounts[0].Balance != 50 || len(accounts[0].Items) != 1 || accounts[0].Items[0].Row != 2 {
		t.Errorf("got %+v", accounts)
	}
}

// Fifty thousand payments in one account are set against as many invoices, the
// oldest first, without comparing each with each.
func TestALargeAccountWithoutLettersIsSettled(t *testing.T) {
	var lines []Line
	for i := range 100_000 {
		l := Line{Row: i, Account: "411000", Name: "Clients", Date: calendar.Date(46000 + i/400), Amount: 100}
		if i%2 == 1 {
			l.Amount = -99
		}
		lines = append(lines, l)
	}
	a := Settle(lines)[0]
	var left money.Amount
	for _, i := range a.Items {
		left += i.Left()
	}
	if left != 50_000 || a.Balance != 50_000 || len(a.OnAccount) != 0 {
		t.Errorf("left %d, balance %d", left, a.Balance)
	}
}
