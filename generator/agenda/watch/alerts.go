package watch

import (
	"fmt"
	"strings"

	"relance/generator/calendar"
	"relance/generator/dunning"
	"relance/generator/kit"
	"relance/generator/money"
)

func (w *watcher) alert(code string, c *kit.Client, format string, args ...any) {
	w.alerts = append(w.alerts, Alert{code, c, fmt.Sprintf(format, args...)})
}

// alerts lists what is worrying, clients in the order of the kit.
func (w *watcher) allAlerts() {
	w.stalePayments()
	if floor, under := w.facts.Book.UnderFloor(w.facts.Day); under {
		w.alert("taux_contractuel", nil, "le taux de pénalités de vos conditions (%s) est sous le plancher légal de %s : trois fois le taux légal", w.facts.Kit.Creditor.Terms.PenaltyRate, floor)
	}
	rest := w.decisions
	for i := range w.facts.Kit.Clients {
		c := &w.facts.Kit.Clients[i]
		w.clientAlerts(c, rest[:len(c.Invoices)])
		rest = rest[len(c.Invoices):]
	}
	w.dependence()
}

// stalePayments: reminders decided on old payments hit people who have paid.
func (w *watcher) stalePayments() {
	until := w.facts.Kit.PaidUntil
	if until.IsZero() {
		return
	}
	if until > w.facts.Day {
		w.alert("paiements_futurs", nil, "les encaissements seraient saisis jusqu'au %s, après le %s : vérifiez paiements_a_jour_au", until, w.facts.Day)
	}
	if age := w.facts.Day.Sub(until); age > w.facts.Kit.Options.PaymentFreshness {
		w.alert("paiements_anciens", nil, "encaissements saisis jusqu'au %s seulement, il y a %d jours : les étapes formelles attendent", until, age)
	}
}

func (w *watcher) clientAlerts(c *kit.Client, decisions []dunning.Decision) {
	if p := c.DoNotContact; p != nil && p.Until >= w.facts.Day && p.Until.Sub(w.facts.Day) <= 15 {
		w.alert("fin_gel_client", c, "la consigne de ne pas contacter s'achève le %s", p.Until)
	}
	pending := calendar.Date(0)
	for i := range decisions {
		d := &decisions[i]
		if d.State == dunning.ToApprove && w.facts.Day.Sub(d.Date) > d.Options.ApprovalDays && (pending.IsZero() || d.Date < pending) {
			pending = d.Date
		}
		for _, r := range w.facts.Book.Later(d.Invoice, w.facts.Day) {
			w.alert("paiement_futur", c, "règlement de %s daté du %s sur %s : ignoré jusque-là", r.Amount.Format(d.Invoice.Currency), r.Date, d.Invoice.Number)
		}
		w.disputeAlert(c, d)
		w.prescription(c, d)
	}
	if !pending.IsZero() {
		w.alert("validation_en_souffrance", c, "étape à valider depuis le %s (%d jours)", pending, w.facts.Day.Sub(pending))
	}
	w.silence(c, decisions)
}

// silence says how many invoices nobody ever chased, and since when a stage of the
// others waits (contracts.md §9.6). What suspends an invoice is no silence.
func (w *watcher) silence(c *kit.Client, decisions []dunning.Decision) {
	never, oldest, waiting, since := 0, 0, 0, calendar.Date(0)
	for i := range decisions {
		switch d := &decisions[i]; {
		case !d.IsDue() && d.State != dunning.Upcoming || d.Stage == nil || d.DaysLate == 0:
		case w.untouched(d) && d.DaysLate > d.Options.SilenceDays:
			never, oldest = never+1, max(oldest, d.DaysLate)
		case d.IsDue() && w.facts.Business().Between(d.Date, w.facts.Day) > 5:
			if waiting++; since.IsZero() || d.Date < since {
				since = d.Date
			}
		}
	}
	var said []string
	if never > 0 {
		said = append(said, fmt.Sprintf("%s sans aucune action, jusqu'à %d jours de retard", plural(never, "facture échue"), oldest))
	}
	if waiting > 0 {
		said = append(said, fmt.Sprintf("%s dont l'étape attend depuis le %s", plural(waiting, "facture échue"), since))
	}
	if said != nil {
		w.alert("silence", c, "%s", strings.Join(said, " ; "))
	}
}

// untouched reports whether nothing was ever done about an invoice, planned or not.
func (w *watcher) untouched(d *dunning.Decision) bool {
	return len(w.facts.Steps(d.Invoice)) == 0 && w.facts.LastContact(d.Invoice).IsZero()
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	words := []rune{}
	for _, r := range noun {
		if r == ' ' {
			words = append(words, 's')
		}
		words = append(words, r)
	}
	return fmt.Sprintf("%d %ss", n, string(words))
}

// disputeAlert: we owe an answer on the day we gave, or within 15 days.
func (w *watcher) disputeAlert(c *kit.Client, d *dunning.Decision) {
	x := w.facts.Book.OpenDispute(d.Invoice, w.facts.Day)
	if x == nil || d.State == dunning.Insolvent || d.State == dunning.Cancelled {
		return
	}
	limit := x.AnswerBy
	if limit.IsZero() {
		limit = x.Opened.AddDays(15)
	}
	if w.facts.Day >= limit {
		w.alert("litige", c, "litige sur %s ouvert depuis le %s, sans réponse de notre part", d.Invoice.Number, x.Opened)
	}
}

// prescription warns 90 days before a claim is time-barred: 2 years against a
// consumer (C. conso. L218-2), 5 against a business (C. com. L110-4), from the
// earlier of delivery and due date, which is the cautious reading.
func (w *watcher) prescription(c *kit.Client, d *dunning.Decision) {
	if d.Balance <= 0 || d.Invoice.Due.IsZero() || d.State == dunning.Cancelled || d.State == dunning.Insolvent {
		return
	}
	from := d.Invoice.Due
	if v := d.Invoice.Delivery; v != nil && !v.Date.IsZero() {
		from = min(from, v.Date)
	}
	years := 5
	if c.Kind == kit.Consumer {
		years = 2
	}
	limit := from.AddMonths(12 * years)
	switch left := limit.Sub(w.facts.Day); {
	case left < 0:
		w.alert("prescription", c, "%s : prescrite depuis le %s, sauf acte interruptif", d.Invoice.Number, limit)
	case left < 90:
		w.alert("prescription", c, "%s : prescription le %s (%d jours)", d.Invoice.Number, limit, left)
	}
}

// dependence alerts when one client weighs more than the threshold in what was
// invoiced over the last twelve months.
func (w *watcher) dependence() {
	var total money.Amount
	by := make([]money.Amount, len(w.facts.Kit.Clients))
	for i := range w.facts.Kit.Clients {
		for _, inv := range w.facts.Kit.Clients[i].Invoices {
			if inv.Cancelled == nil && inv.Currency == "EUR" && inv.Issued <= w.facts.Day && inv.Issued > w.facts.Day.AddMonths(-12) {
				by[i] += inv.Total
				total += inv.Total
			}
		}
	}
	if total == 0 || len(w.facts.Kit.Clients) < 2 {
		return
	}
	for i, sum := range by {
		if w.facts.Kit.Clients[i].Kind == kit.Consumer {
			continue // no firm depends on a person, and no figure is kept of one (contracts.md §9.13)
		}
		if share := money.Rate(sum.MulDiv(100_00, int64(total))); share > w.facts.Kit.Options.Dependence {
			w.alert("dependance", &w.facts.Kit.Clients[i], "dépendance : %s %% du montant facturé sur douze mois (seuil %s)", share1(share), w.facts.Kit.Options.Dependence)
		}
	}
}

// share1 prints a share with one decimal: 37,2.
func share1(r money.Rate) string { return tenths(int(money.Amount(r).MulDiv(1, 10))) }

// tenths prints a number of tenths: 372 is 37,2.
func tenths(n int) string { return fmt.Sprintf("%d,%d", n/10, n%10) }
