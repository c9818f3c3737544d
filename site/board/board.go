// Package board writes the pages that name debtors: the day at a glance, the list
// of the clients, a sheet for each. They exist in the internal edition only.
//
// Every figure comes as text from the same computation as the letters and the
// tracker; nothing is computed here.
package board

import (
	"relance/generator/document"
	"relance/generator/document/typography"
	"relance/site/catalogue"
	"relance/site/page"
)

// A Board (tableau du jour) is one creditor on one day.
type Board struct {
	Day       string // « mardi 31 mars 2026 »
	Creditor  string
	PaidUntil string // the payments are entered until that day; empty: unknown
	Figures   []Figure
	Groups    []Group
	Tasks     []Note
	Alerts    []Note
	Aged      []Figure // what is owed, by age
	Weeks     []Week   // what should come in
	Undated   string   // overdue money that nobody promised
	Clients   []Client
}

// A Figure (chiffre) is a sum or a number with its name.
type Figure struct{ Label, Value string }

// A Group (groupe) is the communications of one status: to send, to approve,
// blocked.
type Group struct {
	ID, Title, Help string
	Actions         []Action
}

// An Action is one communication of the day to one client.
type Action struct {
	Client, Name             string // code and name
	Stage, Channel, Invoices string
	Amount, Deadline, Why    string
}

// A Note is a task or an alert. Client is a code, or empty.
type Note struct{ Date, Client, Text string }

// A Week (semaine) is what should come in from a Monday on.
type Week struct{ Monday, Due, Promised, Instalments, Total string }

// A Client is the sheet of one debtor.
type Client struct {
	Code, Name, Kind, Profile, Plan string
	Contact, Phone, Email           string
	Open, Overdue, Oldest           string // what is owed, what is overdue, the longest delay
	Promises                        string // kept and broken
	Next                            string // what comes next, and when
	Remark                          string
	Actions                         []Action
	Invoices                        []Invoice
	Events                          []Event
}

// An Invoice (facture) is one line of a sheet. Call is the address of the call
// desk with its data, empty when there is nothing to ask.
type Invoice struct {
	Number, Issued, Due, Total, Rest, Late     string
	Disputed, Interest, Compensation, Exigible string
	State, Next, Why                           string
	Call                                       string
}

// An Event (événement) is one line of the journal.
type Event struct{ Date, Kind, Channel, What, Result, Who string }

// Section is the part of the navigation that the pages are in.
const Section = "dossiers"

// Pages are those of the board: the day, the clients, then their sheets.
func (b *Board) Pages() []*page.Page {
	out := []*page.Page{b.today(), b.list()}
	slugs := b.slugs()
	for i := range b.Clients {
		out = append(out, b.Clients[i].sheet(slugs[b.Clients[i].Code], i, b.Day))
	}
	return out
}

// slugs are the addresses of the sheets, by code: two codes may differ by a sign
// that an address cannot hold.
func (b *Board) slugs() map[string]string {
	all := page.Made("", page.Meta{})
	out := map[string]string{}
	for _, c := range b.Clients {
		out[c.Code] = all.Take("client-" + page.SlugOf(c.Code))
	}
	return out
}

// Digest is the day in a few lines, for the home page.
func (b *Board) Digest() []document.Block {
	t := catalogue.TableOf("Aujourd'hui", "Combien")
	t.Align = []document.Align{document.Left, document.Right}
	for _, g := range b.Groups {
		t.Rows = append(t.Rows, [][]document.Span{{{Text: typography.French(g.Title), Link: todaySlug + ".md#" + g.ID}}, plain(count(len(g.Actions)))})
	}
	t.Rows = append(t.Rows, [][]document.Span{{{Text: "Alertes", Link: todaySlug + ".md#alertes"}}, plain(count(len(b.Alerts)))})
	return []document.Block{
		document.Heading{Level: 2, ID: "le-jour", Text: catalogue.Text(b.Creditor + ", le " + b.Day)}, t,
		document.Paragraph{Text: []document.Span{{Text: "Le tableau du jour", Link: todaySlug + ".md"}, {Text: " · "}, {Text: "Tous les clients", Link: listSlug + ".md"}}},
	}
}

// Notice says whether an edition holds the data of debtors.
func Notice(internal bool) document.Block {
	if internal {
		return document.Callout{Type: "attention", Blocks: []document.Block{catalogue.Paragraph("Cette édition contient des données personnelles : elle reste sur ce poste, pour ceux qui relancent. L'édition à partager est dans sortie/site.")}}
	}
	return document.Callout{Type: "astuce", Blocks: []document.Block{catalogue.Paragraph("Ce site ne contient aucune donnée de vos clients : tous les exemples sont inventés. Vous pouvez le poser sur un dossier partagé, l'imprimer, l'ouvrir sans connexion.")}}
}
