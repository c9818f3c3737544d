package agenda

import (
	"fmt"
	"slices"

	"relance/generator/calendar"
	"relance/generator/claim"
	"relance/generator/dunning"
	"relance/generator/journal"
	"relance/generator/kit"
	"relance/generator/money"
)

func (a *Agenda) task(c *kit.Client, date calendar.Date, format string, args ...any) {
	t := Task{c, fmt.Sprintf(format, args...), date}
	if !slices.Contains(a.Tasks, t) {
		a.Tasks = append(a.Tasks, t)
	}
}

// tasks lists what a person must do, by date.
func (a *Agenda) tasks() {
	rest := a.Decisions
	for i := range a.Kit.Clients {
		c := &a.Kit.Clients[i]
		a.accountTasks(c, rest[:len(c.Invoices)])
		for j := range c.Invoices {
			a.invoiceTasks(c, &rest[j])
		}
		rest = rest[len(c.Invoices):]
		a.callTasks(c)
	}
	if a.Kit.PaidUntil.IsZero() && len(a.Decisions) > 0 {
		a.task(nil, a.Date, "Jusqu'à quelle date les encaissements sont-ils saisis ? Écrivez paiements_a_jour_au dans relance.yaml")
	}
	slices.SortStableFunc(a.Tasks, func(x, y Task) int { return int(x.Date) - int(y.Date) })
}

// accountTasks: money that waits for an invoice, and insolvency.
func (a *Agenda) accountTasks(c *kit.Client, decisions []dunning.Decision) {
	for _, r := range a.Facts.Book.OnAccount(c, a.Date) {
		what := "le règlement"
		if r.Credit {
			what = "l'avoir " + r.Reference
		}
		a.task(c, a.Date, "Affecter %s de %s du %s", what, r.Amount.Format("EUR"), r.Date)
	}
	p := c.Insolvency
	if p == nil || p.Judged > a.Date {
		return
	}
	var owed money.Amount
	for _, d := range decisions {
		if d.State == dunning.Insolvent {
			owed += d.Balance
		}
	}
	published := p.Published
	if published.IsZero() {
		published = p.Judged
	}
	if limit := published.AddMonths(2); owed > 0 && limit >= a.Date {
		// Two months from the BODACC publication (C. com. L622-24, R622-24).
		a.task(c, limit, "Déclarer la créance de %s au mandataire judiciaire%s, au plus tard le %s", owed.Format("EUR"), in(p.Trustee), limit)
	}
}

func in(name string) string {
	if name == "" {
		return ""
	}
	return " (" + name + ")"
}

func (a *Agenda) invoiceTasks(c *kit.Client, d *dunning.Decision) {
	n := d.Invoice.Number
	switch d.State {
	case dunning.Overpaid:
		a.task(c, a.Date, "Rembourser ou affecter le trop-perçu de %s sur %s", (-d.Balance).Format(d.Invoice.Currency), n)
	case dunning.Promised:
		if p := lastPromise(a.Facts.Promises(d.Invoice)); p != nil {
			a.task(c, p.Until, "Vérifier le compte : promesse de %s pour le %s", p.Amount.Format(d.Invoice.Currency), p.Until)
		}
	case dunning.Instalments:
		a.task(c, d.Date, "Vérifier l'échéance du %s de l'accord sur %s", d.Date, n)
	case dunning.PlanEnded:
		a.task(c, a.Date, "Décider de la suite pour %s : le plan est terminé", n)
	}
	if x := a.Facts.Book.OpenDispute(d.Invoice, a.Date); x != nil {
		o := a.Kit.OptionsOf(c, d.Plan)
		if x.Acknowledged.IsZero() && !a.acknowledged(c, x.Opened) {
			a.task(c, a.Kit.Business().Add(x.Opened, o.DisputeAck), "Accuser réception du litige sur %s, ouvert le %s", n, x.Opened)
		}
		if !x.AnswerBy.IsZero() {
			a.task(c, x.AnswerBy, "Répondre au litige sur %s", n)
		}
	}
	if d.State == dunning.Upcoming && d.Stage != nil && d.Stage.Nature == kit.Handover && !a.Facts.PaymentsKnown(d.Date-1) {
		a.task(c, d.Date, "Saisir les encaissements jusqu'au %s avant de transmettre %s", (d.Date - 1), n)
	}
}

// acknowledged reports whether a dispute of that day was acknowledged since.
func (a *Agenda) acknowledged(c *kit.Client, opened calendar.Date) bool {
	return a.journaled(func(e journal.Entry) bool {
		if e.Client != c.Code || e.Date < opened {
			return false
		}
		return slices.ContainsFunc(e.Invoices, func(i journal.Invoice) bool { return i.Stage == "accuse_litige" })
	})
}

func (a *Agenda) journaled(is func(journal.Entry) bool) bool {
	return a.Kit.Journal != nil && slices.ContainsFunc(a.Kit.Journal.Effective(), is)
}

func lastPromise(list []kit.Promise) *kit.Promise {
	if len(list) == 0 {
		return nil
	}
	return &list[len(list)-1]
}

// callTasks: a call without a result is unfinished, one without an answer is tried
// again the next working day, three times in all (contracts.md §3).
func (a *Agenda) callTasks(c *kit.Client) {
	contacts := a.Facts.Contacts(c)
	tries := 0
	for i := len(contacts) - 1; i >= 0 && contacts[i].Channel == kit.ByCall; i-- {
		tries++
	}
	if tries == 0 {
		return
	}
	last := contacts[len(contacts)-1]
	switch last.Outcome {
	case "":
		a.task(c, last.Date, "Noter le résultat de l'appel du %s", last.Date)
	case "sans_reponse", "messagerie", "esquive":
		if tries < 3 && a.Facts.Overdue(c) > 0 {
			a.task(c, a.Kit.Business().Next(last.Date+1), "Rappeler : sans réponse le %s (essai %d sur 3)", last.Date, tries)
		}
	}
}

// Claim is what an invoice of the agenda is worth on its day.
func (a *Agenda) Claim(d *dunning.Decision) (claim.Claim, error) {
	return a.Facts.Book.Of(d.Client, d.Invoice, a.Date)
}
