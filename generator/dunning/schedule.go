package dunning

import (
	"relance/generator/calendar"
	"relance/generator/claim"
	"relance/generator/journal"
	"relance/generator/kit"
)

// A Dated stage is a stage with the day it falls on.
type Dated struct {
	Stage *kit.Stage
	Date  calendar.Date
}

// Schedule dates every stage of a plan for an invoice due on a day, as if nobody
// paid and each stage were done the day it falls on.
func Schedule(k *kit.Kit, p *kit.Plan, due calendar.Date) []Dated {
	inv := kit.Invoice{Number: "échéancier", Issued: due.AddDays(-30), Due: due, Total: 1000_00, Currency: "EUR", Plan: p.ID,
		Checks: kit.Checks{Sent: kit.Yes, Contract: kit.Yes, Delivered: kit.Yes}}
	one := kit.Kit{Settings: k.Settings, Plans: k.Plans, Clients: []kit.Client{{Code: "C", Kind: kit.Company, Invoices: []kit.Invoice{inv}}}}
	one.PaidUntil = due.AddDays(400)
	one.Sender = "creancier"
	c := &one.Clients[0]
	f := NewFacts(&one, claim.NewBook(&one), due.AddDays(-60))
	var out []Dated
	for range p.Stages {
		d := f.Decide(c, &c.Invoices[0])
		if d.Stage == nil {
			break
		}
		out = append(out, Dated{d.Stage, d.Date})
		f.Day = d.Date
		step := Step{Stage: d.Stage.ID, Plan: p.ID, Date: d.Date, Channel: d.Stage.AllChannels()[0], Status: journal.Absorbed}
		if d.Stage.IsWritten() {
			step.Deadline = f.Deadline(&d, d.Date, d.Stage.AllChannels()[0])
			step.Status = journal.Done
		}
		for _, ch := range d.Stage.AllChannels() {
			step.Channel = ch
			f.Pretend(d.Invoice, step)
		}
	}
	return out
}
