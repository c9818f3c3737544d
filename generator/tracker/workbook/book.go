// Package workbook writes tables into an xlsx file: sheets of lines through
// columns, a free page, drop-down lists. It is the only room that knows excelize,
// and nothing of dunning.
package workbook

import (
	"encoding/base64"
	"fmt"
	"io"
	"slices"
	"sort"
	"strings"

	"github.com/xuri/excelize/v2"

	"relance/generator/calendar"
	"relance/generator/tracker/cell"
	"relance/generator/tracker/look"
	"relance/generator/tracker/pack"
)

// A Book is a workbook being written, sheet after sheet. The first error stops
// it, and [Book.Finish] returns it.
type Book struct {
	file   *excelize.File
	owner  string
	styles map[look.Look]int
	err    error
	packed bool // the styles are written

	patches                  pack.Patches
	charts, drawings, tables int // made so far: their parts are numbered

	pages map[string]*cell.Kept // what people added to the free pages
}

// New begins a workbook with these sheets and the hidden one of its lists. owner
// is printed at the foot of each page.
func New(owner string, sheets ...string) *Book {
	b := &Book{file: excelize.NewFile(), owner: owner, styles: map[look.Look]int{}}
	b.try(b.file.SetSheetName("Sheet1", sheets[0]))
	for _, name := range append(sheets[1:], ListSheet, CurveSheet) {
		_, err := b.file.NewSheet(name)
		b.try(err)
	}
	_, err := b.file.NewSheet(HiddenSheet)
	b.try(err)
	b.try(b.file.SetSheetVisible(HiddenSheet, false, true))
	// Before any sheet is written: afterwards, excelize would read them all again.
	b.try(b.file.SetSheetVisible(ListSheet, false))
	b.try(b.file.SetSheetVisible(CurveSheet, false))
	b.file.SetActiveSheet(0)
	return b
}

// Show says which sheet the workbook opens on, and which are not shown.
func (b *Book) Show(active string, hidden []string) {
	for _, name := range hidden {
		if name != active {
			b.try(b.file.SetSheetVisible(name, false))
		}
	}
	if at, err := b.file.GetSheetIndex(active); err == nil && at >= 0 {
		b.file.SetActiveSheet(at)
	}
}

// Keep says what people added to a free page, before it is painted.
func (b *Book) Keep(page string, kept *cell.Kept) {
	if b.pages == nil {
		b.pages = map[string]*cell.Kept{}
	}
	b.pages[page] = kept
}

// Compute asks programs to compute all formulas when they open the workbook.
func (b *Book) Compute() {
	yes := true
	b.try(b.file.SetCalcProps(&excelize.CalcPropsOptions{FullCalcOnLoad: &yes}))
}

// zoom shows a sheet as large as people did.
func (b *Book) zoom(sheet string, kept *cell.Kept) {
	if kept != nil && kept.Layout.Zoom > 0 {
		scale := float64(kept.Layout.Zoom)
		b.try(b.file.SetSheetView(sheet, 0, &excelize.ViewOptions{ZoomScale: &scale}))
	}
}

func (b *Book) try(err error) {
	if b.err == nil {
		b.err = err
	}
}

// style is the number of a style in the workbook.
func (b *Book) style(l look.Look) int {
	if id, made := b.styles[l]; made {
		return id
	}
	if b.packed {
		panic("workbook: a style comes too late")
	}
	id, err := b.file.NewStyle(l.Excelize())
	b.try(err)
	b.styles[l] = id
	return id
}

// open starts a sheet, set up to print: A4, landscape, so many pages wide, the header
// on each page. last is its last cell: without it some readers see one cell only.
func (b *Book) open(name, tab, last string, wide int) *excelize.StreamWriter {
	if b.err != nil {
		return nil
	}
	yes, tall, a4, landscape, across, row := true, 0, 9, "landscape", "overThenDown", cell.HeightOf(1)
	b.try(b.file.SetSheetProps(name, &excelize.SheetPropsOptions{FitToPage: &yes, TabColorRGB: &tab, DefaultRowHeight: &row, CustomHeight: &yes}))
	b.try(b.file.SetSheetDimension(name, "A1:"+last))
	b.try(b.file.SetPageLayout(name, &excelize.PageLayoutOptions{Size: &a4, Orientation: &landscape, FitToWidth: &wide, FitToHeight: &tall, PageOrder: &across}))
	side, top := 0.4, 0.6
	b.try(b.file.SetPageMargins(name, &excelize.PageLayoutMarginsOptions{Left: &side, Right: &side, Top: &top, Bottom: &top}))
	b.try(b.file.SetHeaderFooter(name, &excelize.HeaderFooterOptions{OddFooter: "&L" + b.footer() + "&Cconfidentiel — page &P/&N&R&A"}))
	w, err := b.file.NewStreamWriter(name)
	b.try(err)
	return w
}

// footer is the owner's name for a footer, where & is a command and 255 units
// are the limit.
func (b *Book) footer() string {
	r := []rune(cell.Clean(b.owner))
	return strings.ReplaceAll(string(r[:min(len(r), 60)]), "&", "&&")
}

// decorate adds what surrounds the cells of a table: help, lists, refusals,
// colours, named columns, and the row printed on each page.
func decorate[L any](b *Book, s Sheet, columns []Column[L], lines int) {
	last, first := s.lastRow(lines), 2
	if s.Blanks > 0 {
		first = lines + 2
	}
	for i, c := range columns {
		at := letter(i + 1)
		if c.own != nil {
			continue
		}
		b.validate(s.Name, at+"1", func(v *excelize.DataValidation) { v.SetInput(c.Header, cell.Capital(c.Help)+".") })
		if c.Use == cell.Entry && !s.checked(c.Key) {
			from := first
			if c.Late {
				from = 2
			}
			b.entry(s.Name, fmt.Sprintf("%s%d:%s%d", at, from, at, last), c.As, c.List, c.Header, c.Help)
		}
		if c.Name != "" {
			b.name(s.Table+"_"+c.Name, fmt.Sprintf("%s!$%s$2:$%s$%d", quote(s.Name), at, at, last))
		}
	}
	for _, area := range lockedAreas(s, columns, lines) {
		b.validate(s.Name, area, func(v *excelize.DataValidation) { b.refuse(v, s.Locked) })
	}
	for _, f := range s.Flags {
		at := letter(slices.IndexFunc(columns, func(c Column[L]) bool { return c.Key == f.Key }) + 1)
		b.flag(s.Name, fmt.Sprintf("%s2:%s%d", at, at, last), fmt.Sprintf(`$%s2="%s"`, at, f.Text), f.Fill)
	}
	b.print(s, paperOf(s, columns), lines)
}

// lockedAreas are the ranges that people do not fill in.
func lockedAreas[L any](s Sheet, columns []Column[L], lines int) (areas []string) {
	last := 1 + lines
	if s.Blanks == 0 {
		last = s.lastRow(lines)
	}
	from := 0 // first column of a run, from 1
	for i := 0; i <= len(columns) && last > 1; i++ {
		locked := i < len(columns) && columns[i].own == nil && s.useOf(columns[i].Use, columns[i].Late) != cell.Entry
		switch {
		case locked && from == 0:
			from = i + 1
		case !locked && from > 0:
			areas = append(areas, Place(from, 2)+":"+Place(i, last))
			from = 0
		}
	}
	return areas
}

func (b *Book) validate(sheet, area string, set func(*excelize.DataValidation)) {
	v := excelize.NewDataValidation(true)
	v.Sqref = area
	set(v)
	b.try(b.file.AddDataValidation(sheet, v))
}

// refuse forbids typing with a sentence, where protecting the sheet would also
// forbid sorting it.
func (b *Book) refuse(v *excelize.DataValidation, why string) {
	b.try(v.SetRange("FALSE", "", excelize.DataValidationTypeCustom, excelize.DataValidationOperatorBetween))
	v.SetError(excelize.DataValidationErrorStyleStop, "Cellule calculée", why)
}

// entry helps to fill cells in: a list to choose from, a day, an amount.
func (b *Book) entry(sheet, area string, as cell.Kind, list, title, help string) {
	b.validate(sheet, area, func(v *excelize.DataValidation) {
		v.SetInput(title, cell.Capital(help)+".")
		switch {
		case list != "":
			v.SetSqrefDropList(list)
			v.SetError(excelize.DataValidationErrorStyleWarning, title, "Cette valeur n'est pas dans la liste. La garder quand même ?")
		case as == cell.Day:
			b.try(v.SetRange(36526, 73050, excelize.DataValidationTypeDate, excelize.DataValidationOperatorBetween)) // 2000 to 2099
			v.SetError(excelize.DataValidationErrorStyleStop, title, "Écrivez une date, par exemple 31/03/2026.")
		case as == cell.Euros:
			b.try(v.SetRange(0, 99_999_999, excelize.DataValidationTypeDecimal, excelize.DataValidationOperatorBetween))
			v.SetError(excelize.DataValidationErrorStyleStop, title, "Écrivez un montant en chiffres, par exemple 1260,00.")
		}
	})
}

func (b *Book) flag(sheet, area, when, fill string) {
	style, err := b.file.NewConditionalStyle(&excelize.Style{Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{fill}}})
	b.try(err)
	b.try(b.file.SetConditionalFormat(sheet, area, []excelize.ConditionalFormatOptions{{Type: "formula", Criteria: when, Format: &style}}))
}

func (b *Book) name(name, refersTo string) {
	b.try(b.file.SetDefinedName(&excelize.DefinedName{Name: name, RefersTo: refersTo}))
}

// Names reports whether a defined name is one that a Book may define.
func Names(name string) bool {
	for _, start := range []string{"Table_", "Fac_", "Cli_", "Enc_", "Liste_", "Arrete_au", "Encaissements_au"} {
		if strings.HasPrefix(name, start) {
			return true
		}
	}
	return false
}

func quote(sheet string) string { return "'" + sheet + "'" }

// A List is a drop-down list: written inside a validation, it would be limited to
// 255 characters and could not hold a comma.
type List struct {
	Name  string
	Words []string
}

// Lists writes the hidden sheet of the drop-down lists, the last of the workbook.
func (b *Book) Lists(lists []List) {
	rows := 0
	for _, l := range lists {
		rows = max(rows, len(l.Words))
	}
	w := b.open(ListSheet, "7F7F7F", Place(len(lists), rows), 1)
	if b.err != nil {
		return
	}
	for row := 1; row <= rows; row++ {
		cells := make([]any, len(lists))
		for i, l := range lists {
			if row <= len(l.Words) {
				cells[i] = excelize.Cell{StyleID: b.style(look.Look{}), Value: l.Words[row-1]}
			}
		}
		b.try(w.SetRow(Place(1, row), cells))
	}
	b.try(w.Flush())
	for i, l := range lists {
		at := letter(i + 1)
		b.name(l.Name, fmt.Sprintf("%s!$%s$1:$%s$%d", ListSheet, at, at, len(l.Words)))
	}
}

// ListSheet is the name of the sheet of the drop-down lists.
const ListSheet = "Listes"

// HiddenSheet is the name of the sheet that [Book.Hide] writes.
const HiddenSheet = "_base"

const chunk = 32_000 // characters of a cell, below the limit of the format

// Hide writes bytes in a sheet that no menu of Excel shows: the workbook then
// carries what is needed to read it, wherever it is taken.
func (b *Book) Hide(data []byte) {
	text := base64.StdEncoding.EncodeToString(data)
	w := b.open(HiddenSheet, "7F7F7F", Place(1, 1+len(text)/chunk), 1)
	if b.err != nil {
		return
	}
	style := b.style(look.Look{})
	for row := 1; len(text) > 0; row++ {
		n := min(chunk, len(text))
		b.try(w.SetRow(Place(1, row), []any{excelize.Cell{StyleID: style, Value: text[:n]}}))
		text = text[n:]
	}
	b.try(w.Flush())
}

// Hidden reads back what [Book.Hide] wrote, from the texts of the column A.
// ok is false when they are not that.
func Hidden(texts []string) (data []byte, ok bool) {
	data, err := base64.StdEncoding.DecodeString(strings.Join(texts, ""))
	return data, err == nil && len(data) > 0
}

// An Identity is what tells a workbook from another: its properties.
type Identity struct {
	Title, Owner string
	Day          calendar.Date // instead of the clock's
	Custom       []Property
}

// A Property is a custom one; Value is a string or an int32.
type Property struct {
	Name  string
	Value any
}

// Identify writes the properties of the workbook.
func (b *Book) Identify(id Identity) {
	stamp := id.Day.ISO() + "T00:00:00Z"
	b.try(b.file.SetDocProps(&excelize.DocProperties{
		Title: id.Title, Subject: cell.Clean(id.Owner), Creator: "relance", LastModifiedBy: "relance",
		Created: stamp, Modified: stamp, Language: "fr-FR",
	}))
	b.try(b.file.SetAppProps(&excelize.AppProperties{Application: "relance", Company: cell.Clean(id.Owner)}))
	for _, p := range id.Custom {
		b.try(b.file.SetCustomProps(excelize.CustomProperty(p)))
	}
}

// Finish writes the workbook to w and closes it. The error is the first one met.
func (b *Book) Finish(w io.Writer) error {
	defer b.file.Close()
	if b.err != nil {
		return b.err
	}
	// Excelize lists these in the order of a map.
	types := b.file.ContentTypes.Defaults
	sort.Slice(types, func(i, j int) bool { return types[i].Extension < types[j].Extension })
	b.packed = true
	b.file.SetZipWriter(b.patches.Writer)
	return b.file.Write(w)
}
