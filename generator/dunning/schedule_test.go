package dunning_test

import (
	"os"
	"strings"
	"testing"

	"relance/generator/calendar"
	"relance/generator/claim"
	"relance/generator/dunning"
	"relance/generator/kit"
	"relance/templates"
)

func firm(t testing.TB) *kit.Kit {
	t.Helper()
	k, problems := kit.Load(os.DirFS("../../content/exemples/pme"), templates.FS, nil)
	if problems.Faults() {
		t.Fatal(problems)
	}
	return k
}

// domain.md §2.6, for an invoice due on Monday 2 March 2026.
func TestEveryPlanIsDrawnOnItsGoldenDates(t *testing.T) {
	k := firm(t)
	k.ProfilePlans = nil
	for id, want := range map[string]string{
		"progressif":     "27/02 09/03 12/03 23/03 01/04 14/04",
		"independant":    "03/03 09/03 13/03 18/03 31/03",
		"simple":         "27/02 09/03 17/03 01/04",
		"nouveau_client": "25/02 05/03 09/03 17/03 27/03 07/04 21/04",
		"grand_compte":   "25/02 09/03 17/03 27/03 16/04 04/05 18/05",
		"public":         "25/02 09/03 17/03 01/04 16/04",
		"particulier":    "27/02 05/03 12/03 23/03 07/04",
		"accelere":       "03/03 06/03 10/03 17/03 31/03",
	} {
		var got []string
		for _, s := range dunning.Schedule(k, k.PlanByID(id), calendar.Of(2026, 3, 2)) {
			got = append(got, s.Date.Short()[:5])
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %s, want %s", id, strings.Join(got, " "), want)
		}
	}
}

// The order of the states is part of the specification (domain.md §2.4): each
// fact added to the invoice is one that wins over those added before.
func TestTheFirstStateThatHoldsWins(t *testing.T) {
	day := calendar.Of(2026, 3, 31)
	k := *firm(t)
	k.Journal = nil
	inv := kit.Invoice{Number: "F1", Currency: "EUR", Issued: day - 60, Due: day - 30, Total: 900_00}
	k.Clients = []kit.Client{{Code: "C1", Kind: kit.Company, Invoices: []kit.Invoice{inv}}}
	c := &k.Clients[0]
	f := &c.Invoices[0]
	for _, step := range []struct {
		want dunning.State
		add  func()
	}{
		{dunning.Todo, func() {}},
		{dunning.Covered, func() { c.Payments = []kit.Payment{{Date: day - 1, Amount: 1_000_00}} }},
		{dunning.BelowMinimum, func() { f.Payments = []kit.Payment{{Date: day - 40, Amount: 890_00}} }},
		{dunning.PartialPause, func() { f.Payments = []kit.Payment{{Date: day - 2, Amount: 890_00}} }},
		{dunning.Deferred, func() { f.Deferrals = []kit.Deferral{{Until: day + 5, Reason: "accord", Granted: day - 1}} }},
		{dunning.Promised, func() {
			c.Promises = []kit.Promise{{Taken: day - 1, Until: day + 3, Amount: 10_00, Invoices: []string{"F1"}}}
		}},
		{dunning.Instalments, func() {
			c.Instalments = []kit.InstalmentPlan{{Agreed: day - 1, Invoices: []string{"F1"}, Penalties: "dues", Instalments: []kit.Instalment{{Date: day + 9, Amount: 10_00}}}}
		}},
		{dunning.Disputed, func() { f.Disputes = []kit.Dispute{{Opened: day - 1, Reason: "teinte"}} }},
		{dunning.DoNotContact, func() { c.DoNotContact = &kit.DoNotContact{Reason: "m", By: "p", Until: day + 1} }},
		{dunning.Settled, func() { f.Payments[0].Amount = 900_00 }},
		{dunning.Overpaid, func() { f.Payments[0].Amount = 901_00 }},
		{dunning.Insolvent, func() { c.Insolvency = &kit.Insolvency{Type: "liquidation", Judged: day} }},
		{dunning.Cancelled, func() { f.Cancelled = &kit.Cancellation{On: day, Reason: "erreur"} }},
	} {
		step.add()
		if d := dunning.NewFacts(&k, claim.NewBook(&k), day).Decide(c, f); d.State != step.want || d.Reason == "" {
			t.Errorf("%s (%s), want %s", d.State, d.Reason, step.want)
		}
	}
}

// contracts.md §7: a deadline is never later than the working day before the next
// written stage, and a formal notice leaves its own days and those of the post.
func TestTheDeadlineOfALetterEndsBeforeTheNextOne(t *testing.T) {
	k := *firm(t)
	k.Journal, k.Closures = nil, nil
	inv := kit.Invoice{Number: "F1", Currency: "EUR", Issued: calendar.Of(2026, 1, 31), Due: calendar.Of(2026, 3, 2), Total: 900_00}
	k.Clients = []kit.Client{{Code: "C1", Kind: kit.Company, Invoices: []kit.Invoice{inv}}}
	for stage, want := range map[string][2]calendar.Date{
		"courtoisie":  {calendar.Of(2026, 2, 27), calendar.Of(2026, 3, 2)},  // the due date itself
		"relance1":    {calendar.Of(2026, 3, 9), calendar.Of(2026, 3, 11)},  // lettre on the 12th
		"lettre":      {calendar.Of(2026, 3, 12), calendar.Of(2026, 3, 20)}, // three days of post, five working days
		"recommandee": {calendar.Of(2026, 3, 23), calendar.Of(2026, 3, 31)}, // med on the 1st
		"med":         {calendar.Of(2026, 4, 1), calendar.Of(2026, 4, 13)},  // eight days and three of post, a Sunday
	} {
		f := dunning.NewFacts(&k, claim.NewBook(&k), want[0])
		d := f.Decide(&k.Clients[0], &k.Clients[0].Invoices[0])
		d.Stage, _ = d.Plan.Stage(stage)
		if got := f.Deadline(&d, want[0], d.Stage.AllChannels()[0]); got != want[1] {
			t.Errorf("%s: %s, want %s", stage, got, want[1])
		}
	}
}
