// Package message is one message to one client: what it speaks of and claims, and
// whom it reaches on which channel.
package message

import (
	"relance/generator/calendar"
	"relance/generator/claim"
	"relance/generator/dunning"
	"relance/generator/journal"
	"relance/generator/kit"
	"relance/generator/money"
)

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
	Promise   *kit.Promise // the promise it confirms or declines, or that was broken
	Dispute   *kit.Dispute // the dispute it acknowledges

	Instalment *kit.Instalment     // the late instalment it claims
	Agreement  *kit.InstalmentPlan // the agreement whose end it tells
	Measure    *journal.Entry      // the measure it announces, as it was approved

	PrincipalOnly bool // it asks for neither interest nor 40 EUR, whatever its stage does

	Accelerated money.Amount // what is not yet due and a measure makes due, within Amount
	Warnings    []string     // to read before sending
	Note        string       // what the journal will say of it besides
	CallSheet   bool         // nobody called yet: the call sheet is printed with it
	Statement   bool         // so many overdue invoices that a statement goes with it
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

// Asked are the claims the communication asks for.
func (c *Communication) Asked() []claim.Claim {
	return c.claims(func(i *Item) bool { return i.Role == Asked || i.Role == AlsoAsked })
}

// With are the claims of one role.
func (c *Communication) With(r Role) []claim.Claim {
	return c.claims(func(i *Item) bool { return i.Role == r })
}

func (c *Communication) claims(keep func(*Item) bool) []claim.Claim {
	n := 0
	for i := range c.Items {
		if keep(&c.Items[i]) {
			n++
		}
	}
	if n == 0 {
		return nil
	}
	out := make([]claim.Claim, 0, n)
	for i := range c.Items {
		if keep(&c.Items[i]) {
			out = append(out, c.Items[i].Claim)
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
func (c *Communication) DemandsInterest() bool {
	return !c.PrincipalOnly && (c.Stage.Nature.IsFormal() || c.Stage.Penalties == kit.Yes)
}

// Total adds up what the asked claims are worth, interest and compensation apart.
func (c *Communication) Total() (principal, interest, compensation money.Amount) {
	for _, cl := range c.Asked() {
		principal += cl.Claimable()
		if c.DemandsInterest() {
			interest += cl.Interest
			compensation += cl.Compensation
		}
	}
	return principal, interest, compensation
}

// Entry is the line of the journal that says the communication was sent on a day:
// each invoice at its own stage, with the stages that were passed over. The caller
// adds what only it knows: hour, author, batch, documents.
func (c *Communication) Entry(day calendar.Date) journal.Entry {
	e := journal.Entry{
		Date: day, Client: c.Client.Code, Type: journal.Reminder, Channel: journal.Channel(c.Channel),
		Direction: journal.Sent, Deadline: c.Deadline, Content: c.Note,
	}
	if c.Channel == kit.ByCall {
		e.Type = journal.Call
	}
	for _, it := range c.Items {
		ref := journal.Invoice{Number: it.Claim.Invoice.Number, Plan: it.Decision.Plan.ID, Balance: it.Claim.Balance}
		for _, skip := range it.Skipped {
			skipped := ref
			skipped.Stage, skipped.Status = skip.Stage.ID, journal.Skipped
			e.Invoices = append(e.Invoices, skipped)
		}
		if it.Status == journal.Done || it.Status == journal.Absorbed {
			ref.Stage, ref.Status = it.Stage.ID, it.Status
			e.Invoices = append(e.Invoices, ref)
		}
	}
	return e
}
