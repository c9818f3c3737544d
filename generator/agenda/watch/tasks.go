package watch

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

func (w *watcher) task(c *kit.Client, date calendar.Date, format string, args ...any) {
	w.ask("", c, date, format, args...)
}

// ask is a task that an approval answers.
func (w *watcher) ask(approves string, c *kit.Client, date calendar.Date, format string, args ...any) {
	w.add(Task{Client: c, Label: fmt.Sprintf(format, args...), Date: date, Approves: approves})
}

func (w *watcher) add(t Task) {
	if !slices.Contains(w.tasks, t) {
		w.tasks = append(w.tasks, t)
	}
}

// tasks lists what a person must do, clients in the order of the kit.
func (w *watcher) allTasks() {
	rest := w.decisions
	for i := range w.facts.Kit.Clients {
		c := &w.facts.Kit.Clients[i]
		w.accountTasks(c, rest[:len(c.Invoices)])
		for j := range c.Invoices {
			d := &rest[j]
			w.stateTask(c, d)
			w.approvalTasks(c, d)
			w.disputeTasks(c, d)
			w.receiptTasks(c, d)
		}
		rest = rest[len(c.Invoices):]
		w.callTasks(c)
	}
	if w.facts.Kit.PaidUntil.IsZero() && len(w.decisions) > 0 {
		w.task(nil, w.facts.Day, "Jusqu'à quelle date les encaissements sont-ils saisis ? Écrivez paiements_a_jour_au dans relance.yaml")
	}
}

// accountTasks: money that waits for an invoice, and insolvency.
func (w *watcher) accountTasks(c *kit.Client, decisions []dunning.Decision) {
	for _, r := range w.facts.Book.OnAccount(c, w.facts.Day) {
		what := "le règlement"
		if r.Credit {
			what = "l'avoir " + r.Reference
		}
		w.task(c, w.facts.Day, "Affecter %s de %s du %s", what, r.Amount.Format("EUR"), r.Date)
	}
	p := c.Insolvency
	if p == nil || p.Judged > w.facts.Day {
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
	if limit := published.AddMonths(2); owed > 0 && limit >= w.facts.Day {
		// Two months from the BODACC publication (C. com. L622-24, R622-24).
		w.task(c, limit, "Déclarer la créance de %s au mandataire judiciaire%s, au plus tard le %s", owed.Format("EUR"), in(p.Trustee), limit)
	}
}

func in(name string) string {
	if name == "" {
		return ""
	}
	return " (" + name + ")"
}

// stateTask is what the state of an invoice asks of somebody.
func (w *watcher) stateTask(c *kit.Client, d *dunning.Decision) {
	n := d.Invoice.Number
	switch d.State {
	case dunning.Overpaid:
		w.task(c, w.facts.Day, "Rembourser ou affecter le trop-perçu de %s sur %s", (-d.Balance).Format(d.Invoice.Currency), n)
	case dunning.Promised:
		if p := d.Promise; p.Until < w.facts.Day {
			w.task(c, w.facts.Day, "Saisir les encaissements jusqu'au %s : la promesse de %s est-elle tenue ?", p.Until, p.Amount.Format(d.Invoice.Currency))
		} else {
			w.add(Task{Client: c, Date: p.Until, Diary: w.facts.Business().Next(p.Until + 1),
				Label: fmt.Sprintf("Vérifier le compte : promesse de %s pour le %s", p.Amount.Format(d.Invoice.Currency), p.Until)})
		}
	case dunning.Instalments:
		if d.Late == nil {
			w.task(c, max(d.Date, w.facts.Day), "Vérifier l'échéance du %s de l'accord sur %s", w.nextInstalment(d), n)
		} else if d.Agreement.Lapse == kit.No {
			w.task(c, w.facts.Day, "Décider de la suite de l'accord sur %s : %s manquent depuis le %s ; un nouvel accord, ou « caducite: oui » pour reprendre la relance", n, d.Short.Format(d.Invoice.Currency), d.Late.Date)
		}
	case dunning.PlanEnded:
		w.task(c, max(d.Date, w.facts.Day), "Décider de la suite pour %s : le plan est terminé", n)
	case dunning.Upcoming:
		if d.Stage.Nature == kit.Handover && !w.facts.PaymentsKnown(d.Date-1) {
			w.task(c, d.Date, "Saisir les encaissements jusqu'au %s avant de transmettre %s", (d.Date - 1), n)
		}
	case dunning.Blocked:
		if slices.Contains(d.Missing, "adresse à vérifier") {
			w.task(c, w.facts.Day, "Vérifier l'adresse de %s : un recommandé est revenu ; une fois corrigée, notez une approbation de l'étape « adresse »", c.FullName())
		}
	}
}

// nextInstalment is the day of the instalment that a decision waits for.
func (w *watcher) nextInstalment(d *dunning.Decision) calendar.Date {
	if next, _ := w.facts.Book.Unpaid(d.Agreement, w.facts.Day); next != nil {
		return next.Date
	}
	return d.Date
}

// approvalTasks ask somebody to accept what one may not accept alone: a distant
// promise, a long agreement, one postponement too many. The answer is a line
// « approbation » of the journal.
func (w *watcher) approvalTasks(c *kit.Client, d *dunning.Decision) {
	if d.Claimable <= 0 || d.IsSilenced() {
		return
	}
	promises := w.facts.Promises(d.Invoice)
	for i := range promises {
		p := &promises[i]
		if w.facts.Kept(p) || w.facts.Accepts(d.Case, p) || p.Until < w.facts.Day || w.facts.Answered(c, "promesse", p.Taken) {
			continue
		}
		why := "une promesse a déjà été suspensive"
		if w.facts.TooFar(d.Case, p) {
			why = fmt.Sprintf("plus de %d jours", d.Options.PromiseMaxDays)
		}
		w.ask("promesse", c, w.facts.Day, "Accepter ou refuser la promesse du %s pour le %s : %s (approbation « promesse »)", p.Taken, p.Until, why)
	}
	if p := claim.Agreement(c, d.Invoice, w.facts.Day); p != nil && w.facts.NeedsApproval(d.Case, p) && !w.facts.Answered(c, "echeancier", p.Agreed) {
		w.ask("echeancier", c, w.facts.Day, "Accepter ou refuser l'échéancier du %s sur %s : %d échéances (approbation « echeancier »)", p.Agreed, d.Invoice.Number, len(p.Instalments))
	}
	if r := w.facts.RefusedDeferral(d.Case); r != nil && !w.facts.Answered(c, "report", r.Granted) {
		w.ask("report", c, w.facts.Day, "Accepter ou refuser le report de %s au %s : déjà %d de suite (approbation « report »)", d.Invoice.Number, r.Until, d.Options.DeferralMax)
	}
}

// disputeTasks: acknowledge, answer, decide after thirty days, write the credit
// note of a dispute admitted (contracts.md §9.10).
func (w *watcher) disputeTasks(c *kit.Client, d *dunning.Decision) {
	n := d.Invoice.Number
	for _, x := range w.facts.Book.Disputes(d.Invoice, w.facts.Day) {
		if w.facts.Book.AwaitsCredit(d.Invoice, x, w.facts.Day) {
			w.task(c, w.facts.Day, "Établir l'avoir du litige fondé sur %s, clos le %s", n, x.Closed)
		}
	}
	x := w.facts.Book.OpenDispute(d.Invoice, w.facts.Day)
	if x == nil || d.IsSilenced() {
		return
	}
	acknowledged := slices.ContainsFunc(w.facts.Steps(d.Invoice), func(s dunning.Step) bool { return s.Stage == "accuse_litige" && s.Date >= x.Opened })
	if x.Acknowledged.IsZero() && !acknowledged {
		w.task(c, w.facts.Business().Add(x.Opened, d.Options.DisputeAck), "Accuser réception du litige sur %s, ouvert le %s", n, x.Opened)
	}
	if !x.AnswerBy.IsZero() {
		w.task(c, x.AnswerBy, "Répondre au litige sur %s", n)
	}
	if ask := w.facts.DisputeDecision(c, x); ask <= w.facts.Day {
		w.ask(claim.DisputeApproval, c, ask, "Litige sur %s ouvert depuis %d jours : reprendre la relance ou prolonger (approbation « litige » : accordée, la relance reprend ; refusée, l'attente est prolongée)", n, w.facts.Day.Sub(x.Opened))
	}
}

// receiptTasks: a payment written twice, and one received once the file is in other
// hands.
func (w *watcher) receiptTasks(c *kit.Client, d *dunning.Decision) {
	receipts := w.facts.Book.Receipts(d.Invoice, w.facts.Day)
	others := slices.Concat(receipts, w.facts.Book.OnAccount(c, w.facts.Day))
	for i, r := range receipts {
		if r.Credit || w.facts.Day.Sub(r.Date) > 60 {
			continue
		}
		twin := slices.ContainsFunc(others[i+1:], func(o claim.Receipt) bool {
			return !o.Credit && !o.Rest && o.Amount == r.Amount && max(o.Date.Sub(r.Date), r.Date.Sub(o.Date)) <= 5
		})
		if twin {
			w.task(c, w.facts.Day, "Règlement peut-être saisi deux fois : %s sur %s vers le %s", r.Amount.Format(d.Invoice.Currency), d.Invoice.Number, r.Date)
		}
	}
	handed := w.handedOver(d)
	for _, r := range receipts {
		if !handed.IsZero() && r.Date >= handed && w.facts.Day.Sub(r.Date) <= 5 {
			w.task(c, w.facts.Day, "Informer %s du règlement de %s reçu le %s sur %s", w.partner(), r.Amount.Format(d.Invoice.Currency), r.Date, d.Invoice.Number)
		}
	}
}

// handedOver is the day an invoice went to somebody else, zero when it did not.
func (w *watcher) handedOver(d *dunning.Decision) (day calendar.Date) {
	for _, step := range w.facts.Steps(d.Invoice) {
		if s, _ := d.Plan.Stage(step.Stage); s != nil && s.Nature == kit.Handover && step.Status == journal.Done {
			day = step.Date
		}
	}
	return day
}

// partner is whom the creditor hands its files over to.
func (w *watcher) partner() string {
	if c := w.facts.Kit.Creditor; c != nil && c.Partner != nil {
		return c.Partner.Name
	}
	return "le partenaire"
}

// unanswered are the results of a call that has to be tried again.
var unanswered = []string{"sans_reponse", "messagerie", "esquive"}

// callTasks: a call without a result is unfinished, one without an answer is tried
// again the next working day, three times in all (contracts.md §3).
func (w *watcher) callTasks(c *kit.Client) {
	contacts := w.facts.Contacts(c)
	if len(contacts) == 0 || contacts[len(contacts)-1].Channel != kit.ByCall || w.facts.Overdue(c) <= 0 {
		return
	}
	last := contacts[len(contacts)-1]
	if last.Outcome == "" {
		w.task(c, last.Date, "Noter le résultat de l'appel du %s", last.Date)
		return
	}
	if what := toNote[last.Outcome]; what != "" && !w.noted(c, last) {
		w.task(c, last.Date, "Appel du %s : noter %s", last.Date, what)
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
		w.task(c, w.facts.Business().Next(last.Date+1), "Rappeler : sans réponse le %s (essai %d sur 3)", last.Date, tries)
	}
}

// toNote is what a call's result still asks to be written down: a promise is a date
// and an amount, or it is none.
var toNote = map[string]string{
	"promesse": "la promesse, avec sa date et son montant", "conteste": "le litige et son motif", "paye": "le règlement annoncé, dès qu'il arrive",
	"demande_delai": "le report ou l'échéancier accordé, ou le refus", "mauvais_interlocuteur": "le bon interlocuteur dans clients.yaml",
}

// noted reports whether a line about something else than a call was written for the
// client since.
func (w *watcher) noted(c *kit.Client, call dunning.Contact) bool {
	return slices.ContainsFunc(w.facts.Entries(), func(e journal.Entry) bool {
		return e.Client == c.Code && e.Date >= call.Date && slices.Contains([]journal.Type{journal.Promise, journal.Dispute, journal.Payment, journal.Postponement, journal.Note}, e.Type)
	})
}
