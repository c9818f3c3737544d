package calendar

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode"
)

// A parseError is a text that is not the thing asked for. Both sentences are
// French, lower case, without final stop.
type parseError struct{ text, hint string }

func (e *parseError) Error() string { return e.text }

// Hint says what to write instead.
func (e *parseError) Hint() string { return e.hint }

// Parse reads "2026-03-02", "02/03/2026" or "2/3/2026", always day before month
// with slashes. It refuses days that do not exist, years of two digits and
// years outside 1900 to 2199.
//
// Errors are French sentences with a Hint() string method.
func Parse(s string) (Date, error) {
	text := strings.TrimSpace(s)
	if text == "" {
		return 0, &parseError{"date vide", "écrivez par exemple 2026-03-02"}
	}
	if f := isoDate.FindStringSubmatch(text); f != nil {
		return checked(text, digits(f[1]), digits(f[2]), digits(f[3]))
	}
	f := frenchDate.FindStringSubmatch(text)
	switch {
	case f == nil:
		return 0, &parseError{quoted(text) + " n'est pas une date", "écrivez 2026-03-02 ou 02/03/2026"}
	case len(f[3]) == 2:
		return 0, &parseError{
			fmt.Sprintf("la date %s a une année sur deux chiffres", quoted(text)),
			fmt.Sprintf("écrivez %s/%s/20%s", f[1], f[2], f[3]),
		}
	}
	return checked(text, digits(f[3]), digits(f[2]), digits(f[1]))
}

var (
	isoDate    = regexp.MustCompile(`^([0-9]{4})-([0-9]{2})-([0-9]{2})$`)
	frenchDate = regexp.MustCompile(`^([0-9]{1,2})/([0-9]{1,2})/([0-9]{4}|[0-9]{2})$`)
)

// UnmarshalText reads what [Parse] reads.
func (d *Date) UnmarshalText(text []byte) error {
	parsed, err := Parse(string(text))
	if err == nil {
		*d = parsed
	}
	return err
}

// digits reads a run of at most four digits, which cannot fail.
func digits(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

func checked(text string, year, month, day int) (Date, error) {
	refuse := func(hint string) (Date, error) {
		return 0, &parseError{fmt.Sprintf("la date %s n'existe pas", quoted(text)), hint}
	}
	switch {
	case year < firstYear || year > lastYear:
		return 0, &parseError{
			fmt.Sprintf("la date %s est hors limites", quoted(text)),
			fmt.Sprintf("l'année va de %d à %d", firstYear, lastYear),
		}
	case month < 1 || month > 12:
		return refuse("le mois va de 1 à 12 ; écrivez année-mois-jour ou jour/mois/année")
	case !exists(year, month, day):
		return refuse(fmt.Sprintf("%s %d a %d jours", months[month-1], year, daysIn(year, month)))
	}
	return fromCivil(year, month, day), nil
}

// quoted shows a user's text back: shortened, and without the control
// characters that a terminal would obey.
func quoted(s string) string {
	printable := strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return unicode.ReplacementChar
		}
		return r
	}, s)
	if runes := []rune(printable); len(runes) > 40 {
		printable = string(runes[:40]) + "…"
	}
	return "«\u202f" + printable + "\u202f»"
}
