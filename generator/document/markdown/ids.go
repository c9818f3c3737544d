package markdown

import (
	"fmt"
	"strings"

	"relance/generator/diag"
)

// slug is a title as an anchor: « Étape 1 : agir vite » is etape-1-agir-vite. An
// anchor begins with a letter, and the number of « 1. Agir » is no part of it: it
// changes when a part is added.
func slug(title string) string {
	words := strings.FieldsFunc(diag.Fold(title), func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9')
	})
	for len(words) > 1 && strings.Trim(words[0], "0123456789") == "" {
		words = words[1:]
	}
	if len(words) == 0 || words[0][0] <= '9' {
		words = append([]string{"partie"}, words...)
	}
	return strings.Join(words, "-")
}

// unique returns id, or id-2, id-3… when the page has it already.
func (p *parser) unique(id string) string {
	candidate := id
	for n := 2; p.ids[candidate]; n++ {
		candidate = fmt.Sprintf("%s-%d", id, n)
	}
	p.ids[candidate] = true
	return candidate
}

// free takes an anchor that the author chose, if it is well formed and not taken.
func (p *parser) free(id string) bool {
	if id == "" || id != slug(id) || p.ids[id] {
		return false
	}
	p.ids[id] = true
	return true
}
