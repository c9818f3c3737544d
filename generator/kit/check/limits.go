package check

import (
	"fmt"
	"strings"

	"relance/generator/diag"
	"relance/generator/kit/record"
	"relance/generator/money"
)

// Numbers beyond these are slips of the pen: days, and rates in hundredths of a percent.
// The ECB's rate has never passed 5 %, the legal one 10 %; a contract's may be high.
const (
	mostDays       = 3650
	longestClosure = 366
	longestPlan    = 730
	highestPublic  = 30_00
	highestAgreed  = 100_00
)

// likely refuses a rate whose decimal point was forgotten: « 265 » for 2.65.
func (c *checker) likely(r *money.Rate, at diag.Pos, highest money.Rate) {
	if r != nil && *r > highest {
		c.fault(at, "F030", "vérifiez la virgule : un taux s'écrit en % par an, 12.00", "un taux de %s par an", *r)
	}
}

// bounds refuses options that mean nothing: a window of no day, a negative delay, one
// that never ends.
func (c *checker) bounds(o record.Options) {
	for _, n := range []struct {
		key   string
		value int
		least int
	}{
		{"contacts_max", o.MaxContacts, 1}, {"fenetre", o.ContactWindow, 1}, {"delai_mise_en_demeure", o.NoticeDays, 1},
		{"echeancier_max", o.InstalmentMax, 1}, {"relances_max_email_liste", o.EmailLines, 1}, {"echeancier_caducite", o.InstalmentLapse, 1},
		{"intervalle_minimal", o.MinInterval, 0}, {"intervalle_compresse", o.CatchUpGap, 0}, {"tolerance_retard", o.LateTolerance, 0},
		{"delai_postal", o.PostalDays, 0}, {"marge_transmission", o.HandoverMargin, 0}, {"fraicheur_paiements", o.PaymentFreshness, 0},
		{"promesse_grace", o.PromiseGrace, 0}, {"promesse_delai_max", o.PromiseMaxDays, 0}, {"promesses_max", o.PromiseMax, 0},
		{"pause_paiement_partiel", o.PartialPause, 0}, {"delai_reprise_litige", o.DisputeResume, 0}, {"litige_accuse", o.DisputeAck, 0},
		{"echeancier_rappel", o.InstalmentRemind, 0}, {"reports_max", o.DeferralMax, 0}, {"alerte_silence", o.SilenceDays, 0},
		{"alerte_validation", o.ApprovalDays, 0}, {"montant_minimal", int(o.Minimum), 0}, {"montant_minimal_formel", int(o.FormalMinimum), 0},
	} {
		at, written := o.At[n.key]
		most, hint := mostDays, fmt.Sprintf("écrivez un nombre de %d à %d", n.least, mostDays)
		if strings.HasPrefix(n.key, "montant_") {
			most, hint = 10_000_000_00, "écrivez une somme à partir de 0"
		}
		if written && (n.value < n.least || n.value > most) {
			c.fault(at, "F030", hint, "« %s » hors des valeurs possibles", n.key)
		}
	}
}
