package tracker

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"relance/generator/agenda"
	"relance/generator/journal"
	"relance/generator/tracker/look"
	"relance/generator/tracker/workbook"
)

func TestADisputeHasSomebodyToAnswerItAndADay(t *testing.T) {
	d := newDesk(t, few(t))
	invoice := firstOverdue(t, d.a)
	d.typed("Litiges", "", map[string]any{"Facture": invoice, "Ouvert le": d.a.Date - 2, "Motif": "teinte", "Responsable": "Mme Roy", "Réponse promise le": d.a.Date + 5})
	r := d.read()
	if len(r.Entries) != 1 || r.Entries[0].Deadline != d.a.Date+5 || r.Entries[0].Recipient != "Mme Roy" {
		t.Fatalf("%+v %v", r.Entries, r.Notices)
	}
	made := d.accepted(r)
	d.made, d.a, d.f = made, agendaOf(t, d.a.Kit), opened(t, made.Workbook)
	id := invoice + "/" + (d.a.Date - 2).ISO()
	if got, _ := d.f.GetCellValue("Litiges", d.at("Litiges", id, "Responsable")); got != "Mme Roy" {
		t.Errorf("the dispute is answered by %q", got)
	}
	d.typed("Litiges", id, map[string]any{"Responsable": "M. Blin", "Réponse promise le": d.a.Date + 9})
	r = d.read()
	if len(r.Entries) != 2 || len(r.Notices) > 0 {
		t.Fatalf("%+v %v", r.Entries, r.Notices)
	}
	d.accepted(r)
	_, inv := d.a.Kit.Invoice(invoice)
	x := agendaOf(t, d.a.Kit).Facts.Book.OpenDispute(inv, d.a.Date)
	if x == nil || x.Owner != "M. Blin" || x.AnswerBy != d.a.Date+9 {
		t.Errorf("%+v", x)
	}
}

func TestAnAgreementIsSignedInTheKitNotInTheWorkbook(t *testing.T) {
	k := few(t)
	c := k.ClientByCode("C20")
	c.Instalments[0].Signed = 0
	d := newDesk(t, k)
	ids := d.ids("Promesses et échéanciers")
	at := slices.IndexFunc(ids, func(id string) bool { return strings.HasPrefix(id, "C20/E/") })
	d.typed("Promesses et échéanciers", ids[at], map[string]any{"Confirmée par écrit le": d.a.Date})
	r := d.read()
	if len(r.Notices) != 1 || !strings.Contains(r.Notices[0].Text, "signe_le") || strings.Contains(r.Notices[0].Text, ids[at]) || len(r.Entries) != 1 {
		t.Errorf("%v %+v", r.Notices, r.Entries)
	}
}

// Somebody who wrote to the client himself says so in the workbook: the client is not
// written to again.
func TestAPromiseConfirmedInWritingIsNotConfirmedAgain(t *testing.T) {
	k := few(t)
	a := agendaOf(t, k)
	invoice := firstOverdue(t, a)
	c, _ := k.Invoice(invoice)
	refs := []journal.Invoice{{Number: invoice}}
	k.Journal.Append(journal.Entry{Type: journal.Promise, Date: a.Date, Client: c.Code, Channel: journal.ByPhone, Amount: 10_00, Deadline: a.Date + 8, Invoices: refs})
	confirms := func() bool {
		return slices.ContainsFunc(agendaOf(t, k).Communications, func(m agenda.Communication) bool {
			return m.Client == c && m.Stage.ID == "confirmation_promesse" && m.Promise.Until == a.Date+8
		})
	}
	if !confirms() {
		t.Fatal("the promise is not confirmed at all: the test proves nothing")
	}
	d := newDesk(t, k)
	id := ""
	for _, candidate := range d.ids("Promesses et échéanciers") {
		if strings.HasPrefix(candidate, c.Code+"/P/"+a.Date.ISO()) {
			id = candidate
		}
	}
	d.typed("Promesses et échéanciers", id, map[string]any{"Confirmée par écrit le": a.Date})
	d.accepted(d.read())
	if confirms() {
		t.Error("it is confirmed a second time")
	}
}

// A column of somebody's own shows its cells as they had them: 5 %, 14:30, VRAI.
func TestOwnColumnsKeepTheirFormats(t *testing.T) {
	d := newDesk(t, few(t))
	columns, err := d.f.GetCols("Factures")
	if err != nil {
		t.Fatal(err)
	}
	headers := []string{"Remise", "Heure rdv", "Vu"}
	formats := []string{"0%", "hh:mm", ""}
	for i, v := range []any{0.05, 0.604166666666667, true} {
		d.set("Factures", workbook.Place(len(columns)+i+1, 1), headers[i])
		at := workbook.Place(len(columns)+i+1, 2)
		d.set("Factures", at, v)
		if formats[i] != "" {
			style, err := d.f.NewStyle(&excelize.Style{CustomNumFmt: &formats[i]})
			if err == nil {
				err = d.f.SetCellStyle("Factures", at, at, style)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	made := d.accepted(d.read())
	f, err := excelize.OpenReader(bytes.NewReader(made.Workbook))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows("Factures")
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{"5%", "14:30", "TRUE"} {
		column := slices.Index(rows[0], headers[i])
		if column < 0 || len(rows[1]) <= column || rows[1][column] != want {
			t.Errorf("%s: want %q in %q", headers[i], want, rows[1])
		}
	}
	id, err := f.GetCellStyle("Factures", workbook.Place(slices.Index(rows[0], "Vu")+1, 2))
	if err != nil {
		t.Fatal(err)
	}
	style, err := f.GetStyle(id)
	if err != nil || style.CustomNumFmt == nil || *style.CustomNumFmt != look.FormatTruth {
		t.Errorf("LibreOffice would show 1: %+v %v", style, err)
	}
}

func TestAWorkbookNewerThanItsFolderIsTold(t *testing.T) {
	d := newDesk(t, few(t))
	old, err := Make(d.a, 11, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	r, problems := Read("suivi.xlsx", d.saved(), old.Base, d.a, "")
	if problems.Faults() || !r.Ahead {
		t.Errorf("generation 12 beside a folder of generation 11: %v", problems)
	}
	if r := d.read(); r.Ahead {
		t.Error("a workbook of its folder is said to be newer")
	}
}

// A note is never made of the error of a formula, and a formula that no spreadsheet has
// computed is not said to be wrong.
func TestACellThatCannotBeReadIsNotTaken(t *testing.T) {
	d := newDesk(t, few(t))
	invoice := firstOverdue(t, d.a)
	d.typed("Encaissements", "", map[string]any{"Date": d.a.Date - 1, "Facture": invoice})
	if err := d.f.SetCellFormula("Encaissements", d.at("Encaissements", "", "Montant"), "1000+200"); err != nil {
		t.Fatal(err)
	}
	if err := d.f.SetCellFormula("Factures", d.at("Factures", invoice, "Commentaire"), "NA()"); err != nil {
		t.Fatal(err)
	}
	r := d.read()
	if len(r.Entries) > 0 || !mentions(r.Notices, "S512") {
		t.Fatalf("%+v %v", r.Entries, r.Notices)
	}
	d.accepted(r)
}

func TestTheDirectionOfAnEventMayBeTyped(t *testing.T) {
	d := newDesk(t, few(t))
	d.typed("Journal", "", map[string]any{"Date": d.a.Date, "Code client": "C17", "Type": "Appel", "Sens": "reçu", "Contenu": "rappelle"})
	r := d.read()
	if len(r.Entries) != 1 || r.Entries[0].Direction != journal.Received {
		t.Errorf("%+v %v", r.Entries, r.Notices)
	}
	d.typed("Journal", "", map[string]any{"Date": d.a.Date, "Code client": "C17", "Type": "Paiement", "Sens": "émis", "Montant": 10})
	if r := d.read(); len(r.Entries) != 1 || len(r.Notices) != 1 || r.Notices[0].Cell == "" {
		t.Errorf("%+v %v", r.Entries, r.Notices)
	}
}
