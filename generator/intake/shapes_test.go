package intake

import (
	"testing"

	"github.com/xuri/excelize/v2"

	"relance/generator/intake/found"
	"relance/generator/intake/header"
)

// A summary by client beside the list of invoices does not hide the list.
func TestAListIsPreferredToTheAgedBalanceBesideIt(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	f.SetSheetName("Sheet1", "Balance")
	f.SetSheetRow("Balance", "A1", &[]any{"Client", "Solde", "Non échu", "1-30 jours", "Plus de 30 jours"})
	f.SetSheetRow("Balance", "A2", &[]any{"Kerjean", 12.5, 0, 12.5, 0})
	if _, err := f.NewSheet("Factures"); err != nil {
		t.Fatal(err)
	}
	f.SetSheetRow("Factures", "A1", &[]any{"Client", "Numéro", "Date", "Échéance", "Montant"})
	f.SetSheetRow("Factures", "A2", &[]any{"Kerjean", "F1", "19/02/2026", "21/03/2026", 12.5})
	for _, list := range []bool{true, false} {
		if !list {
			if err := f.DeleteSheet("Factures"); err != nil {
				t.Fatal(err)
			}
		}
		buf, err := f.WriteToBuffer()
		if err != nil {
			t.Fatal(err)
		}
		imp, l := Read("f.xlsx", buf.Bytes(), header.Mapping{})
		if imp == nil || imp.Aged == list || imp.Control.Sum != 12_50 {
			t.Errorf("with the list %v: %+v %v", list, imp, l)
		}
	}
}

// What a workbook shows beside an amount, or ticks, is read as a person reads it.
func TestDollarsAndTicksOfAWorkbookAreSeen(t *testing.T) {
	book := excelize.NewFile()
	defer book.Close()
	dollars := "[$$-409]#,##0.00"
	style, err := book.NewStyle(&excelize.Style{CustomNumFmt: &dollars})
	if err != nil {
		t.Fatal(err)
	}
	book.SetSheetRow("Sheet1", "A1", &[]any{"Client", "Numéro", "Date", "Échéance", "Montant", "Payé"})
	book.SetSheetRow("Sheet1", "A2", &[]any{"A", "F1", "31/03/2026", "30/04/2026", 100, true})
	book.SetSheetRow("Sheet1", "A3", &[]any{"A", "F2", "31/03/2026", "30/04/2026", 200, false})
	book.SetSheetRow("Sheet1", "A4", &[]any{"B", "F3", "31/03/2026", "30/04/2026", 300, false})
	book.SetCellStyle("Sheet1", "E4", "E4", style)
	buf, err := book.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	imp, l := Read("f.xlsx", buf.Bytes(), header.Mapping{})
	if imp == nil || l.Faults() {
		t.Fatal(l)
	}
	if c := imp.Control; c.Sum != 200_00 || len(c.Foreign) != 1 || c.Foreign[0] != (found.Foreign{Currency: "USD", Total: 300_00, Sum: 300_00}) {
		t.Errorf("%+v", c)
	}
}
