package agenda_test

import (
	"strings"
	"testing"

	"relance/generator/journal"
)

// T26, T27.
func TestADisputeFreezesItsOwnInvoiceOnly(t *testing.T) {
	o := open(t, "", kerjean+inv("F1", "2026-03-21", "2000.00", "litiges: [{ouvert_le: 2026-03-24, motif: teinte, accuse_le: 2026-03-25}]")+inv("F2", "2026-03-21", "1350.00"))
	o.story("F2", "relance1 2026-03-26")
	same(t, "T26", o.messages("2026-03-31"), "a_faire lettre courrier 1350.00 : F2")
	same(t, "T26", o.state("2026-03-31", "F1"), "litige")
	o = open(t, "", kerjean+inv("F1", "2026-03-21", "2400.00", "litiges: [{ouvert_le: 2026-03-27, motif: finition, montant_conteste: 600.00, accuse_le: 2026-03-27}]"))
	o.story("F1", "relance1 2026-03-26")
	same(t, "T27", o.messages("2026-03-31"), "a_faire lettre courrier 1800.00 : F1")
	cl := o.at("2026-06-30").Communications[0].Items[0].Claim
	if cl.Disputed != 600_00 || cl.Lines[0].Base != 1_800_00 {
		t.Errorf("T27: interest on %s", cl.Lines[0].Base)
	}
}

func TestTwoPartialDisputesAddUp(t *testing.T) {
	o := open(t, "", kerjean+inv("F1", "2026-03-26", "2400.00",
		"litiges: [{ouvert_le: 2026-03-27, motif: finition, montant_conteste: 600.00, accuse_le: 2026-03-27}, {ouvert_le: 2026-03-28, motif: retard, montant_conteste: 300.00, accuse_le: 2026-03-28}]"))
	same(t, "messages", o.messages("2026-03-31"), "a_faire relance1 email 1500.00 : F1")
}

// T28.
func TestAClosedDisputeResumesThePlanAndMovesIt(t *testing.T) {
	o := open(t, "", kerjean+inv("F1", "2026-03-21", "2400.00",
		"litiges: [{ouvert_le: 2026-03-27, motif: finition, accuse_le: 2026-03-27, clos_le: 2026-04-20, issue: partiel}]", "avoirs: [{numero: AV1, date: 2026-04-20, montant: 600.00}]"))
	o.story("F1", "relance1 2026-03-26")
	same(t, "T28", o.run("2026-03-30", "2026-06-30", 1),
		"2026-04-23 lettre F1\n2026-05-04 recommandee F1\n2026-05-13 med F1\n2026-05-27 transmission F1")
}

func TestADisputeAdmittedWaitsForItsCreditNote(t *testing.T) {
	o := open(t, "", kerjean+inv("F1", "2026-03-21", "2400.00", "litiges: [{ouvert_le: 2026-03-27, motif: doublon, accuse_le: 2026-03-27, clos_le: 2026-04-20, issue: fonde}]"))
	same(t, "state", o.state("2026-05-04", "F1"), "litige")
	has(t, "task", o.tasks("2026-05-04"), "Établir l'avoir du litige fondé sur F1")
}

// T29, contracts.md §9.10.
func TestADisputeIsAcknowledgedAnsweredThenDecided(t *testing.T) {
	o := open(t, "", kerjean+inv("F1", "2026-03-21", "2400.00", "litiges: [{ouvert_le: 2026-03-23, motif: teinte}]"))
	same(t, "acknowledgement", o.messages("2026-03-27"), "a_faire accuse_litige email 0.00 : F1")
	has(t, "task", o.tasks("2026-03-27"), "2026-03-26 Accuser réception du litige sur F1")
	o.validate("2026-03-27", "2026-03-27")
	same(t, "once", o.messages("2026-03-30"), "")
	hasNot(t, "acknowledged", o.tasks("2026-03-30"), "Accuser réception")
	hasNot(t, "14 days", o.alerts("2026-04-06"), "litige")
	has(t, "15 days without an answer", o.alerts("2026-04-07"), "litige litige sur F1 ouvert depuis le 23 mars 2026, sans réponse")
	has(t, "30 days", o.tasks("2026-04-22"), "Litige sur F1 ouvert depuis 30 jours : reprendre la relance ou prolonger")
}

// T30.
func TestADisputeAfterTheNoticeHoldsTheHandOver(t *testing.T) {
	o := open(t, "", kerjean+inv("F1", "2026-02-22", "4128.00"))
	o.story("F1", "relance1 2026-02-27, lettre 2026-03-04, recommandee 2026-03-16, med 2026-03-24")
	o.note("2026-03-30", journal.Entry{Type: journal.Dispute, Invoices: refs("F1"), Reason: "livraison"})
	same(t, "during", o.state("2026-04-10", "F1"), "litige")
	o.note("2026-04-20", journal.Entry{Type: journal.Dispute, Invoices: refs("F1"), Closed: true, Issue: journal.Unfounded})
	same(t, "closed", o.state("2026-04-20", "F1"), "a_venir transmission 2026-04-23")
}

// T31.
func TestADisputeLargerThanTheBalanceIsRefused(t *testing.T) {
	_, faults := load("", kerjean+inv("F1", "2026-03-21", "500.00", "litiges: [{ouvert_le: 2026-03-23, motif: teinte, montant_conteste: 600.00}]"))
	if len(faults) != 1 || !strings.Contains(plain(faults[0]), "600,00 € supérieur au solde 500,00 €") {
		t.Errorf("faults %q", faults)
	}
}

// T32 to T34, T38.
func TestAPromiseSuspendsUntilItsGraceHasPassed(t *testing.T) {
	o := open(t, "", kerjean+inv("F1", "2026-03-16", "3780.00"))
	o.story("F1", "relance1 2026-03-23")
	o.promised("2026-03-30", "F1", "3780.00", "2026-04-03")
	same(t, "T38 confirmed the same day", o.messages("2026-03-30"), "a_faire confirmation_promesse email 3780.00 : F1")
	o.validate("2026-03-30", "2026-03-30")
	for _, day := range []string{"2026-03-31", "2026-04-03"} {
		same(t, "T32 "+day, o.state(day, "F1"), "promesse 2026-04-07")
		same(t, "T32 "+day, o.messages(day), "")
	}
	has(t, "T32 check", o.tasks("2026-03-31"), "2026-04-03 Vérifier le compte : promesse de 3 780,00 €")

	kept := *o.k
	o.paid("2026-04-02", "F1", "1000.00")
	same(t, "T34 broken in part", o.messages("2026-04-07"), "a_faire lettre courrier 2780.00 : F1")
	if c := o.at("2026-04-07").Communications[0]; c.Promise == nil || c.Promise.Amount != 3_780_00 {
		t.Error("T34: the letter does not know the promise")
	}
	o.k = &kept
	o.paid("2026-04-02", "F1", "2780.00")
	same(t, "T33 kept", o.state("2026-04-03", "F1"), "soldee")
	same(t, "T33 thanks", o.messages("2026-04-03"), "a_faire remerciement email 0.00 : F1")
}

func TestAPromiseIsJudgedOnlyOnKnownPayments(t *testing.T) {
	o := open(t, "", kerjean+inv("F1", "2026-03-16", "3780.00"))
	o.promised("2026-03-24", "F1", "3780.00", "2026-04-03")
	o.known = o.date("2026-04-02")
	same(t, "unknown", o.state("2026-04-08", "F1"), "promesse 2026-04-07")
	has(t, "question", o.tasks("2026-04-08"), "Saisir les encaissements jusqu'au 3 avril 2026")
	o.known = o.date("2026-04-03")
	has(t, "known", o.state("2026-04-08", "F1"), "a_faire relance1")
}

func TestAChequeHasMoreGrace(t *testing.T) {
	o := open(t, "", kerjean+inv("F1", "2026-03-16", "3780.00")+
		"  promesses: [{prise_le: 2026-03-24, date_limite: 2026-03-27, montant: 3780.00, factures: [F1], mode: chèque}]\n")
	same(t, "four working days", o.state("2026-03-27", "F1"), "promesse 2026-04-02")
}

// T35, T36.
func TestABrokenPromiseResumesOrEscalates(t *testing.T) {
	for policy, want := range map[string]string{"reprendre": "mail2_lrar", "escalader": "med"} {
		o := open(t, "plan_par_defaut: independant\noptions: {promesse_rompue: "+policy+"}", kerjean+inv("F1", "2026-02-16", "15000.00"))
		o.story("F1", "relance1 2026-03-09, appel 2026-03-16")
		o.promised("2026-03-16", "F1", "15000.00", "2026-03-23")
		same(t, policy, o.state("2026-03-24", "F1"), "a_valider "+want+" 2026-03-24")
	}
	o := open(t, "plan_par_defaut: independant", kerjean+inv("F1", "2026-02-16", "15000.00"))
	o.story("F1", "relance1 2026-03-09, appel 2026-03-16")
	o.promised("2026-03-16", "F1", "15000.00", "2026-03-23")
	c := o.at("2026-03-24").Communications[0]
	if skips := c.Items[0].Skipped; len(skips) != 1 || skips[0].Stage.ID != "mail2_lrar" || skips[0].Why != "promesse rompue" {
		t.Errorf("the plan escalates by itself: skipped %v", skips)
	}
	o.validate("2026-03-24", "2026-03-24")
	same(t, "afterwards", o.state("2026-03-25", "F1"), "a_venir transmission 2026-04-08")
}

func TestABrokenPromiseStillEscalatesOnceRecalled(t *testing.T) {
	o := open(t, "plan_par_defaut: independant", kerjean+inv("F1", "2026-03-02", "15000.00"))
	o.story("F1", "relance1 2026-03-03")
	o.promised("2026-03-03", "F1", "15000.00", "2026-03-04")
	same(t, "recalled in writing before the next stage", o.messages("2026-03-05"), "a_faire promesse_rompue email 15000.00 : F1")
	o.validate("2026-03-05", "2026-03-05")
	same(t, "once", o.messages("2026-03-06"), "")
	same(t, "and the call is passed over", o.state("2026-03-06", "F1"), "a_venir mail2_lrar 2026-03-13")
}

func TestALetterForAnotherInvoiceSkipsNothingOfThisOne(t *testing.T) {
	o := open(t, "plan_par_defaut: simple\noptions: {promesse_rompue: escalader}", kerjean+inv("F1", "2026-03-05", "2494.19")+inv("F7", "2026-02-13", "500.00"))
	o.story("F7", "appel 2026-02-20, lettre 2026-03-02")
	o.promised("2026-03-07", "F1", "2494.19", "2026-03-09")
	before := o.state("2026-03-16", "F1")
	o.validate("2026-03-16", "2026-03-16")
	same(t, "after the formal notice of F7", o.state("2026-03-17", "F1"), before)
}

func TestABrokenPromiseDoesNotPassOverTheReminderThatTheNoticeNeeds(t *testing.T) {
	o := open(t, "plan_par_defaut: simple\noptions: {promesse_rompue: escalader}", kerjean+inv("F1", "2026-03-05", "2494.19"))
	o.story("F1", "appel 2026-03-12")
	o.promised("2026-03-12", "F1", "2494.19", "2026-03-16")
	has(t, "the letter first", o.state("2026-03-27", "F1"), "lettre")
}

// T37.
func TestThePromiseOfTheArticleResumesOnItsMorrow(t *testing.T) {
	o := open(t, "plan_par_defaut: independant", kerjean+inv("F1", "2024-02-16", "15000.00"))
	o.story("F1", "relance1 2024-03-08, appel 2024-03-13")
	o.promised("2024-03-13", "F1", "15000.00", "2024-03-18")
	same(t, "T37", o.state("2024-03-18", "F1"), "promesse 2024-03-19")
}

// T40.
func TestASecondPromiseSuspendsNothingUnlessApproved(t *testing.T) {
	o := open(t, "", kerjean+inv("F1", "2026-03-02", "3780.00"))
	o.story("F1", "relance1 2026-03-09")
	o.promised("2026-03-10", "F1", "3780.00", "2026-03-16")
	o.promised("2026-03-18", "F1", "3780.00", "2026-03-27")
	has(t, "second", o.state("2026-03-20", "F1"), "lettre")
	o.approved("2026-03-20", "promesse")
	same(t, "approved", o.state("2026-03-20", "F1"), "promesse 2026-03-30")
}

func TestAKeptPromiseDoesNotCountAgainstTheNext(t *testing.T) {
	o := open(t, "", kerjean+inv("F1", "2026-03-02", "3780.00"))
	o.promised("2026-03-10", "F1", "1000.00", "2026-03-16")
	o.paid("2026-03-16", "F1", "1000.00")
	o.promised("2026-03-24", "F1", "2780.00", "2026-03-31")
	same(t, "second", o.state("2026-03-26", "F1"), "promesse 2026-04-01")
}

// T41, contracts.md §9.4.
func TestADistantPromiseWaitsThreeDaysForApproval(t *testing.T) {
	o := open(t, "", kerjean+inv("F1", "2026-03-16", "3780.00"))
	o.promised("2026-03-24", "F1", "3780.00", "2026-04-23")
	same(t, "waiting", o.state("2026-03-25", "F1"), "promesse 2026-03-27")
	has(t, "task", o.tasks("2026-03-25"), "Accepter ou refuser la promesse du 24 mars 2026 pour le 23 avril 2026")
	same(t, "no answer", o.state("2026-03-27", "F1"), "a_faire relance1 2026-03-27")
	o.approved("2026-03-27", "promesse")
	same(t, "accepted", o.state("2026-03-27", "F1"), "promesse 2026-04-24")
}

func TestAPromiseIsConfirmedOnlyWhenItSuspends(t *testing.T) {
	o := open(t, "", kerjean+inv("F1", "2026-03-16", "3780.00"))
	o.promised("2026-03-24", "F1", "3780.00", "2026-04-23")
	same(t, "waiting for approval", o.messages("2026-03-25"), "")
	same(t, "the plan resumes, and says so itself", o.messages("2026-03-27"), "a_faire relance1 email 3780.00 : F1")
	if p := o.at("2026-03-27").Communications[0].Promise; p == nil || p.Until != o.date("2026-04-23") {
		t.Errorf("the reminder does not answer the promise: %v", p)
	}
	o.approved("2026-03-27", "promesse")
	same(t, "approved", o.messages("2026-03-27"), "a_faire confirmation_promesse email 3780.00 : F1")
}

func TestAPromiseNotAcceptedIsDeclinedOnceBeforeTheNextStage(t *testing.T) {
	o := open(t, "", kerjean+inv("F1", "2026-03-16", "3780.00"))
	o.story("F1", "relance1 2026-03-21, lettre 2026-03-26")
	o.promised("2026-03-27", "F1", "3780.00", "2026-04-24")
	same(t, "waiting for approval", o.messages("2026-03-30"), "")
	same(t, "declined", o.messages("2026-04-01"), "a_faire promesse_refusee email 3780.00 : F1")
	o.validate("2026-04-01", "2026-04-01")
	same(t, "once", o.messages("2026-04-02"), "")
}

func TestASecondPromiseAsksWhetherItIsAccepted(t *testing.T) {
	o := open(t, "", kerjean+inv("F1", "2026-03-02", "3780.00"))
	o.story("F1", "relance1 2026-03-09")
	o.promised("2026-03-10", "F1", "3780.00", "2026-03-16")
	o.promised("2026-03-18", "F1", "3780.00", "2026-03-27")
	has(t, "asked", o.tasks("2026-03-20"), "Accepter ou refuser la promesse du 18 mars 2026")
	o.approved("2026-03-20", "promesse")
	hasNot(t, "answered", o.tasks("2026-03-20"), "Accepter ou refuser")
}

func TestTheLastDeferralIsTheOneThatCounts(t *testing.T) {
	o := open(t, "", kerjean+inv("F1", "2026-03-02", "3780.00"))
	for _, day := range []string{"2026-03-12", "2026-03-17"} {
		o.note("2026-03-05", journal.Entry{Type: journal.Postponement, Invoices: refs("F1"), Until: o.date(day), Reason: "salaires"})
	}
	same(t, "both at once", o.state("2026-03-10", "F1"), "reportee 2026-03-18")
}

func TestAKeptPromiseResumesTheDayItsMoneyCame(t *testing.T) {
	o := open(t, "", kerjean+inv("F1", "2026-03-02", "3780.00"))
	o.story("F1", "relance1 2026-03-09")
	o.promised("2026-03-25", "F1", "1000.00", "2026-04-03")
	o.paid("2026-04-02", "F1", "1000.00")
	same(t, "what is left", o.state("2026-04-02", "F1"), "a_faire lettre 2026-04-02")
}

// T42.
func TestAPromiseHoldsTheHandOver(t *testing.T) {
	o := open(t, "", kerjean+inv("F1", "2026-02-22", "4128.00"))
	o.story("F1", "relance1 2026-02-27, lettre 2026-03-04, recommandee 2026-03-16, med 2026-03-24")
	o.promised("2026-04-02", "F1", "4128.00", "2026-04-15")
	same(t, "T42", o.state("2026-04-08", "F1"), "promesse 2026-04-16")
	same(t, "T42", o.state("2026-04-16", "F1"), "a_valider transmission 2026-04-16")
}

const threeTimes = "  echeanciers: [{accord_le: 2026-02-24, factures: [F1], penalites: suspendues, caducite: oui, echeances: [{date: 2026-03-02, montant: 3000.00}, {date: 2026-03-31, montant: 3000.00}, {date: 2026-04-30, montant: 3000.00}]}]\n"

func TestAnAgreementThatNeverLapsesStillRemindsOfItsInstalment(t *testing.T) {
	o := open(t, "", kerjean+inv("F1", "2026-02-22", "9000.00")+strings.Replace(threeTimes, "caducite: oui", "caducite: non", 1))
	o.paid("2026-03-02", "F1", "3000.00")
	same(t, "the morrow", o.messages("2026-04-01"), "a_faire relance_echeance email 3000.00 : F1")
	if c := o.at("2026-04-01").Communications[0]; c.Deadline != o.date("2026-04-09") { // Easter Monday is the 6th
		t.Errorf("to be paid by %s", c.Deadline)
	}
}

func TestAnAgreementThatNeverLapsesIsRemindedOfAtEachInstalment(t *testing.T) {
	o := open(t, "", kerjean+inv("F1", "2026-02-22", "9000.00")+strings.Replace(threeTimes, "caducite: oui", "caducite: non", 1))
	o.paid("2026-03-02", "F1", "3000.00")
	o.validate("2026-04-01", "2026-04-01")
	same(t, "reminded once", o.messages("2026-04-08"), "")
	has(t, "until the next one", o.state("2026-04-08", "F1"), "echeancier 2026-04-30")
	has(t, "somebody may decide", o.tasks("2026-04-08"), "Décider de la suite de l'accord sur F1")
	same(t, "then for both", o.messages("2026-05-04"), "a_faire relance_echeance email 6000.00 : F1")
}

func agreed(t *testing.T, invoice string) *office {
	o := open(t, "", kerjean+invoice+threeTimes)
	o.story("F1", "relance1 2026-02-05, lettre 2026-02-10, recommandee 2026-02-20")
	return o
}

// T45, T46.
func TestAnUnpaidInstalmentIsClaimedThenEndsTheAgreement(t *testing.T) {
	o := agreed(t, inv("F1", "2026-01-31", "9000.00", "paiements: [{date: 2026-03-02, montant: 3000.00}]"))
	same(t, "the day itself", o.state("2026-03-31", "F1"), "echeancier 2026-03-31")
	same(t, "the day itself", o.messages("2026-03-31"), "")
	same(t, "T45", o.messages("2026-04-01"), "a_faire relance_echeance email 3000.00 : F1")
	if d := o.at("2026-04-01").Communications[0]; d.Deadline != o.date("2026-04-07") {
		t.Errorf("T45: to be paid by %s, the agreement lapses on the 8th", d.Deadline)
	}
	if cl, _ := o.at("2026-04-01").Claim(&o.at("2026-04-01").Decisions[0]); cl.Interest != 0 {
		t.Error("interest runs while the agreement suspends it")
	}
	o.validate("2026-04-01", "2026-04-01")
	same(t, "T45 once", o.messages("2026-04-02"), "")
	has(t, "T46 before grouping", string(o.at("2026-04-08").JSON()), `"etat": "a_valider",
      "etape": "med",
      "date": "2026-04-08"`)
	same(t, "T46 the client is told first", o.messages("2026-04-08"), "a_faire constat_caducite courrier 6000.00 : F1")
	same(t, "T46 the notice gives way", o.state("2026-04-08", "F1"), "a_venir med 2026-04-21") // read on the 13th, to be paid by the 20th
	o.validate("2026-04-08", "2026-04-08")
	same(t, "T46 nothing before the printed day is over", o.messages("2026-04-20"), "")
	same(t, "T46 then the plan resumes", o.messages("2026-04-21"), "a_valider med recommande 6229.74 : F1")
}

// The reminder of an instalment printed a day: the agreement holds until it is over.
func TestAnAgreementHoldsUntilTheDayItsReminderPrinted(t *testing.T) {
	o := agreed(t, inv("F1", "2026-01-31", "9000.00", "paiements: [{date: 2026-03-02, montant: 3000.00}]"))
	o.validate("2026-04-07", "2026-04-07") // the last day before it would lapse
	same(t, "the day it would have lapsed", o.messages("2026-04-08"), "")
	has(t, "the printed day", o.state("2026-04-09", "F1"), "echeancier 2026-04-10")
	same(t, "the day after", o.messages("2026-04-10"), "a_faire constat_caducite courrier 6000.00 : F1")
	o.paid("2026-04-09", "F1", "3000.00")
	same(t, "saved by a payment on the printed day", o.state("2026-04-13", "F1"), "echeancier 2026-04-30")
}

func TestOneLetterTellsTheEndOfAnAgreementOnSeveralInvoices(t *testing.T) {
	two := "  echeanciers: [{accord_le: 2026-02-24, factures: [F1, F2], penalites: dues, caducite: oui, echeances: [{date: 2026-03-31, montant: 4000.00}, {date: 2026-04-30, montant: 5000.00}]}]\n"
	o := open(t, "", kerjean+inv("F1", "2026-01-31", "6000.00")+inv("F2", "2026-01-31", "3000.00")+two)
	o.story("F1", "relance1 2026-02-05, lettre 2026-02-10")
	same(t, "one letter", o.messages("2026-04-10"), "a_faire constat_caducite courrier 9000.00 : F1 F2")
}

func TestALatePaymentWithinTheGraceSavesTheAgreement(t *testing.T) {
	o := agreed(t, inv("F1", "2026-01-31", "9000.00", "paiements: [{date: 2026-03-02, montant: 3000.00}, {date: 2026-04-06, montant: 3000.00}]"))
	same(t, "saved", o.state("2026-04-10", "F1"), "echeancier 2026-04-30")
}

func TestAnAgreementOnceLapsedStaysLapsed(t *testing.T) {
	o := agreed(t, inv("F1", "2026-01-31", "9000.00", "paiements: [{date: 2026-03-02, montant: 3000.00}, {date: 2026-04-14, montant: 3000.00}]"))
	has(t, "lapsed", o.state("2026-04-20", "F1"), "med")
}

// T47.
func TestAPaidAgreementIsThankedForAndWaivesInterest(t *testing.T) {
	o := agreed(t, inv("F1", "2026-01-31", "9000.00", "paiements: [{date: 2026-03-02, montant: 3000.00}, {date: 2026-03-31, montant: 3000.00}, {date: 2026-04-29, montant: 3000.00}]"))
	same(t, "settled", o.state("2026-04-30", "F1"), "soldee")
	same(t, "thanks", o.messages("2026-04-30"), "a_faire remerciement email 0.00 : F1")
	a := o.at("2026-04-30")
	if cl, err := a.Claim(&a.Decisions[0]); err != nil || cl.Due() != 0 {
		t.Errorf("%s still due, %v", cl.Due(), err)
	}
}

// T44, T48.
func TestAnAgreementAddsUpAndALongOneIsApproved(t *testing.T) {
	_, faults := load("", kerjean+inv("F1", "2026-01-31", "9000.00")+strings.Replace(threeTimes, "montant: 3000.00}]", "montant: 2900.00}]", 1))
	if len(faults) != 1 || !strings.Contains(plain(faults[0]), "écart de 100,00 €") {
		t.Errorf("T44: %q", faults)
	}
	long := strings.Replace(threeTimes, "{date: 2026-04-30, montant: 3000.00}", "{date: 2026-04-30, montant: 1500.00}, {date: 2026-05-31, montant: 1500.00}", 1)
	o := open(t, "", kerjean+inv("F1", "2026-01-31", "9000.00")+long)
	hasNot(t, "T48", o.state("2026-02-25", "F1"), "echeancier")
	has(t, "T48", o.tasks("2026-02-25"), "Accepter ou refuser l'échéancier du 24 février 2026 sur F1 : 4 échéances")
	o.approved("2026-02-25", "echeancier")
	same(t, "T48 approved", o.state("2026-02-25", "F1"), "echeancier 2026-03-02")
}

func TestADeferralIsAnAgreementOfOneInstalment(t *testing.T) {
	o := open(t, "", kerjean+inv("F1", "2026-03-02", "900.00")+
		"  echeanciers: [{accord_le: 2026-03-05, factures: [F1], penalites: abandonnees, caducite: oui, echeances: [{date: 2026-04-15, montant: 900.00}]}]\n")
	same(t, "until the new date", o.state("2026-03-31", "F1"), "echeancier 2026-04-15")
}

// T111.
func TestAThirdPostponementInARowIsForSomebodyToApprove(t *testing.T) {
	o := open(t, "", kerjean+inv("F1", "2026-03-02", "900.00"))
	postpone := func(day, until string) {
		o.note(day, journal.Entry{Type: journal.Postponement, Invoices: refs("F1"), Until: o.date(until), Reason: "attente"})
	}
	postpone("2026-03-05", "2026-03-13")
	same(t, "first", o.state("2026-03-10", "F1"), "reportee 2026-03-16")
	postpone("2026-03-13", "2026-03-20")
	same(t, "second", o.state("2026-03-19", "F1"), "reportee 2026-03-23")
	same(t, "over", o.state("2026-03-23", "F1"), "a_faire relance1 2026-03-23")
	postpone("2026-03-23", "2026-03-31")
	same(t, "third", o.state("2026-03-24", "F1"), "a_faire relance1 2026-03-23")
	has(t, "third", o.tasks("2026-03-24"), "Accepter ou refuser le report de F1 au 31 mars 2026")
	o.approved("2026-03-24", "report")
	same(t, "approved", o.state("2026-03-24", "F1"), "reportee 2026-04-01")
}

// T81.
func TestDoNotContactHasAReasonAndAnEnd(t *testing.T) {
	_, faults := load("", kerjean+inv("F1", "2026-03-02", "900.00")+"  ne_pas_contacter: {par: Direction}\n")
	if len(faults) != 2 {
		t.Errorf("faults %q", faults)
	}
	o := open(t, "", kerjean+inv("F1", "2026-03-02", "900.00")+"  ne_pas_contacter: {motif: renégociation, par: Direction, jusqu_au: 2026-04-30}\n")
	same(t, "during", o.state("2026-04-13", "F1"), "gel_client 2026-05-01")
	hasNot(t, "16 days before", o.alerts("2026-04-14"), "fin_gel_client")
	has(t, "15 days before", o.alerts("2026-04-15"), "fin_gel_client")
	same(t, "afterwards, nobody is late for it", o.state("2026-05-04", "F1"), "a_faire relance1 2026-05-04")
}

// T82.
func TestInsolvencyFreezesWhatWasBornBefore(t *testing.T) {
	o := open(t, "", kerjean+inv("F1", "2026-01-31", "3300.00")+inv("F2", "2026-04-25", "500.00")+
		"  procedure_collective: {type: redressement, date_jugement: 2026-03-10, date_publication: 2026-03-12, mandataire_judiciaire: Me Abgrall}\n")
	same(t, "before", o.state("2026-03-31", "F1"), "gel_procedure")
	has(t, "task", o.tasks("2026-03-31"), "2026-05-12 Déclarer la créance de 3 300,00 € au mandataire judiciaire (Me Abgrall), au plus tard le 12 mai 2026")
	same(t, "after", o.state("2026-04-30", "F2"), "a_faire relance1 2026-04-30")
	a := o.at("2026-04-30")
	if cl, _ := a.Claim(&a.Decisions[0]); cl.Lines[len(cl.Lines)-1].To != o.date("2026-03-10") {
		t.Error("interest runs after the judgment")
	}
	has(t, "the day before the judgment nobody knows", o.state("2026-03-09", "F1"), "relance1")
}

// T83.
func TestAfterTheHandOverOneVoiceSpeaks(t *testing.T) {
	o := open(t, "", kerjean+inv("F1", "2026-02-22", "4000.00")+inv("F2", "2026-04-10", "900.00"))
	o.story("F1", "relance1 2026-02-27, lettre 2026-03-04, recommandee 2026-03-16, med 2026-03-24")
	o.story("F1", "transmission 2026-04-08")
	same(t, "handed over", o.state("2026-04-14", "F1"), "transmise")
	o.paid("2026-04-15", "F1", "2000.00")
	has(t, "payment", o.tasks("2026-04-15"), "Informer le partenaire du règlement de 2 000,00 € reçu le 15 avril 2026 sur F1")
	if d := o.at("2026-04-15").Decisions[0]; d.Balance != 2_000_00 {
		t.Errorf("balance %s", d.Balance)
	}
	same(t, "the other invoice follows its plan", o.state("2026-04-15", "F2"), "a_faire relance1 2026-04-15")
	has(t, "T84", o.alerts("2026-04-15"), "profil_suggere un dossier de ce client est transmis")
}
