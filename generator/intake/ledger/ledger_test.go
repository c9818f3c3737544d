package ledger

import (
	"testing"

	"pgregory.net/rapid"

	"relance/generator/calendar"
	"relance/generator/money"
)

func TestWithoutAnyLetterPaymentsGoToTheOldestInvoices(t *testing.T) {
	accounts := Settle([]Line{
		{Row: 1, Account: "411", Aux: "C1", Piece: "F2", Date: 200, Amount: 50},
		{Row: 2, Account: "411", Aux: "C1", Piece: "F1", Date: 100, Amount: 70},
		{Row: 3, Account: "411", Aux: "C1", Piece: "V", Date: 300, Amount: -80},
	})
	if a := accounts[0]; !a.Guessed || len(a.Items) != 1 || a.Items[0].Number != "F2" || a.Items[0].Left() != 40 {
		t.Errorf("got %+v", a)
	}
}

// The invariant of the room: nothing is invented, nothing is lost.
func TestOpenItemsAddUpToTheLedgerToTheCent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var lines []Line
		want := map[string]money.Amount{}
		for i := range rapid.IntRange(1, 40).Draw(t, "lines") {
			l := Line{
				Row: i, Account: rapid.SampledFrom([]string{"411000", "411", "4111"}).Draw(t, "account"),
				Aux:    rapid.SampledFrom([]string{"", "C1", "C2"}).Draw(t, "aux"),
				Piece:  rapid.SampledFrom([]string{"", "F1", "F2", "RAN"}).Draw(t, "piece"),
				Letter: rapid.SampledFrom([]string{"", "A", "B", "a"}).Draw(t, "letter"),
				Date:   calendar.Date(rapid.Int32Range(46000, 46100).Draw(t, "date")),
				Amount: money.Amount(rapid.Int64Range(-300, 300).Draw(t, "amount")),
				Sale:   rapid.Bool().Draw(t, "sale"), Opening: rapid.Bool().Draw(t, "opening"), Cash: rapid.Bool().Draw(t, "cash"),
				LetterDay: rapid.SampledFrom([]string{"", "20260101"}).Draw(t, "letter day"),
				Label:     rapid.SampledFrom([]string{"", "Rejet F1", "Remboursement"}).Draw(t, "label"),
			}
			lines = append(lines, l)
			code := l.Aux
			if code == "" {
				code = l.Account
			}
			want[code] += l.Amount
		}
		numbers := map[string]bool{}
		var total, all money.Amount
		for _, amount := range want {
			all += amount
		}
		for _, a := range Settle(lines) {
			sum := money.Amount(0)
			for _, i := range a.Items {
				sum += i.Left()
				if i.Left() <= 0 || numbers[i.Number] {
					t.Fatalf("item %+v", i)
				}
				numbers[i.Number] = true
			}
			for _, c := range a.OnAccount {
				sum -= c.Amount
			}
			for _, i := range a.Aside {
				sum += i.Left()
			}
			if sum != a.Balance {
				t.Fatalf("%s: open items make %d, the account %d", a.Code, sum, a.Balance)
			}
			total += sum
		}
		if total != all {
			t.Fatalf("open items make %d, the ledger %d", total, all)
		}
	})
}
