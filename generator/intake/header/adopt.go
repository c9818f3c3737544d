package header

import (
	"slices"

	"relance/generator/diag"
	"relance/generator/grid"
)

// Adopt completes m with the saved mapping of another file whose titles a table of b
// has: the export of another month, whatever its name. Most of its titles are enough
// for it to be that table, whose titles have changed: [Mapping.Find] then stops.
func (m Mapping) Adopt(b *grid.Book, saved []Mapping) (Mapping, diag.List) {
	var same, near []Mapping
	for _, s := range saved {
		if s.Row == 0 || len(s.Columns) == 0 {
			continue
		}
		switch fit, at := s.fit(b, m.Sheet); {
		case fit == whole:
			same = append(same, at)
		case fit == most:
			near = append(near, at)
		}
	}
	same = slices.CompactFunc(same, func(a, b Mapping) bool { return a.reading() == b.reading() })
	switch {
	case len(same) > 1:
		var l diag.List
		l.Addf(diag.Pos{File: b.Sheets[0].File}, diag.Fault, "F079", "« %s » et « %s » ont toutes deux les titres de ce tableau, et ne le lisent pas de la même façon",
			same[0].File, same[1].File).Hint = "nommez la bonne à la commande : --correspondance " + same[0].File
		return m, l
	case len(same) == 1:
		return same[0].under(m), nil
	case len(near) > 0:
		return near[0].under(m), nil
	}
	return m, nil
}

// A fit is how much of the titles of a mapping a table has.
type fit int

const (
	few fit = iota
	most
	whole
)

// fit finds the row of b that has the most titles of m, and returns m as it reads
// that row.
func (m Mapping) fit(b *grid.Book, only string) (best fit, at Mapping) {
	for _, s := range b.Sheets {
		if only != "" && s.Name != only || only == "" && s.Hidden {
			continue
		}
		seen := 0
		s.Each(func(r grid.Row) bool {
			if f := m.like(r); f > best {
				best, at = f, m
				at.Sheet, at.Row = s.Name, r.Number
			}
			seen++
			return seen < Depth && best != whole
		})
	}
	return best, at
}

// like compares titles, two thirds of them being most.
func (m *Mapping) like(r grid.Row) fit {
	common := 0
	for _, c := range r.Cells {
		if c.Kind == grid.Text && m.saved(c.Text) != "" {
			common++
		}
	}
	switch all := max(len(r.Cells), len(m.Columns)); {
	case common == all:
		return whole
	case common >= enough && common*3 >= all*2:
		return most
	}
	return few
}

// reading is what a mapping says of a table, whatever its name and its place.
func (m Mapping) reading() string {
	m.Sheet, m.Row = "", 0
	return string(m.YAML())
}

// under lays what the user says of this file over what is saved.
func (m Mapping) under(said Mapping) Mapping {
	for _, c := range said.Columns {
		m.Say(c.Title, c.Field)
	}
	for _, pair := range []struct {
		into *string
		said string
	}{{&m.Dates, said.Dates}, {&m.Decimal, said.Decimal}, {&m.Kind, said.Kind}} {
		if pair.said != "" {
			*pair.into = pair.said
		}
	}
	if !said.Terms.IsZero() {
		m.Terms = said.Terms
	}
	m.Today, m.Reads = said.Today, said.Reads
	return m
}

// anotherTable is what to do when a table was taken for that of a mapping.
func (m *Mapping) anotherTable() string {
	if m.Reads {
		return " : les colonnes seront reconnues de nouveau"
	}
	return " et importez de nouveau ; si c'est un autre tableau, donnez-lui sa propre correspondance : --correspondance imports/autre.yaml"
}
