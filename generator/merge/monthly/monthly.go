// Package monthly puts a period's work for a creditor into the words of its report.
package monthly

import (
	"slices"
	"strings"

	"relance/generator/agenda/report"
	"relance/generator/claim"
	"relance/generator/document/typography"
	"relance/generator/journal"
	"relance/generator/kit"
	"relance/generator/merge/history"
	"relance/generator/merge/request"
)

// Report puts what the agenda knows of a period into the words of a document.
// Amounts of other currencies than the euro stay out of the sums, and say so in their
// lines.
func Report(r *report.Report) *request.Report {
	out := &request.Report{From: r.From, To: r.To}
	for _, t := range r.Totals {
		if t.Currency == "EUR" {
			out.Outstanding, out.Overdue, out.Collected = t.Open, t.Overdue, t.Received
		}
	}
	out.Files, out.Settled = followed(r)
	for _, a := range r.Actions {
		out.Actions = append(out.Actions, request.Action{Date: a.Date, Client: named(a.Client), Label: actionLabel(a), Channel: spoken[a.Channel],
			Person: a.Person, Result: result(a)})
	}
	for _, c := range r.Cash {
		if c.ByAgent && c.Currency == "EUR" {
			out.ToRemit += c.Amount
		}
		out.Receipts = append(out.Receipts, request.Receipt{Date: c.Date, Client: named(c.Client), Invoice: c.Invoice, Amount: c.Amount, Mode: c.Mode})
	}
	for _, p := range r.Promises {
		out.Promises = append(out.Promises, request.Promise{Client: named(p.Client), Invoices: strings.Join(p.Invoices, ", "), Amount: p.Amount, Until: p.Until, State: promiseStates[p.Status]})
	}
	for _, d := range r.Disputes {
		if d.Closed.IsZero() {
			out.Disputes = append(out.Disputes, request.Dispute{Client: named(d.Client), Invoice: d.Invoice.Number, Amount: d.Amount, Since: d.Opened, Reason: d.Reason})
		}
	}
	for _, d := range r.Decisions {
		out.Decisions = append(out.Decisions, request.Decision{Client: named(d.Client), Label: typography.French(d.What), Since: d.Since})
	}
	for _, n := range r.Next {
		out.Next = append(out.Next, request.Next{Date: n.Date, Client: named(n.Client), Label: n.Stage + ", facture " + n.Invoice.Number})
	}
	return out
}

// followed counts the invoices open on the last day or settled in the period, and the
// latter.
func followed(r *report.Report) (files, settled int) {
	book := claim.NewBook(r.Kit)
	for i := range r.Kit.Clients {
		for j := range r.Kit.Clients[i].Invoices {
			inv := &r.Kit.Clients[i].Invoices[j]
			on, paid := book.PaidOn(inv, r.To)
			switch {
			case inv.Cancelled != nil || inv.Issued > r.To || paid && on < r.From:
			case paid:
				files, settled = files+1, settled+1
			default:
				files++
			}
		}
	}
	return files, settled
}

func named(c *kit.Client) string {
	if c == nil {
		return ""
	}
	return c.Code + " " + c.FullName()
}

func actionLabel(a report.Action) string {
	label := a.Stage
	if label == "" {
		label = map[journal.Type]string{journal.Reminder: "Relance", journal.Call: "Appel", journal.Reply: "Réponse du client", journal.Handover: "Transmission du dossier"}[a.Type]
	}
	return joined(label, strings.Join(a.Invoices, ", "))
}

// result is how an action ended, then what was said.
func result(a report.Action) string {
	switch outcome := history.Ended(a.Outcome); {
	case a.Content == "":
		return outcome
	case outcome == "":
		return typography.French(a.Content)
	default:
		return typography.French(outcome + " : " + a.Content)
	}
}

func joined(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), ", ")
}

// The words of reports for those of the journal.
var (
	spoken = map[kit.Channel]string{kit.ByEmail: "courriel", kit.BySMS: "SMS", kit.ByCall: "téléphone", kit.ByLetter: "courrier",
		kit.ByRegistered: "lettre recommandée", kit.ByPortal: "portail", kit.InHouse: "interne"}
	promiseStates = map[string]string{report.Running: "en cours", report.Kept: "tenue", report.Partial: "tenue en partie", report.Broken: "non tenue", report.Unknown: "à vérifier"}
)
