package tracker

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"relance/generator/journal"
	"relance/generator/tracker/parts"
)

// withTheirs adds to a workbook what people make for themselves: a sheet with a
// colour, a formula on ours and a chart, and a name.
func (d *desk) withTheirs() {
	d.t.Helper()
	f := d.f
	_, err := f.NewSheet("Notes perso")
	try(d.t, err)
	d.set("Notes perso", "B2", "à moi")
	style, err := f.NewStyle(&excelize.Style{Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"00B0F0"}}, Font: &excelize.Font{Family: "Comic Sans MS", Size: 14}})
	try(d.t, err)
	try(d.t, f.SetCellStyle("Notes perso", "B2", "B2", style))
	try(d.t, f.SetCellFormula("Notes perso", "B3", "SUM(Factures!J2:J9)"))
	try(d.t, f.AddChart("Notes perso", "D2", &excelize.Chart{Type: excelize.Col, Series: []excelize.ChartSeries{{Values: "Clients!$I$2:$I$5"}}}))
	try(d.t, f.SetDefinedName(&excelize.DefinedName{Name: "Seuil", RefersTo: "'Notes perso'!$B$2"}))
	try(d.t, f.AddTable("Notes perso", &excelize.Table{Range: "A20:B22", Name: "Mienne"}))
}

func (d *desk) grafted(r *Reading) Made {
	d.t.Helper()
	made, err := Make(d.a, 13, r.Kept, nil)
	try(d.t, err)
	try(d.t, made.Into(d.saved()))
	try(d.t, made.Verify("suivi.xlsx", d.a))
	return made
}

// Sheets of people's own stay in the workbook, with their looks, charts, tables and
// names, while ours are those of the day.
func TestSheetsOfTheirOwnStayInTheWorkbook(t *testing.T) {
	d := newDesk(t, few(t))
	d.withTheirs()
	d.typed("Clients", "C17", map[string]any{"Consigne": "appeler le soir"})
	theirs, err := parts.Open(d.saved())
	try(t, err)
	r := d.read()
	if !r.Theirs || len(r.Foreign) > 0 || len(r.Entries) != 1 {
		t.Fatalf("%v %v %+v", r.Theirs, r.Foreign, r.Entries)
	}
	for i := range r.Entries {
		r.Entries[i].Author = "Claire Roux"
	}
	d.a.Kit.Journal.Append(r.Entries...)
	d.a = agendaOf(t, d.a.Kit)
	made := d.grafted(r)
	f := opened(t, made.Workbook)
	if v, _ := f.GetCellValue("Notes perso", "B2"); v != "à moi" {
		t.Errorf("B2 is %q", v)
	}
	if formula, _ := f.GetCellFormula("Notes perso", "B3"); formula != "SUM(Factures!J2:J9)" {
		t.Errorf("B3 is =%s", formula)
	}
	style, _ := f.GetCellStyle("Notes perso", "B2")
	if look, err := f.GetStyle(style); err != nil || look.Font.Family != "Comic Sans MS" || look.Fill.Color[0] != "00B0F0" {
		t.Errorf("%+v %v", look, err)
	}
	if tables, _ := f.GetTables("Notes perso"); len(tables) != 1 || tables[0].Name != "Mienne" {
		t.Errorf("%+v", tables)
	}
	now, err := parts.Open(made.Workbook)
	try(t, err)
	was := theirs.Sheet("Notes perso")
	seen := map[string]bool{}
	theirs.Reach(was.Part, seen)
	for part := range seen {
		if part != was.Part && !bytes.Equal(theirs.Part(part), now.Part(part)) {
			t.Errorf("%s has changed", part)
		}
	}
	if lines := linesOf(t, f, "Clients"); lines[0]["Code"] == "" {
		t.Errorf("%+v", lines[0])
	}
	sound(t, made.Workbook)
}

// The same workbook updated twice is the same, and does not grow.
func TestAWorkbookWithTheirSheetsIsUpdatedTwiceAlike(t *testing.T) {
	d := newDesk(t, few(t))
	d.withTheirs()
	first := d.grafted(d.read())
	r := d.readBytes(first.Workbook)
	if len(r.Entries)+len(r.Conflicts)+len(r.Notices) > 0 || !r.Theirs {
		t.Fatalf("%+v %+v %v", r.Entries, r.Conflicts, r.Notices)
	}
	again, err := Make(d.a, 13, r.Kept, nil)
	try(t, err)
	try(t, again.Into(first.Workbook))
	if !bytes.Equal(again.Workbook, first.Workbook) {
		t.Error("the bytes differ")
	}
}

func TestWhatStandsOnTheirSheetsIsNotWrittenElsewhere(t *testing.T) {
	d := newDesk(t, few(t))
	try(t, d.f.DeleteSheet("Litiges")) // ours comes back beside theirs
	d.withTheirs()
	made := d.grafted(d.read())
	f := opened(t, made.Workbook)
	if lines := linesOf(t, f, "Litiges"); len(lines) == 0 {
		t.Error("the sheet did not come back")
	}
	sound(t, made.Workbook)
	d.accepted(&Reading{Generation: 12, Kept: &Kept{}, Entries: []journal.Entry{}})
}

// sound checks that every part is XML, that what parts name is there, that each has
// a type, and that no part hangs from nothing.
func sound(t testing.TB, src []byte) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(src), int64(len(src)))
	try(t, err)
	all, named := map[string]string{}, map[string]bool{"[Content_Types].xml": true}
	for _, p := range z.File {
		r, _ := p.Open()
		text, _ := io.ReadAll(r)
		all[p.Name] = string(text)
		for d := xml.NewDecoder(bytes.NewReader(text)); path.Ext(p.Name) != ".png"; {
			if _, err := d.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("%s: %v", p.Name, err)
			}
		}
	}
	for name, text := range all {
		if path.Ext(name) != ".rels" {
			continue
		}
		from := strings.TrimSuffix(path.Join(path.Dir(path.Dir(name)), path.Base(name)), ".rels")
		if all[from] == "" && from != "" && name != "_rels/.rels" {
			t.Errorf("%s is of no part", name)
		}
		named[name] = true
		for _, tag := range parts.Relation.FindAllString(text, -1) {
			target := parts.Attribute(tag, "Target")
			if parts.Attribute(tag, "TargetMode") == "External" {
				continue
			}
			if !strings.HasPrefix(target, "/") {
				target = path.Join(path.Dir(from), target)
			}
			target = strings.TrimPrefix(target, "/")
			named[target] = true
			if all[target] == "" {
				t.Errorf("%s names %s, which is not there", name, target)
			}
		}
	}
	types := all["[Content_Types].xml"]
	for name := range all {
		if !named[name] {
			t.Errorf("%s hangs from nothing", name)
		}
		if !strings.Contains(types, `PartName="/`+name+`"`) && !strings.Contains(types, `Extension="`+strings.TrimPrefix(path.Ext(name), ".")+`"`) && name != "[Content_Types].xml" {
			t.Errorf("%s has no type", name)
		}
	}
	for _, override := range strings.Split(types, "PartName=\"/")[1:] {
		part, _, _ := strings.Cut(override, `"`)
		if all[part] == "" {
			t.Errorf("a type for %s, which is not there", part)
		}
	}
}

func TestTheArchiveHoldsTogether(t *testing.T) { sound(t, written(t, agendaOf(t, hostile(t)))) }
