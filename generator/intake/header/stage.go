package header

import (
	"maps"
	"regexp"
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
	if stage == "" {
		stage = stageIn(bare(words))
	}
	if stage != "" {
		if m.Stages == nil {
			m.Stages = map[string]string{}
		}
		m.Stages[words] = stage
	}
	return stage
}

// notDone are words of what is still to do, or of more than one reminder.
var notDone = regexp.MustCompile(`^a |\b(?:a (?:faire|envoyer|prevoir|relancer)|prevue?|prochaine?|pas|sans|avant|puis|et|20[0-9]{2})\b`)

// stageParts are the words that name a reminder inside a sentence, the gravest first.
var stageParts = []struct {
	words *regexp.Regexp
	stage string
}{
	{regexp.MustCompile(`\b(?:huissier|avocat|contentieux|injonction|assignation|commissaire de justice|(?:societe|cabinet) de recouvrement)\b`), "transmission"},
	{regexp.MustCompile(`\bmises? en demeure\b|\bmed\b`), "med"},
	{regexp.MustCompile(`\brecommandee?s?\b|\blr ?ar\b|\blettre ar\b`), "recommandee"},
	{numbered("4"), "med"},
	{numbered("3"), "recommandee"},
	{numbered("2"), "lettre"},
	{numbered("1"), "relance1"},
	{regexp.MustCompile(`\b(?:courriers?|lettres?)\b`), "lettre"},
	{regexp.MustCompile(`\b(?:appele?e?s?|appels?|tel|telephone|telephonique|phoning|sms)\b`), "appel"},
	{regexp.MustCompile(`\b(?:relancee?s?|rappels?|mails?|e mails?|emails?|courriels?)\b`), "relance1"},
}

// numbered finds « relance n° 2 », « 2e rappel », « lettre 2 ».
func numbered(n string) *regexp.Regexp {
	const what = `(?:relance|rappel|lettre|courrier|niveau|mail|courriel)`
	return regexp.MustCompile(`\b` + what + ` (?:n |no |numero )?` + n + `\b|\b` + n + ` ?(?:e|er|re|ere|eme|nde?)? ` + what + `\b`)
}

// stageIn finds a reminder in words that are not the usual ones, "" for none.
func stageIn(words string) string {
	if notDone.MatchString(words) {
		return ""
	}
	for _, p := range stageParts {
		if p.words.MatchString(words) {
			return p.stage
		}
	}
	return ""
}
