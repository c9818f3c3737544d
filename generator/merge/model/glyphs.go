package model

import (
	"slices"
	"unicode/utf8"

	"relance/generator/diag"
	"relance/generator/kit"
	"relance/generator/layout/lines"
	"relance/generator/merge/language"
)

// checkGlyphs refuses in what is printed the characters that no font of the letters
// has. What is only sent as a message may hold them.
func (m *Set) checkGlyphs() diag.List {
	var problems diag.List
	seen := map[string]bool{} // the texts looked at
	for _, name := range sortedKeys(m.models) {
		md := m.models[name]
		switch kit.Channel(md.Head.Channel) {
		case kit.ByEmail, kit.BySMS, "":
			continue
		}
		for _, key := range []struct{ name, text string }{{"titre", md.Head.Title}, {"objet", md.Head.Subject}} {
			for _, r := range lines.Missing(key.text) {
				unprintable(&problems, md.Head.At[key.name], r)
			}
		}
		for _, part := range m.Parts(md) {
			if !seen[part.File] {
				seen[part.File] = true
				problems = append(problems, unprintables(part)...)
			}
		}
	}
	return problems
}

// unprintables are the characters of a text that no font has, where each first stands.
func unprintables(part *language.Source) (problems diag.List) {
	missing := lines.Missing(part.Text)
	for i := 0; i < len(part.Text) && len(missing) > 0; {
		r, size := utf8.DecodeRuneInString(part.Text[i:])
		if at := slices.Index(missing, r); at >= 0 {
			unprintable(&problems, part.Pos(i), r)
			missing = slices.Delete(missing, at, at+1)
		}
		i += size
	}
	return problems
}

func unprintable(problems *diag.List, at diag.Pos, r rune) {
	problems.Addf(at, diag.Fault, "E116", "le caractère « %c » (U+%04X) ne peut pas être imprimé", r, r).Hint = "remplacez-le par des mots"
}
