package header

import (
	"strings"
	"testing"

	"relance/generator/diag"
)

// adopted is the mapping that a table gets among those of a kit.
func adopted(t *testing.T, text string, mappings ...string) (Mapping, diag.List) {
	t.Helper()
	var all []Mapping
	for i, src := range mappings {
		m, l := Parse("imports/"+string(rune('a'+i))+".yaml", []byte(src))
		if len(l) > 0 {
			t.Fatal(l)
		}
		all = append(all, m)
	}
	return Mapping{File: "imports/new.yaml"}.Adopt(book(t, text), all)
}

func TestAMappingIsFoundByItsTitlesWhateverTheNameOfTheFile(t *testing.T) {
	const other = "ligne_titres: 1\ncolonnes:\n  - {titre: Débiteur, champ: nom}\n  - {titre: Pièce, champ: numero}\n  - {titre: Jour, champ: date}\n  - {titre: Somme, champ: montant_ttc}\n"
	for text, want := range map[string]string{
		"Client;Machin;Date;Montant;Note\nA;1;2;3;4\n":          "imports/b.yaml jour_mois",
		"Export du 31/10\n\nMontant;Client;Date;Machin;Note\n":  "imports/b.yaml jour_mois",
		"Client;Machin;Date;Total;Note\n":                       "imports/b.yaml jour_mois", // and stops, as its titles have changed
		"Client;Facture;Échéance;Montant TTC;Réglé;Commentaire": "imports/new.yaml ",
	} {
		m, l := adopted(t, text, other, saved)
		if len(l) > 0 || m.File+" "+m.Dates != want {
			t.Errorf("%q gets %s %s, %v", text, m.File, m.Dates, l)
		}
	}
}

func TestTwoMappingsThatReadOtherwiseAreAsked(t *testing.T) {
	const text = "Client;Machin;Date;Montant;Note\n"
	if m, l := adopted(t, text, saved, strings.Replace(saved, "ligne_titres: 1", "ligne_titres: 3", 1)); len(l) > 0 || m.File != "imports/a.yaml" {
		t.Errorf("two that say the same: %s, %v", m.File, l)
	}
	if _, l := adopted(t, text, saved, strings.Replace(saved, "jour_mois", "mois_jour", 1)); len(l) != 1 || l[0].Code != "F079" {
		t.Errorf("two that do not: %v", l)
	}
}

// What was nothing last month may be a payment this month.
func TestAColumnThatSpokeOfPaymentIsLookedAtAgain(t *testing.T) {
	m := Mapping{Row: 1, Columns: []Column{{Title: "Client", Field: "nom"}, {Title: "Acompte perçu net", Field: Ignored, Guessed: true}, {Title: "Solde net", Field: Ignored}}}
	again, l := Parse("imports/f.yaml", m.YAML())
	if len(l) > 0 || again.Columns[1].Field != Harmless || again.Columns[2].Field != Ignored {
		t.Fatalf("%+v %v", again.Columns, l)
	}
	if _, l := again.Find(book(t, "Client;Acompte perçu net;Solde net\n")); l.Faults() {
		t.Fatal(l)
	}
	if !again.Columns[1].MaySay() || again.Columns[2].MaySay() {
		t.Errorf("%+v", again.Columns)
	}
}
