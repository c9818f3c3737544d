// Package slip recognises slips of the pen that YAML reads as something else: a comma
// between braces, a forgotten colon.
package slip

import (
	"fmt"
	"regexp"
	"strings"

	"gopkg.in/yaml.v3"

	"relance/generator/diag"
)

var (
	digits   = regexp.MustCompile(`^[+-]?[0-9][0-9 \x{a0}\x{202f}]*$`)
	decimals = regexp.MustCompile(`^[0-9]+( ?(€|EUR))?$`)
)

// Comma explains a key without value between braces: there a comma ends
// the value, be it a decimal comma or one of a sentence.
func Comma(block, before, name, value *yaml.Node) (text, hint string) {
	if before == nil || block.Style&yaml.FlowStyle == 0 || !IsEmpty(value) {
		return "", ""
	}
	switch {
	case before.Kind != yaml.ScalarNode || before.Value == "" || before.Style != 0:
		return "", ""
	case digits.MatchString(before.Value) && decimals.MatchString(name.Value):
		whole := strings.NewReplacer(" ", "", "\u00a0", "", "\u202f", "").Replace(before.Value)
		cents := strings.TrimRight(name.Value, " €EUR")
		return "virgule décimale dans { }", fmt.Sprintf("écrivez %s.%s ou \"%s,%s\"", whole, cents, before.Value, name.Value)
	}
	return "clé inconnue « " + diag.Short(name.Value) + " »",
		fmt.Sprintf("dans { }, une virgule sépare deux clés : si elle fait partie du texte, écrivez \"%s, %s\"", diag.Short(before.Value), diag.Short(name.Value))
}

// Key returns the longest known key that a text begins with, its colon
// forgotten (« nom Kerjean ») or glued to the value (« nom:Kerjean »).
func Key(text string, known []string) (name string) {
	for _, k := range known {
		rest, ok := strings.CutPrefix(text, k)
		if ok && rest != "" && (rest[0] == ' ' || rest[0] == ':') && len(k) > len(name) {
			name = k
		}
	}
	return name
}

// IsEmpty reports whether nothing was written: « email: », « email: ~ » or quotes with
// nothing inside.
func IsEmpty(n *yaml.Node) bool {
	return n.Kind == yaml.ScalarNode && (n.Value == "" || n.Value == "~" && n.Style == 0)
}
