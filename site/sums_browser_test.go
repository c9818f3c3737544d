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
	sameOpenDays(t, ctx)
	sameDates(t, ctx)
	if sum := ask[int](t, ctx, `self.relance.sums.instalments(100001, 3, self.relance.sums.day("2026-01-31")).reduce(function (n, p) { return n + p.amount; }, 0)`); sum != 100001 {
		t.Errorf("three instalments of 1 000,01 sum to %d", sum)
	}
}

func sameOpenDays(t *testing.T, ctx context.Context) {
	closed := ask[[]string](t, ctx, `(function () { var s = self.relance.sums, out = []; for (var n = s.day("2025-01-01"); n <= s.day("2030-12-31"); n++) if (!s.isOpen(n)) out.push(s.iso(n)); return out; })()`)
	var want []string
	for d := calendar.Of(2025, 1, 1); d <= calendar.Of(2030, 12, 31); d++ {
		if !(calendar.Business{}).IsOpen(d) {
			want = append(want, d.ISO())
		}
	}
	if fmt.Sprint(closed) != fmt.Sprint(want) {
		t.Errorf("the browser closes on %d days, the program on %d", len(closed), len(want))
	}
}

// Due on 2 March 2026: 27 February, 9, 12 and 23 March, 1 April.
func sameDates(t *testing.T, ctx context.Context) {
	got := ask[[]string](t, ctx, `self.relance.sums.schedule([[-3, "a"], [5, "b"], [10, "c"], [20, "d"], [30, "e"], [null, "f"]], self.relance.sums.day("2026-03-02")).map(function (s) { return s.day === null ? "" : self.relance.sums.iso(s.day); })`)
	want := []string{"2026-02-27", "2026-03-09", "2026-03-12", "2026-03-23", "2026-04-01", ""}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("the plan falls on %v, want %v", got, want)
	}
}

func asJSON(v any) string {
	data, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(data)
}
