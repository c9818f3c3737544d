package journal

import (
	"strings"
	"testing"

	"relance/generator/calendar"
)

func TestAPurgedJournalKeepsTheOtherLinesAndTellsWhatItFollows(t *testing.T) {
	l := &Log{Head: origin}
	day := calendar.Of(2014, 5, 6)
	l.Append(
		Entry{Date: day, Client: "OLD", Type: Note, Content: "à oublier"},
		Entry{Date: day, Client: "NEW", Type: Note, Content: "à garder"},
		Entry{Date: day, Client: "OLD", Type: Correction, Corrects: "2014-05-06-001", Cancels: true},
		Entry{Date: day, Client: "NEW", Type: Correction, Corrects: "2014-05-06-002", Content: "gardée"},
	)
	drop := func(e Entry) bool { return e.Client == "OLD" && e.Type == Note }
	after, file := l.Without(Entry{Date: calendar.Of(2026, 3, 31), Author: "Claire Roux"}, drop)
	if strings.Contains(string(file), "oublier") || !strings.Contains(string(file), "à garder") {
		t.Errorf("%s", file)
	}
	read, problems := Read("journal.jsonl", file)
	if len(problems) > 0 || read.Head != after.Head || len(read.Entries) != 3 {
		t.Fatalf("%v\n%s", problems, file)
	}
	if read.Entries[0].Previous != l.Head || read.Entries[1].ID != "2014-05-06-002" {
		t.Errorf("%s", file)
	}
	if got := read.Effective(); len(got) != 1 || got[0].Content != "gardée" {
		t.Errorf("%+v", got)
	}
	if p := read.Check(after.Seal()); len(p) > 0 {
		t.Error(p)
	}
	read.Append(Entry{Date: calendar.Of(2026, 4, 1), Client: "NEW", Type: Note, Content: "la suite"})
	again, _ := read.Without(Entry{Date: calendar.Of(2026, 4, 2)}, drop)
	if len(again.Entries) != 4 || again.Entries[0].Previous != read.Head {
		t.Errorf("a second purge keeps %d lines", len(again.Entries))
	}
}
