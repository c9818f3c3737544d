package dunning

import (
	"relance/generator/calendar"
	"relance/generator/dunning/course"
	"relance/generator/kit"
	"relance/generator/money"
)

// A State is where an invoice stands on a day. The words are those of the JSON,
// the tracker and the playbook.
type State string

const (
	Todo         State = "a_faire"
	Upcoming     State = "a_venir"
	ToApprove    State = "a_valider"
	Blocked      State = "bloquee"
	Settled      State = "soldee"
	Promised     State = "promesse"
	Disputed     State = "litige"
	Instalments  State = "echeancier"
	PartialPause State = "pause_paiement"
	BelowMinimum State = "sous_seuil"
	Insolvent    State = "gel_procedure"
	DoNotContact State = "gel_client"
	HandedOver   State = "transmise"
	Cancelled    State = "annulee"
	Overpaid     State = "trop_percu"
	Deferred     State = "reportee"
	Covered      State = "couverte"
	PlanEnded    State = "plan_termine"
)

// A Decision is what to do about one invoice on a day, and why.
type Decision struct {
	course.Case
	State     State
	Stage     *kit.Stage    // the next stage, nil when there is none
	Date      calendar.Date // the day of that stage, or the day the state ends; zero: no date
	Balance   money.Amount
	Claimable money.Amount // balance less the disputed part
	DaysLate  int
	Reason    string   // one sentence, with the date it will change
	Missing   []string // what blocks it
	Skipped   []Skip   // stages passed over, to be journaled with the next one
	Warnings  []string
	Last      *Step        // last stage of the plan done
	Promise   *kit.Promise // the promise that suspends it
	Broken    *kit.Promise // promise broken since the last stage
	Declined  *kit.Promise // promise still to come that was not accepted, and nothing sent since says so
	Alone     *Decision    // what it was on its own, when the client's other invoices set its stage aside

	Agreement *kit.InstalmentPlan // the instalment plan that covers it, or did
	Late      *kit.Instalment     // its instalment that was not paid in time
	Short     money.Amount        // what that instalment lacks
	Lapsed    calendar.Date       // the day the agreement lapsed

	passed []Skip // stages that the agenda set aside
}

// A Skip is a stage that will not be done, and why.
type Skip = course.Skip

// IsDue reports whether the decision proposes something for the day.
func (d *Decision) IsDue() bool { return d.State == Todo || d.State == ToApprove || d.State == Blocked }

// IsSilenced reports whether nothing at all may be sent about the invoice.
func (d *Decision) IsSilenced() bool {
	switch d.State {
	case Insolvent, DoNotContact, HandedOver, Cancelled:
		return true
	}
	return false
}

// Decide says where an invoice stands on the day of the facts. The order of the
// states is part of the specification: the first that holds wins.
func (f *Facts) Decide(c *kit.Client, inv *kit.Invoice) Decision {
	d := Decision{Case: f.Case(c, inv), Balance: f.Book.Balance(inv, f.Day), Claimable: f.Claimable(inv)}
	if !inv.Due.IsZero() {
		d.DaysLate = max(0, f.Day.Sub(inv.Due))
	}
	f.decide(&d)
	return d
}

func (f *Facts) decide(d *Decision) {
	for _, state := range []func(*Decision) bool{
		f.cancelled, f.insolvent, f.settled, f.handedOver, f.doNotContact, f.disputed,
		f.instalments, f.promised, f.deferred, f.partialPause, f.belowMinimum, f.covered,
	} {
		if state(d) {
			return
		}
	}
	f.stage(d)
}

// Pass sets the stage of a decision aside, for a reason that the invoice alone
// does not show, and decides again.
func (f *Facts) Pass(d *Decision, why string) {
	again := Decision{
		Case: d.Case, Balance: d.Balance, Claimable: d.Claimable, DaysLate: d.DaysLate,
		passed: append(d.passed, Skip{Stage: d.Stage, Why: why}),
	}
	f.decide(&again)
	alone := *d
	if again.Alone = d.Alone; again.Alone == nil {
		again.Alone = &alone
	}
	*d = again
}

// Deadline is the day the stage of a decision, done on a day by a channel, gives the
// client.
func (f *Facts) Deadline(d *Decision, day calendar.Date, by kit.Channel) calendar.Date {
	return f.Facts.Deadline(d.Case, d.Stage, day, by)
}
