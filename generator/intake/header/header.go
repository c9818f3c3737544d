// Package header finds the row of titles of a table, and what each column holds.
// What it found is a Mapping (correspondance), saved beside the kit so that the
// next import asks nothing, and stops when the titles have changed.
package header

import (
	"fmt"
	"slices"
	"strings"

	"relance/generator/calendar"
	"relance/generator/decode"
	"relance/generator/diag"
	"relance/generator/grid"
)

// A Mapping (correspondance) says how a table is read. What is empty is looked
// for in the table.
type Mapping struct {
	At      map[string]diag.Pos
	File    string            // where it is saved in the kit
	Sheet   string            `cle:"feuille" aide:"nom de la feuille"`
	Row     int               `cle:"ligne_titres" aide:"ligne des titres de colonnes"`
	Columns []Column          `cle:"colonnes" aide:"ce que contient chaque colonne"`
	Dates   string            `cle:"dates" choix:"jour_mois|mois_jour" aide:"ordre des dates comme 03/04/2026"`
	Decimal string            `cle:"decimales" choix:"virgule|point" aide:"signe qui précède les centimes"`
	Kind    string            `cle:"type_client" choix:"entreprise|public|particulier" aide:"nature des clients quand aucune colonne ne la dit"`
	Terms   calendar.Terms    `cle:"conditions" aide:"conditions de paiement quand l'échéance manque"`
	Stages  map[string]string `cle:"etapes" aide:"vos mots pour la dernière relance, et l'étape du plan"`

	Today calendar.Date // of the import, none when it is not known; never written
	Reads bool          // the table is the kit's own source, read by every command; never written
}

// Advice is how to answer what a table leaves open: its dates, or its decimals.
func (m *Mapping) Advice(key string) string {
	flag, line := "--dates jma (ou mja)", "dates: jour_mois (ou mois_jour)"
	if key == "decimales" {
		flag, line = "--decimales virgule (ou point)", "decimales: virgule (ou point)"
	}
	if m.Reads {
		return "écrivez " + line + " dans " + m.File + " (un fichier du kit, à créer s'il manque)"
	}
	return "ajoutez " + flag + " à la commande, ou écrivez " + line + " dans " + m.File
}

// A Column is a title and the field it stands for.
type Column struct {
	Title string `cle:"titre,requis" aide:"titre de la colonne, tel qu'il est écrit"`
	Field string `cle:"champ,requis" aide:"ce qu'elle contient, ou ignorer"`
	Index int    // in the sheet, from 1; found, never written

	Guessed bool // nobody said it: found, never written
}

// Parse reads a saved mapping. Nothing at all is an empty one.
func Parse(file string, src []byte) (Mapping, diag.List) {
	m := Mapping{File: file}
	if len(src) == 0 {
		return m, nil
	}
	l := decode.YAML(file, src, &m)
	keys := append(Keys(), Ignored, Harmless)
	for _, c := range m.Columns {
		if !slices.Contains(keys, c.Field) {
			p := l.Addf(m.At["colonnes"], diag.Fault, "F055", "champ « %s » inconnu (colonne « %s »)", c.Field, c.Title)
			p.Hint = "choix : " + strings.Join(keys, ", ")
			if near := diag.Closest(c.Field, keys); len(near) > 0 {
				p.Hint = "vouliez-vous dire « " + near[0] + " » ?"
			}
		}
	}
	return m, l
}

// Column returns where a field is, from 1; 0 when no column has it.
func (m *Mapping) Column(field string) int {
	for _, c := range m.Columns {
		if c.Field == field {
			return c.Index
		}
	}
	return 0
}

// Title returns how the column of a field is titled.
func (m *Mapping) Title(field string) string {
	for _, c := range m.Columns {
		if c.Field == field {
			return c.Title
		}
	}
	return ""
}

// Depth is how many rows may stand above the titles.
const Depth = 60

// A candidate is a row that may be the one of the titles.
type candidate struct {
	sheet *grid.Sheet
	row   grid.Row
	cols  []Column
	score int
}

// Guesses tells that the columns which m does not name are looked for: all of them
// at the first import; of those that a user wrote or said, the others. A mapping
// that an import saved names them all.
func (m *Mapping) Guesses() bool { return len(m.Columns) == 0 || m.Row == 0 }

// Say gives a column a field, over what was saved of it.
func (m *Mapping) Say(title, field string) {
	m.Columns = slices.Clone(m.Columns)
	for i := range m.Columns {
		if bare(m.Columns[i].Title) == bare(title) {
			m.Columns[i].Field = field
			return
		}
	}
	m.Columns = append(m.Columns, Column{Title: title, Field: field})
}

// Find completes m with the sheet, the row of titles and the columns of a book.
// With the columns of a saved mapping it only checks that they are still there.
func (m *Mapping) Find(b *grid.Book) (*grid.Sheet, diag.List) {
	var l diag.List
	found := []candidate{}
	for _, s := range b.Sheets {
		if m.Sheet != "" && s.Name != m.Sheet || m.Sheet == "" && s.Hidden {
			continue
		}
		best, problems := m.best(s)
		if l = append(l, problems...); best.score > 0 {
			found = append(found, best)
		}
	}
	if len(l) > 0 {
		return nil, l
	}
	slices.SortStableFunc(found, func(a, b candidate) int { return b.score - a.score })
	switch {
	case len(found) == 0:
		return nil, m.none(b)
	case len(found) > 1 && found[1].score >= enough && found[1].score == found[0].score:
		l.Addf(diag.Pos{File: found[0].sheet.File}, diag.Fault, "F056", "deux feuilles peuvent être la liste des factures : « %s » et « %s »",
			found[0].sheet.Name, found[1].sheet.Name).Hint = "nommez la bonne : --feuille à la commande, ou feuille: dans la correspondance"
		return nil, l
	}
	return found[0].sheet, m.settle(found[0])
}

// enough is how many known titles make a list of invoices.
const enough = 3

func (m *Mapping) best(s *grid.Sheet) (candidate, diag.List) {
	var best candidate
	seen := 0
	problems := s.Each(func(r grid.Row) bool {
		if seen++; seen > Depth || m.Row > 0 && r.Number > m.Row {
			return false
		}
		if m.Row > 0 && r.Number != m.Row && len(m.Columns) == 0 {
			return true
		}
		c := candidate{sheet: s, row: r}
		c.cols, c.score = m.read(r)
		if c.score > best.score {
			c.row.Cells = slices.Clone(r.Cells)
			best = c
		}
		return true
	})
	if best.score < 2 {
		best.score = 0
	}
	return best, problems
}

// read guesses the columns of a row, and how many distinct fields it names.
func (m *Mapping) read(r grid.Row) (cols []Column, score int) {
	fields := map[string]bool{}
	for _, c := range r.Cells {
		col := Column{Title: strings.Join(strings.Fields(c.Text), " "), Field: Ignored, Index: c.Col} // titles have lines in a sheet
		if c.Kind == grid.Text {
			if saved := m.saved(c.Text); saved == Harmless {
				col.Guessed = true
			} else if saved != "" {
				col.Field = saved
			} else if col.Guessed = m.Guesses(); col.Guessed {
				col.Field = known(c.Text)
			}
		}
		if col.Field != Ignored || m.saved(c.Text) != "" {
			fields[col.Field+map[bool]string{true: c.Text}[col.Field == Ignored]] = true
		}
		cols = append(cols, col)
	}
	return cols, len(fields)
}

// BeginsTable tells a row made of known titles and of nothing else, as the one of
// a second table below the first.
func BeginsTable(r grid.Row) bool {
	known := 0
	for _, c := range r.Cells {
		if c.Kind != grid.Text || strings.ContainsAny(c.Text, "0123456789@") {
			return false // the rows of a list nearly all end here
		}
	}
	for _, c := range r.Cells {
		if _, is := titles[bare(c.Text)]; is {
			known++
		}
	}
	return known >= enough && known*3 >= len(r.Cells)*2
}

// Guess returns the bare words of a title, and the field they may stand for, "" for
// none.
func Guess(title string) (words, field string) {
	words = bare(title)
	return words, titles[words].key
}

// saved returns the field that a saved mapping gives to a title.
func (m *Mapping) saved(title string) string {
	for _, c := range m.Columns {
		if bare(c.Title) == bare(title) {
			return c.Field
		}
	}
	return ""
}

func (m *Mapping) none(b *grid.Book) diag.List {
	var l diag.List
	pos := diag.Pos{File: b.Sheets[0].File}
	hint := "la première ligne du tableau doit porter des titres comme : client, e-mail, numéro, date, échéance, montant"
	if m.Sheet != "" && b.Sheet(m.Sheet) == nil {
		l.Addf(pos, diag.Fault, "F057", "la feuille « %s » n'existe plus", m.Sheet).Hint = "corrigez feuille: dans " + m.File
		return l
	}
	if len(m.Columns) > 0 {
		hint = "les titres de " + m.File + " ne s'y trouvent pas : supprimez ce fichier et importez de nouveau"
	}
	l.Addf(pos, diag.Fault, "F058", "aucune ligne de titres reconnue").Hint = hint
	return l
}

// settle keeps a candidate: for each field the surest title, and a fault when two
// columns have the same one, or when a saved title is gone.
func (m *Mapping) settle(c candidate) diag.List {
	var l diag.List
	place := func(index int) diag.Pos {
		return c.sheet.Pos(c.row.At(index))
	}
	if len(m.Columns) > 0 {
		l = m.changed(c)
	}
	taken := map[string]int{} // field → rank in cols
	for i := range c.cols {
		col := &c.cols[i]
		if col.Field == Ignored {
			continue
		}
		j, twice := taken[col.Field]
		if !twice {
			taken[col.Field] = i
			continue
		}
		other := &c.cols[j]
		switch a, b := rankOf(other), rankOf(col); {
		case a == b:
			l.Addf(place(col.Index), diag.Fault, "F059", "deux colonnes peuvent être « %s » : « %s » (%s) et « %s » (%s)", Help(col.Field),
				other.Title, grid.Column(other.Index), col.Title, grid.Column(col.Index)).Hint = oneOfTwo(col.Field)
		case a < b:
			col.Field = Ignored
		default:
			other.Field, taken[col.Field] = Ignored, i
		}
	}
	m.Sheet, m.Row, m.Columns = c.sheet.Name, c.row.Number, c.cols
	return l
}

// oneOfTwo is what to do of two columns of one field.
func oneOfTwo(field string) string {
	return "renommez celle qui ne l'est pas" + map[string]string{
		"regle":    " ; si les deux comptent, additionnez-les dans une colonne « Déjà réglé », et laissez celles-ci de côté : --colonne \"TITRE=ignorer\"",
		"echeance": " ; " + Instalments,
	}[field]
}

// Instalments is how a list tells an invoice that is paid in several times.
const Instalments = "une facture payable en plusieurs fois s'écrit en plusieurs lignes, chacune avec son échéance, son montant et son numéro (F12-1, F12-2)"

// rankOf is how unsure a column is; what the user said of it is surest.
func rankOf(c *Column) int {
	if !c.Guessed {
		return -1
	}
	return titles[bare(c.Title)].rank
}

// changed compares the titles with those of the saved mapping.
func (m *Mapping) changed(c candidate) diag.List {
	var l diag.List
	pos := diag.Pos{File: c.sheet.File, Sheet: c.sheet.Name, Line: c.row.Number}
	here := map[string]bool{}
	var added, gone []string
	for _, cell := range c.row.Cells {
		here[bare(cell.Text)] = true
		if m.saved(cell.Text) == "" && !m.Guesses() {
			added = append(added, "« "+cell.Text+" »")
		}
	}
	for _, col := range m.Columns {
		if !here[bare(col.Title)] {
			gone = append(gone, "« "+col.Title+" »")
		}
	}
	if len(gone)+len(added) == 0 {
		return nil
	}
	text := "les titres ont changé depuis le dernier import"
	if m.Guesses() {
		text = "les titres ont changé, ou ne sont pas ceux que vous nommez"
	}
	for _, part := range []struct {
		what  string
		names []string
	}{{"disparus", gone}, {"nouveaux", added}} {
		if len(part.names) > 0 {
			text += fmt.Sprintf(" ; %s : %s", part.what, strings.Join(part.names, ", "))
		}
	}
	l.Addf(pos, diag.Fault, "F060", "%s", text).Hint = "corrigez colonnes: dans " + m.File + ", ou supprimez ce fichier" + m.anotherTable()
	return l
}
