package column

import (
	"regexp"
	"slices"
	"strings"
)

// currencies are those that amounts are met in besides the euro, by their ISO 4217
// codes.
var currencies = []string{
	"USD", "GBP", "CHF", "CAD", "AUD", "SEK", "NOK", "DKK", "PLN", "CZK", "HUF", "RON", "BGN", "JPY", "CNY", "MAD", "TND", "DZD", "XOF", "XAF", "XPF",
}

// signs are what stands for a currency. A dollar is that of the United States unless
// its format says another country.
var signs = map[string]string{"$": "USD", "US$": "USD", "$US": "USD", "£": "GBP", "€": "EUR", "EUR": "EUR", "EURO": "EUR", "EUROS": "EUR", "¥": "JPY", "CHF": "CHF", "FR.": "CHF"}

// dollars are the countries of « [$$-1009] » (MS-LCID), in hexadecimal.
var dollars = map[string]string{"": "USD", "409": "USD", "1009": "CAD", "C0C": "CAD", "C09": "AUD"}

// CurrencyNamed returns the code of a currency by its sign or its code, "" when unknown.
func CurrencyNamed(sign string) string {
	sign = strings.ToUpper(strings.TrimSpace(sign))
	if slices.Contains(currencies, sign) {
		return sign
	}
	return signs[sign]
}

var beside = regexp.MustCompile(`(?i)^(us\$|\$us|[$£¥]|[a-z]{3})?\s*(.*?)\s*(us\$|\$us|[$£¥]|[a-z]{3})?$`)

// SplitCurrency parts an amount from the foreign currency written beside it: « $100.00 »,
// « 100,00 CHF ». Without one, the text is left as it is.
func SplitCurrency(text string) (currency, rest string) {
	parts := beside.FindStringSubmatch(strings.TrimSpace(spaces.Replace(text)))
	if parts == nil {
		return "", text
	}
	before, after := CurrencyNamed(parts[1]), CurrencyNamed(parts[3])
	switch {
	case before != "" && before != "EUR" && parts[3] == "":
		return before, parts[2]
	case after != "" && after != "EUR" && parts[1] == "":
		return after, parts[2]
	}
	return "", text
}

var (
	inBrackets = regexp.MustCompile(`\[\$([^\]-]*)(?:-([0-9A-Fa-f]+))?\]`)
	inQuotes   = regexp.MustCompile(`"([^"]*)"|([$£¥])`)
)

// CurrencyShown returns the currency that a number format shows, "" for none; known is false
// when it shows one that is not known.
func CurrencyShown(format string) (currency string, known bool) {
	if m := inBrackets.FindStringSubmatch(format); m != nil && m[1] != "" {
		if m[1] == "$" {
			currency = dollars[strings.ToUpper(m[2])]
		} else {
			currency = CurrencyNamed(m[1])
		}
		return currency, currency != ""
	}
	first, _, _ := strings.Cut(inBrackets.ReplaceAllString(format, ""), ";")
	for _, m := range inQuotes.FindAllStringSubmatch(first, -1) {
		if currency = CurrencyNamed(m[1] + m[2]); currency != "" {
			return currency, true
		}
	}
	return "", true
}
