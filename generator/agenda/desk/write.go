package desk

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"relance/generator/agenda/message"
	"relance/generator/calendar"
	"relance/generator/dunning"
	"relance/generator/journal"
	"relance/generator/kit"
	"relance/generator/money"
)

// write turns a group into communications, one for each channel of its stage.
func (k *desk) write(g group, p pile) error {
	lead := highest(g.asked)
	if postponed := k.capped(lead); postponed {
		for _, d := range slices.Concat(g.asked, g.upcoming) {
			k.postpone(d)
		}
		return nil
	}
	items, err := k.items(g, lead)
	if err != nil {
		return err
	}
	channels := k.channelsLeft(lead)
	small := slices.Contains(channels, kit.ByRegistered) && lead.Stage.Nature != kit.Handover && principal(items) < lead.Options.FormalMinimum
	for _, channel := range k.post().Opening(channels) {
		c := message.Communication{
			Client: k.client, Plan: lead.Plan, Stage: lead.Stage, Channel: channel, Items: items, PrincipalOnly: small,
			Currency: lead.Invoice.Currency, Status: dunning.Todo, Promise: cmp.Or(lead.Broken, lead.Declined),
		}
		k.status(&c, g)
		if small && channel == kit.ByRegistered {
			plainly(&c, lead.Options)
		}
		c.Template = cmp.Or(c.Template, lead.Stage.TemplateFor(c.Channel))
		k.post().Address(&c, lead.Invoice)
		k.sums(&c)
		k.deadline(&c, lead)
		k.warn(&c, g)
		c.Reason = k.reason(&c, lead)
		k.out = append(k.out, c)
	}
	return nil
}

// channelsLeft are the channels of the stage on which it was not done yet.
func (k *desk) channelsLeft(d *dunning.Decision) []kit.Channel {
	channels := k.client.ChannelsOf(d.Stage)
	if len(d.Stage.Channels) == 0 {
		return d.Stage.AllChannels()
	}
	var out []kit.Channel
	for _, ch := range channels {
		done := slices.ContainsFunc(k.facts.Steps(d.Invoice), func(s dunning.Step) bool {
			return s.Stage == d.Stage.ID && s.Channel == ch && s.Status == journal.Done
		})
		if !done {
			out = append(out, ch)
		}
	}
	return out
}

// nextDueDays is how far ahead a reminder mentions what will be due: beyond two months,
// retention money for one, it would only blur the message.
const nextDueDays = 60

// items lists every invoice the communication speaks of. A courtesy or a meeting
// speaks of its own only; a reminder also mentions what is below the minimum and
// what will be due next.
func (k *desk) items(g group, lead *dunning.Decision) (items []message.Item, err error) {
	add := func(d *dunning.Decision, r message.Role, status journal.Status) {
		item, fault := k.item(d, r, status)
		items, err = append(items, item), cmp.Or(err, fault)
	}
	for _, d := range g.asked {
		add(d, message.Asked, journal.Done)
	}
	for _, d := range g.absorbed {
		add(d, message.Absorbed, journal.Absorbed)
	}
	for _, d := range g.upcoming {
		add(d, message.NextDue, journal.Absorbed)
	}
	if n := lead.Stage.Nature; n == kit.Preventive || n == kit.Meeting || n == kit.Internal {
		return items, err
	}
	for i := range k.decisions {
		d := &k.decisions[i]
		if k.key(d.Invoice) != k.key(lead.Invoice) || inItems(items, d) {
			continue
		}
		if role, ok := k.mention(d, lead); ok {
			add(d, role, "")
		}
	}
	return items, err
}

// item is one invoice of a communication, with what the journal will say of its own
// stages: nothing when it is only mentioned, but for the one that this communication
// sets aside. A stage it will pass over later is for its own message to say.
func (k *desk) item(d *dunning.Decision, r message.Role, status journal.Status) (message.Item, error) {
	c, err := k.facts.Book.Of(k.client, d.Invoice, k.facts.Day)
	it := message.Item{Claim: c, Decision: d, Role: r, Status: status}
	if status != "" {
		it.Stage, it.Skipped = d.Stage, d.Skipped
	} else if skip, ok := k.aside[d]; ok {
		it.Stage, it.Status, it.Skipped = skip.Stage, journal.Skipped, []dunning.Skip{skip}
	}
	return it, err
}

// mention says in which role a message speaks of an invoice it is not about.
func (k *desk) mention(d, lead *dunning.Decision) (message.Role, bool) {
	switch {
	case d.State == dunning.BelowMinimum && d.Claimable > 0 && d.DaysLate > 0 && lead.Stage.Nature == kit.Soft:
		return message.AlsoAsked, true
	case d.State == dunning.Upcoming && d.DaysLate == 0 && d.Claimable > 0 && d.Invoice.Due.Sub(k.facts.Day) <= nextDueDays:
		return message.NextDue, true
	case k.listedApart(d, lead):
		return message.Absorbed, true
	}
	return 0, false
}

// listedApart: a formal letter shows every overdue invoice the client may still be
// asked for, so that it knows its whole account.
func (k *desk) listedApart(d, lead *dunning.Decision) bool {
	return lead.Stage.Nature.IsFormal() && d.DaysLate > 0 && d.Claimable > 0 &&
		(d.State == dunning.Upcoming || d.State == dunning.Todo || d.State == dunning.ToApprove)
}

func inItems(items []message.Item, d *dunning.Decision) bool {
	return slices.ContainsFunc(items, func(i message.Item) bool { return i.Decision == d })
}

// status is that of the most held-back invoice asked for.
func (k *desk) status(c *message.Communication, g group) {
	for _, d := range g.asked {
		if d.State == dunning.Blocked {
			c.Status, c.Missing = dunning.Blocked, d.Missing
			return
		}
		if d.State == dunning.ToApprove {
			c.Status = dunning.ToApprove
		}
	}
}

func (k *desk) sums(c *message.Communication) {
	principal, interest, compensation := c.Total()
	c.Principal, c.Amount = principal, principal+interest+compensation
}

// principal is what the invoices of a message that are asked for come to.
func principal(items []message.Item) money.Amount {
	sum, _, _ := (&message.Communication{Items: items, PrincipalOnly: true}).Total()
	return sum
}

// plainly sends an ordinary letter instead of a registered one for a small sum, which
// asks for the principal only; the stage counts as done (T24). What leaves with it on
// another channel must not ask for more.
func plainly(c *message.Communication, o *kit.Options) {
	c.Channel, c.Template = kit.ByLetter, message.PlainLetter
	c.Note = "seuil : lettre simple, moins de " + o.FormalMinimum.Format("EUR")
}

// deadline prints the day a written message asks to be paid by: a call that falls back
// on an e-mail too.
func (k *desk) deadline(c *message.Communication, lead *dunning.Decision) {
	if !lead.Stage.IsWritten() && !c.Channel.IsWritten() {
		return
	}
	c.Deadline = k.facts.Deadline(lead, k.facts.Day, c.Channel)
}

// warn says what to know before sending: a registered letter that no call came
// before (contracts.md §9.11), a long account, what is unsure about an invoice.
func (k *desk) warn(c *message.Communication, g group) {
	for _, d := range g.asked {
		for _, w := range d.Warnings {
			if w = d.Invoice.Number + " : " + w; !slices.Contains(c.Warnings, w) {
				c.Warnings = append(c.Warnings, w)
			}
		}
	}
	if n := c.Stage.Nature; k.client.Profile == "grand_compte" && (n == kit.Soft || n == kit.Preventive) {
		c.Warnings = append(c.Warnings, "grand compte : prévenez "+cmp.Or(k.client.Sales, k.client.Owner, "le commercial")+" avant l'envoi ; un refus motivé et daté l'arrête")
	}
	if c.Channel == kit.ByRegistered && !k.called(g.asked) {
		c.CallSheet = true
		c.Warnings = append(c.Warnings, "aucun appel au journal : essayez d'abord de joindre le client, la fiche d'appel est jointe")
	}
	overdue := 0
	for i := range k.decisions {
		if d := &k.decisions[i]; d.DaysLate > 0 && d.Claimable > 0 {
			overdue++
		}
	}
	c.Statement = overdue > 5
}

func (k *desk) called(asked []*dunning.Decision) bool {
	first := asked[0].Invoice.Issued
	for _, d := range asked {
		first = min(first, d.Invoice.Issued)
	}
	return slices.ContainsFunc(k.facts.Contacts(k.client), func(c dunning.Contact) bool {
		return c.Channel == kit.ByCall && c.Date >= first
	})
}

// capped reports whether one more soft message would exceed the cap on contacts.
func (k *desk) capped(d *dunning.Decision) bool {
	if n := d.Stage.Nature; n != kit.Soft && n != kit.Preventive || d.State == dunning.Blocked {
		return false
	}
	return k.contactsIn(k.facts.Day, d.Options) >= d.Options.MaxContacts
}

// contactsIn counts the contacts of the window that ends on a day. Two lines of
// one day and one channel are one contact: a call and its result, a message to two
// people.
func (k *desk) contactsIn(day calendar.Date, o *kit.Options) int {
	type contact struct {
		day     calendar.Date
		channel kit.Channel
	}
	seen := map[contact]bool{}
	for _, c := range k.facts.Contacts(k.client) {
		if c.Date <= day && day.Sub(c.Date) < o.ContactWindow && !slices.Contains(answers, c.Stage) {
			seen[contact{c.Date, c.Channel}] = true
		}
	}
	return len(seen)
}

// answers are the messages that answer the client: they do not count as insisting.
var answers = []string{"confirmation_promesse", "accuse_litige", "remerciement", "bienvenue"}

func (k *desk) postpone(d *dunning.Decision) {
	b := k.facts.Business()
	day := b.Next(k.facts.Day + 1)
	for k.contactsIn(day, d.Options) >= d.Options.MaxContacts {
		day = b.Next(day + 1)
	}
	d.State, d.Date = dunning.Upcoming, day
	d.Reason = fmt.Sprintf("étape reportée au %s (%s) : déjà %d contacts en %d jours", day.Long(), d.Stage.InSentence(), d.Options.MaxContacts, d.Options.ContactWindow)
}

// reason says in one sentence why the communication exists.
func (k *desk) reason(c *message.Communication, lead *dunning.Decision) string {
	asked, absorbed := 0, []string{}
	for _, it := range c.Items {
		switch {
		case it.Role == message.Asked || it.Role == message.AlsoAsked:
			asked++
		case it.Status == journal.Absorbed: // as a debt of the letter, or as what falls due next
			absorbed = append(absorbed, it.Claim.Invoice.Number)
		}
	}
	s := lead.Reason
	if asked > 1 {
		s = fmt.Sprintf("%s : %s pour %d factures", map[bool]string{true: "à valider", false: "à faire"}[c.Status == dunning.ToApprove], lead.Stage.InSentence(), asked)
	}
	if len(absorbed) > 0 {
		s += " ; absorbe " + strings.Join(absorbed, ", ")
	}
	for _, skip := range lead.Skipped {
		s += " ; étape sautée : " + skip.Stage.InSentence() + " (" + skip.Why + ")"
	}
	return s + k.post().Why(c, lead)
}
