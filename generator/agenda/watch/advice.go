package watch

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"relance/generator/agenda/desk"
	"relance/generator/agenda/message"
	"relance/generator/calendar"
	"relance/generator/dunning"
	"relance/generator/journal"
	"relance/generator/kit"
	"relance/generator/money"
)

// Advice is what the figures of a client suggest to somebody, who decides: a
// measure, a meeting, another profile. Nothing here changes what is sent.

// The thresholds of contracts.md §9.13 and domain.md §2.2, in days.
const (
	lateForMeeting    = 15 // days paid after the due date
	lateInvoices      = 3
	newClientDays     = 90
	badPayerMeanDelay = 30
	driftDays         = 10 // how much later than before
	driftInvoices     = 3  // paid in each of the two periods, at least
)

func (w *watcher) advice() {
	w.backlog()
	rest := w.decisions
	for i := range w.facts.Kit.Clients {
		c := &w.facts.Kit.Clients[i]
		decisions := rest[:len(c.Invoices)]
		rest = rest[len(c.Invoices):]
		w.notices(c)
		w.sanction(c)
		w.meeting(c, decisions)
		w.protocol(c)
		w.profile(c, decisions)
		w.drift(c)
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
			w.task(c, w.facts.Day, "Prévenir %s : %s part aujourd'hui chez %s ; pour s'y opposer, un refus motivé et daté (approbation « %s » refusée)", who, m.Stage.InSentence(), c.FullName(), m.Stage.ID)
		}
	}
}

// isPerson: a consumer or a sole trader is a person, who gets neither a score nor
// a suggested profile (contracts.md §9.13).
func isPerson(c *kit.Client) bool {
	return c.Kind == kit.Consumer || c.FirstName != "" || c.Title != ""
}

// sanction proposes to block the orders of a business, and says when the measures
// that were decided are to be lifted (S5).
func (w *watcher) sanction(c *kit.Client) {
	if c.Kind != kit.Company || c.Insolvency != nil && c.Insolvency.Judged <= w.facts.Day {
		return
	}
	if on := w.facts.Liftable(c); len(on) > 0 {
		w.alert("levee_mesure", c, "plus rien d'échu : lever %s", message.MeasureNames(on))
		return
	}
	decided := w.facts.LastDecision(c, dunning.BlockOrders)
	refused := decided != nil && decided.Decision == journal.Denied && w.facts.Day < max(decided.AskAgain, decided.Date.AddDays(7))
	if refused || w.facts.InForce(c, dunning.BlockOrders) != nil || !w.facts.MayBlock(c) {
		return
	}
	w.alert(dunning.BlockOrders, c, "mesure proposée : bloquer les commandes, %s échus dont le plus ancien depuis %d jours", w.facts.Overdue(c).Format("EUR"), w.facts.OldestLate(c))
	w.ask(dunning.BlockOrders, c, w.facts.Day, "Décider du blocage des commandes (approbation « blocage_commandes »)%s", w.otherMeasures(c))
}

// otherMeasures names what else may be decided against a client.
func (w *watcher) otherMeasures(c *kit.Client) string {
	var out []string
	for _, m := range dunning.Measures {
		why, _ := w.facts.Refusal(c, m)
		due, undue := w.facts.Accelerated(c)
		switch {
		case m == dunning.BlockOrders || why != "" || w.facts.InForce(c, m) != nil || m == dunning.Acceleration && undue <= 0:
		case m == dunning.Acceleration:
			out = append(out, fmt.Sprintf("« %s » (%s, dont %s non échus)", m, (due+undue).Format("EUR"), undue.Format("EUR")))
		default:
			out = append(out, "« "+m+" »")
		}
	}
	if out == nil {
		return ""
	}
	return " ; autres mesures possibles : " + strings.Join(out, ", ")
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

// protocol: on its review day a protocol is judged on the delays before it and since
// (T115).
func (w *watcher) protocol(c *kit.Client) {
	p := c.Protocol
	if p == nil || w.facts.Day < p.Signed {
		return
	}
	before := delayBetween(w.facts, c, p.Signed.AddMonths(-12), p.Signed-1)
	since := delayBetween(w.facts, c, p.Signed, w.facts.Day)
	w.task(c, p.Review, "Revue du protocole signé le %s avec %s : délai moyen %s avant, %s depuis", p.Signed, c.FullName(), before.told(), since.told())
}

// drift: an exception becomes a habit, month after month (S1-08): a business that pays
// later over three months than over the nine before.
func (w *watcher) drift(c *kit.Client) {
	if isPerson(c) {
		return
	}
	turn := w.facts.Day.AddMonths(-3)
	before, since := delayBetween(w.facts, c, w.facts.Day.AddMonths(-12), turn-1), delayBetween(w.facts, c, turn, w.facts.Day)
	if before.Invoices >= driftInvoices && since.Invoices >= driftInvoices && since.Mean-before.Mean >= 10*driftDays {
		w.alert("derive_delai", c, "paie de plus en plus tard : %s depuis trois mois, %s les neuf mois d'avant", since.told(), before.told())
	}
}

// told is a mean delay in words.
func (d Delay) told() string {
	switch {
	case d.Invoices == 0:
		return "inconnu (aucune facture payée)"
	case d.Mean < 0:
		return fmt.Sprintf("%s jours d'avance (%s)", tenths(-d.Mean), plural(d.Invoices, "facture"))
	}
	return fmt.Sprintf("%s jours de retard (%s)", tenths(d.Mean), plural(d.Invoices, "facture"))
}

// A Delay is how late a client pays: the mean of the days from the due date to the
// last payment, in tenths of a day, plain and weighted by amount.
type Delay struct {
	Invoices       int
	Mean, Weighted int
}

// PaymentDelay measures the invoices of a client that were paid since a day.
func PaymentDelay(f *dunning.Facts, c *kit.Client, since calendar.Date) Delay {
	return delayBetween(f, c, since, f.Day)
}

// delayBetween measures those paid from one day to another, both included.
func delayBetween(f *dunning.Facts, c *kit.Client, since, until calendar.Date) Delay {
	var d Delay
	var days, weighted, total money.Amount
	for i := range c.Invoices {
		inv := &c.Invoices[i]
		paid, ok := f.Book.PaidOn(inv, f.Day)
		if !ok || paid < since || paid > until || inv.Cancelled != nil {
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
