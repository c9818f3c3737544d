// Package compare finds what people changed in the tables of a workbook: line by
// line, by hidden identifiers, column by column, by headers, never by position.
//
// Every value typed ends in one of the lists of a [Result].
package compare

import (
	"strings"

	"relance/generator/diag"
	"relance/generator/grid"
	"relance/generator/tracker/cell"
)

// A Table is what a sheet should be.
type Table struct {
	Sheet   string
	Columns []Column // the last one holds the identifiers
	Grows   bool     // lines may be added; those that were there are history
	Base    map[string][]string
	Order   []string // identifiers of the Base
	// Now is what the kit says today of a line of the Base, by column; nil when
	// the line is gone.
	Now func(id string) []string
	// Keep says which value of a conflict holds; "" when nobody has chosen.
	Keep Side

	folded map[string]int // columns by header
}

// A Column is one field of a Table.
type Column struct {
	Key, Header string
	As          cell.Kind
	Use         cell.Usage
	Late        bool // an entry in the lines of the Base too
	New         bool // the Base is of a version of the program that did not have it
}

// fold makes of a header what remains when it is typed in a hurry.
func fold(s string) string { return diag.Fold(strings.Join(strings.Fields(s), " ")) }

const (
	headerRows = 20 // where a header may stand
	enough     = 60 // percent of the headers that make one
)

// A header is where the columns of a table were found.
type header struct {
	row     int
	columns map[int]int    // column of the sheet: index in the table
	extra   map[int]string // column of the sheet: header of somebody's own
	missing []int
}

// headerOf looks for the header of a table among the first rows.
func (t *Table) headerOf(rows []grid.Row) (*header, bool) {
	var best *header
	for _, r := range rows[:min(len(rows), headerRows)] {
		h := &header{row: r.Number, columns: map[int]int{}, extra: map[int]string{}}
		taken := map[int]bool{}
		for _, c := range r.Cells {
			at := t.column(c.Text)
			if at < 0 || taken[at] {
				h.extra[c.Col] = c.Text
				continue
			}
			taken[at], h.columns[c.Col] = true, at
		}
		if best == nil || len(h.columns) > len(best.columns) {
			best = h
		}
		if len(h.columns) == len(t.Columns) {
			break
		}
	}
	if best == nil || 100*len(best.columns) < enough*t.known() {
		return nil, false
	}
	for i := range t.Columns {
		found := false
		for _, at := range best.columns {
			found = found || at == i
		}
		if !found {
			best.missing = append(best.missing, i)
		}
	}
	return best, true
}

// known counts the columns that the sheet had when it was written.
func (t *Table) known() (n int) {
	for _, c := range t.Columns {
		if !c.New {
			n++
		}
	}
	return n
}

// column is the column of a header, -1 when it is none.
func (t *Table) column(text string) int {
	if t.folded == nil {
		t.folded = map[string]int{}
		for i := range t.Columns {
			t.folded[fold(t.Columns[i].Header)] = i
		}
	}
	if i, ok := t.folded[fold(text)]; ok {
		return i
	}
	return -1
}

// Find gives each table its sheet: the one of its name, else the one that has its
// header. Sheets that are of no table are returned apart.
func Find(b *grid.Book, tables []Table) (found map[string]*grid.Sheet, others []*grid.Sheet) {
	found = map[string]*grid.Sheet{}
	taken := map[*grid.Sheet]bool{}
	for _, t := range tables {
		for _, s := range b.Sheets {
			if fold(s.Name) == fold(t.Sheet) {
				found[t.Sheet], taken[s] = s, true
			}
		}
	}
	for _, s := range b.Sheets {
		if taken[s] {
			continue
		}
		if name := tableOf(s, tables, found); name != "" {
			found[name], taken[s] = s, true
			continue
		}
		others = append(others, s)
	}
	return found, others
}

// tableOf is the table, among those without a sheet, whose header the sheet has.
func tableOf(s *grid.Sheet, tables []Table, found map[string]*grid.Sheet) string {
	var first []grid.Row
	s.Each(func(r grid.Row) bool {
		r.Cells = append([]grid.Cell(nil), r.Cells...)
		first = append(first, r)
		return len(first) < headerRows
	})
	for i := range tables {
		if t := &tables[i]; found[t.Sheet] == nil {
			if _, ok := t.headerOf(first); ok {
				return t.Sheet
			}
		}
	}
	return ""
}
