package figures_test

import (
	"testing"

	"relance/generator/kit"
	"relance/generator/money"
	"relance/generator/tracker/figures"
	"relance/generator/tracker/indicators"
)

// Twelve months end with the figures of the tiles; what is owed is expected some
// week or has no day; an invoice to be issued counts nowhere.
func TestTrendsAgreeWithTheTiles(t *testing.T) {
	paid := owed(40, 90000)
	paid.Payments = []kit.Payment{{Date: today.AddDays(-5), Amount: 30000}}
	p := small(t, nil, paid, owed(-10, 50000), owed(-20, 20000), owed(-200, 7000))
	b := indicators.Of(p)
	last := b.Past[len(b.Past)-1]
	if len(b.Past) != 12 || last.Open != b.Open || last.DSO != b.DSO || last.Cash != 30000 || last.First.Month() != today.Month() {
		t.Errorf("%+v for %s, %d days", last, b.Open, b.DSO)
	}
	var expected money.Amount
	for i := range b.Weeks {
		if w := &b.Weeks[i]; w.Monday.Weekday() != 1 {
			t.Errorf("%s is no Monday", w.Monday)
		}
		expected += b.Weeks[i].Total()
	}
	if len(b.Weeks) != 13 || expected != 70000 || b.Undated != 60000 || expected+b.Undated != b.Open {
		t.Errorf("%s expected, %s undated, of %s", expected, b.Undated, b.Open)
	}
}

func TestAPromiseReplacesTheDueDateInTheForecast(t *testing.T) {
	p := small(t, func(k *kit.Kit) {
		k.Clients[0].Promises = []kit.Promise{{Taken: today.AddDays(-1), Until: today.AddDays(8), Amount: 40000, Invoices: []string{"A"}}}
	}, owed(20, 40000))
	b := indicators.Of(p)
	if w := &b.Weeks[1]; w.Promised != 40000 || w.Due != 0 || b.Undated != 0 {
		t.Errorf("%+v, %s undated", w, b.Undated)
	}
	if len(p.Promises) != 1 || p.Promises[0].State != figures.ToCome {
		t.Errorf("%+v", p.Promises)
	}
}
