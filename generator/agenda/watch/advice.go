package watch

import (
	"cmp"
	"slices"

	"relance/generator/agenda/desk"
	"relance/generator/calendar"
	"relance/generator/dunning"
	"relance/generator/journal"
	"relance/generator/kit"
	"relance/generator/money"
)

// Advice is what the figures of a client suggest to somebody, who decides: a
// measure, a meeting, another profile. Nothing here changes what is sent.

// The thresholds of contracts.md §9.13, in cents and days.
const (
	blockAfterNotice  money.Amount = 1_000_00
	blockAnyway       money.Amount = 5_000_00
	blockAnywayDays                = 60
	lateForMeeting                 = 15 // days paid after the due date
	lateInvoices                   = 3
	newClientDays                  = 90
	badPayerMeanDelay              = 30
)

func (w *watcher) advice() {
	w.backlog()
	rest := w.decisions
	for i := range w.facts.Kit.Clients {
		c := &w.facts.Kit.Clients[i]
		decisions := rest[:len(c.Invoices)]
		rest = rest[len(c.Invoices):]
		w.notices(c)
		w.sanction(c, decisions)
		w.meeting(c, decisions)
		w.profile(c, decisions)
	}
}

// backlog: on an empty journal, old invoices were certainly chased by other means
// (contracts.md §9.8).
func (w *watcher) backlog() {
	if len(w.facts.Entries()) > 0 {
		return
	}
	old := 0
	for i := range w.decisions {
		if w.decisions[i].DaysLate > 30 && w.decisions[i].Claimable > 0 {
			old++
		}
	}
	if old > 10 {
		w.task(nil, w.facts.Day, "%d factures ont plus de 30 jours de retard et le journal est vide : ont-elles déjà été relancées ? Notez la dernière étape de chacune avec « relance noter reprise »", old)
	}
}

// notices tells the account manager of a key account what leaves today
// (contracts.md §9.1).
func (w *watcher) notices(c *kit.Client) {
	if c.Profile != "grand_compte" {
		return
	}
	who := cmp.Or(c.Sales, c.Owner, "le commercial")
	for i := range w.messages {
		m := &w.messages[i]
		if n := m.Stage.Nature; m.Client == c && m.Status == dunning.Todo && (n == kit.Soft || n == kit.Preventive) {
			w.task(c, w.facts.Day, "Prévenir %s : %s part aujourd'hui chez %s", who, m.Stage.InSentence(), c.FullName())
		}
	}
}

// isPerson: a consumer or a sole trader is a person, who gets neither a score nor
// a suggested profile (contracts.md §9.13).
func isPerson(c *kit.Client) bool {
	return c.Kind == kit.Consumer || c.FirstName != "" || c.Title != ""
}

// sanction proposes to block the orders of a business, and says when the measure is
// to be lifted (S5).
func (w *watcher) sanction(c *kit.Client, decisions []dunning.Decision) {
	overdue := w.facts.Overdue(c)
	decided := w.facts.LastDecision(c, dunning.BlockOrders)
	if c.Kind != kit.Company || w.insolvent(c) {
		return
	}
	if on := w.facts.Liftable(c); on != nil {
		w.alert("levee_mesure", c, "plus rien d'échu : lever le blocage des commandes décidé le %s", on.Date)
		return
	}
	if w.facts.IsBlocked(c) || decided != nil && decided.Decision == journal.Denied && w.facts.Day < max(decided.AskAgain, decided.Date.AddDays(7)) {
		return
	}
	if w.noticed(decisions) && overdue >= blockAfterNotice || w.oldest(decisions) > blockAnywayDays && overdue > blockAnyway {
		w.alert(dunning.BlockOrders, c, "mesure proposée : bloquer les commandes, %s échus dont le plus ancien depuis %d jours", overdue.Format("EUR"), w.oldest(decisions))
		w.task(c, w.facts.Day, "Décider du blocage des commandes de %s (approbation « blocage_commandes »)", c.FullName())
	}
}

func (w *watcher) insolvent(c *kit.Client) bool {
	return c.Insolvency != nil && c.Insolvency.Judged <= w.facts.Day
}

// noticed reports whether a formal notice was sent for an invoice still unpaid.
func (w *watcher) noticed(decisions []dunning.Decision) bool {
	return slices.ContainsFunc(decisions, func(d dunning.Decision) bool {
		return d.Claimable > 0 && slices.ContainsFunc(w.facts.Steps(d.Invoice), func(step dunning.Step) bool {
			s, _ := d.Plan.Stage(step.Stage)
			return s != nil && s.Nature == kit.FormalNotice && step.Status == journal.Done
		})
	})
}

func (w *watcher) oldest(decisions []dunning.Decision) (days int) {
	for _, d := range decisions {
		if d.Claimable > 0 && d.State != dunning.Cancelled {
			days = max(days, d.DaysLate)
		}
	}
	return days
}

// meeting proposes, cold, to talk to a key account that pays late as a habit: no
// formal stage running, one invitation in 90 days (T114).
func (w *watcher) meeting(c *kit.Client, decisions []dunning.Decision) {
	if c.Profile != "grand_compte" {
		return
	}
	if formal, last := desk.Meetings(w.facts, c, decisions); formal || !last.IsZero() && w.facts.Day.Sub(last) < 90 {
		return
	}
	late := 0
	for i := range c.Invoices {
		if paid, ok := w.facts.Book.PaidOn(&c.Invoices[i], w.facts.Day); ok && paid > w.facts.Day.AddMonths(-6) && paid.Sub(c.Invoices[i].Due) > lateForMeeting {
			late++
		}
	}
	if late >= lateInvoices {
		w.alert("reunion_proposee", c, "%d factures payées avec plus de %d jours de retard en six mois : proposez une réunion de coordination", late, lateForMeeting)
	}
}

// A Delay is how late a client pays: the mean of the days from the due date to the
// last payment, in tenths of a day, plain and weighted by amount.
type Delay struct {
	Invoices       int
	Mean, Weighted int
}

// PaymentDelay measures the invoices of a client that were paid since a day.
func PaymentDelay(f *dunning.Facts, c *kit.Client, since calendar.Date) Delay {
	var d Delay
	var days, weighted, total money.Amount
	for i := range c.Invoices {
		inv := &c.Invoices[i]
		paid, ok := f.Book.PaidOn(inv, f.Day)
		if !ok || paid < since || inv.Cancelled != nil {
			continue
		}
		n := money.Amount(paid.Sub(inv.Due))
		d.Invoices, days, weighted, total = d.Invoices+1, days+n, weighted+n*inv.Total, total+inv.Total
	}
	if d.Invoices > 0 && total > 0 {
		d.Mean = int(days.MulDiv(10, int64(d.Invoices)))
		d.Weighted = int(weighted.MulDiv(10, int64(total)))
	}
	return d
}

// profile suggests another profile to a business, never writes it: two broken
// promises, a mean delay over 30 days, a file handed over; or a client too new to
// know our terms (T84, T86).
func (w *watcher) profile(c *kit.Client, decisions []dunning.Decision) {
	if isPerson(c) || c.Kind != kit.Company || c.Plan != "" || len(decisions) == 0 {
		return
	}
	late := PaymentDelay(w.facts, c, w.facts.Day.AddMonths(-12))
	handed := slices.ContainsFunc(decisions, func(d dunning.Decision) bool { return d.State == dunning.HandedOver })
	running := slices.ContainsFunc(decisions, func(d dunning.Decision) bool { return d.State != dunning.HandedOver && d.Balance > 0 })
	first := c.Invoices[0].Issued
	for _, inv := range c.Invoices {
		first = min(first, inv.Issued)
	}
	switch broken := w.brokenPromises(decisions); {
	case c.Profile == "mauvais_payeur" || c.Profile == "grand_compte":
	case handed && running:
		w.alert("profil_suggere", c, "un dossier de ce client est transmis : profil « mauvais_payeur » suggéré pour ses autres factures")
	case broken >= 2:
		w.alert("profil_suggere", c, "%d promesses non tenues : profil « mauvais_payeur » suggéré", broken)
	case late.Invoices > 0 && late.Mean > 10*badPayerMeanDelay:
		w.alert("profil_suggere", c, "paie en moyenne %d jours après l'échéance : profil « mauvais_payeur » suggéré", late.Mean/10)
	case c.Profile == "" && w.facts.Day.Sub(first) < newClientDays:
		w.alert("profil_suggere", c, "première facture il y a %d jours : profil « nouveau_client » suggéré", w.facts.Day.Sub(first))
	}
}

// brokenPromises counts the promises of a client that nothing kept.
func (w *watcher) brokenPromises(decisions []dunning.Decision) int {
	seen := map[calendar.Date]bool{}
	for _, d := range decisions {
		promises := w.facts.Promises(d.Invoice)
		for i := range promises {
			p := &promises[i]
			end := w.facts.Business().Add(p.Until, d.Options.PromiseGrace)
			if p.Until < w.facts.Day && w.facts.PaymentsKnown(p.Until) && w.facts.Book.Received(p.Invoices, p.Taken, end) < p.Amount {
				seen[p.Until] = true
			}
		}
	}
	return len(seen)
}
