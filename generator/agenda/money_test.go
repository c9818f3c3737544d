package agenda_test

import (
	"strings"
	"testing"

	"relance/generator/agenda"
	"relance/generator/journal"
	"relance/generator/kit"
	"relance/generator/money"
)

// T12.
func TestABalanceIsTheTotalLessCreditNotesAndPayments(t *testing.T) {
	o := open(t, "", kerjean+inv("F1", "2026-03-26", "1200.00",
		"avoirs: [{numero: AV1, date: 2026-03-20, montant: 200.00}]", "paiements: [{date: 2026-03-10, montant: 400.00}]"))
	a := o.at("2026-03-31")
	cl, err := a.Claim(&a.Decisions[0])
	if err != nil || cl.Balance != 600_00 || cl.Credits != 200_00 || cl.Paid != 400_00 {
		t.Errorf("claim %+v, %v", cl, err)
	}
	same(t, "the message", o.messages("2026-03-31"), "a_faire relance1 email 600.00 : F1")
}

// T13.
func TestAPaidInvoiceIsThankedForOnce(t *testing.T) {
	o := open(t, "", kerjean+inv("F1", "2026-03-11", "1200.00"))
	o.story("F1", "relance1 2026-03-16")
	o.paid("2026-03-30", "F1", "1200.00")
	same(t, "state", o.state("2026-03-31", "F1"), "soldee")
	same(t, "thanks", o.messages("2026-03-31"), "a_faire remerciement email 0.00 : F1")
	o.validate("2026-03-31", "2026-03-31")
	same(t, "never twice", o.messages("2026-04-01"), "")
}

func TestAnInvoicePaidInTimeIsNotThankedFor(t *testing.T) {
	o := open(t, "", kerjean+inv("F1", "2026-04-02", "1200.00", "paiements: [{date: 2026-03-30, montant: 1200.00}]"))
	same(t, "messages", o.messages("2026-03-31"), "")
}

// T14.
func TestAnOverpaidInvoiceIsATask(t *testing.T) {
	o := open(t, "", kerjean+inv("F1", "2026-03-02", "1200.00", "paiements: [{date: 2026-03-20, montant: 1220.00}]"))
	same(t, "state", o.state("2026-03-31", "F1"), "trop_percu")
	same(t, "messages", o.messages("2026-03-31"), "")
	has(t, "task", o.tasks("2026-03-31"), "Rembourser ou affecter le trop-perçu de 20,00 € sur F1")
}

// T15.
func TestAPaymentOfTomorrowIsIgnoredAndSaid(t *testing.T) {
	o := open(t, "", kerjean+inv("F1", "2026-03-26", "1200.00", "paiements: [{date: 2026-04-02, montant: 1200.00}]"))
	same(t, "messages", o.messages("2026-03-31"), "a_faire relance1 email 1200.00 : F1")
	has(t, "alert", o.alerts("2026-03-31"), "paiement_futur règlement de 1 200,00 € daté du 2 avril 2026 sur F1")
}

// T16, contracts.md §9.3.
func TestOldPaymentsHoldFormalStagesOnly(t *testing.T) {
	o := open(t, "paiements_a_jour_au: 2026-03-20", kerjean+inv("F1", "2026-03-26", "1200.00")+`
- code: C18
  nom: Hôtel
  type: entreprise
  adresse: [1 rue de l'Essai, 49000 Angers]
  factures:
`+inv("F2", "2026-03-11", "500.00"))
	o.story("F2", "relance1 2026-03-16, lettre 2026-03-23")
	same(t, "messages", o.messages("2026-03-31"), "a_faire relance1 email 1200.00 : F1\nbloquee recommandee recommande 543.33 : F2 [règlements non à jour]")
	has(t, "banner", o.alerts("2026-03-31"), "paiements_anciens")
}

func TestUnknownPaymentsAreAskedFor(t *testing.T) {
	o := open(t, "", kerjean+inv("F1", "2026-03-11", "1200.00"))
	o.story("F1", "relance1 2026-03-16, lettre 2026-03-23")
	o.known = -1 // nothing written
	o.k.PaidUntil = 0
	a, err := agenda.Of(o.k, o.date("2026-03-31"))
	if err != nil || a.Communications[0].Missing[0] != "règlements non à jour" {
		t.Fatalf("%v, %v", a.Communications, err)
	}
	has(t, "question", plain(a.Tasks[0].Label), "Jusqu'à quelle date les encaissements sont-ils saisis ?")
}

// T17.
func TestMoneyOnAccountIsDeductedAndHoldsFormalStages(t *testing.T) {
	account := "  paiements: [{date: 2026-03-25, montant: 500.00}]\n"
	o := open(t, "", kerjean+inv("F1", "2026-03-26", "780.00")+account)
	same(t, "soft", o.messages("2026-03-31"), "a_faire relance1 email 280.00 : F1")
	has(t, "task", o.tasks("2026-03-31"), "Affecter le règlement de 500,00 € du 25 mars 2026")
	o = open(t, "", kerjean+inv("F1", "2026-03-11", "780.00")+account)
	o.story("F1", "relance1 2026-03-16, lettre 2026-03-23")
	has(t, "formal", o.messages("2026-03-31"), "bloquee recommandee recommande")
	has(t, "formal", o.messages("2026-03-31"), "[règlement non affecté]")
}

// T18.
func TestACreditThatCoversTheDebtSendsNothing(t *testing.T) {
	o := open(t, "", kerjean+inv("F1", "2026-03-02", "780.00")+inv("F2", "2026-03-26", "340.00")+
		"  avoirs: [{numero: AV9, date: 2026-03-25, montant: 1200.00}]\n")
	same(t, "messages", o.messages("2026-03-31"), "")
	same(t, "state", o.state("2026-03-31", "F1"), "couverte")
	has(t, "task", o.tasks("2026-03-31"), "Affecter l'avoir AV9 de 1 200,00 €")
}

// T19.
func TestACancelledInvoiceIsLeftAlone(t *testing.T) {
	o := open(t, "", kerjean+inv("F1", "2025-09-01", "1200.00", "annulee: {le: 2026-01-15, motif: erreur de destinataire}"))
	same(t, "state", o.state("2026-03-31", "F1"), "annulee")
	same(t, "messages", o.messages("2026-03-31"), "")
	has(t, "before the cancellation", o.state("2026-01-14", "F1"), "relance1")
}

// T20, T21.
func TestARealPartialPaymentOpensAPause(t *testing.T) {
	o := open(t, "", kerjean+inv("F1", "2026-03-11", "6000.00", "paiements: [{date: 2026-03-27, montant: 2500.00}]"))
	o.story("F1", "relance1 2026-03-16, lettre 2026-03-23")
	same(t, "during", o.state("2026-03-31", "F1"), "pause_paiement 2026-04-01")
	has(t, "after", o.messages("2026-04-01"), "a_valider recommandee recommande")
	if c := o.at("2026-04-01").Communications[0]; c.Principal != 3_500_00 {
		t.Errorf("claims %s", c.Principal)
	}
	o = open(t, "", kerjean+inv("F1", "2026-03-11", "6000.00", "paiements: [{date: 2026-03-27, montant: 50.00}]"))
	o.story("F1", "relance1 2026-03-16, lettre 2026-03-23")
	if c := o.at("2026-03-31").Communications[0]; c.Principal != 5_950_00 {
		t.Errorf("a token payment: claims %s", c.Principal)
	}
}

func TestThirdPauseOfAnInvoiceIsOneTooMany(t *testing.T) {
	o := open(t, "", kerjean+inv("F1", "2026-03-11", "6000.00",
		"paiements: [{date: 2026-03-16, montant: 2000.00}, {date: 2026-03-23, montant: 1500.00}, {date: 2026-03-30, montant: 1000.00}]"))
	same(t, "second", o.state("2026-03-24", "F1"), "pause_paiement 2026-03-30")
	hasNot(t, "third", o.state("2026-03-31", "F1"), "pause")
}

// T22, T23.
func TestACrumbIsOnlyClaimedWithTheRest(t *testing.T) {
	crumb := inv("F1", "2026-03-11", "168.40", "paiements: [{date: 2026-03-20, montant: 160.00}]")
	o := open(t, "", kerjean+crumb)
	same(t, "alone", o.state("2026-03-31", "F1"), "sous_seuil")
	same(t, "alone", o.messages("2026-03-31"), "")
	o = open(t, "", kerjean+crumb+inv("F2", "2026-03-26", "500.00"))
	same(t, "with another", o.messages("2026-03-31"), "a_faire relance1 email 508.40 : F2 F1")
}

// T24.
func TestASmallSumGetsAPlainLetterInsteadOfARegisteredOne(t *testing.T) {
	o := open(t, "", kerjean+inv("F1", "2026-03-11", "120.00"))
	o.story("F1", "relance1 2026-03-16, lettre 2026-03-23")
	same(t, "messages", o.messages("2026-03-31"), "a_valider recommandee courrier 120.00 : F1")
	if e := o.at("2026-03-31").Communications[0].Entry(o.date("2026-03-31")); !strings.HasPrefix(e.Content, "seuil") {
		t.Errorf("journaled with %q", e.Content)
	}
	o.validate("2026-03-31", "2026-03-31")
	same(t, "the stage is done", o.state("2026-04-01", "F1"), "a_venir med 2026-04-10")
	o.story("F1", "med 2026-04-10")
	same(t, "and nobody hands it over", o.state("2026-05-04", "F1"), "plan_termine 2026-04-22")
}

// What leaves on two channels is one demand: the letter of a small sum asks for no
// interest, so its e-mail does not either.
func TestTheTwoMessagesOfASmallSumAskForTheSame(t *testing.T) {
	for total, want := range map[string]string{
		"120.00": "a_valider mail2_lrar email 120.00 : F1\na_valider mail2_lrar courrier 120.00 : F1",
		"150.00": "a_valider mail2_lrar email 191.10 : F1\na_valider mail2_lrar recommande 191.10 : F1",
	} {
		o := open(t, "plan_par_defaut: independant\n", kerjean+inv("F1", "2026-03-09", total))
		o.story("F1", "relance1 2026-03-16, appel 2026-03-23")
		same(t, total, o.messages("2026-03-31"), want)
	}
}

func TestTheSamePaymentWrittenTwiceIsOneFact(t *testing.T) {
	o := open(t, "", kerjean+inv("F1", "2026-03-02", "1200.00", "paiements: [{date: 2026-03-20, montant: 300.00}]"))
	o.paid("2026-03-20", "F1", "300.00")
	if d := o.at("2026-03-31").Decisions[0]; d.Balance != 900_00 {
		t.Errorf("balance %s", d.Balance)
	}
	o.paid("2026-03-23", "F1", "300.00")
	if d := o.at("2026-03-31").Decisions[0]; d.Balance != 600_00 {
		t.Errorf("two dates, balance %s", d.Balance)
	}
	has(t, "doubt", o.tasks("2026-03-31"), "Règlement peut-être saisi deux fois : 300,00 € sur F1")
}

func TestTheRestOfAPaymentIsNotASecondPayment(t *testing.T) {
	o := open(t, "", kerjean+inv("F1", "2026-03-02", "1000.00")+inv("F2", "2026-03-02", "800.00")+
		"  paiements: [{date: 2026-03-20, montant: 500.00, factures: [{numero: F1, montant: 300.00}, {numero: F2, montant: 100.00}]}]\n")
	if tasks := o.tasks("2026-03-31"); strings.Contains(tasks, "deux fois") {
		t.Error(tasks)
	}
}

func TestTheCreditNoteOfAnAdmittedDisputeIsDeductedOnce(t *testing.T) {
	for name, credit := range map[string]string{"of the invoice": "", "of the client": "  avoirs: [{numero: AV1, date: 2026-03-25, montant: 600.00}]\n"} {
		more := []string{"litiges: [{ouvert_le: 2026-03-10, motif: teinte, montant_conteste: 600.00, clos_le: 2026-03-20, issue: partiel}]"}
		if credit == "" {
			more = append(more, "avoirs: [{numero: AV1, date: 2026-03-25, montant: 600.00}]")
		}
		o := open(t, "", kerjean+inv("F1", "2026-03-02", "3780.00", more...)+credit)
		has(t, name, o.messages("2026-03-26"), " 3180.00 : F1")
		has(t, name+", before it is written", o.messages("2026-03-24"), " 3180.00 : F1")
	}
}

func TestAnInvoiceMadeDueAtOnceGetsNoCourtesy(t *testing.T) {
	o := open(t, "", kerjean+inv("F3", "2026-04-30", "2100.00"))
	has(t, "before", o.messages("2026-04-27"), "courtoisie")
	o.note("2026-03-02", journal.Entry{Type: journal.Reminder, Channel: journal.ByRegistered, Invoices: []journal.Invoice{
		{Number: "F3", Stage: "exigibilite_immediate", Plan: "progressif", Status: journal.Done},
	}})
	hasNot(t, "after", o.messages("2026-04-27"), "courtoisie")
}

func TestACallThatFallsBackOnAnEMailGivesADayToPayBy(t *testing.T) {
	mute := strings.Replace(kerjean, ", telephone: 02 61 91 00 17, mobile: 06 39 98 00 17", "", 1)
	o := open(t, "plan_par_defaut: simple", mute+inv("F1", "2026-03-02", "1200.00"))
	for day := o.date("2026-03-03"); day < o.date("2026-03-13"); day++ {
		for _, c := range o.at(day.ISO()).Communications {
			if c.Stage.ID == "appel" {
				if c.Channel != kit.ByEmail || c.Deadline <= day {
					t.Errorf("%s by %s, to be paid by %s", day, c.Channel, c.Deadline)
				}
				return
			}
		}
	}
	t.Error("the call never came")
}

func TestAnEMailNeedsAnAddressToLeaveFrom(t *testing.T) {
	o := open(t, "", kerjean+inv("F1", "2026-03-16", "780.00"))
	o.k.Creditor.Email = ""
	has(t, "blocked", o.messages("2026-03-23"), "bloquee relance1 email 780.00 : F1 [adresse électronique de l'expéditeur manquante")
}

func TestAnAssignedInvoiceIsClaimedApart(t *testing.T) {
	o := open(t, "", kerjean+inv("F1", "2026-03-16", "780.00", "cedee: {factor: Affacturage Test, iban: FR76 3000 6000 0112 3456 7890 189, depuis: 2026-02-01}")+inv("F2", "2026-03-16", "340.00"))
	same(t, "two accounts, two messages", o.messages("2026-03-23"), "a_faire relance1 email 780.00 : F1\na_faire relance1 email 340.00 : F2")
}

func TestAFormalAmountDeductsMoneyOnAccountThatTheSoftOneDeductsToo(t *testing.T) {
	o := open(t, "", kerjean+inv("F1", "2026-02-22", "780.00")+"  paiements: [{date: 2026-03-20, montant: 500.00}]\n")
	o.story("F1", "relance1 2026-03-01, lettre 2026-03-09")
	has(t, "montant", o.messages("2026-03-23"), "bloquee recommandee recommande 327.")
}

func TestAPaymentOfSeveralInvoicesSettlesThemInOrder(t *testing.T) {
	o := open(t, "", kerjean+inv("F1", "2026-03-02", "1000.00")+inv("F2", "2026-03-02", "800.00"))
	o.paid("2026-03-20", "F1 F2", "1500.00")
	a := o.at("2026-03-31")
	if a.Decisions[0].Balance != 0 || a.Decisions[1].Balance != 300_00 {
		t.Errorf("balances %s and %s", a.Decisions[0].Balance, a.Decisions[1].Balance)
	}
}

// T56.
func TestTwoCurrenciesAreTwoLetters(t *testing.T) {
	o := open(t, "", kerjean+inv("F1", "2026-03-26", "1200.00")+inv("F2", "2026-03-26", "900.00", "devise: CHF"))
	same(t, "messages", o.messages("2026-03-31"), "a_faire relance1 email 1200.00 : F1\na_faire relance1 email 900.00 : F2")
	a := o.at("2026-05-31")
	if cl, err := a.Claim(&a.Decisions[1]); err != nil || cl.Interest != 0 || cl.Compensation != 0 {
		t.Errorf("in francs: %s and %s, %v", cl.Interest, cl.Compensation, err)
	}
}

// T90, T91 and contracts.md §9.13: what the formal letter claims.
func TestAFormalNoticeClaimsInterestAndFortyEuros(t *testing.T) {
	o := open(t, "plan_par_defaut: independant", kerjean+inv("F1", "2026-02-16", "15000.00"))
	o.k.Creditor.Terms.PenaltyRate = new(o.k.Options.FinancingCost)
	*o.k.Creditor.Terms.PenaltyRate = 12_00
	o.story("F1", "relance1 2026-03-09, appel 2026-03-16")
	o.note("2026-03-19", journal.Entry{Type: journal.Takeover, Stage: "mail2_lrar", Invoices: refs("F1")})
	c := o.at("2026-03-24").Communications[0]
	principal, interest, compensation := c.Total()
	if principal != 15_000_00 || interest != 177_53 || compensation != 40_00 || c.Amount != 15_217_53 {
		t.Errorf("%s + %s + %s = %s", principal, interest, compensation, c.Amount)
	}
	three := open(t, "plan_par_defaut: simple", kerjean+inv("A", "2026-03-02", "1200.00")+inv("B", "2026-03-02", "850.50")+inv("C", "2026-03-02", "430.00"))
	for _, n := range []string{"A", "B", "C"} {
		three.story(n, "appel 2026-03-09, lettre 2026-03-17")
	}
	c = three.at("2026-04-01").Communications[0]
	if principal, _, compensation := c.Total(); principal != 2_480_50 || compensation != 120_00 {
		t.Errorf("T91: %s and %s", principal, compensation)
	}
}

// T94.
func TestASoftReminderClaimsThePrincipalOnly(t *testing.T) {
	o := open(t, "", kerjean+inv("F1", "2026-03-02", "1200.00"))
	c := o.at("2026-03-09").Communications[0]
	if c.Amount != 1_200_00 || c.Items[0].Claim.Compensation != 40_00 || c.Items[0].Claim.Interest == 0 {
		t.Errorf("claims %s; computed %s and %s", c.Amount, c.Items[0].Claim.Interest, c.Items[0].Claim.Compensation)
	}
}

// law.md §14.
func TestTheAmountOfEachMessageIsTheSumOfItsInvoices(t *testing.T) {
	for _, c := range pme(t).Communications {
		principal, interest, compensation := c.Total()
		want := principal + interest + compensation - c.OnAccount
		if c.Channel != c.Stage.Channel && c.Stage.Nature.IsFormal() {
			want = principal
		}
		if c.Amount != want || c.Principal != principal {
			t.Errorf("%s %s: %s, its invoices %s", c.Client.Code, c.Stage.ID, c.Amount, want)
		}
		for _, cl := range c.Asked() {
			var lines int64
			for _, l := range cl.Lines {
				lines += int64(l.Amount)
			}
			if int64(cl.Interest) != lines {
				t.Errorf("%s: interest %s, lines %d", cl.Invoice.Number, cl.Interest, lines)
			}
		}
	}
}

func TestAPaymentBeforeTheDueDateOrUnderAPromiseOpensNoPause(t *testing.T) {
	early := open(t, "", kerjean+inv("F1", "2026-03-26", "6000.00", "paiements: [{date: 2026-03-26, montant: 2500.00}]"))
	hasNot(t, "on the due date", early.state("2026-03-30", "F1"), "pause")
	promised := open(t, "", kerjean+inv("F1", "2026-03-11", "6000.00", "paiements: [{date: 2026-03-27, montant: 2500.00}]"))
	promised.promised("2026-03-24", "F1", "2500.00", "2026-03-27")
	hasNot(t, "as promised", promised.state("2026-03-30", "F1"), "pause")
}

func TestTheSameMoneyOnAccountIsNotDeductedTwice(t *testing.T) {
	clients := strings.Replace(kerjean, "contacts: [", "contacts: [{nom: Roy, role: operationnel, email: chantier@kerjean.example}, ", 1)
	o := open(t, "", clients+inv("A", "2026-03-26", "300.00", "destinataire: operationnel")+inv("B", "2026-03-26", "400.00", "destinataire: contact@kerjean.example")+
		"  paiements: [{date: 2026-03-25, montant: 200.00}]\n")
	same(t, "once", o.messages("2026-03-31"), "a_faire relance1 email 100.00 : A\na_faire relance1 email 400.00 : B")
}

// Money on account is deducted once, on the day and later.
func TestMoneyOnAccountIsDeductedOnce(t *testing.T) {
	o := open(t, "", kerjean+inv("F1", "2026-03-10", "780.00")+inv("F2", "2026-03-26", "900.00")+"  avoirs: [{numero: AV-12, date: 2026-03-12, montant: 150.00}]\n")
	same(t, "the first message", o.messages("2026-03-16"), "a_faire relance1 email 630.00 : F1, cite F2")
	o.validate("2026-03-16", "2026-03-16")
	same(t, "the next one of the same invoice", o.messages("2026-03-20"), "a_faire lettre courrier 630.00 : F1, cite F2")
	o.validate("2026-03-20", "2026-03-20")
	same(t, "of another invoice", o.messages("2026-03-31"), "bloquee recommandee recommande 675.45 : F1, à part F2 [règlement non affecté]\na_faire relance1 email 900.00 : F2")

	blocked := open(t, "", kerjean+inv("F1", "2026-03-02", "780.00")+inv("F2", "2026-03-02", "900.00")+"  avoirs: [{numero: AV-12, date: 2026-04-12, montant: 150.00}]\n")
	blocked.story("F1", "relance1 2026-03-09, lettre 2026-03-12")
	blocked.story("F2", "relance1 2026-03-09, lettre 2026-03-12")
	var sum, owed money.Amount
	for _, c := range blocked.at("2026-04-20").Communications {
		sum, owed = sum+c.Amount, owed+c.Items[0].Claim.Due()
	}
	if owed-sum != 150_00 {
		t.Errorf("%s asked for, of %s owed less 150", sum, owed)
	}
}
