package tracker

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
)

// A picture is all that the tracker shows, computed: the formulas of the workbook
// only say it again.
type picture struct {
	agenda   *agenda.Agenda
	todo     []todoLine
	invoices []invoiceLine
	clients  []clientLine
	journal  []journalLine
	board    board
}

// A sum is an amount in its currency; "" is the euro.
type sum struct {
	money.Amount
	currency string
}

func newPicture(a *agenda.Agenda) (*picture, error) {
	p := &picture{agenda: a}
	for i := range a.Decisions {
		l, err := newInvoiceLine(a, &a.Decisions[i])
		if err != nil {
			return nil, err
		}
		p.invoices = append(p.invoices, l)
	}
	rest := p.invoices
	for i := range a.Kit.Clients {
		c := &a.Kit.Clients[i]
		p.clients = append(p.clients, newClientLine(a, c, rest[:len(c.Invoices)]))
		rest = rest[len(c.Invoices):]
	}
	p.todoLines()
	p.journalLines()
	p.board = newBoard(p)
	return p, nil
}

// An invoiceLine is one invoice on the agenda's day.
type invoiceLine struct {
	d      *dunning.Decision
	claim  claim.Claim
	rest   money.Amount // what is left to pay, 0 when cancelled, negative when overpaid
	late   int          // days, while something is left
	bucket string       // of the aged balance; "" when nothing is left

	disputed, interest, compensation money.Amount // of what is left
}

// The buckets of the aged balance. None begins with a comparison sign: SUMIFS
// would read it as one.
var buckets = []struct {
	label string
	until int // days late, included
}{
	{"Non échu", 0}, {"1 à 30 j", 30}, {"31 à 60 j", 60}, {"61 à 90 j", 90}, {"91 j et plus", 1 << 30},
}

const notIssued = "À émettre" // dated after the day: counted nowhere

func newInvoiceLine(a *agenda.Agenda, d *dunning.Decision) (invoiceLine, error) {
	c, err := a.Claim(d)
	l := invoiceLine{d: d, claim: c}
	if d.State != dunning.Cancelled {
		l.rest = d.Balance
	}
	if l.rest <= 0 || err != nil {
		return l, err
	}
	l.late, l.disputed, l.interest, l.compensation = d.DaysLate, c.Disputed, c.Interest, c.Compensation
	if d.Invoice.Issued > a.Date {
		l.bucket = notIssued
		return l, nil
	}
	for i := len(buckets) - 1; i >= 0 && l.late <= buckets[i].until; i-- {
		l.bucket = buckets[i].label
	}
	return l, nil
}

// counts reports whether the invoice is part of what is owed in euros.
func (l *invoiceLine) counts() bool {
	return l.rest > 0 && l.bucket != notIssued && l.d.Invoice.Currency == "EUR"
}

// exigible is what may be asked for now.
func (l *invoiceLine) exigible() money.Amount {
	if l.late == 0 {
		return 0
	}
	return l.rest - l.disputed + l.interest + l.compensation
}

// some leaves the cell of a zero blank, so that the eye finds the others.
func (l *invoiceLine) some(a money.Amount) any {
	if a == 0 {
		return nil
	}
	return sum{a, l.d.Invoice.Currency}
}

func (l *invoiceLine) stage() string {
	if l.d.Stage == nil {
		return ""
	}
	return l.d.Stage.Title()
}

// A clientLine is one client on the agenda's day. Sums are in euros.
type clientLine struct {
	c             *kit.Client
	plan          *kit.Plan
	contact       *kit.Contact
	open, overdue money.Amount
	oldest        int                               // days late
	last          map[journal.Channel]calendar.Date // e-mail, call, letter
	kept, broken  int                               // promises
	promises      []kit.Promise
	ambiguous     bool // its code may match others in SUMIFS
}

func newClientLine(a *agenda.Agenda, c *kit.Client, invoices []invoiceLine) clientLine {
	l := clientLine{c: c, contact: mainContact(c), last: map[journal.Channel]calendar.Date{}, ambiguous: isAmbiguous(c.Code)}
	l.plan = planOf(a.Kit, c)
	for i := range invoices {
		v := &invoices[i]
		if v.counts() {
			l.open += v.rest
			if v.late > 0 {
				l.overdue += v.rest
				l.oldest = max(l.oldest, v.late)
			}
		}
		for _, p := range a.Facts.Promises(v.d.Invoice) {
			if !slices.ContainsFunc(l.promises, func(o kit.Promise) bool { return same(o, p) }) {
				l.promises = append(l.promises, p)
			}
		}
	}
	for _, p := range a.Facts.Contacts(c) {
		channel := journal.Channel(p.Channel)
		if p.Channel.IsPostal() {
			channel = journal.ByPost
		}
		l.last[channel] = max(l.last[channel], p.Date)
	}
	l.judge(a)
	return l
}

func same(a, b kit.Promise) bool {
	return a.Taken == b.Taken && a.Until == b.Until && a.Amount == b.Amount && slices.Equal(a.Invoices, b.Invoices)
}

// judge counts the promises whose day has passed, once the payments of that day
// are entered: nobody knows before (contracts.md §9.3).
func (l *clientLine) judge(a *agenda.Agenda) {
	grace := a.Kit.OptionsOf(l.c, l.plan).PromiseGrace
	for _, p := range l.promises {
		end := a.Kit.Business().Add(p.Until, grace)
		switch {
		case end > a.Date || !a.Facts.PaymentsKnown(end):
		case expected(a, p, end) == 0:
			l.kept++
		default:
			l.broken++
		}
	}
}

// expected is what a promise still has to bring on a day: nothing once its
// invoices are settled, whatever the sum promised.
func expected(a *agenda.Agenda, p kit.Promise, day calendar.Date) money.Amount {
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

// A todoLine is one communication of the morning list.
type todoLine struct {
	c       *agenda.Communication
	rank    int
	contact *kit.Contact
	numbers string
	overdue money.Amount // in the communication's currency
	late    int
	last    calendar.Date
	why     string
	id      string
}

// weights orders the natures of stages, the most serious first.
var weights = []kit.Nature{kit.Handover, kit.FormalNotice, kit.Formal, kit.Meeting, kit.Soft, kit.Internal, kit.Preventive}

func (p *picture) todoLines() {
	for i := range p.agenda.Communications {
		p.todo = append(p.todo, newTodoLine(p.agenda, &p.agenda.Communications[i]))
	}
	slices.SortStableFunc(p.todo, func(a, b todoLine) int {
		return cmp.Or(
			slices.Index(weights, a.c.Stage.Nature)-slices.Index(weights, b.c.Stage.Nature),
			cmp.Compare(b.overdue, a.overdue), b.late-a.late)
	})
	for i := range p.todo {
		p.todo[i].rank = i + 1
	}
}

func newTodoLine(a *agenda.Agenda, c *agenda.Communication) todoLine {
	l := todoLine{c: c, contact: c.Contact, why: capital(c.Reason)}
	if l.contact == nil {
		l.contact = mainContact(c.Client)
	}
	var numbers []string
	for _, cl := range c.Asked() {
		numbers = append(numbers, cl.Invoice.Number)
		if late := cl.DaysLate(); late > 0 {
			l.overdue, l.late = l.overdue+cl.Claimable(), max(l.late, late)
		}
	}
	l.numbers = strings.Join(numbers, ", ")
	if contacts := a.Facts.Contacts(c.Client); len(contacts) > 0 {
		l.last = contacts[len(contacts)-1].Date
	}
	if missing := strings.Join(c.Missing, ", "); missing != "" && !strings.Contains(l.why, missing) {
		l.why += " ; manque : " + missing
	}
	l.id = strings.Join([]string{c.Client.Code, c.Stage.ID, string(c.Channel), c.Driver().Claim.Invoice.Number}, "/")
	return l
}

// A journalLine is one entry of the journal.
type journalLine struct {
	e                *journal.Entry
	client           string
	stage, numbers   string
	amount           any // a sum, nil when the entry has none
	until            calendar.Date
	outcome, content string
}

func (p *picture) journalLines() {
	k := p.agenda.Kit
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
		l := newJournalLine(k, &entries[i], currencies)
		if l.e.Client != "" {
			l.client = cmp.Or(names[strings.ToLower(l.e.Client)], "code inconnu")
		}
		p.journal = append(p.journal, l)
	}
}

func newJournalLine(k *kit.Kit, e *journal.Entry, currencies map[string]string) journalLine {
	l := journalLine{e: e, until: max(e.Deadline, e.Until)}
	var numbers []string
	var balances money.Amount
	currency, stage, plan := "", e.Stage, ""
	for _, ref := range e.Invoices {
		numbers = append(numbers, ref.Number)
		balances += ref.Balance
		currency, stage, plan = cmp.Or(currency, currencies[ref.Number]), cmp.Or(stage, ref.Stage), cmp.Or(plan, ref.Plan)
	}
	l.numbers, l.stage = strings.Join(numbers, ", "), stageTitle(k, plan, stage)
	if amount := cmp.Or(e.Amount, e.Disputed, balances); amount != 0 {
		l.amount = sum{amount, currency}
	}
	switch {
	case e.Outcome != "":
		l.outcome = outcomes.text(string(e.Outcome))
	case e.Decision != "" || e.Issue != "":
		l.outcome = answers.text(cmp.Or(string(e.Decision), string(e.Issue)))
	}
	l.content = cmp.Or(e.Content, e.Reason, registered(e), e.After, e.Recipient, e.Reference)
	return l
}

// registered tells the life of a registered letter.
func registered(e *journal.Entry) string {
	var parts []string
	if e.Number != "" {
		parts = append(parts, "n°\u00a0"+e.Number)
	}
	for _, at := range []struct {
		word string
		on   calendar.Date
	}{{"déposé le ", e.Posted}, {"présenté le ", e.Presented}} {
		if !at.on.IsZero() {
			parts = append(parts, at.word+at.on.Short())
		}
	}
	if e.Returned != "" {
		parts = append(parts, "retourné : "+outcomes.text(e.Returned))
	}
	return strings.Join(parts, ", ")
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

// planID is the word a user writes for a plan.
func planID(p *kit.Plan) string {
	if p == nil {
		return ""
	}
	return p.ID
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

func person(c *kit.Contact) string {
	if c == nil {
		return ""
	}
	return strings.Join(strings.Fields(c.Title+" "+c.FirstName+" "+c.Name), " ")
}

func phone(c *kit.Contact) string {
	if c == nil {
		return ""
	}
	return cmp.Or(c.Phone.String(), c.Mobile.String())
}

func email(c *kit.Contact) string {
	if c == nil {
		return ""
	}
	return string(c.Email)
}
