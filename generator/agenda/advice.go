package agenda

import (
	"slices"

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

func (a *Agenda) advice() {
	a.backlog()
	rest := a.Decisions
	for i := range a.Kit.Clients {
		c := &a.Kit.Clients[i]
		decisions := rest[:len(c.Invoices)]
		rest = rest[len(c.Invoices):]
		a.notices(c)
		a.sanction(c, decisions)
		a.meeting(c, decisions)
		a.profile(c, decisions)
	}
}

// backlog: on an empty journal, old invoices were certainly chased by other means
// (contracts.md §9.8).
func (a *Agenda) backlog() {
	if len(a.Facts.Entries()) > 0 {
		return
	}
	old := 0
	for i := range a.Decisions {
		if a.Decisions[i].DaysLate > 30 && a.Decisions[i].Claimable > 0 {
			old++
		}
	}
	if old > 10 {
		a.task(nil, a.Date, "%d factures ont plus de 30 jours de retard et le journal est vide : ont-elles déjà été relancées ? Notez la dernière étape de chacune avec « relance noter reprise »", old)
	}
}

// notices tells the account manager of a key account what leaves today
// (contracts.md §9.1).
func (a *Agenda) notices(c *kit.Client) {
	if c.Profile != "grand_compte" {
		return
	}
	who := or(or(c.Sales, c.Owner), "le commercial")
	for i := range a.Communications {
		m := &a.Communications[i]
		if n := m.Stage.Nature; m.Client == c && m.Status == dunning.Todo && (n == kit.Soft || n == kit.Preventive) {
			a.task(c, a.Date, "Prévenir %s : %s part aujourd'hui chez %s", who, lowerFirst(m.Stage.Title()), c.FullName())
		}
	}
}

// isPerson: a consumer or a sole trader is a person, who gets neither a score nor
// a suggested profile (contracts.md §9.13).
func isPerson(c *kit.Client) bool {
	return c.Kind == kit.Consumer || c.FirstName != "" || c.Title != ""
}

// sanction proposes to block the orders of a business, and to lift the measure
// once it owes nothing overdue (S5).
func (a *Agenda) sanction(c *kit.Client, decisions []dunning.Decision) {
	overdue := a.Facts.Overdue(c)
	decided := a.lastDecision(c, "blocage_commandes")
	blocked := decided != nil && decided.Decision == journal.Granted
	switch {
	case c.Kind != kit.Company || a.insolvent(c):
	case blocked && overdue <= 0:
		a.alert("levee_mesure", c, "plus rien d'échu : lever le blocage des commandes décidé le %s", decided.Date)
		a.task(c, a.Date, "Lever le blocage des commandes de %s, et le lui écrire (approbation « blocage_commandes » refusée)", c.FullName())
	case blocked || decided != nil && a.Date < max(decided.AskAgain, decided.Date.AddDays(7)):
	case a.noticed(decisions) && overdue >= blockAfterNotice, a.oldest(decisions) > blockAnywayDays && overdue > blockAnyway:
		a.alert("blocage_commandes", c, "mesure proposée : bloquer les commandes, %s échus dont le plus ancien depuis %d jours", overdue.Format("EUR"), a.oldest(decisions))
		a.task(c, a.Date, "Décider du blocage des commandes de %s (approbation « blocage_commandes »)", c.FullName())
	}
}

func (a *Agenda) insolvent(c *kit.Client) bool {
	return c.Insolvency != nil && c.Insolvency.Judged <= a.Date
}

// lastDecision is the last answer about a measure, nil when nobody gave one.
func (a *Agenda) lastDecision(c *kit.Client, measure string) *journal.Entry {
	entries := a.Facts.Entries()
	for i := len(entries) - 1; i >= 0; i-- {
		if e := &entries[i]; e.Type == journal.Approval && e.Client == c.Code && e.Stage == measure {
			return e
		}
	}
	return nil
}

// noticed reports whether a formal notice was sent for an invoice still unpaid.
func (a *Agenda) noticed(decisions []dunning.Decision) bool {
	return slices.ContainsFunc(decisions, func(d dunning.Decision) bool {
		return d.Claimable > 0 && slices.ContainsFunc(a.Facts.Steps(d.Invoice), func(step dunning.Step) bool {
			s, _ := d.Plan.Stage(step.Stage)
			return s != nil && s.Nature == kit.FormalNotice && step.Status == journal.Done
		})
	})
}

func (a *Agenda) oldest(decisions []dunning.Decision) (days int) {
	for _, d := range decisions {
		if d.Claimable > 0 && d.State != dunning.Cancelled {
			days = max(days, d.DaysLate)
		}
	}
	return days
}

// meeting proposes, cold, to talk to a key account that pays late as a habit: no
// formal stage running, one invitation in 90 days (T114).
func (a *Agenda) meeting(c *kit.Client, decisions []dunning.Decision) {
	if c.Profile != "grand_compte" {
		return
	}
	desk := desk{agenda: a, client: c, decisions: decisions}
	if last := desk.lastMeeting(); desk.formalRunning() || !last.IsZero() && a.Date.Sub(last) < 90 {
		return
	}
	late := 0
	for i := range c.Invoices {
		if paid, ok := a.paidOn(&c.Invoices[i]); ok && paid > a.Date.AddMonths(-6) && paid.Sub(c.Invoices[i].Due) > lateForMeeting {
			late++
		}
	}
	if late >= lateInvoices {
		a.alert("reunion_proposee", c, "%d factures payées avec plus de %d jours de retard en six mois : proposez une réunion de coordination", late, lateForMeeting)
	}
}

// paidOn is the day an invoice was fully paid.
func (a *Agenda) paidOn(inv *kit.Invoice) (calendar.Date, bool) {
	receipts := a.Facts.Book.Receipts(inv, a.Date)
	if len(receipts) == 0 || inv.Due.IsZero() || a.Facts.Book.Balance(inv, a.Date) > 0 {
		return 0, false
	}
	return receipts[len(receipts)-1].Date, true
}

// A Delay is how late a client pays: the mean of the days from the due date to the
// last payment, in tenths of a day, plain and weighted by amount.
type Delay struct {
	Invoices       int
	Mean, Weighted int
}

// PaymentDelay measures the invoices of a client that were paid since a day.
func (a *Agenda) PaymentDelay(c *kit.Client, since calendar.Date) Delay {
	var d Delay
	var days, weighted, total money.Amount
	for i := range c.Invoices {
		inv := &c.Invoices[i]
		paid, ok := a.paidOn(inv)
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
func (a *Agenda) profile(c *kit.Client, decisions []dunning.Decision) {
	if isPerson(c) || c.Kind != kit.Company || c.Plan != "" || len(decisions) == 0 {
		return
	}
	late := a.PaymentDelay(c, a.Date.AddMonths(-12))
	handed := slices.ContainsFunc(decisions, func(d dunning.Decision) bool { return d.State == dunning.HandedOver })
	running := slices.ContainsFunc(decisions, func(d dunning.Decision) bool { return d.State != dunning.HandedOver && d.Balance > 0 })
	first := c.Invoices[0].Issued
	for _, inv := range c.Invoices {
		first = min(first, inv.Issued)
	}
	switch broken := a.brokenPromises(decisions); {
	case c.Profile == "mauvais_payeur" || c.Profile == "grand_compte":
	case handed && running:
		a.alert("profil_suggere", c, "un dossier de ce client est transmis : profil « mauvais_payeur » suggéré pour ses autres factures")
	case broken >= 2:
		a.alert("profil_suggere", c, "%d promesses non tenues : profil « mauvais_payeur » suggéré", broken)
	case late.Invoices > 0 && late.Mean > 10*badPayerMeanDelay:
		a.alert("profil_suggere", c, "paie en moyenne %d jours après l'échéance : profil « mauvais_payeur » suggéré", late.Mean/10)
	case c.Profile == "" && a.Date.Sub(first) < newClientDays:
		a.alert("profil_suggere", c, "première facture il y a %d jours : profil « nouveau_client » suggéré", a.Date.Sub(first))
	}
}

// brokenPromises counts the promises of a client that nothing kept.
func (a *Agenda) brokenPromises(decisions []dunning.Decision) int {
	seen := map[calendar.Date]bool{}
	for _, d := range decisions {
		promises := a.Facts.Promises(d.Invoice)
		for i := range promises {
			p := &promises[i]
			end := a.business.Add(p.Until, d.Options.PromiseGrace)
			if p.Until < a.Date && a.Facts.PaymentsKnown(p.Until) && a.Facts.Book.Received(p.Invoices, p.Taken, end) < p.Amount {
				seen[p.Until] = true
			}
		}
	}
	return len(seen)
}
