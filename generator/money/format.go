package money

import (
	"fmt"
	"strconv"
	"strings"
)

// String returns the amount in French digits without a currency: "15 000,00",
// its thousands set apart by U+202F.
func (a Amount) String() string { return a.french("\u202f") }

// Format returns the amount with its currency as a French page prints it:
// "15 000,00 €", U+202F between the thousands and U+00A0 before the sign, so
// that no line can break inside. currency is an ISO 4217 code; "" is EUR.
func (a Amount) Format(currency string) string {
	return a.String() + "\u00a0" + sign(currency)
}

// Plain is [Amount.Format] with ordinary spaces, for text messages and plain
// e-mails, where fine spaces cost a longer encoding or show as boxes.
func (a Amount) Plain(currency string) string {
	return a.french(" ") + " " + sign(currency)
}

// Decimal returns the amount as programs read it: "15000.00", "-3.50".
func (a Amount) Decimal() string {
	minus, units, cents := parts(int64(a))
	return minus + units + "." + cents
}

// MarshalText returns [Amount.Decimal], which is thus the JSON form.
func (a Amount) MarshalText() ([]byte, error) { return []byte(a.Decimal()), nil }

func (a Amount) french(space string) string {
	minus, units, cents := parts(int64(a))
	var b strings.Builder
	b.WriteString(minus)
	for i, digit := range units {
		if i > 0 && (len(units)-i)%3 == 0 {
			b.WriteString(space)
		}
		b.WriteRune(digit)
	}
	return b.String() + "," + cents
}

// parts cuts a number of hundredths into its sign, units and two decimals.
func parts(n int64) (minus, units, decimals string) {
	if n < 0 {
		minus = "-"
	}
	m := magnitude(n)
	return minus, strconv.FormatUint(m/100, 10), fmt.Sprintf("%02d", m%100)
}

// signs holds the currencies whose sign every reader knows; others print their
// code.
var signs = map[string]string{"": "€", "EUR": "€", "GBP": "£", "USD": "$"}

func sign(currency string) string {
	if s, ok := signs[currency]; ok {
		return s
	}
	return currency
}
