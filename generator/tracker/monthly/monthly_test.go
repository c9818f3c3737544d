package monthly

import (
	"bytes"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"relance/content"
	"relance/generator/agenda/report"
	"relance/generator/calendar"
	"relance/generator/kit"
	"relance/templates"

	"io/fs"
)

func TestTheWorkbookHoldsEveryLineOfTheReport(t *testing.T) {
	user, err := fs.Sub(content.Examples, "exemples/pme")
	if err != nil {
		t.Fatal(err)
	}
	k, problems := kit.Load(user, templates.FS, nil)
	if problems.Faults() {
		t.Fatal(problems)
	}
	r, err := report.Of(k, calendar.Of(2026, 3, 1), calendar.Of(2026, 3, 31))
	if err != nil {
		t.Fatal(err)
	}
	var first, second bytes.Buffer
	if err := Write(&first, r); err != nil {
		t.Fatal(err)
	}
	if err := Write(&second, r); err != nil || !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Errorf("the same report gives other bytes (%v)", err)
	}
	f, err := excelize.OpenReader(&first)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for sheet, lines := range map[string]int{"Clients": len(r.Files), "Actions": len(r.Actions), "Encaissements": len(r.Cash),
		"Promesses": len(r.Promises), "Litiges": len(r.Disputes), "Décisions": len(r.Decisions), "À venir": len(r.Next)} {
		rows, err := f.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		if full := filled(rows); full != 1+lines {
			t.Errorf("%s: %d rows for %d lines", sheet, full, lines)
		}
	}
	if r.Cash == nil || r.Actions == nil {
		t.Error("the example says nothing: the test proves nothing")
	}
}

// filled counts the rows that hold something.
func filled(rows [][]string) (n int) {
	for _, row := range rows {
		if strings.Join(row, "") != "" {
			n++
		}
	}
	return n
}
