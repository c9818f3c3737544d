package tracker

import (
	"slices"
	"strings"
	"testing"

	"relance/generator/calendar"
	"relance/generator/journal"
)

// later reads the same workbook on another day, the journal having what was taken.
func (d *desk) later(r *Reading, src []byte, days int) *Reading {
	d.t.Helper()
	for i := range r.Entries {
		r.Entries[i].Author, r.Entries[i].Creditor = "Claire Roux", string(d.a.Kit.Creditor.SIREN)
	}
	d.a.Kit.Journal.Append(r.Entries...)
	d.a.Kit.Reference += calendar.Date(days)
	d.a = agendaOf(d.t, d.a.Kit)
	return d.readBytes(src)
}

// A workbook that could not be written again is read every day: what was typed in it
// without a day of its own is no new event each time.
func TestAWorkbookReadOnAnotherDayGivesNothingTwice(t *testing.T) {
	d := newDesk(t, few(t))
	invoice := firstOverdue(t, d.a)
	c, _ := d.a.Kit.Invoice(invoice)
	d.typed("À valider", approvalIDs(t, d.a)[0], map[string]any{"Décision": "accordée", "Décidé par": "M. Roux"})
	d.typed("Factures", invoice, map[string]any{"Promesse pour le": d.a.Date + 5, "Montant promis": 10})
	d.typed("Clients", c.Code, map[string]any{"Consigne": "appeler le soir"})
	src := d.saved()
	r := d.readBytes(src)
	if len(r.Entries) != 3 {
		t.Fatalf("%+v", r.Entries)
	}
	if again := d.later(r, src, 3); len(again.Entries) > 0 {
		t.Errorf("taken again: %+v", again.Entries)
	}
}

func TestADecisionIsAboutTheInvoicesOfItsLine(t *testing.T) {
	d := newDesk(t, few(t))
	id := approvalIDs(t, d.a)[0]
	d.typed("À valider", id, map[string]any{"Décision": "accordée", "Décidé par": "M. Roux"})
	r := d.read()
	if len(r.Entries) != 1 || len(r.Entries[0].Invoices) == 0 {
		t.Fatalf("%+v", r.Entries)
	}
	for _, ref := range r.Entries[0].Invoices {
		if c, _ := d.a.Kit.Invoice(ref.Number); c == nil || c.Code != r.Entries[0].Client {
			t.Errorf("%s is no invoice of %s", ref.Number, r.Entries[0].Client)
		}
	}
}

// Two transfers of one sum on one day are two when their references say so.
func TestTwoTransfersOfOneDayAndSumCountTwice(t *testing.T) {
	d := newDesk(t, few(t))
	invoice := firstOverdue(t, d.a)
	_, inv := d.a.Kit.Invoice(invoice)
	before := d.a.Facts.Book.Balance(inv, d.a.Date)
	d.typed("Encaissements", "", map[string]any{"Date": d.a.Date - 1, "Facture": invoice, "Montant": 12, "Référence": "VIR A"})
	d.typed("Encaissements", "", map[string]any{"Date": d.a.Date - 1, "Facture": invoice, "Montant": 12, "Référence": "VIR B"})
	r := d.read()
	d.accepted(r)
	a := agendaOf(t, d.a.Kit)
	if after := a.Facts.Book.Balance(inv, a.Date); len(r.Entries) != 2 || after != before-2400 {
		t.Errorf("%d entries, %s then %s", len(r.Entries), before, after)
	}
}

func TestAnHourIsReadAsSpreadsheetsHoldIt(t *testing.T) {
	for typed, want := range map[any]string{0.5: "12:00", 0.425: "10:12", "10:12:30": "10:12", "9h05": "09:05"} {
		d := newDesk(t, few(t))
		invoice := firstOverdue(t, d.a)
		d.typed("Journal", "", map[string]any{"Date": d.a.Date, "Heure": typed, "Type": "Appel", "Factures": invoice, "Contenu": "absent"})
		r := d.read()
		if len(r.Entries) != 1 || r.Entries[0].Time != want {
			t.Errorf("%v: %+v %v", typed, r.Entries, r.Notices)
		}
	}
}

// « 2026 » alone is, for a spreadsheet, a day of July 1905.
func TestAYearAloneIsNoDate(t *testing.T) {
	d := newDesk(t, few(t))
	d.typed("Encaissements", "", map[string]any{"Date": 2026, "Facture": firstOverdue(t, d.a), "Montant": 12})
	r := d.read()
	if len(r.Entries) > 0 || !slices.Equal(codesOf(r.Notices), []string{"S512"}) || !strings.Contains(r.Notices[0].Text, "18/07/1905") {
		t.Errorf("%+v %v", r.Entries, r.Notices)
	}
}

func TestATypingKeptInTheJournalSaysWhoseItWas(t *testing.T) {
	d := newDesk(t, few(t))
	invoice := firstOverdue(t, d.a)
	c, _ := d.a.Kit.Invoice(invoice)
	d.typed("Factures", invoice, map[string]any{"Montant TTC": 5})
	r := d.read()
	if len(r.Entries) != 1 || r.Entries[0].Client != c.Code || len(r.Entries[0].Invoices) != 1 || r.Entries[0].Invoices[0].Number != invoice {
		t.Fatalf("%+v", r.Entries)
	}
	d.accepted(r)
}

// A promise confirmed in writing does not make another of the same client look so.
func TestAConfirmationIsThatOfOnePromise(t *testing.T) {
	d := newDesk(t, few(t))
	invoice := firstOverdue(t, d.a)
	c, _ := d.a.Kit.Invoice(invoice)
	until := d.a.Date + 5
	d.typed("Promesses et échéanciers", "", map[string]any{"Code client": c.Code, "Factures": invoice, "Prise le": d.a.Date, "Date promise": until, "Montant": 10, "Confirmée par écrit le": d.a.Date})
	r := d.read()
	d.accepted(r)
	for _, other := range c.Invoices {
		if other.Number != invoice {
			d.a.Kit.Journal.Append(journal.Entry{Date: d.a.Date, Type: journal.Promise, Client: c.Code, Channel: journal.ByPhone, Direction: journal.Received, Author: "Claire Roux",
				Creditor: string(d.a.Kit.Creditor.SIREN), Amount: 500, Deadline: until, Invoices: []journal.Invoice{{Number: other.Number, Balance: 500}}})
			break
		}
	}
	confirmed := 0
	for _, line := range linesOf(t, opened(t, written(t, agendaOf(t, d.a.Kit))), "Promesses et échéanciers") {
		if strings.HasPrefix(line["Identifiant"], c.Code+"/P/") && line["Confirmée par écrit le"] != "" {
			confirmed++
		}
	}
	if confirmed != 1 {
		t.Errorf("%d promises look confirmed, want 1", confirmed)
	}
}
