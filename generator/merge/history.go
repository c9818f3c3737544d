package merge

import (
	"slices"

	"relance/generator/agenda"
	"relance/generator/calendar"
	"relance/generator/journal"
	"relance/generator/kit"
)

// historiesOf sorts the journal's lines until today by client, oldest first.
func historiesOf(a *agenda.Agenda) map[string][]journal.Entry {
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

func (f *filler) registeredNumber(stage string) string {
	number := ""
	for _, e := range f.entries {
		if e.Type == journal.Registered && e.Stage == stage && e.Number != "" {
			number = e.Number
		}
	}
	return number
}

// firstLetter is the first letter that the agent sent this client (CPCE R124-4);
// every later contact recalls it.
func (f *filler) firstLetter() (journal.Entry, bool) {
	for _, e := range f.entries {
		if e.Type == journal.Reminder && kit.Channel(e.Channel).IsPostal() && e.Date < f.day() {
			return e, true
		}
	}
	return journal.Entry{}, false
}

func firstStage(e journal.Entry) string {
	if e.Stage == "" && len(e.Invoices) > 0 {
		return e.Invoices[0].Stage
	}
	return e.Stage
}

// A contact is one line of the chronology.
type contact struct {
	date                           calendar.Date
	channel, label, person, result string
	written                        bool
}

// channelNames are the words of letters.
var channelNames = map[kit.Channel]string{
	kit.ByEmail: "courriel", kit.BySMS: "SMS", kit.ByCall: "téléphone", kit.ByLetter: "courrier", kit.ByRegistered: "lettre recommandée", kit.ByPortal: "portail",
}

// contacts are what was sent, said and promised about the invoices of this
// document, oldest first.
func (f *filler) contacts() []contact {
	about := map[string]bool{}
	for _, cl := range f.comm.Asked() {
		about[cl.Invoice.Number] = true
	}
	var out []contact
	for _, e := range f.entries {
		label := f.contactLabel(e, about)
		if label == "" {
			continue
		}
		channel := kit.Channel(e.Channel)
		if e.Type == journal.Call {
			channel = kit.ByCall
		}
		out = append(out, contact{e.Date, channelNames[channel], label, e.Contact, e.Content, e.Type == journal.Reminder && channel.IsWritten()})
	}
	return out
}

// contactLabel says what a line of the journal was, "" when it is no contact or
// concerns other invoices.
func (f *filler) contactLabel(e journal.Entry, about map[string]bool) string {
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
		if s := f.stage(ref.Plan, ref.Stage); s != nil && e.Type == journal.Reminder {
			return s.Title()
		}
		if label == "" {
			label = "Relance"
		}
		return label
	}
	return ""
}

func (f *filler) contactItems() []any {
	var out []any
	const p = "relances_precedentes."
	for _, e := range f.contacts() {
		out = append(out, nest(map[string]any{p + "date": e.date, p + "canal": e.channel, p + "libelle": e.label, p + "interlocuteur": e.person, p + "contenu": e.result}, p))
	}
	return out
}

func (f *filler) checkItems() []any {
	var out []any
	for _, c := range f.checks() {
		out = append(out, map[string]any{"libelle": c.label, "presente": c.present})
	}
	return out
}

type piece struct {
	label   string
	present bool
}

// checks are the pieces of each invoice's file.
func (f *filler) checks() []piece {
	var out []piece
	for _, cl := range f.comm.Asked() {
		inv := cl.Invoice
		done := f.agenda.Kit.ChecksOf(inv)
		proof := "preuve de livraison ou d’exécution"
		if inv.Delivery != nil && inv.Delivery.Proof != "" {
			proof += " (" + inv.Delivery.Proof + ")"
		}
		out = append(out,
			piece{inv.Number + "\u00a0: copie de la facture", inv.PDF != ""},
			piece{inv.Number + "\u00a0: preuve d’envoi de la facture", done.Sent == kit.Yes},
			piece{inv.Number + "\u00a0: contrat ou commande signés", done.Contract == kit.Yes},
			piece{inv.Number + "\u00a0: " + proof, done.Delivered == kit.Yes})
	}
	return out
}
