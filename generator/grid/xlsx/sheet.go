package xlsx

import (
	"strconv"
	"strings"

	"relance/generator/grid"
	"relance/generator/grid/pull"
)

// readSheet gives the rows of a part to take. When it fails, at is the cell it
// was reading, "" outside the rows.
func (b *workbook) readSheet(part string, sheet *grid.Sheet, take func(grid.Row) bool) (at string, err error) {
	r, err := b.container.open(part)
	if err != nil {
		return "", err
	}
	defer r.Close()
	s := &sheetReader{workbook: b, scanner: newScanner(r)}
	defer func() { sheet.Merged = s.merged }()
	if err = s.rows(take); err != nil && s.cell.Row > 0 && s.cell.Col > 0 {
		at = s.cell.Address()
	}
	return at, err
}

type sheetReader struct {
	*workbook
	scanner
	row    grid.Row
	cell   grid.Cell // being read
	merged []grid.Area
}

// rows finds worksheet > sheetData > row and reads the part to its end, so that
// what follows the rows must be sound too.
func (s *sheetReader) rows(take func(grid.Row) bool) error {
	inside, found := false, false
	for {
		t, err := s.next()
		switch {
		case err != nil:
			return err
		case t == pull.EOF && !found:
			return damaged("une feuille n'a pas de lignes")
		case t == pull.EOF:
			return nil
		case t == pull.Text:
		case s.Depth == 1 && t == pull.Start && s.Name != "worksheet":
			return damaged("une feuille n'en est pas une")
		case s.Name == "sheetData" && (t == pull.Start && s.Depth == 2 || t == pull.End && s.Depth == 1):
			if t == pull.Start && found {
				return damaged("une feuille a deux jeux de lignes")
			}
			inside, found = t == pull.Start, true
		case inside && t == pull.Start && s.Depth == 3 && s.Name == "row":
			if err := s.readRow(); err != nil {
				return err
			}
			if len(s.row.Cells) > 0 && !take(s.row) {
				return nil
			}
		case inside && t == pull.Start && s.Depth == 3:
			return s.stranger()
		case t == pull.Start && s.Depth == 3 && s.Name == "mergeCell":
			if err := s.merge(s.attr("ref")); err != nil {
				return err
			}
		}
	}
}

// merge notes an area, written "A2:A5".
func (s *sheetReader) merge(ref string) error {
	from, to, _ := strings.Cut(ref, ":")
	top, left, ok := grid.ParseAddress(from)
	bottom, right, also := grid.ParseAddress(to)
	if !ok || !also || top > bottom || left > right {
		return damaged("cellules fusionnées « %s » hors de leur place", ref)
	}
	s.merged = append(s.merged, grid.Area{Top: top, Left: left, Bottom: bottom, Right: right})
	return nil
}

// readRow reads a row whose number, when it is not said, is the next one.
func (s *sheetReader) readRow() error {
	number := s.row.Number + 1
	if attr := s.attr("r"); attr != "" {
		n, err := strconv.Atoi(attr)
		if err != nil || n < number || n > grid.MaxRows {
			return damaged("ligne « %s » hors de sa place", attr)
		}
		number = n
	}
	if number > grid.MaxRows {
		return damaged("trop de lignes")
	}
	hidden := s.attr("hidden")
	s.row = grid.Row{Number: number, Hidden: hidden == "1" || hidden == "true", Cells: s.row.Cells[:0]}
	s.cell = grid.Cell{Row: number}
	for {
		t, err := s.next()
		switch {
		case err != nil:
			return err
		case t == pull.End && s.Depth == 2:
			return nil
		case t == pull.Start && s.Name == "c":
			err = s.readCell()
		case t == pull.Start && s.Name == "extLst":
			err = s.skip()
		case t == pull.Start:
			err = s.stranger()
		}
		if err != nil {
			return err
		}
	}
}

// readCell reads one <c>: its place, its type t, its style s, its value <v>.
func (s *sheetReader) readCell() error {
	kind, look := s.attr("t"), s.attr("s")
	if err := s.place(s.attr("r")); err != nil {
		return err
	}
	if err := s.known(kind); err != nil {
		return err
	}
	var value, inline string
	formula, valued := false, false
	for outside := s.Depth - 1; ; {
		t, err := s.next()
		switch {
		case err != nil:
			return err
		case t == pull.End && s.Depth == outside:
			s.cell.Formula = formula
			// What computes to nothing is an empty text, saved as <v></v> of type str.
			return s.fill(kind, look, value, inline, formula && (!valued || value == "" && kind != "str"))
		case t == pull.Start && s.Name == "v":
			value, err = s.inner()
			valued = true
		case t == pull.Start && s.Name == "is":
			inline, err = s.richText()
		case t == pull.Start && (s.Name == "f" || s.Name == "extLst"):
			formula = formula || s.Name == "f"
			err = s.skip()
		case t == pull.Start:
			err = s.stranger()
		}
		if err != nil {
			return err
		}
	}
}

// stranger refuses an element that has no place among cells: passing over it
// would lose what it stands for.
func (s *sheetReader) stranger() error { return damaged("élément « %s » inconnu", s.Name) }

// place checks that cells come from left to right, in their own row. A cell that
// does not say where it is follows the one before.
func (s *sheetReader) place(address string) error {
	row, col, ok := s.row.Number, s.cell.Col+1, true
	if address != "" {
		row, col, ok = grid.ParseAddress(address)
	}
	if !ok || row != s.row.Number || col <= s.cell.Col || col > grid.MaxCols {
		return damaged("cellule « %s » hors de sa place", address)
	}
	s.cell = grid.Cell{Row: row, Col: col}
	return nil
}

// known refuses a cell with a type or an attribute of no edition of the format.
func (s *sheetReader) known(kind string) error {
	switch kind {
	case "", "n", "s", "str", "inlineStr", "b", "e", "d":
	default:
		return damaged("type de cellule « %s » inconnu", kind)
	}
	if name := s.Stranger(isCellAttribute); name != "" {
		return damaged("attribut « %s » inconnu", name)
	}
	return nil
}

func isCellAttribute(name string) bool {
	switch name {
	case "r", "s", "t", "cm", "vm", "ph":
		return true
	}
	return false
}

// fill gives the cell its typed value and adds it to the row, unless it is empty.
func (s *sheetReader) fill(kind, look, value, inline string, uncomputed bool) error {
	var err error
	c := &s.cell
	switch {
	case uncomputed:
		c.Kind, c.Text = grid.Broken, grid.Uncomputed
	case kind == "inlineStr":
		c.Text = inline
	case inline != "":
		err = damaged("texte dans une cellule qui n'en est pas")
	case kind == "str":
		c.Text = unescape(value)
	case value == "":
	case kind == "s":
		c.Text, err = s.shared(value)
	case kind == "" || kind == "n":
		err = s.number(strings.TrimSpace(value), look)
	case kind == "b":
		c.Kind, c.Text = grid.Bool, map[string]string{"0": "FAUX", "1": "VRAI"}[value]
		if c.Text == "" {
			err = damaged("ni vrai ni faux")
		}
	case kind == "e":
		c.Kind, c.Text = grid.Broken, value
	case kind == "d":
		err = s.isoDay(value)
	}
	if c.Kind == grid.Empty && c.Text != "" {
		c.Kind = grid.Text
	}
	if c.Kind != grid.Empty && err == nil {
		s.row.Cells = append(s.row.Cells, *c)
	}
	return err
}

func (s *sheetReader) shared(value string) (string, error) {
	n, err := strconv.Atoi(value)
	if err != nil || n < 0 || n >= len(s.strings) {
		return "", damaged("texte partagé « %s » inconnu", value)
	}
	return s.strings[n], nil
}

// number reads a number, which is a day when the cell is shown as one.
func (s *sheetReader) number(value, look string) error {
	c := &s.cell
	plain, ok := grid.Decimal(value)
	if !ok {
		if _, err := strconv.ParseFloat(value, 64); err != nil {
			return damaged("nombre « %s » illisible", value)
		}
		c.Kind, c.Text = grid.Text, value // 1E+300: a number, for whoever reads that cell to refuse
		return nil
	}
	st, err := s.styleAt(look)
	if err != nil {
		return err
	}
	c.Kind, c.Text, c.Number, c.Format = grid.Number, plain, plain, st.code
	if st.zeros > len(plain) && strings.Trim(plain, "0123456789") == "" {
		c.Text = strings.Repeat("0", st.zeros-len(plain)) + plain
	}
	if st.day {
		s.asDay(plain)
	}
	return nil
}

// asDay makes the cell a Day if there is one of that number; its hour is left
// out.
func (s *sheetReader) asDay(plain string) {
	whole, _, _ := strings.Cut(plain, ".")
	n, err := strconv.Atoi(whole)
	if err != nil {
		return
	}
	if day := grid.Serial(n, s.from04); !day.IsZero() {
		s.cell.Kind, s.cell.Date, s.cell.Text, s.cell.Format = grid.Day, day, day.Short(), ""
	}
}

// isoDay reads the type d of the strict variant: 2026-03-02 or 2026-03-02T00:00:00.
func (s *sheetReader) isoDay(value string) error {
	c := &s.cell
	day, _, _ := strings.Cut(strings.TrimSpace(value), "T")
	if err := c.Date.UnmarshalText([]byte(day)); err != nil {
		return damaged("date « %s » illisible", value)
	}
	c.Kind, c.Number, c.Text = grid.Day, strconv.Itoa(int(c.Date)), c.Date.Short()
	return nil
}
