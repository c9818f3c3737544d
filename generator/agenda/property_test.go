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
// proposes, at once. What people do meanwhile is in the journal by the next run.
func live(t testing.TB, k *kit.Kit, days, step int, meanwhile []life, look func(*agenda.Agenda)) []sent {
	t.Helper()
	var out []sent
	for day := firstDay; day < firstDay.AddDays(days); day += calendar.Date(step) {
		if w := day.Weekday(); w == time.Saturday || w == time.Sunday {
			continue
		}
		var happened []life
		happened, meanwhile = until(meanwhile, day)
		for _, l := range happened {
			k.Journal.Append(l.entry)
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
		meanwhile := drawLife(r, k)
		every := rapid.SampledFrom([]int{1, 1, 2, 7}).Draw(r, "every")
		last := map[string]sent{}
		notice := map[string]calendar.Date{}
		seen := map[string]bool{}
		for _, s := range live(t, k, 110, every, meanwhile, nil) {
			if s.outOfPlan {
				continue
			}
			key := s.invoice + " " + s.stage.ID + " " + string(s.channel)
			if seen[key] {
				r.Fatalf("%s: %s twice", s.day, key)
			}
			seen[key] = true
			_, inv := k.Invoice(s.invoice)
			if s.stage.Nature != kit.Preventive && s.day <= inv.Due {
				r.Fatalf("%s: %s on %s, due on %s", s.invoice, s.stage.ID, s.day, inv.Due)
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

// contracts.md §7: what was told to a client holds; nothing comes on the day it may
// still pay, by a message of the plan or outside it.
func TestNothingIsWrittenBeforeTheDayTheLastMessagePrintedIsOver(t *testing.T) {
	base := example(t, "pme")
	demands := []string{"promesse_refusee", "promesse_rompue", "relance_echeance", "constat_caducite"}
	rapid.Check(t, func(r *rapid.T) {
		k := drawKit(r, base, true, 3)
		meanwhile := drawLife(r, k)
		every := rapid.SampledFrom([]int{1, 1, 2, 7}).Draw(r, "every")
		printed := map[string]sent{}
		for _, s := range live(t, k, 110, every, meanwhile, nil) {
			before, told := printed[s.invoice]
			asks := !s.outOfPlan && s.stage.Nature != kit.Preventive && s.stage.IsWritten() || s.stage.ID == "constat_caducite"
			if told && asks && s.status == journal.Done && s.stage != before.stage && s.day <= before.deadline {
				r.Fatalf("%s: %s on %s, but %s of %s printed %s", s.invoice, s.stage.ID, s.day, before.stage.ID, before.day, before.deadline)
			}
			demand := slices.Contains(demands, s.stage.ID) || !s.outOfPlan && s.stage.Nature != kit.Preventive && s.channel.IsWritten()
			if demand && s.status == journal.Done && !s.deadline.IsZero() {
				if s.deadline <= s.day {
					r.Fatalf("%s: %s of %s prints %s", s.invoice, s.stage.ID, s.day, s.deadline)
				}
				printed[s.invoice] = s
			}
		}
	})
}

// mayChase is written without the engine: what the accounts and the journal say of an
// invoice.
func mayChase(k *kit.Kit, c *kit.Client, inv *kit.Invoice, day calendar.Date) (bool, string) {
	owed, contested, again := inv.Total, money.Amount(0), false
	type fact struct {
		day    calendar.Date
		amount money.Amount
	}
	paid := map[fact]bool{} // the same day and sum are one fact (contracts.md §1)
	pay := func(on calendar.Date, amount money.Amount) {
		if on <= day && !paid[fact{on, amount}] {
			paid[fact{on, amount}] = true
			owed -= amount
		}
	}
	for _, p := range inv.Payments {
		pay(p.Date, p.Amount)
	}
	for _, n := range inv.Credits {
		if n.Date <= day {
			owed -= n.Amount
		}
	}
	for _, d := range inv.Disputes {
		if d.Opened <= day && (d.Closed.IsZero() || d.Closed > day) {
			if contested += d.Amount; d.Amount == 0 {
				return false, "disputed"
			}
		}
	}
	for _, e := range k.Journal.Entries {
		about := slices.ContainsFunc(e.Invoices, func(i journal.Invoice) bool { return i.Number == inv.Number })
		switch {
		case !about || e.Date > day:
		case e.Type == journal.Payment:
			pay(e.Date, e.Amount)
		case e.Type == journal.Dispute:
			if !slices.ContainsFunc(inv.Disputes, func(d kit.Dispute) bool { return d.Opened == e.Date }) { // one fact too
				return false, "disputed by telephone"
			}
		case e.Type == journal.Promise:
			again = true // one promise suspends, a second one does not
		}
	}
	if x := inv.Cancelled; x != nil && x.On <= day {
		return false, "cancelled"
	}
	if x := c.Insolvency; x != nil && x.Judged <= day && inv.Issued < x.Judged {
		return false, "frozen by a judgment"
	}
	if x := c.DoNotContact; x != nil && day <= x.Until {
		return false, "not to be contacted"
	}
	if owed-contested <= 0 {
		return false, "paid"
	}
	for _, d := range inv.Deferrals {
		if d.Granted <= day && day <= d.Until {
			return false, "postponed"
		}
	}
	if len(c.Promises) > 0 && !again {
		if p := c.Promises[0]; slices.Contains(p.Invoices, inv.Number) && p.Taken <= day && day <= p.Until {
			return false, "promised"
		}
	}
	for _, p := range c.Instalments {
		if slices.Contains(p.Invoices, inv.Number) && p.Agreed <= day && day <= p.Instalments[0].Date {
			return false, "under an agreement"
		}
	}
	return true, ""
}

func TestNothingPaidPromisedOrDisputedIsChasedAndNobodyIsForgotten(t *testing.T) {
	base := example(t, "pme")
	rapid.Check(t, func(r *rapid.T) {
		k := drawKit(r, base, true, 3)
		meanwhile := drawLife(r, k)
		live(t, k, 110, rapid.SampledFrom([]int{1, 3, 7}).Draw(r, "every"), meanwhile, func(a *agenda.Agenda) {
			spoken := map[*dunning.Decision]bool{}
			for _, c := range a.Communications {
				_, planned := c.Plan.Stage(c.Stage.ID)
				var sum money.Amount
				for _, it := range c.Items {
					spoken[it.Decision] = true
					asked := it.Role == agenda.Asked || it.Role == agenda.AlsoAsked
					if may, why := mayChase(k, c.Client, it.Claim.Invoice, a.Date); planned >= 0 && asked && !may {
						r.Fatalf("%s: %s at %s, though %s", a.Date, it.Claim.Invoice.Number, c.Stage.ID, why)
					}
					if asked {
						sum += it.Claim.Claimable()
					}
				}
				if planned >= 0 && (c.Principal != sum || c.Amount < 0 || c.OnAccount < 0) {
					r.Fatalf("%s: %s asks %s, its invoices %s", a.Date, c.Stage.ID, c.Principal, sum)
				}
			}
			if n := k.InvoiceCount(); n != len(a.Decisions) {
				r.Fatalf("%d invoices, %d decisions", n, len(a.Decisions))
			}
			for i := range a.Decisions {
				if d := &a.Decisions[i]; d.Reason == "" || d.IsDue() && d.Stage != nil && !spoken[d] {
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
			for _, s := range live(t, k, 210, step, nil, nil) {
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
		mine := drawLife(r, alone)
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
			for j := range other.Clients[i].Instalments {
				other.Clients[i].Instalments[j].Invoices = []string{other.Clients[i].Invoices[0].Number}
			}
		}
		neighbour.Clients = append([]kit.Client{alone.Clients[0]}, other.Clients...)
		theirs := drawLife(r, other)
		tell := func(k *kit.Kit, meanwhile []life) string {
			var out bytes.Buffer
			live(t, k, 70, 1, meanwhile, func(a *agenda.Agenda) {
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
		if one, two := tell(alone, mine), tell(&neighbour, append(slices.Clone(mine), theirs...)); one != two {
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
