package ods

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
	"testing"

	"relance/generator/grid"
)

func pack(content string, more ...string) []byte {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, part := range append([]string{"mimetype=application/vnd.oasis.opendocument.spreadsheet", "content.xml=" + content}, more...) {
		name, text, _ := strings.Cut(part, "=")
		f, _ := w.Create(name)
		f.Write([]byte(text))
	}
	w.Close()
	return b.Bytes()
}

func sheet(rows string) string {
	return `<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:calcext="c"><office:body><office:spreadsheet>` +
		`<table:table table:name="Factures"><table:table-column/><table:table-header-rows>` + rows + `</table:table-header-rows></table:table></office:spreadsheet></office:body></office:document-content>`
}

func said(src []byte) string {
	b, l := Open("essai.ods", src)
	if len(l) > 0 {
		return "refus : " + l[0].Text
	}
	var out strings.Builder
	for _, s := range b.Sheets {
		rows, _ := s.Rows()
		for _, r := range rows {
			if r.Hidden {
				out.WriteString("masquée ")
			}
			for _, c := range r.Cells {
				fmt.Fprintf(&out, "%s %d %q %s\n", c.Address(), c.Kind, c.Text, c.Number)
			}
		}
	}
	return out.String()
}

const soundRows = `<table:table-row><table:table-cell office:value-type="string"><text:p>Client</text:p></table:table-cell>` +
	`<table:table-cell table:number-columns-repeated="2"/><table:table-cell office:value-type="currency" office:value="1234.5600000000002"><text:p>1 234,56 €</text:p></table:table-cell></table:table-row>` +
	`<table:table-row table:number-rows-repeated="3"/>` +
	`<table:table-row table:visibility="filter" table:number-rows-repeated="2"><table:table-cell office:value-type="date" office:date-value="2026-03-01T10:00:00"><text:p>01/03/26</text:p></table:table-cell>` +
	`<table:table-cell office:value-type="boolean" office:boolean-value="true"><text:p>VRAI</text:p></table:table-cell></table:table-row>` +
	`<table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>`

func TestCellsAreReadAsTheyAreShown(t *testing.T) {
	for _, c := range []struct{ name, rows, want string }{
		{"types and repetitions", soundRows, "A1 1 \"Client\" \nD1 2 \"1234.56\" 1234.56\n" +
			"masquée A5 3 \"01/03/2026\" 46082\nB5 4 \"VRAI\" \nmasquée A6 3 \"01/03/2026\" 46082\nB6 4 \"VRAI\" \n"},
		{"text", `<table:table-row><table:table-cell office:value-type="string"><office:annotation><text:p>note</text:p></office:annotation><text:p>deux<text:s text:c="2"/>mots<text:line-break/>ici</text:p><text:p>et <text:span>là</text:span></text:p></table:table-cell></table:table-row>`,
			"A1 1 \"deux  mots\\nici\\net là\" \n"},
		{"covered", `<table:table-row><table:table-cell office:value-type="string"><text:p>a</text:p></table:table-cell><table:covered-table-cell table:number-columns-repeated="2" office:value-type="string"><text:p>b</text:p></table:covered-table-cell><table:table-cell office:value-type="string"><text:p>=1+1</text:p></table:table-cell></table:table-row>`,
			"A1 1 \"a\" \nD1 1 \"=1+1\" \n"},
		{"post code", `<table:table-row><table:table-cell office:value-type="float" office:value="1000"><text:p>01000</text:p></table:table-cell></table:table-row>`, "A1 2 \"01000\" 1000\n"},
		{"error", `<table:table-row><table:table-cell table:formula="of:=1/0"><text:p>#DIV/0!</text:p></table:table-cell></table:table-row>`, "A1 5 \"#DIV/0!\" \n"},
		{"formula without a result", `<table:table-row><table:table-cell table:formula="of:=1+1"/><table:table-cell table:formula="of:=&quot;&quot;" office:value-type="string" office:string-value=""/></table:table-row>`, "A1 5 \"formule jamais calculée\" \n"},
	} {
		if got := said(pack(sheet(c.rows))); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
}

func TestWhatCannotBeReadIsNamed(t *testing.T) {
	cell := `<table:table-row table:number-rows-repeated="2000000"><table:table-cell office:value-type="string"><text:p>a</text:p></table:table-cell></table:table-row>`
	for want, src := range map[string][]byte{
		"mot de passe":     pack(sheet(""), "META-INF/manifest.xml=<manifest:encryption-data/>"),
		"trop de lignes":   pack(sheet(cell)),
		"nombre « 1,5 »":   pack(sheet(`<table:table-row><table:table-cell office:value-type="float" office:value="1,5"/></table:table-row>`)),
		"illisible":        pack(sheet("</table:table-row>")),
		"aucune feuille":   pack("<a/>"),
		"trop de colonnes": pack(sheet(`<table:table-row><table:table-cell table:number-columns-repeated="20000" office:value-type="string"><text:p>a</text:p></table:table-cell></table:table-row>`)),
	} {
		if got := said(src); !strings.HasPrefix(got, "refus") || !strings.Contains(got, want) {
			t.Errorf("%q does not say %q", got, want)
		}
	}
}

func TestNoBitFlipOrTruncationChangesWhatAWorkbookSays(t *testing.T) {
	src := pack(sheet(soundRows))
	want := said(src)
	for i := range src {
		for bit := range 8 {
			src[i] ^= 1 << bit
			if got := said(src); !strings.HasPrefix(got, "refus") && got != want {
				t.Errorf("byte %d, bit %d: it says\n%s", i, bit, got)
			}
			src[i] ^= 1 << bit
		}
		if got := said(src[:i]); !strings.HasPrefix(got, "refus") {
			t.Errorf("cut after %d bytes: it says\n%s", i, got)
		}
	}
}

func TestHiddenSheetsMergedCellsAndFailedFormulasAreSeen(t *testing.T) {
	content := `<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:style="s" xmlns:calcext="c"><office:automatic-styles>` +
		`<style:style style:name="ta1" style:family="table"><style:table-properties table:display="true"/></style:style>` +
		`<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style></office:automatic-styles><office:body><office:spreadsheet>` +
		`<table:table table:name="Factures" table:style-name="ta1"><table:table-row><table:table-cell table:number-rows-spanned="3" office:value-type="string"><text:p>Kerjean</text:p></table:table-cell>` +
		`<table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value="" calcext:value-type="error"><text:p>#DIV/0 !</text:p></table:table-cell></table:table-row></table:table>` +
		`<table:table table:name="Archives" table:style-name="ta2"/></office:spreadsheet></office:body></office:document-content>`
	b, l := Open("essai.ods", pack(content))
	if len(l) > 0 {
		t.Fatal(l)
	}
	rows, _ := b.Sheets[0].Rows()
	if b.Sheets[0].Hidden || !b.Sheets[1].Hidden {
		t.Error("the hidden sheet is not told apart")
	}
	if want := (grid.Area{Top: 1, Left: 1, Bottom: 3, Right: 1}); len(b.Sheets[0].Merged) != 1 || b.Sheets[0].Merged[0] != want {
		t.Errorf("merged %v", b.Sheets[0].Merged)
	}
	if c := rows[0].At(2); c.Kind != grid.Broken || !c.Formula {
		t.Errorf("a failed formula is %+v", c)
	}
}

func TestRowsCanBeStoppedAtAnyMoment(t *testing.T) {
	b, _ := Open("essai.ods", pack(sheet(soundRows)))
	n := 0
	b.Sheets[0].Each(func(grid.Row) bool { n++; return false })
	if n != 1 {
		t.Errorf("%d rows were given after the stop", n-1)
	}
}

// LibreOffice keeps the currency of an amount beside it.
func TestTheCurrencyOfAnAmountIsItsFormat(t *testing.T) {
	book, l := Open("f.ods", pack(sheet(`<table:table-row><table:table-cell office:value-type="currency" office:currency="USD" office:value="100"><text:p>$100.00</text:p></table:table-cell></table:table-row>`)))
	if len(l) > 0 {
		t.Fatal(l)
	}
	rows, _ := book.Sheets[0].Rows()
	if got := rows[0].Cells[0].Format; !strings.Contains(got, "[$USD]") {
		t.Errorf("format %q", got)
	}
}
