package tracker

import (
	"bytes"
	"fmt"
	"io"
	"testing"

	"github.com/xuri/excelize/v2"

	"relance/generator/agenda"
	"relance/generator/grid"
	"relance/generator/grid/xlsx"
	"relance/generator/money"
	"relance/generator/output"
	"relance/generator/tracker/workbook"
)

// many is the agenda of so many invoices, five a client.
func many(t testing.TB, invoices int) *agenda.Agenda {
	k := boreal(t)
	model := k.Clients[3]
	k.Clients, k.Journal = nil, nil
	for i := range invoices / 5 {
		c := model
		c.Code, c.Invoices = fmt.Sprintf("CL%05d", i), nil
		for j := range 5 {
			inv := model.Invoices[0]
			inv.Number = fmt.Sprintf("F%05d-%d", i, j)
			inv.Total += money.Amount(i * j)
			inv.Payments = nil
			c.Invoices = append(c.Invoices, inv)
		}
		k.Clients = append(k.Clients, c)
	}
	return agendaOf(t, k)
}

const manyInvoices = 10_000

func BenchmarkWrite(b *testing.B) {
	a := many(b, manyInvoices)
	b.ReportAllocs()
	for b.Loop() {
		if err := Write(io.Discard, a, 1); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkBareWrite is the yardstick of a write: excelize's own stream, on as many
// cells of the same texts, with nothing around them.
func BenchmarkBareWrite(b *testing.B) {
	made, err := Make(many(b, manyInvoices), 1, nil, nil)
	if err != nil {
		b.Fatal(err)
	}
	book, _ := xlsx.Open("suivi.xlsx", made.Workbook)
	rows := map[string][][]any{}
	for _, s := range book.Sheets {
		s.Each(func(r grid.Row) bool {
			cells := make([]any, r.Cells[len(r.Cells)-1].Col)
			for _, c := range r.Cells {
				cells[c.Col-1] = c.Text
			}
			rows[s.Name] = append(rows[s.Name], cells)
			return true
		})
	}
	for b.Loop() {
		f := excelize.NewFile()
		for _, s := range book.Sheets {
			if _, err := f.NewSheet(s.Name); err != nil {
				b.Fatal(err)
			}
			w, err := f.NewStreamWriter(s.Name)
			if err != nil {
				b.Fatal(err)
			}
			for i, cells := range rows[s.Name] {
				if err := w.SetRow(workbook.Place(1, i+1), cells); err != nil {
					b.Fatal(err)
				}
			}
			if err := w.Flush(); err != nil {
				b.Fatal(err)
			}
		}
		if err := f.Write(io.Discard); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkOneRead is the other yardstick: excelize reads every row once.
func BenchmarkOneRead(b *testing.B) {
	made, err := Make(many(b, manyInvoices), 1, nil, nil)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		f, err := excelize.OpenReader(bytes.NewReader(made.Workbook), excelize.Options{RawCellValue: true, UnzipXMLSizeLimit: 1 << 30})
		if err != nil {
			b.Fatal(err)
		}
		for _, sheet := range f.GetSheetList() {
			rows, err := f.Rows(sheet)
			if err != nil {
				b.Fatal(err)
			}
			for rows.Next() {
				if _, err := rows.Columns(); err != nil {
					b.Fatal(err)
				}
			}
		}
	}
}

// BenchmarkRoundTrip is what « suivi » does: read, merge, make, keep a copy of the
// workbook, read the new one again to verify, and put it in the place of the other.
// It is to take at most six bare writes and one read.
func BenchmarkRoundTrip(b *testing.B) {
	a := many(b, manyInvoices)
	made, err := Make(a, 1, nil, nil)
	if err != nil {
		b.Fatal(err)
	}
	folder, err := output.Lock(b.TempDir())
	if err != nil {
		b.Fatal(err)
	}
	defer folder.Close()
	for b.Loop() {
		r, problems := Read("suivi.xlsx", made.Workbook, made.Base, a, "")
		if problems.Faults() {
			b.Fatal(problems)
		}
		next, err := Make(a, 2, r.Kept, nil)
		if err != nil {
			b.Fatal(err)
		}
		if err := next.Verify("suivi.xlsx", a); err != nil {
			b.Fatal(err)
		}
		replace(b, folder, map[string][]byte{"archives/suivi.xlsx": made.Workbook, "suivi.xlsx": next.Workbook, ".relance/base": next.Base})
	}
}

func replace(b *testing.B, folder *output.Folder, files map[string][]byte) {
	stage, err := folder.Begin("suivi")
	if err != nil {
		b.Fatal(err)
	}
	for name, data := range files {
		if err := stage.Write(name, data); err != nil {
			b.Fatal(err)
		}
	}
	if _, err := stage.Commit(output.Change{Lot: "suivi"}); err != nil {
		b.Fatal(err)
	}
}
