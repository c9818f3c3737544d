package intake

import (
	"maps"
	"slices"
	"strings"
	"unicode"

	"relance/generator/diag"
	"relance/generator/kit"
)

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// bareName is what remains of a client's name for comparing: two spellings of
// one firm are one client.
func bareName(s string) string {
	return strings.Join(strings.FieldsFunc(diag.Fold(s), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}), " ")
}

// slug makes a code of a name: « Plâtrerie Kerjean » is PLATRERIE-KERJEAN.
func slug(name string) string {
	code := strings.Map(func(r rune) rune {
		if r < 0x80 && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
			return unicode.ToUpper(r)
		}
		return '-'
	}, strings.ReplaceAll(bareName(name), " ", "-"))
	if len(code) > 24 {
		code = code[:24]
	}
	if code = strings.Trim(code, "-"); code == "" {
		return "CLIENT"
	}
	return code
}

// titlesOf persons, as they begin a name, and how letters write them.
var civilities = map[string]string{
	"m": "M.", "mr": "M.", "monsieur": "M.", "mme": "Mme", "madame": "Mme", "mlle": "Mme", "mademoiselle": "Mme",
}

// publicWords begin the names of public bodies.
var publicWords = []string{
	"mairie", "commune de", "commune d ", "ville de", "departement de", "departement du", "departement d ", "conseil departemental",
	"region ", "conseil regional", "prefecture", "sous prefecture", "ministere", "centre hospitalier", "chu ", "chr ", "communaute de communes",
	"communaute d agglomeration", "communaute urbaine", "metropole", "ccas", "sivom", "sivu", "syndicat intercommunal", "syndicat mixte",
	"universite", "lycee", "rectorat", "sdis", "office public",
}

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
	word := bareName(said)
	for _, k := range kindWords {
		if word != "" && strings.HasPrefix(word, k.start) {
			cl.Kind = k.kind
			break
		}
	}
	civility(cl)
	if cl.Kind == "" {
		cl.Kind = kit.Kind(b.m.Kind)
	}
	if cl.Kind == "" {
		cl.Kind = likelyKind(cl)
		b.kinds[cl.Kind] = append(b.kinds[cl.Kind], cl.Name)
	}
}

// civility sets « Mme » apart from the name of a person.
func civility(cl *kit.Client) {
	first, rest, _ := strings.Cut(cl.Name, " ")
	if title := civilities[strings.Trim(diag.Fold(first), ".")]; title != "" && rest != "" && cl.SIREN == "" && cl.SIRET == "" {
		cl.Title, cl.Name = title, rest
	}
}

func likelyKind(cl *kit.Client) kit.Kind {
	if cl.Title != "" {
		return kit.Consumer
	}
	name := bareName(cl.Name) + " "
	for _, w := range publicWords {
		if strings.HasPrefix(name, w) {
			return kit.Public
		}
	}
	return kit.Company
}

// presumed says for which clients the type is only likely.
func presumed(imp *Import, at diag.Pos, kinds map[kit.Kind][]string) {
	for _, k := range []struct {
		kind kit.Kind
		what string
	}{{kit.Consumer, "des particuliers"}, {kit.Public, "des organismes publics"}} {
		if names := kinds[k.kind]; len(names) > 0 {
			imp.note(at, "W351", "le type décide la loi qui s'applique : corrigez type: dans clients.yaml, ou ajoutez une colonne « Type de client »",
				"tenus pour %s d'après leur nom : %s", k.what, strings.Join(names, ", "))
		}
	}
	if n := len(kinds[kit.Company]); n > 0 {
		imp.note(at, "W351", "le type décide la loi qui s'applique : corrigez ceux qui n'en sont pas, ou ajoutez une colonne « Type de client »",
			"%s pour des entreprises, faute d'indication", count(n, "client est tenu", "clients sont tenus"))
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
		if bareName(known) == bareName(words) {
			return b.m.Stages[known]
		}
	}
	stage := stageWords[bareName(words)]
	if stage != "" {
		if b.m.Stages == nil {
			b.m.Stages = map[string]string{}
		}
		b.m.Stages[words] = stage
	}
	return stage
}
