// Package history is what the journal says of one client: what was sent, said and
// promised, and what a settled case teaches.
package history

import (
	"slices"

	"relance/generator/agenda"
	"relance/generator/calendar"
	"relance/generator/journal"
	"relance/generator/kit"
)

// A History is the lines of the journal about one client until a day, oldest first.
type History struct {
	Kit     *kit.Kit
	Day     calendar.Date
	Entries []journal.Entry
}

// ByClient sorts the journal's lines until today by client, oldest first.
func ByClient(a *agenda.Agenda) map[string][]journal.Entry {
	histories := map[string][]journal.Entry{}
	if a.Kit.Journal == nil {
		return histories
	}
	for _, e := range a.Kit.Journal.Effective() {
		if e.Date <= a.Date {
			histories[e.Client] = append(histories[e.Client], e)
		}
	}
	for _, entries := range histories {
		slices.SortStableFunc(entries, func(a, b journal.Entry) int { return int(a.Date) - int(b.Date) })
	}
	return histories
}

// Stage finds a stage of the journal, in its plan or among those outside plans.
func (h History) Stage(plan, id string) *kit.Stage {
	if p := h.Kit.PlanByID(plan); p != nil {
		if s, _ := p.Stage(id); s != nil {
			return s
		}
	}
	for i := range agenda.Outside {
		if agenda.Outside[i].ID == id {
			return &agenda.Outside[i]
		}
	}
	return nil
}

// RegisteredNumber is the number that the post office gave to the letter of a stage.
func (h History) RegisteredNumber(stage string) string {
	number := ""
	for _, e := range h.Entries {
		if e.Type == journal.Registered && e.Stage == stage && e.Number != "" {
			number = e.Number
		}
	}
	return number
}

// FirstLetter is the first letter that the agent sent this client (CPCE R124-4);
// every later contact recalls it.
func (h History) FirstLetter() (journal.Entry, bool) {
	for _, e := range h.Entries {
		if e.Type == journal.Reminder && kit.Channel(e.Channel).IsPostal() && e.Date < h.Day {
			return e, true
		}
	}
	return journal.Entry{}, false
}

// FirstStage is the stage that a line of the journal is about, as its reference has it.
func FirstStage(e journal.Entry) string {
	for _, i := range e.Invoices {
		if e.Stage == "" && i.Status != journal.Skipped {
			return i.Stage
		}
	}
	return e.Stage
}

// A Contact is one line of the chronology.
type Contact struct {
	Date                           calendar.Date
	Channel, Label, Person, Result string // of letters; Result is what was said
	Time, Author                   string // of the log only
	Written                        bool   // we wrote to the client
}

// channelNames are the words of letters.
var channelNames = map[kit.Channel]string{
	kit.ByEmail: "courriel", kit.BySMS: "SMS", kit.ByCall: "téléphone", kit.ByLetter: "courrier", kit.ByRegistered: "lettre recommandée", kit.ByPortal: "portail",
}

// Contacts are what was sent, said and promised about some invoices, by number,
// oldest first.
func (h History) Contacts(about map[string]bool) []Contact {
	var out []Contact
	for _, e := range h.Entries {
		label := h.contactLabel(e, about)
		if label == "" {
			continue
		}
		channel := kit.Channel(e.Channel)
		if e.Type == journal.Call {
			channel = kit.ByCall
		}
		out = append(out, Contact{Date: e.Date, Channel: channelNames[channel], Label: label, Person: e.Contact, Result: e.Content,
			Written: e.Type == journal.Reminder && channel.IsWritten()})
	}
	return out
}

// contactLabel says what a line of the journal was, "" when it is no contact or
// concerns other invoices.
func (h History) contactLabel(e journal.Entry, about map[string]bool) string {
	label := map[journal.Type]string{journal.Call: "Appel", journal.Reply: "Réponse de votre part", journal.Promise: "Promesse de règlement"}[e.Type]
	if e.Type != journal.Reminder && label == "" {
		return ""
	}
	if len(e.Invoices) == 0 {
		return label
	}
	for _, ref := range e.Invoices {
		if !about[ref.Number] || ref.Status == journal.Skipped || ref.Status == journal.Absorbed {
			continue
		}
		if s := h.Stage(ref.Plan, ref.Stage); s != nil && e.Type == journal.Reminder {
			return s.Title()
		}
		if label == "" {
			label = "Relance"
		}
		return label
	}
	return ""
}
