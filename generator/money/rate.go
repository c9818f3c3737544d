package money

import (
	"fmt"
	"strings"
)

// A Rate (taux) is a yearly rate in hundredths of a percent: 1215 is 12,15 %.
type Rate int32

const rateLimit = 999_99

// ParseRate reads a rate as people write it: "12,15 %", "12.15", "12". It
// refuses negative rates, and 1000 % or more. Errors are as for [Parse].
func ParseRate(s string) (Rate, error) {
	text := ordinarySpaces(s)
	if text == "" {
		return 0, &parseError{"taux vide", "écrivez par exemple 12,15"}
	}
	n, err := hundredths(strings.TrimSpace(strings.TrimSuffix(text, "%")), "un taux", "12,15")
	if err != nil {
		return 0, err
	}
	if n > rateLimit {
		return 0, &parseError{
			fmt.Sprintf("le taux %s est trop grand", quoted(text)),
			"la limite est 999,99 % par an",
		}
	}
	return Rate(n), nil
}

// UnmarshalText reads what [ParseRate] reads.
func (r *Rate) UnmarshalText(text []byte) error {
	parsed, err := ParseRate(string(text))
	if err == nil {
		*r = parsed
	}
	return err
}

// String returns "12,15 %" with U+00A0 before the sign.
func (r Rate) String() string { return Amount(r).String() + "\u00a0%" }

// Decimal returns "12.15".
func (r Rate) Decimal() string { return Amount(r).Decimal() }

// MarshalText returns [Rate.Decimal], which is thus the JSON form.
func (r Rate) MarshalText() ([]byte, error) { return []byte(r.Decimal()), nil }
