package table

import (
	"fmt"
	"strings"
	"testing"

	"relance/generator/diag"
	"relance/generator/grid/csv"
	"relance/generator/intake/header"
)

// said is what a list gives, in few words.
func said(t *testing.T, src string, m header.Mapping) string {
	t.Helper()
	book, l := csv.Open("f.csv", []byte(src))
	if len(l) > 0 {
		t.Fatal(l)
	}
	var b strings.Builder
	m.File = "imports/f.yaml"
	imp, l := Read("f.csv", book, m)
	for _, p := range l {
		fmt.Fprintf(&b, "%s %s\n", p.Code, p.Text)
	}
	if imp == nil {
		return b.String()
	}
	for _, c := range imp.Control.Clients {
		fmt.Fprintf(&b, "%s %s\n", c.Code, c.Sum.Decimal())
	}
	for _, r := range imp.Rejected {
		fmt.Fprintf(&b, "rejet %d : %s\n", r.Pos.Line, r.Why)
	}
	for _, e := range imp.Takeovers {
		fmt.Fprintf(&b, "%s %s %s\n", e.Invoices[0].Number, e.Stage, e.Date.ISO())
	}
	for _, p := range imp.Notes {
		if p.Code == "W364" || p.Kind == diag.Fault {
			fmt.Fprintf(&b, "%s ligne %d : %s\n", p.Code, p.Line, p.Text)
		}
	}
	return b.String()
}

// plain has ordinary spaces alone.
var plain = strings.NewReplacer("\u202f", " ", "\u00a0", " ")

func TestWhatIsLeftToPayIsNeverGuessedFromHalfOfTheColumns(t *testing.T) {
	const titles = "Client;Numéro;Date;Échéance;Montant TTC;"
	const row = "Kerjean;F1;13/05/2026;12/06/2026;1200,00;"
	for name, c := range map[string]struct{ src, want string }{
		"a payment a row":    {titles + "Date règlement;Montant règlement\n" + row + "14/06/2026;300,00\n" + row + "20/06/2026;400,00\n", "KERJEAN 500.00\n"},
		"the same row twice": {titles + "Date règlement;Montant règlement\n" + row + "14/06/2026;300,00\n" + row + "14/06/2026;300,00\n", "KERJEAN 900.00\n"},
		"more than the total": {titles + "Date règlement;Montant règlement\n" + row + "14/06/2026;800,00\n" + row + "20/06/2026;500,00\nVal;F2;13/05/2026;;10,00;;\n",
			"VAL 10.00\nrejet 3 : la facture « F1 » a des règlements de 1 300,00 €, plus que son montant 1 200,00 €\nrejet 2 : la facture « F1 » a des règlements de 1 300,00 €, plus que son montant 1 200,00 €\n"},
		"paid in full twice": {titles + "Date règlement\n" + row + "14/06/2026\n" + row + "20/06/2026\n",
			"rejet 3 : la facture « F1 » a des règlements de 2 400,00 €, plus que son montant 1 200,00 €\nrejet 2 : la facture « F1 » a des règlements de 2 400,00 €, plus que son montant 1 200,00 €\n"},
		"without days": {titles + "Montant règlement\n" + row + "300,00\n" + row + "400,00\n",
			"rejet 3 : la facture « F1 » a plusieurs montants réglés sans date, rien ne dit s'ils s'ajoutent\nrejet 2 : la facture « F1 » a plusieurs montants réglés sans date, rien ne dit s'ils s'ajoutent\n"},
		"two balances": {titles + "Solde ouvert\n" + row + "900,00\n" + row + "500,00\n",
			"rejet 3 : la facture « F1 » ne laisse pas le même reste dû à chaque ligne\nrejet 2 : la facture « F1 » ne laisse pas le même reste dû à chaque ligne\n"},
		"an open balance":                     {titles + "Solde ouvert\n" + row + "200,00\n", "KERJEAN 200.00\n"},
		"a day of payment without its amount": {titles + "Déjà réglé;Date règlement\n" + row + ";14/06/2026\n", "rejet 2 : réglée le 14/06/2026, sans montant réglé\n"},
		"a title that speaks of payment": {titles + "Encaissé net de frais\n" + row + "200,00\n",
			"F068 colonne « Encaissé net de frais » : son titre parle de règlement ou de reste dû, que contient-elle ?\n"},
		"two columns of payments": {titles + "Acompte;Règlement\n" + row + "200,00;300,00\n",
			"F068 colonne « Règlement » : son titre parle de règlement ou de reste dû, que contient-elle ?\n"},
		"what is beside a payment": {titles + "N° règlement;Délai de règlement\n" + row + "12;30\n", "KERJEAN 1200.00\n"},
		"a state that denies it":   {titles + "Date de paiement;Statut\n" + row + "14/06/2026;Impayée\n", "rejet 2 : « Impayée », et pourtant une date de règlement, sans montant réglé\n"},
		"a state that says it":     {titles + "Date de paiement;Statut\n" + row + "14/06/2026;Payée\n", "KERJEAN 0.00\n"},
		"two totals": {titles + "Note\n" + row + "\nKerjean;F1;13/05/2026;12/06/2026;900,00;\n",
			"rejet 3 : facture « F1 » déjà lue ligne 2, avec un autre montant ou une autre date\nrejet 2 : la facture « F1 » a deux montants, ou deux dates (ligne 3)\n"},
		"a share of what was paid": {titles + "% réglé\n" + row + "0,50\n", "KERJEAN 1200.00\n"},
	} {
		if got := said(t, c.src, header.Mapping{}); plain.Replace(got) != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", name, got, c.want)
		}
	}
}

func TestOneWordOnAColumnLeavesTheOthersToBeFound(t *testing.T) {
	const src = "Client;Numéro;Date;Échéance;Montant TTC;Encaissé net\nKerjean;F1;13/05/2026;12/06/2026;1200,00;200,00\n"
	for field, want := range map[string]string{"regle": "KERJEAN 1000.00\n", "solde": "KERJEAN 200.00\n", "ignorer": "KERJEAN 1200.00\n"} {
		var m header.Mapping
		m.Say("Encaissé net", field)
		if got := said(t, src, m); got != want {
			t.Errorf("%s: %s", field, got)
		}
	}
	var m header.Mapping
	m.Say("Encaissé brut", "regle")
	if got := said(t, src, m); !strings.HasPrefix(got, "F060") {
		t.Errorf("a title that is not there: %s", got)
	}
}

func TestTheDayOfALastReminderIsReadInsideItsWords(t *testing.T) {
	const titles = "Client;Numéro;Date;Échéance;Montant;Dernière relance\n"
	for name, c := range map[string]struct{ src, want string }{
		"the column tells its order": {titles + "A;F1;2026-02-01;;10;Relance 1 le 15/07/2026\nA;F2;2026-02-01;;10;MED 01/09/2026\nA;F3;2026-02-01;;10;téléphone (02.08.26)\nA;F4;2026-02-01;;10;relance 2 du 3 août 2026\n",
			"A 40.00\nF1 relance1 2026-07-15\nF2 med 2026-09-01\nF3 appel 2026-08-02\nF4 lettre 2026-08-03\n"},
		"nothing tells it": {titles + "A;F1;2026-02-01;;10;MED 01/09/2026\n", "F063 colonne « Dernière relance » : rien ne dit si le jour vient avant le mois\n"},
		"none was made":    {titles + "A;F1;2026-02-01;;10;non\nA;F2;2026-02-01;;10;0\nA;F3;2026-02-01;;10;\n", "A 30.00\n"},
		"what is missing is said with the invoice": {titles + "A;F1;2026-02-01;;10;R2\nA;F2;2026-02-01;;10;R2\nA;F3;2026-02-01;;10;colombe 15/07/2026\nA;F4;2026-02-01;;10;15/07/2026\nA;F5;2026-02-01;;10;R1 31/02/2026\n",
			"A 50.00\nW364 ligne 2 : dernière relance « R2 » : sans date, non reprise : factures F1, F2\nW364 ligne 4 : dernière relance « colombe » : étape inconnue, non reprise : facture F3\n" +
				"W364 ligne 5 : dernière relance du 15/07/2026 sans étape, non reprise : facture F4\nW364 ligne 6 : dernière relance « R1 » : la date « 31/02/2026 » n'existe pas, non reprise : facture F5\n"},
	} {
		if got := said(t, c.src, header.Mapping{}); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", name, got, c.want)
		}
	}
}

func TestTwoFirmsOfOneNameAreToldByTheirSIREN(t *testing.T) {
	got := said(t, "Client;SIREN;Numéro;Date;Montant\nClient SA;732829320;F1;13/05/2026;10\nClient SA;356 000 000;F2;13/05/2026;20\nClient SA;;F3;13/05/2026;5\n", header.Mapping{})
	if got != "CLIENT-SA 15.00\nCLIENT-SA-2 20.00\n" {
		t.Error(got)
	}
}

func TestAnAuxiliaryAccountIsTheCodeOfTheClient(t *testing.T) {
	got := said(t, "Auxiliaire;Raison sociale;Référence pièce;Date comptable;Échéance;Montant\n9DURAND;Durand S.A.;F1;13/05/2026;12/06/2026;74,70\n", header.Mapping{})
	if got != "9DURAND 74.70\n" {
		t.Error(got)
	}
}
