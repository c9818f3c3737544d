package foreign

import (
	"bytes"
	"encoding/xml"
	"testing"

	"github.com/xuri/excelize/v2"

	"relance/generator/tracker/parts"
)

// excelize resolves the same colours, on a workbook of its own.
func TestColoursAreThoseOfExcelize(t *testing.T) {
	f := excelize.NewFile()
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	book, err := parts.Open(out.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	f, err = excelize.OpenReader(bytes.NewReader(out.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	var l looks
	var th theme
	if err := xml.Unmarshal(book.Part(themePart), &th); err != nil {
		t.Fatal(err)
	}
	for n := range 10 {
		if got, want := l.colour(ink{Theme: &n}, &th), f.GetBaseColor("", 0, &n); got != want {
			t.Errorf("theme %d is %s, want %s", n, got, want)
		}
	}
	for n := range excelize.IndexedColorMapping {
		if got, want := l.colour(ink{Indexed: n}, &th), f.GetBaseColor("", n, nil); got != want {
			t.Errorf("palette %d is %s, want %s", n, got, want)
		}
	}
	five := 4
	for given, want := range map[ink]string{
		{RGB: "FF00b0f0"}: "00B0F0", {RGB: "00B0F0"}: "00B0F0", {RGB: "x"}: "", {Indexed: -1}: "", {Indexed: 900}: "",
		{Theme: &five, Tint: 0.5}: excelize.ThemeColor(f.GetBaseColor("", 0, &five), 0.5)[2:],
	} {
		if got := l.colour(given, &th); got != want {
			t.Errorf("%+v is %s, want %s", given, got, want)
		}
	}
}
