package report

import (
	"slices"

	"relance/generator/agenda"
	"relance/generator/calendar"
	"relance/generator/claim"
	"relance/generator/dunning"
	"relance/generator/journal"
	"relance/generator/kit"
	"relance/generator/money"
)

// A gatherer fills a report from the facts of its last day and of its eve.
type gatherer struct {
	*Report
	facts, eve *dunning.Facts
}

func (g gatherer) within(d calendar.Date) bool { return g.From <= d && d <= g.To }

// told are the lines of the journal that a creditor calls actions.
var told = []journal.Type{journal.Reminder, journal.Call, journal.Reply, journal.Handover}

func (g gatherer) actions() {
	for _, e := range g.facts.Entries() {
		c := g.client(e)
		if c == nil || !g.within(e.Date) || !slices.Contains(told, e.Type) {
			continue
		}
		a := Action{Date: e.Date, Client: c, Type: e.Type, Channel: kit.Channel(e.Channel), Outcome: e.Outcome, Person: e.Contact, Content: e.Content}
		if e.Type == journal.Call {
			a.Channel = kit.ByCall
		}
		for _, ref := range e.Invoices {
			if ref.Status != journal.Skipped && !slices.Contains(a.Invoices, ref.Number) {
				a.Invoices = append(a.Invoices, ref.Number)
			}
			if a.Stage == "" && (ref.Status == journal.Done || ref.Status == "") {
				a.Stage = g.stageName(ref)
			}
		}
		g.Actions = append(g.Actions, a)
	}
	slices.SortStableFunc(g.Actions, func(a, b Action) int { return int(a.Date) - int(b.Date) })
}

// client is whom a line is about; one about invoices may leave it out.
func (g gatherer) client(e journal.Entry) *kit.Client {
	if e.Client == "" && len(e.Invoices) > 0 {
		c, _ := g.Kit.Invoice(e.Invoices[0].Number)
		return c
	}
	return g.Kit.ClientByCode(e.Client)
}

func (g gatherer) stageName(ref journal.Invoice) string {
	if p := g.Kit.PlanByID(ref.Plan); p != nil {
		if s, _ := p.Stage(ref.Stage); s != nil {
			return s.Title()
		}
	}
	for i := range agenda.Outside {
		if agenda.Outside[i].ID == ref.Stage {
			return agenda.Outside[i].Title()
		}
	}
	return ref.Stage
}

func (g gatherer) promises() {
	for i := range g.Kit.Clients {
		c := &g.Kit.Clients[i]
		seen := map[calendar.Date]bool{} // one promise may be about several invoices
		for j := range c.Invoices {
			for _, p := range g.facts.Promises(&c.Invoices[j]) {
				if !seen[p.Until] && (g.within(p.Taken) || g.within(p.Until)) {
					seen[p.Until] = true
					g.Promises = append(g.Promises, g.promise(c, p))
				}
			}
		}
	}
	slices.SortStableFunc(g.Promises, func(a, b Promise) int { return int(a.Until) - int(b.Until) })
}

func (g gatherer) promise(c *kit.Client, p kit.Promise) Promise {
	out := Promise{Promise: p, Client: c, Received: g.facts.Book.Received(p.Invoices, p.Taken, g.To)}
	switch {
	case out.Received >= p.Amount:
		out.Status = Kept
	case p.Until >= g.To:
		out.Status = Running
	case !g.facts.PaymentsKnown(p.Until):
		out.Status = Unknown
	case out.Received > 0:
		out.Status = Partial
	default:
		out.Status = Broken
	}
	return out
}

// money is the cash and the disputes of one client.
func (g gatherer) money(c *kit.Client) {
	add := func(r claim.Receipt, invoice, currency string) {
		if !r.Credit && g.within(r.Date) {
			g.Cash = append(g.Cash, Cash{r.Date, c, invoice, r.Amount, currency, r.Mode, g.facts.Book.ByAgent(r)})
		}
	}
	for i := range c.Invoices {
		inv := &c.Invoices[i]
		for _, r := range g.facts.Book.Receipts(inv, g.To) {
			add(r, inv.Number, inv.Currency)
		}
		for _, d := range g.facts.Book.Disputes(inv, g.To) {
			if d.Closed.IsZero() || d.Closed >= g.From {
				contested := d.Amount
				if contested == 0 {
					contested = g.facts.Book.Balance(inv, min(g.To, max(d.Opened, d.Closed)))
				}
				g.Disputes = append(g.Disputes, Dispute{d, c, inv, contested})
			}
		}
	}
	for _, r := range g.facts.Book.OnAccount(c, g.To) {
		add(r, "", "EUR")
	}
}

// decisions are the stages to approve, then the other questions of the day.
func (g gatherer) decisions(day *agenda.Agenda) {
	for i := range day.Communications {
		m := &day.Communications[i]
		if m.Status != dunning.ToApprove {
			continue
		}
		d := m.Driver().Decision
		g.Decisions = append(g.Decisions, Decision{
			Client: m.Client, What: m.Stage.Title(), Stage: m.Stage.ID, Since: d.Date, Amount: m.Amount, Formal: true,
			Overdue: g.To.Sub(d.Date) > d.Options.ApprovalDays,
		})
	}
	for _, t := range day.Tasks {
		if t.Approves != "" {
			g.Decisions = append(g.Decisions, Decision{Client: t.Client, What: question(t.Label), Stage: t.Approves, Since: t.Date})
		}
	}
}

func (g gatherer) next(day *agenda.Agenda) {
	for i := range day.Decisions {
		d := &day.Decisions[i]
		if d.Stage != nil && d.State == dunning.Upcoming && d.Date.Sub(g.To) <= ahead {
			g.Next = append(g.Next, Next{d.Date, d.Client, d.Invoice, d.Stage.Title()})
		}
	}
}

// files sums up each client, in each of its currencies, and the whole.
func (g gatherer) files(day *agenda.Agenda) {
	for i := range g.Kit.Clients {
		c := &g.Kit.Clients[i]
		for _, currency := range currencies(c) {
			f := File{Client: c, Currency: currency, Open: g.facts.OpenIn(c, currency), Overdue: g.facts.OverdueIn(c, currency)}
			for _, d := range day.Decisions {
				if d.Client == c && d.Invoice.Currency == currency && d.Claimable > 0 {
					f.Oldest = max(f.Oldest, d.DaysLate)
				}
			}
			for _, a := range g.Actions {
				if a.Client == c {
					f.Actions++
				}
			}
			for _, r := range g.Cash {
				if r.Client == c && r.Currency == currency {
					f.Received += r.Amount
				}
			}
			g.total(f, g.eve.OverdueIn(c, currency))
			if f.Open > 0 || f.Actions > 0 || f.Received > 0 {
				g.Files = append(g.Files, f)
			}
		}
	}
	if len(g.Totals) > 0 {
		g.Totals[0].Actions = len(g.Actions)
	}
}

// currencies of a client, the euro first.
func currencies(c *kit.Client) []string {
	out := []string{"EUR"}
	for i := range c.Invoices {
		if !slices.Contains(out, c.Invoices[i].Currency) {
			out = append(out, c.Invoices[i].Currency)
		}
	}
	return out
}

func (g gatherer) total(f File, before money.Amount) {
	at := slices.IndexFunc(g.Totals, func(t Totals) bool { return t.Currency == f.Currency })
	if at < 0 {
		g.Totals, at = append(g.Totals, Totals{Currency: f.Currency}), len(g.Totals)
	}
	t := &g.Totals[at]
	t.Before, t.Overdue, t.Open, t.Received = t.Before+before, t.Overdue+f.Overdue, t.Open+f.Open, t.Received+f.Received
}
