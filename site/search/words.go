package search

import (
	"iter"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Words are the words worth finding, in lower case. An apostrophe and a hyphen
// separate: « l'échéance » is found by « échéance ». « J+5 » is one word, jplus5;
// « L. 441-10 » is also one, l441x10, besides its numbers. The browser cuts a
// query in the same way.
func Words(text string) []string { return slices.Collect(cut(text)) }

// cut is [Words] one by one.
func cut(text string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for rest := strings.ToLower(text); rest != ""; {
			if marks, length := mark(rest); length > 0 {
				for _, m := range marks {
					if !yield(m) {
						return
					}
				}
				rest = rest[length:]
				continue
			}
			word := rest[:wordLength(rest)]
			if worth(word) && !yield(word) {
				return
			}
			rest = rest[len(word):]
			_, size := utf8.DecodeRuneInString(rest)
			rest = rest[size:] // what separates
		}
	}
}

// worth reports whether a word tells something: three letters, or a number.
func worth(word string) bool {
	n := utf8.RuneCountInString(word)
	return n > 2 || n == 2 && strings.ContainsAny(word, "0123456789")
}

func wordLength(s string) int {
	for i, r := range s {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return i
		}
	}
	return len(s)
}

// mark reads at the start of a text what is one word in spite of its signs: a day
// of a plan, an article of a law. The length is 0 when there is none.
func mark(s string) (words []string, length int) {
	switch s[0] {
	case 'j':
		return day(s)
	case 'l', 'r', 'd':
		return article(s)
	}
	return nil, 0
}

// day reads « j+5 », « j - 3 ».
func day(s string) (words []string, length int) {
	rest := blank(s[1:])
	for _, sign := range [][2]string{{"+", "jplus"}, {"-", "jmoins"}, {"−", "jmoins"}, {"\u2011", "jmoins"}} {
		after, ok := strings.CutPrefix(rest, sign[0])
		after = blank(after)
		if n := digits(after); ok && n > 0 {
			return []string{sign[1] + after[:n]}, len(s) - len(after) + n
		}
	}
	return nil, 0
}

// article reads « l. 441-10 », « r123-237 ».
func article(s string) (words []string, length int) {
	rest := blank(strings.TrimPrefix(s[1:], "."))
	first := digits(rest)
	if first == 0 || first == len(rest) || rest[first] != '-' {
		return nil, 0
	}
	second := digits(rest[first+1:])
	if second == 0 {
		return nil, 0
	}
	code, number := rest[:first], rest[first+1:first+1+second]
	words = []string{s[:1] + code + "x" + number}
	for _, w := range []string{code, number} {
		if worth(w) {
			words = append(words, w)
		}
	}
	return words, len(s) - len(rest) + first + 1 + second
}

func blank(s string) string { return strings.TrimLeft(s, " \u00a0\u202f") }

func digits(s string) int {
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	return n
}
