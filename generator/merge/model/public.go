package model

import (
	"slices"
	"strings"

	"relance/generator/kit"
)

// IsFor reports whether the model may be sent to that public.
func (md *Model) IsFor(public string) bool {
	return len(md.Head.Public) == 0 || slices.Contains(md.Head.Public, public)
}

// BaseName is a model's name without its variant.
func BaseName(name string) string {
	base, _, _ := strings.Cut(name, ".")
	return base
}

// Claims reports whether the model asks a client for money in writing.
func (md *Model) Claims() bool {
	n := md.Head.Nature
	return (n == kit.Soft || n == kit.Formal || n == kit.FormalNotice) && md.Head.Tone >= 2 &&
		slices.Contains([]string{"email", "courrier", "recommande"}, md.Head.Channel)
}

// Fold leaves out of a text what changes neither its words nor their sense:
// capitals, emphasis, the kinds of spaces and apostrophes.
func Fold(s string) string {
	s = strings.NewReplacer("’", "'", "\u00a0", " ", "\u202f", " ", "*", "").Replace(strings.ToLower(s))
	return strings.Join(strings.Fields(s), " ")
}

// proWords are the law between professionals: a consumer owes none of it, a
// public body owes it under other texts.
var proWords = []string{"l441-10", "l. 441-10", "d441-5", "d. 441-5", "40 €", "40 eur", "40,00 €", "bce", "banque centrale européenne",
	"frais de recouvrement", "indemnité forfaitaire"}

// ProLaw is the first words of the law between professionals that the model says,
// "" when it says none.
func (md *Model) ProLaw() string {
	for _, w := range proWords {
		if strings.Contains(md.Text, w) {
			return w
		}
	}
	return ""
}

// Suits reports whether the model may be sent to that public, by its own front
// matter and by law.
func (md *Model) Suits(public string) bool {
	return md.IsFor(public) && (public != "particulier" || md.ProLaw() == "")
}

// wordsOf are the words of a model, those of its fragments and of its title.
func (m *Set) wordsOf(md *Model) string {
	words := []string{md.Head.Title}
	for _, part := range m.Parts(md) {
		words = append(words, part.Words)
	}
	return Fold(strings.Join(append(words, md.Subject.Words), "\n"))
}
