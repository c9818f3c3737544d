// Package past is what happened until a day: the steps, contacts, promises and
// answers that the accounts and the journal tell of each invoice and client. It
// decides nothing.
package past

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

	business calendar.Business
	entries  []journal.Entry     // what counts of the journal, until the day
	invoices map[string]*history // those that something happened to
	clients  map[string]*standing
}

// Of gathers the facts of a kit until a day.
func Of(k *kit.Kit, book *claim.Book, day calendar.Date) *Facts {
	f := &Facts{
		Kit: k, Book: book, Day: day, business: k.Business(),
		invoices: map[string]*history{}, clients: map[string]*standing{},
	}
	for i := range k.Clients {
		f.client(&k.Clients[i])
	}
	if k.Journal != nil {
		for _, e := range k.Journal.Effective() {
			if e.Date <= day {
				f.entries = append(f.entries, e)
				f.entry(e)
			}
		}
	}
	for _, h := range f.invoices {
		slices.SortStableFunc(h.promises, func(a, b kit.Promise) int { return int(a.Taken) - int(b.Taken) })
		slices.SortStableFunc(h.deferrals, func(a, b kit.Deferral) int { return int(a.Granted) - int(b.Granted) })
	}
	return f
}

// Business is the calendar of the creditor's working days.
func (f *Facts) Business() calendar.Business { return f.business }

// Entries is what counts of the journal, until the day.
func (f *Facts) Entries() []journal.Entry { return f.entries }

// Claimable is the balance of an invoice less the part under dispute.
func (f *Facts) Claimable(inv *kit.Invoice) money.Amount {
	return f.Book.Balance(inv, f.Day) - f.Book.Disputed(inv, f.Day)
}

// Steps are the stages an invoice went through, in order.
func (f *Facts) Steps(inv *kit.Invoice) []Step { return f.of(inv).steps }

// Deferrals are the postponements granted for an invoice, oldest first.
func (f *Facts) Deferrals(inv *kit.Invoice) []kit.Deferral { return f.of(inv).deferrals }

// LastContact is the day of the last message or call about an invoice, zero when
// there was none.
func (f *Facts) LastContact(inv *kit.Invoice) calendar.Date { return f.of(inv).contact }

// HandedOver is the day the whole of a client's file went to somebody else, zero when
// it did not.
func (f *Facts) HandedOver(c *kit.Client) calendar.Date { return f.clients[c.Code].handedOver }

// Returned is the day a registered letter came back, zero when none did or when
// another one was presented since.
func (f *Facts) Returned(c *kit.Client) calendar.Date { return f.clients[c.Code].returned }

// Meeting is the day of the last meeting that the client accepted, zero when there
// is none.
func (f *Facts) Meeting(c *kit.Client) calendar.Date { return f.clients[c.Code].meeting }

// Rename lets a plan that took another's place name the steps of an invoice anew.
func (f *Facts) Rename(inv *kit.Invoice, rename func(*Step)) {
	steps := f.of(inv).steps
	for i := range steps {
		rename(&steps[i])
	}
}

// Pretend adds a step as if it had been done, on the day it bears.
func (f *Facts) Pretend(inv *kit.Invoice, s Step) {
	h := f.keep(inv.Number)
	h.steps, h.contact = append(h.steps, s), s.Date
}

// Promises are the promises made on an invoice, oldest first.
func (f *Facts) Promises(inv *kit.Invoice) []kit.Promise { return f.of(inv).promises }

// Contacts are the messages to a client, oldest first.
func (f *Facts) Contacts(c *kit.Client) []Contact { return f.clients[c.Code].contacts }

// Overdue is what a client owes in euros and is past due; Open, all it owes.
// Disputed parts and cancelled invoices are left out.
func (f *Facts) Overdue(c *kit.Client) money.Amount { return f.OverdueIn(c, "EUR") }

// Open is all a client owes in euros, due or not.
func (f *Facts) Open(c *kit.Client) money.Amount { return f.OpenIn(c, "EUR") }

// OpenIn is all a client owes in one currency.
func (f *Facts) OpenIn(c *kit.Client, currency string) money.Amount {
	return f.clients[c.Code].in(currency).open
}

// OverdueIn is what a client owes in one currency and is past due.
func (f *Facts) OverdueIn(c *kit.Client, currency string) money.Amount {
	return f.clients[c.Code].in(currency).overdue
}

// PaymentsKnown reports whether every payment until a day has been entered.
func (f *Facts) PaymentsKnown(day calendar.Date) bool {
	return !f.Kit.PaidUntil.IsZero() && f.Kit.PaidUntil >= day
}

// Approval is the last word on a stage of a client since a day.
func (f *Facts) Approval(c *kit.Client, stage string, since calendar.Date) (e journal.Entry, given bool) {
	return f.ApprovalAbout(c, stage, since, func(*journal.Entry) bool { return true })
}

// ApprovalAbout is the last word on a stage of a client, since a day, among the
// answers that are about what one asks.
func (f *Facts) ApprovalAbout(c *kit.Client, stage string, since calendar.Date, about func(*journal.Entry) bool) (e journal.Entry, given bool) {
	for _, a := range slices.Backward(f.clients[c.Code].approvals) {
		if a.Stage == stage && a.Date >= since && about(&a) {
			return a, true
		}
	}
	return e, false
}

// Approved reports whether the last word on a stage of a client, since a day, is
// yes. The same words approve a promise (« promesse »), an agreement
// (« echeancier »), a further postponement (« report »), a checked address
// (« adresse »).
func (f *Facts) Approved(c *kit.Client, stage string, since calendar.Date) bool {
	a, given := f.Approval(c, stage, since)
	return given && a.Decision == journal.Granted
}

// Answered reports whether somebody said yes or no to a stage of a client since a
// day.
func (f *Facts) Answered(c *kit.Client, stage string, since calendar.Date) bool {
	_, given := f.Approval(c, stage, since)
	return given
}
