package table

import (
	"fmt"
	"strings"
	"testing"

	"relance/generator/calendar"
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
		fmt.Fprintf(&b, "%s %s%s\n", c.Code, c.Sum.Decimal(), c.Currency)
	}
	for _, r := range imp.Rejected {
		fmt.Fprintf(&b, "rejet %d : %s\n", r.Pos.Line, r.Why)
	}
	for _, e := range imp.Takeovers {
		fmt.Fprintf(&b, "%s %s %s\n", e.Invoices[0].Number, e.Stage, e.Date.ISO())
	}
	for _, p := range imp.Notes {
		if strings.Contains("W364 W380 W381 W382", p.Code) {
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
			"rejet 3 : la facture « F1 » est déjà ligne 2, avec un autre montant : laquelle est juste ?\nrejet 2 : la facture « F1 » est aussi ligne 3, avec un autre montant : laquelle est juste ?\n"},
		"a credit without a debit":      {titles + "Crédit\n" + row + "300,00\n", "F068 colonne « Crédit » : son titre parle de règlement ou de reste dû, que contient-elle ?\n"},
		"the total once more":           {titles + "Net à payer\n" + row + "1200,00\n", "KERJEAN 1200.00\n"},
		"less than the total":           {titles + "Net à payer\n" + row + "900,00\n", "F068 colonne « Net à payer » : son titre parle de règlement ou de reste dû, que contient-elle ?\n"},
		"less what was paid":            {titles + "Acompte;Net à payer\n" + row + "200,00;1000,00\n", "KERJEAN 1000.00\n"},
		"all or nothing":                {titles + "Encaissé net\n" + row + "1200,00\nKerjean;F2;13/05/2026;;10,00;0\n", "F068 colonne « Encaissé net » : son titre parle de règlement ou de reste dû, que contient-elle ?\n"},
		"an amount cut in two":          {"Client;Numéro;Date;Montant TTC\nA;F1;13/05/2026;200;50\nA;F2;13/05/2026;10;\n", "A 10.00\nrejet 2 : plus de cellules que de titres, la dernière est « 50 » : un montant coupé à sa virgule ?\n"},
		"nothing so far":                {titles + "Escompte\n" + row + "0,00\n", "KERJEAN 1200.00\n"},
		"partly paid, nobody knows how": {titles + "Statut\n" + row + "Partiellement payée\n", "rejet 2 : « Partiellement payée », et rien ne dit combien : ajoutez une colonne « Déjà réglé » ou « Reste dû »\n"},
		"partly paid, and how much":     {titles + "Statut;Réglé\n" + row + "Partiellement payée;200,00\n", "KERJEAN 1000.00\n"},
		"a share of what was paid":      {titles + "% réglé\n" + row + "0,50\n", "KERJEAN 1200.00\n"},
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

func TestTwoTownsAreTwoClients(t *testing.T) {
	const titles = "Client;E-mail;Adresse;Code postal;Ville;Numéro;Date;Échéance;Montant\n"
	for name, c := range map[string]struct{ src, want string }{
		"two towns": {"Garage;;1 rue A;20000;Ajaccio;F1;2026-02-01;;10\nGarage;;2 rue B;75001;Paris;F2;2026-02-01;;20\nGarage;;1 rue A;20000;Ajaccio;F3;2026-02-01;;5\n",
			"GARAGE 15.00\nGARAGE-2 20.00\nW381 ligne 3 : un nom et deux adresses, deux clients en sont faits : Garage (GARAGE-2, 75001)\n"},
		"two towns and one e-mail": {"Garage;a@g.example;1 rue A;20000;Ajaccio;F1;2026-02-01;;10\nGarage;A@g.example;2 rue B;75001;Paris;F2;2026-02-01;;20\n",
			"GARAGE 30.00\nW381 ligne 3 : un nom et deux adresses, la première est gardée : Garage\n"},
		"two streets":            {"Garage;;1 rue A;20000;Ajaccio;F1;2026-02-01;;10\nGarage;;2 rue B;20000;Ajaccio;F2;2026-02-01;;20\n", "GARAGE 30.00\nW381 ligne 3 : un nom et deux adresses, la première est gardée : Garage\n"},
		"one address, two hands": {"Garage;;1, rue A;20000;Ajaccio;F1;2026-02-01;;10\nGARAGE;;1 RUE A;20000;AJACCIO;F2;2026-02-01;;20\n", "GARAGE 30.00\n"},
		"an address only once":   {"Garage;;;;;F1;2026-02-01;;10\nGarage;;2 rue B;75001;Paris;F2;2026-02-01;;20\n", "GARAGE 30.00\n"},
		"an address on one line": {"Garage;;1 rue A 20000 Ajaccio;;;F1;2026-02-01;;10\nGarage;;2 rue B 75001 Paris;;;F2;2026-02-01;;20\n", "GARAGE 10.00\nGARAGE-2 20.00\nW381 ligne 3 : un nom et deux adresses, deux clients en sont faits : Garage (GARAGE-2, 75001)\n"},
	} {
		if got := said(t, titles+c.src, header.Mapping{}); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", name, got, c.want)
		}
	}
}

func TestCurrenciesAreNeverAddedTogether(t *testing.T) {
	const titles = "Client;Numéro;Date;Montant;Devise\n"
	for name, c := range map[string]struct{ src, want string }{
		"two for one client": {"A;F1;2026-02-01;100;USD\nA;F2;2026-02-01;50;EUR\nB;F3;2026-02-01;7;chf\nA;F4;2026-02-01;1;usd\n", "A 50.00\nA 101.00USD\nB 7.00CHF\n"},
		"a credit note":      {"A;F1;2026-02-01;100;USD\nA;AV1;2026-02-01;-50;USD\n", "A 100.00USD\nrejet 3 : avoir en USD : un compte de client est en euros ; portez-le sous la facture qu'il réduit, dans clients.yaml\n"},
		"no code at all":     {"A;F1;2026-02-01;100;dollars\nA;F2;2026-02-01;5;€\n", "A 5.00\nrejet 2 : devise « DOLLARS » : écrivez son code de trois lettres, comme EUR, CHF ou USD\n"},
	} {
		if got := said(t, titles+c.src, header.Mapping{}); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", name, got, c.want)
		}
	}
}

func TestAPaymentToComePaysNothing(t *testing.T) {
	today := calendar.Of(2026, 4, 10)
	for name, c := range map[string]struct{ src, want string }{
		"its day alone":     {"Client;Numéro;Date;Montant;Date de paiement\nA;F1;2026-02-01;100;2026-12-20\nA;F2;2026-02-01;100;2026-04-10\n", "A 100.00\nW382 ligne 2 : règlement à venir, non repris : facture F1 le 20/12/2026\n"},
		"with its amount":   {"Client;Numéro;Date;Montant;Réglé;Date de paiement\nA;F1;2026-02-01;100;40;2026-12-20\n", "rejet 2 : réglée de 40,00 € le 20/12/2026, une date à venir\n"},
		"and said to be so": {"Client;Numéro;Date;Montant;Date de paiement;Statut\nA;F1;2026-02-01;100;2026-12-20;Payée\n", "rejet 2 : « Payée », et pourtant une date de règlement à venir, le 20/12/2026\n"},
	} {
		if got := said(t, c.src, header.Mapping{Today: today}); plain.Replace(got) != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", name, got, c.want)
		}
	}
}

func TestTelephonesThatASpreadsheetTookForNumbersAreRestored(t *testing.T) {
	got := said(t, "Client;Pays;Téléphone;Numéro;Date;Montant\nA;;241000000;F1;2026-02-01;1\nB;;33612345678;F2;2026-02-01;1\nC;Suisse;223456789;F3;2026-02-01;1\nD;;02 41 00 00 00;F4;2026-02-01;1\n", header.Mapping{})
	if want := "A 1.00\nB 1.00\nC 1.00\nD 1.00\nW380 ligne 2 : le tableur a effacé le début de numéros de téléphone, il est rétabli : 02 41 00 00 00 (A), 06 12 34 56 78 (B)\n"; plain.Replace(got) != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
}

func TestRowsOfOneNumberThatContradictAreAllRejected(t *testing.T) {
	const titles = "Client;Numéro;Date;Échéance;Montant\n"
	for _, other := range []string{"B;F1;2026-02-01;2026-03-01;10", "A;F1;2026-02-01;2026-03-01;20", "A;F1;2026-02-02;2026-03-01;10", "A;F1;2026-02-01;2026-03-02;10"} {
		got := said(t, titles+"A;F1;2026-02-01;2026-03-01;10\nA;F2;2026-02-01;2026-03-01;1\n"+other+"\n", header.Mapping{})
		if !strings.HasPrefix(got, "A 1.00\nrejet 4 ") || strings.Count(got, "laquelle est juste ?") != 2 {
			t.Errorf("%s: %s", other, got)
		}
	}
}
