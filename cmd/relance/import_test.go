package main

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/xuri/excelize/v2"
)

// Files that a script cannot hold, made of texts that it can.

// records reads a table written with semicolons.
func records(ts *testscript.TestScript, file string) [][]string {
	r := csv.NewReader(strings.NewReader(ts.ReadFile(file)))
	r.Comma, r.FieldsPerRecord = ';', -1
	rows, err := r.ReadAll()
	ts.Check(err)
	return rows
}

// workbook makes an Excel workbook, one sheet a table: workbook OUT.xlsx A.csv B.csv.
// A day is typed as a day, a number as a number; text after an apostrophe stays text;
// « ^ » merges a cell with the one above.
func workbook(ts *testscript.TestScript, _ bool, args []string) {
	f := excelize.NewFile()
	defer f.Close()
	day, err := f.NewStyle(&excelize.Style{NumFmt: 14})
	ts.Check(err)
	for i, file := range args[1:] {
		sheet := strings.TrimSuffix(filepath.Base(file), ".csv")
		if i == 0 {
			ts.Check(f.SetSheetName("Sheet1", sheet))
		} else if _, err := f.NewSheet(sheet); err != nil {
			ts.Check(err)
		}
		for r, row := range records(ts, file) {
			for c, text := range row {
				fill(ts, f, sheet, c+1, r+1, text, day)
			}
		}
	}
	ts.Check(f.SaveAs(ts.MkAbs(args[0])))
}

func fill(ts *testscript.TestScript, f *excelize.File, sheet string, col, row int, text string, day int) {
	at, err := excelize.CoordinatesToCellName(col, row)
	ts.Check(err)
	if text == "^" {
		above, _ := excelize.CoordinatesToCellName(col, row-1)
		ts.Check(f.MergeCell(sheet, above, at))
		return
	}
	if d, err := time.Parse("02/01/2006", text); err == nil {
		ts.Check(f.SetCellValue(sheet, at, d))
		ts.Check(f.SetCellStyle(sheet, at, at, day))
	} else if n, err := strconv.ParseFloat(text, 64); err == nil {
		ts.Check(f.SetCellValue(sheet, at, n))
	} else if text != "" {
		ts.Check(f.SetCellStr(sheet, at, strings.TrimPrefix(text, "'")))
	}
}

// opendocument makes a LibreOffice workbook of a table: opendocument OUT.ods A.csv.
func opendocument(ts *testscript.TestScript, _ bool, args []string) {
	var rows strings.Builder
	for _, row := range records(ts, args[1]) {
		rows.WriteString("<table:table-row>")
		for _, text := range row {
			kind := `office:value-type="string"`
			if d, err := time.Parse("02/01/2006", text); err == nil {
				kind = `office:value-type="date" office:date-value="` + d.Format(time.DateOnly) + `"`
			} else if _, err := strconv.ParseFloat(text, 64); err == nil {
				kind = `office:value-type="float" office:value="` + text + `"`
			}
			fmt.Fprintf(&rows, "<table:table-cell %s><text:p>%s</text:p></table:table-cell>", kind, strings.TrimPrefix(text, "'"))
		}
		rows.WriteString("</table:table-row>")
	}
	zipped(ts, args[0], "mimetype", "application/vnd.oasis.opendocument.spreadsheet", "content.xml",
		`<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body><office:spreadsheet><table:table table:name="Factures">`+
			rows.String()+`</table:table></office:spreadsheet></office:body></office:document-content>`)
}

func zipped(ts *testscript.TestScript, file string, parts ...string) {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		f, err := w.Create(parts[i])
		ts.Check(err)
		f.Write([]byte(parts[i+1]))
	}
	ts.Check(w.Close())
	ts.Check(os.WriteFile(ts.MkAbs(file), b.Bytes(), 0o600))
}

// facturx attaches a text to a PDF of one page: facturx OUT.pdf IN.xml; without a
// text, it makes a PDF like any other.
func facturx(ts *testscript.TestScript, _ bool, args []string) {
	objects := []string{"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<>>>>"}
	if len(args) > 1 {
		text := ts.ReadFile(args[1])
		objects[0] = "<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles<</Names[(factur-x.xml)4 0 R]>>>>>>"
		objects = append(objects, "<</Type/Filespec/F(factur-x.xml)/UF(factur-x.xml)/EF<</F 5 0 R>>>>",
			fmt.Sprintf("<</Type/EmbeddedFile/Length %d>>\nstream\n%s\nendstream", len(text), text))
	}
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	table := "0000000000 65535 f \n"
	for i, object := range objects {
		table += fmt.Sprintf("%010d 00000 n \n", b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, object)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n%strailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, table, len(objects)+1, start)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), b.Bytes(), 0o600))
}
