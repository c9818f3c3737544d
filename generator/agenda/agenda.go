// Package agenda looks at one client on one day: what to send, to whom, how; what
// to approve; what to do by hand; what is worrying. It groups the decisions that
// dunning took for each invoice.
package agenda

import (
	"relance/generator/agenda/desk"
	"relance/generator/agenda/message"
	"relance/generator/agenda/watch"
	"relance/generator/calendar"
	"relance/generator/claim"
	"relance/generator/claim/rate"
	"relance/generator/dunning"
	"relance/generator/kit"
)

// An Agenda is the day of one creditor. Every invoice of the kit is in Decisions,
// with its reason: none is left out in silence.
type Agenda struct {
	Kit            *kit.Kit
	Facts          *dunning.Facts
	Date           calendar.Date
	Decisions      []dunning.Decision // in the order of the kit
	Communications []Communication
	Tasks          []Task
	Alerts         []Alert
}

// What the desk of each client writes, and what the watch over them sees.
type (
	Communication = message.Communication
	Item          = message.Item
	Role          = message.Role
	Task          = watch.Task
	Alert         = watch.Alert
	Delay         = watch.Delay
)

// The roles of an invoice in a communication.
const (
	Asked     = message.Asked
	AlsoAsked = message.AlsoAsked
	Absorbed  = message.Absorbed
	NextDue   = message.NextDue
)

// Outside lists the stages that no plan schedules: an event calls for them.
var Outside = message.Outside

// Of builds the agenda of a day. The error names a half-year without a rate, or
// one that taux.yaml contradicts.
func Of(k *kit.Kit, day calendar.Date) (*Agenda, error) {
	if _, err := rate.Of(k); err != nil {
		return nil, err
	}
	book := claim.NewBook(k)
	a := &Agenda{Kit: k, Date: day, Facts: dunning.NewFacts(k, book, day)}
	a.Decisions = make([]dunning.Decision, 0, k.InvoiceCount())
	for i := range k.Clients {
		c := &k.Clients[i]
		for j := range c.Invoices {
			a.Decisions = append(a.Decisions, a.Facts.Decide(c, &c.Invoices[j]))
		}
	}
	rest := a.Decisions
	for i := range k.Clients {
		c := &k.Clients[i]
		messages, err := desk.Work(a.Facts, c, rest[:len(c.Invoices)])
		if err != nil {
			return nil, err
		}
		a.Communications = append(a.Communications, messages...)
		rest = rest[len(c.Invoices):]
	}
	a.Tasks, a.Alerts = watch.Look(a.Facts, a.Decisions, a.Communications)
	a.account()
	return a, nil
}

// account asserts that no invoice was forgotten: as many decisions as invoices,
// each with a reason.
func (a *Agenda) account() {
	if a.Kit.InvoiceCount() != len(a.Decisions) {
		panic("agenda: invoices and decisions differ in number")
	}
	for i := range a.Decisions {
		if a.Decisions[i].Reason == "" || a.Decisions[i].State == "" {
			panic("agenda: invoice " + a.Decisions[i].Invoice.Number + " has no reason")
		}
	}
}

// Claim is what an invoice of the agenda is worth on its day.
func (a *Agenda) Claim(d *dunning.Decision) (claim.Claim, error) {
	return a.Facts.Book.Of(d.Client, d.Invoice, a.Date)
}

// PaymentDelay measures how late the invoices of a client paid since a day were.
func (a *Agenda) PaymentDelay(c *kit.Client, since calendar.Date) Delay {
	return watch.PaymentDelay(a.Facts, c, since)
}
