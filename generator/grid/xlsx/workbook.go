// Package xlsx reads Excel workbooks strictly, straight from their XML: a
// workbook that is cut, flipped or contradictory is refused. Other readers drop
// the rows they cannot read and say nothing; a lost row here is a client who is
// never reminded, or an invoice whose payment is not seen.
package xlsx

import (
	"errors"
	"strings"

	"relance/generator/diag"
	"relance/generator/grid"
)

// Open reads a workbook's parts, all but the rows, which [grid.Sheet.Each]
// reads. Sheets come in the order of the tabs, hidden ones too; sheets that are
// only a chart are left out.
func Open(file string, src []byte) (*grid.Book, diag.List) {
	b := &workbook{file: file}
	switch format, l := grid.Sniff(file, src); {
	case len(l) > 0:
		return nil, l
	case format != grid.XLSX:
		return nil, b.refusal(diag.Pos{File: file}, &damage{"ce n'est pas un classeur Excel (.xlsx)", "vérifiez que c'est le bon fichier"})
	}
	if err := b.open(src); err != nil {
		return nil, b.refusal(diag.Pos{File: file}, err)
	}
	return &grid.Book{Sheets: b.sheets}, nil
}

type workbook struct {
	*container
	file    string
	from04  bool
	strings []string
	styles  []style
	sheets  []*grid.Sheet
}

func (b *workbook) refusal(at diag.Pos, err error) diag.List {
	var l diag.List
	hint := again
	var d *damage
	if errors.As(err, &d) {
		hint = d.hint
	} else {
		err = damaged("contenu illisible")
	}
	l.Addf(at, diag.Fault, "F051", "%s", err).Hint = hint
	return l
}

func (b *workbook) open(src []byte) (err error) {
	if b.container, err = unpack(src); err != nil {
		return err
	}
	root, err := b.relations("")
	if err != nil {
		return err
	}
	for _, r := range root {
		if r.is("officeDocument") {
			return b.read(r.Target)
		}
	}
	return damaged("rien n'y désigne le classeur")
}

// document is workbook.xml. Excel for Mac once counted days from 1904.
type document struct {
	Properties struct {
		From04 string `xml:"date1904,attr"`
	} `xml:"workbookPr"`
	Sheets []struct {
		Name  string `xml:"name,attr"`
		State string `xml:"state,attr"`
		// r:id; the attribute sheetId is something else
		Relation []idAttr `xml:",any,attr"`
	} `xml:"sheets>sheet"`
}

func (b *workbook) read(name string) error {
	var doc document
	if err := b.decode(name, &doc); err != nil {
		return err
	}
	relations, err := b.relations(name)
	if err != nil {
		return err
	}
	b.from04 = doc.Properties.From04 == "1" || doc.Properties.From04 == "true"
	targets := map[string]relation{}
	for _, r := range relations {
		targets[r.ID] = r
		switch {
		case r.is("sharedStrings"):
			err = b.readStrings(r.Target)
		case r.is("styles"):
			err = b.readStyles(r.Target)
		}
		if err != nil {
			return err
		}
	}
	return b.list(doc, targets)
}

func (b *workbook) list(doc document, targets map[string]relation) error {
	seen := map[string]bool{}
	for _, s := range doc.Sheets {
		r, ok := targets[relationID(s.Relation)]
		switch {
		case !ok:
			return damaged("la feuille « %s » manque", s.Name)
		case !r.is("worksheet"):
			continue // chartsheet, dialogsheet, macrosheet
		case s.Name == "" || seen[strings.ToLower(s.Name)]:
			return damaged("deux feuilles portent le nom « %s »", s.Name)
		}
		seen[strings.ToLower(s.Name)] = true
		sheet := &grid.Sheet{File: b.file, Name: s.Name, Hidden: s.State != "" && s.State != "visible", From04: b.from04}
		sheet.Each = func(take func(grid.Row) bool) diag.List {
			at, err := b.readSheet(r.Target, sheet, take)
			if err != nil {
				return b.refusal(diag.Pos{File: b.file, Sheet: s.Name, Cell: at}, err)
			}
			return nil
		}
		b.sheets = append(b.sheets, sheet)
	}
	if len(b.sheets) == 0 {
		return &damage{"ce classeur n'a aucune feuille de calcul", again}
	}
	return nil
}
