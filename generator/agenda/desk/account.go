package desk

import (
	"slices"

	"relance/generator/agenda/message"
	"relance/generator/calendar"
	"relance/generator/claim"
	"relance/generator/journal"
	"relance/generator/kit"
	"relance/generator/money"
)

// An account is the money of a client that no invoice has received yet. What it pays
// is deducted once: the first message since it came deducts it, and from then on it is
// held for the invoices of that message.
type account struct {
	held map[string]money.Amount // by invoice number
	free money.Amount
}

// account shares out what the client has on account.
func (k *desk) account() account {
	a := account{held: map[string]money.Amount{}}
	for _, r := range k.facts.Book.OnAccount(k.client, k.facts.Day) {
		a.free += k.hold(&a, r)
	}
	return a
}

// hold keeps a sum for the invoices it was deducted from, the oldest first, as far as
// they are still owed, and answers with the rest.
func (k *desk) hold(a *account, r claim.Receipt) (rest money.Amount) {
	rest = r.Amount
	first := k.firstAsked(r.Date)
	if first.IsZero() {
		return rest
	}
	for _, inv := range k.asked(first) {
		share := min(rest, max(0, k.facts.Claimable(inv)-a.held[inv.Number]))
		a.held[inv.Number] += share
		rest -= share
	}
	return rest
}

// firstAsked is the day of the first soft reminder that was sent since a day, zero when
// there was none.
func (k *desk) firstAsked(since calendar.Date) (first calendar.Date) {
	for i := range k.decisions {
		for _, step := range k.facts.Steps(k.decisions[i].Invoice) {
			s, _ := k.decisions[i].Plan.Stage(step.Stage)
			if s != nil && s.Nature == kit.Soft && step.Channel.IsWritten() && step.Status == journal.Done && step.Date >= since && (first.IsZero() || step.Date < first) {
				first = step.Date
			}
		}
	}
	return first
}

// asked are the invoices that a soft reminder asked for on a day, by due date.
func (k *desk) asked(day calendar.Date) (list []*kit.Invoice) {
	for i := range k.decisions {
		d := &k.decisions[i]
		for _, step := range k.facts.Steps(d.Invoice) {
			s, _ := d.Plan.Stage(step.Stage)
			if s != nil && s.Nature == kit.Soft && step.Date == day && step.Status == journal.Done && !slices.Contains(list, d.Invoice) {
				list = append(list, d.Invoice)
			}
		}
	}
	slices.SortStableFunc(list, func(a, b *kit.Invoice) int { return int(a.Due) - int(b.Due) })
	return list
}

// deduct takes the money on account off the messages of the day, each sum from one of
// them: the soft ones first, for the formal ones wait until it is allocated.
func (k *desk) deduct() {
	if len(k.facts.Book.OnAccount(k.client, k.facts.Day)) == 0 {
		return
	}
	a := k.account()
	for _, formal := range []bool{false, true} {
		for i := range k.out {
			c := &k.out[i]
			switch {
			case c.Stage.Nature.IsFormal() != formal || !deducts(c):
			case i > 0 && twin(&k.out[i-1], c):
				c.OnAccount = k.out[i-1].OnAccount
				c.Amount -= c.OnAccount
			default:
				a.pay(c)
			}
		}
	}
}

// deducts reports whether a message asks for what the money on account may pay.
func deducts(c *message.Communication) bool {
	n := c.Stage.Nature
	planned, _ := c.Plan.Stage(c.Stage.ID)
	return c.Currency == "EUR" && (n == kit.Soft || n.IsFormal()) && (planned != nil || c.Stage.ID == "promesse_rompue")
}

// twin reports whether two messages are one demand on two channels.
func twin(a, b *message.Communication) bool {
	return a.Stage == b.Stage && len(a.Items) > 0 && len(b.Items) > 0 && a.Items[0].Decision == b.Items[0].Decision
}

// pay takes off a message what is held for its invoices, then what is free.
func (a *account) pay(c *message.Communication) {
	var held money.Amount
	for _, cl := range c.Asked() {
		held += a.held[cl.Invoice.Number]
		delete(a.held, cl.Invoice.Number)
	}
	c.OnAccount = min(held+a.free, c.Amount)
	a.free -= max(0, c.OnAccount-held)
	c.Amount -= c.OnAccount
}
