package column

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"relance/generator/grid"
	"relance/generator/money"
)

func texts(list ...string) []grid.Cell {
	var cells []grid.Cell
	for _, s := range list {
		cells = append(cells, grid.Cell{Kind: grid.Text, Text: s})
	}
	return cells
}

// amounts reads a column, "?" for what is asked and "!" for what is refused.
func amounts(cells []grid.Cell) string {
	var a Amounts
	for _, c := range cells {
		a.Learn(c)
	}
	var out []string
	for _, c := range cells {
		amount, _, err := a.Read(c)
		f, _ := err.(*Fault)
		switch {
		case err == nil:
			out = append(out, amount.Decimal())
		case f != nil && f.Ambiguous:
			out = append(out, "?")
		default:
			out = append(out, "!")
		}
	}
	return strings.Join(out, " ")
}

func TestAmountsAreReadAsTheirColumnWritesThem(t *testing.T) {
	for _, c := range []struct{ column, want string }{
		{"1 234,56|1234,5|12|0", "1234.56 1234.50 12.00 0.00"},
		{"1\u00a0234,56 €|1\u202f234,56|€ 12,50|12,50 EUR", "1234.56 1234.56 12.50 12.50"},
		{"1.234,56|12,50|1.234|1.234.567", "1234.56 12.50 1234.00 1234567.00"},
		{"1,234.56|12.50|1,234", "1234.56 12.50 1234.00"},
		{"1'234.50|1’234.50", "1234.50 1234.50"},
		{"1234,56-|-1234,56|(1 234,56)|−5,00|12,00 C|12,00 D", "-1234.56 -1234.56 -1234.56 -5.00 -12.00 12.00"},
		{"0000000074,70|12,00", "74.70 12.00"},
		{"1,980|2,500", "? ?"},
		{"1.980", "?"},
		{"1,980|12,50", "? 12.50"},
		{"1,980|12.50", "1980.00 12.50"},
		{"1234,500|12,500", "1234.50 12.50"},
		{"12,50|12.50", "12.50 12.50"},
		{"12,50|12.50|1,980", "12.50 12.50 ?"},
		{"1.234,56|1,234.56", "? ?"},
		{"1 23,4|12 345 67|abc|12,|,5|1,2,3|", "! ! ! ! ! ! !"},
		{"12,345678", "!"},
		{"=1+1|1e3|0x10", "! ! !"},
		{"99999999999999", "!"},
	} {
		if got := amounts(texts(strings.Split(c.column, "|")...)); got != c.want {
			t.Errorf("%s\n is read %s\n    want %s", c.column, got, c.want)
		}
	}
}

func TestTheWordOfTheUserSettlesAColumn(t *testing.T) {
	for mark, want := range map[byte]string{',': "1.98", '.': "1980.00"} {
		a := Amounts{Mark: mark, Said: true}
		got, _, err := a.Read(texts("1,980")[0])
		if err != nil || got.Decimal() != want {
			t.Errorf("with %c, 1,980 is read %s (%v)", mark, got.Decimal(), err)
		}
	}
}

func TestNumbersOfWorkbooksAreBroughtToTheCent(t *testing.T) {
	for number, want := range map[string]string{"1234.56": "1234.56", "118.788": "118.79", "-0.005": "-0.01", "2.994": "2.99", "7": "7.00"} {
		got, rounded, err := Amounts{}.Read(grid.Cell{Kind: grid.Number, Number: number})
		if err != nil || got.Decimal() != want || rounded != (len(number)-strings.Index(number+".", ".") > 3) {
			t.Errorf("%s is read %s, rounded %v, %v", number, got.Decimal(), rounded, err)
		}
	}
}

// Whatever the dress, the cents are the same.
func TestEveryFrenchDressGivesTheSameCents(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := money.Amount(rapid.Int64Range(-1e12+1, 1e12-1).Draw(t, "cents"))
		dressed := rapid.SampledFrom([]string{want.String(), want.Decimal(), want.Format("EUR"), strings.ReplaceAll(want.Decimal(), ".", ",")}).Draw(t, "dress")
		got, _, err := Amounts{}.Read(texts(dressed)[0])
		if err != nil || got != want {
			t.Fatalf("%q is read %s (%v)", dressed, got.Decimal(), err)
		}
	})
}

// days reads a column, "?" for what is asked and "!" for what is refused.
func days(cells []grid.Cell) string {
	var d Days
	for _, c := range cells {
		d.Learn(c)
	}
	if d.Asks() {
		return "?"
	}
	var out []string
	for _, c := range cells {
		day, err := d.Read(c)
		if err != nil {
			out = append(out, "!")
			continue
		}
		out = append(out, day.ISO())
	}
	return strings.Join(out, " ")
}

func TestDaysAreReadAsTheirColumnWritesThem(t *testing.T) {
	for _, c := range []struct{ column, want string }{
		{"31/03/2026|01/04/2026|5/4/26", "2026-03-31 2026-04-01 2026-04-05"},
		{"03/31/2026|04/01/2026", "2026-03-31 2026-04-01"},
		{"03/04/2026|05/06/2026", "?"},
		{"05/05/2026", "2026-05-05"},
		{"31/03/2026|03/31/2026|01/02/2026", "! ! !"},
		{"2026-03-04|2026/3/4|2026-03-04 00:00:00|2026-03-04T10:30:00Z", "2026-03-04 2026-03-04 2026-03-04 2026-03-04"},
		{"20260304|20260331", "2026-03-04 2026-03-31"},
		{"04032026|31032026", "2026-03-04 2026-03-31"},
		{"310326|040326", "2026-03-31 2026-03-04"},
		{"46082|46083.5", "2026-03-01 !"},
		{"1er mars 2026|2 févr. 2026|3 août 26|lundi 2 mars 2026|5-Mar-26|jui 2026|4 jui 2026", "2026-03-01 2026-02-02 2026-08-03 2026-03-02 2026-03-05 ! !"},
		{"31.03.2026|1-4-2026", "2026-03-31 2026-04-01"},
		{"30/02/2026|00/01/2026|31/12/1899|hier||12345", "! ! ! ! ! !"},
	} {
		if got := days(texts(strings.Split(c.column, "|")...)); got != c.want {
			t.Errorf("%s\n is read %s\n    want %s", c.column, got, c.want)
		}
	}
}

func TestDaysOfWorkbooksAreBelieved(t *testing.T) {
	cells := []grid.Cell{{Kind: grid.Day, Date: 46082}, {Kind: grid.Number, Number: "46082"}, {Kind: grid.Number, Number: "46082.75"}, {Kind: grid.Number, Number: "20260301"}, {Kind: grid.Number, Number: "12"}}
	if got, want := days(cells), "2026-03-01 2026-03-01 2026-03-01 2026-03-01 !"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	d, err := Days{From04: true}.Read(grid.Cell{Kind: grid.Number, Number: "44620"})
	if err != nil || d.ISO() != "2026-03-01" {
		t.Errorf("from 1904: %s, %v", d.ISO(), err)
	}
}
