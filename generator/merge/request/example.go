package request

import (
	"strings"

	"relance/generator/agenda"
	"relance/generator/calendar"
	"relance/generator/kit"
)

// Example is a request for a document about a client, with all that its template may
// say; the circumstances are invented.
func Example(a *agenda.Agenda, c *kit.Client, base string) *Request {
	day := a.Date
	r := &Request{Template: base, Client: c, Deadline: a.Kit.Business().Add(day, 8)}
	switch base {
	case "accord-echeancier", "accord-report", "envoi-accord", "rappel-accord":
		r.Agreement = exampleAgreement(a, c, base)
	case "gel-procedure-collective", "declaration-creance":
		insolvent := *c
		insolvent.Insolvency = &kit.Insolvency{Type: "redressement", Judged: day - 6, Published: day - 2, Trustee: "Étude Fictive, mandataire de justice, 8 place de l'Essai, 42300 Roanne"}
		r.Client = &insolvent
	case "reponse-litige":
		r.Invoices, r.Dispute = exampleDispute(a, c)
	case "quittance":
		r.Invoices = oneWith(c, func(inv *kit.Invoice) bool { return len(a.Facts.Book.Receipts(inv, a.Date)) > 0 })
	case "retour-experience":
		r.Invoices = oneWith(c, func(inv *kit.Invoice) bool {
			_, paid := a.Facts.Book.PaidOn(inv, a.Date)
			return paid
		})
	case "rapport-creancier":
		r.Client, r.Report = nil, exampleReport(a)
	case "bordereau-lrar":
		r.Client = nil
		for i := range a.Kit.Clients {
			k := &a.Kit.Clients[i]
			r.Registered = append(r.Registered, Registered{Client: k.FullName(), Address: k.PostalAddress(), Reference: "REL-" + k.Code})
		}
	}
	r.Meeting = &Meeting{On: a.Kit.Business().Add(day, 12), Review: a.Kit.Business().Add(day+71, 1), Place: "dans vos bureaux", Attendees: []string{"comptabilité fournisseurs", "achats", "administration des ventes"},
		Commitments: []Commitment{
			{Who: "Le client", What: "communique le numéro de commande avant la facture", When: day + 20},
			{Who: "Le fournisseur", What: "dépose ses factures sur le portail le jour même", When: day + 14}}}
	r.Measure = &Measure{Kind: "blocage", From: a.Kit.Business().Add(day, 9), Clause: "conditions générales, clause de suspension", Kept: "les commandes déjà confirmées"}
	r.Waiver = &Waiver{Reason: "chantier commun en cours, réception prévue", By: "le commercial du compte", Approver: "la direction", Until: day + 21}
	r.File = &File{Reference: "DOS-" + c.Code + "-" + day.ISO(), JournalHead: a.Kit.Journal.Head, Exhibits: []Exhibit{
		{Label: "Facture", File: "pieces/01-facture.pdf", SHA256: strings.Repeat("a1", 32)}, {Label: "Bon de livraison signé", File: "pieces/02-livraison.pdf", SHA256: strings.Repeat("b2", 32)},
		{Label: "Commande signée", Missing: true}}}
	return r
}

// exampleDispute is a dispute of the client that was answered, or one that is invented.
func exampleDispute(a *agenda.Agenda, c *kit.Client) ([]string, *kit.Dispute) {
	for i := range c.Invoices {
		if inv := &c.Invoices[i]; len(inv.Disputes) > 0 && !inv.Disputes[0].Closed.IsZero() {
			return []string{inv.Number}, &inv.Disputes[0]
		}
	}
	overdue := oneWith(c, func(inv *kit.Invoice) bool { return inv.Due < a.Date && a.Facts.Claimable(inv) > 0 })
	return overdue, &kit.Dispute{Opened: a.Date - 20, Reason: "deux articles manquants à la livraison", Amount: 90_00, Closed: a.Date, Outcome: "partiel"}
}

// exampleAgreement spreads what a client owes over one instalment or three.
func exampleAgreement(a *agenda.Agenda, c *kit.Client, base string) *kit.InstalmentPlan {
	p := &kit.InstalmentPlan{Agreed: a.Date - 2, Penalties: "suspendues"}
	for i := range c.Invoices {
		if inv := &c.Invoices[i]; inv.Due < a.Date && a.Facts.Claimable(inv) > 0 {
			p.Invoices = append(p.Invoices, inv.Number)
		}
	}
	total, count := a.Facts.Overdue(c), 3
	if base == "accord-report" {
		count = 1
	}
	left := total
	for n := range count {
		part := total / 300 * 100 // a third, in whole euros
		if n == count-1 {
			part = left
		}
		left -= part
		p.Instalments = append(p.Instalments, kit.Instalment{Date: a.Kit.Business().Add((a.Date + 9).AddMonths(n), 1), Amount: part})
	}
	return p
}

// oneWith is the number of the first invoice that has something, nil when none has.
func oneWith(c *kit.Client, has func(*kit.Invoice) bool) []string {
	for i := range c.Invoices {
		if has(&c.Invoices[i]) {
			return []string{c.Invoices[i].Number}
		}
	}
	return nil
}

func exampleReport(a *agenda.Agenda) *Report {
	r := &Report{From: calendar.Of(a.Date.Year(), a.Date.Month(), 1), To: a.Date, Settled: 2, ToRemit: 90_00}
	for i := range a.Kit.Clients {
		c := &a.Kit.Clients[i]
		r.Files += len(c.Invoices)
		r.Outstanding += a.Facts.Open(c)
		r.Overdue += a.Facts.Overdue(c)
		for j := range c.Invoices {
			for _, p := range a.Facts.Book.Receipts(&c.Invoices[j], a.Date) {
				if p.Date >= r.From && !p.Credit {
					r.Collected += p.Amount
					r.Receipts = append(r.Receipts, Receipt{Date: p.Date, Client: c.FullName(), Invoice: c.Invoices[j].Number, Amount: p.Amount, Mode: p.Mode})
				}
			}
		}
	}
	first := &a.Kit.Clients[0]
	name, number := first.FullName(), first.Invoices[0].Number
	r.Actions = []Action{
		{Date: a.Date - 5, Client: name, Label: "Première relance", Channel: "courriel"},
		{Date: a.Date - 2, Client: name, Label: "Appel", Channel: "téléphone", Person: "la comptable", Result: "promesse"}}
	r.Promises = []Promise{{Client: name, Invoices: number, Amount: 90_00, Until: a.Date + 6, State: "en cours"}}
	r.Disputes = []Dispute{{Client: name, Invoice: number, Amount: 90_00, Since: a.Date - 20, Reason: "deux articles manquants"}}
	r.Decisions = []Decision{{Client: name, Label: "Approuver la mise en demeure", Since: a.Date - 1}}
	r.Next = []Next{{Date: a.Date + 4, Client: name, Label: "Lettre de relance"}}
	return r
}
