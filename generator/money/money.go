// Package money counts euros without ever rounding by accident.
//
// Amounts are whole cents and rates whole hundredths of a percent, from the
// first byte read to the last byte written: no float exists on the way. The
// single place where a cent can be gained or lost is [Amount.MulDiv].
package money

import (
	"math"
	"math/bits"
)

// An Amount (montant) is a number of cents. It carries no currency: the invoice
// does, and only [Amount.Format] and [Amount.Plain] print a sign.
type Amount int64

// limit is the largest amount that can be read, in cents. An invoice of ten
// billion is a typing mistake, and no sum of a kit's amounts can overflow.
const limit = 9_999_999_999_99

// MulDiv returns a × num ÷ den rounded to the cent, half away from zero. It is
// the only rounding in the program; the product is held on 128 bits. It panics
// if den is 0 or if the result is not an Amount.
func (a Amount) MulDiv(num, den int64) Amount {
	if den == 0 {
		panic("money: division by zero")
	}
	negative := (a < 0) != (num < 0) != (den < 0)
	divisor := magnitude(den)
	hi, lo := bits.Mul64(magnitude(int64(a)), magnitude(num))
	if hi >= divisor {
		panic("money: MulDiv overflows")
	}
	quotient, rest := bits.Div64(hi, lo, divisor)
	if rest >= divisor-rest { // not 2×rest, which could overflow
		quotient++
	}
	if quotient > math.MaxInt64 {
		panic("money: MulDiv overflows")
	}
	if negative {
		return -Amount(quotient)
	}
	return Amount(quotient)
}

// magnitude is right for math.MinInt64 too, whose opposite is no int64.
func magnitude(n int64) uint64 {
	if n < 0 {
		return -uint64(n)
	}
	return uint64(n)
}

// Split cuts a into n instalments that add up to a: all equal, except the first,
// which takes the cents left over. It panics if n < 1.
func (a Amount) Split(n int) []Amount {
	if n < 1 {
		panic("money: Split needs at least one part")
	}
	parts := make([]Amount, n)
	for i := range parts {
		parts[i] = a / Amount(n)
	}
	parts[0] += a % Amount(n)
	return parts
}

// Sum adds amounts up. It panics if the total is not an Amount.
func Sum(amounts ...Amount) Amount {
	var total Amount
	for _, a := range amounts {
		next := total + a
		if (a > 0) != (next > total) {
			panic("money: Sum overflows")
		}
		total = next
	}
	return total
}
