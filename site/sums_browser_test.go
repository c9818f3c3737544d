package site

import (
	"context"
	"encoding/json"
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"

	"relance/generator/calendar"
	"relance/generator/claim"
	"relance/generator/kit"
	"relance/generator/money"
)

// The browser computes with the program's table of rates: it must find the same
// cents, days and dates.
func computesAsTheProgram(t *testing.T, ctx context.Context, at func(string) string) {
	type vector struct {
		Amount     int64
		Due, Until string
	}
	var vectors []vector
	var want []int64
	for i, amount := range []int64{1, 99, 100_00, 962_40, 1_846_20, 15_000_00, 999_999_99} {
		for days := 1; days < 1100; days += 97 {
			due := calendar.Of(2024, 1, 15).AddDays(31*i + days%13)
			until := min(due.AddDays(days), calendar.Of(2026, 12, 31))
			d := claim.Debt{Principal: money.Amount(amount), Due: due, Kind: kit.Company}
			lines, err := d.Interest(until)
			if err != nil {
				t.Fatal(err)
			}
			vectors = append(vectors, vector{amount, due.ISO(), until.ISO()})
			want = append(want, int64(claim.Sum(lines)))
		}
	}
	got := ask[[]int64](t, ctx, fmt.Sprintf(`(function () {
		var s = self.relance.sums, table = s.rates(document.querySelector("[data-taux]").dataset.taux);
		return %s.map(function (v) { return s.total(s.interest(v.Amount, s.day(v.Due), s.day(v.Until), table)); });
	})()`, asJSON(vectors)), chromedp.Navigate(at("poste-appel.html")))
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("%v: the browser finds %d, the program %d", vectors[i], got[i], want[i])
		}
	}
	if past := ask[bool](t, ctx, `self.relance.sums.interest(100000, self.relance.sums.day("2026-11-01"), self.relance.sums.day("2031-01-01"), self.relance.sums.rates(document.querySelector("[data-taux]").dataset.taux)) === null`); !past {
		t.Error("interest is computed for a half-year whose rate is unknown")
	}
	if sum := ask[int](t, ctx, `self.relance.sums.instalments(100001, 3, self.relance.sums.day("2026-01-31")).reduce(function (n, p) { return n + p.amount; }, 0)`); sum != 100001 {
		t.Errorf("three instalments of 1 000,01 sum to %d", sum)
	}
}

func asJSON(v any) string {
	data, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(data)
}
