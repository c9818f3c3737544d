package claim

import (
	"math/big"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"relance/generator/calendar"
	"relance/generator/kit"
	"relance/generator/money"
)

func day(t testing.TB, s string) calendar.Date {
	t.Helper()
	d, err := calendar.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func percent(r money.Rate) *money.Rate { return &r }

func amounts(lines []Line) string {
	var out []string
	for _, l := range lines {
		out = append(out, l.Amount.Decimal())
	}
	return strings.Join(out, " + ")
}

// The worked examples of the specification (law.md §12) and of the scenarios.
func TestInterestIsWhatThePublishedExamplesSay(t *testing.T) {
	tests := []struct {
		name  string
		debt  Debt
		due   string
		until string
		want  string
	}{
		{"service-public.fr F20688: 30 days at 3.11 %", Debt{Principal: 2_000_00, Contract: percent(311)}, "2020-08-31", "2020-09-30", "5.11"},
		{"30 days at 15 %", Debt{Principal: 15_000_00, Contract: percent(1500)}, "2026-01-01", "2026-01-31", "184.93"},
		{"30 days at 10 %", Debt{Principal: 5_000_00, Contract: percent(1000)}, "2026-01-01", "2026-01-31", "41.10"},
		{"92 days at 12.15 %", Debt{Principal: 4_800_00, Contract: percent(1215)}, "2026-01-01", "2026-04-03", "147.00"},
		{"a whole year at 10 %", Debt{Principal: 10_000_00, Contract: percent(1000)}, "2025-01-01", "2026-01-01", "1000.00"},
		{"366 days of a leap year, on 365", Debt{Principal: 10_000_00, Contract: percent(1000)}, "2023-12-31", "2024-12-31", "1002.74"},
		{"three half-years of a business", Debt{Principal: 12_000_00}, "2025-11-30", "2026-11-21", "123.83 + 723.01 + 587.05"},
		{"a leap year of a business", Debt{Principal: 1_000_00}, "2023-12-31", "2024-12-31", "72.30 + 71.84"},
		{"a public body keeps the first rate", Debt{Principal: 10_000_00, Kind: kit.Public}, "2025-06-15", "2025-09-30", "326.86"},
		{"a consumer, from the reception of the notice", Debt{Principal: 850_00, Kind: kit.Consumer, Notice: calendar.Of(2026, 5, 10)}, "2026-03-01", "2026-08-20", "3.11 + 3.27"},
		{"a consumer without notice", Debt{Principal: 850_00, Kind: kit.Consumer}, "2026-03-01", "2026-08-20", ""},
		{"the consultant's formal notice: 36 days at 12 %", Debt{Principal: 15_000_00, Contract: percent(1200)}, "2026-02-16", "2026-03-24", "177.53"},
		{"the due date itself", Debt{Principal: 850_00}, "2026-03-01", "2026-03-01", ""},
		{"before the due date", Debt{Principal: 850_00}, "2026-03-01", "2026-02-01", ""},
	}
	for _, test := range tests {
		test.debt.Due = day(t, test.due)
		if test.debt.Kind == "" {
			test.debt.Kind = kit.Company
		}
		lines, err := test.debt.Interest(day(t, test.until))
		if got := amounts(lines); err != nil || got != test.want {
			t.Errorf("%s: %s, %v; want %s", test.name, got, err, test.want)
		}
	}
}

func TestARateChangeSplitsTheInterestAtTheHalfYear(t *testing.T) {
	// T92 with the table's own change: 10 days at 12.15 %, 20 at 12.40 %.
	d := Debt{Principal: 5_000_00, Due: calendar.Of(2026, 6, 20), Kind: kit.Company}
	lines, err := d.Interest(calendar.Of(2026, 7, 20))
	if err != nil || len(lines) != 2 {
		t.Fatal(lines, err)
	}
	first, second := lines[0], lines[1]
	if first.Days != 10 || first.Rate != 1215 || first.To != calendar.Of(2026, 6, 30) || second.Days != 20 || second.Rate != 1240 || second.From != calendar.Of(2026, 7, 1) {
		t.Errorf("lines: %+v", lines)
	}
	if got := amounts(lines); got != "16.64 + 33.97" {
		t.Errorf("interest %s", got)
	}
}

func TestAPartialPaymentPaysPrincipalFirstUnlessToldOtherwise(t *testing.T) {
	year := Debt{Principal: 10_000_00, Due: calendar.Of(2025, 1, 1), Kind: kit.Company, Contract: percent(1000),
		Receipts: []Receipt{{Date: calendar.Of(2025, 7, 1), Amount: 4_000_00}}}
	fortnight := Debt{Principal: 10_000_00, Due: calendar.Of(2026, 3, 2), Kind: kit.Company, Contract: percent(1000),
		Receipts: []Receipt{{Date: calendar.Of(2026, 3, 16), Amount: 4_000_00}}}
	tests := []struct {
		name       string
		debt       Debt
		imputation string
		until      calendar.Date
		want, base string
	}{
		{"law.md 1.6, principal first", year, "principal_dabord", calendar.Of(2026, 1, 1), "495.89 + 302.47", "6000.00"},
		{"law.md 1.6, interest first", year, "interets_dabord", calendar.Of(2026, 1, 1), "495.89 + 327.46", "6495.89"},
		{"T25, principal first", fortnight, "principal_dabord", calendar.Of(2026, 4, 1), "38.36 + 26.30", "6000.00"},
		{"T25, interest first", fortnight, "interets_dabord", calendar.Of(2026, 4, 1), "38.36 + 26.47", "6038.36"},
	}
	for _, test := range tests {
		test.debt.Imputation = test.imputation
		lines, err := test.debt.Interest(test.until)
		if err != nil || amounts(lines) != test.want || lines[1].Base.Decimal() != test.base {
			t.Errorf("%s: %s on %s, %v; want %s on %s", test.name, amounts(lines), lines[1].Base.Decimal(), err, test.want, test.base)
		}
	}
}

func TestACreditNoteReducesThePrincipalEvenWhenInterestIsPaidFirst(t *testing.T) {
	d := Debt{Principal: 1_000_00, Due: calendar.Of(2026, 1, 1), Kind: kit.Company, Contract: percent(1000), Imputation: "interets_dabord",
		Receipts: []Receipt{{Date: calendar.Of(2026, 2, 1), Amount: 400_00, Credit: true}}}
	lines, _ := d.Interest(calendar.Of(2026, 3, 1))
	if len(lines) != 2 || lines[1].Base != 600_00 {
		t.Errorf("lines: %+v", lines)
	}
}

func TestInterestStopsTheDayThePrincipalIsPaid(t *testing.T) {
	for _, imputation := range []string{"principal_dabord", "interets_dabord"} {
		d := Debt{Principal: 1_000_00, Due: calendar.Of(2026, 1, 1), Kind: kit.Company, Imputation: imputation,
			Receipts: []Receipt{{Date: calendar.Of(2026, 2, 1), Amount: 1_000_00}}}
		lines, _ := d.Interest(calendar.Of(2026, 6, 1))
		if len(lines) != 1 || lines[0].To != calendar.Of(2026, 2, 1) {
			t.Errorf("%s: %+v", imputation, lines)
		}
	}
}

func TestAnInsolvencyJudgmentStopsInterest(t *testing.T) {
	d := Debt{Principal: 1_000_00, Due: calendar.Of(2026, 1, 1), Kind: kit.Company, Stop: calendar.Of(2026, 3, 12)}
	lines, _ := d.Interest(calendar.Of(2026, 6, 1))
	if last := lines[len(lines)-1].To; last != calendar.Of(2026, 3, 12) {
		t.Errorf("interest until %s", last)
	}
	d.Due = calendar.Of(2026, 4, 1)
	if d.Compensation(calendar.Of(2026, 6, 1)) != 0 {
		t.Error("40 EUR on an invoice due after the judgment")
	}
}

func TestAHalfYearWithoutARateIsAnErrorThatNamesIt(t *testing.T) {
	d := Debt{Principal: 1_000_00, Due: calendar.Of(2026, 12, 1), Kind: kit.Company}
	if _, err := d.Interest(calendar.Of(2027, 1, 1)); err == nil || !strings.Contains(err.Error(), "2027-S1") {
		t.Errorf("error %v", err)
	}
	d.Due = calendar.Of(2013, 1, 1)
	if _, err := d.Interest(calendar.Of(2013, 2, 1)); err == nil || !strings.Contains(err.Error(), "2013-S1") {
		t.Errorf("error %v", err)
	}
	d.Contract = percent(1200)
	if _, err := d.Interest(calendar.Of(2013, 2, 1)); err != nil {
		t.Errorf("a contract rate needs no table: %v", err)
	}
}

func TestTheCompensationIsForTheLateInvoicesOfProfessionals(t *testing.T) {
	due := calendar.Of(2026, 3, 2)
	inTime := []Receipt{{Date: due, Amount: 1_000_00}}
	late := []Receipt{{Date: due + 1, Amount: 1_000_00}}
	half := []Receipt{{Date: due - 1, Amount: 500_00}}
	tests := []struct {
		name     string
		kind     kit.Kind
		receipts []Receipt
		on       calendar.Date
		want     money.Amount
	}{
		{"a business, the first day late", kit.Company, nil, due + 1, 40_00},
		{"a public body", kit.Public, nil, due + 1, 40_00},
		{"a consumer, never", kit.Consumer, nil, due + 100, 0},
		{"the due date is not late", kit.Company, nil, due, 0},
		{"paid in time", kit.Company, inTime, due + 10, 0},
		{"paid late, and settled", kit.Company, late, due + 10, 40_00},
		{"half of it in time", kit.Company, half, due + 10, 40_00},
	}
	for _, test := range tests {
		d := Debt{Principal: 1_000_00, Due: due, Kind: test.kind, Receipts: test.receipts}
		if got := d.Compensation(test.on); got != test.want {
			t.Errorf("%s: %s", test.name, got)
		}
	}
}

// oracle is the exact interest: every day of every receipt on its own, in
// fractions, without a rounding.
func oracle(d Debt, until calendar.Date) *big.Rat {
	total := new(big.Rat)
	for on := d.starts(); on <= until; on++ {
		owed := d.Principal
		for _, r := range d.Receipts {
			if r.Date < on {
				owed -= r.Amount
			}
		}
		if owed <= 0 {
			break
		}
		r, _, err := d.rateOn(on)
		if err != nil {
			panic(err)
		}
		total.Add(total, big.NewRat(int64(owed)*int64(r), 365*100_00))
	}
	return total
}

func debts(t *rapid.T) Debt {
	d := Debt{
		Principal: money.Amount(rapid.Int64Range(1, 50_000_00).Draw(t, "principal")),
		Due:       calendar.Of(2023, 1, 1) + calendar.Date(rapid.IntRange(0, 900).Draw(t, "due")),
		Kind:      rapid.SampledFrom([]kit.Kind{kit.Company, kit.Public, kit.Consumer}).Draw(t, "kind"),
	}
	if d.Kind == kit.Consumer {
		d.Notice = d.Due + calendar.Date(rapid.IntRange(-10, 60).Draw(t, "notice"))
	}
	for range rapid.IntRange(0, 4).Draw(t, "receipts") {
		d.Receipts = append(d.Receipts, Receipt{
			Date:   d.Due + calendar.Date(rapid.IntRange(-20, 400).Draw(t, "received")),
			Amount: money.Amount(rapid.Int64Range(1, 20_000_00).Draw(t, "amount")),
			Credit: rapid.Bool().Draw(t, "credit"),
		})
	}
	slices.SortStableFunc(d.Receipts, func(a, b Receipt) int { return int(a.Date) - int(b.Date) })
	return d
}

func TestInterestIsTheExactSumButForOneRoundingALine(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := debts(t)
		until := d.Due + calendar.Date(rapid.IntRange(-5, 450).Draw(t, "until"))
		lines, err := d.Interest(until)
		if err != nil {
			t.Fatal(err)
		}
		exact := oracle(d, until)
		gap := new(big.Rat).Sub(exact, big.NewRat(int64(Sum(lines)), 1))
		if gap.Abs(gap).Cmp(big.NewRat(int64(len(lines)), 2)) > 0 {
			t.Fatalf("%s for %s exact, %d lines", Sum(lines), exact.FloatString(4), len(lines))
		}
	})
}

func TestEachPrintedLineCanBeRedoneByHand(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := debts(t)
		lines, err := d.Interest(d.Due + 400)
		if err != nil {
			t.Fatal(err)
		}
		next := d.starts()
		for _, l := range lines {
			if l.From < next || l.To < l.From || l.Days != l.To.Sub(l.From)+1 {
				t.Fatalf("days of %+v, next %s", l, next)
			}
			next = l.To + 1
			exact := big.NewRat(int64(l.Base)*int64(l.Rate)*int64(l.Days), 365*100_00)
			halfUp := new(big.Int).Quo(new(big.Int).Add(new(big.Int).Mul(exact.Num(), big.NewInt(2)), exact.Denom()), new(big.Int).Mul(exact.Denom(), big.NewInt(2)))
			if halfUp.Int64() != int64(l.Amount) {
				t.Fatalf("%+v rounds to %s", l, halfUp)
			}
		}
	})
}

func TestInterestNeverFallsAsTimeOrPrincipalGrow(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := debts(t)
		sum := func(d Debt, until calendar.Date) money.Amount {
			lines, err := d.Interest(until)
			if err != nil {
				t.Fatal(err)
			}
			return Sum(lines)
		}
		until := d.Due + calendar.Date(rapid.IntRange(0, 400).Draw(t, "until"))
		now := sum(d, until)
		if later := sum(d, until+calendar.Date(rapid.IntRange(0, 30).Draw(t, "more"))); later < now {
			t.Fatalf("%s later, %s now", later, now)
		}
		d.Principal += money.Amount(rapid.Int64Range(0, 100_00).Draw(t, "dearer"))
		if dearer := sum(d, until); dearer < now {
			t.Fatalf("%s for more, %s before", dearer, now)
		}
	})
}

func TestALongerDelayIsTheSumOfItsPartsButForTheRounding(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := debts(t)
		d.Receipts = nil
		until := d.Due + calendar.Date(rapid.IntRange(2, 400).Draw(t, "until"))
		cut := d.Due + calendar.Date(rapid.IntRange(1, until.Sub(d.Due)).Draw(t, "cut"))
		if d.Kind != kit.Company {
			return // the start decides the rate, or the notice the start
		}
		whole, _ := d.Interest(until)
		first, _ := d.Interest(cut)
		rest := d
		rest.Due = cut
		second, _ := rest.Interest(until)
		if gap := Sum(whole) - Sum(first) - Sum(second); gap < -1 || gap > 1 {
			t.Fatalf("%s whole, %s and %s in two", amounts(whole), amounts(first), amounts(second))
		}
	})
}
