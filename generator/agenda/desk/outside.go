package desk

import (
	"fmt"
	"slices"

	"relance/generator/agenda/event"
	"relance/generator/agenda/message"
	"relance/generator/calendar"
	"relance/generator/dunning"
	"relance/generator/journal"
	"relance/generator/kit"
)

// outsidePlans writes what an event calls for.
func (k *desk) outsidePlans() error {
	for _, e := range event.Of(k.facts, k.client, k.decisions, k.formal, k.writtenToday) {
		if err := k.finish(e.Message, e.About); err != nil {
			return err
		}
	}
	return nil
}

// lapses tells first that an agreement is over. The plan's stages of the day give way
// to that letter, and wait until the day it prints has passed.
func (k *desk) lapses() error {
	for _, e := range event.Lapses(k.facts, k.client, k.decisions) {
		if err := k.finish(e.Message, e.About); err != nil {
			return err
		}
		for _, d := range e.About {
			if e.Message.Status != dunning.Blocked && d.IsDue() {
				k.giveWay(d, e.Message.Deadline)
			}
		}
	}
	return nil
}

func (k *desk) giveWay(d *dunning.Decision, deadline calendar.Date) {
	alone := *d
	if d.Alone == nil {
		d.Alone = &alone
	}
	d.State, d.Date = dunning.Upcoming, k.facts.Business().Add(deadline, 1)
	d.Reason = fmt.Sprintf("la fin de l'accord est d'abord notifiée au client ; prochaine étape : %s, le %s", d.Stage.InSentence(), d.Date.Long())
}

func (k *desk) writtenToday(d *dunning.Decision) bool {
	return slices.ContainsFunc(k.out, func(c message.Communication) bool {
		return c.Channel.IsWritten() && inItems(c.Items, d)
	})
}

// answerDays are the working days that a message outside plans leaves to pay, at
// least, from the day it arrives.
var answerDays = map[string]int{
	"promesse_refusee": 5, "promesse_rompue": 2, "relance_echeance": 2, "constat_caducite": 5,
	dunning.BlockOrders: 5, dunning.Acceleration: 5, dunning.CashFirst: 5, dunning.Suspension: 5,
}

// finish adds the invoices the event is about, the sums and the address.
func (k *desk) finish(c *message.Communication, about []*dunning.Decision) error {
	for _, d := range about {
		cl, err := k.facts.Book.Of(k.client, d.Invoice, k.facts.Day)
		if err != nil {
			return err
		}
		role := message.Asked
		if c.Stage.Nature == kit.Preventive || d.DaysLate == 0 && c.Measure != nil {
			role = message.NextDue // not asked for: a welcome, or what is made due apart
		}
		if role == message.NextDue && c.Measure != nil {
			c.Accelerated += cl.Claimable()
		}
		c.Items = append(c.Items, message.Item{Claim: cl, Decision: d, Role: role, Stage: c.Stage, Status: journal.Done})
	}
	k.sums(c)
	c.Amount = c.Principal + c.Accelerated
	if c.Instalment != nil {
		c.Principal, c.Amount = about[0].Short, about[0].Short
	}
	if c.Stage.ID == dunning.CreditorNotice {
		k.addressCreditor(c)
	} else {
		k.post().Address(c, about[0].Invoice)
	}
	if least, demands := answerDays[c.Stage.ID]; demands {
		c.Deadline = max(c.Deadline, k.facts.Within(least, about[0].Options, c.Channel))
	}
	if barred := k.facts.Barred(k.client); len(barred) > 0 {
		c.Status, c.Missing = dunning.Blocked, append(c.Missing, barred...)
	}
	k.out = append(k.out, *c)
	return nil
}

// addressCreditor sends a message to the creditor whose agent we are.
func (k *desk) addressCreditor(c *message.Communication) {
	if c.Recipient = string(k.facts.Kit.Creditor.Email); c.Recipient == "" {
		c.Status, c.Missing = dunning.Blocked, append(c.Missing, "adresse électronique du créancier manquante")
	}
}
