package agenda

import (
	"relance/generator/dunning"
	"relance/generator/journal"
	"relance/generator/kit"
)

// Example is the communication a stage would be for an invoice, whatever its day:
// the playbook shows every template with it, on invented data.
func (a *Agenda) Example(c *kit.Client, inv *kit.Invoice, p *kit.Plan, s *kit.Stage, channel kit.Channel) (Communication, error) {
	d := a.Facts.Decide(c, inv)
	d.Stage, d.Plan, d.State, d.Date = s, p, dunning.Todo, a.Date
	cl, err := a.Facts.Book.Of(c, inv, a.Date)
	if err != nil {
		return Communication{}, err
	}
	out := Communication{
		Client: c, Plan: p, Stage: s, Channel: channel, Template: s.TemplateFor(channel), Currency: inv.Currency, Status: dunning.Todo,
		Items:    []Item{{Claim: cl, Decision: &d, Role: Asked, Stage: s, Status: journal.Done}},
		Deadline: a.Facts.Deadline(&d, a.Date), Reason: d.Reason, Promise: lastPromise(a.Facts.Promises(inv)),
		Dispute: a.Facts.Book.OpenDispute(inv, a.Date),
	}
	k := &desk{agenda: a, client: c}
	k.sums(&out)
	k.address(&out, inv)
	out.Channel, out.Template, out.Status, out.Missing = channel, s.TemplateFor(channel), dunning.Todo, nil
	return out, nil
}

func lastPromise(list []kit.Promise) *kit.Promise {
	if len(list) == 0 {
		return nil
	}
	return &list[len(list)-1]
}
