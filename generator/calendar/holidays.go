package calendar

import (
	"slices"
	"strings"
)

// A Zone is a part of France with its own public holidays; the zero Zone is
// metropolitan France.
type Zone uint8

const (
	Metropole Zone = iota
	AlsaceMoselle
	Guadeloupe
	Martinique
	Guyane
	LaReunion
	Mayotte
)

var zoneNames = []string{
	"metropole", "alsace_moselle", "guadeloupe", "martinique", "guyane", "la_reunion", "mayotte",
}

// String returns the name that kits use: "alsace_moselle".
func (z Zone) String() string { return zoneNames[z] }

// MarshalText returns [Zone.String].
func (z Zone) MarshalText() ([]byte, error) { return []byte(z.String()), nil }

// UnmarshalText reads a name as kits write it. The error is French and its hint
// lists the names.
func (z *Zone) UnmarshalText(text []byte) error {
	i := slices.Index(zoneNames, strings.TrimSpace(string(text)))
	if i < 0 {
		return &parseError{
			quoted(string(text)) + " n'est pas une zone de jours fériés",
			"choix : " + strings.Join(zoneNames, ", "),
		}
	}
	*z = Zone(i)
	return nil
}

// A Holiday (jour férié) is a day on which no reminder is sent.
type Holiday struct {
	Date Date
	Name string // French, lower case where French has it so
}

// A feast is a row of the law. A month of 0 counts day from Easter Sunday.
type feast struct {
	month, day int
	name       string
	zones      uint8 // bit set of Zone
	source     string
}

const everywhere = ^uint8(0)

// feasts is the law as it stood in 2026, applied to every year: past days
// matter to no reminder. Good Friday is a holiday only in the Alsace-Moselle towns
// with a Protestant or mixed church; a letter held there one day too long does
// no harm.
var feasts = []feast{
	{1, 1, "jour de l'An", everywhere, "C. trav. L3133-1"},
	{0, -2, "Vendredi saint", 1 << AlsaceMoselle, "C. trav. L3134-13"},
	{0, +1, "lundi de Pâques", everywhere, "C. trav. L3133-1"},
	{4, 27, "abolition de l'esclavage", 1 << Mayotte, "C. trav. L3422-2"},
	{5, 1, "fête du Travail", everywhere, "C. trav. L3133-1"},
	{5, 8, "victoire de 1945", everywhere, "C. trav. L3133-1"},
	{0, +39, "Ascension", everywhere, "C. trav. L3133-1"},
	{5, 22, "abolition de l'esclavage", 1 << Martinique, "C. trav. L3422-2"},
	{0, +50, "lundi de Pentecôte", everywhere, "C. trav. L3133-1"},
	{5, 27, "abolition de l'esclavage", 1 << Guadeloupe, "C. trav. L3422-2"},
	{6, 10, "abolition de l'esclavage", 1 << Guyane, "C. trav. L3422-2"},
	{7, 14, "fête nationale", everywhere, "C. trav. L3133-1"},
	{8, 15, "Assomption", everywhere, "C. trav. L3133-1"},
	{11, 1, "Toussaint", everywhere, "C. trav. L3133-1"},
	{11, 11, "victoire de 1918", everywhere, "C. trav. L3133-1"},
	{12, 20, "abolition de l'esclavage", 1 << LaReunion, "C. trav. L3422-2"},
	{12, 25, "Noël", everywhere, "C. trav. L3133-1"},
	{12, 26, "Saint-Étienne", 1 << AlsaceMoselle, "C. trav. L3134-13"},
}

// Holidays returns the public holidays of a year, by date. Two may share a day.
func Holidays(year int, zone Zone) []Holiday {
	var days []Holiday
	for _, f := range feasts {
		if f.zones&(1<<zone) != 0 {
			days = append(days, Holiday{f.date(year), f.name})
		}
	}
	slices.SortStableFunc(days, func(a, b Holiday) int { return a.Date.Sub(b.Date) })
	return days
}

func (f *feast) date(year int) Date {
	if f.month == 0 {
		return easter(year).AddDays(f.day)
	}
	return fromCivil(year, f.month, f.day)
}

// isHoliday allocates nothing and computes Easter only in its season, since
// schedules ask about hundreds of thousands of days.
func isHoliday(d Date, zone Zone) bool {
	year, month, day := d.civil()
	var fromEaster int
	spring := month >= 3 && month <= 6
	if spring {
		fromEaster = d.Sub(easter(year))
	}
	for i := range feasts {
		f := &feasts[i]
		fixed := f.month == month && f.day == day
		moving := f.month == 0 && spring && f.day == fromEaster
		if (fixed || moving) && f.zones&(1<<zone) != 0 {
			return true
		}
	}
	return false
}

// easter is the Gregorian computus in the form Nature printed in 1876, known as
// the Meeus, Jones and Butcher algorithm; the letters are its own.
func easter(year int) Date {
	a, b, c := year%19, year/100, year%100
	d, e := b/4, b%4
	g := (b - (b+8)/25 + 1) / 3
	h := (19*a + b - d - g + 15) % 30
	l := (32 + 2*e + 2*(c/4) - h - c%4) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	return fromCivil(year, n/31, n%31+1)
}
