package message

import (
	"strings"

	"relance/generator/dunning"
	"relance/generator/journal"
	"relance/generator/kit"
)

// Outside lists the stages that no plan schedules: an event calls for them.
var Outside = []kit.Stage{
	{ID: "confirmation_promesse", Label: "Confirmation de promesse", Nature: kit.Soft, Channel: kit.ByEmail, Template: "confirmation-promesse", Tone: 1, Fallback: []string{"courrier"}},
	{ID: "promesse_refusee", Label: "Délai promis non accordé", Nature: kit.Soft, Channel: kit.ByEmail, Template: "promesse-refusee", Tone: 2, Fallback: []string{"courrier"}},
	{ID: "promesse_rompue", Label: "Promesse rompue", Nature: kit.Soft, Channel: kit.ByEmail, Template: "promesse-rompue", Tone: 3, Fallback: []string{"courrier"}},
	{ID: "accuse_litige", Label: "Accusé de réception du litige", Nature: kit.Soft, Channel: kit.ByEmail, Template: "accuse-litige", Tone: 1, Fallback: []string{"courrier"}},
	{ID: "remerciement", Label: "Remerciement", Nature: kit.Soft, Channel: kit.ByEmail, Template: "remerciement-paiement", Tone: 1},
	{ID: "relance_echeance", Label: "Relance d'une échéance impayée", Nature: kit.Soft, Channel: kit.ByEmail, Template: "relance-echeance", Tone: 2, Fallback: []string{"courrier"}},
	{ID: dunning.CreditorNotice, Label: "Avis de paiement au mandant", Nature: kit.Internal, Channel: kit.ByEmail, Template: "avis-paiement-mandant", Tone: 1},
	{ID: "levee_mesure", Label: "Levée d'une mesure", Nature: kit.Soft, Channel: kit.ByEmail, Template: "levee-mesure", Tone: 1, Fallback: []string{"courrier"}},
	{ID: "bienvenue", Label: "Bienvenue et conditions", Nature: kit.Preventive, Channel: kit.ByEmail, Template: "bienvenue-conditions", Tone: 1, Fallback: []string{"courrier"}},
	{ID: "constat_caducite", Label: "Constat de caducité de l'accord", Nature: kit.Soft, Channel: kit.ByLetter, Template: "constat-caducite", Tone: 3, Fallback: []string{"email"}},
	{ID: dunning.BlockOrders, Label: "Blocage des commandes", Nature: kit.Soft, Channel: kit.ByLetter, Template: measureTemplate, Tone: 4, Fallback: []string{"email"}},
	{ID: dunning.Acceleration, Label: "Exigibilité immédiate", Nature: kit.Soft, Channel: kit.ByRegistered, Template: measureTemplate, Tone: 4},
	{ID: dunning.CashFirst, Label: "Règlement à la commande", Nature: kit.Soft, Channel: kit.ByLetter, Template: measureTemplate, Tone: 4, Fallback: []string{"email"}},
	{ID: dunning.Suspension, Label: "Suspension des livraisons", Nature: kit.Soft, Channel: kit.ByLetter, Template: measureTemplate, Tone: 4, Fallback: []string{"email"}},
}

// measureTemplate is the notice of any measure.
const measureTemplate = "blocage-commandes"

// MeasureName is a measure in a sentence: « le blocage des commandes ».
func MeasureName(id string) string {
	return map[string]string{
		dunning.BlockOrders: "le blocage des commandes", dunning.Acceleration: "l'exigibilité immédiate",
		dunning.CashFirst: "le règlement à la commande", dunning.Suspension: "la suspension des livraisons",
	}[id]
}

// MeasureNames are measures in a sentence, each with its decision.
func MeasureNames(decided []journal.Entry) string {
	var names []string
	for _, e := range decided {
		names = append(names, MeasureName(e.Stage)+" (décision du "+e.Date.String()+")")
	}
	return strings.Join(names, " et ")
}

// OutsideStage is one of them, by its id.
func OutsideStage(id string) *kit.Stage {
	for i := range Outside {
		if Outside[i].ID == id {
			return &Outside[i]
		}
	}
	panic("message: unknown stage " + id)
}
