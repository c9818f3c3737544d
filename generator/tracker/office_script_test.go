package tracker

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"

	"relance/generator/tracker/workbook"
)

// A scribe writes a script of what people do in a morning, in any order, and knows
// what it typed.
type scribe struct {
	*desk
	draw  *rand.Rand
	lines []string
	typed []string
}

func (s *scribe) run(format string, args ...any) {
	s.lines = append(s.lines, fmt.Sprintf(format, args...))
}

// on chooses the sheet that the following lines are about.
func (s *scribe) on(sheet string) { s.run(`s = doc.Sheets.getByName("%s")`, sheet) }

// types types a text that is like no other in a cell.
func (s *scribe) types(sheet, cell string) {
	text := fmt.Sprintf("frappe%dé", len(s.typed))
	s.typed = append(s.typed, text)
	s.on(sheet)
	s.run(`Put(s, "%s", "%s")`, cell, text)
}

// deeds are what people do, whatever the sheet.
var deeds = []func(s *scribe, sheet string, rows, columns int){
	func(s *scribe, sheet string, rows, columns int) { // type anywhere in the lines
		s.types(sheet, workbook.Place(1+s.draw.IntN(columns-1), 2+s.draw.IntN(rows)))
	},
	func(s *scribe, sheet string, rows, columns int) { // type below them
		s.types(sheet, workbook.Place(1+s.draw.IntN(columns-1), rows+230+s.draw.IntN(30)))
	},
	func(s *scribe, sheet string, _, columns int) {
		s.on(sheet)
		s.run(`SortAll(s, %d)`, s.draw.IntN(columns-1))
	},
	func(s *scribe, sheet string, rows, _ int) {
		s.on(sheet)
		s.run(`s.Rows.insertByIndex(%d, %d)`, 1+s.draw.IntN(rows), 1+s.draw.IntN(2))
	},
	func(s *scribe, sheet string, _, columns int) { // a column of their own, filled on one line
		at := 2 + s.draw.IntN(columns-2)
		s.on(sheet)
		s.run(`s.Columns.insertByIndex(%d, 1)`, at)
		s.types(sheet, workbook.Place(at+1, 1))
		s.types(sheet, workbook.Place(at+1, 2))
	},
	func(s *scribe, sheet string, rows, _ int) {
		s.on(sheet)
		s.run(`s.Rows.getByIndex(%d).IsVisible = False`, 1+s.draw.IntN(rows))
	},
	func(s *scribe, sheet string, _, columns int) {
		s.on(sheet)
		s.run(`s.Columns.getByIndex(%d).IsVisible = False`, s.draw.IntN(columns-1))
	},
	func(s *scribe, sheet string, _, columns int) { // a column moved to the far right, its place closed
		at := s.draw.IntN(columns - 1)
		s.on(sheet)
		s.run(`MoveColumn(s, %d, %d)`, at, columns+3)
	},
	func(s *scribe, sheet string, _, _ int) {
		s.run(`doc.Sheets.moveByName("%s", %d)`, sheet, s.draw.IntN(10))
	},
}

// Whatever people do in LibreOffice, what they typed is in an event, in the next
// workbook, in a conflict or in a message; and nothing that they did not type is.
func TestScriptsOfAMorningLoseNothing(t *testing.T) {
	start := newDesk(t, few(t))
	for round := range uint64(2) {
		s := &scribe{desk: &desk{t, start.a, start.made, opened(t, start.made.Workbook)}, draw: rand.New(rand.NewPCG(round, 23))}
		for range 14 {
			sheet := tableNames[s.draw.IntN(len(tableNames))]
			rows := linesOf(t, s.f, sheet)
			header, _ := s.f.GetRows(sheet)
			deeds[s.draw.IntN(len(deeds))](s, sheet, max(1, len(rows)), len(header[0]))
		}
		asXLSX, asODS := inOffice(t, s.made.Workbook, strings.Join(s.lines, "\n"))
		for format, src := range map[string][]byte{"xlsx": asXLSX, "ods": asODS} {
			s.mustKeep(fmt.Sprintf("round %d, %s\n%s", round, format, strings.Join(s.lines, "\n")), src)
		}
	}
}

var frappe = regexp.MustCompile(`frappe\d+é`)

func (s *scribe) mustKeep(what string, src []byte) {
	s.t.Helper()
	r, problems := Read("suivi.xlsx", src, s.made.Base, s.a, "")
	if problems.Faults() {
		s.t.Fatalf("%s: %v", what, problems)
	}
	where := fmt.Sprintf("%+v %+v %v %v", r.Entries, r.Conflicts, r.Notices, r.Foreign)
	made, err := Make(s.a, 13, r.Kept, nil)
	try(s.t, err)
	next := opened(s.t, made.Workbook)
	for _, text := range s.typed {
		if !strings.Contains(where, text) && !inWorkbook(next, text) && len(r.Foreign) == 0 {
			s.t.Errorf("%s: %s is lost\n%s", what, text, where)
		}
	}
	for _, e := range r.Entries {
		if !frappe.MatchString(fmt.Sprintf("%+v", e)) {
			s.t.Errorf("%s: nobody typed %+v", what, e)
		}
	}
}
