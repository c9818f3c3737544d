package xlsx

import (
	"bytes"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"relance/generator/grid"
)

// book makes a workbook of one sheet.
func book(t testing.TB, rows [][]any) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	for i, row := range rows {
		at, _ := excelize.CoordinatesToCellName(1, i+1)
		if err := f.SetSheetRow("Sheet1", at, &row); err != nil {
			t.Fatal(err)
		}
	}
	return saved(t, f)
}

func saved(t testing.TB, f *excelize.File) []byte {
	t.Helper()
	b, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// text is what a workbook says, one line a cell; ok is false when it is refused.
func text(src []byte) (said string, ok bool) {
	b, problems := Open("essai.xlsx", src)
	if len(problems) > 0 {
		return problems[0].Text, false
	}
	var out strings.Builder
	for _, s := range b.Sheets {
		fmt.Fprintf(&out, "[%s]\n", s.Name)
		problems := s.Each(func(r grid.Row) bool {
			for _, c := range r.Cells {
				fmt.Fprintf(&out, "%s %d %q\n", c.Address(), c.Kind, c.Text)
			}
			return true
		})
		if len(problems) > 0 {
			return problems[0].Text, false
		}
	}
	return out.String(), true
}

func streamed(t testing.TB, rows, cols int) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	w, err := f.NewStreamWriter("Sheet1")
	if err != nil {
		t.Fatal(err)
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
			t.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	return saved(t, f)
}

func BenchmarkRows(b *testing.B) {
	src := streamed(b, 20_000, 18)
	b.Run("relance", func(b *testing.B) {
		for b.Loop() {
			book, problems := Open("f.xlsx", src)
			if len(problems) > 0 {
				b.Fatal(problems)
			}
			n := 0
			if problems := book.Sheets[0].Each(func(grid.Row) bool { n++; return true }); len(problems) > 0 || n != 20_000 {
				b.Fatal(n, problems)
			}
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			b.ReportMetric(float64(m.HeapInuse)/(1<<20), "MiB-en-cours")
		}
	})
	b.Run("excelize", func(b *testing.B) {
		for b.Loop() {
			f, err := excelize.OpenReader(bytes.NewReader(src))
			if err != nil {
				b.Fatal(err)
			}
			rows, err := f.Rows("Sheet1")
			if err != nil {
				b.Fatal(err)
			}
			for rows.Next() {
				if _, err := rows.Columns(excelize.Options{RawCellValue: true}); err != nil {
					b.Fatal(err)
				}
			}
			f.Close()
		}
	})
}
