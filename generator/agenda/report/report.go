// Package report is what a secretariat or an agency tells one creditor of a period:
// what was done, promised, received, disputed, what waits for the creditor's word,
// what comes next (domain.md T104, template M29). It reads one kit, hence one
// creditor: nothing of another can get in.
//
//	r, err := report.Of(k, from, to)
//
// Both days are included; the situation is that of the evening of the last one. The
// error is that of agenda.Of: a half-year without a rate, or contradicted.
package report

import (
	"slices"

	"relance/generator/agenda"
	"relance/generator/calendar"
	"relance/generator/claim"
	"relance/generator/dunning"
	"relance/generator/journal"
	"relance/generator/kit"
	"relance/generator/money"
)

// A Report is one creditor's period. Lists are by day, then in the order of the kit.
type Report struct {
	Kit       *kit.Kit
	From, To  calendar.Date
	Files     []File     // the clients one may speak of: something owed, done or received
	Actions   []Action   // what was sent, called or handed over
	Promises  []Promise  // taken in the period, or due in it
	Cash      []Cash     // payments received, credit notes apart
	Disputes  []Dispute  // open in the period
	Decisions []Decision // what waits for the creditor's word on the last day
	Next      []Next     // the next stage of each invoice, the coming thirty days
	Totals    []Totals   // one a currency, the euro first
}

// A File is where one client stands on the last day.
type File struct {
	Client   *kit.Client
	Currency string
	Open     money.Amount // all it owes, due or not
	Overdue  money.Amount
	Oldest   int // days late of the oldest overdue invoice
	Actions  int
	Received money.Amount
}

// An Action is one line of the journal that reached the client, or tried to.
type Action struct {
	Date     calendar.Date
	Client   *kit.Client
	Type     journal.Type // relance, appel, reponse, transmission
	Stage    string       // its name in French, "" when none
	Channel  kit.Channel
	Invoices []string
	Outcome  journal.Outcome
	Person   string
	Content  string
}

// What became of a promise.
const (
	Running = "en_cours"
	Kept    = "tenue"
	Partial = "partielle"
	Broken  = "rompue"
	Unknown = "a_verifier" // the payments of its day are not entered yet
)

// A Promise with what became of it by the last day.
type Promise struct {
	kit.Promise
	Client   *kit.Client
	Received money.Amount // on its invoices, from the day it was taken
	Status   string
}

// Cash is money that came in. Invoice is "" while it waits to be allocated.
type Cash struct {
	Date     calendar.Date
	Client   *kit.Client
	Invoice  string
	Amount   money.Amount
	Currency string
	Mode     string
	ByAgent  bool // received by the agent, to be paid over
}

// A Dispute with the invoice it is about. Closed and Outcome tell whether it is over.
type Dispute struct {
	kit.Dispute
	Client  *kit.Client
	Invoice *kit.Invoice
	Amount  money.Amount // contested; the whole balance when nobody said
}

// A Decision waits for the creditor: a stage to approve, or an agreement, a promise,
// a measure to accept.
type Decision struct {
	Client  *kit.Client
	What    string        // the question, in French
	Stage   string        // what « noter approbation --etape » names
	Since   calendar.Date // the day it could first be answered
	Amount  money.Amount  // at stake; 0 when it is not about one
	Formal  bool          // a stage of the plan, with a document in sortie/a-valider/
	Overdue bool          // waiting for longer than « alerte_validation »
}

// Next is a stage to come.
type Next struct {
	Date    calendar.Date
	Client  *kit.Client
	Invoice *kit.Invoice
	Stage   string
}

// Totals add up one currency. Before is what was overdue on the eve of the period.
type Totals struct {
	Currency        string
	Before, Overdue money.Amount
	Open, Received  money.Amount
	Actions         int // of all currencies: on the first line only
}

// ahead is how far the next stages are told, in days.
const ahead = 30

// Of gathers the report of a period, both days included.
func Of(k *kit.Kit, from, to calendar.Date) (*Report, error) {
	day, err := agenda.Of(k, to)
	if err != nil {
		return nil, err
	}
	r := &Report{Kit: k, From: from, To: to}
	g := gatherer{r, day.Facts, dunning.NewFacts(k, claim.NewBook(k), from-1)}
	g.actions()
	g.promises()
	for i := range k.Clients {
		g.money(&k.Clients[i])
	}
	g.decisions(day)
	g.next(day)
	g.files(day)
	slices.SortStableFunc(r.Cash, func(a, b Cash) int { return int(a.Date) - int(b.Date) })
	slices.SortStableFunc(r.Next, func(a, b Next) int { return int(a.Date) - int(b.Date) })
	return r, nil
}
