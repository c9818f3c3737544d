package desk

import (
	"relance/generator/agenda/message"
	"relance/generator/dunning"
	"relance/generator/journal"
	"relance/generator/kit"
)

// Example is the communication a stage would be for an invoice, whatever its day:
// the playbook shows every template with it, on invented data.
func Example(f *dunning.Facts, c *kit.Client, inv *kit.Invoice, p *kit.Plan, s *kit.Stage, channel kit.Channel) (message.Communication, error) {
	d := f.Decide(c, inv)
	d.Stage, d.Plan, d.State, d.Date = s, p, dunning.Todo, f.Day
	cl, err := f.Book.Of(c, inv, f.Day)
	if err != nil {
		return message.Communication{}, err
	}
	out := message.Communication{
		Client: c, Plan: p, Stage: s, Channel: channel, Template: s.TemplateFor(channel), Currency: inv.Currency, Status: dunning.Todo,
		Items:    []message.Item{{Claim: cl, Decision: &d, Role: message.Asked, Stage: s, Status: journal.Done}},
		Deadline: f.Deadline(&d, f.Day, channel), Reason: d.Reason, Promise: lastPromise(f.Promises(inv)),
		Dispute: f.Book.OpenDispute(inv, f.Day),
	}
	k := &desk{facts: f, client: c}
	k.sums(&out)
	k.post().Address(&out, inv)
	out.Channel, out.Template, out.Status, out.Missing = channel, s.TemplateFor(channel), dunning.Todo, nil
	return out, nil
}

func lastPromise(list []kit.Promise) *kit.Promise {
	if len(list) == 0 {
		return nil
	}
	return &list[len(list)-1]
}
