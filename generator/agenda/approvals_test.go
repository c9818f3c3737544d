package agenda_test

import (
	"slices"
	"strings"
	"testing"

	"relance/generator/journal"
	"relance/generator/kit"
)

// T70.
func TestAFormalNoticeNeedsAWrittenReminderFirst(t *testing.T) {
	o := open(t, "", kerjean+inv("F1", "2026-03-02", "1200.00"))
	for _, s := range []string{"relance1 2026-03-09", "lettre 2026-03-12", "recommandee 2026-03-23"} {
		stage, day, _ := strings.Cut(s, " ")
		o.note(day, journal.Entry{Type: journal.Call, Invoices: []journal.Invoice{{Number: "F1", Stage: stage, Plan: "progressif", Status: journal.Done}}})
	}
	has(t, "only calls", o.messages("2026-04-01"), "bloquee med recommande")
	has(t, "only calls", o.messages("2026-04-01"), "[relance écrite préalable]")
}

// T71, contracts.md §9.2.
func TestACheckAnsweredNoBlocksAFormalStageOnly(t *testing.T) {
	no := inv("F1", "2026-03-11", "1200.00", "verifications: {livree: non}")
	o := open(t, "", kerjean+no)
	c := o.at("2026-03-16").Communications[0]
	if c.Status != "a_faire" || !slices.Contains(c.Warnings, "F1 : preuve de livraison manquante") {
		t.Errorf("soft: %s, %q", c.Status, c.Warnings)
	}
	o.story("F1", "relance1 2026-03-16, lettre 2026-03-23")
	has(t, "formal", o.messages("2026-03-31"), "[preuve de livraison manquante]")
}

func TestAnEmptyCheckMakesAFormalStageWaitForApproval(t *testing.T) {
	o := open(t, "", kerjean+inv("F1", "2026-03-11", "1200.00"))
	o.k.DefaultChecks.Delivered = 0
	o.story("F1", "relance1 2026-03-16, lettre 2026-03-23")
	c := o.at("2026-03-31").Communications[0]
	if c.Status != "a_valider" || !slices.Contains(c.Warnings, "F1 : vérifications à cocher : envoi, contrat, livraison") {
		t.Errorf("%s, %q", c.Status, c.Warnings)
	}
}

// T72.
func TestAHandOverWaitsForThePrintedDeadlineAndThePost(t *testing.T) {
	o := open(t, "", kerjean+inv("F1", "2026-02-22", "4128.00"))
	o.story("F1", "relance1 2026-02-27, lettre 2026-03-04, recommandee 2026-03-16, med 2026-03-24")
	same(t, "printed Tuesday 7 April", o.state("2026-03-31", "F1"), "a_venir transmission 2026-04-08")
	o.note("2026-04-02", journal.Entry{Type: journal.Registered, Stage: "med", Invoices: refs("F1"), Presented: o.date("2026-04-02")})
	same(t, "presented late", o.state("2026-04-03", "F1"), "a_venir transmission 2026-04-13")
}

func TestAnApprovalCoversOnlyWhatWasShown(t *testing.T) {
	o := open(t, "", kerjean+inv("F1", "2026-03-02", "3000.00")+inv("F2", "2026-03-09", "9000.00"))
	o.story("F1", "relance1 2026-03-09, lettre 2026-03-12")
	o.story("F2", "relance1 2026-03-16, lettre 2026-03-19")
	has(t, "F1 is asked", o.state("2026-03-24", "F1"), "a_valider recommandee")
	o.approved("2026-03-24", "recommandee")
	has(t, "F1 may go", o.state("2026-03-24", "F1"), "a_faire recommandee")
	o.validate("2026-03-24", "2026-03-24")
	has(t, "F2 is asked in its turn", o.state("2026-03-31", "F2"), "a_valider recommandee")
	o.note("2026-03-31", journal.Entry{Type: journal.Approval, Stage: "recommandee", Decision: journal.Granted, Invoices: refs("F2")})
	has(t, "named", o.state("2026-03-31", "F2"), "a_faire recommandee")
}

func TestTheDaysOfAFormalNoticeAreThoseWrittenNearest(t *testing.T) {
	for _, test := range []struct{ name, creditor, client, end string }{
		{"eight days by default, three for the post", "", kerjean, "2026-04-07"},
		{"of the creditor", "options: {delai_mise_en_demeure: 15}", kerjean, "2026-04-13"},
		{"of the client", "options: {delai_mise_en_demeure: 15}", strings.Replace(kerjean, "  factures", "  options: {delai_mise_en_demeure: 20}\n  factures", 1), "2026-04-16"},
		{"fifteen for a consumer, whatever the plan", "", strings.Replace(kerjean, "type: entreprise", "type: particulier\n  plan: progressif", 1), "2026-04-13"},
	} {
		o := open(t, test.creditor, test.client+inv("F1", "2026-02-22", "4128.00"))
		o.story("F1", "relance1 2026-02-27, lettre 2026-03-04, recommandee 2026-03-16, med 2026-03-24")
		if s := o.at("2026-03-24").Facts.Steps(&o.k.Clients[0].Invoices[0]); s[len(s)-1].Deadline != o.date(test.end) {
			t.Errorf("%s: %s", test.name, s[len(s)-1].Deadline)
		}
	}
}

// contracts.md §9.3.
func TestAHandOverNeedsThePaymentsOfTheDeadline(t *testing.T) {
	o := open(t, "", kerjean+inv("F1", "2026-02-22", "4128.00"))
	o.story("F1", "relance1 2026-02-27, lettre 2026-03-04, recommandee 2026-03-16, med 2026-03-24")
	o.known = o.date("2026-04-06")
	has(t, "unknown", o.messages("2026-04-08"), "[encaissements à saisir jusqu'au terme de la mise en demeure]")
	has(t, "question", o.tasks("2026-04-07"), "Saisir les encaissements jusqu'au 7 avril 2026 avant de transmettre F1")
	o.known = o.date("2026-04-07")
	has(t, "known", o.messages("2026-04-08"), "a_valider transmission interne")
}

func TestAHandOverNeedsAFormalNotice(t *testing.T) {
	o := open(t, "", kerjean+inv("F1", "2026-02-22", "4128.00"))
	o.story("F1", "relance1 2026-02-27, lettre 2026-03-04, recommandee 2026-03-16")
	o.note("2026-03-24", journal.Entry{Type: journal.Reminder, Channel: journal.ByRegistered, Invoices: []journal.Invoice{{Number: "F1", Stage: "med", Plan: "progressif", Status: journal.Skipped}}})
	has(t, "skipped", o.messages("2026-04-08"), "[étape préalable absente : mise en demeure]")
}

// T73, contracts.md §9.1.
func TestTheAccountManagerOfAKeyAccountIsToldOfSoftStages(t *testing.T) {
	clients := strings.Replace(kerjean, "  factures:", "  profil: grand_compte\n  commercial: Mme Vidal\n  factures:", 1)
	o := open(t, "", clients+inv("F1", "2026-03-24", "1200.00"))
	same(t, "it leaves", o.messages("2026-03-31"), "a_faire relance_ap email 1200.00 : F1")
	has(t, "and is told", o.tasks("2026-03-31"), "Prévenir Mme Vidal : relance au service fournisseurs part aujourd'hui chez Plâtrerie Kerjean")
	o.story("F1", "relance_ap 2026-03-31, appel 2026-04-08")
	has(t, "a meeting waits for approval", o.messages("2026-04-20"), "a_valider invitation_reunion email")
}

// T74, T75, T106.
func TestARefusalIsProposedAgainAndALongWaitIsAnAlert(t *testing.T) {
	o := prigent(t, "")
	o.note("2026-03-31", journal.Entry{Type: journal.Approval, Stage: "recommandee", Decision: journal.Denied, Reason: "client à ménager", AskAgain: o.date("2026-04-07")})
	same(t, "T74", o.state("2026-03-31", "A"), "a_venir recommandee 2026-04-07")
	has(t, "T74", o.reason("2026-03-31", "A"), "lettre recommandée refusée le 31 mars 2026 (client à ménager) : à nouveau proposée le mardi 7 avril 2026")
	same(t, "T74", o.state("2026-04-07", "A"), "a_valider recommandee 2026-04-07")
	o = prigent(t, "")
	hasNot(t, "ten days", o.alerts("2026-04-10"), "validation_en_souffrance")
	has(t, "twelve days", o.alerts("2026-04-12"), "validation_en_souffrance")
	o.approved("2026-04-13", "recommandee")
	has(t, "approved", o.messages("2026-04-13"), "a_faire recommandee recommande")
}

// T76, T79, T80.
func TestTheChannelFollowsWhatReachesTheClient(t *testing.T) {
	relance1 := inv("F1", "2026-03-26", "1200.00")
	noEmail := strings.Replace(kerjean, "email: contact@kerjean.example, ", "", 1)
	o := open(t, "", noEmail+relance1)
	same(t, "no e-mail", o.messages("2026-03-31"), "a_faire relance1 courrier 1200.00 : F1")
	has(t, "the actual channel is journaled", string(o.at("2026-03-31").Communications[0].Entry(o.date("2026-03-31")).Channel), "courrier")
	o = open(t, "", strings.Replace(noEmail, "  adresse: [9 rue de l'Essai, 49100 Angers]\n", "", 1)+relance1)
	same(t, "no address either", o.messages("2026-03-31"), "bloquee relance1 email 1200.00 : F1 [adresse électronique manquante]")
	o = open(t, "", strings.Replace(kerjean, "  factures:", "  canaux_refuses: [email]\n  factures:", 1)+relance1)
	same(t, "e-mails refused", o.messages("2026-03-31"), "a_faire relance1 courrier 1200.00 : F1")
	o = open(t, "", strings.Replace(kerjean, "  factures:", "  canal_prefere: courrier\n  factures:", 1)+relance1)
	same(t, "letters preferred", o.messages("2026-03-31"), "a_faire relance1 courrier 1200.00 : F1")
	sms := open(t, "plan_par_defaut: particulier", strings.Replace(kerjean, "  factures:", "  canaux_refuses: [sms]\n  factures:", 1)+inv("F1", "2026-03-20", "1200.00"))
	sms.story("F1", "relance1 2026-03-24")
	same(t, "T80", sms.messages("2026-03-31"), "a_faire sms email 1200.00 : F1")
}

// T79.
func TestTwoUnansweredEmailsBecomeACall(t *testing.T) {
	o := open(t, "", kerjean+inv("F1", "2026-03-26", "1200.00"))
	for _, day := range []string{"2026-03-10", "2026-03-18"} {
		o.note(day, journal.Entry{Type: journal.Reminder, Channel: journal.ByEmail, Outcome: journal.NoAnswer, Invoices: []journal.Invoice{{Number: "F1", Stage: "courtoisie", Plan: "progressif", Status: journal.Done}}})
	}
	same(t, "T79", o.messages("2026-03-31"), "a_faire relance1 appel 1200.00 : F1")
	has(t, "why", plain(o.at("2026-03-31").Communications[0].Reason), "par téléphone : deux courriels sont restés sans réponse")
}

// T77.
func TestALetterThatCameBackBlocksFormalStages(t *testing.T) {
	o := open(t, "", kerjean+inv("F1", "2026-02-22", "4128.00"))
	o.story("F1", "relance1 2026-02-27, lettre 2026-03-04, recommandee 2026-03-16")
	o.note("2026-03-20", journal.Entry{Type: journal.Registered, Stage: "recommandee", Invoices: refs("F1"), Returned: "npai"})
	has(t, "blocked", o.messages("2026-03-24"), "[adresse à vérifier]")
	has(t, "task", o.tasks("2026-03-24"), "Vérifier l'adresse de Plâtrerie Kerjean")
	o.approved("2026-03-24", "adresse")
	has(t, "checked", o.messages("2026-03-24"), "a_valider med recommande")
}

func TestAStageOfTwoChannelsIsDoneWhenBothAre(t *testing.T) {
	o := open(t, "plan_par_defaut: independant", kerjean+inv("F1", "2026-03-02", "1200.00"))
	o.story("F1", "relance1 2026-03-03, appel 2026-03-09")
	c := o.at("2026-03-13").Communications
	if len(c) != 2 || c[0].Channel != "email" || c[1].Channel != "recommande" || c[0].Template != "relance-2" {
		t.Fatalf("%d communications", len(c))
	}
	o.note("2026-03-13", c[0].Entry(o.date("2026-03-13")))
	has(t, "the other one is left", o.messages("2026-03-16"), "a_valider mail2_lrar recommande")
	o.note("2026-03-16", c[1].Entry(o.date("2026-03-16")))
	same(t, "done", o.state("2026-03-16", "F1"), "a_venir med 2026-03-19")
}

func TestAStageOfTwoChannelsContentsItselfWithTheOneThatReaches(t *testing.T) {
	o := open(t, "plan_par_defaut: independant", strings.Replace(kerjean, "email: contact@kerjean.example, ", "", 1)+inv("F1", "2026-03-02", "1200.00"))
	o.story("F1", "relance1 2026-03-03, appel 2026-03-09")
	has(t, "messages", o.messages("2026-03-13"), "a_valider mail2_lrar recommande")
	o.validate("2026-03-13", "2026-03-13")
	has(t, "next", o.state("2026-03-16", "F1"), "a_venir med")
}

// contracts.md §9.11.
func TestARegisteredLetterWithoutAnyCallIsWarnedOf(t *testing.T) {
	o := prigent(t, "")
	if c := o.at("2026-03-31").Communications[0]; !c.CallSheet || !strings.HasPrefix(c.Warnings[0], "aucun appel au journal") {
		t.Errorf("call sheet %t, %q", c.CallSheet, c.Warnings)
	}
	o.note("2026-03-25", journal.Entry{Type: journal.Call, Outcome: journal.Answered})
	if c := o.at("2026-03-31").Communications[0]; c.CallSheet {
		t.Error("somebody called")
	}
}

// contracts.md §3.
func TestACallWithoutAnswerIsTriedThreeTimes(t *testing.T) {
	o := open(t, "plan_par_defaut: simple", kerjean+inv("F1", "2026-03-02", "1200.00"))
	o.story("F1", "appel 2026-03-09")
	has(t, "no result", o.tasks("2026-03-09"), "Noter le résultat de l'appel du 9 mars 2026")
	call := journal.Entry{Type: journal.Call, Outcome: journal.Voicemail}
	o.note("2026-03-09", call)
	has(t, "first", o.tasks("2026-03-10"), "2026-03-10 Rappeler : sans réponse le 9 mars 2026 (essai 1 sur 3)")
	o.note("2026-03-10", call)
	has(t, "second", o.tasks("2026-03-11"), "essai 2 sur 3")
	o.note("2026-03-11", call)
	hasNot(t, "third", o.tasks("2026-03-12"), "Rappeler")
}

// contracts.md §9.9.
func TestAMeetingAcceptedHoldsFormalStages(t *testing.T) {
	o := prigent(t, "")
	o.note("2026-03-25", journal.Entry{Type: journal.Note, Content: "réunion acceptée", Until: o.date("2026-04-03")})
	same(t, "five working days after it", o.state("2026-03-31", "A"), "a_venir recommandee 2026-04-13")
	same(t, "soft stages go on", o.messages("2026-03-31"), "a_faire relance1 email 1512.00 : B")
}

// T85.
func TestThePlanIsThatOfTheInvoiceThenClientProfileDefault(t *testing.T) {
	plan := func(client, invoice string) string {
		o := open(t, "", strings.Replace(kerjean, "  factures:", client+"  factures:", 1)+inv("F1", "2026-03-26", "1200.00", invoice))
		return o.at("2026-03-27").Decisions[0].Plan.ID
	}
	both := "  plan: simple\n  profil: grand_compte\n"
	for _, test := range []struct{ client, invoice, want string }{
		{both, "plan: accelere", "accelere"}, {both, "objet: x", "simple"}, {"  profil: grand_compte\n", "objet: x", "grand_compte"}, {"", "objet: x", "progressif"},
	} {
		if got := plan(test.client, test.invoice); got != test.want {
			t.Errorf("%q %q: %s, want %s", test.client, test.invoice, got, test.want)
		}
	}
}

// T87.
func TestAPlanIsFrozenAtItsFirstStage(t *testing.T) {
	o := open(t, "", kerjean+inv("F1", "2026-03-11", "1200.00")+inv("F2", "2026-04-11", "500.00"))
	o.story("F1", "relance1 2026-03-16")
	o.k.Clients[0].Profile = "grand_compte"
	a := o.at("2026-03-17")
	if got := a.Decisions[0].Plan.ID + " " + a.Decisions[1].Plan.ID; got != "progressif grand_compte" {
		t.Errorf("plans %s", got)
	}
}

// T87: « changer_plan » maps by nature of stage.
func TestAChangeOfPlanGoesOnAtTheStageOfTheSameNature(t *testing.T) {
	for _, test := range []struct{ done, plan, day, want string }{
		{"courtoisie 2026-03-06", "grand_compte", "2026-03-11", "a_venir relance_ap 2026-03-18"},
		{"courtoisie 2026-03-06", "accelere", "2026-03-11", "a_venir relance1 2026-03-12"}, // nothing preventive there
		{"relance1 2026-03-16", "grand_compte", "2026-03-17", "a_venir appel 2026-03-26"},
		{"relance1 2026-03-16, lettre 2026-03-23", "grand_compte", "2026-03-24", "reunion"}, // the second soft one is the call
		{"relance1 2026-03-16, lettre 2026-03-23, recommandee 2026-03-31", "grand_compte", "2026-04-01", "med"},
		{"relance1 2026-03-16, lettre 2026-03-23, recommandee 2026-03-31", "particulier", "2026-04-01", "med"}, // no formal stage: its last soft one
		{"relance1 2026-03-16, lettre 2026-03-23, recommandee 2026-03-31, med 2026-04-10", "accelere", "2026-04-13", "transmission"},
	} {
		o := open(t, "", kerjean+inv("F1", "2026-03-11", "1200.00"))
		o.story("F1", test.done)
		o.k.Clients[0].Plan = test.plan
		o.k.Options.ChangePlan = kit.Yes
		has(t, test.done+" → "+test.plan, o.state(test.day, "F1"), test.want)
		if plan := o.at(test.day).Decisions[0].Plan.ID; plan != test.plan {
			t.Errorf("%s: plan %s", test.plan, plan)
		}
	}
}

// A stage on two channels is done when both are, in whichever plan.
func TestAStageOnTwoChannelsKeepsItsPlaceWhenThePlanChanges(t *testing.T) {
	o := open(t, "", kerjean+inv("F1", "2026-03-02", "1200.00"))
	o.story("F1", "relance1 2026-03-09, lettre 2026-03-12, recommandee 2026-03-23")
	o.k.Clients[0].Plan, o.k.Options.ChangePlan = "independant", kit.Yes
	has(t, "the registered letter stands for both channels", o.state("2026-03-24", "F1"), "a_venir med")

	half := open(t, "plan_par_defaut: independant", kerjean+inv("F1", "2026-03-02", "1200.00"))
	half.story("F1", "relance1 2026-03-03, appel 2026-03-09")
	half.note("2026-03-13", journal.Entry{Type: journal.Reminder, Channel: journal.ByEmail, Invoices: []journal.Invoice{{Number: "F1", Stage: "mail2_lrar", Plan: "independant", Status: journal.Done}}})
	has(t, "half done", half.state("2026-03-16", "F1"), "mail2_lrar")
	half.k.Clients[0].Plan, half.k.Options.ChangePlan = "progressif", kit.Yes
	has(t, "the e-mail alone is no registered letter", half.state("2026-03-24", "F1"), "recommandee")
	half.note("2026-03-13", journal.Entry{Type: journal.Reminder, Channel: journal.ByRegistered, Invoices: []journal.Invoice{{Number: "F1", Stage: "mail2_lrar", Plan: "independant", Status: journal.Done}}})
	has(t, "both", half.state("2026-03-24", "F1"), "a_venir med")
}

// T88, T89, T100.
func TestPublicBodiesAndConsumersKeepTheirOwnRules(t *testing.T) {
	public := open(t, "", strings.Replace(kerjean, "type: entreprise", "type: public", 1)+inv("F1", "2026-03-02", "9000.00"))
	same(t, "T88 no hand-over", public.run("2026-03-09", "2026-07-31", 1), "2026-03-09 relance1 F1\n2026-03-17 appel F1\n2026-04-01 lettre_ordonnateur F1\n2026-04-16 med F1")
	hasNot(t, "T100 no sanction", public.alerts("2026-07-31"), "blocage")
	consumer := open(t, "", strings.Replace(kerjean, "type: entreprise", "type: particulier", 1)+inv("F1", "2026-03-02", "9000.00"))
	consumer.story("F1", "relance1 2026-03-05, sms 2026-03-12, lettre 2026-03-23")
	c := consumer.at("2026-04-07").Communications[0]
	if c.Amount != 9_000_00 || c.Deadline != consumer.date("2026-04-27") {
		t.Errorf("T89: %s by %s", c.Amount, c.Deadline)
	}
	consumer.validate("2026-04-07", "2026-04-07")
	hasNot(t, "T100 no sanction", consumer.alerts("2026-05-31"), "blocage")
	hasNot(t, "no suggested profile", consumer.alerts("2026-05-31"), "profil_suggere")
	same(t, "then somebody decides", consumer.state("2026-05-31", "F1"), "plan_termine 2026-04-28")
}

func TestAConsumerOwesInterestFromTheReceptionOfTheNotice(t *testing.T) {
	o := open(t, "", strings.Replace(kerjean, "type: entreprise", "type: particulier", 1)+inv("F1", "2026-03-02", "850.00"))
	o.story("F1", "relance1 2026-03-05, sms 2026-03-12, lettre 2026-03-23, med 2026-05-07")
	interest := func(day string) string {
		a := o.at(day)
		cl, err := a.Claim(&a.Decisions[0])
		if err != nil || cl.Compensation != 0 {
			t.Errorf("%s, %v", cl.Compensation, err)
		}
		return cl.Interest.Decimal()
	}
	same(t, "before", interest("2026-05-09"), "0.00")
	o.note("2026-05-12", journal.Entry{Type: journal.Registered, Stage: "med", Presented: o.date("2026-05-10")})
	same(t, "after", interest("2026-08-20"), "6.38")
}

func TestALetterPresentedAgainClearsTheAddress(t *testing.T) {
	o := open(t, "", kerjean+inv("F1", "2026-02-22", "4128.00"))
	o.story("F1", "relance1 2026-02-27, lettre 2026-03-04, recommandee 2026-03-16")
	o.note("2026-03-20", journal.Entry{Type: journal.Registered, Stage: "recommandee", Invoices: refs("F1"), Returned: "npai"})
	o.note("2026-03-23", journal.Entry{Type: journal.Registered, Stage: "recommandee", Invoices: refs("F1"), Presented: o.date("2026-03-23")})
	has(t, "the second one arrived", o.messages("2026-03-24"), "a_valider med recommande")
}

func TestAFormalStageIsApprovedUnlessThePlanSaysOtherwise(t *testing.T) {
	for approval, want := range map[string]string{"": "a_valider", "requise": "a_valider", "auto": "a_faire"} {
		o := prigent(t, "")
		stage, _ := o.k.PlanByID("progressif").Stage("recommandee")
		stage.Approval = approval
		has(t, "validation: "+approval, o.messages("2026-03-31"), want+" recommandee")
	}
}
