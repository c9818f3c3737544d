package money

import (
	"fmt"
	"strings"
	"unicode"
)

// A parseError is a text that is not the number asked for. Both sentences are
// French, lower case, without final stop.
type parseError struct{ text, hint string }

func (e *parseError) Error() string { return e.text }

// Hint says what to write instead.
func (e *parseError) Hint() string { return e.hint }

// Parse reads an amount as French people write them: "15 000,00 €", "1200",
// "12,5", "-40", "2400.00", "1 234.56". Thousands may be set apart by spaces
// (ordinary, U+00A0, U+202F or U+2009) and by nothing else, since a dot or a
// comma there cannot be told from a decimal mark; for the same reason three
// decimals are refused, never rounded. The sign € and the words EUR and euros
// are allowed after the number. The limit is ±9 999 999 999,99.
//
// Errors are French sentences with a Hint() string method.
func Parse(s string) (Amount, error) {
	text := ordinarySpaces(s)
	if text == "" {
		return 0, &parseError{"montant vide", "écrivez par exemple 1200,00"}
	}
	body, negative := strings.CutPrefix(text, "-")
	body = withoutEuro(strings.TrimSpace(body))
	cents, err := hundredths(body, "un montant", "1200,00")
	if err != nil {
		return 0, err
	}
	if cents > limit {
		return 0, &parseError{
			fmt.Sprintf("le montant %s est trop grand", quoted(text)),
			"la limite est 9 999 999 999,99",
		}
	}
	if negative {
		cents = -cents
	}
	return Amount(cents), nil
}

// UnmarshalText reads what [Parse] reads.
func (a *Amount) UnmarshalText(text []byte) error {
	parsed, err := Parse(string(text))
	if err == nil {
		*a = parsed
	}
	return err
}

// keyboard turns the spaces of typography, and U+2212, the true minus sign, into
// the characters that keyboards have.
var keyboard = strings.NewReplacer("\u00a0", " ", "\u202f", " ", "\u2009", " ", "\u2212", "-")

func ordinarySpaces(s string) string { return strings.TrimSpace(keyboard.Replace(s)) }

func withoutEuro(s string) string {
	for _, name := range []string{"€", "EUR", "euros", "euro"} {
		if cut := len(s) - len(name); cut >= 0 && strings.EqualFold(s[cut:], name) {
			return strings.TrimSpace(s[:cut])
		}
	}
	return s
}

// hundredths reads an unsigned decimal number with at most two decimals. what
// ("un montant") and example name the thing expected in the errors.
func hundredths(s, what, example string) (int64, error) {
	refuse := func(hint string) (int64, error) {
		return 0, &parseError{quoted(s) + " n'est pas " + what, hint}
	}
	if s == "" {
		return 0, &parseError{"il manque les chiffres", "écrivez par exemple " + example}
	}
	if strings.ContainsFunc(s, isForeign) {
		return refuse("écrivez seulement le nombre, par exemple " + example)
	}
	if strings.Count(s, ",")+strings.Count(s, ".") > 1 {
		return refuse("un seul séparateur, devant les décimales : écrivez par exemple 1234,56 ou 1 234,56")
	}
	whole, decimals, marked := strings.Cut(strings.Replace(s, ",", ".", 1), ".")
	digits, grouped := joinGroups(whole)
	switch {
	case !grouped || strings.Contains(decimals, " "):
		return refuse("les espaces séparent des groupes de trois chiffres, comme dans 1 234 567,89")
	case digits == "" || marked && decimals == "":
		return refuse("il faut des chiffres des deux côtés de la virgule, comme dans 0,50")
	case len(digits) > 1 && digits[0] == '0':
		return refuse("enlevez le zéro du début")
	case len(decimals) > 2:
		return 0, tooManyDecimals(s, digits, decimals)
	}
	return inHundredths(digits, decimals), nil
}

func isForeign(r rune) bool {
	return (r < '0' || r > '9') && r != ' ' && r != ',' && r != '.'
}

// joinGroups removes the spaces of "1 234 567"; ok is false when they do not
// set thousands apart.
func joinGroups(s string) (digits string, ok bool) {
	groups := strings.Split(s, " ")
	for i, g := range groups {
		first := i == 0 && len(g) >= 1 && len(g) <= 3
		if len(groups) > 1 && !first && (i == 0 || len(g) != 3) {
			return "", false
		}
	}
	return strings.Join(groups, ""), true
}

// tooManyDecimals gives both readings of "1,980": nearly two thousand for an
// English program, nearly two for a French one.
func tooManyDecimals(s, digits, decimals string) error {
	if len(decimals) != 3 || len(digits) > 3 || digits == "0" {
		return &parseError{quoted(s) + " a plus de deux décimales", "écrivez deux décimales au plus"}
	}
	hint := fmt.Sprintf("écrivez %s%s.00 s'il s'agit de milliers, sinon deux décimales au plus", digits, decimals)
	if short, ok := strings.CutSuffix(decimals, "0"); ok {
		hint = fmt.Sprintf("écrivez %s%s.00 ou %s,%s", digits, decimals, digits, short)
	}
	return &parseError{quoted(s) + " peut se lire de deux façons", hint}
}

// inHundredths stops counting above every limit, so that a thousand digits
// cannot overflow.
func inHundredths(digits, decimals string) int64 {
	var n int64
	for _, d := range digits + (decimals + "00")[:2] {
		n = n*10 + int64(d-'0')
		if n > limit {
			return limit + 1
		}
	}
	return n
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
