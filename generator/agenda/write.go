package agenda

import (
	"fmt"
	"slices"
	"strings"

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
		for _, d := range g.asked {
			k.postpone(d)
		}
		return nil
	}
	items, err := k.items(g, lead)
	if err != nil {
		return err
	}
	for _, channel := range k.channelsLeft(lead) {
		c := Communication{
			Client: k.client, Plan: lead.Plan, Stage: lead.Stage, Channel: channel, Items: items,
			Currency: lead.Invoice.Currency, Status: dunning.Todo, Promise: lead.Broken,
		}
		k.status(&c, g)
		k.sums(&c)
		k.formalMinimum(&c, lead.Options)
		c.Template = or(c.Template, lead.Stage.TemplateFor(c.Channel))
		k.address(&c, lead.Invoice)
		if lead.Stage.IsWritten() {
			c.Deadline = k.agenda.Facts.Deadline(lead.Invoice, lead.Plan, lead.Options, lead.Stage, k.agenda.Date)
		}
		c.Reason = k.reason(&c, lead)
		k.agenda.Communications = append(k.agenda.Communications, c)
	}
	return nil
}

// channelsLeft are the channels of the stage on which it was not done yet.
func (k *desk) channelsLeft(d *dunning.Decision) []kit.Channel {
	channels := d.Stage.AllChannels()
	if len(channels) == 1 {
		return channels
	}
	var out []kit.Channel
	for _, ch := range channels {
		done := slices.ContainsFunc(k.agenda.Facts.Steps(d.Invoice), func(s dunning.Step) bool {
			return s.Stage == d.Stage.ID && s.Channel == ch && s.Status == journal.Done
		})
		if !done {
			out = append(out, ch)
		}
	}
	return out
}

// items lists every invoice the communication speaks of. A courtesy or a meeting
// speaks of its own only; a reminder also mentions what is below the minimum and
// what will be due next.
func (k *desk) items(g group, lead *dunning.Decision) ([]Item, error) {
	var items []Item
	add := func(d *dunning.Decision, r Role, status journal.Status) error {
		c, err := k.agenda.Facts.Book.Of(k.client, d.Invoice, k.agenda.Date)
		if err != nil {
			return err
		}
		it := Item{Claim: c, Decision: d, Role: r, Status: status, Skipped: d.Skipped}
		if status != "" {
			it.Stage = d.Stage
		}
		items = append(items, it)
		return nil
	}
	for _, d := range g.asked {
		if err := add(d, Asked, journal.Done); err != nil {
			return nil, err
		}
	}
	for _, d := range g.absorbed {
		if err := add(d, Absorbed, journal.Absorbed); err != nil {
			return nil, err
		}
	}
	for _, d := range g.upcoming {
		if err := add(d, NextDue, journal.Absorbed); err != nil {
			return nil, err
		}
	}
	if n := lead.Stage.Nature; n == kit.Preventive || n == kit.Meeting || n == kit.Internal {
		return items, nil
	}
	for i := range k.decisions {
		d := &k.decisions[i]
		if d.Invoice.Currency != lead.Invoice.Currency || d.Invoice.Recipient != lead.Invoice.Recipient || inItems(items, d) {
			continue
		}
		role, ok := Role(0), false
		switch {
		case d.State == dunning.BelowMinimum && d.Claimable > 0 && lead.Stage.Nature == kit.Soft:
			role, ok = AlsoAsked, true
		case d.State == dunning.Upcoming && d.DaysLate == 0 && d.Claimable > 0:
			role, ok = NextDue, true
		case k.listedApart(d, lead):
			role, ok = Absorbed, true
		}
		if status := skippedToday(d); ok || status != "" {
			if !ok {
				role = NextDue
			}
			if err := add(d, role, status); err != nil {
				return nil, err
			}
		}
	}
	return items, nil
}

// skippedToday is Skipped when the desk set the stage of the day aside.
func skippedToday(d *dunning.Decision) journal.Status {
	if n := len(d.Skipped); n > 0 && d.Skipped[n-1].Stage == d.Stage {
		return journal.Skipped
	}
	return ""
}

// listedApart: a formal letter shows every overdue invoice the client may still be
// asked for, so that it knows its whole account.
func (k *desk) listedApart(d, lead *dunning.Decision) bool {
	return lead.Stage.Nature.IsFormal() && d.DaysLate > 0 && d.Claimable > 0 &&
		(d.State == dunning.Upcoming || d.State == dunning.Todo || d.State == dunning.ToApprove)
}

func inItems(items []Item, d *dunning.Decision) bool {
	return slices.ContainsFunc(items, func(i Item) bool { return i.Decision == d })
}

// status is that of the most held-back invoice asked for.
func (k *desk) status(c *Communication, g group) {
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

func (k *desk) sums(c *Communication) {
	for _, it := range c.Items {
		if it.Role != Asked && it.Role != AlsoAsked {
			continue
		}
		c.Principal += it.Claim.Claimable()
		c.Amount += it.Claim.Claimable()
		if DemandsInterest(c.Stage) {
			c.Amount += it.Claim.Interest + it.Claim.Compensation
		}
	}
	if c.Stage.Nature == kit.Soft && c.Currency == "EUR" {
		c.OnAccount = min(k.agenda.Facts.Book.OnAccountSum(k.client, k.agenda.Date), c.Amount)
		c.Amount -= c.OnAccount
	}
}

// formalMinimum sends an ordinary letter instead of a registered one for a small
// sum; the stage counts as done (T24).
func (k *desk) formalMinimum(c *Communication, o kit.Options) {
	if c.Channel != kit.ByRegistered || c.Principal >= o.FormalMinimum || c.Stage.Nature == kit.Handover {
		return
	}
	c.Channel, c.Template = kit.ByLetter, "lettre-relance"
	c.Amount = c.Principal
}

// capped reports whether one more soft message would exceed the cap on contacts.
func (k *desk) capped(d *dunning.Decision) bool {
	if n := d.Stage.Nature; n != kit.Soft && n != kit.Preventive || d.State == dunning.Blocked {
		return false
	}
	return k.contactsIn(k.agenda.Date, d.Options) >= d.Options.MaxContacts
}

// contactsIn counts the contacts of the window that ends on a day.
func (k *desk) contactsIn(day calendar.Date, o kit.Options) int {
	n := 0
	for _, c := range k.agenda.Facts.Contacts(k.client) {
		if c.Date <= day && day.Sub(c.Date) < o.ContactWindow {
			n++
		}
	}
	return n
}

func (k *desk) postpone(d *dunning.Decision) {
	b := k.agenda.Kit.Business()
	day := b.Next(k.agenda.Date + 1)
	for k.contactsIn(day, d.Options) >= d.Options.MaxContacts {
		day = b.Next(day + 1)
	}
	d.State, d.Date = dunning.Upcoming, day
	d.Reason = fmt.Sprintf("étape reportée au %s (%s) : déjà %d contacts en %d jours", day.Long(), lowerFirst(d.Stage.Title()), d.Options.MaxContacts, d.Options.ContactWindow)
}

// reason says in one sentence why the communication exists.
func (k *desk) reason(c *Communication, lead *dunning.Decision) string {
	asked, absorbed := 0, []string{}
	for _, it := range c.Items {
		switch {
		case it.Role == Asked || it.Role == AlsoAsked:
			asked++
		case it.Role == Absorbed && it.Status == journal.Absorbed:
			absorbed = append(absorbed, it.Claim.Invoice.Number)
		}
	}
	s := lead.Reason
	if asked > 1 {
		s = fmt.Sprintf("%s : %s pour %d factures", map[bool]string{true: "à valider", false: "à faire"}[c.Status == dunning.ToApprove], lowerFirst(lead.Stage.Title()), asked)
	}
	if len(absorbed) > 0 {
		s += " ; absorbe " + strings.Join(absorbed, ", ")
	}
	for _, skip := range lead.Skipped {
		if skip.Stage != lead.Stage {
			s += " ; étape sautée : " + lowerFirst(skip.Stage.Title()) + " (" + skip.Why + ")"
		}
	}
	if c.Channel != lead.Stage.Channel && len(lead.Stage.Channels) == 0 && lead.Stage.Channel != "" {
		s += " ; par " + channelName(c.Channel) + " à défaut de " + channelName(lead.Stage.Channel)
	}
	return s
}

func channelName(c kit.Channel) string {
	names := map[kit.Channel]string{
		kit.ByEmail: "courriel", kit.BySMS: "SMS", kit.ByCall: "téléphone", kit.ByLetter: "courrier",
		kit.ByRegistered: "lettre recommandée", kit.ByPortal: "portail", kit.InHouse: "note interne",
	}
	return names[c]
}

func or(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// Total adds up what the asked claims are worth, interest and compensation apart.
func (c *Communication) Total() (principal, interest, compensation money.Amount) {
	for _, cl := range c.Asked() {
		principal += cl.Claimable()
		if DemandsInterest(c.Stage) {
			interest += cl.Interest
			compensation += cl.Compensation
		}
	}
	return principal, interest, compensation
}
