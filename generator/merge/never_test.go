package merge

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// pieces are the words of the language, sound and unsound, from which a hurried
// author might compose anything.
var pieces = []string{
	"{{client.nom}}", "{{client}}", "{{total.solde}}", "{{total.nombre}}", "{{factures}}", "{{if client.siren}}", "{{if factures}}", "{{if suites}}",
	"{{else}}", "{{else if client.nom}}", "{{end}}", "{{end}}", "{{range $f := factures}}", "{{range $i, $f := factures}}", "{{range $s := suites}}", "{{$s}}", "{{$f}}",
	"{{$f.solde}}", "{{$f.contrat.date}}", "{{longue $f.echeance}}", "{{with $p := promesse}}", "{{$p.montant}}", "{{with contact.prenom}}", "{{longue date_limite}}", "{{date_limite | courte}}",
	"{{and}}", "{{eq total.nombre 1}}", "{{if eq total.nombre 1 2}}", "{{if not client.nom}}", "{{if and client.nom (eq 1 2)}}", "{{if lt 1 total.nombre}}", "{{len factures}}", "{{len client.nom}}",
	"{{nil}}", "{{true}}", `{{"a"}}`, "{{1}}", "{{1.5}}", "{{'a'}}", "{{.}}", "{{$}}", "{{(client.nom)}}", "{{(client).nom}}", "{{defaut total.solde \"x\"}}", "{{defaut client.nom (longue date_limite)}}",
	`{{pluriel 2 "a"}}`, `{{pluriel 2 "cheval" "chevaux"}}`, `{{zone "a" 3}}`, `{{zone "a" 1.5}}`, `{{case "x"}}`, "{{signature}}", "{{mentions}}", "{{bloc_totaux}}", "{{coordonnees_bancaires}}", `{{tableau "penalites"}}`,
	`{{tableau "chronologie"}}`, `{{inclure "f"}}`, `{{inclure "g"}}`, "{{numeros factures}}", "{{en_lettres total.solde}}", "{{iban creancier.banque.iban}}", "{{saut_de_page}}", "{{/* note */}}", "{{- client.nom -}}",
	"{{define \"a\"}}", "{{template \"a\"}}", "{{block \"a\" .}}", "{{break}}", "{{$x := 1}}", "{{$x}}", "{{$x = 2}}", "{", "}", "{{", "}}", "\n", "\n\n", "- ", "# ", "> ", "| a |\n|---|\n", "*", "**", "`", "[a](b)", "<b>", " ", "é",
}

func TestACheckedTemplateNeverFails(t *testing.T) {
	outer, k := t, testKit(t)
	sound := 0
	rapid.Check(t, func(t *rapid.T) {
		body := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 9).Draw(t, "texte"), "")
		m, problems := Load(folder(body, "f", "Fragment {{client.nom}}", "g", "{{inclure \"f\"}} et {{$f.numero}}"))
		_, twice := Load(folder(body, "f", "Fragment {{client.nom}}", "g", "{{inclure \"f\"}} et {{$f.numero}}"))
		if len(problems) != len(twice) {
			t.Fatalf("%q: %d problems, then %d", body, len(problems), len(twice))
		}
		for _, p := range problems {
			if p.File == "" || p.Text == "" || p.Hint == "" {
				t.Fatalf("%q: a problem without place, text or remedy: %+v", body, p)
			}
		}
		m, problems = Load(folder(body, "f", "Fragment {{client.nom}}"))
		if problems.Faults() {
			return
		}
		sound++
		a, comm := communication(outer, k, "P1", m.Model("essai"))
		if l, problems := m.Fill(nil, a, comm); l == nil && !problems.Blocked() {
			t.Fatalf("%q: neither a letter nor a reason", body)
		}
	})
	if sound == 0 {
		t.Error("no text was sound: the property proves nothing")
	}
}
