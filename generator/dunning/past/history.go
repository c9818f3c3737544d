package past

import (
	"cmp"
	"slices"

	"relance/generator/calendar"
	"relance/generator/journal"
	"relance/generator/kit"
	"relance/generator/money"
)

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
	returned   calendar.Date   // registered letter returned, address unknown
	presented  []journal.Entry // registered letters with the day they were presented
	meeting    calendar.Date   // last meeting the client accepted
	owed       []owed
}

// owed is what a client owes in one currency.
type owed struct {
	currency      string
	open, overdue money.Amount
}

// sum is the line of a currency, new when there was none.
func (s *standing) sum(currency string) *owed {
	for i := range s.owed {
		if s.owed[i].currency == currency {
			return &s.owed[i]
		}
	}
	s.owed = append(s.owed, owed{currency: currency})
	return &s.owed[len(s.owed)-1]
}

func (s *standing) in(currency string) owed {
	for _, o := range s.owed {
		if o.currency == currency {
			return o
		}
	}
	return owed{}
}

// of is what happened to an invoice: mostly nothing.
func (f *Facts) of(inv *kit.Invoice) history {
	if h := f.invoices[inv.Number]; h != nil {
		return *h
	}
	return history{}
}

// keep is the same, to be added to; nil when the kit has no such invoice.
func (f *Facts) keep(number string) *history {
	h := f.invoices[number]
	if h == nil && f.Book.Invoice(number) != nil {
		h = &history{}
		f.invoices[number] = h
	}
	return h
}

// A Step is a stage that was done, absorbed or skipped.
type Step struct {
	Stage, Plan string
	Date        calendar.Date
	Channel     kit.Channel // "" when done before the tool
	Status      journal.Status
	Deadline    calendar.Date // the one the letter printed
	Person      string
	Outcome     string
	Reference   string // the batch
	Whole       bool   // done under another plan: on all the channels it needed
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

// client reads what clients.yaml says.
func (f *Facts) client(c *kit.Client) {
	s := &standing{}
	f.clients[c.Code] = s
	for i := range c.Invoices {
		inv := &c.Invoices[i]
		for _, d := range inv.Deferrals {
			if d.Granted <= f.Day {
				h := f.keep(inv.Number)
				h.deferrals = append(h.deferrals, d)
			}
		}
		owed := f.Claimable(inv)
		if owed <= 0 || inv.Cancelled != nil && inv.Cancelled.On <= f.Day {
			continue
		}
		sum := s.sum(inv.Currency)
		sum.open += owed
		if !inv.Due.IsZero() && inv.Due < f.Day {
			sum.overdue += owed
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
		h := f.keep(n)
		if h == nil || slices.ContainsFunc(h.promises, func(o kit.Promise) bool { return o.Until == p.Until }) {
			continue
		}
		h.promises = append(h.promises, p)
	}
}

// entry reads one line of the journal. A line about invoices may leave out the
// client.
func (f *Facts) entry(e journal.Entry) {
	s := f.clients[e.Client]
	if s == nil && len(e.Invoices) > 0 {
		if c, _ := f.Kit.Invoice(e.Invoices[0].Number); c != nil {
			s, e.Client = f.clients[c.Code], c.Code
		}
	}
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
		f.journalHandover(s, e)
	case journal.Registered:
		s.registered(e)
	case journal.Postponement:
		for _, ref := range e.Invoices {
			if h := f.keep(ref.Number); h != nil {
				h.deferrals = append(h.deferrals, kit.Deferral{Until: e.Until, Reason: e.Reason, By: e.Author, Granted: e.Date})
			}
		}
	case journal.Note:
		s.meeting = max(s.meeting, e.Until) // a note with a date is a meeting accepted
	}
}

// registered: a letter that comes back shows a wrong address, until one is
// presented again.
func (s *standing) registered(e journal.Entry) {
	if e.Returned != "" {
		s.returned = e.Date
		return
	}
	if e.Presented.IsZero() {
		return
	}
	s.returned = 0
	s.presented = append(s.presented, e)
}

// Presentation is the day the registered letter of a stage, sent for an invoice on a
// day, was first presented; zero when nobody said.
func (f *Facts) Presentation(c *kit.Client, inv *kit.Invoice, stage string, sent calendar.Date) (first calendar.Date) {
	for _, e := range f.clients[c.Code].presented {
		about := slices.ContainsFunc(e.Invoices, func(i journal.Invoice) bool { return i.Number == inv.Number })
		if len(e.Invoices) == 0 {
			about = e.Presented.Sub(sent) <= 30
		}
		if e.Stage == stage && about && e.Presented >= sent && (first.IsZero() || e.Presented < first) {
			first = e.Presented
		}
	}
	return first
}

// journalHandover hands over the invoices it names, else the whole client.
func (f *Facts) journalHandover(s *standing, e journal.Entry) {
	if len(e.Invoices) == 0 {
		s.handedOver = e.Date
		return
	}
	for _, ref := range e.Invoices {
		if h := f.keep(ref.Number); h != nil {
			h.steps = append(h.steps, Step{Stage: cmp.Or(ref.Stage, "transmission"), Plan: ref.Plan, Date: e.Date, Channel: kit.InHouse, Status: journal.Done, Person: e.Recipient})
		}
	}
}

// journalPromise reads a promise; without invoices it is about all that was
// overdue that day.
func (f *Facts) journalPromise(e journal.Entry) {
	p := kit.Promise{Taken: e.Date, Until: e.Deadline, Channel: string(e.Channel), Person: e.Contact, Amount: e.Amount, Mode: e.Means}
	for _, ref := range e.Invoices {
		p.Invoices = append(p.Invoices, ref.Number)
	}
	if len(p.Invoices) == 0 {
		p.Invoices = f.overdueOn(e.Client, e.Date)
	}
	f.promise(p)
}

func (f *Facts) overdueOn(client string, day calendar.Date) (numbers []string) {
	c := f.Kit.ClientByCode(client)
	for i := range c.Invoices {
		if inv := &c.Invoices[i]; !inv.Due.IsZero() && inv.Due < day && f.Book.Balance(inv, day) > 0 {
			numbers = append(numbers, inv.Number)
		}
	}
	return numbers
}

// CreditorNotice is the stage by which an agent tells its creditor of a payment: a
// message that the client never sees.
const CreditorNotice = "avis_mandant"

// step records a stage and the contact it made. Internal stages and skipped ones
// reach nobody.
func (f *Facts) step(s *standing, e journal.Entry) {
	channel := kit.Channel(e.Channel)
	if e.Type == journal.Call {
		channel = kit.ByCall
	}
	made, stage := e.Type == journal.Call, e.Stage
	for _, ref := range e.Invoices {
		h := f.keep(ref.Number)
		if h == nil {
			continue
		}
		id := cmp.Or(ref.Stage, e.Stage)
		if id != "" {
			status := journal.Status(cmp.Or(string(ref.Status), string(journal.Done)))
			h.steps = append(h.steps, Step{Stage: id, Plan: ref.Plan, Date: e.Date, Channel: channel, Status: status, Deadline: e.Deadline,
				Person: e.Contact, Outcome: string(e.Outcome), Reference: e.Lot})
		}
		if ref.Status != journal.Skipped && channel != kit.InHouse && channel != "" && e.Type != journal.Takeover && id != CreditorNotice {
			h.contact, made = max(h.contact, e.Date), true
			stage = cmp.Or(stage, id)
		}
	}
	if e.Type == journal.Call && len(e.Invoices) == 0 {
		for _, n := range f.overdueOn(e.Client, e.Date) {
			h := f.keep(n)
			h.contact = max(h.contact, e.Date)
		}
	}
	if made {
		s.contacts = append(s.contacts, Contact{e.Date, channel, string(e.Outcome), stage, e.Contact, e.Content})
	}
}
