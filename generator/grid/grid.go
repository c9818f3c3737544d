// Package grid is a table as any spreadsheet holds it: sheets of rows of typed
// cells, each with its address.
//
// Three readers fill it, each in a folder of its own: xlsx, ods and csv. They
// are strict: a damaged file is refused, never read short. [Sniff] tells which
// one a file is for, whatever its name says.
//
//	src ── Sniff ── xlsx.Open | ods.Open | csv.Open ── Book ── Sheet ── Each ── Row ── Cell
package grid

import (
	"slices"
	"strconv"

	"golang.org/x/text/unicode/norm"

	"relance/generator/calendar"
	"relance/generator/diag"
)

// A Book (classeur) is a file read as tables.
type Book struct {
	Sheets []*Sheet
	Notes  []string // what the reader decided, in French: encoding, separator
}

// Sheet returns the sheet of that name, or nil.
func (b *Book) Sheet(name string) *Sheet {
	for _, s := range b.Sheets {
		if s.Name == name {
			return s
		}
	}
	return nil
}

// A Sheet (feuille) is one table of a Book, read row by row when it is asked
// for, so that a hundred thousand rows take no more memory than one.
type Sheet struct {
	File   string
	Name   string // "" in a text file
	Hidden bool
	From04 bool   // its days are counted from 1904
	Merged []Area // merged cells, known once Each has given every row

	// Each gives the rows that hold something, in order, until take returns
	// false. A Row and its Cells are only good until take returns. The list
	// holds what makes the sheet unreadable: then the rows given are to be
	// forgotten.
	Each func(take func(Row) bool) diag.List
}

// Rows returns all the rows of the sheet, for a sheet known to be small.
func (s *Sheet) Rows() ([]Row, diag.List) {
	var rows []Row
	problems := s.Each(func(r Row) bool {
		r.Cells = slices.Clone(r.Cells)
		rows = append(rows, r)
		return true
	})
	if len(problems) > 0 {
		return nil, problems
	}
	return rows, nil
}

// An Area (plage) is a block of cells that a sheet shows as one. What it holds is
// in its first cell.
type Area struct{ Top, Left, Bottom, Right int }

// Pos is the place of a cell in the user's file.
func (s *Sheet) Pos(c Cell) diag.Pos {
	if s.Name == "" {
		return diag.Pos{File: s.File, Line: c.Row, Col: c.Char}
	}
	return diag.Pos{File: s.File, Sheet: s.Name, Line: c.Row, Cell: c.Address()}
}

// A Row (ligne) has the cells that hold something, from left to right. Number is
// that of the sheet, or the line in a text file, from 1.
type Row struct {
	Number int
	Hidden bool // by hand or by a filter
	Cells  []Cell
}

// At returns the cell of a column, from 1; an Empty one when there is nothing.
func (r Row) At(col int) Cell {
	for _, c := range r.Cells {
		if c.Col == col {
			return c
		}
	}
	return Cell{Row: r.Number, Col: col}
}

// A Kind says what a cell holds.
type Kind uint8

const (
	Empty  Kind = iota
	Text        // letters, or digits kept as text
	Number      // a number that is not shown as a day
	Day         // a number shown as a day
	Bool        // VRAI or FAUX
	Broken      // #REF! and the like, or a formula whose result was not saved
)

// Uncomputed is the text of a Broken cell whose formula has no result in the file:
// a program wrote it, and no spreadsheet has opened it since.
const Uncomputed = "formule jamais calculée"

// A Cell (cellule) is one typed value. A cell of a text file is always Text.
type Cell struct {
	Kind   Kind
	Row    int
	Col    int           // from 1
	Char   int           // in a text file, the place of its first character in the line, from 1
	Text   string        // as it is shown; of a Number without its decoration: "1234.5", "01000" under the format 00000
	Number string        // of a Number or a Day: plain decimal, 15 significant digits at most
	Date   calendar.Date // of a Day
	Format string        // of a Number in a workbook: the code of its decoration, "0%" or "hh:mm"; "" when it has none

	Formula bool // the value is what a formula gives
}

// Address returns "C12".
func (c Cell) Address() string { return Column(c.Col) + strconv.Itoa(c.Row) }

// Composed returns s with each accented letter as one character (NFC): macOS
// writes é as two, and no name would then be equal to itself. The readers here
// give all texts so.
func Composed(s string) string { return norm.NFC.String(s) }

// The size of the largest sheet of today's spreadsheets.
const (
	MaxRows = 1 << 20
	MaxCols = 1 << 14
)

// Column returns the letters of a column: 1 is A, 28 is AB.
func Column(n int) string {
	var letters []byte
	for ; n > 0; n = (n - 1) / 26 {
		letters = append(letters, byte('A'+(n-1)%26))
	}
	slices.Reverse(letters)
	return string(letters)
}

// ParseAddress reads "C12". ok is false when there is no such cell in a sheet.
func ParseAddress(s string) (row, col int, ok bool) {
	i := 0
	for ; i < len(s) && i < 3 && s[i] >= 'A' && s[i] <= 'Z'; i++ {
		col = col*26 + int(s[i]-'A') + 1
	}
	digits := s[i:]
	if len(digits) == 0 || len(digits) > 7 || digits[0] == '0' {
		return 0, 0, false
	}
	for _, d := range []byte(digits) {
		if d < '0' || d > '9' {
			return 0, 0, false
		}
		row = row*10 + int(d-'0')
	}
	return row, col, col >= 1 && col <= MaxCols && row <= MaxRows
}

// Serial returns the day that a spreadsheet counts as n; no date when n is not a
// day between March 1900 and 2199. Earlier ones are off by one in Excel, which
// believes in 29 February 1900.
func Serial(n int, from04 bool) calendar.Date {
	if from04 {
		n += 1462
	}
	if n < 61 || n > int(lastDay) {
		return 0
	}
	return calendar.Date(n)
}

var lastDay = calendar.Of(2199, 12, 31)
