package tracker

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"relance/generator/calendar"
	"relance/generator/diag"
	"relance/generator/journal"
	"relance/generator/tracker/board"
	"relance/generator/tracker/workbook"
)

func try(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func mentions(l diag.List, code string) bool { return slices.Contains(codesOf(l), code) }

func TestColumnsNotesAndColoursOfTheirsAreCarried(t *testing.T) {
	d := newDesk(t, few(t))
	id := d.ids("Factures")[3]
	cell := d.at("Factures", id, "Client")
	row := strings.TrimLeft(cell, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
	rows, _ := d.f.GetRows("Factures")
	free := workbook.Place(len(rows[0])+1, 1)
	d.set("Factures", free, "Chantier")
	d.set("Factures", strings.TrimRight(free, "1")+row, "Lycée Pasteur")
	style, err := d.f.NewStyle(&excelize.Style{Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"00FF7F"}}})
	try(t, err)
	try(t, d.f.SetCellStyle("Factures", cell, cell, style))
	try(t, d.f.AddComment("Factures", excelize.Comment{Cell: cell, Author: "Claire", Text: "client fidèle"}))
	r := d.read()
	if len(r.Entries)+len(r.Foreign)+len(r.Notices) > 0 {
		t.Fatalf("%+v %v %v", r.Entries, r.Foreign, r.Notices)
	}
	made := d.accepted(r)
	d.f = opened(t, made.Workbook)
	for _, line := range linesOf(t, d.f, "Factures") {
		if want := map[bool]string{true: "Lycée Pasteur"}[line["Identifiant"] == id]; line["Chantier"] != want {
			t.Errorf("%s: %q", line["Identifiant"], line["Chantier"])
		}
	}
	comments, _ := d.f.GetComments("Factures")
	if len(comments) != 1 || comments[0].Cell != cell || !strings.Contains(fmt.Sprint(comments[0]), "client fidèle") {
		t.Errorf("%+v", comments)
	}
	n, _ := d.f.GetCellStyle("Factures", cell)
	if s, _ := d.f.GetStyle(n); len(s.Fill.Color) == 0 || s.Fill.Color[0] != "00FF7F" {
		t.Errorf("%+v", s.Fill)
	}
	again, problems := Read("suivi.xlsx", made.Workbook, made.Base, d.a, "")
	if problems.Faults() {
		t.Fatal(problems)
	}
	next, err := Make(d.a, again.Generation, again.Kept, nil)
	try(t, err)
	if !bytes.Equal(next.Workbook, made.Workbook) {
		t.Error("read and made again, the workbook is another")
	}
}

func TestWhatCannotBeCarriedIsNamed(t *testing.T) {
	for want, do := range map[string]func(*desk){
		"un graphique": func(d *desk) {
			try(d.t, d.f.AddChart("Clients", "Z3", &excelize.Chart{Type: excelize.Col, Series: []excelize.ChartSeries{{Values: "Clients!$I$2:$I$5"}}}))
		},
		"la note en Clients!AB1 : vu": func(d *desk) {
			try(d.t, d.f.AddComment("Clients", excelize.Comment{Cell: "AB1", Author: "x", Text: "vu"}))
		},
		"un texte au-dessus du tableau, feuille « Clients »": func(d *desk) {
			try(d.t, d.f.DeleteTable("Table_Cli"))
			try(d.t, d.f.InsertRows("Clients", 1, 2))
			d.set("Clients", "A1", "Nos clients")
		},
	} {
		d := newDesk(t, few(t))
		do(d)
		r := d.read()
		if !slices.Equal(r.Foreign, []string{want}) || !mentions(r.Notices, "S517") {
			t.Errorf("%v, want %s", r.Foreign, want)
		}
	}
}

func TestLinesThatWereDeletedDuplicatedOrAddedAreToldOf(t *testing.T) {
	d := newDesk(t, few(t))
	try(t, d.f.DeleteTable("Table_Fac"))
	try(t, d.f.RemoveRow("Factures", 3))
	r := d.read()
	if len(r.Entries) > 0 || !slices.Equal(codesOf(r.Notices), []string{"S508"}) || !strings.Contains(r.Notices[0].Text, newDesk(t, few(t)).ids("Factures")[1]) {
		t.Errorf("%+v %v", r.Entries, r.Notices)
	}

	d = newDesk(t, few(t))
	try(t, d.f.DeleteTable("Table_Jou"))
	id := d.ids("Journal")[1]
	first := d.at("Journal", id, "Date")
	row := 0
	fmt.Sscan(strings.TrimLeft(first, "A"), &row)
	try(t, d.f.DuplicateRow("Journal", row))
	mustBeQuiet(t, d.read()) // the copy says nothing new
	d.set("Journal", workbook.Place(5, row+1), "Note")
	d.set("Journal", workbook.Place(13, row+1), "copiée puis changée")
	d.set("Journal", workbook.Place(7, row+1), "")
	d.set("Journal", workbook.Place(9, row+1), "")
	d.set("Journal", workbook.Place(10, row+1), "")
	d.set("Journal", workbook.Place(11, row+1), "")
	r = d.read()
	if len(r.Entries) != 1 || r.Entries[0].Type != journal.Note || !strings.HasPrefix(r.Entries[0].Content, "copiée puis changée") || !slices.Equal(codesOf(r.Notices), []string{"S509"}) {
		t.Errorf("%+v %v", r.Entries, r.Notices)
	}

	d = newDesk(t, few(t))
	d.typed("Factures", "", map[string]any{"Numéro": "FA-NEUVE", "Montant TTC": 12})
	r = d.read()
	if len(r.Entries) != 1 || !strings.Contains(r.Entries[0].After, "FA-NEUVE") || !strings.Contains(r.Entries[0].After, "12") {
		t.Errorf("%+v %v", r.Entries, r.Notices)
	}
}

func TestARenamedHeaderKeepsItsColumn(t *testing.T) {
	d := newDesk(t, few(t))
	invoice := d.ids("Factures")[0]
	header := d.at("Factures", invoice, "Commentaire")
	d.set("Factures", header, "à garder")
	column := strings.TrimRight(header, "0123456789")
	d.set("Factures", column+"1", "Mes remarques")
	r := d.read()
	if len(r.Entries) > 0 || !slices.Equal(codesOf(r.Notices), []string{"S507"}) || !strings.Contains(r.Notices[0].Text, "Commentaire") {
		t.Fatalf("%+v %v", r.Entries, r.Notices)
	}
	for _, line := range linesOf(t, opened(t, d.accepted(r).Workbook), "Factures") {
		if line["Identifiant"] == invoice && line["Mes remarques"] != "à garder" {
			t.Errorf("%q", line["Mes remarques"])
		}
	}
}

// Identifiers sorted apart from their lines would give a promise to another client.
func TestLinesWhoseIdentifiersMovedAreNotRead(t *testing.T) {
	d := newDesk(t, few(t))
	ids := d.ids("Factures")
	a, b := d.at("Factures", ids[0], "Identifiant"), d.at("Factures", ids[5], "Identifiant")
	d.typed("Factures", ids[0], map[string]any{"Commentaire": "pour qui ?"})
	d.set("Factures", a, ids[5])
	d.set("Factures", b, ids[0])
	r := d.read()
	if len(r.Entries) != 1 || r.Entries[0].Type != journal.Typed || r.Entries[0].After != "pour qui ?" || !mentions(r.Notices, "S516") {
		t.Errorf("%+v %v", r.Entries, r.Notices)
	}
}

func TestWithoutIdentifiersLinesAreKnownByTheirFacts(t *testing.T) {
	d := newDesk(t, few(t))
	invoice := firstOverdue(t, d.a)
	d.typed("Factures", invoice, map[string]any{"Commentaire": "retrouvée"})
	rows, _ := d.f.GetRows("Factures")
	for i := range rows[1:] {
		d.set("Factures", workbook.Place(slices.Index(rows[0], "Identifiant")+1, i+2), nil)
	}
	r := d.read()
	if len(r.Entries) != 1 || r.Entries[0].Content != "retrouvée" || r.Entries[0].Invoices[0].Number != invoice {
		t.Errorf("%+v %v", r.Entries, r.Notices)
	}
}

func TestASheetIsKnownByItsHeaders(t *testing.T) {
	d := newDesk(t, few(t))
	d.typed("Encaissements", "", map[string]any{"Date": d.a.Date, "Code client": "C17", "Montant": 8})
	try(t, d.f.SetSheetName("Encaissements", "Banque"))
	r := d.read()
	if len(r.Entries) != 1 || r.Entries[0].Amount != 800 {
		t.Errorf("%+v %v", r.Entries, r.Notices)
	}
}

// Whatever is typed, wherever, is in an event, in the next workbook, in a conflict
// or in a message.
func TestNothingTypedIsLost(t *testing.T) {
	start := newDesk(t, few(t))
	for round := range uint64(10) {
		draw := rand.New(rand.NewPCG(round, 7))
		d := &desk{t, start.a, start.made, opened(t, start.made.Workbook)}
		cells := map[string]string{}
		sheets := append([]string{board.DashboardName, board.SettingsName}, tableNames...)
		for i := range 12 {
			sheet := sheets[draw.IntN(len(sheets))]
			rows, _ := d.f.GetRows(sheet)
			cell := workbook.Place(1+draw.IntN(len(rows[0])), 1+draw.IntN(len(rows)+10))
			cells[sheet+"!"+cell] = fmt.Sprintf("frappe%dé", i)
			d.set(sheet, cell, fmt.Sprintf("frappe%dé", i))
		}
		r, problems := Read("suivi.xlsx", d.saved(), d.made.Base, d.a, "")
		if problems.Faults() {
			t.Fatal(problems)
		}
		where := fmt.Sprintf("%+v %+v %v %v", r.Entries, r.Conflicts, r.Notices, r.Foreign)
		made, err := Make(d.a, 13, r.Kept, nil)
		try(t, err)
		next := opened(t, made.Workbook)
		for cell, text := range cells {
			if !strings.Contains(where, text) && !inWorkbook(next, text) {
				t.Errorf("round %d: %s, typed in %s, is lost\n%s", round, text, cell, where)
			}
		}
	}
}

func inWorkbook(f *excelize.File, token string) bool {
	for _, sheet := range f.GetSheetList() {
		if cells, _ := f.SearchSheet(sheet, token); len(cells) > 0 {
			return true
		}
	}
	return false
}

func TestWorkbooksThatAreNotThisOneAreRefused(t *testing.T) {
	d := newDesk(t, few(t))
	good := d.made.Workbook
	other := few(t)
	other.Creditor.SIREN = "552100554"
	theirs, err := Make(agendaOf(t, other), 1, nil, nil)
	try(t, err)
	longer := few(t)
	longer.Journal.Append(journal.Entry{Date: calendar.Of(2026, 3, 31), Type: journal.Note, Content: "plus tard"})
	later, err := Make(agendaOf(t, longer), 13, nil, nil)
	try(t, err)
	plain := excelize.NewFile()
	var notATracker bytes.Buffer
	try(t, plain.Write(&notATracker))
	for _, c := range []struct {
		name, code string
		src        []byte
	}{
		{"another kit's", "S502", theirs.Workbook}, {"from a later journal", "S503", later.Workbook}, {"some workbook", "S501", notATracker.Bytes()},
		{"a PDF", "S501", []byte("%PDF-1.7\n")}, {"an old .xls", "F050", []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")}, {"cut short", "F050", good[:len(good)/2]}, {"empty", "F050", nil},
	} {
		r, problems := Read("suivi.xlsx", c.src, d.made.Base, d.a, "")
		if r != nil || !problems.Faults() || problems[0].Code != c.code || problems[0].Hint == "" {
			t.Errorf("%s: %v, want %s", c.name, problems, c.code)
		}
	}
	for at := 64; at < len(good); at += len(good)/40 + 1 { // a bit flipped: refused, or read as it was
		flipped := bytes.Clone(good)
		flipped[at] ^= 4
		if r, _ := Read("suivi.xlsx", flipped, d.made.Base, d.a, ""); r != nil && len(r.Entries)+len(r.Conflicts) > 0 {
			t.Errorf("byte %d: %+v", at, r.Entries)
		}
	}
}

func TestWithoutAnyBaseNothingIsRead(t *testing.T) {
	d := newDesk(t, few(t))
	try(t, d.f.SetSheetVisible("_base", true))
	d.set("_base", "A1", "abc")
	r, problems := Read("suivi.xlsx", d.saved(), nil, d.a, "")
	if r != nil || !slices.Equal(codesOf(problems), []string{"S505"}) {
		t.Fatalf("%v", problems)
	}
	r, problems = Read("suivi.xlsx", d.saved(), d.made.Base, d.a, "") // the base outside serves
	if problems.Faults() {
		t.Fatal(problems)
	}
	mustBeQuiet(t, r)
}

func TestNotesOfLinesThatAreGoneAreTold(t *testing.T) {
	d := newDesk(t, few(t))
	id := approvalIDs(t, d.a)[0]
	try(t, d.f.AddComment("À valider", excelize.Comment{Cell: d.at("À valider", id, "Client"), Author: "x", Text: "en parler lundi"}))
	d.typed("À valider", id, map[string]any{"Décision": "Accordée", "Décidé par": "M. Roux"})
	made := d.accepted(d.read())
	if len(made.Lost) != 1 || made.Lost[0] != "À valider, "+id+" : en parler lundi" {
		t.Errorf("%q", made.Lost)
	}
}
