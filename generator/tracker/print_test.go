package tracker

import (
	"testing"

	"github.com/xuri/excelize/v2"
)

// A table too wide for a page goes over several, each with the columns that tell its
// lines: shrunk to one page, nobody could read it.
func TestWideTablesArePrintedOverSeveralPages(t *testing.T) {
	f := opened(t, written(t, agendaOf(t, boreal(t))))
	titles := map[string]string{}
	for _, n := range f.GetDefinedName() {
		if n.Name == "_xlnm.Print_Titles" {
			titles[n.Scope] = n.RefersTo
		}
	}
	for sheet, want := range map[string]struct {
		wide   int
		titles string
	}{
		"Factures":      {3, "'Factures'!$A:$B,'Factures'!$1:$1"},
		"Encaissements": {1, "'Encaissements'!$1:$1"},
	} {
		layout, err := f.GetPageLayout(sheet)
		try(t, err)
		if *layout.FitToWidth != want.wide || *layout.FitToHeight != 0 || titles[sheet] != want.titles {
			t.Errorf("%s: %d pages wide, %s", sheet, *layout.FitToWidth, titles[sheet])
		}
	}
	if order := pageOrder(t, f, "Factures"); order != "overThenDown" {
		t.Errorf("the parts of a line are not printed together: %q", order)
	}
}

func pageOrder(t *testing.T, f *excelize.File, sheet string) string {
	layout, err := f.GetPageLayout(sheet)
	try(t, err)
	if layout.PageOrder == nil {
		return ""
	}
	return *layout.PageOrder
}
