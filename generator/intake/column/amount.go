// Package column reads the amounts and the days of a column as one: "1,980" and
// "03/04/2026" have two meanings each, and only their neighbours tell which. When
// the neighbours do not tell, nobody guesses: the question is asked.
package column

import (
	"fmt"
	"strings"

	"relance/generator/grid"
	"relance/generator/money"
)

// Amounts is how a column writes its numbers.
type Amounts struct {
	Mark  byte // the decimal mark: ',' or '.', 0 when nothing tells
	Mixed bool // both marks are decimal in turn
	Said  bool // Mark was given by the user, who is right
	three bool // decimals come in threes: 1234,500
}

// A Fault is why a value cannot be read, in French. Ambiguous tells that the
// user's word on the column would settle it.
type Fault struct {
	Text      string
	Ambiguous bool
}

func (f *Fault) Error() string { return f.Text }

// Learn takes one more cell into account.
func (a *Amounts) Learn(c grid.Cell) {
	if c.Kind != grid.Text || a.Said {
		return
	}
	n, err := dress(c.Text)
	if err != nil || n.mark == 0 || n.doubtful() {
		return
	}
	a.three = a.three || n.decimals == 3 && !n.grouped
	switch {
	case a.Mark == 0:
		a.Mark = n.mark
	case a.Mark != n.mark:
		a.Mixed = true
	}
}

// Read returns the amount of a cell. Rounded is true when a number of a workbook
// had to be brought to the cent, as the workbook itself shows it.
func (a Amounts) Read(c grid.Cell) (amount money.Amount, rounded bool, err error) {
	switch c.Kind {
	case grid.Number:
		return toCents(c.Number)
	case grid.Text:
		amount, err = a.text(c.Text)
		return amount, false, err
	case grid.Day:
		return 0, false, &Fault{Text: "une date à la place d'un montant"}
	case grid.Broken:
		return 0, false, &Fault{Text: "la cellule contient « " + c.Text + " »"}
	}
	return 0, false, &Fault{Text: "pas de montant"}
}

// isDash tells what accounting formats write for zero: « - », « -   € ».
func isDash(s string) bool {
	body := trimFold(strings.TrimSpace(spaces.Replace(s)), "€")
	return body == "-" || body == "—"
}

func (a Amounts) text(s string) (money.Amount, error) {
	if isDash(s) {
		return 0, nil
	}
	n, err := dress(s)
	if err != nil {
		return 0, err
	}
	if n.doubtful() {
		decimal := a.Mark == n.single && (a.Said || a.three)
		thousands := a.Mark != 0 && a.Mark != n.single
		switch {
		case a.Mixed || !decimal && !thousands:
			return 0, &Fault{fmt.Sprintf("« %s » peut se lire de deux façons : mille et plus, ou trois décimales", s), true}
		case thousands:
			n.whole, n.fraction = n.whole+n.fraction, ""
		}
	}
	if n.grouped && n.mark != 0 && a.Mark != 0 && (a.Mixed || a.Mark != n.mark) {
		return 0, &Fault{fmt.Sprintf("« %s » ne s'écrit pas comme le reste de la colonne", s), true}
	}
	return n.cents(s)
}

// A numeral is a number without its dress: spaces, sign, currency.
type numeral struct {
	negative        bool
	whole, fraction string
	mark            byte // the decimal mark, when it cannot be anything else or is doubtful
	single          byte // the only mark met, once
	decimals        int
	grouped         bool // another mark sets thousands apart
}

// doubtful tells 1,980: one mark, three digits after, one to three before.
func (n numeral) doubtful() bool {
	return n.single != 0 && n.decimals == 3 && len(n.whole) >= 1 && len(n.whole) <= 3 && n.whole != "0"
}

var spaces = strings.NewReplacer("\u00a0", " ", "\u202f", " ", "\u2009", " ", "\u2212", "-", "–", "-", "’", "'", "\t", " ")

// dress takes off signs, currency and thousands: "(1 234,56) €", "1'234.50-",
// "1.234,56 EUR", "250,00 C".
func dress(s string) (numeral, error) {
	var n numeral
	bad := &Fault{Text: "« " + s + " » n'est pas un montant"}
	body := strings.TrimSpace(spaces.Replace(s))
	for _, unit := range []string{"TTC", "€", "EUR", "euros", "euro"} {
		body = trimFold(body, unit)
	}
	if inside, ok := strings.CutPrefix(body, "("); ok && strings.HasSuffix(inside, ")") {
		body, n.negative = strings.TrimSuffix(inside, ")"), true
	}
	for _, sign := range []struct {
		mark     string
		negative bool
	}{{"-", true}, {"+", false}, {" C", true}, {" D", false}} {
		rest := strings.TrimPrefix(strings.TrimSuffix(body, sign.mark), sign.mark)
		if rest != body {
			n.negative, body = n.negative != sign.negative, strings.TrimSpace(rest)
		}
	}
	body, ok := ungroup(body, " ")
	if !ok {
		return n, bad
	}
	if body, ok = ungroup(body, "'"); !ok || body == "" || strings.Trim(body, "0123456789.,") != "" {
		return n, bad
	}
	if !n.cut(body) {
		return n, bad
	}
	return n, nil
}

func trimFold(s, unit string) string {
	if n := len(s) - len(unit); n >= 0 && strings.EqualFold(s[n:], unit) {
		s = strings.TrimSpace(s[:n])
	}
	if len(s) >= len(unit) && unit != "TTC" && strings.EqualFold(s[:len(unit)], unit) {
		s = strings.TrimSpace(s[len(unit):])
	}
	return s
}

// ungroup removes a thousands separator; ok is false when it does not set groups
// of three apart, decimals left aside.
func ungroup(s, sep string) (joined string, ok bool) {
	groups := strings.Split(s, sep)
	for i, g := range groups[1:] {
		digits := g
		if i == len(groups)-2 {
			digits, _, _ = strings.Cut(strings.Replace(g, ",", ".", 1), ".")
		}
		if len(digits) != 3 {
			return "", false
		}
	}
	return strings.Join(groups, ""), len(groups) == 1 || groups[0] != "" && len(groups[0]) <= 3
}

// cut finds the decimal mark of a body of digits and marks.
func (n *numeral) cut(body string) bool {
	commas, dots := strings.Count(body, ","), strings.Count(body, ".")
	last := byte(',')
	if strings.LastIndexByte(body, '.') > strings.LastIndexByte(body, ',') {
		last = '.'
	}
	other := map[byte]string{',': ".", '.': ","}[last]
	ok := true
	switch {
	case commas+dots == 0:
		n.whole = body
		return true
	case commas > 0 && dots > 0: // 1.234,56: the last one is decimal
		if body, ok = ungroup(body, other); !ok || strings.Count(body, string(last)) != 1 {
			return false
		}
		n.mark, n.grouped = last, true
	case commas+dots > 1: // 1.234.567: no decimals
		n.whole, ok = ungroup(body, string(last))
		n.mark, n.grouped = other[0], true
		return ok
	default:
		n.mark, n.single = last, last
	}
	n.whole, n.fraction, _ = strings.Cut(body, string(last))
	n.decimals = len(n.fraction)
	return n.whole != "" && n.fraction != ""
}

// cents refuses decimals that would have to be rounded: nothing says how.
func (n numeral) cents(shown string) (money.Amount, error) {
	fraction := strings.TrimRight(n.fraction, "0")
	if len(fraction) > 2 {
		return 0, &Fault{Text: "« " + shown + " » a plus de deux décimales"}
	}
	plain := strings.TrimLeft(n.whole, "0")
	if plain == "" {
		plain = "0"
	}
	amount, err := money.Parse(plain + "." + (fraction + "00")[:2])
	if n.negative {
		amount = -amount
	}
	return amount, err
}

// toCents rounds the plain decimal of a workbook half away from zero.
func toCents(plain string) (amount money.Amount, rounded bool, err error) {
	body, negative := strings.CutPrefix(plain, "-")
	whole, fraction, _ := strings.Cut(body, ".")
	up := len(fraction) > 2 && fraction[2] >= '5'
	amount, err = money.Parse(whole + "." + (fraction + "00")[:2])
	if up {
		amount++
	}
	if negative {
		amount = -amount
	}
	return amount, len(fraction) > 2, err
}
