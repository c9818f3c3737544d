// Package account is what the books say of one client beyond a single claim: the
// movements of its account, how long it takes to pay, when a claim is time-barred.
package account

import (
	"cmp"
	"slices"
	"strings"

	"relance/generator/calendar"
	"relance/generator/claim"
	"relance/generator/dunning"
	"relance/generator/kit"
	"relance/generator/money"
)

// A Movement (écriture) is one line of an account: Debit is what the client owes,
// Credit what it paid or was credited, Balance what is owed after it. Amounts are
// cents of the account's currency.
type Movement struct {
	Date, Due              calendar.Date // Due: of an invoice only
	Label                  string
	Debit, Credit, Balance money.Amount
}

// Movements are the lines of some invoices and of the money on account, oldest
// first, an invoice before what settles it on the same day.
func Movements(book *claim.Book, c *kit.Client, claims []claim.Claim, currency string, day calendar.Date) []Movement {
	var out []Movement
	for _, cl := range claims {
		out = append(out, Movement{Date: cl.Invoice.Issued, Due: cl.Invoice.Due, Label: "Facture " + cl.Invoice.Number, Debit: cl.Invoice.Total})
		for _, r := range book.Receipts(cl.Invoice, day) {
			out = append(out, Movement{Date: r.Date, Label: receiptName(r) + ", facture " + cl.Invoice.Number, Credit: r.Amount})
		}
	}
	if currency == "EUR" {
		for _, r := range book.OnAccount(c, day) {
			out = append(out, Movement{Date: r.Date, Label: receiptName(r) + ", à affecter", Credit: r.Amount})
		}
	}
	slices.SortStableFunc(out, func(a, b Movement) int {
		return cmp.Or(int(a.Date)-int(b.Date), cmp.Compare(a.Credit, b.Credit))
	})
	var balance money.Amount
	for i := range out {
		balance += out[i].Debit - out[i].Credit
		out[i].Balance = balance
	}
	return out
}

// Received names some receipts in a sentence, each with its day.
func Received(receipts []claim.Receipt) []string {
	var out []string
	for _, r := range receipts {
		name := receiptName(r)
		out = append(out, strings.ToLower(name[:1])+name[1:]+" du "+r.Date.String())
	}
	return out
}

func receiptName(r claim.Receipt) string {
	name := "Règlement"
	if r.Credit {
		name = "Avoir"
	} else if r.Mode != "" {
		name += " (" + r.Mode + ")"
	}
	if r.Credit && r.Reference != "" {
		name += " " + r.Reference
	}
	return name
}

// A Paid invoice, with the days from its own date to its last payment and those it
// was late.
type Paid struct {
	Invoice    *kit.Invoice
	On         calendar.Date
	Days, Late int
}

// Delays are how long a client took to pay. Means are in tenths of a day from the
// date of the invoice; Trend is the mean of the newer half less that of the older.
type Delays struct {
	Paid                          []Paid // by date of payment
	Amount                        money.Amount
	Agreed, Mean, Weighted, Trend int
	Least, Most                   int // days
}

// DelaysOf measures the invoices of a client paid from a day on, in one currency.
func DelaysOf(f *dunning.Facts, c *kit.Client, currency string, since calendar.Date) Delays {
	var d Delays
	for i := range c.Invoices {
		inv := &c.Invoices[i]
		on, ok := f.Book.PaidOn(inv, f.Day)
		if ok && on >= since && inv.Cancelled == nil && inv.Currency == currency && !inv.Due.IsZero() {
			d.Paid = append(d.Paid, Paid{inv, on, on.Sub(inv.Issued), on.Sub(inv.Due)})
		}
	}
	slices.SortStableFunc(d.Paid, func(a, b Paid) int { return int(a.On) - int(b.On) })
	if len(d.Paid) == 0 {
		return d
	}
	d.measure()
	return d
}

func (d *Delays) measure() {
	n := int64(len(d.Paid))
	var days, agreed, weighted money.Amount
	d.Least, d.Most = d.Paid[0].Days, d.Paid[0].Days
	for _, p := range d.Paid {
		days += money.Amount(p.Days)
		agreed += money.Amount(p.Days - p.Late)
		weighted += money.Amount(p.Days) * p.Invoice.Total
		d.Amount += p.Invoice.Total
		d.Least, d.Most = min(d.Least, p.Days), max(d.Most, p.Days)
	}
	d.Mean, d.Agreed = int(days.MulDiv(10, n)), int(agreed.MulDiv(10, n))
	if d.Amount > 0 {
		d.Weighted = int(weighted.MulDiv(10, int64(d.Amount)))
	}
	if half := len(d.Paid) / 2; half > 0 {
		d.Trend = meanOf(d.Paid[len(d.Paid)-half:]) - meanOf(d.Paid[:half])
	}
}

// meanOf is the mean delay in tenths of a day.
func meanOf(list []Paid) int {
	var days money.Amount
	for _, p := range list {
		days += money.Amount(p.Days)
	}
	return int(days.MulDiv(10, int64(len(list))))
}

// Limitation is the cautious day on which a claim is time-barred: two years against
// a consumer (C. conso. L218-2), five against a business (C. com. L110-4), from the
// earlier of delivery and due date (checked 2026-11-21). Zero against a public body,
// whose own rule counts in calendar years.
func Limitation(c *kit.Client, inv *kit.Invoice) calendar.Date {
	if c.Kind == kit.Public || inv.Due.IsZero() {
		return 0
	}
	from := inv.Due
	if v := inv.Delivery; v != nil && !v.Date.IsZero() {
		from = min(from, v.Date)
	}
	if c.Kind == kit.Consumer {
		return from.AddMonths(2 * 12)
	}
	return from.AddMonths(5 * 12)
}

// Declare is the last day to declare a claim: two months after the opening of the
// proceedings was published; zero while that day is unknown.
func Declare(i *kit.Insolvency) calendar.Date {
	if i == nil || i.Published.IsZero() {
		return 0
	}
	return i.Published.AddMonths(2)
}
