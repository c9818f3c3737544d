package money

import (
	"encoding/json"
	"fmt"
	"math"
	"math/big"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestTheOnlyRoundingIsHalfAwayFromZero(t *testing.T) {
	tests := []struct {
		a, num, den int64
		want        Amount
	}{
		{5, 1, 10, 1},
		{-5, 1, 10, -1},
		{4, 1, 10, 0},
		{-4, 1, 10, 0},
		{15, 1, 10, 2},
		{1, 1, 3, 0},
		{2, 1, 3, 1},
		{2, -1, 3, -1},
		{2, 1, -3, -1},
		{-2, -1, -3, -1},
		{10_000_00, 1000 * 181, 10_000 * 365, 495_89},
		{math.MaxInt64, math.MaxInt64, math.MaxInt64, math.MaxInt64},
		{math.MaxInt64, 1, math.MinInt64, -1},
	}
	for _, test := range tests {
		if got := Amount(test.a).MulDiv(test.num, test.den); got != test.want {
			t.Errorf("Amount(%d).MulDiv(%d, %d) = %d; want %d", test.a, test.num, test.den, got, test.want)
		}
	}
}

func TestMulDivAgreesWithExactFractions(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		number := rapid.OneOf(rapid.Int64(), rapid.Int64Range(-100_000, 100_000))
		a, num, den := number.Draw(t, "a"), number.Draw(t, "num"), number.Draw(t, "den")
		want, fits := exactMulDiv(a, num, den)
		if !fits {
			mustPanic(t, func() { Amount(a).MulDiv(num, den) })
			return
		}
		if got := Amount(a).MulDiv(num, den); int64(got) != want {
			t.Fatalf("Amount(%d).MulDiv(%d, %d) = %d; want %d", a, num, den, got, want)
		}
	})
}

// exactMulDiv rounds |a×num/den| + 1/2 down, then puts the sign back.
func exactMulDiv(a, num, den int64) (n int64, fits bool) {
	if den == 0 {
		return 0, false
	}
	q := new(big.Rat).SetFrac(new(big.Int).Mul(big.NewInt(a), big.NewInt(num)), big.NewInt(den))
	negative := q.Sign() < 0
	q.Abs(q).Add(q, big.NewRat(1, 2))
	floor := new(big.Int).Quo(q.Num(), q.Denom())
	if !floor.IsInt64() {
		return 0, false
	}
	if negative {
		return -floor.Int64(), true
	}
	return floor.Int64(), true
}

func mustPanic(t interface{ Fatal(...any) }, f func()) {
	defer func() {
		if recover() == nil {
			t.Fatal("no panic")
		}
	}()
	f()
}

func TestInstalmentsAddUpToTheAmount(t *testing.T) {
	if got, want := Amount(10_000_00).Split(3), []Amount{3_333_34, 3_333_33, 3_333_33}; !slices.Equal(got, want) {
		t.Errorf("10 000,00 in 3 = %v; want %v", got, want)
	}
	rapid.Check(t, func(t *rapid.T) {
		a := Amount(rapid.Int64().Draw(t, "a"))
		n := rapid.IntRange(1, 60).Draw(t, "n")
		parts := a.Split(n)
		if len(parts) != n || Sum(parts...) != a {
			t.Fatalf("%d in %d = %v", a, n, parts)
		}
		for _, p := range parts[1:] {
			if extra := parts[0] - p; p != parts[1] || max(extra, -extra) >= Amount(n) {
				t.Fatalf("%d in %d = %v: unequal parts", a, n, parts)
			}
		}
	})
	mustPanic(t, func() { Amount(1).Split(0) })
}

func TestSumRefusesToWrapAround(t *testing.T) {
	if got := Sum(); got != 0 {
		t.Errorf("the sum of nothing is %d", got)
	}
	if got := Sum(5, -7, 0, 3); got != 1 {
		t.Errorf("5 - 7 + 0 + 3 = %d", got)
	}
	mustPanic(t, func() { Sum(math.MaxInt64, 1) })
	mustPanic(t, func() { Sum(math.MinInt64, -1) })
}

func TestEveryPrintedAmountCanBeReadBack(t *testing.T) {
	for c := Amount(-100_000); c <= 100_000; c++ {
		readBack(t, c)
	}
	for c := Amount(0); c <= 10_000_000; c += 19 {
		if got, err := Parse(c.String()); err != nil || got != c {
			t.Fatalf("Parse(%q) = %d, %v", c.String(), got, err)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		readBack(t, Amount(rapid.Int64Range(-limit, limit).Draw(t, "cents")))
	})
}

func readBack(t interface{ Fatalf(string, ...any) }, c Amount) {
	for _, text := range [...]string{c.String(), c.Format("EUR"), c.Plain(""), c.Decimal()} {
		if got, err := Parse(text); err != nil || got != c {
			t.Fatalf("Parse(%q) = %d, %v; want %d", text, got, err, c)
		}
	}
}

func TestAmountsArePrintedAsFrenchPeopleWriteThem(t *testing.T) {
	tests := []struct {
		a                              Amount
		text, format, plain, asDecimal string
	}{
		{0, "0,00", "0,00\u00a0€", "0,00 €", "0.00"},
		{5, "0,05", "0,05\u00a0€", "0,05 €", "0.05"},
		{-3_50, "-3,50", "-3,50\u00a0€", "-3,50 €", "-3.50"},
		{999_99, "999,99", "999,99\u00a0€", "999,99 €", "999.99"},
		{15_000_00, "15\u202f000,00", "15\u202f000,00\u00a0€", "15 000,00 €", "15000.00"},
		{-1_234_567_89, "-1\u202f234\u202f567,89", "-1\u202f234\u202f567,89\u00a0€", "-1 234 567,89 €", "-1234567.89"},
		{math.MinInt64, "-92\u202f233\u202f720\u202f368\u202f547\u202f758,08",
			"-92\u202f233\u202f720\u202f368\u202f547\u202f758,08\u00a0€",
			"-92 233 720 368 547 758,08 €", "-92233720368547758.08"},
	}
	for _, test := range tests {
		got := [...]string{test.a.String(), test.a.Format("EUR"), test.a.Plain("EUR"), test.a.Decimal()}
		if want := [...]string{test.text, test.format, test.plain, test.asDecimal}; got != want {
			t.Errorf("%d prints %q; want %q", int64(test.a), got, want)
		}
	}
}

func TestTheCurrencyIsPrintedAfterTheAmount(t *testing.T) {
	for currency, want := range map[string]string{
		"": "12,50 €", "EUR": "12,50 €", "CHF": "12,50 CHF", "GBP": "12,50 £", "USD": "12,50 $", "XPF": "12,50 XPF",
	} {
		if got := Amount(12_50).Plain(currency); got != want {
			t.Errorf("Plain(%q) = %q; want %q", currency, got, want)
		}
	}
}

func TestJSONHoldsDecimalStrings(t *testing.T) {
	type line struct {
		Amount Amount
		Rate   Rate
	}
	in := line{-15_000_00, 12_15}
	b, err := json.Marshal(in)
	if want := `{"Amount":"-15000.00","Rate":"12.15"}`; err != nil || string(b) != want {
		t.Fatalf("JSON = %s, %v; want %s", b, err, want)
	}
	var out line
	if err := json.Unmarshal(b, &out); err != nil || out != in {
		t.Errorf("read back: %v, %v; want %v", out, err, in)
	}
	if err := json.Unmarshal([]byte(`{"Amount":"1,980","Rate":"1"}`), &out); err == nil || out.Amount != in.Amount {
		t.Errorf("a refused amount must leave the value alone: %v, %v", out, err)
	}
}

func ExampleAmount_Plain() {
	fmt.Println(Amount(15_000_00).Plain("EUR"))
	// Output: 15 000,00 €
}
