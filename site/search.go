package site

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kljensen/snowball/french"

	"relance/generator/diag"
	"relance/generator/document"
)

// An entry is one part of a page that a search can find.
type entry struct {
	title, part, link, text string
}

// index is the search index, as a script: a page opened by double click may load
// a script, and nothing else. Words are gathered by their stem, computed before
// the accents go; the browser only looks forms up, the vocabulary is closed.
func (b *builder) index() []byte {
	entries := b.entries()
	families := map[string]map[int]int{} // stem → entry → weight
	forms := map[string]string{}         // form without accents → stem
	for n, e := range entries {
		weigh(families, forms, n, e.title, 8)
		weigh(families, forms, n, e.part, 5)
		weigh(families, forms, n, e.text, 1)
	}
	var out struct {
		Entries  [][4]string `json:"e"`
		Words    string      `json:"m"` // « form family », sorted
		Postings []string    `json:"p"` // by family: « entry weight entry weight… »
	}
	for _, e := range entries {
		out.Entries = append(out.Entries, [4]string{e.title, e.part, e.link, excerpt(e.text)})
	}
	stems := slices.Sorted(maps.Keys(families))
	for _, stem := range stems {
		out.Postings = append(out.Postings, postings(families[stem]))
	}
	var words []string
	for _, form := range slices.Sorted(maps.Keys(forms)) {
		rank, _ := slices.BinarySearch(stems, forms[form])
		words = append(words, form+" "+strconv.Itoa(rank))
	}
	out.Words = strings.Join(words, " ")
	data, err := json.Marshal(out)
	if err != nil {
		panic("site: " + err.Error()) // strings always marshal
	}
	return append(append([]byte("self.relanceIndex="), data...), ";\n"...)
}

func (b *builder) entries() []entry {
	var out []entry
	for _, p := range b.pages {
		now := entry{title: p.Heading(), link: p.href(), text: p.Lead()}
		for _, s := range p.body {
			for _, block := range s.blocks {
				if h, ok := block.(document.Heading); ok && h.Level <= 3 {
					out = append(out, now)
					now = entry{title: p.Heading(), part: document.Plain(h.Text), link: p.href() + "#" + h.ID}
					continue
				}
				document.EachSpan([]document.Block{block}, func(span *document.Span) { now.text += " " + span.Text })
			}
		}
		out = append(out, now)
	}
	return out
}

func weigh(families map[string]map[int]int, forms map[string]string, n int, text string, weight int) {
	for _, word := range wordsOf(text) {
		stem := diag.Fold(french.Stem(word, false))
		forms[diag.Fold(word)] = stem
		if families[stem] == nil {
			families[stem] = map[int]int{}
		}
		families[stem][n] = min(families[stem][n]+weight, 20)
	}
}

// wordsOf are the words worth finding, in lower case. An apostrophe and a hyphen
// separate: « l'échéance » is found by « échéance ».
func wordsOf(text string) []string {
	var out []string
	for _, w := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		if n := utf8.RuneCountInString(w); (n > 2 || n == 2 && unicode.IsDigit(rune(w[0]))) && !french.IsStopWord(w) {
			out = append(out, w)
		}
	}
	return out
}

func postings(weights map[int]int) string {
	var list []string
	for _, n := range slices.Sorted(maps.Keys(weights)) {
		list = append(list, strconv.Itoa(n)+" "+strconv.Itoa(weights[n]))
	}
	return strings.Join(list, " ")
}

func excerpt(text string) string {
	runes := []rune(strings.Join(strings.Fields(text), " "))
	if len(runes) <= 140 {
		return string(runes)
	}
	return strings.TrimRight(string(runes[:139]), " ,;:.") + "…"
}
