package diag

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// plain gives the letters under the accents of the languages that French
// business names are written in. Combining accents are dropped by Fold itself.
var plain = strings.NewReplacer(
	"à", "a", "á", "a", "â", "a", "ã", "a", "ä", "a", "å", "a", "æ", "ae",
	"ç", "c", "č", "c", "è", "e", "é", "e", "ê", "e", "ë", "e", "ě", "e",
	"ì", "i", "í", "i", "î", "i", "ï", "i", "ł", "l", "ñ", "n", "ń", "n",
	"ò", "o", "ó", "o", "ô", "o", "õ", "o", "ö", "o", "ø", "o", "ő", "o", "œ", "oe",
	"ř", "r", "š", "s", "ş", "s", "ß", "ss", "ù", "u", "ú", "u", "û", "u", "ü", "u", "ű", "u",
	"ý", "y", "ÿ", "y", "ž", "z", "ź", "z", "ż", "z", "’", "'",
)

// Fold returns s in lower case without accents, œ as oe: what remains of a word
// when it is typed in a hurry.
func Fold(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return unicode.ToLower(r)
	}, s)
	return plain.Replace(s)
}

// Closest returns the known words that word may have been meant to be, best
// first, three at most: the same one but for accents, case and separators, or
// at most two typing slips away (one when the word is short).
func Closest(word string, known []string) []string {
	type candidate struct {
		word string
		slip int
	}
	var near []candidate
	folded := []rune(bare(word))
	limit := 2
	if len(folded) <= 4 {
		limit = 1
	}
	for _, k := range known {
		slip := slips(folded, []rune(bare(k)), limit)
		if slip == 0 {
			limit = 0 // the same word: the others are no longer worth a mention
		}
		if slip <= limit {
			near = append(near, candidate{k, slip})
		}
	}
	slices.SortStableFunc(near, func(a, b candidate) int { return cmp.Compare(a.slip, b.slip) })
	var words []string
	for _, c := range near[:min(len(near), 3)] {
		if c.slip <= limit {
			words = append(words, c.word)
		}
	}
	return words
}

var separators = strings.NewReplacer("_", "", "-", "", " ", "")

func bare(s string) string { return separators.Replace(Fold(s)) }

// slips is the Damerau-Levenshtein distance (optimal string alignment): letters
// added, lost, replaced, or two neighbours swapped. Beyond limit it only tells
// that the limit is passed, so that a hostile key of a megabyte costs nothing.
func slips(a, b []rune, limit int) int {
	if d := len(a) - len(b); d > limit || -d > limit {
		return limit + 1
	}
	before, last := make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row := make([]int, len(b)+1)
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last = last, row
	}
	return last[len(b)]
}
