// Package claim says how much is owed on a day, and why: the balance, the
// late-payment interest line by line, the 40 EUR for recovery costs.
//
// The debtor decides the law (checked 2026-11-21):
//
//	business   contract rate, else ECB + 10 points; each half-year at its own
//	           rate; from the day after the due date (C. com. L441-10 II)
//	public     ECB + 8 points, frozen at the half-year in which interest began
//	           (code de la commande publique L2192-13, R2192-31)
//	consumer   legal rate "autres cas" of each half-year, from the day after the
//	           formal notice was received (C. civ. 1231-6, 1344-1); never 40 EUR
//
// Interest is simple, on 365 days a year even in leap years, both on the amount
// including VAT still due; it bears no VAT itself (CGI 256).
package claim

import (
	"relance/generator/calendar"
	"relance/generator/claim/rate"
	"relance/generator/kit"
	"relance/generator/money"
)

// RecoveryCosts is the fixed sum for recovery costs, per late invoice of a
// business (C. com. D441-5) or a public body (CCP D2192-35): 40 EUR.
const RecoveryCosts money.Amount = 40_00

// yearDays is the day count of the official method, leap years included
// (service-public.fr, F20688).
const yearDays = 365

// A Debt is one sum due on one day, with all that moves its interest.
type Debt struct {
	Principal  money.Amount
	Due        calendar.Date
	Kind       kit.Kind
	Contract   *money.Rate   // contract rate, of a business only; nil: the law's own
	Notice     calendar.Date // day a consumer received the formal notice; zero: not yet
	Stop       calendar.Date // interest stops that day (insolvency judgment); zero: never
	Imputation string        // kit's « imputation »; interest first only when asked
	Receipts   []Receipt     // payments and credit notes, by date
	Rates      rate.Table    // nil: the table of the program
}

// A Receipt is money received or a credit note granted.
type Receipt struct {
	Date      calendar.Date
	Amount    money.Amount
	Credit    bool // a credit note reduces the price, never pays interest
	Rest      bool // what the shares of one payment left on account
	Mode      string
	Reference string
	By        string // who received it: "creancier", "mandataire", or "" when nobody said
}

// A Line is one printed line of interest: a span of days, both included, with one
// balance and one rate. Amount is rounded half up, once.
type Line struct {
	From, To calendar.Date
	Days     int
	Rate     money.Rate
	Base     money.Amount
	Amount   money.Amount
	Basis    string // where the rate comes from, in French
}

// Interest is the interest accrued from the day after the due date until the day
// until, that day included. A payment's own day still bears interest on the
// balance before it. The error names a half-year without a public rate.
func (d Debt) Interest(until calendar.Date) ([]Line, error) {
	from := d.starts()
	if from.IsZero() {
		return nil, nil
	}
	if !d.Stop.IsZero() {
		until = min(until, d.Stop)
	}
	run := accrual{debt: d, base: d.Principal, owed: d.Principal}
	receipts := d.Receipts
	for len(receipts) > 0 && receipts[0].Date < from {
		run.receive(receipts[0])
		receipts = receipts[1:]
	}
	for from <= until && run.owed > 0 {
		to := until
		if len(receipts) > 0 {
			to = min(to, receipts[0].Date)
		}
		if err := run.span(from, to); err != nil {
			return nil, err
		}
		from = to + 1
		for len(receipts) > 0 && receipts[0].Date < from {
			run.receive(receipts[0])
			receipts = receipts[1:]
		}
	}
	return run.lines, nil
}

// starts is the first day that bears interest, zero when none does yet.
func (d Debt) starts() calendar.Date {
	if d.Kind != kit.Consumer {
		return d.Due + 1
	}
	if d.Notice.IsZero() {
		return 0
	}
	return max(d.Due, d.Notice) + 1
}

// accrual runs along time. base bears interest; owed is principal less receipts:
// they differ only when payments settle interest first (C. civ. 1343-1).
type accrual struct {
	debt       Debt
	base, owed money.Amount
	unpaid     money.Amount // interest accrued and not yet settled
	lines      []Line
}

func (a *accrual) receive(r Receipt) {
	a.owed -= r.Amount
	if !r.Credit && a.debt.Imputation == "interets_dabord" {
		settled := min(r.Amount, a.unpaid)
		a.unpaid -= settled
		r.Amount -= settled
	}
	a.base -= r.Amount
}

// span adds the lines of days with one balance: one a half-year, or a single one
// where the contract sets the rate or the law freezes it.
func (a *accrual) span(from, to calendar.Date) error {
	for from <= to {
		end := to
		if a.debt.Kind != kit.Public && a.debt.Contract == nil {
			end = min(to, rate.HalfOf(from).Last())
		}
		rate, basis, err := a.debt.rateOn(from)
		if err != nil {
			return err
		}
		days := end.Sub(from) + 1
		line := Line{from, end, days, rate, a.base, a.base.MulDiv(int64(rate)*int64(days), yearDays*100_00), basis}
		a.lines, a.unpaid = append(a.lines, line), a.unpaid+line.Amount
		from = end + 1
	}
	return nil
}

func (d Debt) table() rate.Table {
	if d.Rates == nil {
		return rate.Known
	}
	return d.Rates
}

// rateOn is the yearly rate of one day.
func (d Debt) rateOn(day calendar.Date) (money.Rate, string, error) {
	if d.Contract != nil {
		return *d.Contract, "taux contractuel", nil
	}
	if d.Kind == kit.Public {
		day = d.Due + 1
	}
	row, err := d.table().Row(rate.HalfOf(day))
	if err != nil {
		return 0, "", err
	}
	switch d.Kind {
	case kit.Public:
		return row.ECB + 8_00, "taux BCE " + row.HalfYear().String() + " + 8 points", nil
	case kit.Consumer:
		return row.LegalOther, "taux légal " + row.HalfYear().String(), nil
	}
	return row.ECB + 10_00, "taux BCE " + row.HalfYear().String() + " + 10 points", nil
}

// Compensation is the 40 EUR owed for a late invoice: none for a consumer, none
// when the debt was settled in time, none when insolvency forbids paying it.
func (d Debt) Compensation(day calendar.Date) money.Amount {
	if d.Kind == kit.Consumer || day <= d.Due || !d.Stop.IsZero() && d.Due >= d.Stop {
		return 0
	}
	owed := d.Principal
	for _, r := range d.Receipts {
		if r.Date <= d.Due {
			owed -= r.Amount
		}
	}
	if owed <= 0 {
		return 0
	}
	return RecoveryCosts
}

// WaitingCost is what it costs to do without a sum for some days, at a yearly rate:
// the kit's « cout_financement ».
func WaitingCost(a money.Amount, r money.Rate, days int) money.Amount {
	return a.MulDiv(int64(r)*int64(days), yearDays*100_00)
}

// Sum adds the lines up: the total is that of what is printed.
func Sum(lines []Line) money.Amount {
	var total money.Amount
	for _, l := range lines {
		total += l.Amount
	}
	return total
}
