package claim

import (
	"relance/generator/calendar"
	"relance/generator/kit"
	"relance/generator/money"
)

// A Claim (créance) is what one invoice is worth to its creditor on a day. All
// amounts are cents of the invoice's currency.
type Claim struct {
	Client       *kit.Client
	Invoice      *kit.Invoice
	AsOf         calendar.Date
	Credits      money.Amount // credit notes
	Paid         money.Amount // payments
	Balance      money.Amount // total less credit notes and payments
	Disputed     money.Amount // part of the balance under examination
	Lines        []Line       // interest, as printed
	Interest     money.Amount // their sum
	Compensation money.Amount // 40 EUR or nothing
	LastPayment  Receipt
}

// Claimable is the part of the balance that may be asked for now.
func (c Claim) Claimable() money.Amount { return c.Balance - c.Disputed }

// Due is all that may be asked for now: principal, interest and compensation.
func (c Claim) Due() money.Amount { return c.Claimable() + c.Interest + c.Compensation }

// DaysLate counts the calendar days since the due date, 0 before it.
func (c Claim) DaysLate() int {
	if c.Invoice.Due.IsZero() {
		return 0
	}
	return max(0, c.AsOf.Sub(c.Invoice.Due))
}

// Of computes the claim on a day. The error names a half-year without a rate.
func (b *Book) Of(c *kit.Client, inv *kit.Invoice, day calendar.Date) (Claim, error) {
	cl := Claim{Client: c, Invoice: inv, AsOf: day, Balance: b.Balance(inv, day)}
	receipts := b.Receipts(inv, day)
	for _, r := range receipts {
		if r.Credit {
			cl.Credits += r.Amount
		} else {
			cl.Paid += r.Amount
			cl.LastPayment = r
		}
	}
	cl.Disputed = b.Disputed(inv, day)
	if !b.bearsInterest(c, inv) || inv.Due.IsZero() || b.waives(c, inv, day) {
		return cl, nil
	}
	debt := b.debt(c, inv, cl.Disputed, receipts)
	lines, err := debt.Interest(day)
	if err != nil {
		return cl, err
	}
	cl.Lines, cl.Interest = lines, Sum(lines)
	if inv.Currency == "EUR" {
		cl.Compensation = debt.Compensation(day)
	}
	return cl, nil
}

// bearsInterest: the law's rates are for euros, another currency needs the
// contract's own; French penalties reach a foreign debtor only when the contract
// chose French law (contracts.md §9.14).
func (b *Book) bearsInterest(c *kit.Client, inv *kit.Invoice) bool {
	if inv.Currency != "EUR" && b.contractRate(c) == nil {
		return false
	}
	if c.Country == "" || c.Country == "France" {
		return true
	}
	return c.Contract != nil && c.Contract.Law == "francais" || inv.Contract != nil && inv.Contract.Law == "francais"
}

func (b *Book) debt(c *kit.Client, inv *kit.Invoice, disputed money.Amount, receipts []Receipt) Debt {
	d := Debt{
		Principal: inv.Total - disputed, Due: inv.Due, Kind: c.Kind, Receipts: receipts,
		Notice: b.Notice(inv), Imputation: b.kit.OptionsOf(c, nil).Imputation, Contract: b.contractRate(c), Rates: b.rates,
	}
	if c.Insolvency != nil && born(inv) < c.Insolvency.Judged {
		d.Stop = c.Insolvency.Judged
	}
	return d
}

// contractRate is the rate of the general terms, which binds businesses only.
func (b *Book) contractRate(c *kit.Client) *money.Rate {
	if b.kit.Creditor == nil || c.Kind != kit.Company {
		return nil
	}
	return b.kit.Creditor.Terms.PenaltyRate
}

// UnderFloor returns the least rate the law lets a contract set with a business on
// a day, when the general terms are under it: to be said, never corrected in
// silence (C. com. L441-10 II).
func (b *Book) UnderFloor(day calendar.Date) (floor money.Rate, under bool) {
	floor, err := b.rates.Floor(day)
	if err != nil || b.kit.Creditor == nil || b.kit.Creditor.Terms.PenaltyRate == nil {
		return 0, false
	}
	return floor, *b.kit.Creditor.Terms.PenaltyRate < floor
}

// born is the day a claim was born: that of delivery, else that of the invoice.
func born(inv *kit.Invoice) calendar.Date {
	if inv.Delivery != nil && !inv.Delivery.Date.IsZero() {
		return inv.Delivery.Date
	}
	return inv.Issued
}

// BornBefore reports whether the claim was born before a day (C. com. L622-21).
func BornBefore(inv *kit.Invoice, day calendar.Date) bool { return born(inv) < day }
