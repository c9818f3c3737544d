// Package calendar knows days, not instants.
//
// A due date is the same day for its writer and its reader, whatever their
// clocks; a time.Time is not. Here a day is a number, the distance of two days
// is a subtraction, and the single instant of the program, "now", becomes a
// civil day of Paris in [Today].
package calendar

import (
	"fmt"
	"time"
	_ "time/tzdata" // Windows has no time zones of its own
)

// A Date is a civil day, counted so that 0, which is 30 December 1899, stands
// for no date. The count is also the one that spreadsheets store for every day
// after February 1900. Dates compare with < and ==.
type Date int32

// epoch is the Date of 1 January 1970.
const epoch = 25569

// Days outside these years are typing mistakes.
const (
	firstYear = 1900
	lastYear  = 2199
)

// Of returns a day known when the program is written: it panics if there is no
// such day between 1900 and 2199. [Parse] is for what people write.
func Of(year, month, day int) Date {
	if !exists(year, month, day) {
		panic(fmt.Sprintf("calendar: no day %d-%d-%d", year, month, day))
	}
	return fromCivil(year, month, day)
}

// Today returns the civil day of the instant t in France: at 22:30 UTC on
// 30 June it is already 1 July.
func Today(t time.Time) Date {
	paris, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		panic(err) // the zone is embedded
	}
	year, month, day := t.In(paris).Date()
	return Of(year, int(month), day)
}

// IsZero reports whether d is no date.
func (d Date) IsZero() bool { return d == 0 }

// Year returns the year of d.
func (d Date) Year() int { year, _, _ := d.civil(); return year }

// Month returns the month of d, from 1.
func (d Date) Month() int { _, month, _ := d.civil(); return month }

// Day returns the day of the month of d, from 1.
func (d Date) Day() int { _, _, day := d.civil(); return day }

// Weekday returns the day of the week of d.
func (d Date) Weekday() time.Weekday {
	return time.Weekday(((int(d)-1)%7 + 7) % 7) // Date 1 is a Sunday
}

// AddDays returns the day n days after d. No date stays no date.
func (d Date) AddDays(n int) Date {
	if d == 0 {
		return 0
	}
	return d + Date(n)
}

// AddMonths returns the same day number n months after d, or the last day of
// that month if it is shorter. No date stays no date.
func (d Date) AddMonths(n int) Date {
	if d == 0 {
		return 0
	}
	year, month, day := d.civil()
	months := year*12 + month - 1 + n
	year, month = months/12, months%12+1
	return fromCivil(year, month, min(day, daysIn(year, month)))
}

// EndOfMonth returns the last day of the month of d.
func (d Date) EndOfMonth() Date {
	if d == 0 {
		return 0
	}
	year, month, _ := d.civil()
	return fromCivil(year, month, daysIn(year, month))
}

// Sub returns the number of days from o to d, negative when d comes first.
func (d Date) Sub(o Date) int { return int(d) - int(o) }

func exists(year, month, day int) bool {
	return year >= firstYear && year <= lastYear &&
		month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month)
}

func daysIn(year, month int) int {
	switch month {
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}

// Both conversions follow Howard Hinnant, "chrono-Compatible Low-Level Date
// Algorithms" (days_from_civil, civil_from_days): years begin in March, so that
// the leap day is the last one, and are counted inside eras of 400 years.
// marchEpoch is 1 March of year 0 on the 1970 count; years here are positive.
const (
	daysPerEra = 146097
	marchEpoch = 719468
)

func fromCivil(year, month, day int) Date {
	if month <= 2 {
		year--
	}
	era, yearOfEra := year/400, year%400
	dayOfYear := (153*((month+9)%12)+2)/5 + day - 1
	dayOfEra := yearOfEra*365 + yearOfEra/4 - yearOfEra/100 + dayOfYear
	return Date(era*daysPerEra + dayOfEra - marchEpoch + epoch)
}

func (d Date) civil() (year, month, day int) {
	days := int(d) - epoch + marchEpoch
	era, dayOfEra := days/daysPerEra, days%daysPerEra
	yearOfEra := (dayOfEra - dayOfEra/1460 + dayOfEra/36524 - dayOfEra/146096) / 365
	dayOfYear := dayOfEra - (365*yearOfEra + yearOfEra/4 - yearOfEra/100)
	shifted := (5*dayOfYear + 2) / 153
	day = dayOfYear - (153*shifted+2)/5 + 1
	month = (shifted+2)%12 + 1
	year = yearOfEra + era*400
	if month <= 2 {
		year++
	}
	return year, month, day
}
