package claim

import (
	"slices"

	"relance/generator/calendar"
	"relance/generator/diag"
	"relance/generator/journal"
	"relance/generator/kit"
	"relance/generator/money"
)

// A Book holds what the accounts and the journal say of money: receipts and
// disputes of each invoice, money on account of each client. The same fact
// written in both places counts once.
type Book struct {
	kit       *kit.Kit
	receipts  map[string][]Receipt     // by invoice number
	onAccount map[string][]Receipt     // by client code
	disputes  map[string][]kit.Dispute // by invoice number
	notices   map[string]calendar.Date // reception of the formal notice, by invoice
}

// NewBook opens the book of a kit.
func NewBook(k *kit.Kit) *Book {
	b := &Book{
		kit: k, receipts: map[string][]Receipt{}, onAccount: map[string][]Receipt{},
		disputes: map[string][]kit.Dispute{}, notices: map[string]calendar.Date{},
	}
	for i := range k.Clients {
		b.accounts(&k.Clients[i])
	}
	if k.Journal != nil {
		for _, e := range k.Journal.Effective() {
			b.entry(e)
		}
	}
	for _, m := range []map[string][]Receipt{b.receipts, b.onAccount} {
		for _, list := range m {
			slices.SortStableFunc(list, func(a, b Receipt) int { return int(a.Date) - int(b.Date) })
		}
	}
	return b
}

// accounts reads what clients.yaml says.
func (b *Book) accounts(c *kit.Client) {
	for _, p := range c.Payments {
		left := p.Amount
		for _, s := range p.Invoices {
			b.receive(s.Invoice, Receipt{Date: p.Date, Amount: s.Amount, Mode: p.Mode, Reference: p.Reference})
			left -= s.Amount
		}
		if left > 0 {
			b.onAccount[c.Code] = append(b.onAccount[c.Code], Receipt{Date: p.Date, Amount: left, Mode: p.Mode, Reference: p.Reference})
		}
	}
	for _, n := range c.Credits {
		b.onAccount[c.Code] = append(b.onAccount[c.Code], Receipt{Date: n.Date, Amount: n.Amount, Credit: true, Reference: n.Number})
	}
	for i := range c.Invoices {
		inv := &c.Invoices[i]
		for _, p := range inv.Payments {
			b.receive(inv.Number, Receipt{Date: p.Date, Amount: p.Amount, Mode: p.Mode, Reference: p.Reference})
		}
		for _, n := range inv.Credits {
			b.receive(inv.Number, Receipt{Date: n.Date, Amount: n.Amount, Credit: true, Reference: n.Number})
		}
		b.disputes[inv.Number] = append(b.disputes[inv.Number], inv.Disputes...)
	}
}

func (b *Book) receive(invoice string, r Receipt) {
	b.receipts[invoice] = append(b.receipts[invoice], r)
}

// entry adds what the journal knows and the accounts do not say already.
func (b *Book) entry(e journal.Entry) {
	switch e.Type {
	case journal.Payment:
		b.journalPayment(e)
	case journal.Dispute:
		for _, ref := range e.Invoices {
			b.journalDispute(ref.Number, e)
		}
	case journal.Registered:
		if e.Presented.IsZero() {
			return
		}
		for _, n := range b.noticed(e) {
			b.notices[n] = e.Presented
		}
	}
}

// noticed lists the invoices whose formal notice a registered-mail line is about.
func (b *Book) noticed(e journal.Entry) []string {
	var out []string
	for _, ref := range e.Invoices {
		out = append(out, ref.Number)
	}
	if c := b.kit.ClientByCode(e.Client); c != nil && len(out) == 0 && e.Stage == "med" {
		for _, inv := range c.Invoices {
			out = append(out, inv.Number)
		}
	}
	return out
}

func (b *Book) journalPayment(e journal.Entry) {
	r := Receipt{Date: e.Date, Amount: e.Amount, Mode: e.Means, Reference: e.Reference}
	if len(e.Invoices) == 0 {
		if !known(b.onAccount[e.Client], r) {
			b.onAccount[e.Client] = append(b.onAccount[e.Client], r)
		}
		return
	}
	for i, ref := range e.Invoices {
		share := r
		if _, inv := b.kit.Invoice(ref.Number); inv != nil && i < len(e.Invoices)-1 {
			share.Amount = min(r.Amount, max(0, b.Balance(inv, e.Date)))
		}
		r.Amount -= share.Amount
		if share.Amount > 0 && !known(b.receipts[ref.Number], share) {
			b.receive(ref.Number, share)
		}
	}
}

func known(list []Receipt, r Receipt) bool {
	return slices.ContainsFunc(list, func(o Receipt) bool { return o.Date == r.Date && o.Amount == r.Amount && !o.Credit })
}

// journalDispute opens a dispute, or closes the one that is open.
func (b *Book) journalDispute(invoice string, e journal.Entry) {
	list := b.disputes[invoice]
	if e.Closed || e.Issue != "" {
		for i := range list {
			if list[i].Closed.IsZero() {
				list[i].Closed, list[i].Outcome = e.Date, string(e.Issue)
			}
		}
		return
	}
	for _, d := range list {
		if d.Opened == e.Date {
			return
		}
	}
	d := kit.Dispute{Opened: e.Date, Reason: e.Reason, Amount: e.Disputed, Pos: diag.Pos{File: "journal.jsonl", Line: e.Line}}
	b.disputes[invoice] = append(list, d)
}

// Receipts are the payments and credit notes of an invoice until a day, by date.
func (b *Book) Receipts(inv *kit.Invoice, day calendar.Date) []Receipt {
	return until(b.receipts[inv.Number], day)
}

// OnAccount is the money and the credit notes of a client, until a day, that no
// invoice has received yet.
func (b *Book) OnAccount(c *kit.Client, day calendar.Date) []Receipt {
	return until(b.onAccount[c.Code], day)
}

// OnAccountSum adds them up.
func (b *Book) OnAccountSum(c *kit.Client, day calendar.Date) money.Amount {
	return sumOf(b.OnAccount(c, day))
}

func sumOf(list []Receipt) money.Amount {
	var sum money.Amount
	for _, r := range list {
		sum += r.Amount
	}
	return sum
}

func until(list []Receipt, day calendar.Date) []Receipt {
	n := len(list)
	for n > 0 && list[n-1].Date > day {
		n--
	}
	return list[:n]
}

// Balance (solde) is what is left of an invoice on a day: total less credit notes
// and payments. Negative when overpaid.
func (b *Book) Balance(inv *kit.Invoice, day calendar.Date) money.Amount {
	return inv.Total - sumOf(b.Receipts(inv, day))
}

// Disputes are those opened by a day, in the order they were written.
func (b *Book) Disputes(inv *kit.Invoice, day calendar.Date) []kit.Dispute {
	var out []kit.Dispute
	for _, d := range b.disputes[inv.Number] {
		if d.Opened <= day {
			out = append(out, d)
		}
	}
	return out
}

// OpenDispute returns the dispute open on a day, or nil.
func (b *Book) OpenDispute(inv *kit.Invoice, day calendar.Date) *kit.Dispute {
	for _, d := range b.Disputes(inv, day) {
		if d.Closed.IsZero() || d.Closed > day {
			return &d
		}
	}
	return nil
}

// Notice is the day a consumer received the formal notice, zero when none did.
func (b *Book) Notice(inv *kit.Invoice) calendar.Date { return b.notices[inv.Number] }
