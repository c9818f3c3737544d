package agenda

import (
	"fmt"
	"slices"

	"relance/generator/calendar"
	"relance/generator/claim"
	"relance/generator/dunning"
	"relance/generator/kit"
	"relance/generator/money"
)

func (a *Agenda) task(c *kit.Client, date calendar.Date, format string, args ...any) {
	t := Task{c, fmt.Sprintf(format, args...), date}
	if !slices.Contains(a.Tasks, t) {
		a.Tasks = append(a.Tasks, t)
	}
}

// tasks lists what a person must do, clients in the order of the kit.
func (a *Agenda) tasks() {
	rest := a.Decisions
	for i := range a.Kit.Clients {
		c := &a.Kit.Clients[i]
		a.accountTasks(c, rest[:len(c.Invoices)])
		for j := range c.Invoices {
			d := &rest[j]
			a.stateTask(c, d)
			a.approvalTasks(c, d)
			a.disputeTasks(c, d)
			a.receiptTasks(c, d)
		}
		rest = rest[len(c.Invoices):]
		a.callTasks(c)
	}
	if a.Kit.PaidUntil.IsZero() && len(a.Decisions) > 0 {
		a.task(nil, a.Date, "Jusqu'à quelle date les encaissements sont-ils saisis ? Écrivez paiements_a_jour_au dans relance.yaml")
	}
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

// stateTask is what the state of an invoice asks of somebody.
func (a *Agenda) stateTask(c *kit.Client, d *dunning.Decision) {
	n := d.Invoice.Number
	switch d.State {
	case dunning.Overpaid:
		a.task(c, a.Date, "Rembourser ou affecter le trop-perçu de %s sur %s", (-d.Balance).Format(d.Invoice.Currency), n)
	case dunning.Promised:
		if p := d.Promise; p.Until < a.Date {
			a.task(c, a.Date, "Saisir les encaissements jusqu'au %s : la promesse de %s est-elle tenue ?", p.Until, p.Amount.Format(d.Invoice.Currency))
		} else {
			a.task(c, p.Until, "Vérifier le compte : promesse de %s pour le %s", p.Amount.Format(d.Invoice.Currency), p.Until)
		}
	case dunning.Instalments:
		if d.Late == nil {
			a.task(c, max(d.Date, a.Date), "Vérifier l'échéance du %s de l'accord sur %s", a.nextInstalment(d), n)
		}
	case dunning.PlanEnded:
		a.task(c, max(d.Date, a.Date), "Décider de la suite pour %s : le plan est terminé", n)
	case dunning.Upcoming:
		if d.Stage.Nature == kit.Handover && !a.Facts.PaymentsKnown(d.Date-1) {
			a.task(c, d.Date, "Saisir les encaissements jusqu'au %s avant de transmettre %s", (d.Date - 1), n)
		}
	case dunning.Blocked:
		if slices.Contains(d.Missing, "adresse à vérifier") {
			a.task(c, a.Date, "Vérifier l'adresse de %s : un recommandé est revenu ; une fois corrigée, notez une approbation de l'étape « adresse »", c.FullName())
		}
	}
}

// nextInstalment is the day of the instalment that a decision waits for.
func (a *Agenda) nextInstalment(d *dunning.Decision) calendar.Date {
	if next, _ := a.Facts.Book.Unpaid(d.Agreement, a.Date); next != nil {
		return next.Date
	}
	return d.Date
}

// approvalTasks ask somebody to accept what one may not accept alone: a distant
// promise, a long agreement, one postponement too many. The answer is a line
// « approbation » of the journal.
func (a *Agenda) approvalTasks(c *kit.Client, d *dunning.Decision) {
	if d.Claimable <= 0 || silenced(d) {
		return
	}
	promises := a.Facts.Promises(d.Invoice)
	for i := range promises {
		p := &promises[i]
		if a.Facts.TooFar(d, p) && p.Until >= a.Date && !a.Facts.Answered(c, "promesse", p.Taken) {
			a.task(c, a.Date, "Accepter ou refuser la promesse du %s pour le %s : plus de %d jours (approbation « promesse »)", p.Taken, p.Until, d.Options.PromiseMaxDays)
		}
	}
	if p := claim.Agreement(c, d.Invoice, a.Date); p != nil && a.Facts.NeedsApproval(d, p) && !a.Facts.Answered(c, "echeancier", p.Agreed) {
		a.task(c, a.Date, "Accepter ou refuser l'échéancier du %s sur %s : %d échéances (approbation « echeancier »)", p.Agreed, d.Invoice.Number, len(p.Instalments))
	}
	if r := a.Facts.RefusedDeferral(d); r != nil && !a.Facts.Answered(c, "report", r.Granted) {
		a.task(c, a.Date, "Accepter ou refuser le report de %s au %s : déjà %d de suite (approbation « report »)", d.Invoice.Number, r.Until, d.Options.DeferralMax)
	}
}

// disputeTasks: acknowledge, answer, decide after thirty days, write the credit
// note of a dispute admitted (contracts.md §9.10).
func (a *Agenda) disputeTasks(c *kit.Client, d *dunning.Decision) {
	n := d.Invoice.Number
	for _, x := range a.Facts.Book.Disputes(d.Invoice, a.Date) {
		if a.Facts.Book.AwaitsCredit(d.Invoice, x, a.Date) {
			a.task(c, a.Date, "Établir l'avoir du litige fondé sur %s, clos le %s", n, x.Closed)
		}
	}
	x := a.Facts.Book.OpenDispute(d.Invoice, a.Date)
	if x == nil || silenced(d) {
		return
	}
	acknowledged := slices.ContainsFunc(a.Facts.Steps(d.Invoice), func(s dunning.Step) bool { return s.Stage == "accuse_litige" && s.Date >= x.Opened })
	if x.Acknowledged.IsZero() && !acknowledged {
		a.task(c, a.business.Add(x.Opened, d.Options.DisputeAck), "Accuser réception du litige sur %s, ouvert le %s", n, x.Opened)
	}
	if !x.AnswerBy.IsZero() {
		a.task(c, x.AnswerBy, "Répondre au litige sur %s", n)
	}
	if a.Date.Sub(x.Opened) >= 30 {
		a.task(c, a.Date, "Litige sur %s ouvert depuis %d jours : reprendre la relance ou prolonger", n, a.Date.Sub(x.Opened))
	}
}

// receiptTasks: a payment written twice, and one received once the file is in other
// hands.
func (a *Agenda) receiptTasks(c *kit.Client, d *dunning.Decision) {
	receipts := a.Facts.Book.Receipts(d.Invoice, a.Date)
	others := slices.Concat(receipts, a.Facts.Book.OnAccount(c, a.Date))
	for i, r := range receipts {
		if r.Credit || a.Date.Sub(r.Date) > 60 {
			continue
		}
		twin := slices.ContainsFunc(others[i+1:], func(o claim.Receipt) bool {
			return !o.Credit && o.Amount == r.Amount && max(o.Date.Sub(r.Date), r.Date.Sub(o.Date)) <= 5
		})
		if twin {
			a.task(c, a.Date, "Règlement peut-être saisi deux fois : %s sur %s vers le %s", r.Amount.Format(d.Invoice.Currency), d.Invoice.Number, r.Date)
		}
	}
	handed := a.handedOver(d)
	for _, r := range receipts {
		if !handed.IsZero() && r.Date >= handed && a.Date.Sub(r.Date) <= 5 {
			a.task(c, a.Date, "Informer %s du règlement de %s reçu le %s sur %s", a.partner(), r.Amount.Format(d.Invoice.Currency), r.Date, d.Invoice.Number)
		}
	}
}

// handedOver is the day an invoice went to somebody else, zero when it did not. As
// an agent, we are the somebody else since the mandate.
func (a *Agenda) handedOver(d *dunning.Decision) (day calendar.Date) {
	if m := a.Kit.Mandate; a.Kit.Sender == "mandataire" && m != nil {
		return m.Date
	}
	for _, step := range a.Facts.Steps(d.Invoice) {
		if s, _ := d.Plan.Stage(step.Stage); s != nil && s.Nature == kit.Handover && step.Status == "faite" {
			day = step.Date
		}
	}
	return day
}

// partner is who has to know of a payment: the creditor when we are its agent,
// else whoever it handed the file to.
func (a *Agenda) partner() string {
	switch c := a.Kit.Creditor; {
	case c == nil:
		return "le partenaire"
	case a.Kit.Sender == "mandataire":
		return c.Name
	case c.Partner != nil:
		return c.Partner.Name
	}
	return "le partenaire"
}

// unanswered are the results of a call that has to be tried again.
var unanswered = []string{"sans_reponse", "messagerie", "esquive"}

// callTasks: a call without a result is unfinished, one without an answer is tried
// again the next working day, three times in all (contracts.md §3).
func (a *Agenda) callTasks(c *kit.Client) {
	contacts := a.Facts.Contacts(c)
	if len(contacts) == 0 || contacts[len(contacts)-1].Channel != kit.ByCall || a.Facts.Overdue(c) <= 0 {
		return
	}
	last := contacts[len(contacts)-1]
	if last.Outcome == "" {
		a.task(c, last.Date, "Noter le résultat de l'appel du %s", last.Date)
		return
	}
	tries := 0
	for _, call := range slices.Backward(contacts) {
		if call.Channel != kit.ByCall || call.Outcome != "" && !slices.Contains(unanswered, call.Outcome) {
			break
		}
		if call.Outcome != "" { // else the line of the batch, whose result came after
			tries++
		}
	}
	if tries > 0 && tries < 3 {
		a.task(c, a.business.Next(last.Date+1), "Rappeler : sans réponse le %s (essai %d sur 3)", last.Date, tries)
	}
}

// Claim is what an invoice of the agenda is worth on its day.
func (a *Agenda) Claim(d *dunning.Decision) (claim.Claim, error) {
	return a.Facts.Book.Of(d.Client, d.Invoice, a.Date)
}
