package calendar

import "fmt"

var months = []string{
	"janvier", "février", "mars", "avril", "mai", "juin",
	"juillet", "août", "septembre", "octobre", "novembre", "décembre",
}

var weekdays = []string{"dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"}

// String returns "2 mars 2026", and "1er mars 2026" for the first of the month,
// with U+00A0 after the day number. No date is "".
func (d Date) String() string {
	if d == 0 {
		return ""
	}
	year, month, day := d.civil()
	ordinal := ""
	if day == 1 {
		ordinal = "er"
	}
	return fmt.Sprintf("%d%s\u00a0%s %d", day, ordinal, months[month-1], year)
}

// Long returns "lundi 2 mars 2026", spaced as [Date.String].
func (d Date) Long() string {
	if d == 0 {
		return ""
	}
	return weekdays[d.Weekday()] + " " + d.String()
}

// Short returns "02/03/2026". No date is "".
func (d Date) Short() string {
	if d == 0 {
		return ""
	}
	year, month, day := d.civil()
	return fmt.Sprintf("%02d/%02d/%04d", day, month, year)
}

// ISO returns "2026-03-02". No date is "".
func (d Date) ISO() string {
	if d == 0 {
		return ""
	}
	year, month, day := d.civil()
	return fmt.Sprintf("%04d-%02d-%02d", year, month, day)
}

// MarshalText returns [Date.ISO], which is thus the JSON form; a field that may
// hold no date wants the tag omitzero, since "" cannot be read back.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.ISO()), nil }
