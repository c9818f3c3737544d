package calendar

import "time"

// A Span is a run of days, both ends included.
type Span struct{ From, To Date }

// Contains reports whether d is one of the days of s.
func (s Span) Contains(d Date) bool { return s.From <= d && d <= s.To }

// A Business (jours ouvrés) knows on which days a creditor works: not on
// Saturdays and Sundays, nor on the public holidays of its zone, nor while it is
// closed. The zero Business works in metropolitan France all year round.
type Business struct {
	Zone     Zone
	Closures []Span
}

// IsOpen reports whether the creditor works on d.
func (b Business) IsOpen(d Date) bool {
	if w := d.Weekday(); w == time.Saturday || w == time.Sunday {
		return false
	}
	for _, closure := range b.Closures {
		if closure.Contains(d) {
			return false
		}
	}
	return !isHoliday(d, b.Zone)
}

// Next returns d itself if it is open, otherwise the first open day after it. No
// date stays no date.
func (b Business) Next(d Date) Date { return b.nearest(d, 1) }

// Previous returns d itself if it is open, otherwise the last open day before
// it. No date stays no date.
func (b Business) Previous(d Date) Date { return b.nearest(d, -1) }

func (b Business) nearest(d, step Date) Date {
	for !d.IsZero() && !b.IsOpen(d) {
		d += step
	}
	return d
}

// Add returns the n-th open day after d, or before it when n is negative; d
// itself, open or not, when n is 0. No date stays no date.
func (b Business) Add(d Date, n int) Date {
	if d.IsZero() {
		return d
	}
	for ; n > 0; n-- {
		d = b.Next(d + 1)
	}
	for ; n < 0; n++ {
		d = b.Previous(d - 1)
	}
	return d
}

// Between returns how many open days come after from, up to and including to;
// it is negative when to comes first.
func (b Business) Between(from, to Date) int {
	if to < from {
		return -b.Between(to, from)
	}
	count := 0
	for d := from + 1; d <= to; d++ {
		if b.IsOpen(d) {
			count++
		}
	}
	return count
}
