package layout

import (
	"strings"
	"testing"

	"relance/generator/document"
)

// rowsOf is a table out of lines of cells parted by bars, its header first.
func rowsOf(lines ...string) document.Table {
	var t document.Table
	for i, line := range lines {
		var cells [][]document.Span
		for _, c := range strings.Split(line, "|") {
			cells = append(cells, plain(c))
		}
		if i == 0 {
			t.Header = cells
		} else {
			t.Rows = append(t.Rows, cells)
		}
	}
	return t
}

func TestNoWordOfATableIsCutThatAPageCanHold(t *testing.T) {
	const sum = "123\u202f456\u202f789,01\u00a0€"
	long := strings.Repeat("m", 3000)
	for name, table := range map[string]document.Table{
		"nine columns":      rowsOf("Facture|Date|Échéance|Montant TTC|Avoirs|Réglé|Contesté|Reste dû|Retard", "FA26-0561|19/02/2026|21/03/2026|45\u202f870,12\u00a0€|1\u202f250,00\u00a0€|10\u202f000,00\u00a0€|600,00\u00a0€|34\u202f020,12\u00a0€|1\u202f254\u00a0jours"),
		"great sums":        rowsOf("Date|Écriture|Débit|Crédit|Solde", "19/02/2026|Règlement (virement), facture FA26-0561|"+sum+"|"+sum+"|"+sum),
		"words to write in": rowsOf("N°|Destinataire|Adresse|Référence|Numéro\u00a0de\u00a0recommandé|Déposé\u00a0le", "1|Rénov’Aude|2 rue du Pont, 51290\u00a0Bouzemont-Saint-Genest|REL-2026-1012-ACC-MED||"),
		"a word of a page":  rowsOf("Objet|Montant|Retard", long+"|10\u202f000,00\u00a0€|54\u00a0jours"),
	} {
		d := &document.Document{Kind: document.Sheet, Body: []document.Block{table}}
		shown := " " + readAll(mustLay(t, d)) + " "
		document.EachSpan(d.Body, func(s *document.Span) {
			for _, word := range strings.FieldsFunc(s.Text, func(r rune) bool { return r == ' ' || r == '-' }) {
				if word != long && !strings.Contains(shown, word) {
					t.Errorf("%s: %q is cut: %.300s", name, word, shown)
				}
			}
		})
	}
}
