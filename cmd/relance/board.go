package main

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"relance/generator/agenda"
	"relance/generator/agenda/message"
	"relance/generator/dunning"
	"relance/generator/journal"
	"relance/generator/kit"
	"relance/generator/money"
	"relance/generator/tracker/columns"
	"relance/generator/tracker/figures"
	"relance/generator/tracker/indicators"
	"relance/site"
	"relance/site/board"
)

// boardOf is what the internal guide says of the debtors: the figures are those of
// the tracker, the communications those of the letters.
func boardOf(ag *agenda.Agenda) (*site.Board, error) {
	p, err := figures.New(ag)
	if err != nil {
		return nil, status{statusFault, err.Error()}
	}
	indicated := indicators.Of(p)
	b := &site.Board{Day: ag.Date.Long(), Creditor: ag.Kit.Creditor.Name, Undated: euros(indicated.Undated)}
	if !ag.Kit.PaidUntil.IsZero() {
		b.PaidUntil = ag.Kit.PaidUntil.String()
	}
	b.Figures = boardFigures(indicated)
	for _, bucket := range indicated.Aged {
		b.Aged = append(b.Aged, board.Figure{Label: bucket.Label, Value: euros(bucket.Amount)})
	}
	for _, w := range indicated.Weeks {
		b.Weeks = append(b.Weeks, board.Week{Monday: w.Monday.Short(), Due: euros(w.Due), Promised: euros(w.Promised), Instalments: euros(w.Instalments), Total: euros(w.Total())})
	}
	b.Groups = boardGroups(p)
	for _, t := range ag.Tasks {
		b.Tasks = append(b.Tasks, board.Note{Date: t.Date.Short(), Client: codeOf(t.Client), Text: capital(spoken(t.Label))})
	}
	for _, t := range ag.Alerts {
		b.Alerts = append(b.Alerts, board.Note{Client: codeOf(t.Client), Text: capital(t.Label)})
	}
	b.Clients = boardClients(p)
	return b, nil
}

// spoken names the measures of deterrence as people do; their ids are for « relance
// noter approbation ».
func spoken(label string) string {
	for _, m := range dunning.Measures {
		label = strings.ReplaceAll(label, " (approbation « "+m+" »)", "")
		label = strings.ReplaceAll(label, "« "+m+" »", message.MeasureName(m))
	}
	return label
}

func euros(a money.Amount) string { return a.Format("EUR") }

func codeOf(c *kit.Client) string {
	if c == nil {
		return ""
	}
	return c.Code
}

func boardFigures(b *indicators.Board) []board.Figure {
	list := []board.Figure{
		{Label: "Encours", Value: euros(b.Open)},
		{Label: "Échu", Value: euros(b.Overdue)},
		{Label: "Contesté", Value: euros(b.Disputed)},
		{Label: "Promis d’ici sept jours", Value: euros(b.Promised)},
		{Label: "Règlements non affectés", Value: euros(b.OnAccount)},
		{Label: "DSO, par épuisement des ventes", Value: strconv.Itoa(b.DSO) + "\u00a0jours"},
	}
	if b.Uncovered {
		list[5].Value = "au moins " + list[5].Value
	}
	if b.Foreign > 0 {
		list = append(list, board.Figure{Label: "Factures en autres devises, hors totaux", Value: strconv.Itoa(b.Foreign)})
	}
	return list
}

// boardGroups are the communications of the day, in the tracker's order.
func boardGroups(p *figures.Picture) []board.Group {
	groups := []board.Group{
		{ID: "a-faire", Title: "À faire", Help: "Prêt à partir. Relisez, envoyez, puis notez-le avec « relance valider »."},
		{ID: "a-valider", Title: "À valider", Help: "Ces étapes attendent un accord."},
		{ID: "bloque", Title: "Bloqué", Help: "Il manque quelque chose : rien n'a été préparé."},
	}
	for i := range p.Todo {
		l := &p.Todo[i]
		rank := slices.Index([]dunning.State{dunning.Todo, dunning.ToApprove, dunning.Blocked}, l.Communication.Status)
		groups[rank].Actions = append(groups[rank].Actions, boardAction(l))
	}
	return groups
}

func boardAction(l *figures.TodoLine) board.Action {
	c := l.Communication
	a := board.Action{Client: c.Client.Code, Name: c.Client.FullName(), Stage: c.Stage.Title(), Channel: channelNames[c.Channel],
		Invoices: l.Numbers, Amount: c.Amount.Format(c.Currency), Why: sentence(l.Reason)}
	if !c.Deadline.IsZero() {
		a.Deadline = c.Deadline.String()
	}
	return a
}

// sentence begins with a capital and ends with a full stop.
func sentence(s string) string {
	if s == "" {
		return s
	}
	return capital(strings.TrimRight(s, ". ")) + "."
}

func boardClients(p *figures.Picture) []board.Client {
	var out []board.Client
	invoices := p.Invoices
	for i := range p.Clients {
		l := &p.Clients[i]
		own := invoices[:len(l.Client.Invoices)]
		invoices = invoices[len(own):]
		c := boardClient(l)
		for j := range own {
			c.Invoices = append(c.Invoices, boardInvoice(p.Agenda, l, &own[j]))
		}
		c.Next = nextOf(own)
		for j := range p.Todo {
			if p.Todo[j].Communication.Client == l.Client {
				c.Actions = append(c.Actions, boardAction(&p.Todo[j]))
			}
		}
		for j := range p.Journal {
			if strings.EqualFold(p.Journal[j].Entry.Client, l.Client.Code) {
				c.Events = append(c.Events, boardEvent(&p.Journal[j]))
			}
		}
		out = append(out, c)
	}
	return out
}

func boardClient(l *figures.ClientLine) board.Client {
	c := board.Client{Code: l.Client.Code, Name: l.Client.FullName(), Kind: kindNames[l.Client.Kind], Profile: profileNames[l.Client.Profile],
		Open: euros(l.Open), Overdue: euros(l.Overdue), Remark: cmp.Or(l.Remark, l.Client.Note)}
	if l.Plan != nil {
		c.Plan = l.Plan.Name
	}
	if l.Oldest > 0 {
		c.Oldest = count(l.Oldest, "jour", "jours")
	}
	if l.Contact != nil {
		c.Contact = strings.Join(strings.Fields(l.Contact.Title+" "+l.Contact.FirstName+" "+l.Contact.Name), " ")
		c.Phone, c.Email = cmp.Or(l.Contact.Phone.String(), l.Contact.Mobile.String()), string(l.Contact.Email)
	}
	if l.Kept+l.Broken > 0 {
		c.Promises = count(l.Kept, "tenue", "tenues") + ", " + count(l.Broken, "rompue", "rompues")
	}
	return c
}

var kindNames = map[kit.Kind]string{kit.Company: "entreprise", kit.Public: "acheteur public", kit.Consumer: "particulier"}

// A bad payer is « à surveiller »: the person may ask to read the sheet
// (contracts.md §9.13).
var profileNames = map[string]string{
	"tpe": "très petite entreprise", "pme": "entreprise moyenne", "grand_compte": "grand compte", "nouveau_client": "nouveau client",
	"association": "association", "mauvais_payeur": "à surveiller",
}

// nextOf is the earliest thing to come about the invoices of a client.
func nextOf(invoices []figures.InvoiceLine) string {
	var first *dunning.Decision
	for i := range invoices {
		d := invoices[i].Decision
		if d.Stage != nil && !d.Date.IsZero() && d.State != dunning.Settled && (first == nil || d.Date < first.Date) {
			first = d
		}
	}
	if first == nil {
		return ""
	}
	return first.Stage.Title() + ", le " + first.Date.String()
}

func boardInvoice(ag *agenda.Agenda, client *figures.ClientLine, l *figures.InvoiceLine) board.Invoice {
	d := l.Decision
	format := func(a money.Amount) string {
		if a == 0 {
			return ""
		}
		return a.Format(d.Invoice.Currency)
	}
	out := board.Invoice{Number: d.Invoice.Number, Issued: d.Invoice.Issued.Short(), Total: format(d.Invoice.Total), Rest: l.Rest.Format(d.Invoice.Currency),
		Disputed: format(l.Disputed), Interest: format(l.Interest), Compensation: format(l.Compensation), Exigible: format(l.Exigible()),
		State: capital(stateNames[d.State]), Why: sentence(d.Reason)}
	if !d.Invoice.Due.IsZero() {
		out.Due = d.Invoice.Due.Short()
	}
	if l.Late > 0 {
		out.Late = count(l.Late, "jour", "jours")
	}
	said := d.State == dunning.Todo || d.State == dunning.Upcoming || d.State == dunning.ToApprove || d.State == dunning.Blocked // the reason has it
	if d.Stage != nil && !d.Date.IsZero() && d.State != dunning.Settled && !said {
		out.Next = "Ensuite\u00a0: " + lower(d.Stage.Title()) + ", le " + d.Date.String() + "."
	}
	if l.Exigible() > 0 && isOpenToCalls(d) {
		out.Call = callLink(ag, client, l)
	}
	return out
}

// isOpenToCalls reports whether nobody promised, disputes or waits for anything about an
// invoice: nobody is called during a pause.
func isOpenToCalls(d *dunning.Decision) bool {
	return d.IsDue() || d.State == dunning.Upcoming || d.State == dunning.PlanEnded
}

// callLink opens the call desk on an invoice. The data stand after the #: a browser
// keeps that part to itself, a server never sees it.
func callLink(ag *agenda.Agenda, client *figures.ClientLine, l *figures.InvoiceLine) string {
	inv, creditor := l.Decision.Invoice, ag.Kit.Creditor
	v := url.Values{}
	v.Set("client.nom", client.Client.FullName())
	v.Set("client.code", client.Client.Code)
	v.Set("facture.numero", inv.Number)
	v.Set("facture.solde", (l.Rest - l.Disputed).Decimal())
	v.Set("facture.echeance", inv.Due.ISO())
	v.Set("creancier.raison_sociale", creditor.Name)
	v.Set("creancier.telephone", creditor.Phone.String())
	v.Set("signataire.nom", creditor.Signatory.Name)
	if c := client.Contact; c != nil {
		v.Set("contact.nom_complet", strings.Join(strings.Fields(c.Title+" "+c.FirstName+" "+c.Name), " "))
		v.Set("contact.email", string(c.Email))
	}
	v.Set("calcul", owedSentence(ag, l))
	return "poste-appel.html#!" + strings.ReplaceAll(v.Encode(), "+", "%20")
}

// owedSentence gives the desk the program's own figures, payments counted.
func owedSentence(ag *agenda.Agenda, l *figures.InvoiceLine) string {
	inv := l.Decision.Invoice
	said := fmt.Sprintf("%s de retard le %s.", count(l.Late, "jour", "jours"), ag.Date)
	if l.Interest+l.Compensation == 0 {
		return said
	}
	return said + fmt.Sprintf(" Pénalités\u00a0: %s\u00a0; indemnité\u00a0: %s\u00a0; exigible en tout\u00a0: %s.",
		l.Interest.Format(inv.Currency), l.Compensation.Format(inv.Currency), l.Exigible().Format(inv.Currency))
}

func boardEvent(l *figures.JournalLine) board.Event {
	e := l.Entry
	out := board.Event{Date: strings.TrimSpace(e.Date.Short() + " " + e.Time), Kind: eventNames[e.Type], Who: e.Author}
	if e.Channel != "" {
		out.Channel = lower(columns.Channels.Text(string(e.Channel)))
	}
	if e.Outcome != "" {
		out.Result = columns.Outcomes.Text(string(e.Outcome))
	}
	var said []string
	for _, part := range []string{l.Stage, l.Numbers, amountOf(l), untilOf(l), e.Contact, e.Content, e.Reason, e.Reference} {
		if part != "" {
			said = append(said, part)
		}
	}
	out.What = strings.Join(said, " · ")
	return out
}

func amountOf(l *figures.JournalLine) string {
	if l.Amount == 0 {
		return ""
	}
	return l.Amount.Format(cmp.Or(l.Currency, "EUR"))
}

func untilOf(l *figures.JournalLine) string {
	if l.Until.IsZero() {
		return ""
	}
	return "jusqu'au " + l.Until.Short()
}

// eventNames are the types of the journal's lines as people call them.
var eventNames = map[journal.Type]string{
	journal.Call: "Appel", journal.Reply: "Réponse", journal.Promise: "Promesse", journal.Payment: "Paiement", journal.Dispute: "Litige",
	journal.Postponement: "Report", journal.Note: "Note", journal.Reminder: "Relance", journal.Approval: "Approbation",
	journal.Registered: "Recommandé", journal.Handover: "Transmission", journal.Takeover: "Reprise", journal.Typed: "Saisie du suivi",
}
