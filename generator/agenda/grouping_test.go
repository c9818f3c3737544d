package agenda_test

import (
	"fmt"
	"strings"
	"testing"
)

// prigent has one invoice at its registered letter and one at its first reminder.
func prigent(t *testing.T, options string) *office {
	o := open(t, options, kerjean+inv("A", "2026-03-11", "3240.00")+inv("B", "2026-03-26", "1512.00"))
	o.story("A", "relance1 2026-03-16, lettre 2026-03-23")
	return o
}

// T49.
func TestAFormalLetterClaimsItsInvoicesAndListsTheOthersApart(t *testing.T) {
	o := prigent(t, "")
	same(t, "T49", o.messages("2026-03-31"), "a_valider recommandee recommande 3301.57 : A, absorbe B")
	o.validate("2026-03-31", "2026-03-31")
	same(t, "A", o.state("2026-04-01", "A"), "a_venir med 2026-04-10")
	same(t, "B", o.state("2026-04-01", "B"), "a_venir lettre 2026-04-07")
}

// T50.
func TestGroupingByStageOrByInvoiceSplitsTheMessages(t *testing.T) {
	for _, grouping := range []string{"etape", "facture"} {
		o := prigent(t, "options: {regroupement: "+grouping+"}")
		same(t, grouping, o.messages("2026-03-31"), "a_valider recommandee recommande 3301.57 : A, à part B\na_faire relance1 email 1512.00 : B")
	}
	three := kerjean + inv("A", "2026-03-26", "100.00") + inv("B", "2026-03-26", "200.00") + inv("C", "2026-03-26", "300.00")
	for grouping, want := range map[string]int{"client": 1, "etape": 1, "facture": 3} {
		o := open(t, "options: {regroupement: "+grouping+"}", three)
		if n := len(o.at("2026-03-31").Communications); n != want {
			t.Errorf("%s: %d messages, want %d", grouping, n, want)
		}
	}
}

func TestAFormalLetterMayClaimEverythingWhenAskedTo(t *testing.T) {
	o := prigent(t, "options: {etapes_formelles_separees: non}")
	same(t, "one account", o.messages("2026-03-31"), "a_valider recommandee recommande 4856.09 : A B")
}

// T51.
func TestSoftStagesShareOneMessageInTheTallestTone(t *testing.T) {
	o := open(t, "", kerjean+inv("A", "2026-03-21", "800.00")+inv("B", "2026-03-26", "300.00"))
	o.story("A", "relance1 2026-03-26")
	same(t, "T51", o.messages("2026-03-31"), "a_faire lettre courrier 1100.00 : A B")
	o.validate("2026-03-31", "2026-03-31")
	same(t, "A at its own stage", o.state("2026-04-01", "A"), "a_venir recommandee 2026-04-10")
	// the letter gives both until 9 April: B's next one waits for it
	same(t, "B at its own stage", o.state("2026-04-01", "B"), "a_venir lettre 2026-04-10")
}

// T52, contracts.md §9.5.
func TestACourtesyIsSetAsideDuringAFormalStageAndAbsorbedByAReminder(t *testing.T) {
	o := open(t, "", kerjean+inv("A", "2026-03-11", "3240.00")+inv("B", "2026-04-03", "500.00"))
	o.story("A", "relance1 2026-03-16, lettre 2026-03-23")
	same(t, "formal", o.messages("2026-03-31"), "a_valider recommandee recommande 3301.57 : A, saute B (courtoisie)")
	has(t, "reason", o.reason("2026-03-31", "B"), "étape sautée : rappel de courtoisie (client en étape formelle)")
	o.validate("2026-03-31", "2026-03-31")
	same(t, "still formal", o.messages("2026-04-01"), "")
	o = open(t, "", kerjean+inv("A", "2026-03-26", "3240.00")+inv("B", "2026-04-03", "500.00"))
	same(t, "soft", o.messages("2026-03-31"), "a_faire relance1 email 3240.00 : A, absorbe B")
}

// T53.
func TestOneRegisteredLetterAClientAtTheHighestStage(t *testing.T) {
	o := open(t, "", kerjean+inv("A", "2026-03-01", "3240.00")+inv("B", "2026-03-21", "500.00")+inv("C", "2026-03-11", "700.00"))
	o.story("A", "relance1 2026-03-06, lettre 2026-03-11, recommandee 2026-03-23")
	o.story("B", "relance1 2026-03-26")
	o.story("C", "relance1 2026-03-16, lettre 2026-03-23")
	c := o.at("2026-03-31").Communications
	if len(c) != 1 || c[0].Stage.ID != "med" || c[0].Principal != 3_240_00 || c[0].Deadline != o.date("2026-04-13") {
		t.Errorf("T53: %d messages, first %s for %s by %s", len(c), c[0].Stage.ID, c[0].Principal, c[0].Deadline)
	}
	same(t, "T53", o.messages("2026-03-31"), "a_valider med recommande 3312.36 : A, absorbe C B")
	o.validate("2026-03-31", "2026-03-31")
	same(t, "C has its own notice to come", o.state("2026-04-01", "C"), "a_venir med 2026-04-10")
}

// T54.
func TestTwoPeopleReceiveTwoMessages(t *testing.T) {
	clients := strings.Replace(kerjean, "contacts: [", "contacts: [{nom: Roy, role: operationnel, email: chantier@kerjean.example}, ", 1)
	o := open(t, "", clients+inv("A", "2026-03-26", "100.00", "destinataire: operationnel")+inv("B", "2026-03-26", "200.00", "destinataire: contact@kerjean.example"))
	same(t, "T54", o.messages("2026-03-31"), "a_faire relance1 email 100.00 : A\na_faire relance1 email 200.00 : B")
	c := o.at("2026-03-31").Communications
	if c[0].Recipient != "chantier@kerjean.example" || c[1].Recipient != "contact@kerjean.example" {
		t.Errorf("recipients %s and %s", c[0].Recipient, c[1].Recipient)
	}
}

// contracts.md §9.5.
func TestASoftStageDueWithinThreeDaysJoinsTheMessageOfTheDay(t *testing.T) {
	o := open(t, "", kerjean+inv("A", "2026-03-25", "100.00")+inv("B", "2026-03-27", "200.00")+inv("C", "2026-03-29", "300.00"))
	// relance1: A on Monday 30/03, B on Wednesday 01/04, C on Friday 03/04.
	same(t, "joined", o.messages("2026-03-30"), "a_faire relance1 email 300.00 : A B")
	has(t, "reason", o.reason("2026-03-30", "B"), "prévue le 1er avril 2026, avancée pour rejoindre le message du jour")
	o.validate("2026-03-30", "2026-03-30")
	same(t, "not again", o.messages("2026-04-01"), "")
	same(t, "the plan of B keeps its days", o.state("2026-04-01", "B"), "a_venir lettre 2026-04-07")
}

func TestAnInvoiceNeverJoinsBeforeItsInterval(t *testing.T) {
	o := open(t, "", kerjean+inv("A", "2026-03-26", "100.00")+inv("B", "2026-03-21", "200.00"))
	o.story("B", "relance1 2026-03-30")
	same(t, "B was reminded yesterday", o.messages("2026-03-31"), "a_faire relance1 email 100.00 : A")
}

// contracts.md §9.5.
func TestALongAccountCarriesItsStatement(t *testing.T) {
	for n, want := range map[int]bool{5: false, 6: true} {
		clients := kerjean
		for i := range n {
			clients += inv(fmt.Sprintf("F%d", i), "2026-03-26", "100.00")
		}
		if got := open(t, "", clients).at("2026-03-31").Communications[0].Statement; got != want {
			t.Errorf("%d invoices: statement %t", n, got)
		}
	}
}

// T78.
func TestTheFrequencyCapPostponesSoftStagesOnly(t *testing.T) {
	o := open(t, "", kerjean+inv("A", "2026-03-19", "100.00")+inv("B", "2026-03-21", "200.00")+inv("C", "2026-03-25", "300.00"))
	o.story("A", "relance1 2026-03-24")
	o.story("B", "relance1 2026-03-26")
	same(t, "two contacts in seven days", o.messages("2026-03-30"), "")
	same(t, "postponed", o.state("2026-03-30", "C"), "a_venir relance1 2026-03-31")
	has(t, "why", o.reason("2026-03-30", "C"), "déjà 2 contacts en 7 jours")
	has(t, "the day after", o.messages("2026-03-31"), "C")
	formal := open(t, "", kerjean+inv("A", "2026-03-10", "1000.00")+inv("B", "2026-03-21", "200.00")+inv("C", "2026-03-19", "200.00"))
	formal.story("A", "relance1 2026-03-16, lettre 2026-03-23")
	formal.story("C", "relance1 2026-03-24")
	formal.story("B", "relance1 2026-03-26")
	has(t, "formal stages are exempt", formal.messages("2026-03-30"), "a_valider recommandee")
}

func TestACallIsAMessageOfItsOwn(t *testing.T) {
	o := open(t, "plan_par_defaut: simple", kerjean+inv("A", "2026-03-24", "100.00")+inv("B", "2026-03-16", "200.00"))
	o.story("B", "appel 2026-03-23")
	same(t, "a call never absorbs a letter", o.messages("2026-03-31"), "a_faire lettre courrier 200.00 : B\na_faire appel appel 100.00 : A")
}
