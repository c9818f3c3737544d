package header

import (
	"maps"
	"slices"
)

// stageWords are the usual words for a last reminder, and the stage of the plans
// « progressif » and « public » that comes closest.
var stageWords = map[string]string{
	"preventive": "courtoisie", "preventif": "courtoisie", "rappel preventif": "courtoisie", "avant echeance": "courtoisie", "courtoisie": "courtoisie",
	"1": "relance1", "r1": "relance1", "n1": "relance1", "relance 1": "relance1", "relance1": "relance1", "1re relance": "relance1", "1ere relance": "relance1",
	"premiere relance": "relance1", "niveau 1": "relance1", "rappel": "relance1", "rappel 1": "relance1", "relance": "relance1", "mail": "relance1", "e mail": "relance1", "email": "relance1",
	"appel": "appel", "telephone": "appel", "appel telephonique": "appel", "tel": "appel",
	"2": "lettre", "r2": "lettre", "n2": "lettre", "relance 2": "lettre", "relance2": "lettre", "2e relance": "lettre", "2eme relance": "lettre", "deuxieme relance": "lettre",
	"seconde relance": "lettre", "niveau 2": "lettre", "rappel 2": "lettre", "lettre": "lettre", "courrier": "lettre", "lettre de relance": "lettre", "lettre simple": "lettre",
	"3": "recommandee", "r3": "recommandee", "n3": "recommandee", "relance 3": "recommandee", "relance3": "recommandee", "3e relance": "recommandee", "3eme relance": "recommandee",
	"troisieme relance": "recommandee", "niveau 3": "recommandee", "recommande": "recommandee", "recommandee": "recommandee", "lettre recommandee": "recommandee", "lrar": "recommandee",
	"4": "med", "r4": "med", "niveau 4": "med", "mise en demeure": "med", "med": "med",
	"transmission": "transmission", "contentieux": "transmission", "huissier": "transmission", "commissaire de justice": "transmission", "avocat": "transmission", "recouvrement": "transmission",
}

// Stage returns the stage that words of the table mean, "" when unknown, and keeps
// the pair in the mapping for the user to see and correct.
func (m *Mapping) Stage(words string) string {
	for _, known := range slices.Sorted(maps.Keys(m.Stages)) {
		if bare(known) == bare(words) {
			return m.Stages[known]
		}
	}
	stage := stageWords[bare(words)]
	if stage != "" {
		if m.Stages == nil {
			m.Stages = map[string]string{}
		}
		m.Stages[words] = stage
	}
	return stage
}
