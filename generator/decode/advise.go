package decode

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"relance/generator/decode/slip"
	"relance/generator/decode/syntax"
	"relance/generator/diag"
)

// suggestion is the remedy for a word that is not among the known ones.
func suggestion(word string, known []string, label string) string {
	near := diag.Closest(word, known)
	switch len(near) {
	case 0:
		return label + " : " + strings.Join(known, ", ")
	case 1:
		return "vouliez-vous dire « " + near[0] + " » ?"
	}
	last := len(near) - 1
	return "vouliez-vous dire « " + strings.Join(near[:last], " », « ") + " » ou « " + near[last] + " » ?"
}

// unknown reports a key that the block does not have, and returns the keys that
// may have been meant. before is the value that comes before that key.
func (d *decoder) unknown(block, before, name, value *yaml.Node, s shape) (meant []string) {
	p := d.addf(name.Line, name.Column, "F001", "clé inconnue « %s »", diag.Short(name.Value))
	if why, never := s.never[name.Value]; never {
		p.Text = fmt.Sprintf("la clé « %s » ne se saisit pas", name.Value)
		p.Hint = why
		return nil
	}
	known := s.names()
	if meant = diag.Closest(name.Value, known); meant == nil {
		if k := slip.Key(name.Value, known); k != "" {
			p.Text, p.Hint = syntax.MissingColon(name.Value, k)
			return []string{k}
		}
		if text, hint := slip.Comma(block, before, name, value); hint != "" {
			p.Text, p.Hint = text, hint
			return nil
		}
	}
	p.Hint = suggestion(name.Value, known, "clés possibles")
	return meant
}

// notBlock reports a value found where a block of keys was expected.
func (d *decoder) notBlock(n *yaml.Node, known []string, what string) {
	if n.Kind == yaml.SequenceNode {
		d.addf(n.Line, n.Column, "F002", "%s attend un seul bloc « clé: valeur », pas une liste", what).Hint = "supprimez le tiret, ou les crochets"
		return
	}
	if k := slip.Key(n.Value, known); k != "" {
		p := d.addf(n.Line, n.Column+utf8.RuneCountInString(k), "F003", "")
		p.Text, p.Hint = syntax.MissingColon(n.Value, k)
		return
	}
	p := d.addf(n.Line, n.Column, "F002", "%s attend un bloc « clé: valeur »", what)
	if len(known) > 0 {
		p.Hint = "clés possibles : " + strings.Join(known, ", ")
	}
}

// checkComment warns of a text cut at a « # »: everything after it is lost.
// Dates, amounts and choices run no such risk and may carry comments.
func (d *decoder) checkComment(n *yaml.Node, k key) {
	if n.Kind != yaml.ScalarNode || n.Style != 0 || k.choices != nil {
		return
	}
	if rest, whole := strings.CutPrefix(d.text.From(n.Line, n.Column), n.Value); whole {
		d.warnComment(n.Line, n.Column+utf8.RuneCountInString(n.Value), rest)
	}
}

// warnComment warns when rest, which ends a line from a column on, is a comment.
func (d *decoder) warnComment(line, col int, rest string) {
	comment := strings.TrimLeft(rest, " \t")
	gap := len(rest) - len(comment)
	if gap == 0 || !strings.HasPrefix(comment, "#") {
		return
	}
	d.problems.Addf(d.text.At(line, col+gap), diag.Warning, "W302", "« %s » est un commentaire : il n'est pas lu", diag.Short(comment)).
		Hint = "s'il fait partie du texte, mettez le texte entre guillemets ; sinon, écrivez-le seul sur la ligne au-dessus"
}
