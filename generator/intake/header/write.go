package header

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"relance/generator/intake/script"
)

// YAML writes the mapping for [Parse] to read, with what a user may change.
func (m *Mapping) YAML() []byte {
	var b strings.Builder
	b.WriteString("# Correspondance des colonnes : ce que relance a compris de votre tableau.\n")
	b.WriteString("# Corrigez un champ s'il est faux ; « ignorer » laisse une colonne de côté.\n")
	if slices.ContainsFunc(m.Columns, func(c Column) bool { return c.MaySay() }) {
		b.WriteString("# « sans_effet » : elle parle de règlement et ne change rien aux montants ; revue à chaque import.\n")
	}
	line := func(key, value string) {
		if value != "" {
			fmt.Fprintf(&b, "%s: %s\n", key, script.Scalar(value))
		}
	}
	line("feuille", m.Sheet)
	if m.Row > 0 {
		fmt.Fprintf(&b, "ligne_titres: %d\n", m.Row)
	}
	line("dates", m.Dates)
	line("decimales", m.Decimal)
	line("type_client", m.Kind)
	line("conditions", strings.ReplaceAll(m.Terms.String(), "\u00a0", " "))
	if len(m.Stages) > 0 {
		b.WriteString("etapes:\n")
		for _, word := range sorted(m.Stages) {
			fmt.Fprintf(&b, "  %s: %s\n", script.Scalar(word), script.Scalar(m.Stages[word]))
		}
	}
	if len(m.Columns) > 0 {
		b.WriteString("colonnes:\n")
	}
	for _, c := range m.Columns {
		field := c.Field
		if c.MaySay() {
			field = Harmless
		}
		fmt.Fprintf(&b, "  - {titre: %s, champ: %s}\n", script.Flow(c.Title), field)
	}
	return []byte(b.String())
}

func sorted(m map[string]string) []string { return slices.Sorted(maps.Keys(m)) }
