package figures

import (
	"cmp"
	"fmt"
	"slices"

	"relance/generator/agenda"
	"relance/generator/calendar"
	"relance/generator/claim"
	"relance/generator/journal"
	"relance/generator/kit"
	"relance/generator/money"
)

// A ReceiptLine is money that came in, on an invoice or on account.
type ReceiptLine struct {
	claim.Receipt
	Client   *kit.Client
	Invoice  string // "" on account
	Currency string
	Overpaid bool // the invoice
	ID       string
}

// A PromiseLine is a promise, or an instalment of an agreement.
type PromiseLine struct {
	Instalment bool
	Client     *kit.Client
	Numbers    []string
	Taken      calendar.Date
	Until      calendar.Date
	Amount     money.Amount
	Currency   string
	Received   money.Amount
	Expected   money.Amount // from today on
	State      PromiseState
	Person     string
	Confirmed  calendar.Date // our written confirmation
	ID         string
}

// A PromiseState says what became of a promise.
type PromiseState string

const (
	ToCome   PromiseState = "À venir"
	ToCheck  PromiseState = "À vérifier" // its payments may not all be entered
	Kept     PromiseState = "Tenue"
	PartKept PromiseState = "Partielle"
	NotKept  PromiseState = "Rompue"
	Replaced PromiseState = "Remplacée" // by a later one
)

// A DisputeLine is one dispute of one invoice.
type DisputeLine struct {
	kit.Dispute
	Client  *kit.Client
	Invoice *kit.Invoice
	Age     int // days, until it was closed
	ID      string
}

// A SendingLine is a message that left, with the life of the registered letter.
type SendingLine struct {
	*JournalLine
	Number            string
	Posted, Presented calendar.Date
	Returned          bool
	Document          string // the first one sent, by its path in the kit
}

// ID is that of the journal's line.
func (l *SendingLine) ID() string { return l.Entry.ID }

func (p *Picture) ledgers() {
	for i := range p.Invoices {
		l := &p.Invoices[i]
		p.receipts(l)
		p.disputes(l)
	}
	a := p.Agenda
	for i := range a.Kit.Clients {
		c := &a.Kit.Clients[i]
		for _, r := range a.Facts.Book.OnAccount(c, a.Date) {
			if !r.Credit {
				p.Receipts = append(p.Receipts, ReceiptLine{Receipt: r, Client: c, Currency: "EUR"})
			}
		}
		p.promises(&p.Clients[i])
	}
	slices.SortStableFunc(p.Receipts, func(x, y ReceiptLine) int { return cmp.Compare(x.Date, y.Date) })
	names := counter{}
	for i := range p.Receipts {
		r := &p.Receipts[i]
		r.ID = names.unique(fmt.Sprintf("%s/%s/%s/%s", r.Client.Code, r.Invoice, r.Date.ISO(), r.Amount.Decimal()))
	}
	p.expect()
	p.sendings()
	p.mail()
}

// currencyOf is that of the first invoice of a list: a promise is made in one.
func currencyOf(k *kit.Kit, numbers []string) string {
	for _, n := range numbers {
		if _, inv := k.Invoice(n); inv != nil {
			return inv.Currency
		}
	}
	return "EUR"
}

// A counter makes names unique: the second of a name gets « #2 ».
type counter map[string]int

func (c counter) unique(name string) string {
	if c[name]++; c[name] > 1 {
		return fmt.Sprintf("%s#%d", name, c[name])
	}
	return name
}

func (p *Picture) receipts(l *InvoiceLine) {
	d := l.Decision
	for _, r := range p.Agenda.Facts.Book.Receipts(d.Invoice, p.Agenda.Date) {
		if !r.Credit {
			p.Receipts = append(p.Receipts, ReceiptLine{Receipt: r, Client: d.Client, Invoice: d.Invoice.Number, Currency: d.Invoice.Currency, Overpaid: l.Rest < 0})
		}
	}
}

func (p *Picture) disputes(l *InvoiceLine) {
	names, d := counter{}, l.Decision
	for _, v := range p.Agenda.Facts.Book.Disputes(d.Invoice, p.Agenda.Date) {
		until := p.Agenda.Date
		if !v.Closed.IsZero() {
			until = min(until, v.Closed)
		}
		p.Disputes = append(p.Disputes, DisputeLine{Dispute: v, Client: d.Client, Invoice: d.Invoice, Age: max(0, until.Sub(v.Opened)), ID: names.unique(d.Invoice.Number + "/" + v.Opened.ISO())})
	}
}

func (p *Picture) promises(l *ClientLine) {
	a, names := p.Agenda, counter{}
	grace := a.Kit.OptionsOf(l.Client, l.Plan).PromiseGrace
	for _, v := range l.Promises {
		line := PromiseLine{Client: l.Client, Numbers: v.Invoices, Taken: v.Taken, Until: v.Until, Amount: v.Amount, Currency: currencyOf(a.Kit, v.Invoices), Person: v.Person}
		line.Received = v.Amount - min(v.Amount, Expected(a, v, a.Date))
		line.State = stateOf(a, v.Until, a.Kit.Business().Add(v.Until, grace), line.Received, v.Amount)
		line.Confirmed = a.Facts.ConfirmedOn(l.Client, &v)
		line.ID = names.unique(fmt.Sprintf("%s/P/%s/%s", l.Client.Code, v.Taken.ISO(), v.Until.ISO()))
		p.Promises = append(p.Promises, line)
	}
	for i := range l.Client.Instalments {
		p.instalments(l.Client, &l.Client.Instalments[i], names)
	}
}

// instalments covers each instalment by what came in since the agreement, the
// oldest first.
func (p *Picture) instalments(c *kit.Client, plan *kit.InstalmentPlan, names counter) {
	a := p.Agenda
	if plan.Agreed > a.Date {
		return
	}
	left := a.Facts.Book.Received(plan.Invoices, plan.Agreed, a.Date)
	for _, i := range plan.Instalments {
		received := min(left, i.Amount)
		left -= received
		p.Promises = append(p.Promises, PromiseLine{
			Instalment: true, Client: c, Numbers: plan.Invoices, Taken: plan.Agreed, Until: i.Date, Amount: i.Amount, Currency: currencyOf(a.Kit, plan.Invoices), Received: received,
			State: stateOf(a, i.Date, i.Date, received, i.Amount), Confirmed: plan.Signed,
			ID: names.unique(fmt.Sprintf("%s/E/%s/%s", c.Code, plan.Agreed.ISO(), i.Date.ISO())),
		})
	}
}

// stateOf judges a sum promised for a day, once its days of grace are over and
// their payments entered.
func stateOf(a *agenda.Agenda, until, end calendar.Date, received, amount money.Amount) PromiseState {
	switch {
	case received >= amount:
		return Kept
	case until >= a.Date:
		return ToCome
	case end > a.Date || !a.Facts.PaymentsKnown(end):
		return ToCheck
	case received > 0:
		return PartKept
	}
	return NotKept
}

// sendings are the messages of the journal. What is known of a registered letter
// belongs to the last one sent for that client, stage and invoices.
func (p *Picture) sendings() {
	for i := range p.Journal {
		l := &p.Journal[i]
		switch e := l.Entry; {
		case e.Type == journal.Reminder && e.Channel != journal.ByPhone && e.Channel != journal.Internal:
			p.Sendings = append(p.Sendings, SendingLine{JournalLine: l})
		case e.Type == journal.Registered:
			if s := p.letter(l); s != nil {
				s.registered(e)
			}
		}
	}
}

func (p *Picture) letter(l *JournalLine) *SendingLine {
	for i := len(p.Sendings) - 1; i >= 0; i-- {
		s := &p.Sendings[i]
		if s.Entry.Client == l.Entry.Client && s.StageID == l.StageID && share(s.Entry.Invoices, l.Entry.Invoices) {
			return s
		}
	}
	return nil
}

// share reports whether two entries are about a same invoice; one without invoices
// is about all of them.
func share(a, b []journal.Invoice) bool {
	return len(a) == 0 || len(b) == 0 || slices.ContainsFunc(a, func(x journal.Invoice) bool {
		return slices.ContainsFunc(b, func(y journal.Invoice) bool { return x.Number == y.Number })
	})
}

func (l *SendingLine) registered(e *journal.Entry) {
	l.Number = cmp.Or(e.Number, l.Number)
	l.Posted = max(e.Posted, l.Posted)
	l.Presented = max(e.Presented, l.Presented)
	l.Returned = l.Returned || e.Returned != ""
}

// remarks keeps the last note about each invoice, and about each client alone. A
// note with a day is a meeting.
func (p *Picture) remarks() {
	last := map[string]string{}
	for i := range p.Journal {
		switch e := p.Journal[i].Entry; {
		case e.Type != journal.Note || !e.Until.IsZero() || len(e.Invoices) > 1:
		case len(e.Invoices) == 1:
			last[e.Client+"/"+e.Invoices[0].Number] = e.Content
		default:
			last[e.Client+"/"] = e.Content
		}
	}
	for i := range p.Invoices {
		d := p.Invoices[i].Decision
		p.Invoices[i].Remark = last[d.Client.Code+"/"+d.Invoice.Number]
	}
	for i := range p.Clients {
		p.Clients[i].Remark = last[p.Clients[i].Client.Code+"/"]
	}
}
