// Package request is what a user asks for by hand, outside the agenda: a statement
// of account, the cover of a case file, the report to a creditor. Its structs hold
// what no invoice and no journal says, or what only the command can gather.
package request

import (
	"slices"
	"strings"

	"relance/generator/calendar"
	"relance/generator/kit"
	"relance/generator/merge/model"
	"relance/generator/money"
)

// A Request (demande) is one document to make. What is left empty is asked of the
// reader as lines to write on, where the template has any.
type Request struct {
	Template   string              // model's name without variant: releve-de-compte
	Client     *kit.Client         // nil: a document about no client
	Invoices   []string            // numbers; nil: the overdue ones, else the open ones, else all
	Deadline   calendar.Date       // what date_limite prints; zero: none
	Channel    kit.Channel         // "": that of the template
	Agreement  *kit.InstalmentPlan // nil: the client's last one, where the template is about one
	Dispute    *kit.Dispute        // nil: the last one of the invoice, where the template is about one
	Report     *Report
	File       *File
	Meeting    *Meeting
	Measure    *Measure
	Waiver     *Waiver
	Registered []Registered
}

// About completes a request with what its template is about, when nothing was said:
// the client's last agreement with the invoices it covers, or its disputed invoices.
func (r *Request) About(head *model.Head) *Request {
	if r.Client == nil {
		return r
	}
	full := *r
	switch {
	case needs(head, "echeancier."):
		if n := len(r.Client.Instalments); full.Agreement == nil && n > 0 {
			full.Agreement = &r.Client.Instalments[n-1]
		}
		if full.Agreement != nil && full.Invoices == nil {
			full.Invoices = full.Agreement.Invoices
		}
	case needs(head, "litige.") && full.Invoices == nil:
		for _, inv := range r.Client.Invoices {
			if len(inv.Disputes) > 0 {
				full.Invoices = append(full.Invoices, inv.Number)
			}
		}
	}
	return &full
}

// needs reports whether a model requires a field of some group.
func needs(head *model.Head, group string) bool {
	return slices.ContainsFunc(head.Needs, func(n string) bool { return strings.HasPrefix(n, group) })
}

// A Report (rapport) is what a creditor is told of a period.
type Report struct {
	From, To             calendar.Date // both included
	Files, Settled       int           // invoices followed, settled in the period
	Outstanding, Overdue money.Amount  // at To
	Collected            money.Amount  // in the period, by anybody
	ToRemit              money.Amount  // held by the agent for the creditor
	Actions              []Action
	Receipts             []Receipt
	Promises             []Promise
	Disputes             []Dispute
	Decisions            []Decision
	Next                 []Next
}

// An Action is something done or heard; all but its day is text as printed.
type Action struct {
	Date                                   calendar.Date
	Client, Label, Channel, Person, Result string
}

// A Receipt is a payment of the period.
type Receipt struct {
	Date            calendar.Date
	Client, Invoice string
	Amount          money.Amount
	Mode            string
}

// A Promise is one that ran in the period. State: tenue, en cours, non tenue.
type Promise struct {
	Client, Invoices string
	Amount           money.Amount
	Until            calendar.Date
	State            string
}

// A Dispute is one that is open.
type Dispute struct {
	Client, Invoice string
	Amount          money.Amount
	Since           calendar.Date
	Reason          string
}

// A Decision is what waits for the creditor's word.
type Decision struct {
	Client, Label string
	Since         calendar.Date
}

// A Next is a step to come.
type Next struct {
	Date          calendar.Date
	Client, Label string
}

// A File (dossier) is what a case file holds. The exhibits are numbered in their
// order; those that miss are listed apart.
type File struct {
	Reference   string // DOS-C17-2026-03-31
	Exhibits    []Exhibit
	JournalHead string // hash of the journal's last line
}

// An Exhibit (pièce) is one file of a case file.
type Exhibit struct {
	Label, File, SHA256 string
	Missing             bool
}

// A Meeting (réunion de coordination) and what it decided.
type Meeting struct {
	On, Review  calendar.Date
	Place       string
	Attendees   []string
	Commitments []Commitment
}

// A Commitment (engagement) says who does what by when.
type Commitment struct {
	Who, What string
	When      calendar.Date
}

// The kinds of measures on a client's orders.
const (
	BlockOrders  = "blocage"
	CashFirst    = "comptant"
	Acceleration = "exigibilite"
	Suspension   = "suspension"
)

// A Measure (mesure) on a client's orders. Clause is where the terms
// foresee it, said after « nos » (conditions générales, article 9); Lift is what lifts
// it, Kept what goes on all the same.
type Measure struct {
	Kind               string
	From               calendar.Date
	Clause, Lift, Kept string
}

// A Waiver (dérogation) is a reminder not made, or a favour, that somebody approves.
type Waiver struct {
	Reason, By, Approver string
	Until                calendar.Date
}

// A Registered letter of the batch.
type Registered struct {
	Client, Reference, Number string
	Address                   []string
	Deposited                 calendar.Date
}
