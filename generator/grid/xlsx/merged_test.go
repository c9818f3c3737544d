package xlsx

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"relance/generator/grid"
)

func TestMergedCellsAreKnownOnceTheRowsAreRead(t *testing.T) {
	parts := small(soundRows)
	sheet := parts["xl/worksheets/sheet1.xml"]
	parts["xl/worksheets/sheet1.xml"] = strings.Replace(sheet, "</sheetData>", `</sheetData><mergeCells count="2"><mergeCell ref="A2:A5"/><mergeCell ref="B7:D7"/></mergeCells>`, 1)
	b, _ := Open("essai.xlsx", pack(parts))
	if _, l := b.Sheets[0].Rows(); len(l) > 0 {
		t.Fatal(l)
	}
	if want := []grid.Area{{Top: 2, Left: 1, Bottom: 5, Right: 1}, {Top: 7, Left: 2, Bottom: 7, Right: 4}}; !slices.Equal(b.Sheets[0].Merged, want) {
		t.Errorf("got %v, want %v", b.Sheets[0].Merged, want)
	}
	for _, ref := range []string{"A5:A2", "A1", "", "A0:A2", "XFE1:XFE2"} {
		parts["xl/worksheets/sheet1.xml"] = strings.Replace(sheet, "</sheetData>", `</sheetData><mergeCells><mergeCell ref="`+ref+`"/></mergeCells>`, 1)
		if got := said(pack(parts)); !strings.Contains(got, "fusionnées") {
			t.Errorf("%q: %s", ref, got)
		}
	}
}

// A workbook as excelize writes it, with all its parts: flips and cuts drawn over
// all of it, the same at each run.
func TestNoFlipOrCutChangesWhatALargerWorkbookSays(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	for i := range 40 {
		at, _ := excelize.CoordinatesToCellName(1, i+1)
		f.SetSheetRow("Sheet1", at, &[]any{"Client", i, float64(i) / 7, true, "Plâtrerie & <fils>"})
	}
	f.SetSheetName("Sheet1", "Factures")
	f.MergeCell("Factures", "A2", "A6")
	f.SetRowVisible("Factures", 9, false)
	f.AddTable("Factures", &excelize.Table{Range: "A1:E40"})
	buf, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	src := buf.Bytes()
	want := said(src)
	random := rand.New(rand.NewPCG(1, 2))
	refused := 0
	for range 600 {
		i, bit := random.IntN(len(src)), random.IntN(8)
		src[i] ^= 1 << bit
		if got := said(src); strings.HasPrefix(got, "refus") {
			refused++
		} else if got != want {
			t.Errorf("byte %d, bit %d: it says\n%s", i, bit, got)
		}
		src[i] ^= 1 << bit
	}
	for range 150 {
		n := random.IntN(len(src))
		if got := said(src[:n]); !strings.HasPrefix(got, "refus") {
			t.Errorf("cut after %d bytes of %d: it says\n%s", n, len(src), got)
		}
	}
	if refused < 200 {
		t.Errorf("only %d flips of 600 were noticed", refused)
	}
}
