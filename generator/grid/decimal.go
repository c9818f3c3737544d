package grid

import (
	"strconv"
	"strings"
)

// significant is how many digits of a number spreadsheets show and compare:
// 1234.5600000000002 is their way to store 1234.56.
const significant = 15

// Decimal turns the number of a spreadsheet's file, perhaps with an exponent,
// into a plain decimal of at most 15 significant digits: "-1234.5". It goes
// through no float. ok is false when s is not a number, or is out of proportion.
func Decimal(s string) (plain string, ok bool) {
	if isPlain(s) {
		return s, true
	}
	body, negative := strings.CutPrefix(s, "-")
	if !negative {
		body = strings.TrimPrefix(body, "+")
	}
	mantissa, exponent, scaled := strings.Cut(strings.ToLower(body), "e")
	power := 0
	if scaled {
		var err error
		if power, err = strconv.Atoi(exponent); err != nil || power < -400 || power > 400 {
			return "", false
		}
	}
	whole, decimals, _ := strings.Cut(mantissa, ".")
	digits := whole + decimals
	if digits == "" || strings.Trim(digits, "0123456789") != "" {
		return "", false
	}
	point := len(whole) + power // digits before the decimal mark
	trimmed := strings.TrimLeft(digits, "0")
	point -= len(digits) - len(trimmed)
	trimmed, carried := rounded(trimmed)
	if carried {
		point++
	}
	if trimmed == "" {
		return "0", true
	}
	if point > 40 || point < -40 {
		return "", false
	}
	plain = placed(trimmed, point)
	if negative {
		plain = "-" + plain
	}
	return plain, true
}

// isPlain recognises most numbers at a glance: few digits, no exponent, no zero
// to trim on either side.
func isPlain(s string) bool {
	digits := strings.TrimPrefix(s, "-")
	if digits == "0" || len(digits) == 0 || len(digits) > significant {
		return s == "0"
	}
	points := 0
	for i := range len(digits) {
		if digits[i] == '.' {
			points++
		} else if digits[i] < '0' || digits[i] > '9' {
			return false
		}
	}
	zero := digits[0] == '0' && !strings.HasPrefix(digits, "0.")
	last := digits[len(digits)-1]
	return !zero && digits[0] != '.' && (points == 0 || points == 1 && last != '0' && last != '.')
}

// rounded cuts digits that do not begin with 0 to the significant ones, half up,
// without zeros at the end. carried is true when 999… became 1000….
func rounded(digits string) (cut string, carried bool) {
	if len(digits) > significant {
		up := digits[significant] >= '5'
		b := []byte(digits[:significant])
		for i := len(b) - 1; up && i >= 0; i-- {
			if up = b[i] == '9'; up {
				b[i] = '0'
			} else {
				b[i]++
			}
		}
		if digits = string(b); up {
			digits, carried = "1"+digits, true
		}
	}
	return strings.TrimRight(digits, "0"), carried
}

// placed writes digits with the decimal mark after the first point ones.
func placed(digits string, point int) string {
	switch {
	case point <= 0:
		return "0." + strings.Repeat("0", -point) + digits
	case point >= len(digits):
		return digits + strings.Repeat("0", point-len(digits))
	}
	return digits[:point] + "." + digits[point:]
}
