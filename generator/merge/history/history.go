// Package history is what the journal says of one client: what was sent, said and
// promised, and what a settled case teaches.
package history

import (
	"slices"
	"strings"

	"relance/generator/agenda"
	"relance/generator/calendar"
	"relance/generator/document/typography"
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

// RegisteredToday is the number noted today for the letter of a stage that leaves today;
// an older one is of an older letter.
func (h History) RegisteredToday(stage string) string {
	number := ""
	for _, e := range h.Entries {
		if e.Type == journal.Registered && e.Stage == stage && e.Date == h.Day && e.Number != "" {
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
	Demand                         bool   // we asked the client in writing to pay
}

// channelNames are the words of letters.
var channelNames = map[kit.Channel]string{
	kit.ByEmail: "courriel", kit.BySMS: "SMS", kit.ByCall: "téléphone", kit.ByLetter: "courrier", kit.ByRegistered: "lettre recommandée", kit.ByPortal: "portail",
}

// answers are the templates of soft stages that ask for no payment: they answer the
// client, or note what was agreed.
var answers = map[string]bool{
	"confirmation-promesse": true, "promesse-refusee": true, "accuse-litige": true, "reponse-litige": true, "remerciement-paiement": true,
	"levee-mesure": true, "blocage-commandes": true, "envoi-accord": true, "rappel-accord": true, "bienvenue-conditions": true, "quittance": true,
}

// IsReminder reports whether a stage asks the client to pay what is late; one that no
// plan knows any more is taken for such.
func IsReminder(s *kit.Stage) bool {
	if s == nil {
		return true
	}
	switch s.Nature {
	case kit.Soft, kit.Formal, kit.FormalNotice:
		return !answers[s.Template]
	}
	return false
}

// Contacts are what was sent to the client, said and promised about some invoices, by
// number, oldest first. What we wrote to others about them is not there: a letter
// shows this list to the client.
func (h History) Contacts(about map[string]bool) []Contact {
	var out []Contact
	for _, e := range h.Entries {
		if c, ok := h.contact(e, about); ok && !h.completed(e) {
			out = append(out, c)
		}
	}
	return out
}

// completed reports whether a call without a result, as validating its sheet notes it,
// is told by another line of the day: one call was made (contracts.md §3).
func (h History) completed(e journal.Entry) bool {
	if e.Type != journal.Call || e.Outcome != "" {
		return false
	}
	return slices.ContainsFunc(h.Entries, func(o journal.Entry) bool {
		return o.Type == journal.Call && o.Outcome != "" && o.Date == e.Date && (len(o.Invoices) == 0 || slices.ContainsFunc(o.Invoices, func(i journal.Invoice) bool {
			return slices.ContainsFunc(e.Invoices, func(j journal.Invoice) bool { return i.Number == j.Number })
		}))
	})
}

// contact is a line of the journal as a letter tells it; false when it is no contact
// with the client, or concerns other invoices.
func (h History) contact(e journal.Entry, about map[string]bool) (Contact, bool) {
	c := Contact{Date: e.Date, Channel: channelNames[kit.Channel(e.Channel)], Label: contactNames[e.Type], Person: e.Contact, Result: e.Content}
	if e.Type == journal.Call {
		c.Channel = channelNames[kit.ByCall]
	}
	ref, found := firstAbout(e, about)
	switch {
	case c.Label == "" || len(e.Invoices) > 0 && !found:
		return c, false
	case e.Type != journal.Reminder:
		return c, true
	case !found:
		return c, false
	}
	stage := h.Stage(ref.Plan, ref.Stage)
	if stage != nil && (stage.Nature == kit.Internal || stage.Channel == kit.InHouse) || kit.Channel(e.Channel) == kit.InHouse {
		return c, false
	}
	if stage != nil {
		c.Label = publicLabel(stage)
	}
	c.Demand = kit.Channel(e.Channel).IsWritten() && IsReminder(stage)
	return c, true
}

// contactNames are the lines of the journal that are contacts.
var contactNames = map[journal.Type]string{
	journal.Reminder: "Relance", journal.Call: "Appel", journal.Reply: "Réponse de votre part", journal.Promise: "Promesse de règlement",
}

// publicLabel is a stage as the client reads it: what follows a comma only says how it
// leaves, which another column tells.
func publicLabel(s *kit.Stage) string {
	label, _, _ := strings.Cut(s.Title(), ", ")
	return typography.French(label)
}

// firstAbout is the first of some invoices that a line of the journal really touched.
func firstAbout(e journal.Entry, about map[string]bool) (journal.Invoice, bool) {
	for _, ref := range e.Invoices {
		if about[ref.Number] && ref.Status != journal.Skipped && ref.Status != journal.Absorbed {
			return ref, true
		}
	}
	return journal.Invoice{}, false
}
