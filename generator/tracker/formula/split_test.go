package formula_test

import (
	"fmt"
	"testing"

	"relance/generator/tracker/formula"
)

// What a formula names on its own line moves with the line; whatever could give
// another figure there is refused.
func TestFormulasOfALineAreCutAtItsCells(t *testing.T) {
	ours := func(sheet string) bool { return sheet == "Factures" || sheet == "À relancer" }
	for text, want := range map[string]string{
		"G7/2":                                `["" "/2"] [7] false`,
		`IF($AB7>0,G7,"G7 {x}")`:              `["IF($" ">0," ",\"G7 {x}\")"] [28 7] false`,
		"SUM(G7:J7)":                          `["SUM(" ":" ")"] [7 10] false`,
		"1200*1.2":                            `["1200*1.2"] [] true`,
		`HYPERLINK("http://a/G8","b")`:        `["HYPERLINK(\"http://a/G8\",\"b\")"] [] true`,
		"TODAY()-D7":                          `["TODAY()-" ""] [4] false`,
		"TODAY()":                             `["TODAY()"] [] false`,
		"Arrete_au-D7":                        `["Arrete_au-" ""] [4] false`,
		"Table_Fac[[#This Row],[Reste dû]]*2": `["Table_Fac[[#This Row],[Reste dû]]*2"] [] false`,
		"VLOOKUP(B7,Factures!$A:$C,2,0)":      `["VLOOKUP(" ",Factures!$A:$C,2,0)"] [2] false`,
		"B7*'Mes taux'!$B$2":                  `["" "*'Mes taux'!$B$2"] [2] false`,
		"LOG10(G7)":                           `["LOG10(" ")"] [7] false`,
	} {
		s, ok := formula.Cut(text, 7, ours)
		if got := fmt.Sprintf("%q %v %v", s.Texts, s.Columns, s.Constant); !ok || got != want {
			t.Errorf("%s: %s %v, want %s", text, got, ok, want)
		}
	}
	for _, text := range []string{"G8/2", "G$7", "SUM(G:G)", "SUM(7:7)", "Factures!G7", "'À relancer'!B2", "[1]Feuil1!A1", "#REF!+1", "'[autre.xlsx]Feuil1'!A1", `"coupé`} {
		if s, ok := formula.Cut(text, 7, ours); ok {
			t.Errorf("%s is taken: %+v", text, s)
		}
	}
}
