package dunning

import (
	"relance/generator/claim"
	"relance/generator/kit"
)

// instalments holds while an agreement is honoured, or may still be.
func (f *Facts) instalments(d *Decision) bool {
	p := claim.Agreement(d.Client, d.Invoice, f.Day)
	if p == nil || f.NeedsApproval(d.Case, p) {
		return false
	}
	d.Agreement = p
	if end := f.Book.Lapsed(p, d.Options.InstalmentLapse, f.Day); !end.IsZero() {
		if f.PaymentsKnown(end - 1) {
			d.Lapsed = end
			return false
		}
		return d.set(Instalments, end, "échéance impayée à confirmer : saisissez les encaissements jusqu'au %s", (end - 1))
	}
	next, short := f.Book.Unpaid(p, f.Day)
	if next == nil {
		return false
	}
	lapse := f.Book.Lapses(p, next, d.Options.InstalmentLapse)
	switch {
	case next.Date >= f.Day:
		return d.set(Instalments, next.Date, "échéancier respecté : prochaine échéance de %s le %s", d.euros(next.Amount), next.Date)
	case !f.PaymentsKnown(next.Date):
		return d.set(Instalments, lapse, "échéance du %s à vérifier : saisissez les encaissements jusqu'à ce jour", next.Date)
	}
	d.Late, d.Short = next, short
	if p.Lapse == kit.No {
		return f.everLate(d, p)
	}
	return d.set(Instalments, lapse, "échéance de %s impayée depuis le %s : l'accord devient caduc le %s", d.euros(short), next.Date, lapse)
}

// everLate: an agreement that never lapses is reminded of at each instalment missed,
// for all that is missing.
func (f *Facts) everLate(d *Decision, p *kit.InstalmentPlan) bool {
	late, short, ahead := f.Book.Missed(p, f.Kit.PaidUntil, f.Day)
	d.Late, d.Short = late, short
	if ahead.IsZero() {
		return d.set(Instalments, 0, "échéance de %s impayée depuis le %s : décidez de la suite de l'accord", d.euros(short), late.Date)
	}
	return d.set(Instalments, ahead, "échéance de %s impayée depuis le %s ; prochaine échéance le %s", d.euros(short), late.Date, ahead)
}

// deferred holds until the last day granted. More postponements in a row than the
// options allow are for somebody to approve.
func (f *Facts) deferred(d *Decision) bool {
	var last kit.Deferral
	for _, r := range f.Postponed(d.Case) {
		if r.Until > last.Until {
			last = r
		}
	}
	if last.Until < f.Day {
		return false
	}
	return d.set(Deferred, f.Business().Next(last.Until+1), "report accordé jusqu'au %s (%s)", last.Until, last.Reason)
}

// partialPause leaves some days after a real effort: at least a tenth of what was
// due, received after the due date, twice at most, outside any promise or agreement.
func (f *Facts) partialPause(d *Decision) bool {
	received, end := f.Partial(d.Case)
	if end <= f.Day {
		return false
	}
	next := f.Business().Next(end)
	return d.set(PartialPause, next, "règlement partiel reçu le %s : reprise le %s si le solde de %s reste dû", received, next, d.euros(d.Claimable))
}
