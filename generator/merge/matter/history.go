package matter

import (
	"slices"

	"relance/generator/agenda"
	"relance/generator/calendar"
	"relance/generator/journal"
	"relance/generator/kit"
)

// HistoriesOf sorts the journal's lines until today by client, oldest first.
func HistoriesOf(a *agenda.Agenda) map[string][]journal.Entry {
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

func (m *Matter) registeredNumber(stage string) string {
	number := ""
	for _, e := range m.entries {
		if e.Type == journal.Registered && e.Stage == stage && e.Number != "" {
			number = e.Number
		}
	}
	return number
}

// firstLetter is the first letter that the agent sent this client (CPCE R124-4);
// every later contact recalls it.
func (m *Matter) firstLetter() (journal.Entry, bool) {
	for _, e := range m.entries {
		if e.Type == journal.Reminder && kit.Channel(e.Channel).IsPostal() && e.Date < m.Day() {
			return e, true
		}
	}
	return journal.Entry{}, false
}

func firstStage(e journal.Entry) string {
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
	written                        bool
}

// channelNames are the words of letters.
var channelNames = map[kit.Channel]string{
	kit.ByEmail: "courriel", kit.BySMS: "SMS", kit.ByCall: "téléphone", kit.ByLetter: "courrier", kit.ByRegistered: "lettre recommandée", kit.ByPortal: "portail",
}

// Contacts are what was sent, said and promised about the invoices of this
// document, oldest first.
func (m *Matter) Contacts() []Contact {
	about := map[string]bool{}
	for _, cl := range m.Comm.Asked() {
		about[cl.Invoice.Number] = true
	}
	var out []Contact
	for _, e := range m.entries {
		label := m.contactLabel(e, about)
		if label == "" {
			continue
		}
		channel := kit.Channel(e.Channel)
		if e.Type == journal.Call {
			channel = kit.ByCall
		}
		out = append(out, Contact{e.Date, channelNames[channel], label, e.Contact, e.Content, e.Type == journal.Reminder && channel.IsWritten()})
	}
	return out
}

// contactLabel says what a line of the journal was, "" when it is no contact or
// concerns other invoices.
func (m *Matter) contactLabel(e journal.Entry, about map[string]bool) string {
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
		if s := m.stage(ref.Plan, ref.Stage); s != nil && e.Type == journal.Reminder {
			return s.Title()
		}
		if label == "" {
			label = "Relance"
		}
		return label
	}
	return ""
}

func (m *Matter) contactItems() []any {
	var out []any
	const p = "relances_precedentes."
	for _, e := range m.Contacts() {
		out = append(out, Nest(map[string]any{p + "date": e.Date, p + "canal": e.Channel, p + "libelle": e.Label, p + "interlocuteur": e.Person, p + "contenu": e.Result}, p))
	}
	return out
}

func (m *Matter) checkItems() []any {
	var out []any
	for _, c := range m.Checks() {
		out = append(out, map[string]any{"libelle": c.Label, "presente": c.Present})
	}
	return out
}

// A Piece is one document of an invoice's file.
type Piece struct {
	Label   string
	Present bool
}

// Checks are the pieces of each invoice's file.
func (m *Matter) Checks() []Piece {
	var out []Piece
	for _, cl := range m.Comm.Asked() {
		inv := cl.Invoice
		done := m.Agenda.Kit.ChecksOf(inv)
		proof := "preuve de livraison ou d’exécution"
		if inv.Delivery != nil && inv.Delivery.Proof != "" {
			proof += " (" + inv.Delivery.Proof + ")"
		}
		out = append(out,
			Piece{inv.Number + "\u00a0: copie de la facture", inv.PDF != ""},
			Piece{inv.Number + "\u00a0: preuve d’envoi de la facture", done.Sent == kit.Yes},
			Piece{inv.Number + "\u00a0: contrat ou commande signés", done.Contract == kit.Yes},
			Piece{inv.Number + "\u00a0: " + proof, done.Delivered == kit.Yes})
	}
	return out
}
