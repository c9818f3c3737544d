package tracker

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"relance/generator/journal"
	"relance/generator/money"
)

// profile is LibreOffice's, made by the first test that needs one: it takes longer
// than the tests.
var profile string

func TestMain(m *testing.M) {
	status := m.Run()
	if profile != "" {
		os.RemoveAll(profile)
	}
	os.Exit(status)
}

// office runs LibreOffice without a screen, in a profile of its own.
func office(t *testing.T, profile string, args ...string) {
	t.Helper()
	all := append([]string{"-env:UserInstallation=file://" + filepath.ToSlash(profile), "--headless", "--norestore"}, args...)
	if out, err := exec.Command("soffice", all...).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
}

// inOffice opens a workbook in LibreOffice, runs a script in its Basic on doc, and
// saves it under both formats.
func inOffice(t *testing.T, src []byte, script string) (asXLSX, asODS []byte) {
	t.Helper()
	if _, err := exec.LookPath("soffice"); err != nil {
		t.Skip("LibreOffice (soffice) est absent : les allers et retours ne sont pas essayés")
	}
	dir := t.TempDir()
	in := filepath.Join(dir, "suivi.xlsx")
	if err := os.WriteFile(in, src, 0o600); err != nil {
		t.Fatal(err)
	}
	if profile == "" {
		var err error
		if profile, err = os.MkdirTemp("", "relance-profil-"); err != nil {
			t.Fatal(err)
		}
		office(t, profile, "--terminate_after_init") // fills the profile
	}
	module := filepath.Join(profile, "user", "basic", "Standard", "Module1.xba")
	if _, err := os.Stat(module); err != nil {
		t.Skip("ce LibreOffice n'a pas de Basic : les allers et retours ne sont pas essayés")
	}
	text := fmt.Sprintf(basic, strings.NewReplacer("&", "&amp;", "<", "&lt;").Replace(script))
	if err := os.WriteFile(module, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	office(t, profile, fmt.Sprintf(`macro:///Standard.Module1.Edit("%s","%s")`, filepath.ToSlash(in), filepath.ToSlash(filepath.Join(dir, "edite"))))
	read := func(name string) []byte {
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatalf("the script failed: %v", err)
		}
		return data
	}
	return read("edite.xlsx"), read("edite.ods")
}

const basic = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">
Sub Edit(src As String, dst As String)
 Dim hidden(0) As New com.sun.star.beans.PropertyValue
 hidden(0).Name = "Hidden" : hidden(0).Value = True
 doc = StarDesktop.loadComponentFromURL(ConvertToURL(src), "_blank", 0, hidden())
%s
 Dim out(0) As New com.sun.star.beans.PropertyValue
 out(0).Name = "FilterName" : out(0).Value = "Calc MS Excel 2007 XML"
 doc.storeToURL(ConvertToURL(dst + ".xlsx"), out())
 out(0).Value = "calc8"
 doc.storeToURL(ConvertToURL(dst + ".ods"), out())
 doc.close(True)
End Sub
Sub Put(sheet, cell As String, text As String)
 sheet.getCellRangeByName(cell).setFormula(text)
End Sub
Sub SortBy(sheet, area As String, field As Integer)
 Dim f(0) As New com.sun.star.table.TableSortField
 f(0).Field = field : f(0).IsAscending = False
 Dim p(0) As New com.sun.star.beans.PropertyValue
 p(0).Name = "SortFields" : p(0).Value = f()
 sheet.getCellRangeByName(area).sort(p())
End Sub
Sub SortAll(sheet, field As Integer)
 c = sheet.createCursor() : c.gotoEndOfUsedArea(False)
 a = c.RangeAddress
 Dim f(0) As New com.sun.star.table.TableSortField
 f(0).Field = field : f(0).IsAscending = True
 Dim p(0) As New com.sun.star.beans.PropertyValue
 p(0).Name = "SortFields" : p(0).Value = f()
 sheet.getCellRangeByPosition(0, 1, a.EndColumn, a.EndRow).sort(p())
End Sub
Sub MoveColumn(sheet, from As Long, too As Long)
 Dim to_ As New com.sun.star.table.CellAddress
 to_.Sheet = sheet.RangeAddress.Sheet : to_.Column = too : to_.Row = 0
 sheet.moveRange(to_, sheet.Columns.getByIndex(from).RangeAddress)
 sheet.Columns.removeByIndex(from, 1)
End Sub
</script:module>
`

func TestSavingInLibreOfficeSaysNothing(t *testing.T) {
	d := newDesk(t, hostile(t))
	asXLSX, asODS := inOffice(t, d.made.Workbook, "")
	mustBeQuiet(t, d.readBytes(asXLSX))
	mustBeQuiet(t, d.readBytes(asODS))
	d.made.Base = nil // the copy hidden in the workbook serves
	mustBeQuiet(t, d.readBytes(asXLSX))
	mustBeQuiet(t, d.readBytes(asODS))
}

// One script does what people do in a morning: type, sort, insert, append, colour.
func TestAMorningInLibreOffice(t *testing.T) {
	d := newDesk(t, few(t))
	invoice := firstOverdue(t, d.a)
	ids := d.ids("Factures")
	receipt := d.at("Encaissements", "", "Date")
	row := strings.TrimLeft(receipt, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
	id := d.at("Factures", ids[len(ids)-1], "Identifiant")
	script := strings.Join([]string{
		`s = doc.Sheets.getByName("Factures")`,
		fmt.Sprintf(`Put(s, "%s", "2026-04-10")`, d.at("Factures", invoice, "Promesse pour le")),
		fmt.Sprintf(`Put(s, "%s", "500.5")`, d.at("Factures", invoice, "Montant promis")),
		fmt.Sprintf(`Put(s, "%s", "rappelé ce matin ; dit « oui »")`, d.at("Factures", invoice, "Commentaire")),
		fmt.Sprintf(`SortBy(s, "A2:%s", 9)`, id),
		`s.Columns.insertByIndex(3, 1)`,
		`Put(s, "D1", "Mon classement")`, `Put(s, "D2", "urgent")`,
		`s.Rows.insertByIndex(4, 2)`,
		`s.getCellRangeByName("A3").CellBackColor = RGB(255, 204, 0)`,
		`s = doc.Sheets.getByName("Encaissements")`,
		fmt.Sprintf(`Put(s, "A%s", "2026-03-30")`, row), fmt.Sprintf(`Put(s, "B%s", "%s")`, row, invoice), fmt.Sprintf(`Put(s, "D%s", "42.42")`, row),
		`s = doc.Sheets.getByName("Journal")`,
		`Put(s, "A320", "2026-03-31")`, `Put(s, "C320", "C17")`, `Put(s, "E320", "Appel")`, `Put(s, "K320", "Messagerie")`,
		`Put(doc.Sheets.getByName("Tableau de bord"), "G2", "2026-03-31")`,
	}, "\n")
	asXLSX, asODS := inOffice(t, d.made.Workbook, script)
	for name, src := range map[string][]byte{"xlsx": asXLSX, "ods": asODS} {
		r := d.readBytes(src)
		var got []string
		for _, e := range r.Entries {
			got = append(got, string(e.Type))
		}
		if s := strings.Join(got, " "); s != "saisie promesse note paiement appel" || len(r.Notices)+len(r.Conflicts)+len(r.Foreign) > 0 {
			t.Fatalf("%s: %s\n%+v\n%v %v", name, s, r.Entries, r.Notices, r.Foreign)
		}
		if e := r.Entries[1]; e.Amount != 50050 || e.Invoices[0].Number != invoice || e.Deadline.ISO() != "2026-04-10" {
			t.Errorf("%s: %+v", name, e)
		}
		if e := r.Entries[3]; e.Amount != 4242 || e.Date.ISO() != "2026-03-30" || e.Invoices[0].Number != invoice {
			t.Errorf("%s: %+v", name, e)
		}
		if e := r.Entries[4]; e.Outcome != journal.Voicemail || e.Client != "C17" {
			t.Errorf("%s: %+v", name, e)
		}
		kept := r.Kept.Of("Factures")
		if len(kept.Extra) != 1 || kept.Extra[0].Header != "Mon classement" || len(kept.Extra[0].Cells) != 1 {
			t.Errorf("%s: %+v", name, kept.Extra)
		}
		coloured := 0
		for _, cells := range kept.Marks {
			for _, m := range cells {
				if m.Fill == "FFCC00" {
					coloured++
				}
			}
		}
		if name == "xlsx" && coloured != 1 {
			t.Errorf("%d coloured cells", coloured)
		}
	}
}

// A sheet of their own, saved by LibreOffice between ours, is still there once
// relance has written its own again, and its formulas are computed on the new
// figures.
func TestTheirSheetIsComputedAgainInLibreOffice(t *testing.T) {
	d := newDesk(t, few(t))
	theirs, _ := inOffice(t, d.made.Workbook, `doc.Sheets.insertNewByName("Mes calculs", 3)
s = doc.Sheets.getByName("Mes calculs")
s.getCellRangeByName("A1").setFormula("=SUM($Factures.J2:J500)")
s.getCellRangeByName("A1").CellBackColor = RGB(0, 176, 240)
Put(s, "A2", "à moi")`)
	r := d.readBytes(theirs)
	if !r.Theirs || len(r.Foreign)+len(r.Entries)+len(r.Notices) > 0 {
		t.Fatalf("%v %v %+v %v", r.Theirs, r.Foreign, r.Entries, r.Notices)
	}
	_, inv := d.a.Kit.Invoice(firstOverdue(t, d.a))
	inv.Total += 100_00
	d.a = agendaOf(t, d.a.Kit)
	made, err := Make(d.a, 13, r.Kept, nil)
	try(t, err)
	try(t, made.Into(theirs))
	try(t, made.Verify("suivi.xlsx", d.a))
	sound(t, made.Workbook)
	after, _ := inOffice(t, made.Workbook, "")
	f := opened(t, after)
	var want money.Amount
	for i := range d.a.Decisions {
		want += d.a.Decisions[i].Balance
	}
	v, _ := f.GetCellValue("Mes calculs", "A1")
	if got := cents(t, v); got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if order := f.GetSheetList(); order[3] != "Mes calculs" || order[4] != "Factures" {
		t.Errorf("%q", order)
	}
}
