package tracker

import (
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"relance/generator/calendar"
	"relance/generator/journal"
	"relance/generator/kit"
)

// printed are what each sheet prints, and what it repeats on each page.
func printed(f *excelize.File) (areas, titles map[string]string) {
	areas, titles = map[string]string{}, map[string]string{}
	for _, n := range f.GetDefinedName() {
		switch n.Name {
		case "_xlnm.Print_Area":
			areas[n.Scope] = n.RefersTo
		case "_xlnm.Print_Titles":
			titles[n.Scope] = n.RefersTo
		}
	}
	return areas, titles
}

// Printed whole, a wide table is either too small to be read or torn over several
// pages: what matters comes first, on one page across.
func TestWhatMattersIsPrintedOnOnePageAcross(t *testing.T) {
	f := opened(t, written(t, agendaOf(t, boreal(t))))
	areas, titles := printed(f)
	for sheet, last := range map[string]string{"À relancer": "Motif", "À valider": "Décidé par", "Factures": "État", "Clients": "Part de l'encours", "Journal": "Contenu"} {
		layout, err := f.GetPageLayout(sheet)
		try(t, err)
		if *layout.FitToWidth != 1 || *layout.FitToHeight != 0 || titles[sheet] != "'"+sheet+"'!$1:$1" {
			t.Errorf("%s: %d pages wide, %s", sheet, *layout.FitToWidth, titles[sheet])
		}
		if !strings.HasPrefix(areas[sheet], "'"+sheet+"'!$A$") || lastPrinted(t, f, sheet, areas[sheet]) != last {
			t.Errorf("%s prints %s", sheet, areas[sheet])
		}
	}
}

// lastPrinted is the header of the last column that a sheet prints.
func lastPrinted(t *testing.T, f *excelize.File, sheet, area string) string {
	t.Helper()
	_, end, _ := strings.Cut(area, ":")
	column, _, err := excelize.SplitCellName(strings.ReplaceAll(end, "$", ""))
	try(t, err)
	header, err := f.GetCellValue(sheet, column+"1")
	try(t, err)
	return header
}

// The history of years is for the screen: paper takes what is recent, and the lines to
// fill in.
func TestTheJournalPrintsItsLastThreeMonths(t *testing.T) {
	k := boreal(t)
	a := agendaOf(t, k)
	note := func(id string, day calendar.Date) journal.Entry {
		return journal.Entry{ID: id, Date: day, Client: "C03", Type: journal.Note, Content: "appelé"}
	}
	old, edge, last := note("2025-12-30-001", a.Date.AddMonths(-3).AddDays(-1)), note("2025-12-31-001", a.Date.AddMonths(-3)), note("2026-03-31-001", a.Date)
	before := rowsPrinted(t, k, old, edge)
	if after := rowsPrinted(t, k, old, edge, last); before != "$A$1" || after != "$A$3" {
		t.Errorf("printed from %s, then from %s", before, after)
	}
}

func rowsPrinted(t *testing.T, k *kit.Kit, entries ...journal.Entry) string {
	t.Helper()
	k.Journal = &journal.Log{Entries: entries}
	areas, _ := printed(opened(t, written(t, agendaOf(t, k))))
	_, area, _ := strings.Cut(areas["Journal"], "!")
	from, _, _ := strings.Cut(area, ":")
	return from
}
