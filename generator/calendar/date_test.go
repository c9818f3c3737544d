package calendar

import (
	"encoding/json"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestEveryDayAgreesWithUTC(t *testing.T) {
	day := time.Date(firstYear, 1, 1, 0, 0, 0, 0, time.UTC)
	for d := Of(firstYear, 1, 1); d <= Of(lastYear, 12, 31); d++ {
		year, month, n := day.Date()
		if d.Year() != year || d.Month() != int(month) || d.Day() != n || d.Weekday() != day.Weekday() {
			t.Fatalf("Date %d is %s %s; want %s", d, d.Weekday(), d.ISO(), day.Format("Monday 2006-01-02"))
		}
		if Of(year, int(month), n) != d {
			t.Fatalf("Of(%d, %d, %d) = %d; want %d", year, month, n, Of(year, int(month), n), d)
		}
		day = day.AddDate(0, 0, 1)
	}
}

func TestEveryPrintedDayCanBeReadBack(t *testing.T) {
	for d := Of(1990, 1, 1); d <= Of(2100, 12, 31); d++ {
		for _, text := range [...]string{d.ISO(), d.Short()} {
			if got, err := Parse(text); err != nil || got != d {
				t.Fatalf("Parse(%q) = %d, %v; want %d", text, got, err, d)
			}
		}
	}
}

func TestTheDistanceOfTwoDaysIgnoresClocks(t *testing.T) {
	if got := Of(2026, 3, 31).Sub(Of(2026, 3, 1)); got != 30 {
		t.Errorf("1 to 31 March, over the change of hour, is %d days; want 30", got)
	}
	rapid.Check(t, func(t *rapid.T) {
		day := rapid.Custom(drawDate)
		a, b := day.Draw(t, "a"), day.Draw(t, "b")
		if want := int(utc(a).Sub(utc(b)) / (24 * time.Hour)); a.Sub(b) != want || b.AddDays(want) != a {
			t.Fatalf("%s - %s = %d; want %d", a.ISO(), b.ISO(), a.Sub(b), want)
		}
	})
}

func drawDate(t *rapid.T) Date {
	return Date(rapid.IntRange(int(Of(1950, 1, 1)), int(Of(2150, 12, 31))).Draw(t, "day"))
}

func utc(d Date) time.Time {
	return time.Date(d.Year(), time.Month(d.Month()), d.Day(), 0, 0, 0, 0, time.UTC)
}

func TestMonthsEndOnTheSameNumberOrTheLastDay(t *testing.T) {
	tests := []struct {
		from   Date
		months int
		want   Date
	}{
		{Of(2026, 1, 31), 1, Of(2026, 2, 28)},
		{Of(2028, 1, 31), 1, Of(2028, 2, 29)},
		{Of(2026, 1, 15), 1, Of(2026, 2, 15)},
		{Of(2026, 12, 31), 2, Of(2027, 2, 28)},
		{Of(2028, 2, 29), 12, Of(2029, 2, 28)},
		{Of(2026, 3, 31), -1, Of(2026, 2, 28)},
		{Of(2026, 1, 31), -2, Of(2025, 11, 30)},
		{Of(2026, 11, 21), 60, Of(2031, 11, 21)},
		{Of(2026, 5, 31), 0, Of(2026, 5, 31)},
	}
	for _, test := range tests {
		if got := test.from.AddMonths(test.months); got != test.want {
			t.Errorf("%s + %d months = %s; want %s", test.from.ISO(), test.months, got.ISO(), test.want.ISO())
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		d := drawDate(t)
		if end := d.EndOfMonth(); end.Month() != d.Month() || end < d || (end+1).Day() != 1 {
			t.Fatalf("the month of %s ends on %s", d.ISO(), end.ISO())
		}
	})
}

func TestNoDateStaysNoDate(t *testing.T) {
	var none Date
	for _, got := range []Date{none.AddDays(3), none.AddMonths(3), none.EndOfMonth(), Business{}.Next(none), Business{}.Previous(none), Business{}.Add(none, 2)} {
		if !got.IsZero() {
			t.Errorf("no date became %s", got.ISO())
		}
	}
	if text := none.String() + none.Long() + none.Short() + none.ISO(); text != "" {
		t.Errorf("no date prints %q", text)
	}
	if Of(firstYear, 1, 1).IsZero() || Of(firstYear, 1, 1) < 0 {
		t.Error("the first day must come after no date")
	}
}

func TestACountIsTheOneOfSpreadsheets(t *testing.T) {
	if got := Of(2026, 3, 2); got != 46083 {
		t.Errorf("2 March 2026 is %d; spreadsheets store 46083", got)
	}
}

func TestOnlyDaysThatExistAreMade(t *testing.T) {
	for _, day := range [][3]int{{2026, 2, 29}, {2026, 13, 1}, {2026, 0, 1}, {2026, 4, 31}, {2026, 1, 0}, {1899, 12, 31}, {2200, 1, 1}, {2100, 2, 29}} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("Of(%v) did not panic", day)
				}
			}()
			Of(day[0], day[1], day[2])
		}()
	}
}

func TestTodayIsTheDayInParisWhereverTheClockStands(t *testing.T) {
	tests := []struct {
		utc  string
		want Date
	}{
		{"2026-06-30T21:59:59Z", Of(2026, 6, 30)},
		{"2026-06-30T22:00:00Z", Of(2026, 7, 1)},
		{"2026-06-30T23:30:00Z", Of(2026, 7, 1)},
		{"2026-12-31T22:59:59Z", Of(2026, 12, 31)},
		{"2026-12-31T23:30:00Z", Of(2027, 1, 1)},
		{"2026-03-28T22:59:00Z", Of(2026, 3, 28)},
		{"2026-03-28T23:30:00Z", Of(2026, 3, 29)}, // the night the hour goes forward
		{"2026-03-29T21:59:00Z", Of(2026, 3, 29)},
		{"2026-03-29T22:00:00Z", Of(2026, 3, 30)},
		{"2026-10-24T22:00:00Z", Of(2026, 10, 25)}, // and back
		{"2026-10-25T22:59:00Z", Of(2026, 10, 25)},
		{"2026-10-25T23:30:00Z", Of(2026, 10, 26)},
	}
	zones := []string{"UTC", "America/New_York", "Pacific/Kiritimati", "Europe/Paris"}
	for _, test := range tests {
		instant, err := time.Parse(time.RFC3339, test.utc)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range zones {
			zone, err := time.LoadLocation(name)
			if err != nil {
				t.Fatal(err)
			}
			if got := Today(instant.In(zone)); got != test.want {
				t.Errorf("at %s seen from %s, today is %s; want %s", test.utc, name, got.ISO(), test.want.ISO())
			}
		}
	}
}

func TestDatesArePrintedAsFrenchPeopleWriteThem(t *testing.T) {
	tests := []struct {
		d                        Date
		text, long, short, asISO string
	}{
		{Of(2026, 3, 1), "1er\u00a0mars 2026", "dimanche 1er\u00a0mars 2026", "01/03/2026", "2026-03-01"},
		{Of(2026, 3, 2), "2\u00a0mars 2026", "lundi 2\u00a0mars 2026", "02/03/2026", "2026-03-02"},
		{Of(2026, 8, 11), "11\u00a0août 2026", "mardi 11\u00a0août 2026", "11/08/2026", "2026-08-11"},
		{Of(2027, 2, 21), "21\u00a0février 2027", "dimanche 21\u00a0février 2027", "21/02/2027", "2027-02-21"},
		{Of(2026, 12, 31), "31\u00a0décembre 2026", "jeudi 31\u00a0décembre 2026", "31/12/2026", "2026-12-31"},
	}
	for _, test := range tests {
		got := [...]string{test.d.String(), test.d.Long(), test.d.Short(), test.d.ISO()}
		if want := [...]string{test.text, test.long, test.short, test.asISO}; got != want {
			t.Errorf("%d prints %q; want %q", test.d, got, want)
		}
	}
}

func TestJSONHoldsISODays(t *testing.T) {
	type fact struct {
		On   Date
		Sent Date `json:",omitzero"`
		Zone Zone
	}
	in := fact{On: Of(2026, 3, 2), Zone: AlsaceMoselle}
	b, err := json.Marshal(in)
	if want := `{"On":"2026-03-02","Zone":"alsace_moselle"}`; err != nil || string(b) != want {
		t.Fatalf("JSON = %s, %v; want %s", b, err, want)
	}
	var out fact
	if err := json.Unmarshal(b, &out); err != nil || out != in {
		t.Errorf("read back: %v, %v; want %v", out, err, in)
	}
	if err := json.Unmarshal([]byte(`{"On":"2026-02-30"}`), &out); err == nil || out.On != in.On {
		t.Errorf("a refused day must leave the value alone: %v, %v", out, err)
	}
}
