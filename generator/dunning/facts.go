// Package dunning looks at one invoice on one day: its state, its next stage,
// and why. It knows nothing of the other invoices of the client, except what the
// law or the client's own situation says of them all.
//
// Facts are those dated on or before the day; only the journal moves a plan.
package dunning

import (
	"slices"

	"relance/generator/calendar"
	"relance/generator/claim"
	"relance/generator/journal"
	"relance/generator/kit"
	"relance/generator/money"
)

// Facts are what the kit and the journal say, as of one day.
type Facts struct {
	Kit  *kit.Kit
	Book *claim.Book
	Day  calendar.Date

	invoices map[string]*history
	clients  map[string]*standing
	overdue  map[string]money.Amount // of a client, claimable and past due
	open     map[string]money.Amount // of a client, claimable
}

// history is what happened to one invoice.
type history struct {
	steps     []Step
	promises  []kit.Promise
	deferrals []kit.Deferral
	contact   calendar.Date // last outgoing contact
}

// standing is what happened to one client as a whole.
type standing struct {
	contacts   []Contact
	approvals  []journal.Entry
	handedOver calendar.Date
	returned   calendar.Date // registered letter returned, address unknown
	insolvent  bool
	presented  map[string]calendar.Date // stage → first presentation of the registered letter
}

// A Step is a stage that was done, absorbed or skipped.
type Step struct {
	Stage, Plan string
	Date        calendar.Date
	Channel     kit.Channel
	Status      journal.Status
	Deadline    calendar.Date // the one the letter printed
	Person      string
	Outcome     string
	Reference   string // the batch
}

// A Contact is one message that reached, or tried to reach, a client.
type Contact struct {
	Date    calendar.Date
	Channel kit.Channel
	Outcome string
	Stage   string
	Person  string
	Content string
}

// NewFacts gathers the facts of a kit until a day.
func NewFacts(k *kit.Kit, book *claim.Book, day calendar.Date) *Facts {
	f := &Facts{
		Kit: k, Book: book, Day: day,
		invoices: map[string]*history{}, clients: map[string]*standing{},
		overdue: map[string]money.Amount{}, open: map[string]money.Amount{},
	}
	for i := range k.Clients {
		f.client(&k.Clients[i])
	}
	if k.Journal != nil {
		for _, e := range k.Journal.Effective() {
			if e.Date <= day {
				f.entry(e)
			}
		}
	}
	for _, h := range f.invoices {
		slices.SortStableFunc(h.promises, func(a, b kit.Promise) int { return int(a.Taken) - int(b.Taken) })
	}
	return f
}

func (f *Facts) client(c *kit.Client) {
	f.clients[c.Code] = &standing{presented: map[string]calendar.Date{}}
	for i := range c.Invoices {
		inv := &c.Invoices[i]
		h := &history{}
		for _, d := range inv.Deferrals {
			if d.Granted <= f.Day {
				h.deferrals = append(h.deferrals, d)
			}
		}
		f.invoices[inv.Number] = h
		if owed := f.Claimable(inv); owed > 0 && inv.Cancelled == nil {
			f.open[c.Code] += owed
			if !inv.Due.IsZero() && inv.Due < f.Day {
				f.overdue[c.Code] += owed
			}
		}
	}
	for _, p := range c.Promises {
		if p.Taken <= f.Day {
			f.promise(p)
		}
	}
}

// promise records a promise once, though the accounts and the journal both have it.
func (f *Facts) promise(p kit.Promise) {
	for _, n := range p.Invoices {
		h := f.invoices[n]
		if h == nil || slices.ContainsFunc(h.promises, func(o kit.Promise) bool { return o.Until == p.Until && o.Taken == p.Taken }) {
			continue
		}
		h.promises = append(h.promises, p)
	}
}

func (f *Facts) entry(e journal.Entry) {
	s := f.clients[e.Client]
	if s == nil {
		return
	}
	switch e.Type {
	case journal.Reminder, journal.Call, journal.Takeover:
		f.step(s, e)
	case journal.Promise:
		f.journalPromise(e)
	case journal.Approval:
		s.approvals = append(s.approvals, e)
	case journal.Handover:
		s.handedOver = e.Date
	case journal.Registered:
		if e.Returned != "" {
			s.returned = e.Date
		}
		if !e.Presented.IsZero() {
			s.presented[e.Stage] = e.Presented
		}
	case journal.Postponement:
		for _, ref := range e.Invoices {
			if h := f.invoices[ref.Number]; h != nil {
				h.deferrals = append(h.deferrals, kit.Deferral{Until: e.Until, Reason: e.Reason, By: e.Author, Granted: e.Date})
			}
		}
	}
}

func (f *Facts) journalPromise(e journal.Entry) {
	p := kit.Promise{Taken: e.Date, Until: e.Deadline, Channel: string(e.Channel), Person: e.Contact, Amount: e.Amount}
	for _, ref := range e.Invoices {
		p.Invoices = append(p.Invoices, ref.Number)
	}
	f.promise(p)
}

// step records a stage and the contact it made. Internal stages and skipped ones
// reach nobody.
func (f *Facts) step(s *standing, e journal.Entry) {
	channel := kit.Channel(e.Channel)
	if e.Type == journal.Call {
		channel = kit.ByCall
	}
	made := e.Type == journal.Call
	for _, ref := range e.Invoices {
		h := f.invoices[ref.Number]
		if h == nil {
			continue
		}
		reached := ref.Status != journal.Skipped && channel != kit.InHouse && channel != ""
		if stage := or(ref.Stage, e.Stage); stage != "" {
			status := ref.Status
			if status == "" {
				status = journal.Done
			}
			h.steps = append(h.steps, Step{stage, ref.Plan, e.Date, channel, status, e.Deadline, e.Contact, string(e.Outcome), e.Lot})
		}
		if reached && e.Type != journal.Takeover {
			h.contact, made = max(h.contact, e.Date), true
		}
	}
	if made {
		stage := e.Stage
		if len(e.Invoices) > 0 {
			stage = or(e.Invoices[0].Stage, stage)
		}
		s.contacts = append(s.contacts, Contact{e.Date, channel, string(e.Outcome), stage, e.Contact, e.Content})
	}
}

func or(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// Claimable is the balance of an invoice less the part under dispute.
func (f *Facts) Claimable(inv *kit.Invoice) money.Amount {
	balance := f.Book.Balance(inv, f.Day)
	if d := f.Book.OpenDispute(inv, f.Day); d != nil && balance > 0 {
		if d.Amount == 0 {
			return 0
		}
		return max(0, balance-d.Amount)
	}
	return balance
}

// Steps are the stages an invoice went through, in order.
func (f *Facts) Steps(inv *kit.Invoice) []Step { return f.invoices[inv.Number].steps }

// Promises are the promises made on an invoice, oldest first.
func (f *Facts) Promises(inv *kit.Invoice) []kit.Promise { return f.invoices[inv.Number].promises }

// Contacts are the messages to a client, oldest first.
func (f *Facts) Contacts(c *kit.Client) []Contact { return f.clients[c.Code].contacts }

// Overdue is what a client owes and is past due; Open, all it owes. Disputed
// parts and cancelled invoices are left out.
func (f *Facts) Overdue(c *kit.Client) money.Amount { return f.overdue[c.Code] }

// Open is all a client owes, due or not.
func (f *Facts) Open(c *kit.Client) money.Amount { return f.open[c.Code] }

// PaymentsKnown reports whether every payment until a day has been entered.
func (f *Facts) PaymentsKnown(day calendar.Date) bool {
	return !f.Kit.PaidUntil.IsZero() && f.Kit.PaidUntil >= day
}
