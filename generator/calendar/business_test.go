package calendar

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestHolidaysFollowTheLaw(t *testing.T) {
	tests := []struct {
		year int
		zone Zone
		want string
	}{
		{2026, Metropole, "01/01 06/04 01/05 08/05 14/05 25/05 14/07 15/08 01/11 11/11 25/12"},
		{2027, Metropole, "01/01 29/03 01/05 06/05 08/05 17/05 14/07 15/08 01/11 11/11 25/12"},
		{2026, AlsaceMoselle, "01/01 03/04 06/04 01/05 08/05 14/05 25/05 14/07 15/08 01/11 11/11 25/12 26/12"},
		{2027, AlsaceMoselle, "01/01 26/03 29/03 01/05 06/05 08/05 17/05 14/07 15/08 01/11 11/11 25/12 26/12"},
		{2026, Mayotte, "01/01 06/04 27/04 01/05 08/05 14/05 25/05 14/07 15/08 01/11 11/11 25/12"},
		{2026, Martinique, "01/01 06/04 01/05 08/05 14/05 22/05 25/05 14/07 15/08 01/11 11/11 25/12"},
		{2026, Guadeloupe, "01/01 06/04 01/05 08/05 14/05 25/05 27/05 14/07 15/08 01/11 11/11 25/12"},
		{2026, Guyane, "01/01 06/04 01/05 08/05 14/05 25/05 10/06 14/07 15/08 01/11 11/11 25/12"},
		{2026, LaReunion, "01/01 06/04 01/05 08/05 14/05 25/05 14/07 15/08 01/11 11/11 20/12 25/12"},
	}
	for _, test := range tests {
		got := ""
		for i, holiday := range Holidays(test.year, test.zone) {
			if i > 0 {
				got += " "
			}
			got += holiday.Date.Short()[:5]
		}
		if got != test.want {
			t.Errorf("%s in %d: %s; want %s", test.zone, test.year, got, test.want)
		}
	}
}

func TestEachHolidayHasANameAndASource(t *testing.T) {
	for _, f := range feasts {
		if f.name == "" || f.source == "" || f.zones == 0 {
			t.Errorf("incomplete row %+v", f)
		}
	}
}

func TestEasterFallsWhereTheChurchPutsIt(t *testing.T) {
	for _, want := range []Date{
		Of(1943, 4, 25), Of(1954, 4, 18), Of(1981, 4, 19), Of(2000, 4, 23), Of(2008, 3, 23), Of(2011, 4, 24), Of(2019, 4, 21),
		Of(2024, 3, 31), Of(2025, 4, 20), Of(2026, 4, 5), Of(2027, 3, 28), Of(2028, 4, 16), Of(2038, 4, 25), Of(2049, 4, 18), Of(2076, 4, 19),
	} {
		if got := easter(want.Year()); got != want {
			t.Errorf("Easter %d = %s; want %s", want.Year(), got.ISO(), want.ISO())
		}
	}
	for year := firstYear; year <= lastYear; year++ {
		if got := easter(year); got.Weekday() != time.Sunday || got < Of(year, 3, 22) || got > Of(year, 4, 25) {
			t.Errorf("Easter %d = %s", year, got.Long())
		}
	}
}

func TestClosedDaysAreTheHolidaysAndNoOther(t *testing.T) {
	for zone := Metropole; zone <= Mayotte; zone++ {
		for year := 1990; year <= 2100; year++ {
			holidays := map[Date]bool{}
			for _, h := range Holidays(year, zone) {
				holidays[h.Date] = true
			}
			for d := Of(year, 1, 1); d <= Of(year, 12, 31); d++ {
				if isHoliday(d, zone) != holidays[d] {
					t.Fatalf("%s, %s: holiday is %t; want %t", d.ISO(), zone, !holidays[d], holidays[d])
				}
			}
		}
	}
}

func TestStagesMoveToOpenDays(t *testing.T) {
	august := []Span{{Of(2026, 8, 3), Of(2026, 8, 21)}}
	tests := []struct {
		rule       string
		due        Date
		days       int
		business   Business
		next, prev Date
	}{
		{"T01 courtoisie", Of(2026, 3, 2), -3, Business{}, Of(2026, 2, 27), Of(2026, 2, 27)},
		{"T01 relance1", Of(2026, 3, 2), 5, Business{}, Of(2026, 3, 9), Of(2026, 3, 6)},
		{"T01 recommandee", Of(2026, 3, 2), 20, Business{}, Of(2026, 3, 23), Of(2026, 3, 20)},
		{"T02 courtoisie", Of(2026, 3, 4), -3, Business{}, Of(2026, 3, 2), Of(2026, 2, 27)},
		{"T03 Easter Monday", Of(2026, 4, 1), 5, Business{}, Of(2026, 4, 7), Of(2026, 4, 3)},
		{"T04 1 May", Of(2026, 4, 26), 5, Business{}, Of(2026, 5, 4), Of(2026, 4, 30)},
		{"T05 Saturday", Of(2026, 4, 7), -3, Business{}, Of(2026, 4, 7), Of(2026, 4, 3)},
		{"T05 Good Friday", Of(2026, 4, 7), -3, Business{Zone: AlsaceMoselle}, Of(2026, 4, 7), Of(2026, 4, 2)},
		{"T06 Saturday due", Of(2026, 2, 28), 0, Business{}, Of(2026, 3, 2), Of(2026, 2, 27)},
		{"T07 closure", Of(2026, 8, 10), 0, Business{Closures: august}, Of(2026, 8, 24), Of(2026, 7, 31)},
	}
	for _, test := range tests {
		d := test.due.AddDays(test.days)
		if got := test.business.Next(d); got != test.next {
			t.Errorf("%s: the open day from %s is %s; want %s", test.rule, d.Long(), got.Long(), test.next.Long())
		}
		if got := test.business.Previous(d); got != test.prev {
			t.Errorf("%s: the open day up to %s is %s; want %s", test.rule, d.Long(), got.Long(), test.prev.Long())
		}
	}
}

func TestBusinessDaysAreCountedWithoutClosedOnes(t *testing.T) {
	tests := []struct {
		from Date
		n    int
		want Date
	}{
		{Of(2026, 4, 2), 1, Of(2026, 4, 3)},
		{Of(2026, 4, 3), 1, Of(2026, 4, 7)}, // over Easter Monday
		{Of(2026, 4, 4), 1, Of(2026, 4, 7)}, // from a Saturday
		{Of(2026, 4, 7), -1, Of(2026, 4, 3)},
		{Of(2026, 4, 30), 5, Of(2026, 5, 11)}, // 1 and 8 May
		{Of(2026, 4, 4), 0, Of(2026, 4, 4)},
	}
	for _, test := range tests {
		if got := (Business{}).Add(test.from, test.n); got != test.want {
			t.Errorf("%s + %d open days = %s; want %s", test.from.Long(), test.n, got.Long(), test.want.Long())
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		from := drawDate(t)
		first := from.AddDays(rapid.IntRange(-20, 20).Draw(t, "closed"))
		closure := Span{first, first.AddDays(rapid.IntRange(0, 30).Draw(t, "days"))}
		b := Business{Zone(rapid.IntRange(0, int(Mayotte)).Draw(t, "zone")), []Span{closure}}
		n := rapid.IntRange(1, 40).Draw(t, "n")
		later, earlier := b.Add(from, n), b.Add(from, -n)
		if !b.IsOpen(later) || !b.IsOpen(earlier) || b.Between(from, later) != n || b.Between(earlier-1, from-1) != n {
			t.Fatalf("%d open days around %s: %s and %s", n, from.ISO(), earlier.ISO(), later.ISO())
		}
		if b.Between(later, from) != -n {
			t.Fatalf("counting back from %s to %s", later.ISO(), from.ISO())
		}
	})
}

func TestASpanHoldsBothItsEnds(t *testing.T) {
	s := Span{Of(2026, 8, 3), Of(2026, 8, 21)}
	for d, want := range map[Date]bool{s.From - 1: false, s.From: true, s.To: true, s.To + 1: false} {
		if s.Contains(d) != want {
			t.Errorf("%s inside: %t; want %t", d.ISO(), !want, want)
		}
	}
}

func TestZonesAreReadByName(t *testing.T) {
	for zone := Metropole; zone <= Mayotte; zone++ {
		var got Zone
		if err := got.UnmarshalText([]byte(zone.String())); err != nil || got != zone {
			t.Errorf("%s is read as %s, %v", zone, got, err)
		}
	}
	var z Zone
	checkRefusal(t, "alsace", z.UnmarshalText([]byte("alsace")),
		"« alsace » n'est pas une zone de jours fériés → choix : metropole, alsace_moselle, guadeloupe, martinique, guyane, la_reunion, mayotte")
}

func TestAskingWhetherADayIsOpenAllocatesNothing(t *testing.T) {
	b := Business{Closures: []Span{{Of(2026, 8, 3), Of(2026, 8, 21)}}}
	d := Of(2026, 1, 1)
	if n := testing.AllocsPerRun(1000, func() { d = b.Next(d + 1) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func BenchmarkIsOpen(b *testing.B) {
	d := Of(2026, 1, 1)
	for i := range b.N {
		Business{}.IsOpen(d + Date(i%366))
	}
}
