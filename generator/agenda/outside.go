package agenda

import (
	"fmt"

	"relance/generator/dunning"
	"relance/generator/journal"
	"relance/generator/kit"
)

// Outside lists the stages that no plan schedules: an event calls for them.
var Outside = []kit.Stage{
	{ID: "confirmation_promesse", Label: "Confirmation de promesse", Nature: kit.Soft, Channel: kit.ByEmail, Template: "confirmation-promesse", Tone: 1, Fallback: []string{"courrier"}},
	{ID: "promesse_rompue", Label: "Promesse rompue", Nature: kit.Soft, Channel: kit.ByEmail, Template: "promesse-rompue", Tone: 3, Fallback: []string{"courrier"}},
	{ID: "accuse_litige", Label: "Accusé de réception du litige", Nature: kit.Soft, Channel: kit.ByEmail, Template: "accuse-litige", Tone: 1, Fallback: []string{"courrier"}},
	{ID: "remerciement", Label: "Remerciement", Nature: kit.Soft, Channel: kit.ByEmail, Template: "remerciement-paiement", Tone: 1},
}

func outside(id string) *kit.Stage {
	for i := range Outside {
		if Outside[i].ID == id {
			return &Outside[i]
		}
	}
	panic("agenda: unknown stage " + id)
}

// outsidePlans writes what an event of the day calls for.
func (k *desk) outsidePlans() error {
	if err := k.confirmations(); err != nil {
		return err
	}
	return k.brokenPromises()
}

// confirmations confirm, the same day, a promise that was just taken.
func (k *desk) confirmations() error {
	done := map[string]bool{}
	for i := range k.decisions {
		d := &k.decisions[i]
		for _, p := range k.agenda.Facts.Promises(d.Invoice) {
			key := p.Until.ISO() + fmt.Sprint(p.Invoices)
			if p.Taken != k.agenda.Date || done[key] || k.did(d, "confirmation_promesse") {
				continue
			}
			done[key] = true
			if err := k.event("confirmation_promesse", p, fmt.Sprintf("promesse du jour pour le %s : à confirmer par écrit", p.Until.Long())); err != nil {
				return err
			}
		}
	}
	return nil
}

// brokenPromises recall a broken promise, unless a written stage of the same
// invoice goes out today and says it (contracts.md §7).
func (k *desk) brokenPromises() error {
	done := map[string]bool{}
	for i := range k.decisions {
		d := &k.decisions[i]
		if d.Broken == nil || k.writtenToday(d) || k.did(d, "promesse_rompue") || done[d.Broken.Until.ISO()] || d.DaysLate == 0 || d.Claimable <= 0 {
			continue
		}
		done[d.Broken.Until.ISO()] = true
		if err := k.event("promesse_rompue", *d.Broken, fmt.Sprintf("promesse du %s non tenue", d.Broken.Until)); err != nil {
			return err
		}
	}
	return nil
}

func (k *desk) did(d *dunning.Decision, stage string) bool {
	for _, s := range k.agenda.Facts.Steps(d.Invoice) {
		if s.Stage == stage && s.Date >= k.agenda.Date.AddDays(-1) {
			return true
		}
	}
	return false
}

func (k *desk) writtenToday(d *dunning.Decision) bool {
	for _, c := range k.agenda.Communications {
		for _, it := range c.Items {
			if it.Decision == d && c.Channel.IsWritten() {
				return true
			}
		}
	}
	return false
}

// event adds a communication about a promise.
func (k *desk) event(stage string, p kit.Promise, reason string) error {
	s := outside(stage)
	c := Communication{Client: k.client, Stage: s, Channel: s.Channel, Template: s.Template, Status: dunning.Todo, Promise: &p, Reason: reason}
	for i := range k.decisions {
		d := &k.decisions[i]
		for _, n := range p.Invoices {
			if d.Invoice.Number != n || d.Claimable <= 0 {
				continue
			}
			cl, err := k.agenda.Facts.Book.Of(k.client, d.Invoice, k.agenda.Date)
			if err != nil {
				return err
			}
			c.Plan, c.Currency = d.Plan, d.Invoice.Currency
			c.Items = append(c.Items, Item{Claim: cl, Decision: d, Role: Asked, Stage: s, Status: journal.Done})
		}
	}
	if len(c.Items) == 0 {
		return nil
	}
	c.Deadline = p.Until
	if stage == "promesse_rompue" {
		c.Deadline = k.agenda.Kit.Business().Add(k.agenda.Date, 1)
	}
	k.sums(&c)
	k.address(&c, c.Items[0].Claim.Invoice)
	k.agenda.Communications = append(k.agenda.Communications, c)
	return nil
}
