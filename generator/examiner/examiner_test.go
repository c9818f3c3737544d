package examiner_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"relance/generator/calendar"
	"relance/generator/claim"
	"relance/generator/dunning"
	"relance/generator/examiner"
	"relance/generator/journal"
	"relance/generator/kit"
	"relance/generator/money"
	"relance/templates"
)

const settings = `
creancier:
  raison_sociale: Ateliers Boréal
  siren: "000000034"
  adresse: [4 rue de l'Essai, 49000 Angers]
  signataire: {civilite: Mme, nom: Claire Roux, fonction: Responsable}
  banque: {titulaire: Ateliers Boréal, iban: FR51 9999 9000 00TE ST00 0000 143}
paiements_a_jour_au: 2026-03-31
`

const clients = `clients:
- code: C1
  nom: Kerjean
  type: entreprise
  factures:
  - {numero: F1, date: 2026-01-30, echeance: 2026-03-01, montant_ttc: 1000.00}
  - {numero: F2, date: 2026-01-30, echeance: 2026-03-01, montant_ttc: 500.00, paiements: [{date: 2026-03-10, montant: 500.00}]}
  - {numero: F3, date: 2026-01-30, echeance: 2026-03-01, montant_ttc: 200.00, annulee: {le: 2026-03-05, motif: doublon}}
  - {numero: F4, date: 2026-01-30, echeance: 2026-03-01, montant_ttc: 300.00, litiges: [{ouvert_le: 2026-03-05, motif: teinte}]}
- code: C2
  nom: Quillan
  type: entreprise
  factures:
  - {numero: G1, date: 2026-01-30, echeance: 2026-03-01, montant_ttc: 900.00}
`

func day(t testing.TB, s string) calendar.Date {
	t.Helper()
	d, err := calendar.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func examine(t testing.TB, more string) *examiner.Examiner {
	t.Helper()
	k, problems := kit.Load(fstest.MapFS{"relance.yaml": {Data: []byte(settings + more)}, "clients.yaml": {Data: []byte(clients)}}, templates.FS, nil)
	if problems.Faults() {
		t.Fatal(problems)
	}
	return examiner.New(dunning.NewFacts(k, claim.NewBook(k), day(t, "2026-03-31")))
}

func refs(numbers string) (list []journal.Invoice) {
	for _, n := range strings.Fields(numbers) {
		list = append(list, journal.Invoice{Number: n})
	}
	return list
}

// told is what is objected to a line, "key: text" each.
func told(list []examiner.Objection) string {
	var out []string
	for _, o := range list {
		out = append(out, o.Key+": "+strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(o.Text))
	}
	return strings.Join(out, " | ")
}

func TestWhatTheAccountsContradictIsObjectedTo(t *testing.T) {
	x := examine(t, "")
	on := func(s string) calendar.Date { return day(t, s) }
	const today, euros = "2026-03-31", money.Amount(100)
	for _, c := range []struct {
		what string
		line journal.Entry
		want string
	}{
		{"a fair promise", journal.Entry{Type: journal.Promise, Invoices: refs("F1"), Amount: 1000 * euros, Deadline: on("2026-04-07")}, ""},
		{"interest and the 40 euros may be promised too", journal.Entry{Type: journal.Promise, Invoices: refs("F1"), Amount: 1049 * euros, Deadline: on("2026-04-07")}, ""},
		{"a digit too many", journal.Entry{Type: journal.Promise, Invoices: refs("F1"), Amount: 10000 * euros, Deadline: on("2026-04-07")}, "montant: 10 000,00 € promis, 1 049,99 € dus en tout, intérêts compris"},
		{"for yesterday", journal.Entry{Type: journal.Promise, Invoices: refs("F1"), Amount: euros, Deadline: on("2026-03-30")}, "date_limite: le 30 mars 2026 est avant le jour de la promesse (31 mars 2026)"},
		{"without a day", journal.Entry{Type: journal.Promise, Invoices: refs("F1"), Amount: euros}, "date_limite: une promesse porte une date et un montant"},
		{"of what is paid", journal.Entry{Type: journal.Promise, Invoices: refs("F2"), Amount: euros, Deadline: on("2026-04-07")}, "factures: la facture F2 est soldée : rien n'est à promettre"},
		{"of what is cancelled", journal.Entry{Type: journal.Promise, Invoices: refs("F3"), Amount: euros, Deadline: on("2026-04-07")}, "factures: la facture F3 est annulée depuis le 5 mars 2026 : rien n'est à promettre"},
		{"of somebody else's", journal.Entry{Type: journal.Promise, Client: "C2", Invoices: refs("F1"), Amount: euros, Deadline: on("2026-04-07")}, "factures: la facture F1 est de C1, pas de C2"},
		{"a payment", journal.Entry{Type: journal.Payment, Invoices: refs("F1"), Amount: 1000 * euros}, ""},
		{"a payment far above its invoice", journal.Entry{Type: journal.Payment, Invoices: refs("F1"), Amount: 10000 * euros}, "montant: 10 000,00 € dépassent de loin F1 (1 000,00 €)"},
		{"a settled invoice paid again", journal.Entry{Type: journal.Payment, Invoices: refs("F2"), Amount: 500 * euros}, "montant: 500,00 € de plus dépassent de loin ce qui reste dû sur F2 (500,00 €) : le règlement est peut-être saisi deux fois"},
		{"the payment that the accounts have", journal.Entry{Type: journal.Payment, Date: on("2026-03-10"), Invoices: refs("F2"), Amount: 500 * euros}, ""},
		{"a payment to allocate", journal.Entry{Type: journal.Payment, Client: "C1", Amount: 50000 * euros}, ""},
		{"a dispute of more than is owed", journal.Entry{Type: journal.Dispute, Invoices: refs("F1"), Disputed: 1001 * euros, Reason: "x"}, "montant_conteste: 1 001,00 € contestés pour un solde de 1 000,00 €"},
		{"nothing to close", journal.Entry{Type: journal.Dispute, Invoices: refs("F1"), Closed: true, Issue: journal.Founded}, "clos: aucun litige n'est ouvert sur la facture F1"},
		{"a dispute to close", journal.Entry{Type: journal.Dispute, Invoices: refs("F4"), Closed: true, Issue: journal.Founded}, ""},
		{"a postponement to the past", journal.Entry{Type: journal.Postponement, Invoices: refs("F1"), Until: on("2026-03-01"), Reason: "x"}, "au: le 1er mars 2026 est avant le jour du report (31 mars 2026)"},
		{"presented before it was posted", journal.Entry{Type: journal.Registered, Client: "C1", Stage: "med", Posted: on("2026-03-20"), Presented: on("2026-03-19")}, "presentation: le 19 mars 2026 est avant le dépôt (20 mars 2026)"},
		{"a call of tomorrow", journal.Entry{Type: journal.Call, Date: on("2026-04-01"), Client: "C1"}, "date: le 1er avril 2026 n'est pas encore passé"},
		{"a stage of another plan", journal.Entry{Type: journal.Takeover, Invoices: refs("F1"), Stage: "relance_ap"}, "etape: l'étape « relance_ap » n'est pas du plan « progressif » de la facture F1"},
		{"before the invoice", journal.Entry{Type: journal.Takeover, Date: on("2025-03-05"), Invoices: refs("F1"), Stage: "lettre"}, "date: le 5 mars 2025 est avant la date de la facture F1 (30 janvier 2026)"},
		{"a refusal without a reason", journal.Entry{Type: journal.Approval, Client: "C1", Stage: "med", Decision: journal.Denied}, "motif: un refus a un motif"},
		{"a measure too soon", journal.Entry{Type: journal.Approval, Client: "C1", Stage: "blocage_commandes", Decision: journal.Granted}, "etape: blocage_commandes : mesure réservée aux étapes formelles"},
		{"a line that is not there", journal.Entry{Type: journal.Correction, Corrects: "2026-01-01-001"}, "corrige: aucune ligne « 2026-01-01-001 » dans le journal"},
		{"nobody's", journal.Entry{Type: journal.Note, Client: "C9"}, "client: client inconnu « C9 »"},
		{"no such invoice", journal.Entry{Type: journal.Call, Invoices: refs("F9")}, "factures: facture inconnue « F9 »"},
	} {
		if c.line.Date.IsZero() {
			c.line.Date = on(today)
		}
		if got := told(x.Check(c.line)); got != c.want {
			t.Errorf("%s: %q, want %q", c.what, got, c.want)
		}
	}
}

func TestWhatIsOddIsSaidAndWhatIsImpossibleRefused(t *testing.T) {
	x := examine(t, "")
	for _, c := range []struct {
		what string
		line journal.Entry
		mild bool
	}{
		{"paid twice", journal.Entry{Type: journal.Payment, Invoices: refs("F2"), Amount: 500_00}, true},
		{"ten times the invoice", journal.Entry{Type: journal.Payment, Invoices: refs("F1"), Amount: 10_000_00}, false},
		{"a dispute of what is paid", journal.Entry{Type: journal.Dispute, Invoices: refs("F2"), Reason: "x"}, true},
		{"a sum of what is paid", journal.Entry{Type: journal.Dispute, Invoices: refs("F2"), Reason: "x", Disputed: 100_00}, false},
		{"a postponement of what is paid", journal.Entry{Type: journal.Postponement, Invoices: refs("F2"), Until: day(t, "2026-04-30")}, true},
	} {
		c.line.Date = day(t, "2026-03-31")
		if got := x.Check(c.line); len(got) != 1 || got[0].Mild != c.mild {
			t.Errorf("%s: %+v", c.what, got)
		}
	}
}

func TestOnlyDeclaredPeopleApprove(t *testing.T) {
	x := examine(t, "options: {valideurs: [Claire Roux]}\n")
	line := journal.Entry{Type: journal.Approval, Date: day(t, "2026-03-31"), Client: "C1", Stage: "med", Decision: journal.Granted}
	for author, want := range map[string]string{
		"claire roux": "", "Marc": "auteur: Marc ne peut pas décider : relance.yaml déclare les valideurs Claire Roux", "": "auteur: il manque le nom de qui décide",
	} {
		line.Author = author
		if got := told(x.Check(line)); got != want {
			t.Errorf("%q: %q, want %q", author, got, want)
		}
	}
}

func TestALineThatWasTakenCountsForTheNext(t *testing.T) {
	x := examine(t, "")
	line := journal.Entry{Type: journal.Payment, Date: day(t, "2026-03-31"), Invoices: refs("F1"), Amount: 900_00}
	if got := told(x.Check(line)); got != "" {
		t.Fatal(got)
	}
	x.Take(line)
	if got := told(x.Check(line)); !strings.Contains(got, "900,00 € de plus dépassent de loin") {
		t.Errorf("the same sum again: %q", got)
	}
	promise := journal.Entry{Type: journal.Promise, Date: day(t, "2026-03-31"), Invoices: refs("F1"), Amount: 900_00, Deadline: day(t, "2026-04-07")}
	if got := told(x.Check(promise)); got == "" {
		t.Error("more is promised than is left")
	}
}
