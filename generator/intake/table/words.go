package table

import (
	"maps"
	"slices"
	"strings"

	"relance/generator/intake/found"
	"relance/generator/kit"
)

// kindWords are the words of a column « type de client ».
var kindWords = []struct {
	start string
	kind  kit.Kind
}{
	{"part", kit.Consumer}, {"conso", kit.Consumer}, {"b2c", kit.Consumer}, {"btoc", kit.Consumer}, {"personne physique", kit.Consumer},
	{"pub", kit.Public}, {"collec", kit.Public}, {"admin", kit.Public}, {"etat", kit.Public}, {"mairie", kit.Public}, {"b2g", kit.Public},
	{"ent", kit.Company}, {"pro", kit.Company}, {"soc", kit.Company}, {"b2b", kit.Company}, {"btob", kit.Company}, {"asso", kit.Company}, {"tpe", kit.Company}, {"pme", kit.Company},
}

// kind decides the type of a client: the column, else the user's word for the
// whole table, else its name. The 40 EUR of professionals must not be claimed
// from a person: « Mme Martin » is taken for a consumer, and said to be.
func (b *builder) kind(cl *kit.Client, said string) {
	word := found.BareName(said)
	for _, k := range kindWords {
		if word != "" && strings.HasPrefix(word, k.start) {
			cl.Kind = k.kind
			break
		}
	}
	found.Civility(cl)
	if cl.Kind == "" {
		cl.Kind = kit.Kind(b.m.Kind)
	}
	if cl.Kind == "" {
		cl.Kind = found.LikelyKind(cl)
		b.kinds[cl.Kind] = append(b.kinds[cl.Kind], cl.Name)
	}
}

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

// stage returns the stage that words of the table mean, "" when unknown, and
// keeps the pair in the mapping for the user to see and correct.
func (b *builder) stage(words string) string {
	for _, known := range sortedKeys(b.m.Stages) {
		if found.BareName(known) == found.BareName(words) {
			return b.m.Stages[known]
		}
	}
	stage := stageWords[found.BareName(words)]
	if stage != "" {
		if b.m.Stages == nil {
			b.m.Stages = map[string]string{}
		}
		b.m.Stages[words] = stage
	}
	return stage
}
func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
