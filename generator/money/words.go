package money

import "strings"

// Words returns the amount in French words: "mille deux cent un euros et cinq
// centimes". The spelling is the one before the 1990 reform, which joins only
// the numbers below one hundred that have no "et" ("quatre-vingt-dix-neuf",
// "soixante et onze", "deux cent un"): it is what cheques and deeds show.
func Words(a Amount) string {
	minus := ""
	if a < 0 {
		minus = "moins "
	}
	m := magnitude(int64(a))
	euros, cents := m/100, m%100
	switch {
	case cents == 0:
		return minus + inEuros(euros)
	case euros == 0:
		return minus + counted(cents, "centime")
	}
	return minus + inEuros(euros) + " et " + counted(cents, "centime")
}

// inEuros knows that million and milliard are nouns: "un million d'euros", but
// "un million deux euros".
func inEuros(n uint64) string {
	if n > 0 && n%1_000_000 == 0 {
		return cardinal(n) + " d'euros"
	}
	return counted(n, "euro")
}

func counted(n uint64, noun string) string {
	if n >= 2 { // zero is singular in French
		noun += "s"
	}
	return cardinal(n) + " " + noun
}

// nouns are the powers of a thousand that take a plural; mille does not.
var nouns = []struct {
	value uint64
	name  string
}{
	{1_000_000_000_000, "billion"},
	{1_000_000_000, "milliard"},
	{1_000_000, "million"},
}

func cardinal(n uint64) string {
	if n == 0 {
		return "zéro"
	}
	var words []string
	for _, noun := range nouns {
		if count := n / noun.value; count > 0 {
			words = append(words, counted(count, noun.name))
			n %= noun.value
		}
	}
	switch thousands := n / 1000; {
	case thousands == 1:
		words = append(words, "mille")
	case thousands > 1:
		words = append(words, invariable(thousands), "mille")
	}
	if n %= 1000; n > 0 {
		words = append(words, belowThousand(n))
	}
	return strings.Join(words, " ")
}

// invariable drops the plural that vingt and cent lose before mille: "quatre-vingt
// mille", "deux cent mille".
func invariable(n uint64) string {
	words := belowThousand(n)
	if strings.HasSuffix(words, "vingts") || strings.HasSuffix(words, "cents") {
		return strings.TrimSuffix(words, "s")
	}
	return words
}

func belowThousand(n uint64) string {
	hundreds, rest := n/100, n%100
	switch {
	case hundreds == 0:
		return belowHundred(rest)
	case hundreds == 1 && rest == 0:
		return "cent"
	case hundreds == 1:
		return "cent " + belowHundred(rest)
	case rest == 0:
		return small[hundreds] + " cents"
	}
	return small[hundreds] + " cent " + belowHundred(rest)
}

var small = []string{
	"", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf",
	"dix", "onze", "douze", "treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf",
}

// tens names the base on which a number under one hundred is built: seventies
// count on from sixty and nineties from eighty.
var tens = []string{"", "", "vingt", "trente", "quarante", "cinquante", "soixante", "soixante", "quatre-vingt", "quatre-vingt"}

func belowHundred(n uint64) string {
	if n < uint64(len(small)) {
		return small[n]
	}
	base, rest := tens[n/10], n%10
	if n/10 == 7 || n/10 == 9 {
		rest += 10
	}
	switch {
	case n == 80:
		return base + "s"
	case rest == 0:
		return base
	case n < 80 && (rest == 1 || rest == 11):
		return base + " et " + small[rest]
	}
	return base + "-" + small[rest]
}
