package tracker

import (
	"fmt"
	"io"
	"slices"
	"sort"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"relance/generator/agenda"
)

// open starts a sheet, set up to print: A4, landscape, one page wide, the header
// on each page. last is its last cell: without it some readers see one cell only.
func (b *book) open(name, tab, last string) *excelize.StreamWriter {
	if b.sheets++; b.sheets == 1 {
		b.try(b.file.SetSheetName("Sheet1", name))
	} else {
		_, err := b.file.NewSheet(name)
		b.try(err)
	}
	if b.err != nil {
		return nil
	}
	yes, wide, tall, a4, landscape, row := true, 1, 0, 9, "landscape", heightOf(1)
	b.try(b.file.SetSheetProps(name, &excelize.SheetPropsOptions{FitToPage: &yes, TabColorRGB: &tab, DefaultRowHeight: &row, CustomHeight: &yes}))
	b.try(b.file.SetSheetDimension(name, "A1:"+last))
	b.try(b.file.SetPageLayout(name, &excelize.PageLayoutOptions{Size: &a4, Orientation: &landscape, FitToWidth: &wide, FitToHeight: &tall}))
	side, top := 0.4, 0.6
	b.try(b.file.SetPageMargins(name, &excelize.PageLayoutMarginsOptions{Left: &side, Right: &side, Top: &top, Bottom: &top}))
	b.try(b.file.SetHeaderFooter(name, &excelize.HeaderFooterOptions{OddFooter: "&L" + b.owner() + "&Cconfidentiel — page &P/&N&R&A"}))
	w, err := b.file.NewStreamWriter(name)
	b.try(err)
	return w
}

// owner is the creditor's name for a footer, where & is a command and 255 units
// are the limit.
func (b *book) owner() string {
	r := []rune(clean(b.creditor))
	return strings.ReplaceAll(string(r[:min(len(r), 60)]), "&", "&&")
}

// decorate adds what surrounds the cells of a table: help, lists, refusals,
// colours, named columns, and the row printed on each page.
func decorate[L any](b *book, s sheet, columns []column[L], lines int) {
	last, first := s.lastRow(lines), 2
	if s.blanks > 0 {
		first = lines + 2
	}
	for i, c := range columns {
		at := letter(i + 1)
		b.validate(s.name, at+"1", func(v *excelize.DataValidation) { v.SetInput(c.header, capital(c.help)+".") })
		if c.use == entry {
			b.entry(s.name, fmt.Sprintf("%s%d:%s%d", at, first, at, last), c.as, c.list, c.header, c.help)
		}
		if c.name != "" {
			b.name(s.table+"_"+c.name, fmt.Sprintf("%s!$%s$2:$%s$%d", quote(s.name), at, at, last))
		}
	}
	for _, area := range lockedAreas(s, columns, lines) {
		b.validate(s.name, area, func(v *excelize.DataValidation) { b.refuse(v, s.locked) })
	}
	for _, f := range s.flags {
		at := letter(slices.IndexFunc(columns, func(c column[L]) bool { return c.key == f.key }) + 1)
		b.flag(s.name, fmt.Sprintf("%s2:%s%d", at, at, last), fmt.Sprintf(`$%s2="%s"`, at, f.text), f.fill)
	}
	b.try(b.file.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: quote(s.name) + "!$1:$1", Scope: s.name}))
}

// lockedAreas are the ranges that people do not fill in.
func lockedAreas[L any](s sheet, columns []column[L], lines int) []string {
	entries := slices.IndexFunc(columns, func(c column[L]) bool { return c.use == entry })
	width, last := len(columns), s.lastRow(lines)
	switch {
	case s.blanks > 0 && lines == 0:
		return nil
	case s.blanks > 0:
		return []string{"A2:" + place(width, lines+1)}
	case entries > 0:
		return []string{"A2:" + place(entries, last)}
	}
	return []string{"A2:" + place(width, last)}
}

func (b *book) validate(sheet, area string, set func(*excelize.DataValidation)) {
	v := excelize.NewDataValidation(true)
	v.Sqref = area
	set(v)
	b.try(b.file.AddDataValidation(sheet, v))
}

// refuse forbids typing with a sentence, where protecting the sheet would also
// forbid sorting it.
func (b *book) refuse(v *excelize.DataValidation, why string) {
	b.try(v.SetRange("FALSE", "", excelize.DataValidationTypeCustom, excelize.DataValidationOperatorBetween))
	v.SetError(excelize.DataValidationErrorStyleStop, "Cellule calculée", why)
}

// entry helps to fill cells in: a list to choose from, a day, an amount.
func (b *book) entry(sheet, area string, as kind, list, title, help string) {
	b.validate(sheet, area, func(v *excelize.DataValidation) {
		v.SetInput(title, capital(help)+".")
		switch {
		case list != "":
			v.SetSqrefDropList(list)
			v.SetError(excelize.DataValidationErrorStyleWarning, title, "Cette valeur n'est pas dans la liste. La garder quand même ?")
		case as == day:
			b.try(v.SetRange(36526, 73050, excelize.DataValidationTypeDate, excelize.DataValidationOperatorBetween)) // 2000 to 2099
			v.SetError(excelize.DataValidationErrorStyleStop, title, "Écrivez une date, par exemple 31/03/2026.")
		case as == euros:
			b.try(v.SetRange(0, 99_999_999, excelize.DataValidationTypeDecimal, excelize.DataValidationOperatorBetween))
			v.SetError(excelize.DataValidationErrorStyleStop, title, "Écrivez un montant en chiffres, par exemple 1260,00.")
		}
	})
}

func (b *book) flag(sheet, area, when, fill string) {
	style, err := b.file.NewConditionalStyle(&excelize.Style{Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{fill}}})
	b.try(err)
	b.try(b.file.SetConditionalFormat(sheet, area, []excelize.ConditionalFormatOptions{{Type: "formula", Criteria: when, Format: &style}}))
}

func (b *book) name(name, refersTo string) {
	b.try(b.file.SetDefinedName(&excelize.DefinedName{Name: name, RefersTo: refersTo}))
}

func quote(sheet string) string { return "'" + sheet + "'" }

// lists writes the hidden sheet of the drop-down lists.
func (b *book) lists() {
	const name = "Listes"
	rows := 0
	for _, l := range namedLists {
		rows = max(rows, len(l.words))
	}
	w := b.open(name, "7F7F7F", place(len(namedLists), rows))
	if b.err != nil {
		return
	}
	for row := 1; row <= rows; row++ {
		var cells []any
		for _, l := range namedLists {
			cell := excelize.Cell{StyleID: b.style(look{})}
			if row <= len(l.words) {
				cell.Value = l.words[row-1].word
			}
			cells = append(cells, cell)
		}
		b.try(w.SetRow("A"+strconv.Itoa(row), cells))
	}
	b.try(w.Flush())
	for i, l := range namedLists {
		at := letter(i + 1)
		b.name(l.name, fmt.Sprintf("%s!$%s$1:$%s$%d", name, at, at, len(l.words)))
	}
	b.try(b.file.SetSheetVisible(name, false))
}

// The custom properties by which the reader knows a tracker, its kit and its age.
const (
	propertyKind       = "relance"
	propertyKit        = "relance_dossier"
	propertyGeneration = "relance_generation"
	propertyJournal    = "relance_journal"
	kindTracker        = "suivi"
)

func (b *book) properties(a *agenda.Agenda, generation int) {
	stamp := a.Date.ISO() + "T00:00:00Z"
	b.try(b.file.SetDocProps(&excelize.DocProperties{
		Title: "Suivi des relances", Subject: clean(b.creditor), Creator: "relance", LastModifiedBy: "relance",
		Created: stamp, Modified: stamp, Language: "fr-FR",
	}))
	b.try(b.file.SetAppProps(&excelize.AppProperties{Application: "relance", Company: clean(b.creditor)}))
	for _, p := range []excelize.CustomProperty{
		{Name: propertyKind, Value: kindTracker}, {Name: propertyKit, Value: kitID(a)},
		{Name: propertyGeneration, Value: int32(generation)}, {Name: propertyJournal, Value: journalHead(a)},
	} {
		b.try(b.file.SetCustomProps(p))
	}
}

// kitID tells the kits of several creditors apart: the SIREN, else the name.
func kitID(a *agenda.Agenda) string {
	c := a.Kit.Creditor
	switch {
	case c == nil:
		return ""
	case c.SIREN != "":
		return string(c.SIREN)
	}
	return clean(c.Name)
}

func journalHead(a *agenda.Agenda) string {
	if a.Kit.Journal == nil {
		return ""
	}
	return a.Kit.Journal.Head
}

// finish writes the workbook.
func (b *book) finish(w io.Writer) error {
	if b.err != nil {
		return fmt.Errorf("suivi.xlsx : %w", b.err)
	}
	b.file.SetActiveSheet(0)
	// Excelize lists these in the order of a map.
	types := b.file.ContentTypes.Defaults
	sort.Slice(types, func(i, j int) bool { return types[i].Extension < types[j].Extension })
	b.file.SetZipWriter(newArchive)
	return b.file.Write(w)
}
