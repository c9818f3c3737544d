package claim

import (
	"cmp"
	"maps"
	"slices"

	"relance/generator/calendar"
	"relance/generator/claim/rate"
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
	rates     rate.Table
	invoices  map[string]*kit.Invoice
	receipts  map[string][]Receipt     // by invoice number, by date
	onAccount map[string][]Receipt     // by client code, by date
	disputes  map[string][]kit.Dispute // by invoice number
	notices   map[string]calendar.Date // reception of the formal notice, by invoice
	noticed   map[string][]string      // invoices of the last formal notice, by client
	reminded  map[string][]reminded    // reminders of a missed instalment, by invoice
}

// NewBook opens the book of a kit, with the rates of its taux.yaml if they hold.
func NewBook(k *kit.Kit) *Book {
	b := &Book{
		kit: k, invoices: make(map[string]*kit.Invoice, k.InvoiceCount()), receipts: map[string][]Receipt{}, onAccount: map[string][]Receipt{},
		disputes: map[string][]kit.Dispute{}, notices: map[string]calendar.Date{}, noticed: map[string][]string{},
		reminded: map[string][]reminded{},
	}
	b.rates, _ = rate.Of(k) // agenda.Of refuses a contradiction before it is used
	for i := range k.Clients {
		b.accounts(&k.Clients[i])
	}
	if k.Journal != nil {
		for _, e := range k.Journal.Effective() {
			b.entry(e)
		}
	}
	return b
}

// accounts reads what clients.yaml says.
func (b *Book) accounts(c *kit.Client) {
	for i := range c.Invoices {
		inv := &c.Invoices[i]
		b.invoices[inv.Number] = inv
		for _, p := range inv.Payments {
			b.receive(inv.Number, received(p, p.Amount))
		}
		for _, n := range inv.Credits {
			b.receive(inv.Number, Receipt{Date: n.Date, Amount: n.Amount, Credit: true, Reference: n.Number})
		}
		if len(inv.Disputes) > 0 {
			b.disputes[inv.Number] = slices.Clone(inv.Disputes)
		}
	}
	for _, p := range c.Payments {
		left := p.Amount
		for _, s := range p.Invoices {
			b.receive(s.Invoice, received(p, s.Amount))
			left -= s.Amount
		}
		if left > 0 {
			rest := received(p, left)
			rest.Rest = true
			b.keep(c.Code, rest)
		}
	}
	for _, n := range c.Credits {
		b.keep(c.Code, Receipt{Date: n.Date, Amount: n.Amount, Credit: true, Reference: n.Number})
	}
}

func received(p kit.Payment, part money.Amount) Receipt {
	return Receipt{Date: p.Date, Amount: part, Mode: p.Mode, Reference: p.Reference, By: p.By}
}

func (b *Book) receive(invoice string, r Receipt) {
	b.receipts[invoice] = byDate(b.receipts[invoice], r)
}

func (b *Book) keep(client string, r Receipt) { b.onAccount[client] = byDate(b.onAccount[client], r) }

// byDate inserts r after those of its day.
func byDate(list []Receipt, r Receipt) []Receipt {
	at := len(list)
	for at > 0 && list[at-1].Date > r.Date {
		at--
	}
	return slices.Insert(list, at, r)
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
	case journal.Approval:
		b.resume(e)
	case journal.Reminder:
		b.journalNotice(e)
		b.journalReminder(e)
	case journal.Registered:
		b.presented(e)
	case journal.Typed:
		b.complete(e)
	}
}

// journalNotice remembers which invoices the client's last formal notice claims.
func (b *Book) journalNotice(e journal.Entry) {
	var claimed []string
	for _, ref := range e.Invoices {
		if ref.Status == journal.Done && b.isNotice(ref.Stage) {
			claimed = append(claimed, ref.Number)
		}
	}
	if claimed != nil {
		b.noticed[e.Client] = claimed
	}
}

func (b *Book) isNotice(stage string) bool {
	for i := range b.kit.Plans {
		if s, _ := b.kit.Plans[i].Stage(stage); s != nil && s.Nature == kit.FormalNotice {
			return true
		}
	}
	return false
}

// presented records the day a formal notice reached the client: its first
// presentation, even unclaimed (1re civ., 20 January 2021, n° 19-20.680).
func (b *Book) presented(e journal.Entry) {
	if e.Presented.IsZero() || !b.isNotice(e.Stage) {
		return
	}
	numbers := b.noticed[e.Client]
	if len(e.Invoices) > 0 {
		numbers = nil
		for _, ref := range e.Invoices {
			numbers = append(numbers, ref.Number)
		}
	}
	for _, n := range numbers {
		if first := b.notices[n]; first.IsZero() || e.Presented < first {
			b.notices[n] = e.Presented
		}
	}
}

// journalPayment shares a payment between its invoices in their order, each for
// what it still owes, the last one for the rest. The accounts may have it already, in
// parts of their own.
func (b *Book) journalPayment(e journal.Entry) {
	r := Receipt{Date: e.Date, Amount: e.Amount, Mode: e.Means, Reference: e.Reference, By: e.Recipient}
	if len(e.Invoices) == 0 {
		if !known(b.onAccount[e.Client], r) {
			b.keep(e.Client, r)
		}
		return
	}
	if len(e.Invoices) > 1 && b.inParts(e.Invoices, r) {
		return
	}
	for i, ref := range e.Invoices {
		share := r
		if inv := b.invoices[ref.Number]; inv != nil && i < len(e.Invoices)-1 {
			share.Amount = b.share(inv, r)
		}
		r.Amount -= share.Amount
		if share.Amount > 0 && !known(b.receipts[ref.Number], share) {
			b.receive(ref.Number, share)
		}
	}
}

// share is the part of a payment that an invoice takes: what it owes, or owed before the
// accounts wrote that very part.
func (b *Book) share(inv *kit.Invoice, r Receipt) money.Amount {
	owed := max(0, b.Balance(inv, r.Date))
	for _, o := range b.Receipts(inv, r.Date) {
		if o.answers(r) && o.Amount == min(r.Amount, owed+o.Amount) {
			return o.Amount
		}
	}
	return min(r.Amount, owed)
}

// manySums is how many sums of receipts are looked at: beyond, nobody could say which
// of them a payment is.
const manySums = 10_000

// inParts reports whether receipts of the same day, one an invoice at most, make up a
// payment of several invoices.
func (b *Book) inParts(refs []journal.Invoice, r Receipt) bool {
	sums := map[money.Amount]bool{0: true}
	for _, ref := range refs {
		more := maps.Clone(sums)
		for _, o := range b.receipts[ref.Number] {
			for sum := range sums {
				if o.answers(r) && sum+o.Amount <= r.Amount {
					more[sum+o.Amount] = true
				}
			}
		}
		if sums = more; len(sums) > manySums {
			return false
		}
	}
	return sums[r.Amount]
}

// answers reports whether a receipt may be part of a payment: of its day, and not told
// apart by another reference.
func (o Receipt) answers(r Receipt) bool {
	return o.Date == r.Date && !o.Credit && (o.Reference == r.Reference || o.Reference == "" || r.Reference == "")
}

// Holds reports whether the accounts and the journal have a payment already, as
// [NewBook] would find when it reads it from a line of the journal.
func (b *Book) Holds(e journal.Entry) bool {
	r := Receipt{Date: e.Date, Amount: e.Amount, Reference: e.Reference}
	if len(e.Invoices) > 0 {
		return b.inParts(e.Invoices, r)
	}
	return slices.ContainsFunc(b.onAccount[e.Client], func(o Receipt) bool { return o.Amount == r.Amount && o.answers(r) })
}

// known reports whether a list has a payment already: one of that day and amount, that
// another reference does not tell apart. One noted without a reference takes that of
// the first it answers to: a second transfer does not pass for it too.
func known(list []Receipt, r Receipt) bool {
	same := func(o Receipt) bool { return o.Date == r.Date && o.Amount == r.Amount && !o.Credit }
	if slices.ContainsFunc(list, func(o Receipt) bool { return same(o) && o.Reference == r.Reference }) {
		return true
	}
	at := slices.IndexFunc(list, func(o Receipt) bool { return same(o) && (o.Reference == "" || r.Reference == "") })
	if at >= 0 {
		list[at].Reference = cmp.Or(list[at].Reference, r.Reference)
	}
	return at >= 0
}

// journalDispute opens a dispute, or closes those that are open.
func (b *Book) journalDispute(invoice string, e journal.Entry) {
	list := b.disputes[invoice]
	if e.Closed || e.Issue != "" {
		for i := range list {
			if list[i].Closed.IsZero() && list[i].Opened <= e.Date {
				list[i].Closed, list[i].Outcome = e.Date, string(e.Issue)
			}
		}
		return
	}
	if slices.ContainsFunc(list, func(d kit.Dispute) bool { return d.Opened == e.Date }) {
		return
	}
	d := kit.Dispute{Opened: e.Date, Reason: e.Reason, Amount: e.Disputed, AnswerBy: e.Deadline, Owner: e.Recipient, Pos: diag.Pos{File: "journal.jsonl", Line: e.Line}}
	b.disputes[invoice] = append(list, d)
}

// Invoice is the invoice of that number, nil when the kit has none.
func (b *Book) Invoice(number string) *kit.Invoice { return b.invoices[number] }

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

// Later are the receipts of an invoice dated after a day: ignored until then, but
// not to be passed over in silence.
func (b *Book) Later(inv *kit.Invoice, day calendar.Date) []Receipt {
	all := b.receipts[inv.Number]
	return all[len(until(all, day)):]
}

// Received adds up the payments, without credit notes, that some invoices received
// from one day to another, both included.
func (b *Book) Received(numbers []string, from, to calendar.Date) (sum money.Amount) {
	for _, n := range numbers {
		for _, r := range until(b.receipts[n], to) {
			if r.Date >= from && !r.Credit {
				sum += r.Amount
			}
		}
	}
	return sum
}

// ReceivedOn is the day the money received on invoices since a day reached a sum.
func (b *Book) ReceivedOn(numbers []string, from, to calendar.Date, sum money.Amount) (day calendar.Date, ok bool) {
	for _, n := range numbers {
		for _, r := range until(b.receipts[n], to) {
			if r.Date >= from && !r.Credit && b.Received(numbers, from, r.Date-1) < sum {
				day = max(day, r.Date)
			}
		}
	}
	return day, b.Received(numbers, from, to) >= sum
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
	return list[:n:n]
}

// Balance (solde) is what is left of an invoice on a day: total less credit notes
// and payments. Negative when overpaid.
func (b *Book) Balance(inv *kit.Invoice, day calendar.Date) money.Amount {
	return inv.Total - sumOf(b.Receipts(inv, day))
}

// PaidOn is the day an invoice was fully paid, if it is by a day.
func (b *Book) PaidOn(inv *kit.Invoice, day calendar.Date) (calendar.Date, bool) {
	receipts := b.Receipts(inv, day)
	if len(receipts) == 0 || inv.Due.IsZero() || b.Balance(inv, day) > 0 {
		return 0, false
	}
	return receipts[len(receipts)-1].Date, true
}

// ByAgent reports whether an agent received the money for its creditor. Unless somebody
// wrote who did, it is whoever the mandate lets collect.
func (b *Book) ByAgent(r Receipt) bool {
	if b.kit.Sender != "mandataire" {
		return false
	}
	if r.By != "" {
		return r.By == "mandataire"
	}
	return b.kit.Mandate != nil && b.kit.Mandate.Collect == kit.Yes
}

// Notice is the day a consumer received the formal notice, zero when none did.
func (b *Book) Notice(inv *kit.Invoice) calendar.Date { return b.notices[inv.Number] }
