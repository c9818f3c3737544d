package column

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"relance/generator/calendar"
	"relance/generator/diag"
	"relance/generator/grid"
)

// An Order says which of two numbers is the day.
type Order uint8

const (
	Unknown  Order = iota
	DayFirst       // 31/03/2026
	MonthFirst
	Mixed // both in one column
)

// Days is how a column writes its days.
type Days struct {
	Order  Order
	From04 bool // numbers are counted from 1904

	doubtful  bool // some values need the order
	yearFirst bool // the eight digits are 20260331, not 31032026
	eight     bool
	texts     int
	real      int
}

// Learn takes one more cell into account.
func (d *Days) Learn(c grid.Cell) {
	switch c.Kind {
	case grid.Day:
		d.real++
	case grid.Text:
		d.learnText(trimTime(c.Text))
	}
}

func (d *Days) learnText(s string) {
	if eightDigits.MatchString(s) {
		year, month, day := number(s[:4]), number(s[4:6]), number(s[6:])
		d.yearFirst = (d.yearFirst || !d.eight) && valid(year, month, day) != 0
		d.eight = true
		return
	}
	f, ok := twoThenYear(s)
	if !ok {
		return
	}
	d.texts++
	first, second := number(f[0]), number(f[1])
	said := Unknown
	switch {
	case first > 12 && second <= 12:
		said = DayFirst
	case second > 12 && first <= 12:
		said = MonthFirst
	case first != second:
		d.doubtful = true
	}
	if said == Unknown {
		return
	}
	if d.Order != Unknown && d.Order != said {
		said = Mixed
	}
	d.Order = said
}

// Asks tells whether some values cannot be read before the order is known.
func (d Days) Asks() bool { return d.doubtful && d.Order == Unknown }

// HalfTyped tells a column of real days and of days typed as text: opening a CSV
// file of another country leaves such columns, where half of the days may have
// changed places with their months.
func (d Days) HalfTyped() bool { return d.real > 0 && d.texts > 0 }

var (
	eightDigits = regexp.MustCompile(`^[0-9]{8}$`)
	sixDigits   = regexp.MustCompile(`^[0-9]{6}$`)
	withWord    = regexp.MustCompile(`^([0-9]{1,2})(?:er)?[-/. ]*([a-z]+)\.?[-/. ]*([0-9]{4}|[0-9]{2})$`)
	clock       = regexp.MustCompile(`[T ]+[0-9]{1,2}:[0-9]{2}.*$`)
	weekday     = regexp.MustCompile(`^(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche),? +`)
)

// three cuts 31/03/2026, 2026-03-31 or 31.3.26 into its numbers.
func three(s string) (parts [3]string, ok bool) {
	n, start := 0, 0
	for i := 0; i <= len(s); i++ {
		if i < len(s) && s[i] >= '0' && s[i] <= '9' {
			continue
		}
		if n == 3 || i == start || i-start > 4 || i < len(s) && strings.IndexByte("-/. ", s[i]) < 0 {
			return parts, false
		}
		parts[n] = s[start:i]
		n, start = n+1, i+1
	}
	return parts, n == 3 && len(parts[1]) <= 2
}

// twoThenYear tells two numbers and a year of two or four figures.
func twoThenYear(s string) (parts [3]string, ok bool) {
	parts, ok = three(s)
	return parts, ok && len(parts[0]) <= 2 && (len(parts[2]) == 2 || len(parts[2]) == 4)
}

// yearThenTwo tells a year of four figures and two numbers.
func yearThenTwo(s string) (parts [3]string, ok bool) {
	parts, ok = three(s)
	return parts, ok && len(parts[0]) == 4 && len(parts[2]) <= 2
}

func trimTime(s string) string {
	s = strings.TrimSpace(spaces.Replace(s))
	if strings.Contains(s, ":") {
		s = strings.TrimSpace(clock.ReplaceAllString(s, ""))
	}
	return s
}

// Read returns the day of a cell.
func (d Days) Read(c grid.Cell) (calendar.Date, error) {
	switch c.Kind {
	case grid.Day:
		return plausible(c.Date, c.Text)
	case grid.Number:
		return d.serial(c.Number)
	case grid.Text:
		return d.text(c.Text)
	case grid.Broken:
		return 0, &Fault{Text: "la cellule contient « " + c.Text + " »"}
	}
	return 0, &Fault{Text: "pas de date"}
}

func (d Days) text(s string) (calendar.Date, error) {
	t := trimTime(s)
	if f, ok := yearThenTwo(t); ok {
		return plausible(valid(number(f[0]), number(f[1]), number(f[2])), s)
	}
	if f, ok := twoThenYear(t); ok {
		return d.ordered(number(f[0]), number(f[1]), fullYear(f[2]), s)
	}
	if f := withWord.FindStringSubmatch(weekday.ReplaceAllString(diag.Fold(t), "")); f != nil {
		return plausible(valid(fullYear(f[3]), monthNamed(f[2]), number(f[1])), s)
	}
	switch {
	case eightDigits.MatchString(t) && d.yearFirst:
		return plausible(valid(number(t[:4]), number(t[4:6]), number(t[6:])), s)
	case eightDigits.MatchString(t):
		return plausible(valid(number(t[4:]), number(t[2:4]), number(t[:2])), s)
	case sixDigits.MatchString(t):
		return plausible(valid(fullYear(t[4:]), number(t[2:4]), number(t[:2])), s)
	case len(t) == 5:
		return d.serial(t)
	}
	return 0, &Fault{Text: "« " + s + " » n'est pas une date"}
}

func (d Days) ordered(first, second, year int, s string) (calendar.Date, error) {
	order := d.Order
	switch {
	case order == Mixed || order == Unknown && first <= 12 && second <= 12 && first != second:
		return 0, &Fault{fmt.Sprintf("« %s » peut être le %d du mois %d ou le %d du mois %d", s, first, second, second, first), true}
	case order == Unknown && second > 12:
		order = MonthFirst
	}
	if order == MonthFirst {
		first, second = second, first
	}
	return plausible(valid(year, second, first), s)
}

// serial reads the count of days that a workbook keeps under a date.
func (d Days) serial(plain string) (calendar.Date, error) {
	whole, _, _ := strings.Cut(plain, ".")
	n, err := strconv.Atoi(whole)
	if err == nil && len(whole) == 8 {
		return Days{yearFirst: n/10000 >= 1990 && n/10000 < 2100}.text(whole)
	}
	if err != nil || n < 20000 || n > 80000 {
		return 0, &Fault{Text: "« " + plain + " » n'est pas une date"}
	}
	return plausible(grid.Serial(n, d.From04), plain)
}

// plausible refuses the days of no invoice.
func plausible(d calendar.Date, shown string) (calendar.Date, error) {
	switch {
	case d.IsZero():
		return 0, &Fault{Text: "la date « " + shown + " » n'existe pas"}
	case d.Year() < 1990 || d.Year() > 2100:
		return 0, &Fault{Text: "la date « " + shown + " » est hors du possible"}
	}
	return d, nil
}

// valid returns no date when there is no such day.
func valid(year, month, day int) calendar.Date {
	if year < 1900 || year > 2199 || month < 1 || month > 12 || day < 1 {
		return 0
	}
	first := calendar.Of(year, month, 1)
	if day > first.EndOfMonth().Day() {
		return 0
	}
	return first.AddDays(day - 1)
}

func number(s string) int { n, _ := strconv.Atoi(s); return n }

// fullYear takes two digits for a year of this century: no invoice is older.
func fullYear(s string) int {
	if len(s) == 2 {
		return 2000 + number(s)
	}
	return number(s)
}

// monthNamed returns the rank of a French or English month, shortened or not;
// 0 when it is none.
func monthNamed(word string) int {
	names := [...]string{"janvier january", "fevrier february", "mars march", "avril april", "mai may", "juin june",
		"juillet july", "aout august", "septembre september", "octobre october", "novembre november", "decembre december"}
	found := 0
	for i, both := range names {
		for _, name := range strings.Fields(both) {
			if len(word) >= 3 && strings.HasPrefix(name, word) && found != i+1 {
				if found != 0 {
					return 0 // "jui"
				}
				found = i + 1
			}
		}
	}
	return found
}
