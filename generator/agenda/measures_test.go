package agenda_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"relance/generator/agenda"
	"relance/generator/journal"
	"relance/generator/kit"
	"relance/templates"
)

// T96, T97, T99, contracts.md §9.13.
func TestBlockingOrdersIsProposedAfterTheNoticeAndLiftedOncePaid(t *testing.T) {
	o := open(t, "", kerjean+inv("F1", "2026-03-01", "5400.00"))
	o.story("F1", "relance1 2026-03-06")
	hasNot(t, "T99 not at the first reminder", o.alerts("2026-03-09"), "blocage_commandes")
	o.story("F1", "lettre 2026-03-11, recommandee 2026-03-23, med 2026-03-31")
	has(t, "T96", o.alerts("2026-03-31"), "blocage_commandes mesure proposée : bloquer les commandes, 5 400,00 € échus")
	has(t, "T96", o.tasks("2026-03-31"), "Décider du blocage des commandes (approbation « blocage_commandes »)")
	o.approved("2026-04-01", "blocage_commandes")
	hasNot(t, "decided", o.alerts("2026-04-02"), "blocage_commandes")
	o.paid("2026-04-07", "F1", "5400.00")
	has(t, "T97", o.alerts("2026-04-07"), "levee_mesure plus rien d'échu")
	same(t, "T97 the same day", o.messages("2026-04-07"), "a_faire levee_mesure email 0.00 : F1")
	o.validate("2026-04-07", "2026-04-07")
	hasNot(t, "lifted", o.alerts("2026-04-08"), "levee_mesure")
	same(t, "once", o.messages("2026-04-08"), "")
}

func TestAnOldLargeDebtNeedsNoNoticeToBeProposedForBlocking(t *testing.T) {
	for _, test := range []struct {
		total, day string
		want       bool
	}{{"5000.01", "2026-05-02", true}, {"5000.00", "2026-05-02", false}, {"5000.01", "2026-05-01", false}} {
		o := open(t, "", kerjean+inv("F1", "2026-03-02", test.total))
		if got := strings.Contains(o.alerts(test.day), "blocage_commandes"); got != test.want {
			t.Errorf("%s on %s: %t", test.total, test.day, got)
		}
	}
}

// T96: once approved, a measure is announced to the client, once.
func TestAMeasureThatWasDecidedIsAnnouncedOnce(t *testing.T) {
	for _, measure := range []string{"blocage_commandes courrier", "comptant_a_la_commande courrier", "suspension_livraisons courrier"} {
		name, _, _ := strings.Cut(measure, " ")
		o := open(t, "", kerjean+inv("F1", "2026-03-01", "5400.00")+inv("F2", "2026-04-30", "100.00"))
		o.story("F1", "relance1 2026-03-06, lettre 2026-03-11, recommandee 2026-03-23, med 2026-03-31")
		hasNot(t, "before it is decided", o.messages("2026-04-01"), name)
		o.approved("2026-04-01", name)
		same(t, "decided", o.messages("2026-04-01"), "a_faire "+measure+" 5400.00 : F1")
		o.validate("2026-04-01", "2026-04-01")
		hasNot(t, "announced", o.messages("2026-04-02"), name)
	}
}

// T98.
func TestAnAccelerationNeedsItsClauseAndClaimsTheWholeAccount(t *testing.T) {
	o := open(t, "", kerjean+inv("A", "2026-03-01", "5400.00")+inv("B", "2026-03-21", "1980.00")+inv("C", "2026-04-30", "2100.00"))
	o.story("A", "relance1 2026-03-06, lettre 2026-03-11, recommandee 2026-03-23, med 2026-03-31")
	client := &o.k.Clients[0]
	if why, soon := o.at("2026-03-31").Facts.Refusal(client, "exigibilite_immediate"); why != "clause absente des CGV : clause_decheance_terme" || soon {
		t.Errorf("without the clause: %q", why)
	}
	o.k.Creditor.Terms.Acceleration = kit.Yes
	if why, _ := o.at("2026-03-31").Facts.Refusal(client, "exigibilite_immediate"); why != "" {
		t.Errorf("with the clause: %q", why)
	}
	has(t, "proposed", o.tasks("2026-04-01"), "autres mesures possibles : « exigibilite_immediate » (9 480,00 €, dont 2 100,00 € non échus), « comptant_a_la_commande »")
	o.approved("2026-04-01", "exigibilite_immediate")
	has(t, "T98", o.messages("2026-04-01"), "a_faire exigibilite_immediate recommande 9480.00 : A B")
	for _, c := range o.at("2026-04-01").Communications {
		if c.Stage.ID == "exigibilite_immediate" && (c.Principal != 7_380_00 || c.Accelerated != 2_100_00 || len(c.With(agenda.NextDue)) != 1) {
			t.Errorf("due %s, made due %s, %d invoices apart", c.Principal, c.Accelerated, len(c.With(agenda.NextDue)))
		}
	}
}

// T99, T100.
func TestAMeasureWaitsForAFormalStageUnlessForcedAndNeverHitsAPerson(t *testing.T) {
	o := open(t, "", kerjean+inv("F1", "2026-03-01", "5400.00"))
	o.story("F1", "relance1 2026-03-06")
	refusal := func(o *office, day, measure string) string {
		why, soon := o.at(day).Facts.Refusal(&o.k.Clients[0], measure)
		return fmt.Sprintf("%s %t", why, soon)
	}
	same(t, "T99", refusal(o, "2026-03-09", "blocage_commandes"), "mesure réservée aux étapes formelles true")
	o.story("F1", "lettre 2026-03-11, recommandee 2026-03-23")
	same(t, "after a formal stage", refusal(o, "2026-03-24", "comptant_a_la_commande"), " false")
	for _, kind := range []kit.Kind{kit.Consumer, kit.Public} {
		o.k.Clients[0].Kind = kind
		same(t, "T100", refusal(o, "2026-03-24", "blocage_commandes"), "mesure réservée aux entreprises false")
	}
	o.k.Clients[0].Kind = kit.Company
	o.paid("2026-03-25", "F1", "5400.00")
	same(t, "paid", refusal(o, "2026-03-25", "blocage_commandes"), "rien d'échu n'est dû par ce client false")
}

// T38, T39.
// T99: the file of one invoice in other hands opens nothing against the others.
func TestAnInvoiceHandedOverJustifiesNoMeasureForTheOthers(t *testing.T) {
	o := open(t, "", kerjean+inv("F1", "2026-01-05", "1400.00")+inv("F2", "2026-03-11", "500.00"))
	o.story("F1", "relance1 2026-01-12, lettre 2026-01-16, recommandee 2026-01-26, med 2026-02-05, transmission 2026-02-20")
	o.story("F2", "relance1 2026-03-16")
	why, soon := o.at("2026-03-17").Facts.Refusal(&o.k.Clients[0], "suspension_livraisons")
	if why != "mesure réservée aux étapes formelles" || !soon {
		t.Errorf("%q, soon %v", why, soon)
	}
}

func TestACallThatPromisesAsksForADateAndAnAmount(t *testing.T) {
	o := open(t, "", kerjean+inv("F1", "2026-03-02", "1200.00"))
	o.note("2026-03-09", journal.Entry{Type: journal.Call, Outcome: journal.Promised})
	has(t, "vague", o.tasks("2026-03-09"), "Appel du 9 mars 2026 : noter la promesse, avec sa date et son montant")
	o.promised("2026-03-09", "F1", "1200.00", "2026-03-13")
	hasNot(t, "noted", o.tasks("2026-03-09"), "noter la promesse")
}

func TestANewClientIsWelcomedBeforeItsFirstDueDate(t *testing.T) {
	clients := strings.Replace(kerjean, "  factures:", "  profil: nouveau_client\n  factures:", 1)
	o := open(t, "", clients+inv("F1", "2026-04-07", "2200.00"))
	same(t, "welcome", o.messages("2026-03-31"), "a_faire bienvenue email 0.00 : , cite F1")
	o.validate("2026-03-31", "2026-03-31")
	same(t, "once, then the courtesy", o.messages("2026-04-02"), "a_faire courtoisie email 2200.00 : F1")
}

const agent = `
expediteur: mandataire
secretariat: {nom: Plume, adresse: [1 rue de l'Essai, 44000 Nantes], email: plume@plume.example}
`

// T101.
func TestAnAgentWithoutMandateSendsNothing(t *testing.T) {
	o := open(t, agent, kerjean+inv("F1", "2026-03-26", "1200.00"))
	has(t, "T101", o.messages("2026-03-31"), "bloquee relance1")
	has(t, "T101", o.messages("2026-03-31"), "[mandat]")
	o = open(t, "expediteur: mandataire\nmandat: {reference: MAN-1, date: 2026-03-02}\n", kerjean+inv("F1", "2026-03-26", "1200.00"))
	has(t, "nor one without a name", o.messages("2026-03-31"), "[secretariat]")
}

// T102, contracts.md §9.14.
func TestAnAgentsFirstContactIsALetter(t *testing.T) {
	mandated := agent + "mandat: {reference: MAN-1, date: 2026-03-02}\n"
	o := open(t, mandated, kerjean+inv("F1", "2026-04-03", "1200.00"))
	same(t, "no courtesy before it", o.messages("2026-03-31"), "bloquee courtoisie courrier 1200.00 : F1 [première lettre]")
	same(t, "the first reminder is a letter", o.messages("2026-04-08"), "a_faire relance1 courrier 1200.00 : F1")
	if c := o.at("2026-04-08").Communications[0]; c.Template != "lettre-relance" {
		t.Errorf("template %s", c.Template)
	}
	o.validate("2026-04-08", "2026-04-08")
	o.note("2026-04-09", journal.Entry{Type: journal.Note, Content: "rien"})
	has(t, "then any channel", o.messages("2026-04-15"), "a_faire lettre courrier") // the first letter, read on Monday the 13th, leaves until the 14th
}

// Two letters of one stage would say the same twice, and one of them another sum.
func TestAnAgentOpensWithOneLetter(t *testing.T) {
	mandated := agent + "mandat: {reference: MAN-1, date: 2026-03-02}\nplan_par_defaut: independant\noptions: {rattrapage: direct}\n"
	for total, want := range map[string]string{
		"100.00":  "a_valider mail2_lrar courrier 100.00 : F1",
		"1000.00": "a_valider mail2_lrar recommande 1054.65 : F1",
	} {
		o := open(t, mandated, kerjean+inv("F1", "2026-02-15", total))
		same(t, total, o.messages("2026-03-31"), want)
	}
	o := open(t, mandated, kerjean+inv("F1", "2026-03-16", "1000.00", "litiges: [{ouvert_le: 2026-03-30, motif: teinte, montant_conteste: 600.00}]"))
	for _, c := range o.at("2026-03-31").Communications {
		if c.Stage.ID == "accuse_litige" && (c.Channel != kit.ByLetter || c.Template != "accuse-litige") {
			t.Errorf("a dispute is acknowledged by %s, %s", c.Channel, c.Template)
		}
	}
	has(t, "a dispute", o.messages("2026-03-31"), "accuse_litige courrier")
}

// T103.
func TestAnAgentTellsTheCreditorOfAPaymentTheSameDay(t *testing.T) {
	o := open(t, agent+"mandat: {reference: MAN-1, date: 2026-03-02}\n", kerjean+inv("F1", "2026-03-02", "1200.00"))
	o.paid("2026-03-31", "F1", "500.00")
	has(t, "T103", o.messages("2026-03-31"), "a_faire avis_mandant email")
	if c := o.at("2026-03-31").Communications; c[len(c)-1].Recipient != "compta@boreal.example" {
		t.Errorf("to %s", c[len(c)-1].Recipient)
	}
	o.validate("2026-03-31", "2026-03-31")
	hasNot(t, "once", o.messages("2026-04-01"), "avis_mandant")
	if contacts := o.at("2026-04-01").Facts.Contacts(&o.k.Clients[0]); len(contacts) > 0 && contacts[0].Stage == "avis_mandant" {
		t.Error("the client is told to have been contacted")
	}
}

func TestAnAgentAnnouncesOnlyWhatItReceived(t *testing.T) {
	for _, test := range []struct {
		name, mandate, rest string
		want                bool
	}{
		{"nobody said who received it", "", "paiements: [{date: 2026-03-31, montant: 500.00}]", true},
		{"two payments are one notice", "", "paiements: [{date: 2026-03-27, montant: 200.00}, {date: 2026-03-31, montant: 300.00}]", true},
		{"the creditor received it", "", "paiements: [{date: 2026-03-31, montant: 500.00, recu_par: creancier}]", false},
		{"the agent may not collect", ", pouvoir_encaisser: non", "paiements: [{date: 2026-03-31, montant: 500.00}]", false},
		{"but did", ", pouvoir_encaisser: non", "paiements: [{date: 2026-03-31, montant: 500.00, recu_par: mandataire}]", true},
		{"before the mandate", "", "paiements: [{date: 2026-03-01, montant: 500.00}]", false},
	} {
		o := open(t, agent+"mandat: {reference: MAN-1, date: 2026-03-02"+test.mandate+"}\n", kerjean+inv("F1", "2026-03-02", "1200.00", test.rest))
		got := ""
		for _, c := range o.at("2026-03-31").Communications {
			if c.Stage.ID == "avis_mandant" {
				got += plain(c.Reason)
			}
		}
		if test.want {
			same(t, test.name, got, "règlement de 500,00 € reçu le 31 mars 2026 : à signaler au créancier")
		} else {
			same(t, test.name, got, "")
		}
	}
}

// R124-5: the instalments of an agreement need no notice.
func TestAnAgreedInstalmentIsNotAnnounced(t *testing.T) {
	client := strings.Replace(kerjean, "  factures:", "  echeanciers: [{accord_le: 2026-03-10, factures: [F1], penalites: dues, echeances: [{date: 2026-03-31, montant: 600.00}, {date: 2026-04-30, montant: 600.00}]}]\n  factures:", 1)
	o := open(t, agent+"mandat: {reference: MAN-1, date: 2026-03-02}\n", client+inv("F1", "2026-03-02", "1200.00", "paiements: [{date: 2026-03-31, montant: 600.00}]"))
	hasNot(t, "instalment", o.messages("2026-03-31"), "avis_mandant")
}

// T107, contracts.md §9.6.
func TestSilenceIsAnAlert(t *testing.T) {
	o := open(t, "", kerjean+inv("F1", "2026-03-02", "1200.00"))
	hasNot(t, "the reminder of Monday the 9th, five working days", o.alerts("2026-03-16"), "silence")
	has(t, "six", o.alerts("2026-03-17"), "silence")
	has(t, "T107", o.alerts("2026-03-31"), "silence 1 facture échue sans aucune action, jusqu'à 29 jours de retard")
	o.story("F1", "relance1 2026-03-09")
	hasNot(t, "the letter of Thursday the 12th, five working days", o.alerts("2026-03-19"), "silence")
	has(t, "more than five", o.alerts("2026-03-20"), "silence")
	o.note("2026-03-20", journal.Entry{Type: journal.Postponement, Invoices: refs("F1"), Until: o.date("2026-04-30"), Reason: "accord"})
	hasNot(t, "a pause is no silence", o.alerts("2026-04-20"), "silence")
}

// T109.
func TestDependenceOnOneClientIsAnAlert(t *testing.T) {
	o := open(t, "", kerjean+inv("F1", "2026-04-20", "3720.00")+strings.Replace(kerjean, "C17", "C18", 1)+inv("F2", "2026-04-20", "1280.00")+
		strings.Replace(kerjean, "C17", "C19", 1)+inv("F3", "2026-04-20", "1250.00")+strings.Replace(kerjean, "C17", "C20", 1)+inv("F4", "2026-04-20", "1250.00")+
		strings.Replace(kerjean, "C17", "C21", 1)+inv("F5", "2026-04-20", "1250.00")+strings.Replace(kerjean, "C17", "C22", 1)+inv("F6", "2026-04-20", "1250.00"))
	has(t, "T109", o.alerts("2026-03-31"), "dependance dépendance : 37,2 %")
	if n := strings.Count(o.alerts("2026-03-31"), "dependance"); n != 1 {
		t.Errorf("%d alerts", n)
	}
}

// T112, kits.md B3.
func TestALimitationThatNearsIsAnAlert(t *testing.T) {
	consumer := strings.Replace(kerjean, "type: entreprise", "type: particulier", 1)
	o := open(t, "", consumer+inv("F1", "2024-03-25", "900.00", "livraison: {date: 2024-03-25, preuve: bon}"))
	has(t, "T112", o.alerts("2025-12-31"), "prescription F1 : prescription le 25 mars 2026 (84 jours)")
	hasNot(t, "90 days", o.alerts("2025-12-25"), "prescription")
	business := open(t, "", kerjean+inv("F1", "2024-03-25", "900.00"))
	hasNot(t, "five years between businesses", business.alerts("2025-12-31"), "prescription")
}

// T86, T114.
func TestWhatTheFiguresOfAClientSuggest(t *testing.T) {
	late := func(number, due, paid string) string {
		return inv(number, due, "100.00", "paiements: [{date: "+paid+", montant: 100.00}]")
	}
	slow := kerjean + late("A", "2026-01-02", "2026-02-20") + late("B", "2026-01-12", "2026-02-20") + late("C", "2026-02-02", "2026-02-23")
	has(t, "T86 slow", open(t, "", slow).alerts("2026-03-31"), "profil_suggere paie en moyenne 36 jours après l'échéance")
	has(t, "T86 new", open(t, "", kerjean+inv("F1", "2026-03-17", "900.00")).alerts("2026-04-01"), "profil_suggere première facture il y a 45 jours : profil « nouveau_client » suggéré")
	o := open(t, "", kerjean+inv("F1", "2025-12-02", "900.00"))
	o.promised("2026-01-05", "F1", "900.00", "2026-01-09")
	hasNot(t, "one broken promise", o.alerts("2026-02-20"), "mauvais_payeur")
	o.promised("2026-01-20", "F1", "900.00", "2026-01-30")
	has(t, "T86 two", o.alerts("2026-02-20"), "2 promesses non tenues : profil « mauvais_payeur » suggéré")
	key := strings.Replace(slow, "  factures:", "  profil: grand_compte\n  factures:", 1)
	has(t, "T114", open(t, "", key).alerts("2026-03-31"), "reunion_proposee 3 factures payées avec plus de 15 jours de retard en six mois")
	hasNot(t, "T114 half a year later", open(t, "", key).alerts("2026-09-30"), "reunion_proposee")
}

// T108, Y12.
func TestThePaymentDelayIsAMeanAndAWeightedMean(t *testing.T) {
	a := pme(t)
	d := a.PaymentDelay(a.Kit.ClientByCode("C08"), a.Date.AddMonths(-12))
	got := fmt.Sprintf("%d %d,%d %d,%d", d.Invoices, d.Mean/10, d.Mean%10, d.Weighted/10, d.Weighted%10)
	same(t, "C08", got, "9 37,0 36,9")
}

// T113.
func TestAMeetingIsNotProposedWhileAFormalStageRuns(t *testing.T) {
	key := strings.Replace(kerjean, "  factures:", "  profil: grand_compte\n  factures:", 1)
	o := open(t, "", key+inv("A", "2026-02-14", "7200.00")+inv("B", "2026-03-06", "4560.00"))
	o.story("A", "relance_ap 2026-02-23, appel 2026-03-02, invitation_reunion 2026-03-11")
	o.story("B", "relance_ap 2026-03-13, appel 2026-03-23")
	same(t, "T113", o.messages("2026-03-31"), "a_valider recommandee recommande 7347.85 : A, saute B (invitation_reunion)")
	same(t, "its own letter is the next stage", o.state("2026-03-31", "B"), "a_venir recommandee 2026-04-20")
}

func TestOneInvitationAClientInNinetyDays(t *testing.T) {
	key := strings.Replace(kerjean, "  factures:", "  profil: grand_compte\n  factures:", 1)
	o := open(t, "", key+inv("A", "2026-02-14", "7200.00", "paiements: [{date: 2026-03-20, montant: 7200.00}]")+inv("B", "2026-03-06", "4560.00"))
	o.story("A", "invitation_reunion 2026-03-11")
	o.story("B", "relance_ap 2026-03-13, appel 2026-03-23")
	same(t, "no second one", o.messages("2026-03-31"), "")
	has(t, "why", o.reason("2026-03-31", "B"), "réunion déjà proposée le 11 mars 2026")
}

// contracts.md §9.8.
func TestABacklogIsAskedAboutOnce(t *testing.T) {
	clients := kerjean
	for i := range 11 {
		clients += inv(fmt.Sprintf("F%d", i), "2026-02-02", "100.00")
	}
	o := open(t, "", clients)
	has(t, "empty journal", o.tasks("2026-03-31"), "11 factures ont plus de 30 jours de retard et le journal est vide")
	o.note("2026-03-31", journal.Entry{Type: journal.Takeover, Stage: "lettre", Invoices: refs("F0")})
	hasNot(t, "one line is enough", o.tasks("2026-03-31"), "le journal est vide")
}

// law.md §1.2.
func TestAContractRateUnderTheFloorIsAnAlert(t *testing.T) {
	o := open(t, "", kerjean+inv("F1", "2026-03-26", "1200.00"))
	o.k.Creditor.Terms.PenaltyRate = &o.k.Options.FinancingCost // 8,00 %
	hasNot(t, "8 % in 2026-S1", o.alerts("2026-03-31"), "taux_contractuel")
	has(t, "8 % in 2026-S2", o.alerts("2026-07-01"), "taux_contractuel le taux de pénalités de vos conditions (8,00 %) est sous le plancher légal de 8,25 %")
}

func TestAnInvitationThatWasSkippedIsNoInvitation(t *testing.T) {
	key := strings.Replace(kerjean, "  factures:", "  profil: grand_compte\n  factures:", 1)
	o := open(t, "", key+inv("A", "2026-02-14", "7200.00", "paiements: [{date: 2026-03-20, montant: 7200.00}]")+inv("B", "2026-03-06", "4560.00"))
	o.note("2026-03-11", journal.Entry{Type: journal.Reminder, Channel: journal.ByEmail, Invoices: []journal.Invoice{{Number: "A", Stage: "invitation_reunion", Plan: "grand_compte", Status: journal.Skipped}}})
	o.story("B", "relance_ap 2026-03-13, appel 2026-03-23")
	has(t, "proposed", o.messages("2026-03-31"), "a_valider invitation_reunion")
}

// T115.
func TestASignedProtocolIsReviewedAndNamesWhomToAsk(t *testing.T) {
	paid := func(number, due, on string) string {
		return inv(number, due, "1000.00", "paiements: [{date: "+on+", montant: 1000.00}]")
	}
	client := strings.Replace(kerjean, "  factures:", "  profil: grand_compte\n  protocole: {signe_le: 2026-03-31, revue_le: 2026-05-30, contact: Mme Anne Durand, engagements: [{qui: vous, quoi: un bon de commande par chantier}]}\n  factures:", 1)
	client = strings.Replace(client, "contacts: [", "contacts: [{civilite: Mme, prenom: Anne, nom: Durand, role: achats, email: achats@kerjean.example}, ", 1)
	client = strings.Replace(client, "nom: Kerjean, email", "nom: Kerjean, role: comptabilite, email", 1)
	o := open(t, "", client+paid("A", "2026-01-10", "2026-02-09")+paid("B", "2026-02-02", "2026-03-16")+paid("C", "2026-04-10", "2026-04-15")+
		inv("D", "2026-05-15", "800.00", "paiements: [{date: 2026-05-15, montant: 800.00}]")+inv("E", "2026-06-15", "800.00"))
	has(t, "the review", o.tasks("2026-05-14"), "2026-05-30 Revue du protocole signé le 31 mars 2026 avec Plâtrerie Kerjean : délai moyen 36,0 jours de retard (2 factures) avant, 5,0 jours de retard (1 facture) depuis")
	to := func(day string) string {
		for _, c := range o.at(day).Communications {
			if c.Stage.ID == "verif_circuit" {
				return c.Recipient
			}
		}
		return ""
	}
	for _, name := range []string{"Mme Anne Durand", "Anne Durand", "Mme Durand", "durand", "achats", "achats@kerjean.example"} {
		o.k.Clients[0].Protocol.Contact = name
		same(t, "the check before the review: "+name, to("2026-05-11"), "achats@kerjean.example")
	}
	same(t, "after it", to("2026-06-10"), "contact@kerjean.example")
}

// S1-08.
func TestAClientWhoPaysLaterAndLaterIsAnAlert(t *testing.T) {
	paid := func(number, due string, late int) string {
		d := open(t, "", kerjean+inv("X", "2026-03-02", "1.00")).date(due)
		return inv(number, due, "100.00", "paiements: [{date: "+d.AddDays(late).ISO()+", montant: 100.00}]")
	}
	old := paid("A", "2025-08-01", 5) + paid("B", "2025-09-01", 5) + paid("C", "2025-10-01", 5)
	for late, want := range map[int]bool{14: false, 15: true} {
		o := open(t, "", kerjean+old+paid("D", "2026-01-05", late)+paid("E", "2026-02-05", late)+paid("F", "2026-03-05", late))
		if got := strings.Contains(o.alerts("2026-03-31"), "derive_delai paie de plus en plus tard : 15,0 jours de retard (3 factures) depuis trois mois, 5,0 jours de retard (3 factures) les neuf mois d'avant"); got != want {
			t.Errorf("%d days: %s", late, o.alerts("2026-03-31"))
		}
	}
}

func TestPaymentsKnownBeyondTheDayAreAnAlert(t *testing.T) {
	o := open(t, "paiements_a_jour_au: 2027-03-30\n", kerjean+inv("F1", "2026-03-02", "1200.00"))
	has(t, "the year of the date", o.alerts("2026-03-31"), "paiements_futurs les encaissements seraient saisis jusqu'au 30 mars 2027, après le 31 mars 2026")
}

// The names of the messages outside plans are theirs alone.
func TestNoStageTakesTheNameOfAnEvent(t *testing.T) {
	for _, s := range agenda.Outside {
		plan := "id: essai\nnom: Essai\netapes:\n- {id: " + s.ID + ", jours: 5, nature: douce, canal: email, modele: relance-1, ton: 2}\n"
		_, problems := kit.Load(fstest.MapFS{"relance.yaml": {Data: []byte(boreal)}, "clients.yaml": {Data: []byte("clients:" + kerjean + inv("F1", "2026-03-02", "1200.00"))}},
			kit.Overlay(fstest.MapFS{"plans/essai.yaml": {Data: []byte(plan)}}, templates.FS), nil)
		if !problems.Faults() {
			t.Errorf("a stage may be called %s", s.ID)
		}
	}
}
