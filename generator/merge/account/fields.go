package account

import (
	"fmt"

	"relance/generator/calendar"
	"relance/generator/claim"
	"relance/generator/dunning"
	"relance/generator/kit"
	"relance/generator/money"
)

// Fields are the merge fields of a client's account, by full name. A name that is
// left out is an absent value.
func Fields(f *dunning.Facts, c *kit.Client, currency string) map[string]any {
	d := map[string]any{}
	if i := c.Insolvency; i != nil {
		d["procedure.type"], d["procedure.ouverte_le"], d["procedure.publication"] = i.Type, i.Judged, i.Published
		d["procedure.mandataire"], d["procedure.declarer_avant"] = i.Trustee, Declare(i)
	}
	delays(DelaysOf(f, c, currency, f.Day.AddMonths(-12)), d)
	oldest(f, c, currency, d)
	return d
}

func delays(l Delays, d map[string]any) {
	if len(l.Paid) == 0 {
		return
	}
	d["fiche.nombre"], d["fiche.montant"] = len(l.Paid), l.Amount
	d["fiche.delai_contractuel"], d["fiche.delai_constate"], d["fiche.delai_pondere"] = tenths(l.Agreed), tenths(l.Mean), tenths(l.Weighted)
	d["fiche.delai_minimal"], d["fiche.delai_maximal"] = l.Least, l.Most
	switch {
	case len(l.Paid) < 2:
	case l.Trend > 0:
		d["fiche.tendance"] = "en hausse de " + tenths(l.Trend)
	case l.Trend < 0:
		d["fiche.tendance"] = "en baisse de " + tenths(-l.Trend)
	default:
		d["fiche.tendance"] = "stable"
	}
}

// tenths are tenths of a day as people write them: 37,0 jours.
func tenths(n int) string {
	word := "jours"
	if n > -20 && n < 20 {
		word = "jour"
	}
	sign := ""
	if n < 0 {
		sign, n = "-", -n
	}
	return fmt.Sprintf("%s%d,%d\u00a0%s", sign, n/10, n%10, word)
}

// oldest is what the oldest unpaid invoice says of the case, and what it costs to
// wait for all of them.
func oldest(f *dunning.Facts, c *kit.Client, currency string, d map[string]any) {
	var first *kit.Invoice
	var cost money.Amount
	rate := f.Kit.OptionsOf(c, nil).FinancingCost
	for i := range c.Invoices {
		inv := &c.Invoices[i]
		if inv.Currency != currency || inv.Due.IsZero() || inv.Due >= f.Day || inv.Cancelled != nil || f.Claimable(inv) <= 0 {
			continue
		}
		if first == nil || inv.Due < first.Due {
			first = inv
		}
		cost += claim.WaitingCost(f.Claimable(inv), rate, f.Day.Sub(inv.Due))
	}
	if first == nil {
		return
	}
	d["dossier.anciennete"], d["dossier.prescription"] = f.Day.Sub(first.Due), Limitation(c, first)
	if cost > 0 {
		d["fiche.cout"] = cost
	}
}

// Waiting is what it costs to wait until a day for what is overdue.
func Waiting(f *dunning.Facts, c *kit.Client, until calendar.Date) money.Amount {
	if until <= f.Day {
		return 0
	}
	return claim.WaitingCost(f.Overdue(c), f.Kit.OptionsOf(c, nil).FinancingCost, until.Sub(f.Day))
}
