package figures_test

import (
	"testing"

	"pgregory.net/rapid"

	"relance/generator/calendar"
	"relance/generator/kit"
	"relance/generator/money"
	"relance/generator/tracker/figures"
	"relance/generator/tracker/indicators"
)

func TestAPromisePutOffIsExpectedOnce(t *testing.T) {
	p := small(t, func(k *kit.Kit) {
		k.Clients[0].Promises = []kit.Promise{
			{Taken: today - 3, Until: today + 2, Amount: 1260_00, Invoices: []string{"A"}},
			{Taken: today - 1, Until: today + 3, Amount: 1260_00, Invoices: []string{"A"}},
		}
	}, owed(20, 1260_00))
	b := indicators.Of(p)
	if b.Promised != 1260_00 || b.Promises != 1 {
		t.Errorf("%s in %d promises of one invoice of 1260", b.Promised, b.Promises)
	}
	for _, l := range p.Promises {
		if want := map[bool]figures.PromiseState{true: figures.ToCome, false: figures.Replaced}[l.Until == today+3]; l.State != want {
			t.Errorf("the promise for %s is %s, want %s", l.Until, l.State, want)
		}
	}
}

func TestAPromiseInDollarsIsNoEuro(t *testing.T) {
	p := small(t, func(k *kit.Kit) {
		k.Clients[0].Invoices[0].Currency = "USD"
		k.Clients[0].Promises = []kit.Promise{{Taken: today - 1, Until: today + 3, Amount: 1000_00, Invoices: []string{"A"}}}
	}, owed(20, 1260_00))
	if b := indicators.Of(p); b.Promised != 0 || b.Promises != 0 || p.Promises[0].Currency != "USD" {
		t.Errorf("%s euros promised, %s", b.Promised, p.Promises[0].Currency)
	}
}

// Whatever is promised, contested or late, the weeks, what comes after and what has no
// day are together what is owed and not contested.
func TestTheForecastAddsUpToWhatIsOwed(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		amount := func(name string) money.Amount { return money.Amount(rapid.Int64Range(1, 2000_00).Draw(rt, name)) }
		day := func(name string, from, to int) calendar.Date {
			return today.AddDays(rapid.IntRange(from, to).Draw(rt, name))
		}
		var invoices []kit.Invoice
		for range rapid.IntRange(1, 4).Draw(rt, "invoices") {
			inv := owed(rapid.IntRange(-29, 120).Draw(rt, "late"), amount("total"))
			if rapid.Bool().Draw(rt, "contested") {
				inv.Disputes = []kit.Dispute{{Opened: today - 3, Reason: "teinte", Amount: min(inv.Total, amount("disputed"))}}
			}
			if rapid.Bool().Draw(rt, "paid") {
				inv.Payments = []kit.Payment{{Date: day("received", -9, 0), Amount: min(inv.Total, amount("payment"))}}
			}
			invoices = append(invoices, inv)
		}
		var promises []kit.Promise
		for range rapid.IntRange(0, 4).Draw(rt, "promises") {
			v := kit.Promise{Taken: day("taken", -20, 0), Amount: amount("promised")}
			v.Until = v.Taken.AddDays(rapid.IntRange(0, 110).Draw(rt, "until"))
			for i := range invoices {
				if i == 0 || rapid.Bool().Draw(rt, "of") {
					v.Invoices = append(v.Invoices, string(rune('A'+i)))
				}
			}
			promises = append(promises, v)
		}
		p := small(t, func(k *kit.Kit) { k.Clients[0].Promises = promises }, invoices...)
		b := indicators.Of(p)
		sum := b.Undated + b.Beyond
		for i := range b.Weeks {
			sum += b.Weeks[i].Total()
		}
		if want := b.Open - b.Disputed; sum != want {
			rt.Fatalf("%s expected, undated or beyond, of %s owed and not contested", sum, want)
		}
	})
}
