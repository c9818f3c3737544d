package rows

import (
	"encoding/xml"
	"errors"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"relance/generator/calendar"
	"relance/generator/money"
	"relance/generator/tracker/cell"
	"relance/generator/tracker/formula"
)

// made is a row of one cell, as the file has it.
func made(t *testing.T, gives formula.Template, v any) string {
	t.Helper()
	var out strings.Builder
	w := New(&out, 1)
	w.Row(7, 0, false)
	w.Cell(3, gives, v)
	w.End()
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestCellsAreWrittenByKind(t *testing.T) {
	gives := formula.Parse(`IF({a}>1,"<",{a})`, map[string]string{"a": "C"})
	for _, c := range []struct {
		gives formula.Template
		v     any
		want  string
	}{
		{nil, nil, `>`}, {nil, "", `>`}, {nil, calendar.Date(0), `>`},
		{nil, "a<b & c", ` t="inlineStr"><is><t>a&lt;b &amp; c</t></is>`},
		{nil, " a\n", ` t="inlineStr"><is><t xml:space="preserve"> a` + "\n" + `</t></is>`},
		{nil, "=1+1", ` t="inlineStr"><is><t>=1+1</t></is>`},
		{nil, "_x000D_ _x12_ _x005F_", ` t="inlineStr"><is><t>_x005F_x000D_ _x12_ _x005F_x005F_</t></is>`},
		{nil, 12, `><v>12</v>`}, {nil, calendar.Of(2026, 3, 31), `><v>46112</v>`}, {nil, cell.Number("0.25"), `><v>0.25</v>`},
		{nil, cell.Sum{Amount: -5}, `><v>-0.05</v>`}, {nil, cell.Sum{Amount: 120_000}, `><v>1200</v>`}, {nil, cell.Sum{}, `><v>0</v>`}, {nil, cell.Ratio(9050), `><v>0.905</v>`},
		{gives, cell.Sum{Amount: 1250}, `><f>IF(C7&gt;1,"&lt;",C7)</f><v>12.5</v>`},
		{gives, "", ` t="str"><f>IF(C7&gt;1,"&lt;",C7)</f><v></v>`},
	} {
		if got, want := made(t, c.gives, c.v), `<row r="7"><c r="A7" s="3"`+c.want+`</c></row>`; got != want {
			t.Errorf("%#v is written\n%s, not\n%s", c.v, got, want)
		}
	}
}

func TestAnyTextAndAmountAreReadBack(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		text := rapid.String().Draw(r, "text")
		var row struct {
			Text  string `xml:"c>is>t"`
			Value string `xml:"c>v"`
		}
		if err := xml.Unmarshal([]byte(made(t, nil, text)), &row); err != nil {
			r.Fatal(err)
		}
		if want := cell.Clean(text); !strings.Contains(text, "_x") && row.Text != want {
			r.Fatalf("%q is read %q", want, row.Text)
		}
		amount := money.Amount(rapid.Int64Range(-99_999_999_99, 99_999_999_99).Draw(r, "amount"))
		if err := xml.Unmarshal([]byte(made(t, nil, cell.Sum{Amount: amount})), &row); err != nil {
			r.Fatal(err)
		}
		if got, err := money.Parse(row.Value); err != nil || got != amount {
			r.Fatalf("%s is read %s", amount, row.Value)
		}
	})
}

func TestAFailureOfTheFileStopsTheRows(t *testing.T) {
	full := errors.New("disque plein")
	w := New(failing{full}, 1)
	w.Row(1, 15, false)
	w.End()
	if err := w.Close(); !errors.Is(err, full) {
		t.Errorf("ends with %v", err)
	}
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }
