package compare

import (
	"math"
	"strconv"
	"strings"

	"relance/generator/calendar"
	"relance/generator/grid"
	"relance/generator/money"
	"relance/generator/tracker/cell"
)

// A Value is what a cell of a known column holds.
type Value struct {
	Text  string // as it is shown
	Canon string // what it is compared by; as [cell.Canon] writes it
	Fault string // why it cannot be read, in French
	Typed any    // to write it again as it is
}

// Read reads a cell of a column. A blank one has an empty Canon.
func read(c grid.Cell, as cell.Kind) Value {
	v := Value{Text: strings.TrimSpace(strings.ReplaceAll(c.Text, "\r\n", "\n"))}
	v.Canon, v.Typed = v.Text, v.Text
	switch {
	case v.Text == "":
		v.Canon, v.Typed = "", nil
	case c.Kind == grid.Broken && c.Text == grid.Uncomputed:
		v.Fault = "cette formule n'a pas été calculée par le programme qui a enregistré le classeur : tapez sa valeur, ou ouvrez et enregistrez le classeur dans Excel ou LibreOffice"
	case c.Kind == grid.Broken:
		v.Fault = "cette cellule contient une erreur de calcul : tapez-y la valeur elle-même"
	case as == cell.Euros:
		v.amount(c)
	case as == cell.Day:
		v.day(c)
	case as == cell.Count && c.Kind == grid.Number:
		v.Canon, v.Typed = c.Number, cell.Number(c.Number)
	case as == cell.Share && c.Kind == grid.Number:
		v.Canon, v.Typed = share(c.Number), cell.Number(c.Number)
	default:
		v.Canon = cell.Canon(v.Text)
	}
	if c.Kind == grid.Broken && (as == cell.Text || as == cell.Long) {
		v.Typed = nil // as a text, it would be read as one the next time
	}
	return v
}

func (v *Value) amount(c grid.Cell) {
	var amount money.Amount
	var err error
	ok := true
	switch c.Kind {
	case grid.Number:
		amount, ok = Cents(c.Number)
	case grid.Text:
		amount, err = money.Parse(v.Text)
	default:
		ok = false
	}
	if err != nil || !ok {
		v.Fault = "« " + v.Text + " » n'est pas un montant en euros et centimes : écrivez par exemple 1234,50"
		return
	}
	v.Canon, v.Typed = amount.Decimal(), cell.Sum{Amount: amount}
}

func (v *Value) day(c grid.Cell) {
	day, err := c.Date, error(nil)
	switch c.Kind {
	case grid.Day:
	case grid.Number:
		if n, ok := Cents(c.Number); ok && n%100 == 0 {
			day = grid.Serial(int(n/100), false)
		}
	default:
		day, err = calendar.Parse(v.Text)
	}
	if err != nil || day.IsZero() {
		v.Fault = "« " + v.Text + " » n'est pas une date : écrivez par exemple 31/03/2026"
		return
	}
	if day.Year() < firstYear || day.Year() > lastYear { // 2026 alone is the serial of a day of 1905
		v.Fault = "le " + day.Short() + " n'est pas une date plausible : écrivez le jour, le mois et l'année, par exemple 31/03/2026"
		return
	}
	v.Canon, v.Typed = day.ISO(), day
}

// The years between which what is typed may be a day of business.
const firstYear, lastYear = 1990, 2099

// noise is how far from a whole cent a spreadsheet's binary sums may fall.
const noise = "0000"

// Cents reads a plain decimal as an amount. Decimals beyond the cent are only
// allowed when they are the noise of a sum: 3962.86999999 is 3962.87.
func Cents(plain string) (money.Amount, bool) {
	whole, decimals, _ := strings.Cut(plain, ".")
	decimals += "00"
	tail := strings.TrimRight(decimals[2:], "0")
	amount, err := money.Parse(whole + "." + decimals[:2])
	switch {
	case err != nil:
		return 0, false
	case tail == "" || strings.HasPrefix(tail, noise):
		return amount, true
	case strings.HasPrefix(tail, strings.Repeat("9", len(noise))):
		if strings.HasPrefix(plain, "-") {
			return amount - 1, true
		}
		return amount + 1, true
	}
	return 0, false
}

// share is a plain decimal to four places, as [cell.Canon] writes a ratio.
func share(plain string) string {
	f, err := strconv.ParseFloat(plain, 64)
	if err != nil || math.Abs(f) > 1_000_000 {
		return plain
	}
	return cell.Canon(cell.Ratio(math.Round(f * 10_000)))
}

// extraValue is a cell of a column that is not ours.
func extraValue(c grid.Cell) any {
	switch c.Kind {
	case grid.Number:
		if c.Format != "" {
			return cell.Shaped{Number: cell.Number(c.Number), Format: c.Format}
		}
		return cell.Number(c.Number)
	case grid.Day:
		return c.Date
	case grid.Bool:
		return c.Text == "VRAI"
	}
	return c.Text
}
