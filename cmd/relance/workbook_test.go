package main

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/xuri/excelize/v2"
)

// book does to a workbook what people do, or what befalls it: book DEED FILE ARG….
func book(ts *testscript.TestScript, _ bool, args []string) {
	deed, ok := deeds[args[0]]
	if !ok {
		ts.Fatalf("book: unknown deed %s", args[0])
	}
	ts.Check(deed(ts.MkAbs(args[1]), args[2:]))
}

var deeds = map[string]func(file string, args []string) error{
	"sheets":    hasSheets,            // SHEET…: they are all there
	"says":      says,                 // SHEET ID HEADER TEXT: the cell shows it
	"draw":      inBook(draw),         // SHEET: a chart of their own
	"put":       inBook(put),          // SHEET CELL TEXT
	"header":    inBook(renameHeader), // SHEET OLD NEW
	"duplicate": inBook(duplicate),    // SHEET ID: a copy of the line, below the others
	"days":      inBook(from1904),     // days counted from 1904, as on old Macs
	"flip":      flip,                 // PERCENT: one bit, at that part of the file
	"shorten":   shorten,              // PERCENT: the file is cut there
	"bomb":      bomb,                 // a sheet of 300 megabytes of blanks
	"forget":    forget,               // the copy of the base hidden in it
}

func inBook(do func(*excelize.File, []string) error) func(string, []string) error {
	return func(file string, args []string) error {
		f, err := excelize.OpenFile(file)
		if err != nil {
			return err
		}
		defer f.Close()
		return errors.Join(do(f, args), f.Save())
	}
}

func hasSheets(file string, args []string) error {
	f, err := excelize.OpenFile(file)
	if err != nil {
		return err
	}
	defer f.Close()
	for _, name := range args {
		if !slices.Contains(f.GetSheetList(), name) {
			return fmt.Errorf("no sheet %s in %s", name, f.GetSheetList())
		}
	}
	return nil
}

// cellOf is the cell of a header in the line of an identifier.
func cellOf(f *excelize.File, sheet, id, header string) (string, error) {
	rows, err := f.GetRows(sheet)
	if err != nil {
		return "", err
	}
	column, ids := slices.Index(rows[0], header), slices.Index(rows[0], "Identifiant")
	line := slices.IndexFunc(rows, func(row []string) bool { return len(row) > ids && row[ids] == id })
	if column < 0 || line < 0 {
		return "", fmt.Errorf("%s: no column %s or no line %s in %q", sheet, header, id, rows[0])
	}
	return excelize.CoordinatesToCellName(column+1, line+1)
}

func says(file string, args []string) error {
	f, err := excelize.OpenFile(file)
	if err != nil {
		return err
	}
	defer f.Close()
	cell, err := cellOf(f, args[0], args[1], args[2])
	if err != nil {
		return err
	}
	got, err := f.GetCellValue(args[0], cell, excelize.Options{RawCellValue: true})
	if got != args[3] {
		return fmt.Errorf("%s!%s is %q", args[0], cell, got)
	}
	return err
}

func draw(f *excelize.File, args []string) error {
	return f.AddChart(args[0], "Z3", &excelize.Chart{Type: excelize.Col, Series: []excelize.ChartSeries{{Values: args[0] + "!$I$2:$I$4"}}})
}

func put(f *excelize.File, args []string) error { return f.SetCellValue(args[0], args[1], args[2]) }

func renameHeader(f *excelize.File, args []string) error {
	rows, err := f.GetRows(args[0])
	if err != nil {
		return err
	}
	cell, err := excelize.CoordinatesToCellName(slices.Index(rows[0], args[1])+1, 1)
	return errors.Join(err, f.SetCellValue(args[0], cell, args[2]))
}

func duplicate(f *excelize.File, args []string) error {
	rows, err := f.GetRows(args[0], excelize.Options{RawCellValue: true})
	if err != nil {
		return err
	}
	ids := slices.Index(rows[0], "Identifiant")
	line := slices.IndexFunc(rows, func(row []string) bool { return len(row) > ids && row[ids] == args[1] })
	for i, v := range rows[line] {
		cell, err := excelize.CoordinatesToCellName(i+1, len(rows)+1)
		if err != nil {
			return err
		}
		var value any = v
		if n, err := strconv.ParseFloat(v, 64); err == nil {
			value = n
		}
		if err := f.SetCellValue(args[0], cell, value); err != nil {
			return err
		}
	}
	return nil
}

func from1904(f *excelize.File, _ []string) error {
	yes := true
	return f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &yes})
}

func part(file string, percent string) ([]byte, int, error) {
	data, err := os.ReadFile(file)
	n, bad := strconv.Atoi(percent)
	return data, len(data) * n / 100, errors.Join(err, bad)
}

func flip(file string, args []string) error {
	data, at, err := part(file, args[0])
	if err != nil {
		return err
	}
	data[at] ^= 4
	return os.WriteFile(file, data, 0o600)
}

func shorten(file string, args []string) error {
	data, at, err := part(file, args[0])
	return errors.Join(err, os.WriteFile(file, data[:at], 0o600))
}

// bomb keeps the workbook's parts but one sheet, which unpacks to 300 megabytes.
func bomb(file string, _ []string) error {
	return repacked(file, func(name string, w io.Writer, r io.Reader) error {
		if name != "xl/worksheets/sheet4.xml" {
			_, err := io.Copy(w, r)
			return err
		}
		blanks := bytes.Repeat([]byte(" "), 1<<20)
		if _, err := io.WriteString(w, `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>`); err != nil {
			return err
		}
		for range 300 {
			if _, err := w.Write(blanks); err != nil {
				return err
			}
		}
		_, err := io.WriteString(w, `</sheetData></worksheet>`)
		return err
	})
}

// forget empties the hidden sheet.
func forget(file string, _ []string) error {
	return inBook(func(f *excelize.File, _ []string) error { return f.SetCellValue("_base", "A1", "abc") })(file, nil)
}

func repacked(file string, part func(name string, w io.Writer, r io.Reader) error) error {
	src, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	z, err := zip.NewReader(bytes.NewReader(src), int64(len(src)))
	if err != nil {
		return err
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, p := range z.File {
		r, err := p.Open()
		if err != nil {
			return err
		}
		to, err := w.Create(p.Name)
		if err := errors.Join(err, part(p.Name, to, r)); err != nil {
			return err
		}
	}
	return errors.Join(w.Close(), os.WriteFile(filepath.Clean(file), out.Bytes(), 0o600))
}
