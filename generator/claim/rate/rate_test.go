package rate

import (
	"testing"

	"relance/generator/money"
)

// The floor published with each decree: three times the legal rate (law.md §4.1).
func TestTheTableAgreesWithThePublishedFloors(t *testing.T) {
	published := map[string]money.Rate{
		"2026-S2": 825, "2026-S1": 786, "2025-S2": 828, "2025-S1": 1113, "2024-S2": 1476, "2024-S1": 1521, "2023-S2": 1266, "2023-S1": 618,
		"2022-S2": 231, "2022-S1": 228, "2021-S2": 228, "2021-S1": 237, "2020-S2": 252, "2020-S1": 261, "2019-S2": 261, "2019-S1": 258,
		"2018-S2": 264, "2018-S1": 267, "2017-S2": 270, "2017-S1": 270, "2016-S2": 279, "2016-S1": 303, "2015-S2": 297, "2015-S1": 279,
	}
	for _, r := range Known {
		floor, err := Known.Floor(r.HalfYear().First())
		if want, known := published[r.HalfYear().String()]; known && (err != nil || floor != want) {
			t.Errorf("%s: floor %s, %v; published %s", r.HalfYear(), floor, err, want)
		}
	}
}

func TestEveryDayOfTheTableHasOneRate(t *testing.T) {
	seen := map[HalfYear]bool{}
	for i, r := range Known {
		h := r.HalfYear()
		if seen[h] || i > 0 && h != Known[i-1].HalfYear()-1 {
			t.Errorf("%s repeats or leaves a hole", h)
		}
		seen[h] = true
		if r.Source == "" || r.Checked.IsZero() {
			t.Errorf("%s has no source or no date", h)
		}
		if HalfOf(h.First()) != h || HalfOf(h.Last()) != h || h.Last()+1 != (h+1).First() {
			t.Errorf("%s runs from %s to %s", h, h.First(), h.Last())
		}
	}
}
