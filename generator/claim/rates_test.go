package claim

import (
	"strings"
	"testing"
	"testing/fstest"

	"relance/generator/calendar"
	"relance/generator/claim/rate"
	"relance/generator/kit"
	"relance/templates"
)

const boreal = `creancier:
  raison_sociale: Ateliers Boréal
  adresse: [4 rue de l'Essai, 49000 Angers]
  banque: {titulaire: Ateliers Boréal, iban: FR51 9999 9000 00TE ST00 0000 143}
`

// kitOf loads a kit from its files; the lists of clients and of taux start in the
// first column.
func kitOf(t testing.TB, files map[string]string) *kit.Kit {
	t.Helper()
	tree := fstest.MapFS{}
	for name, text := range files {
		tree[name] = &fstest.MapFile{Data: []byte(text)}
	}
	k, problems := kit.Load(tree, templates.FS, nil)
	if problems.Faults() {
		for _, p := range problems {
			t.Log(p)
		}
		t.FailNow()
	}
	return k
}

func TestAKitMayBringTheRatesOfAHalfYearThatBegins(t *testing.T) {
	files := map[string]string{
		"relance.yaml": boreal,
		"clients.yaml": "clients:\n- code: C1\n  nom: Kerjean\n  type: entreprise\n  factures: [{numero: F1, date: 2026-11-01, echeance: 2026-12-01, montant_ttc: 1000.00}]\n",
	}
	unknown := kitOf(t, files)
	c, inv := unknown.Invoice("F1")
	if _, err := NewBook(unknown).Of(c, inv, calendar.Of(2027, 1, 15)); err == nil || !strings.Contains(err.Error(), "2027-S1") {
		t.Errorf("without taux.yaml: %v", err)
	}
	files["taux.yaml"] = "taux:\n- {semestre: 2027-S1, bce: 2.65, legal_particuliers: 6.90, legal_autres: 2.80, source: Banque de France, verifie_le: 2027-01-02}\n"
	known := kitOf(t, files)
	c, inv = known.Invoice("F1")
	cl, err := NewBook(known).Of(c, inv, calendar.Of(2027, 1, 15))
	if err != nil || len(cl.Lines) != 2 || cl.Lines[1].Rate != 1265 {
		t.Errorf("%+v, %v", cl.Lines, err)
	}
	files["taux.yaml"] = "taux:\n- {semestre: 2026-S1, bce: 9.99, legal_autres: 2.62, source: erreur, verifie_le: 2027-01-02}\n"
	if _, err := rate.Of(kitOf(t, files)); err == nil || !strings.Contains(err.Error(), "2026-S1") || !strings.Contains(err.Error(), "taux.yaml:2") {
		t.Errorf("a contradiction: %v", err)
	}
}

func TestAContractRateUnderTheFloorIsSaidAndKept(t *testing.T) {
	files := map[string]string{
		"relance.yaml": boreal + "  cgv: {taux_penalites: 5.00}\n",
		"clients.yaml": "clients:\n- code: C1\n  nom: Kerjean\n  type: entreprise\n  factures: [{numero: F1, date: 2026-02-01, echeance: 2026-03-02, montant_ttc: 1000.00}]\n",
	}
	k := kitOf(t, files)
	b := NewBook(k)
	if floor, under := b.UnderFloor(calendar.Of(2026, 3, 31)); !under || floor != 786 {
		t.Errorf("floor %s, under %t", floor, under)
	}
	c, inv := k.Invoice("F1")
	if cl, err := b.Of(c, inv, calendar.Of(2026, 3, 31)); err != nil || cl.Lines[0].Rate != 500 {
		t.Errorf("%+v, %v", cl.Lines, err)
	}
}
