package agenda_test

import (
	"bytes"
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"relance/generator/agenda"
	"relance/generator/calendar"
	"relance/generator/dunning"
	"relance/generator/journal"
	"relance/generator/kit"
	"relance/generator/money"
)

var firstDay = calendar.Of(2026, 2, 2) // a Monday

// drawKit makes a kit of a few clients whose invoices fall due in the spring of
// 2026, with whatever may happen to them when eventful.
func drawKit(t *rapid.T, base *kit.Kit, eventful bool, most int) *kit.Kit {
	k := *base
	k.Journal, _ = journal.Read("journal.jsonl", nil)
	k.Options.CatchUp = rapid.SampledFrom([]string{"progressif", "compresser", "direct"}).Draw(t, "rattrapage")
	k.Options.Grouping = rapid.SampledFrom([]string{"client", "etape", "facture"}).Draw(t, "regroupement")
	k.Options.BrokenPromise = rapid.SampledFrom([]string{"reprendre", "escalader"}).Draw(t, "promesse_rompue")
	k.Clients = nil
	for i := range rapid.IntRange(1, 2).Draw(t, "clients") {
		c := kit.Client{
			Code: fmt.Sprintf("C%d", i), Name: fmt.Sprintf("Client %d", i), Kind: kit.Company,
			Plan:     rapid.SampledFrom([]string{"progressif", "independant", "simple", "nouveau_client", "grand_compte", "accelere"}).Draw(t, "plan"),
			Address:  []string{"1 rue de l'Essai", "49000 Angers"},
			Contacts: []kit.Contact{{Name: "Essai", Email: "a@essai.example", Phone: "0261910001", Mobile: "0639980001"}},
		}
		for j := range rapid.IntRange(1, most).Draw(t, "invoices") {
			c.Invoices = append(c.Invoices, drawInvoice(t, fmt.Sprintf("F%d%d", i, j), eventful))
		}
		if eventful && rapid.Bool().Draw(t, "promised") {
			inv := &c.Invoices[0]
			taken := inv.Due.AddDays(rapid.IntRange(1, 40).Draw(t, "taken"))
			c.Promises = []kit.Promise{{Taken: taken, Until: taken.AddDays(rapid.IntRange(0, 15).Draw(t, "until")), Amount: inv.Total, Invoices: []string{inv.Number}}}
		}
		k.Clients = append(k.Clients, c)
	}
	return &k
}

func drawInvoice(t *rapid.T, number string, eventful bool) kit.Invoice {
	due := calendar.Of(2026, 2, 20).AddDays(rapid.IntRange(0, 40).Draw(t, "due"))
	inv := kit.Invoice{
		Number: number, Type: "facture", Currency: "EUR", Issued: due.AddDays(-30), Due: due,
		Total:  money.Amount(rapid.Int64Range(200_00, 9_000_00).Draw(t, "total")),
		Checks: kit.Checks{Sent: kit.Yes, Contract: kit.Yes, Delivered: kit.Yes},
	}
	if !eventful {
		return inv
	}
	after := func(name string) calendar.Date { return due.AddDays(rapid.IntRange(-5, 60).Draw(t, name)) }
	switch rapid.IntRange(0, 5).Draw(t, "event") {
	case 0:
		inv.Payments = []kit.Payment{{Date: after("paid"), Amount: inv.Total}}
	case 1:
		inv.Payments = []kit.Payment{{Date: after("part"), Amount: inv.Total / 3}}
	case 2:
		opened := after("opened")
		inv.Disputes = []kit.Dispute{{Opened: opened, Reason: "teinte", Closed: opened.AddDays(rapid.IntRange(1, 30).Draw(t, "closed")), Outcome: "non_fonde"}}
	case 3:
		granted := after("granted")
		inv.Deferrals = []kit.Deferral{{Granted: granted, Until: granted.AddDays(rapid.IntRange(1, 20).Draw(t, "postponed")), Reason: "accord", By: "Direction"}}
	}
	return inv
}

// A sent stage is one line of what live did.
type sent struct {
	day       calendar.Date
	invoice   string
	stage     *kit.Stage
	channel   kit.Channel
	status    journal.Status
	deadline  calendar.Date
	outOfPlan bool
}

// live runs the tool every so many days, never on a week-end, and sends all it
// proposes, at once.
func live(t testing.TB, k *kit.Kit, days, step int, look func(*agenda.Agenda)) []sent {
	t.Helper()
	var out []sent
	for day := firstDay; day < firstDay.AddDays(days); day += calendar.Date(step) {
		if w := day.Weekday(); w == time.Saturday || w == time.Sunday {
			continue
		}
		k.PaidUntil = day
		a, err := agenda.Of(k, day)
		if err != nil {
			t.Fatal(err)
		}
		if look != nil {
			look(a)
		}
		for _, c := range a.Communications {
			if c.Status == dunning.Blocked {
				continue
			}
			for _, it := range c.Items {
				if it.Status == journal.Done || it.Status == journal.Absorbed {
					s, _ := it.Decision.Plan.Stage(it.Stage.ID)
					out = append(out, sent{day, it.Claim.Invoice.Number, it.Stage, c.Channel, it.Status, c.Deadline, s == nil})
				}
			}
			k.Journal.Append(c.Entry(day))
		}
	}
	return out
}

func TestNoInvoiceIsChasedTwiceNorTooSoonNorHandedOverEarly(t *testing.T) {
	base := example(t, "pme")
	rapid.Check(t, func(r *rapid.T) {
		k := drawKit(r, base, true, 3)
		last := map[string]sent{}
		notice := map[string]calendar.Date{}
		seen := map[string]bool{}
		for _, s := range live(t, k, 110, rapid.SampledFrom([]int{1, 1, 2, 7}).Draw(r, "every"), nil) {
			key := s.invoice + " " + s.stage.ID + " " + string(s.channel)
			if !s.outOfPlan && seen[key] {
				r.Fatalf("%s: %s twice", s.day, key)
			}
			seen[key] = true
			if s.outOfPlan {
				continue
			}
			if before, ok := last[s.invoice]; ok && before.stage != s.stage && s.stage.Nature != kit.Handover && s.day.Sub(before.day) < k.Options.MinInterval {
				r.Fatalf("%s: %s only %d days after %s", s.invoice, s.stage.ID, s.day.Sub(before.day), before.stage.ID)
			}
			last[s.invoice] = s
			switch {
			case s.stage.Nature == kit.FormalNotice && s.status == journal.Done:
				notice[s.invoice] = s.deadline
			case s.stage.Nature == kit.Handover && (notice[s.invoice].IsZero() || s.day <= notice[s.invoice]):
				r.Fatalf("%s handed over on %s, deadline %s", s.invoice, s.day, notice[s.invoice])
			}
		}
	})
}

// mayChase is written without the engine: what the accounts say of an invoice.
func mayChase(k *kit.Kit, c *kit.Client, inv *kit.Invoice, day calendar.Date) (bool, string) {
	owed := inv.Total
	for _, p := range inv.Payments {
		if p.Date <= day {
			owed -= p.Amount
		}
	}
	if owed <= 0 {
		return false, "paid"
	}
	for _, d := range inv.Disputes {
		if d.Opened <= day && d.Closed > day {
			return false, "disputed"
		}
	}
	for _, d := range inv.Deferrals {
		if d.Granted <= day && day <= d.Until {
			return false, "postponed"
		}
	}
	for _, p := range c.Promises {
		if slices.Contains(p.Invoices, inv.Number) && p.Taken <= day && day <= p.Until {
			return false, "promised"
		}
	}
	return true, ""
}

func TestNothingPaidPromisedOrDisputedIsChasedAndNobodyIsForgotten(t *testing.T) {
	base := example(t, "pme")
	rapid.Check(t, func(r *rapid.T) {
		k := drawKit(r, base, true, 3)
		live(t, k, 110, rapid.SampledFrom([]int{1, 3, 7}).Draw(r, "every"), func(a *agenda.Agenda) {
			spoken := map[*dunning.Decision]bool{}
			for _, c := range a.Communications {
				_, planned := c.Plan.Stage(c.Stage.ID)
				for _, it := range c.Items {
					spoken[it.Decision] = true
					if may, why := mayChase(k, c.Client, it.Claim.Invoice, a.Date); planned >= 0 && it.Role == agenda.Asked && !may {
						r.Fatalf("%s: %s at %s, though %s", a.Date, it.Claim.Invoice.Number, c.Stage.ID, why)
					}
				}
			}
			if n := k.InvoiceCount(); n != len(a.Decisions) {
				r.Fatalf("%d invoices, %d decisions", n, len(a.Decisions))
			}
			for i := range a.Decisions {
				if d := &a.Decisions[i]; d.Reason == "" || d.IsDue() && !spoken[d] {
					r.Fatalf("%s: %s is %s (%s) and no message speaks of it", a.Date, d.Invoice.Number, d.State, d.Reason)
				}
			}
		})
	})
}

func TestWeeklyRunsClimbTheSameStagesAsDailyOnes(t *testing.T) {
	base := example(t, "pme")
	rapid.Check(t, func(r *rapid.T) {
		daily := drawKit(r, base, false, 1)
		weekly := *daily
		weekly.Journal, _ = journal.Read("journal.jsonl", nil)
		weekly.Options.Rhythm = "hebdomadaire"
		daily.Options.CatchUp, weekly.Options.CatchUp = "progressif", "progressif"
		climb := func(k *kit.Kit, step int) string {
			stages := map[string]string{}
			for _, s := range live(t, k, 210, step, nil) {
				stages[s.invoice] += " " + s.stage.ID
			}
			var out string
			for i := range k.Clients {
				for _, inv := range k.Clients[i].Invoices {
					out += inv.Number + stages[inv.Number] + "\n"
				}
			}
			return out
		}
		if one, other := climb(daily, 1), climb(&weekly, 7); one != other {
			r.Fatalf("daily:\n%sweekly:\n%s", one, other)
		}
	})
}

func TestOneClientsDataNeverMovesAnothers(t *testing.T) {
	base := example(t, "pme")
	rapid.Check(t, func(r *rapid.T) {
		alone := drawKit(r, base, true, 2)
		alone.Clients = alone.Clients[:1]
		neighbour := *alone
		neighbour.Journal, _ = journal.Read("journal.jsonl", nil)
		other := drawKit(r, base, true, 3)
		for i := range other.Clients {
			other.Clients[i].Code += "x"
			for j := range other.Clients[i].Invoices {
				other.Clients[i].Invoices[j].Number += "x"
			}
			for j := range other.Clients[i].Promises {
				other.Clients[i].Promises[j].Invoices = []string{other.Clients[i].Invoices[0].Number}
			}
		}
		neighbour.Clients = append([]kit.Client{alone.Clients[0]}, other.Clients...)
		tell := func(k *kit.Kit) string {
			var out bytes.Buffer
			live(t, k, 70, 1, func(a *agenda.Agenda) {
				for i := range a.Kit.Clients[0].Invoices {
					d := &a.Decisions[i]
					fmt.Fprintln(&out, a.Date.ISO(), d.Invoice.Number, d.State, d.Date.ISO(), d.Reason)
				}
				for _, c := range a.Communications {
					if c.Client.Code == "C0" {
						fmt.Fprintln(&out, a.Date.ISO(), line(&c), c.Deadline.ISO(), c.Reason)
					}
				}
			})
			return out.String()
		}
		if one, two := tell(alone), tell(&neighbour); one != two {
			r.Fatalf("alone:\n%s\nwith a neighbour:\n%s", one, two)
		}
	})
}

func TestASimulationSaysWhatRunsWouldSend(t *testing.T) {
	o := open(t, "", kerjean+inv("F1", "2026-03-02", "1200.00")+inv("F2", "2026-03-19", "800.00"))
	out, err := agenda.Simulate(o.k, o.date("2026-02-20"), o.date("2026-06-30"))
	if err != nil {
		t.Fatal(err)
	}
	var told string
	for _, p := range out {
		var asked []byte
		for i, cl := range p.Asked() {
			if i > 0 {
				asked = append(asked, ' ')
			}
			asked = append(asked, cl.Invoice.Number...)
		}
		told += fmt.Sprintf("%s %s %s\n", p.Date.ISO(), p.Stage.ID, asked)
	}
	if len(o.k.Journal.Entries) != 0 {
		t.Error("the simulation wrote in the journal")
	}
	same(t, "simulated and run", told, o.run("2026-02-20", "2026-06-30", 1))
}

func TestTwoPlansCanBeCompared(t *testing.T) {
	days := map[string]string{}
	for _, plan := range []string{"progressif", "simple"} {
		o := open(t, "plan_par_defaut: "+plan, kerjean+inv("F1", "2026-03-02", "1200.00"))
		out, err := agenda.Simulate(o.k, o.date("2026-02-20"), o.date("2026-04-30"))
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range out {
			days[plan] += p.Date.ISO() + " "
		}
	}
	same(t, "progressif", days["progressif"], "2026-02-27 2026-03-09 2026-03-12 2026-03-23 2026-04-01 2026-04-14")
	same(t, "simple", days["simple"], "2026-02-27 2026-03-09 2026-03-17 2026-04-01")
}

// BenchmarkAgenda10k decides on ten thousand open invoices of two thousand clients.
func BenchmarkAgenda10k(b *testing.B) {
	k := *example(b, "pme")
	k.Journal, _ = journal.Read("journal.jsonl", nil)
	k.Clients = nil
	for i := range 2000 {
		c := kit.Client{Code: fmt.Sprintf("C%04d", i), Name: "Client", Kind: kit.Company, Address: []string{"1 rue", "49000 Angers"},
			Contacts: []kit.Contact{{Name: "Essai", Email: "a@essai.example"}}}
		for j := range 5 {
			due := calendar.Of(2026, 3, 31).AddDays(-7 * (i + j) % 90)
			c.Invoices = append(c.Invoices, kit.Invoice{Number: fmt.Sprintf("F%04d-%d", i, j), Currency: "EUR", Issued: due.AddDays(-30), Due: due, Total: 1_000_00})
		}
		k.Clients = append(k.Clients, c)
	}
	day := calendar.Of(2026, 3, 31)
	k.PaidUntil = day
	for b.Loop() {
		if _, err := agenda.Of(&k, day); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)*10_000/b.Elapsed().Seconds(), "invoices/s")
}
