package record_test

import (
	"slices"
	"testing"

	"relance/generator/calendar"
	"relance/generator/kit"
	"relance/generator/tracker/columns"
	"relance/generator/tracker/figures"
	"relance/generator/tracker/record"
)

// A workbook written by another version of the program has other columns: its values are
// found by their keys, never by their places.
func TestABaseOfOtherColumnsIsReadByKey(t *testing.T) {
	p := &figures.Picture{Disputes: []figures.DisputeLine{{
		Client: &kit.Client{Code: "C1", Name: "Durand"}, Invoice: &kit.Invoice{Number: "F1"}, Dispute: kit.Dispute{Reason: "teinte"}, ID: "F1/x",
	}}}
	tables := columns.Tables(p)
	_, data, err := record.Encode(record.Header{Date: calendar.Of(2026, 3, 31)}, tables)
	if err != nil {
		t.Fatal(err)
	}
	b, ok := record.Read(data)
	if !ok {
		t.Fatal("the base is not read back")
	}
	lines, order, had := b.Lines(columns.Disputes, []string{"motif", "nouveau", "facture", "id"})
	if !slices.Equal(order, []string{"F1/x"}) || !slices.Equal(had, []bool{true, false, true, true}) {
		t.Errorf("%q %v", order, had)
	}
	if got := lines["F1/x"]; !slices.Equal(got, []string{"teinte", "", "F1", "F1/x"}) {
		t.Errorf("%q", got)
	}
}
