package catalogue

import "strings"

// A Leaf is a field within a group: creancier.banque.iban is at banque, iban of
// creancier.
type Leaf struct {
	Name string   // the whole of it
	Path []string // the words after the first
}

// words are the first words of all names, in the order of the catalogue, and leaves
// the fields under each.
var words, leaves = firstWords()

func firstWords() (words []string, leaves map[string][]Leaf) {
	leaves = map[string][]Leaf{}
	for _, f := range fields {
		path := strings.Split(f.Name, ".")
		first := path[0]
		if _, known := leaves[first]; !known {
			words, leaves[first] = append(words, first), nil
		}
		if len(path) > 1 {
			leaves[first] = append(leaves[first], Leaf{f.Name, path[1:]})
		}
	}
	return words, leaves
}

// Words are the first words of the names: what a template may begin with. Not to be
// changed, no more than [Under].
func Words() []string { return words }

// Under are the fields that begin with a word: those of a group, or of the items of a
// list; none for a field that stands alone.
func Under(word string) []Leaf { return leaves[word] }
