package workbook

import (
	"fmt"
	"math"

	"github.com/xuri/excelize/v2"
)

// A paper is what is printed of a table.
type paper struct {
	columns int // from the first on
	wide    int // pages across
}

// papered are the columns of ours that are printed. The others, at their right, are
// for the screen: shrunk to one page, or torn over several, nobody could read any.
func papered[L any](s Sheet, columns []Column[L]) map[string]bool {
	keys := map[string]bool{}
	for _, c := range columns {
		keys[c.Key] = true
		if c.Key == s.Printed {
			break
		}
	}
	return keys
}

// readable is how many characters a page of A4 shows across before people need a
// magnifying glass.
const readable = 245

// paperOf is what is printed of a table once people have moved its columns: those
// that stand between two that are printed are printed too.
func paperOf[L any](s Sheet, columns []Column[L]) paper {
	p := paper{}
	for i, c := range columns {
		if s.Printed == "" || s.papered[c.Key] && !c.hidden {
			p.columns = i + 1
		}
	}
	width, again := 0.0, 0.0 // again: the columns that each page repeats
	for i, c := range columns[:p.columns] {
		if c.hidden {
			continue
		}
		width += c.Width
		if i < s.Frozen {
			again += c.Width
		}
	}
	p.wide = max(1, int(math.Ceil((width-again)/(readable-again))))
	return p
}

// toWrite is how many rows, header and blank lines, are printed beside the lines.
const toWrite = 16

// print says what is printed of a table, and what each page repeats: the header, and
// when it takes several pages across, the columns that tell its lines.
func (b *Book) print(s Sheet, p paper, lines int) {
	titles, from, to := quote(s.Name)+"!$1:$1", 1, s.lastRow(lines)
	if p.wide > 1 {
		titles = fmt.Sprintf("%s!$A:$%s,%s", quote(s.Name), letter(s.Frozen), titles)
	}
	if s.Since > 0 {
		from = s.Since + 2
	}
	if s.Blanks > 0 {
		to = min(to, lines+toWrite)
	}
	area := fmt.Sprintf("%s!$A$%d:$%s$%d", quote(s.Name), from, letter(p.columns), to)
	b.try(b.file.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: titles, Scope: s.Name}))
	b.try(b.file.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Area", RefersTo: area, Scope: s.Name}))
}
