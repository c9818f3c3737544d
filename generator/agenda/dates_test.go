package agenda_test

import (
	"strings"
	"testing"

	"relance/generator/journal"
	"relance/generator/kit"
)

// T01 and domain.md §2.6: every stage done the day it falls, nobody pays.
func TestEachPlanFallsOnItsGoldenDates(t *testing.T) {
	for plan, want := range map[string]string{
		"progressif":     "2026-02-27 courtoisie F1\n2026-03-09 relance1 F1\n2026-03-12 lettre F1\n2026-03-23 recommandee F1\n2026-04-01 med F1\n2026-04-14 transmission F1",
		"independant":    "2026-03-03 relance1 F1\n2026-03-09 appel F1\n2026-03-13 mail2_lrar F1\n2026-03-13 mail2_lrar F1\n2026-03-18 med F1\n2026-03-31 transmission F1",
		"simple":         "2026-02-27 courtoisie F1\n2026-03-09 appel F1\n2026-03-17 lettre F1\n2026-04-01 med F1",
		"nouveau_client": "2026-02-25 courtoisie F1\n2026-03-05 relance1 F1\n2026-03-09 appel F1\n2026-03-17 lettre F1\n2026-03-27 recommandee F1\n2026-04-07 med F1\n2026-04-21 transmission F1",
		"grand_compte":   "2026-02-25 verif_circuit F1\n2026-03-09 relance_ap F1\n2026-03-17 appel F1\n2026-03-27 invitation_reunion F1\n2026-04-16 recommandee F1\n2026-05-04 med F1\n2026-05-18 transmission F1",
		"public":         "2026-02-25 verif_portail F1\n2026-03-09 relance1 F1\n2026-03-17 appel F1\n2026-04-01 lettre_ordonnateur F1\n2026-04-16 med F1",
		"particulier":    "2026-02-27 courtoisie F1\n2026-03-05 relance1 F1\n2026-03-12 sms F1\n2026-03-23 lettre F1\n2026-04-07 med F1",
		"accelere":       "2026-03-03 relance1 F1\n2026-03-06 appel F1\n2026-03-10 recommandee F1\n2026-03-17 med F1\n2026-03-31 transmission F1",
	} {
		o := open(t, "plan_par_defaut: "+plan, kerjean+inv("F1", "2026-03-02", "1200.00"))
		same(t, plan, o.run("2026-02-20", "2026-06-30", 1), want)
	}
}

// T02 to T07.
func TestAStageFallsOnAWorkingDay(t *testing.T) {
	tests := []struct {
		name, settings, due, day, want string
	}{
		{"T02 a courtesy moves back, never past the due date", "", "2026-03-04", "2026-02-20", "a_venir courtoisie 2026-02-27"},
		{"T03 Easter Monday moves forward", "", "2026-04-01", "2026-04-02", "a_venir relance1 2026-04-07"},
		{"T04 the first of May", "", "2026-04-26", "2026-04-27", "a_venir relance1 2026-05-04"},
		{"T05 a courtesy on a Saturday", "", "2026-04-07", "2026-03-20", "a_venir courtoisie 2026-04-03"},
		{"T05 Good Friday in Alsace", "options: {zone_feries: alsace_moselle}", "2026-04-07", "2026-03-20", "a_venir courtoisie 2026-04-02"},
		{"T06 a due date on a Saturday stays", "", "2026-02-28", "2026-03-01", "a_venir relance1 2026-03-05"},
		{"T06 a due date on a Saturday moves", "options: {echeance_jour_ouvre: oui}", "2026-02-28", "2026-03-03", "a_venir relance1 2026-03-09"},
		{"T07 closed for the holidays", "fermetures: [{du: 2026-08-03, au: 2026-08-21}]", "2026-08-05", "2026-08-06", "a_venir relance1 2026-08-24"},
	}
	for _, test := range tests {
		o := open(t, test.settings, kerjean+inv("F1", test.due, "1200.00"))
		same(t, test.name, o.state(test.day, "F1"), test.want)
	}
}

// T10.
func TestAnInvoiceWithoutDueDateIsTheOnlyOneBlocked(t *testing.T) {
	k, faults := load("", kerjean+"  - {numero: F1, date: 2026-01-31, montant_ttc: 1200.00}\n"+inv("F2", "2026-03-02", "300.00"))
	if len(faults) != 1 || faults[0][:4] != "F012" {
		t.Fatalf("faults %q", faults)
	}
	o := &office{t: t, k: k}
	same(t, "F1", o.state("2026-03-09", "F1"), "bloquee")
	same(t, "messages", o.messages("2026-03-09"), "a_faire relance1 email 300.00 : F2")
}

// T11.
func TestAMondayMayBePreparedOnSaturday(t *testing.T) {
	o := open(t, "", kerjean+inv("F1", "2026-04-08", "1200.00"))
	same(t, "Saturday", o.messages("2026-04-11"), "")
	same(t, "until Monday", o.messages("2026-04-13"), "a_faire relance1 email 1200.00 : F1")
}

// T58 to T63.
func TestALateStartClimbsOneStageAtATime(t *testing.T) {
	tests := []struct {
		name, settings, first, want string
	}{
		{"T58 progressive", "", "2026-04-13",
			"2026-04-13 relance1 F1\n2026-04-20 lettre F1\n2026-04-28 recommandee F1\n2026-05-11 med F1\n2026-05-26 transmission F1"},
		{"T59 compressed", "options: {rattrapage: compresser}", "2026-04-13",
			"2026-04-13 relance1 F1\n2026-04-20 lettre F1\n2026-04-27 recommandee F1\n2026-05-04 med F1\n2026-05-18 transmission F1"},
		{"T60 direct, but never a formal notice first", "options: {rattrapage: direct}", "2026-04-13",
			"2026-04-13 recommandee F1\n2026-04-23 med F1\n2026-05-05 transmission F1"},
		{"T61 an expired courtesy is passed over", "", "2026-03-03",
			"2026-03-09 relance1 F1\n2026-03-12 lettre F1\n2026-03-23 recommandee F1\n2026-04-01 med F1\n2026-04-14 transmission F1"},
		{"T62 two days late is tolerated, four are not", "", "2026-03-11",
			"2026-03-11 relance1 F1\n2026-03-16 lettre F1\n2026-03-26 recommandee F1\n2026-04-07 med F1\n2026-04-21 transmission F1"},
		{"T63 four days late moves the plan", "", "2026-03-13",
			"2026-03-13 relance1 F1\n2026-03-18 lettre F1\n2026-03-30 recommandee F1\n2026-04-07 med F1\n2026-04-21 transmission F1"},
	}
	for _, test := range tests {
		o := open(t, test.settings, kerjean+inv("F1", "2026-03-02", "1200.00"))
		same(t, test.name, o.run(test.first, "2026-06-30", 1), test.want)
	}
}

func TestAStageFromTheLastActionFollowsItsRealDay(t *testing.T) {
	// Y01: due 16/02, first reminder on 09/03.
	o := open(t, "plan_par_defaut: independant", kerjean+inv("F1", "2026-02-16", "15000.00"))
	same(t, "Y01", o.run("2026-03-09", "2026-06-30", 1),
		"2026-03-09 relance1 F1\n2026-03-16 appel F1\n2026-03-19 mail2_lrar F1\n2026-03-19 mail2_lrar F1\n2026-03-24 med F1\n2026-04-08 transmission F1")
}

// T64, T66, T67.
func TestWhatWasSentIsNeverProposedAgain(t *testing.T) {
	o := open(t, "", kerjean+inv("F1", "2026-03-26", "1200.00")+`
- code: C18
  nom: Hôtel
  type: entreprise
  contacts: [{nom: Rousselet, email: d@hotel.example}]
  factures:
`+inv("F2", "2026-03-26", "500.00"))
	before := string(o.at("2026-03-31").JSON())
	if again := string(o.at("2026-03-31").JSON()); again != before {
		t.Error("the same day gives another agenda")
	}
	o.validate("2026-03-31", "2026-03-31", "C18")
	same(t, "but for the one excepted", o.messages("2026-03-31"), "a_faire relance1 email 500.00 : F2")
	o.validate("2026-03-31", "2026-03-31")
	same(t, "nothing is left", o.messages("2026-03-31"), "")
}

// T68.
func TestADueDateMovedByTheUserMovesWhatFollows(t *testing.T) {
	o := open(t, "", kerjean+inv("F1", "2026-03-31", "1200.00"))
	o.note("2026-03-09", journal.Entry{Type: journal.Reminder, Channel: journal.ByEmail, Invoices: []journal.Invoice{{Number: "F1", Stage: "relance1", Plan: "progressif", Status: journal.Done}}})
	same(t, "F1", o.state("2026-04-01", "F1"), "a_venir lettre 2026-04-10")
}

// contracts.md §9.7.
func TestAWeeklyRunLooksAheadForPreventiveStagesOnly(t *testing.T) {
	o := open(t, "options: {rythme: hebdomadaire}", kerjean+inv("F1", "2026-03-04", "1200.00"))
	same(t, "courtesy of Friday on Monday", o.messages("2026-02-23"), "a_faire courtoisie email 1200.00 : F1")
	o.validate("2026-02-23", "2026-02-23")
	same(t, "reminder of Monday the 9th on Monday the 2nd", o.messages("2026-03-02"), "")
	same(t, "six days late is tolerated", o.run("2026-03-16", "2026-05-30", 7),
		"2026-03-16 relance1 F1\n2026-03-23 lettre F1\n2026-04-06 recommandee F1\n2026-04-13 med F1\n2026-04-27 transmission F1")
}

// contracts.md §6: a decision is asked for the day after the last printed deadline.
func TestAPlanEndsWithADecisionTheDayAfterItsDeadline(t *testing.T) {
	o := open(t, "plan_par_defaut: simple", kerjean+inv("F1", "2026-03-02", "1200.00"))
	o.run("2026-03-09", "2026-04-01", 1)
	same(t, "before", o.state("2026-04-02", "F1"), "plan_termine 2026-04-14")
	has(t, "task", o.tasks("2026-04-14"), "2026-04-14 Décider de la suite pour F1")
}

// contracts.md §3 and domain.md: what was done before relance was in use.
func TestAStageTakenOverCountsAsDone(t *testing.T) {
	o := open(t, "", kerjean+inv("F1", "2026-01-02", "1200.00"))
	o.note("2026-03-02", journal.Entry{Type: journal.Takeover, Stage: "lettre", Invoices: refs("F1")})
	same(t, "next", o.state("2026-03-03", "F1"), "a_venir recommandee 2026-03-12")
}

// contracts.md §7: what a message prints can be done once it has been read.
func TestAPrintedDayLeavesTimeOnceTheMessageHasArrived(t *testing.T) {
	for _, c := range []struct{ what, plan, before, day, printed, next string }{
		{"an e-mail: two working days", "progressif", "", "2026-03-12", "2026-03-16", "2026-03-17"},
		{"a letter read on Thursday", "progressif", "relance1 2026-03-09", "2026-03-16", "2026-03-25", "2026-03-26"},
		{"the post brings nothing on Sunday", "accelere", "relance1 2026-03-03, appel 2026-03-06", "2026-03-12", "2026-03-17", "2026-03-18"},
		{"the same words by e-mail the same day", "independant", "relance1 2026-03-03, appel 2026-03-09", "2026-03-13", "2026-03-17", "2026-03-18"},
	} {
		o := open(t, "plan_par_defaut: "+c.plan, kerjean+inv("F1", "2026-03-02", "1200.00"))
		if c.before != "" {
			o.story("F1", c.before)
		}
		first := o.at(c.day).Communications[0]
		if first.Deadline != o.date(c.printed) {
			t.Errorf("%s: %s of %s to be paid by %s, want %s", c.what, first.Stage.ID, c.day, first.Deadline.ISO(), c.printed)
		}
		o.validate(c.day, c.day)
		has(t, c.what+": the next stage", o.state(c.day, "F1"), c.next)
	}
}

// A message outside plans prints a day too: the plan waits for it.
func TestThePlanWaitsForTheDayPrintedByAMessageOutsideIt(t *testing.T) {
	o := open(t, "", kerjean+inv("F1", "2026-03-02", "15000.00"))
	o.story("F1", "relance1 2026-03-09, lettre 2026-03-12")
	o.promised("2026-03-13", "F1", "15000.00", "2026-03-19")
	broken := o.at("2026-03-20").Communications[0]
	same(t, "recalled", line(&broken), "a_faire promesse_rompue email 15000.00 : F1")
	if broken.Deadline != o.date("2026-03-24") {
		t.Errorf("to be paid by %s", broken.Deadline)
	}
	o.validate("2026-03-20", "2026-03-20")
	same(t, "the day after", o.state("2026-03-20", "F1"), "a_venir recommandee 2026-03-25")
}

func TestAMessageThatIsPostedForWantOfAnEmailCountsThePost(t *testing.T) {
	byPost := strings.Replace(kerjean, "email: contact@kerjean.example, ", "", 1)
	o := open(t, "", byPost+inv("F1", "2026-03-02", "1200.00")+"  promesses: [{prise_le: 2026-03-13, date_limite: 2026-05-29, montant: 1200.00, factures: [F1]}]\n")
	o.story("F1", "relance1 2026-03-09, lettre 2026-03-12")
	c := o.at("2026-03-18").Communications[0]
	if c.Stage.ID != "promesse_refusee" || c.Channel != kit.ByLetter || c.Deadline != o.date("2026-03-30") {
		t.Errorf("%s by %s, to be paid by %s", c.Stage.ID, c.Channel, c.Deadline.ISO())
	}
}
