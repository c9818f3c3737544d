// Package decode reads YAML into typed values: every fault at once, each at its
// line and column, in French.
//
// What a file may hold is written once, in the tags of the structs it is read
// into; Fields reads the same tags for the help pages.
//
//	type Invoice struct {
//		Number string        `cle:"numero,requis" aide:"numéro porté sur la facture"`
//		Type   string        `cle:"type" aide:"nature de la facture" choix:"vente|acompte"`
//		Due    calendar.Date `cle:"echeance" aide:"date d'échéance"`
//		_      struct{}      `jamais:"statut" aide:"les états sont calculés, jamais saisis"`
//		Pos    diag.Pos            // receives the place of the block
//		At     map[string]diag.Pos // receives the place of each value present, by key
//	}
//
// « requis,seul » marks the key whose value alone may stand for its block.
//
// A value is always read from the text as it was typed: a postcode keeps its
// zeros, an amount never passes through a float, « no » stays a word. Strings,
// integers, yes/no, encoding.TextUnmarshaler, pointers, slices, blocks and
// map[string]string are understood. An empty value counts as absent. The error
// of an UnmarshalText is shown as it is; it may also have a method Hint() string.
//
// YAML is read without its traps: no alias, no tag, one document, no key twice.
package decode

import (
	"bytes"
	"reflect"

	"relance/generator/decode/syntax"
	"relance/generator/diag"
)

// YAML reads src into the struct that into points to, and returns every problem
// found. What could be read is in the struct even when something else could not.
func YAML(file string, src []byte, into any) diag.List {
	text, l, readable := inspect(file, src)
	if !readable {
		return l
	}
	l = append(l, readDocument(file, text, into)...)
	l.Sort()
	return l
}

// FrontMatter reads the block between two lines « --- » at the top of a page
// into the struct that into points to, and returns the rest of the page, with
// as many line ends before it as the block had: line numbers stay true. A page
// that does not begin with « --- » comes back whole, into untouched.
func FrontMatter(file string, src []byte, into any) (body []byte, l diag.List) {
	text, l, readable := inspect(file, src)
	if !readable {
		return src, l
	}
	head, body, lines := cutFrontMatter(text)
	switch {
	case lines == 0:
		return text, l
	case body == nil:
		l.Addf(diag.Pos{File: file, Line: 1, Col: 1}, diag.Fault, "F003", "l'en-tête ouvert par « --- » n'est jamais fermé").
			Hint = "ajoutez une ligne « --- » après la dernière ligne de l'en-tête"
		return text, l
	}
	l = append(l, readDocument(file, head, into)...)
	l.Sort()
	return append(bytes.Repeat([]byte("\n"), lines), body...), l
}

// cutFrontMatter returns the text up to the closing line, what follows that
// line, and how many lines were cut: none without front matter. The body is nil
// when nothing closes the block.
func cutFrontMatter(text []byte) (head, body []byte, lines int) {
	for at := 0; at < len(text); lines++ {
		line, next := nextLine(text, at)
		closing := bytes.Equal(bytes.TrimRight(line, " \t"), []byte("---"))
		switch {
		case lines == 0 && !closing:
			return nil, text, 0
		case lines > 0 && closing:
			return text[:at], text[next:], lines + 1
		}
		at = next
	}
	return nil, nil, lines
}

// nextLine returns the line that starts at offset at, and where the next starts.
// Lines end as YAML counts them: LF, CR LF, or CR alone.
func nextLine(text []byte, at int) (line []byte, next int) {
	end := bytes.IndexAny(text[at:], "\r\n")
	if end < 0 {
		return text[at:], len(text)
	}
	end += at
	next = end + 1
	if text[end] == '\r' && next < len(text) && text[next] == '\n' {
		next++
	}
	return text[at:end], next
}

func readDocument(file string, text []byte, into any) diag.List {
	lines := syntax.New(file, text)
	root, second, err := parse(text)
	if err != nil {
		return diag.List{*lines.Blame(err, refuse)}
	}
	d := decoder{text: lines, shapes: map[reflect.Type]shape{}}
	if second > 0 {
		d.addf(second, 1, "F008", "un second document commence ici").
			Hint = "gardez un seul document par fichier : supprimez la ligne « --- » et ce qui suit, ou séparez les fichiers"
	}
	if root == nil {
		root = emptyMapping
	}
	d.check(root, 0)
	d.block(root, reflect.ValueOf(into).Elem(), "le fichier")
	return d.problems
}
