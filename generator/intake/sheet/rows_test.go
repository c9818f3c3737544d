package sheet

import (
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"relance/generator/calendar"
	"relance/generator/grid"
)

// What is kept small says the same as what was read.
func TestAPackedCellIsTheSameCell(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := grid.Cell{Row: rapid.IntRange(1, grid.MaxRows).Draw(t, "row"), Col: rapid.IntRange(1, grid.MaxCols).Draw(t, "col"),
			Char: rapid.IntRange(0, 1_000_000).Draw(t, "char"), Formula: rapid.Bool().Draw(t, "formula")}
		switch rapid.IntRange(0, 4).Draw(t, "kind") {
		case 0:
			c.Kind, c.Text = grid.Text, rapid.String().Draw(t, "text")
		case 1:
			c.Kind, c.Number = grid.Number, strconv.Itoa(rapid.IntRange(-1e6, 1e6).Draw(t, "n"))
			c.Text = c.Number
		case 2: // a post code shown 01000
			c.Kind, c.Number, c.Text = grid.Number, "1000", "01000"
		case 3:
			c.Kind, c.Char, c.Date = grid.Day, 0, calendar.Date(rapid.Int32Range(40000, 60000).Draw(t, "day"))
			c.Text = c.Date.Short()
		case 4:
			c.Kind, c.Text = grid.Broken, "#REF!"
		}
		if got := packed(c).unpacked(c.Row); got != c {
			t.Fatalf("%+v became %+v", c, got)
		}
	})
}

func TestACellSetInARowFindsItsPlace(t *testing.T) {
	r := Row{Number: 4, cells: []cell{packed(grid.Cell{Kind: grid.Text, Col: 1, Text: "a"}), packed(grid.Cell{Kind: grid.Text, Col: 5, Text: "e"})}}
	r.set(3, grid.Cell{Kind: grid.Text, Text: "c"})
	got := ""
	for c := range r.Cells() {
		got += c.Address() + c.Text + " "
	}
	if want := "A4a C4c E4e "; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
