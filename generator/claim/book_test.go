package claim

import (
	"testing"

	"relance/generator/calendar"
	"relance/generator/journal"
	"relance/generator/kit"
	"relance/generator/money"
)

const oneClient = "clients:\n- code: C1\n  nom: Kerjean\n  type: entreprise\n"

// claimOf is what the invoice F1 is worth on a day, with what the client's block and
// the journal add.
func claimOf(t *testing.T, client, invoice, on string, entries ...journal.Entry) Claim {
	t.Helper()
	k := kitOf(t, map[string]string{
		"relance.yaml": boreal + "  mediateur_consommation: {nom: Essai}\n",
		"clients.yaml": client + "  factures: [{numero: F1, date: 2026-02-01, echeance: 2026-03-02, montant_ttc: 1000.00" + invoice + "}]\n",
	})
	for _, e := range entries {
		e.Client = "C1"
		k.Journal.Append(e)
	}
	c, inv := k.Invoice("F1")
	cl, err := NewBook(k).Of(c, inv, day(t, on))
	if err != nil {
		t.Fatal(err)
	}
	return cl
}

func TestAForeignDebtorPaysFrenchPenaltiesOnlyUnderAFrenchContract(t *testing.T) {
	if cl := claimOf(t, oneClient+"  pays: Belgique\n", "", "2026-03-31"); cl.Interest != 0 || cl.Compensation != 0 {
		t.Errorf("no contract: %s and %s", cl.Interest, cl.Compensation)
	}
	if cl := claimOf(t, oneClient+"  pays: Belgique\n  contrat: {droit: francais}\n", "", "2026-03-31"); cl.Interest == 0 || cl.Compensation != 40_00 {
		t.Errorf("a French contract: %s and %s", cl.Interest, cl.Compensation)
	}
}

func TestTheContestedPartBearsNoInterest(t *testing.T) {
	cl := claimOf(t, oneClient, ", litiges: [{ouvert_le: 2026-03-10, motif: teinte, montant_conteste: 400.00}]", "2026-03-31")
	if cl.Disputed != 400_00 || cl.Claimable() != 600_00 || cl.Lines[0].Base != 600_00 {
		t.Errorf("%+v", cl)
	}
}

func TestADisputeOfTheJournalIsClosedByItsLine(t *testing.T) {
	open := journal.Entry{Date: calendar.Of(2026, 3, 10), Type: journal.Dispute, Reason: "teinte", Invoices: []journal.Invoice{{Number: "F1"}}}
	closed := journal.Entry{Date: calendar.Of(2026, 3, 20), Type: journal.Dispute, Closed: true, Issue: journal.Unfounded, Invoices: open.Invoices}
	again := open
	again.Date = calendar.Of(2026, 3, 25)
	for on, want := range map[string]money.Amount{"2026-03-09": 0, "2026-03-19": 1_000_00, "2026-03-20": 0, "2026-03-25": 1_000_00} {
		if cl := claimOf(t, oneClient, "", on, open, closed, again); cl.Disputed != want {
			t.Errorf("%s: %s contested", on, cl.Disputed)
		}
	}
}

func TestTheSameDisputeWrittenTwiceIsOneFact(t *testing.T) {
	e := journal.Entry{Date: calendar.Of(2026, 3, 10), Type: journal.Dispute, Reason: "teinte", Disputed: 400_00, Invoices: []journal.Invoice{{Number: "F1"}}}
	cl := claimOf(t, oneClient, ", litiges: [{ouvert_le: 2026-03-10, motif: teinte, montant_conteste: 400.00}]", "2026-03-31", e)
	if cl.Disputed != 400_00 {
		t.Errorf("%s contested", cl.Disputed)
	}
}

func TestOnlyTheFormalNoticeStartsTheInterestOfAConsumer(t *testing.T) {
	consumer := "clients:\n- code: C1\n  nom: Aubry\n  type: particulier\n"
	presented := func(stage string, on calendar.Date) journal.Entry {
		return journal.Entry{Date: on, Type: journal.Registered, Stage: stage, Presented: on, Invoices: []journal.Invoice{{Number: "F1"}}}
	}
	if cl := claimOf(t, consumer, "", "2026-06-30", presented("recommandee", calendar.Of(2026, 4, 1))); cl.Interest != 0 {
		t.Errorf("a registered reminder: %s", cl.Interest)
	}
	cl := claimOf(t, consumer, "", "2026-06-30", presented("med", calendar.Of(2026, 4, 10)), presented("med", calendar.Of(2026, 4, 25)))
	if len(cl.Lines) != 1 || cl.Lines[0].From != calendar.Of(2026, 4, 11) || cl.Lines[0].Rate != 262 || cl.Compensation != 0 {
		t.Errorf("from the first presentation: %+v", cl.Lines)
	}
}

func TestAnAgreementSuspendsOrKeepsTheInterest(t *testing.T) {
	for fate, want := range map[string]bool{"suspendues": false, "abandonnees": false, "dues": true} {
		client := oneClient + "  echeanciers: [{accord_le: 2026-03-10, factures: [F1], penalites: " + fate + ", caducite: oui, echeances: [{date: 2026-04-10, montant: 1000.00}]}]\n"
		if cl := claimOf(t, client, "", "2026-03-31"); (cl.Interest > 0) != want {
			t.Errorf("%s: %s", fate, cl.Interest)
		}
		if cl := claimOf(t, client, "", "2026-04-30"); cl.Interest == 0 {
			t.Errorf("%s, once lapsed: no interest", fate)
		}
	}
}

func TestReceiptsAreOrderedWhateverTheOrderOfTheFile(t *testing.T) {
	cl := claimOf(t, oneClient, ", paiements: [{date: 2026-03-20, montant: 300.00}, {date: 2026-03-10, montant: 200.00}]", "2026-03-15")
	if cl.Paid != 200_00 || cl.Balance != 800_00 || cl.LastPayment.Date != calendar.Of(2026, 3, 10) {
		t.Errorf("%+v", cl)
	}
}

func TestAPaymentSharedByTheAccountsLeavesItsRestOnAccount(t *testing.T) {
	k := kitOf(t, map[string]string{
		"relance.yaml": boreal,
		"clients.yaml": oneClient + "  paiements: [{date: 2026-03-10, montant: 900.00, factures: [{numero: F1, montant: 600.00}, {numero: F2, montant: 200.00}]}]\n" +
			"  factures: [{numero: F1, date: 2026-02-01, echeance: 2026-03-02, montant_ttc: 1000.00}, {numero: F2, date: 2026-02-01, echeance: 2026-03-02, montant_ttc: 200.00}]\n",
	})
	b, c := NewBook(k), &k.Clients[0]
	on := calendar.Of(2026, 3, 31)
	if b.Balance(&c.Invoices[0], on) != 400_00 || b.Balance(&c.Invoices[1], on) != 0 || b.OnAccountSum(c, on) != 100_00 || b.OnAccountSum(c, on-30) != 0 {
		t.Errorf("%s, %s, %s", b.Balance(&c.Invoices[0], on), b.Balance(&c.Invoices[1], on), b.OnAccountSum(c, on))
	}
}

func TestHalfUpPerLineAndTotalsOfLines(t *testing.T) {
	// T95: 0.005 rounds up; two lines of half a cent make two cents, not one.
	d := Debt{Principal: 182_50, Due: calendar.Of(2026, 1, 1), Kind: kit.Company, Contract: percent(10), Receipts: []Receipt{{Date: calendar.Of(2026, 1, 11), Amount: 0}}}
	lines, err := d.Interest(calendar.Of(2026, 1, 21))
	if err != nil || amounts(lines) != "0.01 + 0.01" || Sum(lines) != 2 {
		t.Errorf("%s, %v", amounts(lines), err)
	}
}

func TestWaitingHasACost(t *testing.T) {
	if cost := WaitingCost(100_000_00, 800, 45); cost != 986_30 { // T110
		t.Errorf("%s", cost)
	}
}
