package agenda

import (
	"fmt"

	"relance/generator/calendar"
	"relance/generator/dunning"
	"relance/generator/kit"
	"relance/generator/money"
)

func (a *Agenda) alert(code string, c *kit.Client, format string, args ...any) {
	a.Alerts = append(a.Alerts, Alert{code, c, fmt.Sprintf(format, args...)})
}

// alerts lists what is worrying, clients in the order of the kit.
func (a *Agenda) alerts() {
	a.stalePayments()
	if floor, under := a.Facts.Book.UnderFloor(a.Date); under {
		a.alert("taux_contractuel", nil, "le taux de pénalités de vos conditions (%s) est sous le plancher légal de %s : trois fois le taux légal", a.Kit.Creditor.Terms.PenaltyRate, floor)
	}
	rest := a.Decisions
	for i := range a.Kit.Clients {
		c := &a.Kit.Clients[i]
		a.clientAlerts(c, rest[:len(c.Invoices)])
		rest = rest[len(c.Invoices):]
	}
	a.dependence()
}

// stalePayments: reminders decided on old payments hit people who have paid.
func (a *Agenda) stalePayments() {
	until := a.Kit.PaidUntil
	if until.IsZero() {
		return
	}
	if age := a.Date.Sub(until); age > a.Kit.Options.PaymentFreshness {
		a.alert("paiements_anciens", nil, "encaissements saisis jusqu'au %s seulement, il y a %d jours : les étapes formelles attendent", until, age)
	}
}

func (a *Agenda) clientAlerts(c *kit.Client, decisions []dunning.Decision) {
	if p := c.DoNotContact; p != nil && p.Until >= a.Date && p.Until.Sub(a.Date) <= 15 {
		a.alert("fin_gel_client", c, "la consigne de ne pas contacter s'achève le %s", p.Until)
	}
	silent, oldest, pending := 0, 0, calendar.Date(0)
	for i := range decisions {
		d := &decisions[i]
		if d.State == dunning.ToApprove && a.Date.Sub(d.Date) > d.Options.ApprovalDays && (pending.IsZero() || d.Date < pending) {
			pending = d.Date
		}
		if a.silent(d) {
			silent, oldest = silent+1, max(oldest, d.DaysLate)
		}
		for _, r := range a.Facts.Book.Later(d.Invoice, a.Date) {
			a.alert("paiement_futur", c, "règlement de %s daté du %s sur %s : ignoré jusque-là", r.Amount.Format(d.Invoice.Currency), r.Date, d.Invoice.Number)
		}
		a.disputeAlert(c, d)
		a.prescription(c, d)
	}
	if !pending.IsZero() {
		a.alert("validation_en_souffrance", c, "étape à valider depuis le %s (%d jours)", pending, a.Date.Sub(pending))
	}
	if silent > 0 {
		a.alert("silence", c, "%s sans action, jusqu'à %d jours de retard", plural(silent, "facture échue"), oldest)
	}
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

// silent: overdue, nothing suspends it, and nobody ever acted, or the next stage
// has been waiting for more than five working days (contracts.md §9.6).
func (a *Agenda) silent(d *dunning.Decision) bool {
	if !d.IsDue() && d.State != dunning.Upcoming || d.DaysLate == 0 {
		return false
	}
	if len(a.Facts.Steps(d.Invoice)) == 0 && d.DaysLate > d.Options.SilenceDays {
		return true
	}
	return d.IsDue() && !d.Date.IsZero() && a.business.Between(d.Date, a.Date) > 5
}

// disputeAlert: we owe an answer on the day we gave, or within 15 days.
func (a *Agenda) disputeAlert(c *kit.Client, d *dunning.Decision) {
	x := a.Facts.Book.OpenDispute(d.Invoice, a.Date)
	if x == nil || d.State == dunning.Insolvent || d.State == dunning.Cancelled {
		return
	}
	limit := x.AnswerBy
	if limit.IsZero() {
		limit = x.Opened.AddDays(15)
	}
	if a.Date >= limit {
		a.alert("litige", c, "litige sur %s ouvert depuis le %s, sans réponse de notre part", d.Invoice.Number, x.Opened)
	}
}

// prescription warns 90 days before a claim is time-barred: 2 years against a
// consumer (C. conso. L218-2), 5 against a business (C. com. L110-4), from the
// earlier of delivery and due date, which is the cautious reading.
func (a *Agenda) prescription(c *kit.Client, d *dunning.Decision) {
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
	switch left := limit.Sub(a.Date); {
	case left < 0:
		a.alert("prescription", c, "%s : prescrite depuis le %s, sauf acte interruptif", d.Invoice.Number, limit)
	case left < 90:
		a.alert("prescription", c, "%s : prescription le %s (%d jours)", d.Invoice.Number, limit, left)
	}
}

// dependence alerts when one client weighs more than the threshold in what was
// invoiced over the last twelve months.
func (a *Agenda) dependence() {
	var total money.Amount
	by := make([]money.Amount, len(a.Kit.Clients))
	for i := range a.Kit.Clients {
		for _, inv := range a.Kit.Clients[i].Invoices {
			if inv.Cancelled == nil && inv.Currency == "EUR" && inv.Issued <= a.Date && inv.Issued > a.Date.AddMonths(-12) {
				by[i] += inv.Total
				total += inv.Total
			}
		}
	}
	if total == 0 || len(a.Kit.Clients) < 2 {
		return
	}
	for i, sum := range by {
		if share := money.Rate(sum.MulDiv(100_00, int64(total))); share > a.Kit.Options.Dependence {
			a.alert("dependance", &a.Kit.Clients[i], "%s %% du montant facturé sur douze mois (seuil %s)", share1(share), a.Kit.Options.Dependence)
		}
	}
}

// share1 prints a share with one decimal: 37,2.
func share1(r money.Rate) string {
	tenths := money.Amount(r).MulDiv(1, 10)
	return fmt.Sprintf("%d,%d", tenths/10, tenths%10)
}
