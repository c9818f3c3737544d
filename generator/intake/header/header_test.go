package header

import (
	"strings"
	"testing"

	"relance/generator/diag"
	"relance/generator/grid"
	"relance/generator/grid/csv"
)

func book(t *testing.T, text string) *grid.Book {
	t.Helper()
	b, l := csv.Open("essai.csv", []byte(text))
	if len(l) > 0 {
		t.Fatal(l)
	}
	return b
}

// found tells the fields of the columns, in order, or the first code of refusal.
func found(t *testing.T, m *Mapping, text string) string {
	t.Helper()
	_, l := m.Find(book(t, text))
	if l.Faults() {
		return l[0].Code
	}
	var fields []string
	for _, c := range m.Columns {
		fields = append(fields, c.Field)
	}
	return strings.Join(fields, " ")
}

func TestTitlesOfCommonExportsAreKnown(t *testing.T) {
	for _, c := range []struct{ titles, want string }{
		{"client;e-mail;numéro;date;échéance;montant", "nom email numero date echeance montant_ttc"},
		{"N° facture;Date d'émission;Client;Libellé;Montant HT;TVA;Montant TTC;Date d'échéance;Statut;Date de paiement", "numero date nom objet montant_ht tva montant_ttc echeance statut date_reglement"},
		{"Code tiers;Intitulé du tiers;N° de pièce;Date de pièce;Échéance;Débit;Crédit;Lettrage", "code nom numero date echeance debit credit lettrage"},
		{"Réf. facture;Société;Date facturation;Date limite règlement;Total TTC (€);Réglé;Reste à payer", "numero nom date echeance montant_ttc regle solde"},
		{"NUMERO_FACTURE;RAISON SOCIALE;DATE FACTURE;Montant TTC en euros;Dernière relance;Date dernière relance", "numero nom date montant_ttc relance_etape relance_date"},
		{"Client;Nom client;Date;Date facture;N°;N° facture;Total;Montant TTC", "ignorer nom ignorer date ignorer numero ignorer montant_ttc"},
		{"Facture;Client;Date;Montant;Couleur préférée", "numero nom date montant_ttc ignorer"},
	} {
		if got := found(t, &Mapping{}, c.titles+"\n"); got != c.want {
			t.Errorf("%s\n gives %s\n want %s", c.titles, got, c.want)
		}
	}
}

func TestTitlesMayStandBelowOthers(t *testing.T) {
	m := &Mapping{}
	if got := found(t, m, "Impayés;;;\nédité le;31/03/2026;;\n\nClient;Facture;Date;Montant\nA;F1;01/03/2026;2\n"); got != "nom numero date montant_ttc" || m.Row != 4 {
		t.Errorf("found %q at row %d", got, m.Row)
	}
}

func TestDoubtfulTitlesAreRefused(t *testing.T) {
	for text, want := range map[string]string{
		"Client;Facture;Date;Montant TTC;Montant TTC\n": "F059",
		"a;b;c\n1;2;3\n": "F058",
	} {
		if got := found(t, &Mapping{}, text); got != want {
			t.Errorf("%q gives %s, want %s", text, got, want)
		}
	}
}

const saved = `ligne_titres: 1
dates: jour_mois
colonnes:
  - {titre: Client, champ: nom}
  - {titre: "Machin", champ: numero}
  - {titre: Date, champ: date}
  - {titre: Montant, champ: montant_ttc}
  - {titre: Note, champ: ignorer}
`

func TestASavedMappingMakesTheNextImportAutomatic(t *testing.T) {
	m, l := Parse("imports/f.yaml", []byte(saved))
	if len(l) > 0 {
		t.Fatal(l)
	}
	if got, want := found(t, &m, "Note;Montant;Date;Machin;Client\n"), "ignorer montant_ttc date numero nom"; got != want {
		t.Errorf("columns that moved give %s, want %s", got, want)
	}
	again, l := Parse("imports/f.yaml", m.YAML())
	if len(l) > 0 || again.Dates != "jour_mois" || len(again.Columns) != 5 || again.Columns[3].Title != "Machin" {
		t.Errorf("written and read again: %+v %v", again, l)
	}
}

func TestChangedTitlesStopTheImport(t *testing.T) {
	for text, want := range map[string]string{
		"Client;Machin;Date;Total;Note\n":                  "disparus : « Montant » ; nouveaux : « Total »",
		"Client;Machin;Date;Montant;Note;Avoir\n":          "nouveaux : « Avoir »",
		"Client;Machin;Date;Montant\n":                     "disparus : « Note »",
		"Bonjour;Machine;Jour;Somme;Remarque\nA;B;C;D;E\n": "aucune ligne de titres",
	} {
		m, _ := Parse("imports/f.yaml", []byte(saved))
		_, l := m.Find(book(t, text))
		if !l.Faults() || !strings.Contains(l[0].Text, want) || !strings.Contains(l[0].Hint, "imports/f.yaml") {
			t.Errorf("%q: %+v does not say %q", text, l, want)
		}
	}
}

func TestAnUnknownFieldInAMappingGetsASuggestion(t *testing.T) {
	_, l := Parse("imports/f.yaml", []byte("colonnes:\n  - {titre: A, champ: echeances}\n"))
	if len(l) != 1 || l[0].Code != "F055" || !strings.Contains(l[0].Hint, "echeance") || l[0].Kind != diag.Fault {
		t.Errorf("got %+v", l)
	}
}

func TestNoTitleStandsForTwoFields(t *testing.T) {
	owner := map[string]string{}
	for _, f := range Fields {
		for _, s := range strings.Split(f.synonyms, "|") {
			if owner[s] != "" && owner[s] != f.Key {
				t.Errorf("« %s » stands for %s and for %s", s, owner[s], f.Key)
			}
			if bare(s) != s {
				t.Errorf("« %s » can never be met: titles are compared as « %s »", s, bare(s))
			}
			owner[s] = f.Key
		}
	}
}

// Two sheets that may both be the list are not told apart by luck.
func TestTwoListsInOneWorkbookAreAsked(t *testing.T) {
	b := book(t, "Client;Facture;Date;Montant\n")
	one, two := *b.Sheets[0], *b.Sheets[0]
	one.Name, two.Name = "2025", "2026"
	b.Sheets = []*grid.Sheet{&one, &two}
	m := Mapping{}
	if _, l := m.Find(b); !l.Faults() || l[0].Code != "F056" {
		t.Errorf("got %v", l)
	}
	m = Mapping{Sheet: "2026"}
	if s, l := m.Find(b); l.Faults() || s.Name != "2026" {
		t.Errorf("the sheet that was named is not taken: %v", l)
	}
	m = Mapping{Sheet: "2027"}
	if _, l := m.Find(b); !l.Faults() || l[0].Code != "F057" {
		t.Errorf("a sheet that is gone: %v", l)
	}
}

func TestWordsOfAStatusThatForbidToChase(t *testing.T) {
	for word, want := range map[string]Status{
		"Payée": Paid, "réglée le 12": Paid, "Soldé": Paid, "PAYEE": Paid,
		"Non payée": Open, "Impayée": Open, "À payer": Open, "En cours": Open, "Partiellement payée": PartlyPaid, "Payée partiellement": PartlyPaid, "Payée en partie": PartlyPaid, "En retard": Open, "En attente": Open, "": Open,
		"En litige": Disputed, "Contestée": Disputed, "Litige qualité": Disputed,
		"Annulée": NotDue, "Brouillon": NotDue, "Passée en perte": NotDue,
	} {
		if got := StatusNamed(word); got != want {
			t.Errorf("« %s » is read %d, want %d", word, got, want)
		}
	}
}

func TestWordsForTheLastReminderAreKeptInTheMapping(t *testing.T) {
	m := Mapping{Stages: map[string]string{"Coup de fil": "appel"}}
	for words, want := range map[string]string{"coup de fil": "appel", "R1": "relance1", "Mise en demeure": "med", "2ème relance": "lettre", "bizarre": ""} {
		if got := m.Stage(words); got != want {
			t.Errorf("« %s » means %q, want %q", words, got, want)
		}
	}
	if len(m.Stages) != 4 || m.Stages["R1"] != "relance1" {
		t.Errorf("the mapping keeps %v", m.Stages)
	}
}
