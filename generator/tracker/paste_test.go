package tracker

import (
	"os"
	"slices"
	"strings"
	"testing"

	"relance/generator/journal"
)

// journalHeaders are the columns of « Journal » in the order in which the call desk of
// the guide writes its line.
var journalHeaders = []string{"Date", "Heure", "Code client", "Client", "Type", "Canal", "Étape", "Factures", "Montant", "Pour le", "Résultat", "Interlocuteur", "Contenu", "Auteur"}

// pasted pastes a line of cells at the first blank one of « Journal ».
func (d *desk) pasted(cells []string) {
	d.t.Helper()
	values := map[string]any{}
	for i, text := range cells {
		if text != "" {
			values[journalHeaders[i]] = text
		}
	}
	d.typed("Journal", "", values)
}

// The lines are those that the call desk leaves at each end of a call: the site's own
// test finds them there.
func TestTheLineOfEachEndOfACallIsTaken(t *testing.T) {
	lines, err := os.ReadFile("../../site/testdata/fins.tsv")
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]journal.Entry{
		"promesse": {Type: journal.Promise, Amount: 100_00}, "litige": {Type: journal.Dispute, Disputed: 100_00}, "paiement": {Type: journal.Call, Outcome: journal.Paid},
		"delai": {Type: journal.Call, Outcome: journal.AskedDelay}, "refus": {Type: journal.Call, Outcome: journal.Refused}, "repondu": {Type: journal.Call, Outcome: journal.Answered},
		"messagerie": {Type: journal.Call, Outcome: journal.Voicemail}, "interlocuteur": {Type: journal.Call, Outcome: journal.WrongContact},
	}
	if n := strings.Count(string(lines), "\n"); n != len(want) {
		t.Errorf("%d ends, %d expected", n, len(want))
	}
	for line := range strings.Lines(string(lines)) {
		cells := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		fate, cells := cells[0], append([]string{"", "10:12"}, cells[2:]...)
		t.Run(fate, func(t *testing.T) {
			d := newDesk(t, few(t))
			invoice := firstOverdue(t, d.a)
			c, _ := d.a.Kit.Invoice(invoice)
			cells[0], cells[2], cells[7] = d.a.Date.Short(), c.Code, invoice
			d.pasted(cells)
			r := d.read()
			if len(r.Entries) != 1 || len(r.Notices) > 0 {
				t.Fatalf("%+v %v", r.Entries, r.Notices)
			}
			got, want := r.Entries[0], want[fate]
			if got.Type != want.Type || got.Outcome != want.Outcome || got.Amount != want.Amount || got.Disputed != want.Disputed || got.Client != c.Code || got.Invoices[0].Number != invoice {
				t.Errorf("%+v", got)
			}
		})
	}
}

// What a line says twice, as people write, is no warning; what it contradicts is.
func TestALineMayRepeatItsTypeAndItsClient(t *testing.T) {
	d := newDesk(t, few(t))
	invoice := firstOverdue(t, d.a)
	c, _ := d.a.Kit.Invoice(invoice)
	day, later := d.a.Date.Short(), (d.a.Date + 5).Short()
	d.pasted([]string{day, "10:12", c.Code, c.FullName(), "Promesse", "Appel", "", invoice, "10,00", later, "Promesse"})
	d.pasted([]string{day, "", "", strings.ToUpper(c.FullName()), "Litige", "Appel", "", invoice, "5,00", "", "conteste", "", "Une pièce manque"})
	r := d.read()
	if len(r.Entries) != 2 || r.Entries[0].Type != journal.Promise || r.Entries[1].Type != journal.Dispute || len(r.Notices) > 0 {
		t.Errorf("%+v %v", r.Entries, r.Notices)
	}
	d = newDesk(t, few(t))
	d.pasted([]string{day, "", c.Code, "Quelqu'un d'autre", "Promesse", "Appel", "", invoice, "10,00", later, "Refuse"})
	if r := d.read(); !slices.Equal(codesOf(r.Notices), []string{"S511", "S512"}) {
		t.Errorf("%+v %v", r.Entries, r.Notices)
	}
}

// The call desk's line is pasted by places: columns that came later are at its right.
func TestTheJournalBeginsWithTheColumnsOfTheCallDesk(t *testing.T) {
	f := opened(t, written(t, agendaOf(t, few(t))))
	rows, err := f.GetRows("Journal")
	try(t, err)
	if got := rows[0][:len(journalHeaders)]; !slices.Equal(got, journalHeaders) {
		t.Errorf("the sheet begins with %q", got)
	}
}
