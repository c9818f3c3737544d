// Package figures computes all that the tracker shows line by line, from an agenda:
// the morning list, the state of each invoice and client, the ledgers. The formulas
// of the workbook only say it again.
package figures

import (
	"cmp"
	"slices"
	"strings"

	"relance/generator/agenda"
	"relance/generator/calendar"
	"relance/generator/claim"
	"relance/generator/dunning"
	"relance/generator/journal"
	"relance/generator/kit"
	"relance/generator/money"
	"relance/generator/tracker/cell"
)

// A Picture is all that the sheets of lines show on the agenda's day.
type Picture struct {
	Agenda    *agenda.Agenda
	Todo      []TodoLine // the most urgent first
	Approvals []ApprovalLine
	Invoices  []InvoiceLine
	Clients   []ClientLine
	Receipts  []ReceiptLine // by date
	Promises  []PromiseLine
	Disputes  []DisputeLine
	Journal   []JournalLine
	Sendings  []SendingLine
}

// Files say where documents are, by their paths in the kit; "" for none.
type Files struct {
	Made func(*agenda.Communication) string // prepared for today
	Sent func(lot, file string) string      // of a batch, as the journal names it
}

// Link adds to the lines the documents that are about them. Without it no line has
// any.
func (p *Picture) Link(f *Files) {
	if f == nil {
		return
	}
	letters := map[string]string{}
	for i := range p.Todo {
		l := &p.Todo[i]
		l.Document = f.Made(l.Communication)
		for _, c := range l.Communication.Asked() {
			letters[c.Invoice.Number] = cmp.Or(letters[c.Invoice.Number], l.Document)
		}
	}
	for i := range p.Invoices {
		p.Invoices[i].Document = letters[p.Invoices[i].Decision.Invoice.Number]
	}
	p.approvals()
	for i := range p.Sendings {
		l := &p.Sendings[i]
		if len(l.Entry.Documents) > 0 {
			l.Document = f.Sent(l.Entry.Lot, l.Entry.Documents[0].File)
		}
	}
}

// New computes the picture of an agenda. The error names a half-year without a
// public rate.
func New(a *agenda.Agenda) (*Picture, error) {
	p := &Picture{Agenda: a}
	for i := range a.Decisions {
		l, err := newInvoice(a, &a.Decisions[i])
		if err != nil {
			return nil, err
		}
		p.Invoices = append(p.Invoices, l)
	}
	rest := p.Invoices
	for i := range a.Kit.Clients {
		c := &a.Kit.Clients[i]
		p.Clients = append(p.Clients, newClient(a, c, rest[:len(c.Invoices)]))
		rest = rest[len(c.Invoices):]
	}
	p.parts()
	p.todoLines()
	p.approvals()
	p.journalLines()
	p.ledgers()
	p.remarks()
	return p, nil
}

// An InvoiceLine is one invoice on the agenda's day.
type InvoiceLine struct {
	Decision *dunning.Decision
	Claim    claim.Claim
	Rest     money.Amount // what is left to pay, 0 when cancelled, negative when overpaid
	Late     int          // days, while something is left
	Bucket   string       // of the aged balance; "" when nothing is left

	Disputed, Interest, Compensation money.Amount // of what is left
	Unpromised                       money.Amount // of what is left and not contested: no promise of today's covers it

	Reminders  int           // stages done
	Last       *dunning.Step // the last of them, nil when none
	LastTitle  string
	Cause      journal.Cause // of the delay, as the client last gave it
	Registered *SendingLine  // the last registered letter, nil when none

	Remark   string // last note about it
	Document string // prepared for today, by its path in the kit
}

// Buckets are those of the aged balance. None begins with a comparison sign:
// SUMIFS would read it as one.
var Buckets = []struct {
	Label string
	Until int // days late, included
}{
	{"Non échu", 0}, {"1 à 30 j", 30}, {"31 à 60 j", 60}, {"61 à 90 j", 90}, {"91 j et plus", 1 << 30},
}

// NotIssued stands for a bucket: an invoice dated after the day counts nowhere.
const NotIssued = "À émettre"

func newInvoice(a *agenda.Agenda, d *dunning.Decision) (InvoiceLine, error) {
	c, err := a.Claim(d)
	l := InvoiceLine{Decision: d, Claim: c}
	if d.State != dunning.Cancelled {
		l.Rest = d.Balance
	}
	l.steps(a)
	if l.Rest <= 0 || err != nil {
		return l, err
	}
	l.Late, l.Disputed, l.Interest, l.Compensation = d.DaysLate, c.Disputed, c.Interest, c.Compensation
	if d.Invoice.Issued > a.Date {
		l.Bucket = NotIssued
		return l, nil
	}
	for i := len(Buckets) - 1; i >= 0 && l.Late <= Buckets[i].Until; i-- {
		l.Bucket = Buckets[i].Label
	}
	return l, nil
}

// steps counts the stages done, and keeps the last one.
func (l *InvoiceLine) steps(a *agenda.Agenda) {
	steps := a.Facts.Steps(l.Decision.Invoice)
	for i := range steps {
		if s := &steps[i]; s.Stage != "" && s.Status != journal.Skipped {
			l.Reminders, l.Last = l.Reminders+1, s
		}
	}
	if l.Last != nil {
		l.LastTitle = stageTitle(a.Kit, l.Last.Plan, l.Last.Stage)
	}
}

// Counts reports whether the invoice is part of what is owed in euros.
func (l *InvoiceLine) Counts() bool {
	return l.Rest > 0 && l.Bucket != NotIssued && l.Decision.Invoice.Currency == "EUR"
}

// Exigible is what may be asked for now.
func (l *InvoiceLine) Exigible() money.Amount {
	if l.Late == 0 {
		return 0
	}
	return l.Rest - l.Disputed + l.Interest + l.Compensation
}

// A ClientLine is one client on the agenda's day. Sums are in euros.
type ClientLine struct {
	Client        *kit.Client
	Plan          *kit.Plan
	Contact       *kit.Contact
	Open, Overdue money.Amount
	Oldest        int                               // days late
	Last          map[journal.Channel]calendar.Date // e-mail, text message, call, letter
	Kept, Broken  int                               // promises
	Remark        string                            // last note about the client alone
	Promises      []kit.Promise
	Part          cell.Ratio        // of all that is owed in euros
	Delay         agenda.Delay      // of what was paid in twelve months
	Turn          int               // days by which the last three months are later than those twelve
	Compared      bool              // enough was paid to compare them
	Next          *dunning.Decision // the next stage of its invoices, nil when none is planned

	Measures  []journal.Entry // the decisions that took those in force
	Stop      calendar.Date   // last day of « ne pas contacter », zero when there is none
	Insolvent bool
}

func newClient(a *agenda.Agenda, c *kit.Client, invoices []InvoiceLine) ClientLine {
	l := ClientLine{Client: c, Plan: planOf(a.Kit, c), Contact: mainContact(c), Last: map[journal.Channel]calendar.Date{}}
	for i := range invoices {
		v := &invoices[i]
		if v.Counts() {
			l.Open += v.Rest
			if v.Late > 0 {
				l.Overdue += v.Rest
				l.Oldest = max(l.Oldest, v.Late)
			}
		}
		for _, p := range a.Facts.Promises(v.Decision.Invoice) {
			if !slices.ContainsFunc(l.Promises, func(o kit.Promise) bool { return same(o, p) }) {
				l.Promises = append(l.Promises, p)
			}
		}
	}
	for _, p := range a.Facts.Contacts(c) {
		channel := journal.Channel(p.Channel)
		if p.Channel.IsPostal() {
			channel = journal.ByPost
		}
		l.Last[channel] = max(l.Last[channel], p.Date)
	}
	l.judge(a)
	l.habits(a)
	l.holds(a)
	return l
}

func same(a, b kit.Promise) bool {
	return a.Taken == b.Taken && a.Until == b.Until && a.Amount == b.Amount && slices.Equal(a.Invoices, b.Invoices)
}

// judge counts the promises whose day has passed, once the payments of that day
// are entered: nobody knows before (contracts.md §9.3).
func (l *ClientLine) judge(a *agenda.Agenda) {
	grace := a.Kit.OptionsOf(l.Client, l.Plan).PromiseGrace
	for _, p := range l.Promises {
		end := a.Kit.Business().Add(p.Until, grace)
		switch {
		case end > a.Date || !a.Facts.PaymentsKnown(end):
		case Expected(a, p, end) == 0:
			l.Kept++
		default:
			l.Broken++
		}
	}
}

// Expected is what a promise still has to bring on a day: nothing once its
// invoices are settled, whatever the sum promised.
func Expected(a *agenda.Agenda, p kit.Promise, day calendar.Date) money.Amount {
	var received, owed money.Amount
	for _, n := range p.Invoices {
		_, inv := a.Kit.Invoice(n)
		if inv == nil {
			continue
		}
		owed += max(0, a.Facts.Book.Balance(inv, day))
		for _, r := range a.Facts.Book.Receipts(inv, day) {
			if r.Date >= p.Taken {
				received += r.Amount
			}
		}
	}
	return min(owed, max(0, p.Amount-received))
}

// A TodoLine is one communication of the morning list.
type TodoLine struct {
	Communication *agenda.Communication
	Rank          int // from 1
	Contact       *kit.Contact
	Numbers       string       // of the invoices it asks for
	Overdue       money.Amount // in the communication's currency
	Late          int          // days
	Last          calendar.Date
	Reason        string
	Document      string // by its path in the kit
	ID            string
}

// weights orders the natures of stages, the most serious first.
var weights = []kit.Nature{kit.Handover, kit.FormalNotice, kit.Formal, kit.Meeting, kit.Soft, kit.Internal, kit.Preventive}

func (p *Picture) todoLines() {
	for i := range p.Agenda.Communications {
		p.Todo = append(p.Todo, newTodo(p.Agenda, &p.Agenda.Communications[i]))
	}
	slices.SortStableFunc(p.Todo, func(a, b TodoLine) int {
		return cmp.Or(
			slices.Index(weights, a.Communication.Stage.Nature)-slices.Index(weights, b.Communication.Stage.Nature),
			cmp.Compare(b.Overdue, a.Overdue), b.Late-a.Late)
	})
	for i := range p.Todo {
		p.Todo[i].Rank = i + 1
	}
}

func newTodo(a *agenda.Agenda, c *agenda.Communication) TodoLine {
	l := TodoLine{Communication: c, Contact: c.Contact, Reason: c.Reason}
	if l.Contact == nil {
		l.Contact = mainContact(c.Client)
	}
	var numbers []string
	for _, cl := range c.Asked() {
		numbers = append(numbers, cl.Invoice.Number)
		if late := cl.DaysLate(); late > 0 {
			l.Overdue, l.Late = l.Overdue+cl.Claimable(), max(l.Late, late)
		}
	}
	l.Numbers = strings.Join(numbers, ", ")
	if contacts := a.Facts.Contacts(c.Client); len(contacts) > 0 {
		l.Last = contacts[len(contacts)-1].Date
	}
	if missing := strings.Join(c.Missing, ", "); missing != "" && !strings.Contains(l.Reason, missing) {
		l.Reason += " ; manque : " + missing
	}
	l.ID = strings.Join([]string{c.Client.Code, c.Stage.ID, string(c.Channel), c.Driver().Claim.Invoice.Number}, "/")
	return l
}

// A JournalLine is one entry of the journal.
type JournalLine struct {
	Entry    *journal.Entry
	Client   string // name
	Stage    string // readable
	StageID  string
	Numbers  string
	Amount   money.Amount // 0: none
	Currency string
	Until    calendar.Date
}

// Day is that of the event.
func (l JournalLine) Day() calendar.Date { return l.Entry.Date }

func (p *Picture) journalLines() {
	k := p.Agenda.Kit
	if k.Journal == nil {
		return
	}
	entries := k.Journal.Effective()
	currencies := map[string]string{}
	names := map[string]string{}
	for i := range k.Clients {
		names[strings.ToLower(k.Clients[i].Code)] = k.Clients[i].FullName()
		for _, inv := range k.Clients[i].Invoices {
			currencies[inv.Number] = inv.Currency
		}
	}
	for i := range entries {
		l := newEntry(k, &entries[i], currencies)
		if l.Entry.Client != "" {
			l.Client = cmp.Or(names[strings.ToLower(l.Entry.Client)], "code inconnu")
		}
		p.Journal = append(p.Journal, l)
	}
}

func newEntry(k *kit.Kit, e *journal.Entry, currencies map[string]string) JournalLine {
	l := JournalLine{Entry: e, Until: max(e.Deadline, e.Until)}
	var numbers []string
	var balances money.Amount
	currency, stage, plan := "", e.Stage, ""
	for _, ref := range e.Invoices {
		numbers = append(numbers, ref.Number)
		balances += ref.Balance
		currency, stage, plan = cmp.Or(currency, currencies[ref.Number]), cmp.Or(stage, ref.Stage), cmp.Or(plan, ref.Plan)
	}
	l.Numbers, l.Stage, l.StageID = strings.Join(numbers, ", "), stageTitle(k, plan, stage), stage
	l.Amount, l.Currency = cmp.Or(e.Amount, e.Disputed, balances), currency
	return l
}

// stageTitle is the readable name of a stage: of its plan, else of any plan, else
// of those outside plans.
func stageTitle(k *kit.Kit, plan, id string) string {
	if p := k.PlanByID(plan); p != nil {
		if s, _ := p.Stage(id); s != nil {
			return s.Title()
		}
	}
	for i := range k.Plans {
		if s, _ := k.Plans[i].Stage(id); s != nil {
			return s.Title()
		}
	}
	for i := range agenda.Outside {
		if agenda.Outside[i].ID == id {
			return agenda.Outside[i].Title()
		}
	}
	return id
}

// planOf is the plan a new invoice of the client would follow, nil when none.
func planOf(k *kit.Kit, c *kit.Client) *kit.Plan {
	for _, id := range []string{c.Plan, k.ProfilePlans.For(c.Profile), k.DefaultPlan} {
		if p := k.PlanByID(id); p != nil {
			return p
		}
	}
	return nil
}

// mainContact is the accountant, else the first contact, nil when there is none.
func mainContact(c *kit.Client) *kit.Contact {
	for i := range c.Contacts {
		if c.Contacts[i].Role == "comptabilite" {
			return &c.Contacts[i]
		}
	}
	if len(c.Contacts) > 0 {
		return &c.Contacts[0]
	}
	return nil
}
