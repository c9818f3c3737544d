package retention

import (
	"slices"
	"testing"
	"testing/fstest"

	"relance/generator/calendar"
	"relance/generator/journal"
	"relance/generator/kit"
)

func TestOnlyWhatTheProgramKeptSinceBeforeTheDayMayGo(t *testing.T) {
	files := fstest.MapFS{}
	for _, name := range []string{
		"archives/lots/2015-03-02-atelier-aabbccdd/lettres/K1-med.pdf", "archives/lots/2016-04-01-atelier-aabbccdd/lot.json",
		"archives/suivi-2014-01-02-g0003.xlsx", "archives/modifies/2013-01-02-atelier/x.pdf", "archives/notes.txt",
		"documents/K1-releve-2015-12-31.pdf", "dossiers/K1-2015-01-01/00.pdf", "dossiers/K1-2015-01-01.zip",
		"rapports/2016-03.pdf", "rapports/2016-02.pdf", "factures/2010-01-01.pdf", "clients.yaml", "documents/20150101.pdf",
	} {
		files[name] = &fstest.MapFile{}
	}
	var got []string
	for _, p := range Papers(files, calendar.Of(2016, 3, 31)) {
		got = append(got, p.Path)
	}
	want := []string{
		"archives/suivi-2014-01-02-g0003.xlsx", "archives/lots/2015-03-02-atelier-aabbccdd", "archives/modifies/2013-01-02-atelier",
		"documents/K1-releve-2015-12-31.pdf", "dossiers/K1-2015-01-01", "dossiers/K1-2015-01-01.zip", "rapports/2016-02.pdf",
	}
	if !slices.Equal(got, want) {
		t.Errorf("%q\nwant\n%q", got, want)
	}
}

func TestLinesGoWithTheirClientOnly(t *testing.T) {
	old, recent := calendar.Of(2014, 5, 6), calendar.Of(2025, 5, 6)
	k := &kit.Kit{Clients: []kit.Client{{Code: "HERE", Invoices: []kit.Invoice{{Number: "FA-1"}}}}, Journal: &journal.Log{Entries: []journal.Entry{
		{ID: "1", Date: old, Client: "GONE", Type: journal.Note},
		{ID: "2", Date: old, Client: "HERE", Type: journal.Payment},
		{ID: "3", Date: old, Client: "LATE", Type: journal.Note},
		{ID: "4", Date: recent, Client: "LATE", Type: journal.Note},
		{ID: "5", Date: old, Type: journal.Payment, Invoices: []journal.Invoice{{Number: "FA-1"}}},
		{ID: "6", Date: old, Client: "GONE", Type: journal.Dispute, Invoices: []journal.Invoice{{Number: "FA-1"}}},
	}}}
	drop, clients := Lines(k, calendar.Of(2016, 3, 31))
	var gone []string
	for _, e := range k.Journal.Entries {
		if drop(e) {
			gone = append(gone, e.ID)
		}
	}
	if !slices.Equal(clients, []string{"GONE"}) || !slices.Equal(gone, []string{"1"}) {
		t.Errorf("clients %v, lines %v", clients, gone)
	}
}
