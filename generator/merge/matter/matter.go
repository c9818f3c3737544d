// Package matter is what a letter is about: one communication of the agenda, with
// all that a template may say of it.
package matter

import (
	"io/fs"
	"slices"

	"relance/generator/agenda"
	"relance/generator/journal"
	"relance/generator/kit"
	"relance/generator/layout/lines"
	"relance/generator/merge/history"
	"relance/generator/merge/model"
	"relance/generator/merge/request"
)

// A Request is a document asked for by hand.
type Request = request.Request

// A Matter is one communication, with the template that says it.
type Matter struct {
	Agenda  *agenda.Agenda
	Comm    *agenda.Communication
	Head    *model.Head
	Request *Request // what was asked for by hand; nil for a communication of the agenda
	files   fs.FS
	history history.History
	known   known
}

// Of gathers what can be said of a communication. files is the user's folder, nil
// for none; entries are the client's, as in [history.ByClient].
func Of(files fs.FS, a *agenda.Agenda, c *agenda.Communication, head *model.Head, entries []journal.Entry) *Matter {
	return &Matter{Agenda: a, Comm: c, Head: head, files: files, history: history.History{Kit: a.Kit, Day: a.Date, Entries: entries}}
}

// With is another communication to the same client, on the same day.
func (m *Matter) With(c *agenda.Communication, head *model.Head) *Matter {
	return Of(m.files, m.Agenda, c, head, m.history.Entries)
}

// Account is where the money goes: the agent's own account when its mandate lets
// it collect, else the creditor's.
func (m *Matter) Account() *kit.Bank {
	if mandate := m.Agenda.Kit.Mandate; m.IsAgent() && mandate != nil && mandate.Collect == kit.Yes && mandate.Account != nil {
		return mandate.Account
	}
	return m.Agenda.Kit.Creditor.Bank
}

// Enclosures are the invoices really joined: declared by the template, named in
// the kit and present in its folder.
func (m *Matter) Enclosures() (labels, files []string) {
	if !slices.Contains(m.Head.Enclosed, "factures") || m.files == nil {
		return nil, nil
	}
	for _, cl := range m.Comm.Asked() {
		name := cl.Invoice.PDF
		if name == "" || !fs.ValidPath(name) {
			continue
		}
		if _, err := fs.Stat(m.files, name); err != nil {
			continue
		}
		labels = append(labels, "facture "+cl.Invoice.Number)
		files = append(files, name)
	}
	return labels, files
}

// BankPage is the file of the bank's own page, which follows a letter that joins
// invoices; "" when there is none, or when a factor is to be paid instead.
func (m *Matter) BankPage() string {
	if !slices.Contains(m.Head.Enclosed, "factures") || m.files == nil || m.Account() == nil {
		return ""
	}
	for _, cl := range m.Comm.Asked() {
		if cl.Invoice.Assigned != nil {
			return ""
		}
	}
	return m.Account().Page
}

// The annexes that a template may ask for, made by the program itself.
const (
	Letter    = "lettre" // the letter of the same stage that leaves by post
	Statement = "releve" // the statement of account
)

// Annexes are the documents of ours joined to an e-mail, in the words of a letter;
// those of a letter follow it, and its enclosures name them.
func (m *Matter) Annexes() []string {
	var out []string
	if m.Comm.Channel != kit.ByEmail {
		return nil
	}
	if m.SisterLetter() != nil {
		out = append(out, "la lettre, qui part aussi par la poste")
	}
	if m.WantsStatement() {
		out = append(out, "le relevé de compte")
	}
	return out
}

// SisterLetter is the communication of the same stage that leaves by post, when the
// template joins it to its e-mail; nil when there is none.
func (m *Matter) SisterLetter() *agenda.Communication {
	if m.Comm.Channel != kit.ByEmail || !slices.Contains(m.Head.Enclosed, Letter) {
		return nil
	}
	for i := range m.Agenda.Communications {
		c := &m.Agenda.Communications[i]
		if c.Client == m.Comm.Client && c.Stage == m.Comm.Stage && c.Channel.IsPostal() && c.Currency == m.Comm.Currency {
			return c
		}
	}
	return nil
}

// WantsStatement reports whether the statement of account goes with the e-mail or the
// letter: the template asks for it, or the client has many overdue invoices.
func (m *Matter) WantsStatement() bool {
	carries := m.Comm.Channel == kit.ByEmail || m.Comm.Channel.IsPostal()
	return carries && (m.Comm.Statement || slices.Contains(m.Head.Enclosed, Statement))
}

// Legible is a text as the document can say it: on paper, without what no font has. The
// kit was read for such characters, but what people noted in the journal stays as it is.
func (m *Matter) Legible(text string) string {
	if c := m.Comm.Channel; c == kit.ByEmail || c == kit.ByPortal || c == kit.BySMS {
		return text
	}
	return lines.Legible(text)
}

// Image reads a picture of the kit, nil when there is none.
func (m *Matter) Image(name string) []byte {
	if name == "" || m.files == nil || !fs.ValidPath(name) {
		return nil
	}
	picture, err := fs.ReadFile(m.files, name)
	if err != nil {
		return nil
	}
	return picture
}
