package tracker

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"relance/generator/agenda"
	"relance/generator/tracker/board"
	"relance/generator/tracker/pack"
	"relance/generator/tracker/parts"
	"relance/generator/tracker/workbook"
)

// next is the workbook after the one on the desk, which says the same when it is read
// and made again.
func (d *desk) next(r *Reading) *excelize.File {
	d.t.Helper()
	made := d.accepted(r)
	sound(d.t, made.Workbook)
	again, problems := Read("suivi.xlsx", made.Workbook, made.Base, agendaOf(d.t, d.a.Kit), "")
	if problems.Faults() || len(again.Notices)+len(again.Foreign) > 0 {
		d.t.Fatalf("%v %v %v", problems, again.Notices, again.Foreign)
	}
	twice, err := Make(agendaOf(d.t, d.a.Kit), again.Generation, again.Kept, nil)
	try(d.t, err)
	if !bytes.Equal(twice.Workbook, made.Workbook) {
		d.t.Error("read and made again, the workbook is another")
	}
	return opened(d.t, made.Workbook)
}

// split is the column and the row of a cell.
func split(at string) (column string, row int) {
	column = strings.TrimRight(at, "0123456789")
	fmt.Sscan(at[len(column):], &row)
	return column, row
}

func TestASheetStaysAsPeopleArrangedIt(t *testing.T) {
	d := newDesk(t, few(t))
	id := d.ids("Factures")[4]
	column, row := split(d.at("Factures", id, "Client"))
	hidden, other := split(d.at("Clients", d.ids("Clients")[2], "Téléphone"))
	zoom := 135.0
	try(t, d.f.SetColWidth("Factures", column, column, 47))
	try(t, d.f.SetRowHeight("Factures", row, 71))
	try(t, d.f.SetColVisible("Clients", hidden, false))
	try(t, d.f.SetRowVisible("Clients", other, false))
	try(t, d.f.SetSheetView("Factures", 0, &excelize.ViewOptions{ZoomScale: &zoom}))
	try(t, d.f.SetSheetView(board.DashboardName, 0, &excelize.ViewOptions{ZoomScale: &zoom}))
	try(t, d.f.SetPanes("Litiges", &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}))
	try(t, d.f.SetSheetVisible("Envois", false))
	try(t, d.f.MoveSheet("Journal", "Factures"))
	at, _ := d.f.GetSheetIndex("Clients")
	d.f.SetActiveSheet(at)
	r := d.read()
	mustBeQuiet(t, r)
	f := d.next(r)
	if w, _ := f.GetColWidth("Factures", column); w != 47 {
		t.Errorf("width %v", w)
	}
	if h, _ := f.GetRowHeight("Factures", row); h != 71 {
		t.Errorf("height %v", h)
	}
	if seen, _ := f.GetColVisible("Clients", hidden); seen {
		t.Error("the column is back")
	}
	if seen, _ := f.GetRowVisible("Clients", other); seen {
		t.Error("the line is back")
	}
	for _, sheet := range []string{"Factures", board.DashboardName} {
		if v, _ := f.GetSheetView(sheet, 0); v.ZoomScale == nil || *v.ZoomScale != zoom {
			t.Errorf("%s: zoom %v", sheet, v.ZoomScale)
		}
	}
	if p, _ := f.GetPanes("Litiges"); p.XSplit != 0 || p.YSplit != 1 {
		t.Errorf("%+v", p)
	}
	if seen, _ := f.GetSheetVisible("Envois"); seen {
		t.Error("the sheet is back")
	}
	order := f.GetSheetList()
	if slices.Index(order, "Journal") != slices.Index(order, "Factures")-1 {
		t.Errorf("%q", order)
	}
	if got := f.GetSheetName(f.GetActiveSheetIndex()); got != "Clients" {
		t.Errorf("opens on %s", got)
	}
}

// ownColumn adds a column of theirs on the right of a sheet; its letters.
func (d *desk) ownColumn(sheet, header string) string {
	d.t.Helper()
	rows, err := d.f.GetRows(sheet)
	try(d.t, err)
	column, _ := split(workbook.Place(len(rows[0])+1, 1))
	d.set(sheet, column+"1", header)
	return column
}

func TestColumnsOfTheirsKeepFormulasLinksNotesAndLooks(t *testing.T) {
	d := newDesk(t, few(t))
	id := d.ids("Factures")[2]
	due, row := split(d.at("Factures", id, "Reste dû"))
	half := d.ownColumn("Factures", "Moitié")
	linked := d.ownColumn("Factures", "Dossier")
	at := func(column string) string { return fmt.Sprint(column, row) }
	try(t, d.f.SetCellFormula("Factures", at(half), fmt.Sprintf(`IF(%s%d>0,$%s%d/2,"{rien}")`, due, row, due, row)))
	d.set("Factures", at(linked), "voir")
	try(t, d.f.SetCellHyperLink("Factures", at(linked), "https://intranet.example/x?a=1&b=2", "External"))
	bold, err := d.f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true, Color: "C00000"}, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"00FF7F"}}})
	try(t, err)
	try(t, d.f.SetCellStyle("Factures", at(linked), at(linked), bold))
	client, _ := split(d.at("Factures", id, "Client"))
	try(t, d.f.SetCellStyle("Factures", at(client), at(client), bold))
	try(t, d.f.AddComment("Factures", excelize.Comment{Cell: at(linked), Author: "Claire", Text: "mot de passe chez Paul"}))
	try(t, d.f.AddComment("Factures", excelize.Comment{Cell: client + "1", Author: "Claire", Text: "noms de 2025"}))
	r := d.read()
	mustBeQuiet(t, r)
	f := d.next(r)
	if got, _ := f.GetCellFormula("Factures", at(half)); got != fmt.Sprintf(`IF(%s%d>0,$%s%d/2,"{rien}")`, due, row, due, row) {
		t.Errorf("=%s", got)
	}
	if ok, to, _ := f.GetCellHyperLink("Factures", at(linked)); !ok || to != "https://intranet.example/x?a=1&b=2" {
		t.Errorf("%v %s", ok, to)
	}
	for _, cell := range []string{at(linked), at(client)} {
		n, _ := f.GetCellStyle("Factures", cell)
		if s, err := f.GetStyle(n); err != nil || !s.Font.Bold || s.Font.Color != "C00000" || s.Fill.Color[0] != "00FF7F" {
			t.Errorf("%s: %+v %v", cell, s, err)
		}
	}
	comments, _ := f.GetComments("Factures")
	if s := fmt.Sprint(comments); len(comments) != 2 || !strings.Contains(s, "mot de passe chez Paul") || !strings.Contains(s, "noms de 2025") {
		t.Errorf("%s", s)
	}
}

func TestAFormulaThatNamesOtherLinesLeavesItsValue(t *testing.T) {
	d := newDesk(t, few(t))
	column := d.ownColumn("Factures", "Cumul")
	d.set("Factures", column+"5", 12)
	d.f = opened(t, withFormula(t, d.saved(), column+"5", "SUM(F2:F5)"))
	r := d.read()
	if len(r.Foreign) > 0 || !slices.Equal(codesOf(r.Notices), []string{"S521"}) || r.Notices[0].Pos.Cell != column+"5" {
		t.Fatalf("%v %v", r.Foreign, r.Notices)
	}
	f := d.next(r)
	if v, _ := f.GetCellValue("Factures", column+"5"); v != "12" {
		t.Errorf("%q", v)
	}
}

// withFormula gives a formula to a cell of « Factures » that has a value.
func withFormula(t *testing.T, src []byte, at, formula string) []byte {
	t.Helper()
	f, err := parts.Open(src)
	try(t, err)
	part := f.Sheet("Factures").Part
	all := map[string][]byte{}
	for _, name := range f.Names() {
		all[name] = f.Part(name)
	}
	before, after, found := strings.Cut(string(all[part]), `<c r="`+at+`"`)
	if !found {
		t.Fatal(at + " is not there")
	}
	all[part] = []byte(before + `<c r="` + at + `"` + strings.Replace(after, "<v>", "<f>"+formula+"</f><v>", 1))
	out, err := pack.Zip(all)
	try(t, err)
	return out
}

// What stands beside the table goes with its line; below it, it stays below.
func TestTextsBesideAndBelowTheTableStayThere(t *testing.T) {
	d := newDesk(t, few(t))
	id := d.ids("Clients")[3]
	_, row := split(d.at("Clients", id, "Code"))
	lines := len(d.ids("Clients"))
	beside := d.ownColumn("Clients", "")
	d.set("Clients", fmt.Sprint(beside, row), "à rappeler par Paul")
	d.set("Clients", fmt.Sprint(beside, lines+6), "orange : à voir avec la direction")
	try(t, d.f.AddComment(board.DashboardName, excelize.Comment{Cell: "C2", Author: "Claire", Text: "vu en réunion"}))
	r := d.read()
	mustBeQuiet(t, r)
	f := d.next(r)
	for _, line := range linesOf(t, f, "Clients")[:lines] {
		if want := map[bool]string{true: "à rappeler par Paul"}[line["Identifiant"] == id]; line["Sans titre"] != want {
			t.Errorf("%s: %q", line["Identifiant"], line["Sans titre"])
		}
	}
	if v, _ := f.GetCellValue("Clients", fmt.Sprint(beside, lines+6)); v != "orange : à voir avec la direction" {
		t.Errorf("%q", v)
	}
	if notes, _ := f.GetComments(board.DashboardName); len(notes) != 1 || notes[0].Cell != "C2" {
		t.Errorf("%+v", notes)
	}
}

// What the next workbook will not have is said, and does not keep it from being written
// in its place.
func TestWhatIsNotKeptOfTheArrangementIsTold(t *testing.T) {
	for want, do := range map[string]func(*desk){
		"la fusion de cellules":       func(d *desk) { try(d.t, d.f.MergeCell("Clients", "C40", "C41")) },
		"la protection de la feuille": func(d *desk) { try(d.t, d.f.ProtectSheet("Clients", &excelize.SheetProtectionOptions{Password: "x"})) },
		"le groupement de lignes":     func(d *desk) { try(d.t, d.f.SetColOutlineLevel("Clients", "D", 1)) },
		"contrôles de saisie": func(d *desk) {
			v := excelize.NewDataValidation(true)
			v.Sqref = "E3:E4"
			try(d.t, v.SetDropList([]string{"oui", "non"}))
			try(d.t, d.f.AddDataValidation("Clients", v))
		},
		"mises en forme conditionnelles": func(d *desk) {
			try(d.t, d.f.SetConditionalFormat("Clients", "E3:E4", []excelize.ConditionalFormatOptions{{Type: "2_color_scale", Criteria: "=", MinType: "min", MaxType: "max", MinColor: "#F8696B", MaxColor: "#63BE7B"}}))
		},
		"le filtre": func(d *desk) {
			try(d.t, d.f.AutoFilter("Clients", "A1:F9", []excelize.AutoFilterOptions{{Column: "B", Expression: "x == C17"}}))
		},
		"reprend son nom, « Clients »": func(d *desk) { try(d.t, d.f.SetSheetName("Clients", "Nos clients")) },
	} {
		d := newDesk(t, few(t))
		do(d)
		r := d.read()
		if len(r.Entries)+len(r.Foreign) > 0 || !slices.Equal(codesOf(r.Notices), []string{"S521"}) || !strings.Contains(r.Notices[0].Text, want) {
			t.Errorf("%s: %v %v %v", want, r.Entries, r.Foreign, r.Notices)
		}
		d.next(r)
	}
}

// With two sheets selected, what is typed in one goes into the other too.
func TestOneSheetOnlyIsSelectedBesideTheirs(t *testing.T) {
	d := newDesk(t, few(t))
	d.withTheirs()
	at, _ := d.f.GetSheetIndex("Notes perso")
	d.f.SetActiveSheet(at)
	made := d.grafted(d.read())
	f, err := parts.Open(made.Workbook)
	try(t, err)
	for _, s := range f.Sheets {
		head, _, _ := strings.Cut(string(f.Part(s.Part)), "<sheetData")
		if got, want := strings.Contains(head, `tabSelected="1"`) || strings.Contains(head, `tabSelected="true"`), s.Name == "Notes perso"; got != want {
			t.Errorf("%s: %v", s.Name, got)
		}
	}
}

// A brace in a path is no column of ours: the cell shows the document, without a link.
func TestADocumentWhosePathHoldsABraceIsShown(t *testing.T) {
	a := agendaOf(t, few(t))
	made, err := Make(a, 1, nil, &Files{
		Made: func(*agenda.Communication) string { return "sortie/lettres/{numero}-med.pdf" },
		Sent: func(lot, file string) string { return "archives/{lots/" + lot + "}/" + file },
	})
	try(t, err)
	try(t, made.Verify("suivi.xlsx", a))
	shown := 0
	for _, line := range linesOf(t, opened(t, made.Workbook), "À relancer") {
		for _, v := range line {
			if strings.Contains(v, "{numero}-med.pdf") {
				shown++
			}
		}
	}
	if shown == 0 {
		t.Error("no line names its document")
	}
}

// LibreOffice moves a column, inserts one with formulas, paints, widens and hides: the
// next workbook is arranged the same way.
func TestWhatPeopleArrangeInLibreOfficeIsKept(t *testing.T) {
	d := newDesk(t, few(t))
	rows, _ := d.f.GetRows("Factures")
	id := d.ids("Factures")[0]
	due, row := split(d.at("Factures", id, "Reste dû"))
	comment := slices.Index(rows[0], "Commentaire")
	right, _ := excelize.ColumnNumberToName(slices.Index(rows[0], "Reste dû") + 2) // once a column is inserted before it
	script := fmt.Sprintf(`s = doc.Sheets.getByName("Factures")
s.Columns.insertByIndex(3, 1)
Put(s, "D1", "Part") : s.getCellRangeByName("D%[1]d").setFormula("=%[2]s%[1]d/2")
s.getCellRangeByName("B%[1]d").CharWeight = 150
s.getCellRangeByName("C%[1]d").CharColor = RGB(192, 0, 0)
s.Columns.getByIndex(1).Width = 9000
s.Columns.getByIndex(4).IsVisible = False
s.Rows.getByIndex(%[1]d - 1).Height = 2500
MoveColumn(s, %[3]d, %[4]d)
k = doc.Sheets.getByName("Clients")
f = doc.createInstance("com.sun.star.text.TextField.URL")
f.Representation = "voir dossier" : f.URL = "https://intranet.example/x"
Put(k, "AK1", "Dossier")
c = k.getCellRangeByName("AK2") : c.insertTextContent(c.createTextCursor(), f, False)`, row, right, comment+1, len(rows[0])+3)
	asXLSX, _ := inOffice(t, d.made.Workbook, script)
	r := d.readBytes(asXLSX)
	mustBeQuiet(t, r)
	f := d.next(r)
	after, _ := f.GetRows("Factures")
	want := slices.Insert(slices.Clone(rows[0]), 3, "Part")
	want = append(slices.Delete(want, comment+1, comment+2), "Commentaire")
	if !slices.Equal(after[0], want) {
		t.Errorf("%q\nwant %q", after[0], want)
	}
	if got, _ := f.GetCellFormula("Factures", fmt.Sprint("D", row)); got != fmt.Sprint(right, row, "/2") {
		t.Errorf("=%s, %s was in %s", got, "Reste dû", due)
	}
	for cell, ink := range map[string]string{"B": "", "C": "C00000"} {
		n, _ := f.GetCellStyle("Factures", fmt.Sprint(cell, row))
		if s, _ := f.GetStyle(n); s.Font.Bold != (ink == "") || ink != "" && s.Font.Color != ink {
			t.Errorf("%s: %+v", cell, s.Font)
		}
	}
	if w, _ := f.GetColWidth("Factures", "B"); w < 40 || w > 60 {
		t.Errorf("width %v", w)
	}
	if seen, _ := f.GetColVisible("Factures", "E"); seen {
		t.Error("the column is back")
	}
	if h, _ := f.GetRowHeight("Factures", row); h < 68 || h > 74 {
		t.Errorf("height %v", h)
	}
	clients, _ := f.GetRows("Clients")
	at := slices.Index(clients[0], "Dossier") + 1
	if ok, to, _ := f.GetCellHyperLink("Clients", workbook.Place(max(at, 1), 2)); !ok || to != "https://intranet.example/x" {
		t.Errorf("%v %s", ok, to)
	}
}

// Conditional formats and checks of what is typed hold on the lines of the day, where
// their columns are.
func TestRulesOnWholeColumnsAreKept(t *testing.T) {
	d := newDesk(t, few(t))
	last := 1 + len(d.ids("Factures"))
	due, _ := split(d.at("Factures", d.ids("Factures")[0], "Reste dû"))
	comment, _ := split(d.at("Factures", d.ids("Factures")[0], "Commentaire"))
	own := d.ownColumn("Factures", "Suivi par")
	red, err := d.f.NewConditionalStyle(&excelize.Style{Font: &excelize.Font{Color: "9A0511", Italic: true}, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"FEC7CE"}}})
	try(t, err)
	try(t, d.f.SetConditionalFormat("Factures", fmt.Sprintf("%[1]s2:%[1]s%[2]d", own, last), []excelize.ConditionalFormatOptions{{Type: "formula", Criteria: fmt.Sprintf(`AND($%s2>1000,$%s2="")`, due, own), Format: &red}}))
	try(t, d.f.SetConditionalFormat("Factures", fmt.Sprintf("%[1]s2:%[1]s%[2]d", due, last), []excelize.ConditionalFormatOptions{{Type: "2_color_scale", Criteria: "=", MinType: "min", MaxType: "max", MinColor: "#FFFFFF", MaxColor: "#63BE7B"}}))
	try(t, d.f.SetConditionalFormat("Factures", fmt.Sprintf("%[1]s2:%[1]s%[2]d", comment, last), []excelize.ConditionalFormatOptions{{Type: "formula", Criteria: fmt.Sprintf(`$%s2="vu"`, comment), Format: &red}}))
	for column, words := range map[string][]string{own: {"Paul", "Claire"}, comment: {"vu", "à voir"}} {
		v := excelize.NewDataValidation(true)
		v.Sqref = fmt.Sprintf("%[1]s2:%[1]s%[2]d", column, last)
		try(t, v.SetDropList(words))
		try(t, d.f.AddDataValidation("Factures", v))
	}
	r := d.read()
	mustBeQuiet(t, r)
	f := d.next(r)
	formats, err := f.GetConditionalFormats("Factures")
	try(t, err)
	theirs := formats[fmt.Sprintf("%[1]s2:%[1]s%[2]d", own, last)]
	if len(theirs) != 1 || theirs[0].Criteria != fmt.Sprintf(`AND($%s2>1000,$%s2="")`, due, own) {
		t.Fatalf("%+v", formats)
	}
	if s, err := f.GetConditionalStyle(*theirs[0].Format); err != nil || s.Font == nil || s.Font.Color != "9A0511" || !s.Font.Italic {
		t.Errorf("%+v %v", s, err)
	}
	if scale := formats[fmt.Sprintf("%[1]s2:%[1]s%[2]d", due, last)]; len(scale) != 1 || scale[0].Type != "2_color_scale" {
		t.Errorf("%+v", formats)
	}
	if seen := formats[fmt.Sprintf("%[1]s2:%[1]s%[2]d", comment, last)]; len(seen) != 1 {
		t.Errorf("%+v", formats)
	}
	checks, err := f.GetDataValidations("Factures")
	try(t, err)
	for column, words := range map[string]string{own: `"Paul,Claire"`, comment: `"vu,à voir"`} {
		found := 0
		for _, c := range checks {
			if c.Sqref == fmt.Sprintf("%[1]s2:%[1]s%[2]d", column, last) {
				found++
				if c.Formula1 != words {
					t.Errorf("%+v", c)
				}
			}
		}
		if found != 1 {
			t.Errorf("%s has %d checks", column, found)
		}
	}
}
