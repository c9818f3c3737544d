// Package cell is what one cell of the tracker holds: its kinds, its values, and
// how they are written, compared and told.
package cell

import (
	"fmt"
	"strconv"
	"strings"

	"relance/generator/calendar"
	"relance/generator/money"
)

// A Kind says how a value is written and shown.
type Kind uint8

const (
	Text  Kind = iota // number format "@": what is typed stays as typed
	Long              // text that wraps
	Euros             // in the currency of the line
	Day
	Count
	Share // of one, shown as a percentage
)

// A Usage says whose a cell is.
type Usage uint8

const (
	Given    Usage = iota // a fact of the kit or of the journal
	Computed              // a formula
	Entry                 // for people to fill in
)

// Stored is a Go value as the file holds it. Nothing, zero days and empty texts
// leave the cell blank, or cached as "" under a formula.
//
// Here, and only here, cents become a float: it is what the file format stores.
// A float64 holds any amount the kit accepts to 15 significant digits, those that
// excelize writes; it is never added up on our side.
func Stored(v any) any {
	switch v := v.(type) {
	case nil:
		return nil
	case Sum:
		return float64(v.Amount) / 100
	case calendar.Date:
		if v.IsZero() {
			return nil
		}
		return int(v) // a Date counts days as spreadsheets do
	case Ratio:
		return float64(v) / 10_000
	case int:
		return v
	case Number:
		f, _ := strconv.ParseFloat(string(v), 64)
		return f
	case string:
		return Clean(v)
	}
	panic(fmt.Sprintf("tracker: a cell cannot hold %T", v))
}

// Canon is the text under which two values of cells are compared: amounts with two
// decimals, days as ISO. It is "" for a blank cell.
func Canon(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case Sum:
		return v.Amount.Decimal()
	case calendar.Date:
		return v.ISO()
	case int:
		return strconv.Itoa(v)
	case Ratio:
		return v.decimal()
	case string:
		return strings.TrimSpace(Clean(v))
	}
	panic(fmt.Sprintf("tracker: a table cannot hold %T", v))
}

// A Sum is an amount in its currency; "" is the euro.
type Sum struct {
	Amount   money.Amount
	Currency string
}

// A Number is a plain decimal that somebody typed, of 15 digits at most.
type Number string

// A Shaped number is shown under a format of somebody's: 5 %, 14:30.
type Shaped struct {
	Number
	Format string
}

// A Ratio is in ten-thousandths.
type Ratio int64

func (r Ratio) decimal() string {
	if r < 0 {
		return "-" + (-r).decimal()
	}
	return strings.TrimRight(strings.TrimRight(fmt.Sprintf("%d.%04d", r/10_000, r%10_000), "0"), ".")
}

// Shown is a value kept, as a message tells it; "" for none.
func Shown(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case Number:
		return string(v)
	case Shaped:
		return string(v.Number)
	case Formula:
		return v.String()
	case bool:
		return map[bool]string{true: "VRAI", false: "FAUX"}[v]
	case Sum:
		return v.Amount.Format(v.Currency)
	case calendar.Date:
		return v.Short()
	case string:
		return v
	}
	panic(fmt.Sprintf("tracker: nobody can have typed %T", v))
}
