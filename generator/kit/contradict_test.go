package kit_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"relance/generator/calendar"
	"relance/generator/journal"
	"relance/generator/kit"
	"relance/generator/money"
	"relance/templates"
)

// client is a sound client with one invoice; both take more lines.
func client(lines, invoice string) string {
	out := "clients:\n- code: C1\n  nom: A\n  type: entreprise\n"
	for _, l := range strings.Split(lines, "\n") {
		if l != "" {
			out += "  " + l + "\n"
		}
	}
	out += "  factures:\n  - numero: F1\n    date: 2026-02-19\n    echeance: 2026-03-21\n    montant_ttc: 1200.00\n"
	for _, l := range strings.Split(invoice, "\n") {
		if l != "" {
			out += "    " + l + "\n"
		}
	}
	return out + "  - numero: F2\n    date: 2026-02-19\n    echeance: 2026-03-21\n    montant_ttc: 300.00\n"
}

var otherPlace = regexp.MustCompile(`\(clients\.yaml, ligne [0-9]+\)`)

func TestTwoThingsThatCannotBothBeTrueAreRefusedWithTheirPlaces(t *testing.T) {
	for name, test := range map[string]struct{ lines, invoice, want string }{
		"payment above the total":          {"", "paiements: [{date: 2026-03-20, montant: 1360.01}]", "F033 règlement de 1 360,01 € pour la facture « F1 » de 1 200,00 €"},
		"share above the total":            {"paiements: [{date: 2026-03-20, montant: 5000.00, factures: [{numero: F2, montant: 3000.00}]}]", "", "F033 règlement de 3 000,00 € pour la facture « F2 » de 300,00 €"},
		"shares above the payment":         {"paiements:\n- date: 2026-03-20\n  montant: 500.00\n  factures: [{numero: F1, montant: 400.00}, {numero: F2, montant: 200.00}]", "", "F022 600,00 € répartis pour un règlement de 500,00 €"},
		"credit note above the total":      {"", "avoirs: [{numero: AV1, date: 2026-03-20, montant: 1200.01}]", "F033 avoir de 1 200,01 € pour une facture de 1 200,00 €"},
		"credit note written twice":        {"avoirs: [{numero: av1, date: 2026-03-20, montant: 100.00}]", "avoirs: [{numero: AV1, date: 2026-03-20, montant: 100.00}]", "F013 numéro d'avoir « AV1 » déjà employé"},
		"due before issued":                {"", "", "F017 échéance du 21/03/2026 antérieure à la facture du 22/03/2026"},
		"terms and due date":               {"", "conditions: 45 jours fin de mois", "F017 échéance du 21/03/2026, alors que les conditions donnent le 30/04/2026"},
		"dispute above the balance":        {"", "litiges: [{ouvert_le: 2026-03-23, motif: teinte, montant_conteste: 1300.00}]", "F020 montant contesté 1 300,00 € supérieur au solde 1 200,00 €"},
		"dispute closed before opened":     {"", "litiges: [{ouvert_le: 2026-03-23, motif: teinte, clos_le: 2026-03-22, issue: fonde}]", "F017 litige clos le 22/03/2026, avant son ouverture (23/03/2026)"},
		"dispute with an issue, not ended": {"", "litiges: [{ouvert_le: 2026-03-23, motif: teinte, issue: fonde}]", "F017 un litige sans clos_le est ouvert"},
		"two disputes of one day":          {"", "litiges: [{ouvert_le: 2026-03-23, motif: teinte}, {ouvert_le: 2026-03-23, motif: taille}]", "F032 deux litiges ouverts le même jour"},
		"answer before the dispute":        {"", "litiges: [{ouvert_le: 2026-03-23, motif: teinte, reponse_avant: 2026-03-20}]", "F017 réponse à donner avant le 20/03/2026"},
		"promise before it was taken":      {"promesses: [{prise_le: 2026-03-23, date_limite: 2026-03-20, montant: 100.00, factures: [F1]}]", "", "F017 promesse pour le 20/03/2026, antérieure au jour où elle a été prise (23/03/2026)"},
		"two promises of one day":          {"promesses: [{prise_le: 2026-03-23, date_limite: 2026-03-30, montant: 100.00, factures: [F1]}, {prise_le: 2026-03-24, date_limite: 2026-03-30, montant: 200.00, factures: [F1]}]", "", "F032 deux promesses pour le même jour et la même facture"},
		"a promise above its invoices":     {"promesses: [{prise_le: 2026-03-23, date_limite: 2026-03-30, montant: 12000.00, factures: [F1]}]", "", "F033 promesse de 12 000,00 €"},
		"deferral before the due date":     {"", "reports: [{au: 2026-03-20, motif: a, par: b}]", "F017 report au 20/03/2026, avant l'échéance (21/03/2026)"},
		"instalments that do not add up":   {"echeanciers: [{accord_le: 2026-03-23, penalites: dues, factures: [F1], echeances: [{date: 2026-04-01, montant: 1100.00}]}]", "", "F027 l'échéancier fait 1 100,00 € pour un solde de 1 200,00 € : écart de 100,00 €"},
		"instalments out of order":         {"echeanciers: [{accord_le: 2026-03-23, penalites: dues, factures: [F1], echeances: [{date: 2026-05-01, montant: 600.00}, {date: 2026-04-01, montant: 600.00}]}]", "", "F017 échéance du 01/04/2026, avant celle qui la précède"},
		"an instalment before the accord":  {"echeanciers: [{accord_le: 2026-03-23, penalites: dues, factures: [F1], echeances: [{date: 2026-03-01, montant: 1200.00}]}]", "", "F017 échéance du 01/03/2026, avant celle qui la précède ou l'accord (23/03/2026)"},
		"deferral before it was granted":   {"", "reports: [{au: 2026-03-20, motif: a, par: b, le: 2026-03-25}]", "F017 report au 20/03/2026, avant d'être accordé (25/03/2026)"},
		"cancelled before it was issued":   {"", "annulee: {le: 2026-01-01, motif: erreur}", "F017 facture annulée le 01/01/2026, avant d'être émise"},
		"published before judged":          {"procedure_collective: {type: sauvegarde, date_jugement: 2026-03-12, date_publication: 2026-03-01}", "", "F017 publication du 01/03/2026, avant le jugement du 12/03/2026"},
		"a firm with a consumer's profile": {"profil: particulier", "", "F031 profil « particulier » pour un client de type « entreprise »"},
	} {
		text := client(test.lines, test.invoice)
		if name == "due before issued" {
			text = strings.Replace(text, "date: 2026-02-19", "date: 2026-03-22", 1)
		}
		_, problems := read(map[string]string{"relance.yaml": creditor, "clients.yaml": text})
		problems = strings.NewReplacer("\u202f", " ", "\u00a0", " ").Replace(problems)
		if !strings.Contains(problems, test.want) || !otherPlace.MatchString(problems) || strings.Count(problems, "\n") > 0 {
			t.Errorf("%s: %q", name, problems)
		}
	}
}

func TestAClosedDisputeHasAnEndAndACurrencyExists(t *testing.T) {
	for invoice, want := range map[string]string{
		"litiges: [{ouvert_le: 2026-03-20, motif: teinte, clos_le: 2026-03-22}]": "F004 litige clos sans issue",
		"devise: XXQ": "F002 « XXQ » n'est pas une devise",
		"devise: chf": "",
	} {
		if _, problems := read(map[string]string{"relance.yaml": creditor, "clients.yaml": client("", invoice)}); (problems == "") != (want == "") || !strings.Contains(problems, want) {
			t.Errorf("%s: %s", invoice, problems)
		}
	}
}

// T44: by the accounts and by the journal.
func TestInstalmentsAddUpToWhatIsOwedOnceAllPaymentsAreCounted(t *testing.T) {
	const agreed = "echeanciers: [{accord_le: 2026-04-22, penalites: dues, factures: [F1], echeances: [{date: 2026-05-02, montant: %s}]}]"
	for name, test := range map[string]struct{ lines, journal, want string }{
		"a shared payment":     {fmt.Sprintf(agreed, "900.00") + "\npaiements: [{date: 2026-03-25, montant: 300.00, factures: [{numero: F1, montant: 300.00}]}]", "", ""},
		"one of the journal":   {fmt.Sprintf(agreed, "900.00"), "300.00", ""},
		"not counted":          {fmt.Sprintf(agreed, "1200.00"), "300.00", "F027"},
		"paid that very day":   {fmt.Sprintf(agreed, "1200.00") + "\npaiements: [{date: 2026-04-22, montant: 300.00, factures: [{numero: F1, montant: 300.00}]}]", "", ""},
		"paid only afterwards": {fmt.Sprintf(agreed, "900.00") + "\npaiements: [{date: 2026-04-25, montant: 300.00, factures: [{numero: F1, montant: 300.00}]}]", "", "F027"},
	} {
		files := map[string]string{"relance.yaml": creditor, "clients.yaml": client(test.lines, "")}
		if test.journal != "" {
			log, _ := journal.Read("journal.jsonl", nil)
			amount, _ := money.Parse(test.journal)
			files["journal.jsonl"] = string(log.Append(journal.Entry{Date: calendar.Of(2026, 3, 25), Client: "C1", Type: journal.Payment, Amount: amount, Invoices: []journal.Invoice{{Number: "F1"}}}))
		}
		if _, problems := read(files); (problems == "") != (test.want == "") || !strings.Contains(problems, test.want) {
			t.Errorf("%s: %s", name, problems)
		}
	}
}

func TestALittleTooMuchIsNoContradiction(t *testing.T) {
	for _, invoice := range []string{
		"paiements: [{date: 2026-03-20, montant: 1360.00}]", // with late interest and 40 EUR
		"paiements: [{date: 2026-03-20, montant: 1200.00}, {date: 2026-03-22, montant: 1200.00}]",
		"conditions: 30 jours",
	} {
		if _, problems := read(map[string]string{"relance.yaml": creditor, "clients.yaml": client("", invoice)}); problems != "" {
			t.Errorf("%s: %s", invoice, problems)
		}
	}
}

func TestAPlanThatContradictsItselfIsRefused(t *testing.T) {
	const head = "id: essai\nnom: Essai\n"
	for name, test := range map[string]struct{ plan, want string }{
		"two stages with one name":        {head + "etapes:\n- {id: a, jours: 5, nature: douce, canal: email, modele: relance-1}\n- {id: a, jours: 9, nature: douce, canal: email, modele: relance-1}\n", "F013 étape « a » déjà décrite ligne 4"},
		"two stages with one day":         {head + "etapes:\n- {id: a, jours: 5, nature: douce, canal: email, modele: relance-1}\n- {id: b, jours: 5, nature: douce, canal: courrier, modele: relance-1}\n", "F013 deux étapes au même jour +5 : « a » et « b » (templates/plans/essai.yaml, ligne 4)"},
		"stages out of order":             {head + "etapes:\n- {id: a, jours: 9, nature: douce, canal: email, modele: relance-1}\n- {id: b, jours: 5, nature: douce, canal: courrier, modele: relance-1}\n", "F018 l'étape « b » (+5) vient après « a » (+9) (templates/plans/essai.yaml, ligne 4)"},
		"a first stage after another":     {head + "etapes:\n- {id: a, jours: 5, nature: douce, canal: email, modele: relance-1, apres: b}\n", "F018 la première étape « a » ne peut dépendre d'une étape précédente (templates/plans/essai.yaml, ligne 4)"},
		"a stage after a later one":       {head + "etapes:\n- {id: a, jours: 5, nature: douce, canal: email, modele: relance-1}\n- {id: b, jours: 9, nature: douce, canal: email, modele: relance-1, apres: c}\n- {id: c, jours: 12, nature: douce, canal: email, modele: relance-1}\n", "F018 l'étape « b » doit suivre « c »"},
		"a notice with no reminder":       {head + "etapes:\n- {id: a, jours: -3, nature: preventive, canal: email, modele: courtoisie}\n- {id: med, jours: 5, nature: mise_en_demeure, canal: recommande, modele: mise-en-demeure}\n", "F018 l'étape « med » exige une relance écrite, et aucune ne la précède (templates/plans/essai.yaml, ligne 1)"},
		"a first stage that needs one":    {head + "etapes:\n- {id: a, jours: 5, nature: formelle, canal: recommande, modele: lettre-recommandee, prerequis: [relance_ecrite]}\n", "F018 l'étape « a » exige une relance écrite"},
		"a hand-over with no notice":      {head + "etapes:\n- {id: a, jours: 5, nature: douce, canal: email, modele: relance-1}\n- {id: t, jours: 9, nature: transmission, canal: interne, modele: bordereau-transmission}\n", "F018 l'étape « t » suit une mise en demeure, et aucune ne la précède"},
		"chasing before the due date":     {head + "etapes:\n- {id: a, jours: -1, nature: douce, canal: email, modele: relance-1}\n", "F018 l'étape « a » relancerait une facture qui n'est pas en retard"},
		"a courtesy after the due date":   {head + "etapes:\n- {id: a, jours: 3, nature: preventive, canal: email, modele: courtoisie}\n", "F018 l'étape préventive « a » tombe après l'échéance"},
		"an unknown channel":              {head + "etapes:\n- {id: a, jours: 3, nature: douce, canal: email, modele: relance-1, secours: [couriel]}\n", "F006 « couriel » n'est pas un choix possible pour « secours »"},
		"an unknown prerequisite":         {head + "etapes:\n- {id: a, jours: 3, nature: douce, canal: email, modele: relance-1, prerequis: [verification]}\n", "F006 « verification » n'est pas un choix possible pour « prerequis »"},
		"a stage without a channel":       {head + "etapes:\n- {id: a, jours: 3, nature: douce, modele: relance-1}\n", "F004 l'étape « a » n'a pas de canal"},
		"one channel and several":         {head + "etapes:\n- {id: a, jours: 3, nature: douce, canal: email, canaux: [email, courrier], modele: relance-1}\n", "F032 l'étape « a » a un canal et des canaux"},
		"the same channel twice":          {head + "etapes:\n- {id: a, jours: 3, nature: douce, canaux: [email, email], modele: relance-1}\n", "F013 l'étape « a » a deux fois le canal « email »"},
		"the name of an event":            {head + "etapes:\n- {id: promesse_rompue, jours: 3, nature: douce, canal: email, modele: relance-1}\n", "F013 « promesse_rompue » est le nom d'un événement"},
		"a stage in three thousand years": {head + "etapes:\n- {id: a, jours: 999999, nature: douce, canal: email, modele: relance-1}\n", "F030 l'étape « a » tombe à 999999 jours"},
		"a tone out of the scale":         {head + "etapes:\n- {id: a, jours: 3, nature: douce, canal: email, modele: relance-1, ton: 6}\n", "F030 le ton 6 n'existe pas"},
	} {
		plans := kit.Overlay(fstest.MapFS{"plans/essai.yaml": {Data: []byte(test.plan)}}, templates.FS)
		tree := fstest.MapFS{"relance.yaml": {Data: []byte(creditor)}, "clients.yaml": {Data: []byte(client("", ""))}}
		_, problems := kit.Load(tree, plans, nil)
		if len(problems) != 1 || !strings.Contains(problems[0].Code+" "+problems[0].Text, test.want) {
			t.Errorf("%s: %v", name, problems)
		}
	}
}

func TestOptionsThatMeanNothingAreRefused(t *testing.T) {
	for option, want := range map[string]string{
		"contacts_max: 0": "« contacts_max » hors", "fenetre: 0": "« fenetre » hors", "intervalle_minimal: -1": "« intervalle_minimal » hors",
		"delai_postal: -2": "« delai_postal » hors", "echeancier_max: 0": "« echeancier_max » hors", "montant_minimal: -5.00": "« montant_minimal » hors",
		"intervalle_minimal: 99999999": "« intervalle_minimal » hors",
	} {
		for _, files := range []map[string]string{
			{"relance.yaml": creditor + "options: {" + option + "}\n"},
			{"relance.yaml": creditor, "clients.yaml": client("options: {"+option+"}", "")},
		} {
			if _, problems := read(files); !strings.Contains(problems, "F030 "+want) {
				t.Errorf("%s: %q", option, problems)
			}
		}
	}
}

// T93.
func TestAClaimIsMadeOnTheAmountWithTax(t *testing.T) {
	for amount, want := range map[string]string{
		"montant_ht: 12500.00":                                  "F025",
		"montant_ht: 12500.00\n    tva: 20":                     "15000.00",
		"montant_ht: 100.00\n    tva: 20\n    montant_ttc: 110": "F026",
		"montant_ht: 33.33\n    tva: 5.5":                       "35.16", // 35.16315
	} {
		text := strings.Replace(client("", ""), "montant_ttc: 1200.00", amount, 1)
		k, problems := read(map[string]string{"relance.yaml": creditor, "clients.yaml": text})
		if got := k.Clients[0].Invoices[0].Total.Decimal(); problems == "" && got != want || problems != "" && !strings.HasPrefix(problems, want) {
			t.Errorf("%s: %s %s", amount, got, problems)
		}
	}
	free := strings.Replace(creditor, "raison_sociale: Boréal", "raison_sociale: Boréal\n  regime_tva: franchise", 1)
	k, problems := read(map[string]string{"relance.yaml": free, "clients.yaml": strings.Replace(client("", ""), "montant_ttc: 1200.00", "montant_ht: 12500.00", 1)})
	if problems != "" || k.Clients[0].Invoices[0].Total != 12_500_00 {
		t.Errorf("without VAT: %s", problems)
	}
}

// T105.
func TestASecretariatThatWritesForItsCreditorHasRepliesSentToIt(t *testing.T) {
	const secretariat = "expediteur: secretariat_en_nom\nsecretariat: {nom: Plume, email: contact@plume.example}\n"
	for email, want := range map[string]string{"contact@plume.example": "W304", "compta@boreal.example": ""} {
		own := strings.Replace(creditor, "raison_sociale: Boréal", "raison_sociale: Boréal\n  email: "+email, 1)
		if _, problems := read(map[string]string{"relance.yaml": own + secretariat}); !strings.HasPrefix(problems, want) || want == "" && problems != "" {
			t.Errorf("%s: %q", email, problems)
		}
	}
}

func TestANumberThatIsASlipOfThePenIsRefused(t *testing.T) {
	for name, test := range map[string]struct{ settings, rates, want string }{
		"a rate without its point":            {"", "taux:\n- {semestre: 2027-S1, bce: 265, legal_autres: 2.80, source: x, verifie_le: 2027-01-02}\n", "F030 un taux de 265,00 % par an"},
		"a contract's rate without its point": {"  cgv: {taux_penalites: 120}\n", "", "F030 un taux de 120,00 % par an"},
		"a closure of decades":                {"fermetures: [{du: 2026-08-03, au: 2062-08-21}]\n", "", "F030 une fermeture de plus d'un an"},
	} {
		files := map[string]string{"relance.yaml": creditor + test.settings, "clients.yaml": client("", "")}
		if test.rates != "" {
			files["taux.yaml"] = test.rates
		}
		_, problems := read(files)
		if problems = strings.NewReplacer("\u202f", " ", "\u00a0", " ").Replace(problems); !strings.Contains(problems, test.want) {
			t.Errorf("%s: %q", name, problems)
		}
	}
}

// A number written in another way would send a client back to its first reminder.
func TestAJournalThatIsNotOfThisKitIsSaid(t *testing.T) {
	log, _ := journal.Read("journal.jsonl", nil)
	text := string(log.Append(
		journal.Entry{Date: calendar.Of(2026, 3, 2), Creditor: "000000018", Client: "C1", Type: journal.Payment, Amount: 100, Invoices: []journal.Invoice{{Number: "f-01"}}},
		journal.Entry{Date: calendar.Of(2026, 3, 3), Creditor: "000000034", Client: "C1", Type: journal.Payment, Amount: 100, Invoices: []journal.Invoice{{Number: "F2"}, {Number: "F3"}}},
	))
	_, problems := read(map[string]string{"relance.yaml": strings.Replace(creditor, "\n", "\n  siren: \"000000034\"\n", 1), "clients.yaml": client("", ""), "journal.jsonl": text})
	for _, want := range []string{"J416 cette ligne est d'un autre créancier, de SIREN 000000018", "J417 le journal parle de la facture « f-01 », le dossier de « F1 »"} {
		if !strings.Contains(problems, want) {
			t.Errorf("%q does not say %q", problems, want)
		}
	}
	if strings.Contains(problems, "F3") {
		t.Errorf("an invoice that left the accounts is no matter: %q", problems)
	}
}
