// Package agenda looks at one client on one day: what to send, to whom, how; what
// to approve; what to do by hand; what is worrying. It groups the decisions that
// dunning took for each invoice.
package agenda

import (
	"slices"

	"relance/generator/calendar"
	"relance/generator/claim"
	"relance/generator/dunning"
	"relance/generator/journal"
	"relance/generator/kit"
	"relance/generator/money"
)

// An Agenda is the day of one creditor. Every invoice of the kit is in Decisions,
// with its reason: none is left out in silence.
type Agenda struct {
	Kit            *kit.Kit
	Facts          *dunning.Facts
	Date           calendar.Date
	Decisions      []dunning.Decision // in the order of the kit
	Communications []Communication
	Tasks          []Task
	Alerts         []Alert

	business calendar.Business
}

// A Communication is one message to one client on one channel.
type Communication struct {
	Client    *kit.Client
	Contact   *kit.Contact // nil: the firm itself
	Recipient string       // e-mail, telephone or first address line, by channel
	Plan      *kit.Plan
	Stage     *kit.Stage
	Channel   kit.Channel
	Template  string
	Items     []Item // every invoice it speaks of
	Currency  string
	OnAccount money.Amount // money not allocated, deducted from what is asked
	Principal money.Amount // balances asked for
	Amount    money.Amount // principal, with interest and 40 EUR when the stage demands them
	Deadline  calendar.Date
	Status    dunning.State // Todo, ToApprove or Blocked
	Missing   []string      // what blocks it
	Reason    string
	Promise   *kit.Promise // the promise it confirms, or that was broken
	Dispute   *kit.Dispute // the dispute it acknowledges

	Instalment *kit.Instalment // the late instalment it claims
	Warnings   []string        // to read before sending
	CallSheet  bool            // nobody called yet: the call sheet is printed with it
	Statement  bool            // so many overdue invoices that a statement goes with it
}

// A Role says what an invoice does in a communication.
type Role uint8

const (
	Asked     Role = iota // claimed, at its own stage
	AlsoAsked             // below the minimum alone: claimed with the others
	Absorbed              // overdue, listed apart, its own stage is replaced
	NextDue               // not due yet, mentioned
)

// An Item is one invoice of a communication.
type Item struct {
	Claim    claim.Claim
	Decision *dunning.Decision
	Role     Role
	Stage    *kit.Stage     // its own stage; nil when it has none today
	Status   journal.Status // what the journal will say of that stage
	Skipped  []dunning.Skip
}

// A Task is something to do by hand.
type Task struct {
	Client *kit.Client
	Label  string
	Date   calendar.Date // at the latest
}

// An Alert is something to look at.
type Alert struct {
	Code   string
	Client *kit.Client // nil: the whole kit
	Label  string
}

// Of builds the agenda of a day. The error names a half-year without a rate, or
// one that taux.yaml contradicts.
func Of(k *kit.Kit, day calendar.Date) (*Agenda, error) {
	if _, err := claim.RatesOf(k); err != nil {
		return nil, err
	}
	book := claim.NewBook(k)
	a := &Agenda{Kit: k, Date: day, Facts: dunning.NewFacts(k, book, day), business: k.Business()}
	for i := range k.Clients {
		c := &k.Clients[i]
		for j := range c.Invoices {
			a.Decisions = append(a.Decisions, a.Facts.Decide(c, &c.Invoices[j]))
		}
	}
	rest := a.Decisions
	for i := range k.Clients {
		c := &k.Clients[i]
		d := &desk{agenda: a, client: c, decisions: rest[:len(c.Invoices)]}
		rest = rest[len(c.Invoices):]
		if err := d.work(); err != nil {
			return nil, err
		}
	}
	a.tasks()
	a.advice()
	slices.SortStableFunc(a.Tasks, func(x, y Task) int { return int(x.Date) - int(y.Date) })
	a.alerts()
	a.account()
	return a, nil
}

// account asserts that no invoice was forgotten: as many decisions as invoices,
// each with a reason.
func (a *Agenda) account() {
	n := 0
	for i := range a.Kit.Clients {
		n += len(a.Kit.Clients[i].Invoices)
	}
	if n != len(a.Decisions) {
		panic("agenda: invoices and decisions differ in number")
	}
	for i := range a.Decisions {
		if a.Decisions[i].Reason == "" || a.Decisions[i].State == "" {
			panic("agenda: invoice " + a.Decisions[i].Invoice.Number + " has no reason")
		}
	}
}

// Asked are the claims the communication asks for.
func (c *Communication) Asked() []claim.Claim {
	return c.claims(func(i Item) bool { return i.Role == Asked || i.Role == AlsoAsked })
}

// With are the claims of one role.
func (c *Communication) With(r Role) []claim.Claim {
	return c.claims(func(i Item) bool { return i.Role == r })
}

func (c *Communication) claims(keep func(Item) bool) []claim.Claim {
	var out []claim.Claim
	for _, i := range c.Items {
		if keep(i) {
			out = append(out, i.Claim)
		}
	}
	return out
}

// Driver is the invoice that decides the stage: among those asked for, the one
// with the oldest due date.
func (c *Communication) Driver() *Item {
	var best *Item
	for i := range c.Items {
		it := &c.Items[i]
		if it.Role == Asked && it.Stage != nil && it.Stage.ID == c.Stage.ID &&
			(best == nil || it.Claim.Invoice.Due < best.Claim.Invoice.Due) {
			best = it
		}
	}
	if best == nil {
		best = &c.Items[0]
	}
	return best
}

// Done reports whether the item's own stage is done by the communication.
func (i Item) Done() bool { return i.Stage != nil && i.Status == journal.Done }

// DemandsInterest reports whether the communication asks for interest and 40 EUR:
// formal stages do, and those whose plan says so.
func DemandsInterest(s *kit.Stage) bool { return s.Nature.IsFormal() || s.Penalties == kit.Yes }
