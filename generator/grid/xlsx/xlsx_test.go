package xlsx

import (
	"archive/zip"
	"bytes"
	"fmt"
	"runtime"
	"runtime/metrics"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"relance/generator/calendar"
	"relance/generator/grid"
)

// parts of a workbook as small as can be.
func small(sheet string) map[string]string {
	const ns = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`
	const rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	return map[string]string{
		"[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
		"_rels/.rels":         `<Relationships xmlns="x"><Relationship Id="r1" Type="` + rel + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml":     `<workbook ` + ns + ` xmlns:r="` + rel + `"><sheets><sheet name="Factures" sheetId="1" r:id="r1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships xmlns="x"><Relationship Id="r1" Type="` + rel + `/worksheet" Target="worksheets/sheet1.xml"/>` +
			`<Relationship Id="r2" Type="` + rel + `/sharedStrings" Target="/xl/sharedStrings.xml"/><Relationship Id="r3" Type="` + rel + `/styles" Target="styles.xml"/></Relationships>`,
		"xl/sharedStrings.xml": `<sst ` + ns + `><si><t>Client</t></si><si><r><t>Plâtrerie </t></r><r><t>Kerjean</t></r><rPh><t>non</t></rPh></si></sst>`,
		"xl/styles.xml": `<styleSheet ` + ns + `><numFmts><numFmt numFmtId="170" formatCode="00000"/><numFmt numFmtId="171" formatCode="[$-40C]d\ mmmm\ yyyy;@"/>` +
			`<numFmt numFmtId="172" formatCode="#,##0.00\ &quot;day&quot;"/><numFmt numFmtId="173" formatCode="[h]:mm"/></numFmts>` +
			`<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="171"/><xf numFmtId="172"/><xf numFmtId="173"/></cellXfs></styleSheet>`,
		"xl/worksheets/sheet1.xml": `<worksheet ` + ns + `><sheetData>` + sheet + `</sheetData></worksheet>`,
	}
}

var order = []string{"[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/sharedStrings.xml", "xl/styles.xml", "xl/worksheets/sheet1.xml"}

func pack(parts map[string]string) []byte { return packWith(zip.Deflate, parts) }

func packWith(method uint16, parts map[string]string) []byte {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, name := range order {
		if text, ok := parts[name]; ok {
			f, _ := w.CreateHeader(&zip.FileHeader{Name: name, Method: method})
			f.Write([]byte(text))
		}
	}
	w.Close()
	return b.Bytes()
}

// said is what a workbook says, one line a cell, or why it is refused.
func said(src []byte) string {
	b, l := Open("essai.xlsx", src)
	if len(l) > 0 {
		return "refus : " + l[0].Text
	}
	var out strings.Builder
	for _, s := range b.Sheets {
		if s.Name != "Factures" {
			fmt.Fprintf(&out, "[%s %v]\n", s.Name, s.Hidden)
		}
		l := s.Each(func(r grid.Row) bool {
			if r.Hidden {
				out.WriteString("masquée ")
			}
			for _, c := range r.Cells {
				fmt.Fprintf(&out, "%s %d %q %s\n", c.Address(), c.Kind, c.Text, c.Number)
			}
			return true
		})
		if len(l) > 0 {
			return "refus : " + l[0].Text + " " + l[0].Cell
		}
	}
	return out.String()
}

const soundRows = `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>Montant</t></is></c></row>` +
	`<row r="2"><c r="A2" t="s"><v>1</v></c><c r="B2"><v>1234.5600000000002</v></c><c r="C2" s="1"><v>46082</v></c></row>`

func TestCellsAreReadAsTheyAreShown(t *testing.T) {
	for _, c := range []struct{ name, sheet, want string }{
		{"types", soundRows + `<row r="4" hidden="1"><c r="A4" t="b"><v>1</v></c><c r="B4" t="e"><v>#REF!</v></c><c r="C4" t="str"><f>A1</f><v>x</v></c><c r="D4"><f>1+1</f></c></row>`,
			"A1 1 \"Client\" \nB1 1 \"Montant\" \nA2 1 \"Plâtrerie Kerjean\" \nB2 2 \"1234.56\" 1234.56\nC2 3 \"01/03/2026\" 46082\n" +
				"masquée A4 4 \"VRAI\" \nB4 5 \"#REF!\" \nC4 1 \"x\" \nD4 5 \"formule jamais calculée\" \n"},
		{"formulas without a result", `<row r="1"><c r="A1"><f>1+1</f><v></v></c><c r="B1"><f>1+1</f><v/></c><c r="C1" t="str"><f>""</f><v></v></c></row>`,
			"A1 5 \"formule jamais calculée\" \nB1 5 \"formule jamais calculée\" \n"},
		{"post code", `<row r="1"><c r="A1" s="2"><v>1000</v></c><c r="B1"><v>1000</v></c></row>`, "A1 2 \"01000\" 1000\nB1 2 \"1000\" 1000\n"},
		{"formats", `<row r="1"><c r="A1" s="3"><v>46082.75</v></c><c r="B1" s="4"><v>46082</v></c><c r="C1" s="5"><v>1.5</v></c></row>`,
			"A1 3 \"01/03/2026\" 46082.75\nB1 2 \"46082\" 46082\nC1 2 \"1.5\" 1.5\n"},
		{"no references", `<row><c><v>1</v></c><c/><c><v>3</v></c></row><row/><row><c><v>4</v></c></row>`, "A1 2 \"1\" 1\nC1 2 \"3\" 3\nA3 2 \"4\" 4\n"},
		{"escapes", `<row r="1"><c r="A1" t="inlineStr"><is><t>a_x000D_b_x005F_x0041_</t></is></c></row>`, "A1 1 \"a\\nb_x0041_\" \n"},
		{"formula text", `<row r="1"><c r="A1" t="inlineStr"><is><t>=1+1</t></is></c></row>`, "A1 1 \"=1+1\" \n"},
		{"strict dates", `<row r="1"><c r="A1" t="d"><v>2026-03-01T00:00:00</v></c></row>`, "A1 3 \"01/03/2026\" 46082\n"},
		{"no style", `<row r="1"><c r="A1" s="0"><v>1E3</v></c></row>`, "A1 2 \"1000\" 1000\n"},
	} {
		if got := said(pack(small(c.sheet))); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
}

func TestPrefixedElementsAndDaysFrom1904AreUnderstood(t *testing.T) {
	parts := small("")
	parts["xl/worksheets/sheet1.xml"] = `<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData><x:row r="1"><x:c r="A1" s="1"><x:v>44620</x:v></x:c></x:row></x:sheetData></x:worksheet>`
	parts["xl/workbook.xml"] = strings.Replace(parts["xl/workbook.xml"], "<sheets>", `<workbookPr date1904="1"/><sheets>`, 1)
	if got, want := said(pack(parts)), "A1 3 \"01/03/2026\" 44620\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestContradictionsAreRefusedNotGuessed(t *testing.T) {
	rows := map[string]string{
		`<row r="2"/><row r="1"/>`:                                      "ligne « 1 »",
		`<row r="1"/><row r="1"/>`:                                      "ligne « 1 »",
		`<row r="2147483647"><c r="A1"><v>1</v></c></row>`:              "ligne « 2147483647 »",
		`<row r="1"><c r="A2"><v>1</v></c></row>`:                       "cellule « A2 »",
		`<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>1</v></c></row>`: "cellule « A1 »",
		`<row r="1"><c r="XFE1"><v>1</v></c></row>`:                     "cellule « XFE1 »",
		`<row r="1"><c r="A1" t="s"><v>2</v></c></row>`:                 "texte partagé « 2 »",
		`<row r="1"><c r="A1" t="s"><v>-1</v></c></row>`:                "texte partagé « -1 »",
		`<row r="1"><c r="A1" t="z"><v>2</v></c></row>`:                 "type de cellule « z »",
		`<row r="1"><c r="A1" s="9"><v>2</v></c></row>`:                 "style « 9 »",
		`<row r="1"><c r="A1"><v>2,5</v></c></row>`:                     "nombre « 2,5 »",
		`<row r="1"><c r="A1" t="b"><v>2</v></c></row>`:                 "ni vrai ni faux",
		`<row r="1"><c r="A1" t="d"><v>hier</v></c></row>`:              "date « hier »",
		`<row r="1"><c r="A1"><v>2</v></c>`:                             "XML illisible",
		"<row r=\"1\"><c r=\"A1\" t=\"str\"><v>\xff</v></c></row>":      "XML illisible",
		`</sheetData><sheetData>`:                                       "deux jeux de lignes",
		`<row r="1"><extLst>` + strings.Repeat("<x>", 80):               "trop profond",
	}
	for sheet, want := range rows {
		if got := said(pack(small(sheet))); !strings.HasPrefix(got, "refus") || !strings.Contains(got, want) {
			t.Errorf("%s: %q does not say %q", sheet, got, want)
		}
	}
	for _, c := range []struct{ part, from, to, want string }{
		{"xl/_rels/workbook.xml.rels", "sharedStrings.xml", "autre.xml", "manque"},
		{"xl/_rels/workbook.xml.rels", `Id="r2"`, `Id="r1"`, "figure deux fois"},
		{"xl/workbook.xml", `r:id="r1"`, `r:id="r9"`, "manque"},
		{"xl/worksheets/sheet1.xml", "<worksheet", "<!DOCTYPE a [<!ENTITY b \"c\">]><worksheet", "définition de type"},
		{"_rels/.rels", "officeDocument\"", "autre\"", "rien n'y désigne"},
		{"xl/workbook.xml", `</sheets>`, `<sheet name="factures" sheetId="2" r:id="r1"/></sheets>`, "deux feuilles"},
	} {
		parts := small(soundRows)
		parts[c.part] = strings.Replace(parts[c.part], c.from, c.to, 1)
		if got := said(pack(parts)); !strings.HasPrefix(got, "refus") || !strings.Contains(got, c.want) {
			t.Errorf("%s: %q does not say %q", c.to, got, c.want)
		}
	}
}

func TestAFaultNamesItsCell(t *testing.T) {
	b, _ := Open("essai.xlsx", pack(small(`<row r="7"><c r="C7" t="s"><v>99</v></c></row>`)))
	l := b.Sheets[0].Each(func(grid.Row) bool { return true })
	if len(l) != 1 || l[0].Cell != "C7" || l[0].Sheet != "Factures" || l[0].File != "essai.xlsx" || l[0].Hint == "" {
		t.Errorf("got %+v", l)
	}
}

func TestBombsAreRefusedBeforeTheyAreOpened(t *testing.T) {
	parts := small(strings.Repeat(" ", 40<<20))
	if got := said(pack(parts)); !strings.Contains(got, "démesuré") {
		t.Errorf("40 MiB of nothing: %s", got)
	}
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	w.Create("xl/workbook.xml")
	for i := range 1200 {
		w.Create(fmt.Sprintf("p%d", i))
	}
	w.Close()
	if got := said(b.Bytes()); !strings.Contains(got, "démesuré") {
		t.Errorf("1200 parts: %s", got)
	}
	b.Reset()
	w = zip.NewWriter(&b)
	w.CreateHeader(&zip.FileHeader{Name: "xl/workbook.xml", Flags: 1})
	w.Close()
	if got := said(b.Bytes()); !strings.Contains(got, "mot de passe") {
		t.Errorf("encrypted: %s", got)
	}
}

// The heart of the matter (reliability.md §0.1): a damaged workbook is refused,
// or says exactly what it said.
func TestNoBitFlipChangesWhatAWorkbookSays(t *testing.T) {
	src := pack(small(soundRows))
	want := said(src)
	refused := 0
	for i := range src {
		for bit := range 8 {
			src[i] ^= 1 << bit
			if got := said(src); strings.HasPrefix(got, "refus") {
				refused++
			} else if got != want {
				t.Errorf("byte %d, bit %d: it says\n%s", i, bit, got)
			}
			src[i] ^= 1 << bit
		}
	}
	if refused < len(src) {
		t.Errorf("only %d flips of %d were noticed", refused, 8*len(src))
	}
	for n := range src {
		if got := said(src[:n]); !strings.HasPrefix(got, "refus") {
			t.Errorf("cut after %d bytes of %d: it says\n%s", n, len(src), got)
		}
	}
}

// When the checksum is made to fit, as by a program that writes nonsense, a value
// may be another one, but no cell is lost.
func TestNoCellIsLostEvenWhenTheChecksumFits(t *testing.T) {
	parts := small(soundRows)
	sheet := parts["xl/worksheets/sheet1.xml"]
	cells := strings.Count(said(pack(parts)), "\n")
	for i := range sheet {
		for bit := range 8 {
			flipped := []byte(sheet)
			flipped[i] ^= 1 << bit
			parts["xl/worksheets/sheet1.xml"] = string(flipped)
			if got := said(packWith(zip.Store, parts)); !strings.HasPrefix(got, "refus") && strings.Count(got, "\n") < cells {
				t.Errorf("%q: it says\n%s", flipped[max(0, i-10):min(len(flipped), i+10)], got)
			}
		}
	}
}

// On sound files excelize is right: both must agree, cell by cell.
func TestExcelizeAgreesOnSoundWorkbooks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := excelize.NewFile()
		defer f.Close()
		texts := rapid.StringMatching(`[a-zéÀ€ =+@'"<>&0-9\n_]{0,12}`)
		n := rapid.IntRange(1, 12).Draw(t, "cells")
		for range n {
			at, _ := excelize.CoordinatesToCellName(rapid.IntRange(1, 30).Draw(t, "col"), rapid.IntRange(1, 50).Draw(t, "row"))
			var v any = texts.Draw(t, "text")
			switch rapid.IntRange(0, 3).Draw(t, "kind") {
			case 1:
				v = float64(rapid.Int64Range(-1e11, 1e11).Draw(t, "cents")) / 100
			case 2:
				v = rapid.Bool().Draw(t, "bool")
			case 3:
				v = time.Date(2000+rapid.IntRange(0, 99).Draw(t, "year"), time.Month(rapid.IntRange(1, 12).Draw(t, "month")), rapid.IntRange(1, 28).Draw(t, "day"), 0, 0, 0, 0, time.UTC)
			}
			if err := f.SetCellValue("Sheet1", at, v); err != nil {
				t.Fatal(err)
			}
		}
		buf, err := f.WriteToBuffer()
		if err != nil {
			t.Fatal(err)
		}
		b, l := Open("f.xlsx", buf.Bytes())
		if len(l) > 0 {
			t.Fatal(l)
		}
		rows, l := b.Sheets[0].Rows()
		if len(l) > 0 {
			t.Fatal(l)
		}
		want, err := f.GetRows("Sheet1", excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		compare(t, rows, want)
	})
}

func compare(t *rapid.T, rows []grid.Row, want [][]string) {
	at := map[string]grid.Cell{}
	for _, r := range rows {
		for _, c := range r.Cells {
			at[c.Address()] = c
		}
	}
	for i, line := range want {
		for j, raw := range line {
			c := at[grid.Cell{Row: i + 1, Col: j + 1}.Address()]
			delete(at, c.Address())
			got := c.Text
			switch c.Kind {
			case grid.Number, grid.Day:
				got = c.Number
				raw, _ = grid.Decimal(raw)
			case grid.Bool:
				got = map[string]string{"VRAI": "1", "FAUX": "0"}[c.Text]
				raw = map[string]string{"TRUE": "1", "FALSE": "0", "1": "1", "0": "0"}[raw]
			}
			if got != raw {
				t.Fatalf("%s: %q, excelize says %q", c.Address(), got, raw)
			}
			if c.Kind == grid.Day && c.Date != calendar.Date(atoi(c.Number)) {
				t.Fatalf("%s: day %s under the number %s", c.Address(), c.Date.ISO(), c.Number)
			}
		}
	}
	if len(at) > 0 {
		t.Fatalf("excelize does not see %v", at)
	}
}

func atoi(s string) (n int) { fmt.Sscan(s, &n); return n }

// BenchmarkRows reads a workbook of 100,000 rows; its peak is what that takes beside
// the file itself.
func BenchmarkRows(b *testing.B) {
	src := streamed(b, 100_000, 8)
	for b.Loop() {
		b.ReportMetric(peak(func() {
			book, l := Open("f.xlsx", src)
			n := 0
			if len(l) > 0 || len(book.Sheets[0].Each(func(grid.Row) bool { n++; return true })) > 0 || n != 100_000 {
				b.Fatal(n, l)
			}
		}), "peak-MiB")
	}
}

// BenchmarkRowsPeer is excelize's own iterator, on the same file, without styles.
func BenchmarkRowsPeer(b *testing.B) {
	src := streamed(b, 100_000, 8)
	for b.Loop() {
		b.ReportMetric(peak(func() {
			f, err := excelize.OpenReader(bytes.NewReader(src))
			if err != nil {
				b.Fatal(err)
			}
			defer f.Close()
			rows, err := f.Rows("Sheet1")
			if err != nil {
				b.Fatal(err)
			}
			for rows.Next() {
				if _, err := rows.Columns(excelize.Options{RawCellValue: true}); err != nil {
					b.Fatal(err)
				}
			}
		}), "peak-MiB")
	}
}

// peak is the most memory in use while f runs, in MiB above what was before it.
func peak(f func()) float64 {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	now := func() uint64 { metrics.Read(sample); return sample[0].Value.Uint64() }
	runtime.GC()
	before, most := now(), uint64(0)
	done, stopped := make(chan bool), make(chan bool)
	go func() {
		defer close(stopped)
		for {
			select {
			case <-done:
				return
			case <-time.After(2 * time.Millisecond):
				most = max(most, now())
			}
		}
	}()
	f()
	close(done)
	<-stopped
	return float64(most-min(most, before)) / (1 << 20)
}

// streamed makes a large workbook, a third of it numbers.
func streamed(b *testing.B, rows, cols int) []byte {
	b.Helper()
	f := excelize.NewFile()
	defer f.Close()
	w, err := f.NewStreamWriter("Sheet1")
	if err != nil {
		b.Fatal(err)
	}
	for r := range rows {
		line := make([]any, cols)
		for c := range line {
			line[c] = fmt.Sprintf("valeur %d", r*c)
			if c%3 == 0 {
				line[c] = float64(r*cols+c) / 100
			}
		}
		at, _ := excelize.CoordinatesToCellName(1, r+1)
		if err := w.SetRow(at, line); err != nil {
			b.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil {
		b.Fatal(err)
	}
	buf, err := f.WriteToBuffer()
	if err != nil {
		b.Fatal(err)
	}
	return buf.Bytes()
}
