// Package syllable finds where French words may be divided at the end of a line.
//
// It follows how words sound, as French printers do: a syllable takes one consonant
// from those between two vowels, two when they cannot be parted (pl, tr, gn, ch…).
// Two vowels are never parted, nor an x from the vowels around it, and a mute ending
// is not sent alone to the next line.
package syllable

import (
	"slices"
	"strings"
	"unicode"
)

// Least is the number of letters left on each side of a division.
const Least = 3

// Breaks returns the indices, in runes, before which a word may be divided; none
// unless it is made of French small letters only, for names and initials are never
// divided. A word may start with an elided one: l’indemnité.
func Breaks(word []rune) []int {
	from := slices.IndexFunc(word, isApostrophe) + 1
	letters := word[from:]
	if len(letters) < 2*Least || slices.ContainsFunc(word[:max(from-1, 0)], isNotSmall) || slices.ContainsFunc(letters, isNotSmall) {
		return nil
	}
	var breaks []int
	for i := Least; i <= len(letters)-Least; i++ {
		if starts(letters, i) && !mute(letters[i:]) {
			breaks = append(breaks, from+i)
		}
	}
	return breaks
}

func isApostrophe(r rune) bool { return r == '\'' || r == '’' }

const vowels = "aeiouyàâäéèêëîïôöùûüÿœæ"

func isNotSmall(r rune) bool {
	return !unicode.IsLower(r) || r > 'z' && !strings.ContainsRune(vowels+"ç", r)
}

// vowel tells whether a letter sounds as one: the u of qu does not.
func vowel(word []rune, i int) bool {
	if word[i] == 'u' && i > 0 && word[i-1] == 'q' {
		return false
	}
	return strings.ContainsRune(vowels, word[i])
}

// starts tells whether a syllable starts at i: its consonants are the last ones
// before a vowel, and a vowel stands before them.
func starts(word []rune, i int) bool {
	if vowel(word, i) {
		return false
	}
	next := i
	for next < len(word) && !vowel(word, next) {
		next++
	}
	if next == len(word) || !vowelBefore(word, i) {
		return false
	}
	if word[i] == 'x' && vowel(word, i-1) {
		return false
	}
	return next == i+1 && !inseparable(word[i-1], word[i]) || next == i+2 && inseparable(word[i], word[i+1])
}

func vowelBefore(word []rune, i int) bool {
	for i--; i >= 0; i-- {
		if vowel(word, i) {
			return true
		}
	}
	return false
}

// inseparable tells whether two consonants start a syllable together.
func inseparable(a, b rune) bool {
	switch b {
	case 'l', 'r':
		return strings.ContainsRune("bcdfgkptv", a) && !(b == 'l' && strings.ContainsRune("dt", a))
	case 'h':
		return strings.ContainsRune("cprst", a)
	case 'n':
		return a == 'g'
	case 'u':
		return a == 'q'
	}
	return false
}

// mute tells whether a syllable is not heard: consonants and e, or es; the u of que
// and gue is one of them.
func mute(syllable []rune) bool {
	s, ends := strings.CutSuffix(strings.TrimSuffix(string(syllable), "s"), "e")
	if strings.HasSuffix(s, "qu") || strings.HasSuffix(s, "gu") {
		s = s[:len(s)-1]
	}
	return ends && !strings.ContainsAny(s, vowels)
}
