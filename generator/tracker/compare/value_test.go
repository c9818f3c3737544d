package compare

import (
	"testing"

	"pgregory.net/rapid"

	"relance/generator/calendar"
	"relance/generator/grid"
	"relance/generator/money"
	"relance/generator/tracker/cell"
)

func TestSumsOfSpreadsheetsAreRoundedOnlyOfTheirNoise(t *testing.T) {
	for plain, want := range map[string]money.Amount{
		"12": 1200, "12.3": 1230, "12.34": 1234, "-5.5": -550, "3962.86999999999": 396287, "3962.8600000001": 396286, "0": 0, "-0.0099999999": -1,
	} {
		if got, ok := Cents(plain); !ok || got != want {
			t.Errorf("%s: %d, %v", plain, got, ok)
		}
	}
	for _, plain := range []string{"12.345", "12.999", "0.001", "99999999999999", ""} {
		if got, ok := Cents(plain); ok {
			t.Errorf("%q: %d", plain, got)
		}
	}
}

func TestCellsAreReadAsTheirColumnWants(t *testing.T) {
	day := calendar.Of(2026, 3, 31)
	for _, c := range []struct {
		cell  grid.Cell
		as    cell.Kind
		want  string
		fault bool
	}{
		{grid.Cell{Kind: grid.Text, Text: " a\r\nb "}, cell.Text, "a\nb", false},
		{grid.Cell{Kind: grid.Text, Text: "1 234,50 €"}, cell.Euros, "1234.50", false},
		{grid.Cell{Kind: grid.Number, Number: "1234.5", Text: "1234.5"}, cell.Euros, "1234.50", false},
		{grid.Cell{Kind: grid.Text, Text: "douze"}, cell.Euros, "douze", true},
		{grid.Cell{Kind: grid.Day, Date: day, Text: "31/03/2026"}, cell.Euros, "31/03/2026", true},
		{grid.Cell{Kind: grid.Day, Date: day, Text: "31/03/2026"}, cell.Day, "2026-03-31", false},
		{grid.Cell{Kind: grid.Number, Number: "46112", Text: "46112"}, cell.Day, "2026-03-31", false},
		{grid.Cell{Kind: grid.Number, Number: "46112.5", Text: "46112.5"}, cell.Day, "46112.5", true},
		{grid.Cell{Kind: grid.Text, Text: "31/3/2026"}, cell.Day, "2026-03-31", false},
		{grid.Cell{Kind: grid.Text, Text: "31/02/2026"}, cell.Day, "31/02/2026", true},
		{grid.Cell{Kind: grid.Broken, Text: "#REF!"}, cell.Text, "#REF!", true},
		{grid.Cell{}, cell.Euros, "", false},
	} {
		c.cell.Row, c.cell.Col = 1, 1
		if v := read(c.cell, c.as); v.Canon != c.want || (v.Fault != "") != c.fault {
			t.Errorf("%+v: %+v", c.cell, v)
		}
	}
}

// What is written is read back as it was.
func TestAmountsAndDaysComeBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		amount := money.Amount(rapid.Int64Range(-99_999_999_999, 99_999_999_999).Draw(t, "amount"))
		plain, ok := grid.Decimal(amount.Decimal())
		if got, ok2 := Cents(plain); !ok || !ok2 || got != amount {
			t.Fatalf("%s: %d", plain, got)
		}
		day := calendar.Date(rapid.IntRange(32_874, 73_050).Draw(t, "day")) // 1990 to 2099
		if v := read(grid.Cell{Row: 1, Col: 1, Kind: grid.Text, Text: day.Short()}, cell.Day); v.Canon != cell.Canon(day) {
			t.Fatalf("%s: %+v", day.Short(), v)
		}
	})
}
