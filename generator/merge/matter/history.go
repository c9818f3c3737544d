package matter

import (
	"relance/generator/merge/account"
	"relance/generator/merge/history"
)

// A Contact is one line of the chronology.
type Contact = history.Contact

// Contacts are what was sent, said and promised about the invoices of this
// document, oldest first.
func (m *Matter) Contacts() []Contact {
	about := map[string]bool{}
	for _, cl := range m.Comm.Asked() {
		about[cl.Invoice.Number] = true
	}
	return m.history.Contacts(about)
}

// Log is every line of the journal about the client.
func (m *Matter) Log() []Contact { return m.history.Log() }

func (m *Matter) contactItems() any {
	var out []any
	for _, e := range m.Contacts() {
		out = append(out, map[string]any{"date": e.Date, "canal": e.Channel, "libelle": e.Label, "interlocuteur": e.Person, "contenu": e.Result})
	}
	return out
}

// RegisteredToday is the number that the letter under way has already; "" when the post
// has given it none.
func (m *Matter) RegisteredToday() string { return m.history.RegisteredToday(m.Comm.Stage.ID) }

// Pieces are those of the file of each invoice that the document asks for.
func (m *Matter) Pieces() []account.Piece { return account.Pieces(m.Agenda.Kit, m.Comm.Asked()) }

func (m *Matter) checkItems() any {
	var out []any
	for _, c := range m.Pieces() {
		out = append(out, map[string]any{"libelle": c.Label, "presente": c.Present})
	}
	return out
}
