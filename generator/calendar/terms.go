package calendar

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// Terms (conditions de règlement) say when an invoice falls due from the day of
// its issue. The zero Terms are none.
type Terms struct {
	form form
	days int16 // after the issue or the month's end
	day  int8  // then this day of the next month; 0 for none
}

type form uint8

const (
	noTerms form = iota
	onReceipt
	cash
	net         // days after the issue
	netMonthEnd // days after the issue, then the end of that month
	monthEndNet // the end of the month of issue, then days
)

// sentences are the wordings understood, # for a number, once the text is in
// lower case without accents. "45 jours fin de mois" is days, then month end:
// of the two computations in use, the one the words say, and the later reading
// is written "fin de mois + 45 jours".
var sentences = map[string]form{
	"comptant":                  cash,
	"au comptant":               cash,
	"reception":                 onReceipt,
	"a reception":               onReceipt,
	"a reception de facture":    onReceipt,
	"a reception de la facture": onReceipt,
	"# jours":                   net,
	"# jours net":               net,
	"# jours nets":              net,
	"# jours date de facture":   net,
	"# jours fin de mois":       netMonthEnd,
	"# jours fin de mois le #":  netMonthEnd,
	"# jours fin de mois le # du mois suivant": netMonthEnd,
	"# jours le # du mois suivant":             net,
	"le # du mois suivant":                     net,
	"fin de mois":                              netMonthEnd,
	"fin de mois # jours":                      monthEndNet,
	"fin de mois + #":                          monthEndNet,
	"fin de mois + # jours":                    monthEndNet,
}

// ParseTerms reads "30 jours", "45 jours fin de mois", "fin de mois + 45 jours",
// "30 jours fin de mois le 10", "le 10 du mois suivant", "à réception" or
// "comptant". Errors are as for [Parse].
func ParseTerms(s string) (Terms, error) {
	const known = `"30 jours", "45 jours fin de mois", "fin de mois + 45 jours", "le 10 du mois suivant", "à réception" ou "comptant"`
	shape, numbers := shapeOf(s)
	if shape == "" {
		return Terms{}, &parseError{"délai de règlement vide", "écrivez " + known}
	}
	form, ok := sentences[shape]
	if !ok {
		return Terms{}, &parseError{
			quoted(strings.TrimSpace(s)) + " n'est pas un délai de règlement connu",
			"écrivez " + known,
		}
	}
	t := Terms{form: form}
	if strings.Contains(shape, "le #") {
		last := len(numbers) - 1
		t.day, numbers = int8(min(numbers[last], 99)), numbers[:last]
		if t.day < 1 || t.day > 31 {
			return Terms{}, &parseError{"le jour du mois va de 1 à 31", "écrivez par exemple le 10 du mois suivant"}
		}
	}
	if len(numbers) > 0 {
		t.days = int16(min(numbers[0], 999))
		if t.days > 365 {
			return Terms{}, &parseError{"le délai dépasse un an", "écrivez un délai en jours, 365 au plus"}
		}
	}
	return t, nil
}

// UnmarshalText reads what [ParseTerms] reads.
func (t *Terms) UnmarshalText(text []byte) error {
	parsed, err := ParseTerms(string(text))
	if err == nil {
		*t = parsed
	}
	return err
}

// plainWords turns the wordings of one thing into a single one; # is ours.
var plainWords = strings.NewReplacer(
	"\u00a0", " ", "\u202f", " ", "à", "a", "é", "e", "\u0300", "", "\u0301", "", "#", "?", "+", " + ", "fdm", " fin de mois ",
)

var number = regexp.MustCompile(`1er\b|[0-9]+`)

// shapeOf sets the numbers of a sentence apart from its words.
func shapeOf(s string) (shape string, numbers []int) {
	text := number.ReplaceAllStringFunc(plainWords.Replace(strings.ToLower(s)), func(found string) string {
		n, err := strconv.Atoi(strings.TrimSuffix(found, "er"))
		if err != nil {
			n = 1_000_000 // too many digits: beyond every limit
		}
		numbers = append(numbers, n)
		return " # "
	})
	words := strings.Fields(text)
	for i, w := range words {
		if w == "j" || w == "jour" {
			words[i] = "jours"
		}
	}
	if len(words) > 1 && words[0] == "a" && words[1] == "#" {
		words = words[1:]
	}
	return strings.Join(words, " "), numbers
}

// IsZero reports whether t says nothing.
func (t Terms) IsZero() bool { return t == Terms{} }

// HasTwoReadings reports whether people count the terms in two ways: « 45 jours fin
// de mois » is the end of the month in which the days end, or days after the month's
// end (C. com. L441-10 I allows both).
func (t Terms) HasTwoReadings() bool {
	return t.days > 0 && (t.form == netMonthEnd || t.form == monthEndNet)
}

// Due returns the day an invoice issued on a day falls due, open or not. It is
// no date if there are no terms or no issue.
func (t Terms) Due(issued Date) Date {
	if issued.IsZero() || t.form == noTerms {
		return 0
	}
	due := issued
	switch t.form {
	case net:
		due = issued.AddDays(int(t.days))
	case netMonthEnd:
		due = issued.AddDays(int(t.days)).EndOfMonth()
	case monthEndNet:
		due = issued.EndOfMonth().AddDays(int(t.days))
	}
	if t.day == 0 {
		return due
	}
	next := due.EndOfMonth() + 1
	return next.AddDays(min(int(t.day), daysIn(next.Year(), next.Month())) - 1)
}

// String returns the terms in words that [ParseTerms] reads, U+00A0 after the
// numbers of days. No terms are "".
func (t Terms) String() string {
	days := fmt.Sprintf("%d\u00a0jours", t.days)
	if t.days < 2 {
		days = fmt.Sprintf("%d\u00a0jour", t.days)
	}
	var words []string
	switch t.form {
	case noTerms:
	case onReceipt:
		words = append(words, "à réception")
	case cash:
		words = append(words, "comptant")
	case monthEndNet:
		words = append(words, "fin de mois + "+days)
	default:
		if t.days > 0 || t.form == net && t.day == 0 {
			words = append(words, days)
		}
		if t.form == netMonthEnd {
			words = append(words, "fin de mois")
		}
	}
	switch {
	case t.day == 1:
		words = append(words, "le 1er du mois suivant")
	case t.day > 1:
		words = append(words, fmt.Sprintf("le %d du mois suivant", t.day))
	}
	return strings.Join(words, " ")
}
