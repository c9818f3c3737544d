package sheet

import (
	"relance/generator/grid"
	"relance/generator/intake/found"
	"relance/generator/intake/header"
)

// clientFields are what a client has once, and what a merged cell may hold for
// several rows. An amount is never repeated.
var clientFields = []string{"code", "nom", "email", "contact", "telephone", "mobile", "siren", "siret", "type", "adresse", "adresse2", "code_postal", "ville", "pays", "conditions"}

// isInvoice tells a row with a number, a day or an amount.
func (s *Sheet) isInvoice(r Row) bool {
	return s.Cell(r, "numero").Kind != grid.Empty || s.Cell(r, "date").Kind != grid.Empty
}

func (s *Sheet) named(r Row) bool { return s.Text(r, "nom") != "" || s.Text(r, "code") != "" }

// unmerge repeats a client's cells over the rows that the workbook merged.
func (s *Sheet) unmerge() {
	for _, field := range clientFields {
		col := s.index[field]
		for _, m := range s.Grid.Merged {
			if col >= m.Left && col <= m.Right && m.Bottom > m.Top {
				s.Merged += s.repeat(m, col)
			}
		}
	}
}

func (s *Sheet) repeat(m grid.Area, col int) (rows int) {
	var shared grid.Cell
	for i := range s.Rows {
		r := &s.Rows[i]
		switch {
		case r.Number == m.Top:
			shared = r.At(m.Left)
		case r.Number > m.Top && r.Number <= m.Bottom && shared.Text != "" && r.At(col).Kind == grid.Empty && s.isInvoice(*r):
			r.set(col, shared)
			rows++
		}
	}
	return rows
}

// group gives to invoices without a client the one that stands alone above them,
// as printed lists do; only when the whole sheet is made so.
func (s *Sheet) group() {
	headings := 0
	for _, r := range s.Rows {
		switch {
		case r.AnnouncesTotal() || !s.named(r):
		case s.isInvoice(r):
			return
		default:
			headings++
		}
	}
	if headings == 0 {
		return
	}
	var code, name grid.Cell
	for i := range s.Rows {
		switch r := &s.Rows[i]; {
		case r.AnnouncesTotal():
		case s.named(*r):
			r.Heading = true
			code, name = s.Cell(*r, "code"), s.Cell(*r, "nom")
		case s.isInvoice(*r):
			s.Grouped++
			if code.Text != "" {
				r.set(s.index["code"], code)
			}
			if name.Text != "" {
				r.set(s.index["nom"], name)
			}
		}
	}
}

// identify looks at the columns that may say who the client is. An account of its
// own for each client is a code; a « code » that several clients share, or that
// changes for one of them, is something else: that of the salesman, of an order.
func (s *Sheet) identify() {
	if !s.Has("code") && s.Has("compte") && !s.Has("debit") && s.tells("compte") {
		s.rename("compte", "code")
	}
	if s.Has("code") && s.Has("nom") && !s.tells("code") {
		s.Doubtful = s.Mapping.Title("code")
		s.rename("code", header.Ignored)
	}
}

// tells tells whether a column names the clients as their names do: mostly filled,
// seldom two names for a value, seldom two values for a name.
func (s *Sheet) tells(field string) bool {
	names, values := map[string]map[string]bool{}, map[string]map[string]bool{}
	rows, blank := 0, 0
	for _, r := range s.Rows {
		value, name := s.Text(r, field), found.BareName(s.Text(r, "nom"))
		if !s.isInvoice(r) || name == "" {
			continue
		}
		if rows++; value == "" {
			blank++
		}
		for _, pair := range []struct {
			in       map[string]map[string]bool
			key, one string
		}{{names, value, name}, {values, name, value}} {
			if pair.in[pair.key] == nil {
				pair.in[pair.key] = map[string]bool{}
			}
			pair.in[pair.key][pair.one] = true
		}
	}
	return 2*blank <= rows && !mostlyMany(names) && !mostlyMany(values)
}

// mostlyMany tells that a third of the keys, and more than one, have several
// values.
func mostlyMany(m map[string]map[string]bool) bool {
	many := 0
	for _, values := range m {
		if len(values) > 1 {
			many++
		}
	}
	return many > 1 && many*3 > len(m)
}

// rename gives a column another field.
func (s *Sheet) rename(from, to string) {
	columns := s.Mapping.Columns
	for i := range columns {
		if columns[i].Field == from {
			columns[i].Field = to
		}
	}
	s.locate()
}
