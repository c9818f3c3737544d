package found

import (
	"fmt"
	"path"
	"regexp"
	"strings"
	"unicode"

	"relance/generator/diag"
	"relance/generator/kit"
	"relance/generator/output"
)

// OneLine returns a text on one line, single spaces between its words.
func OneLine(s string) string {
	if isTidy(s) {
		return s
	}
	return strings.Join(strings.FieldsFunc(s, unicode.IsSpace), " ")
}

// isTidy recognises most texts at a glance.
func isTidy(s string) bool {
	space := true
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' || s[i] == ' ' && space {
			return false
		}
		space = s[i] == ' '
	}
	return !space || s == ""
}

// Count writes « 1 ligne », « 3 lignes ».
func Count(n int, one, many string) string {
	if n < 2 {
		return fmt.Sprintf("%d %s", n, one)
	}
	return fmt.Sprintf("%d %s", n, many)
}

// BareName is what remains of a client's name for comparing: two spellings of
// one firm are one client.
func BareName(s string) string {
	return strings.Join(strings.FieldsFunc(diag.Fold(s), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}), " ")
}

// UnknownDay is the reference of a payment whose day the source does not say.
const UnknownDay = "date inconnue"

// LongestCode is where the code of a long name ends.
const LongestCode = 24

// Slug makes a code of a name: « Plâtrerie Kerjean » is PLATRERIE-KERJEAN.
func Slug(name string) string {
	code := strings.Map(func(r rune) rune {
		if r < 0x80 && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
			return unicode.ToUpper(r)
		}
		return '-'
	}, strings.ReplaceAll(BareName(name), " ", "-"))
	if len(code) > LongestCode {
		code = code[:LongestCode]
	}
	if code = strings.Trim(code, "-"); code == "" {
		return "CLIENT"
	}
	return code
}

// civilities are titles of persons as they begin a name, and as letters write them.
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

// Civility sets « Mme » apart from the name of a person.
func Civility(cl *kit.Client) {
	first, rest, _ := strings.Cut(cl.Name, " ")
	if title := civilities[strings.Trim(diag.Fold(first), ".")]; title != "" && rest != "" && cl.SIREN == "" && cl.SIRET == "" {
		cl.Title, cl.Name = title, rest
	}
}

// LikelyKind tells a person, whose name begins with a title, a public body, and a
// firm.
func LikelyKind(cl *kit.Client) kit.Kind {
	if cl.Title != "" {
		return kit.Consumer
	}
	name := BareName(cl.Name) + " "
	for _, w := range publicWords {
		if strings.HasPrefix(name, w) {
			return kit.Public
		}
	}
	return kit.Company
}

// KindNamed reads the word of a column « type de client », "" when it says nothing
// known.
func KindNamed(word string) kit.Kind {
	word = BareName(word)
	for _, k := range kindWords {
		if strings.HasPrefix(word, k.start) {
			return k.kind
		}
	}
	return ""
}

// Presume says for which clients the type is only likely.
func (imp *Import) Presume(at diag.Pos, kinds map[kit.Kind][]string) {
	for _, k := range []struct {
		kind kit.Kind
		what string
	}{{kit.Consumer, "des particuliers"}, {kit.Public, "des organismes publics"}} {
		if names := kinds[k.kind]; len(names) > 0 {
			imp.Note(at, "W351", "le type décide la loi qui s'applique : corrigez type: dans clients.yaml, ou ajoutez une colonne « Type de client »",
				"tenus pour %s d'après leur nom : %s", k.what, shortList(names))
		}
	}
	if n := len(kinds[kit.Company]); n > 0 {
		imp.Note(at, "W351", "le type décide la loi qui s'applique : corrigez ceux qui n'en sont pas, ou ajoutez une colonne « Type de client »",
			"%s, faute d'indication", Count(n, "client est tenu pour une entreprise", "clients sont tenus pour des entreprises"))
	}
}

// MappingName is where the mapping of a file is saved in the kit:
// « imports/factures.yaml » for factures.xlsx.
func MappingName(file string) string { return "imports/" + output.Slug(stem(file)) + ".yaml" }

func stem(file string) string {
	base := path.Base(strings.ReplaceAll(file, `\`, "/"))
	return strings.TrimSuffix(base, path.Ext(base))
}

// changing are the parts of a file's name that are others at the next export: a
// day, perhaps with the hour, the mark of a copy, the closing day of a FEC.
var changing = []*regexp.Regexp{
	regexp.MustCompile(`(?i)[-_ .]*(?:\([0-9]+\)|-? ?copie(?: \([0-9]+\))?)$`),
	regexp.MustCompile(`[-_ .(]*20[0-9]{2}[-_.]?[01][0-9][-_.]?[0-3][0-9](?:[-_ T]?[0-2][0-9][-_h.]?[0-5][0-9](?:[-_m.]?[0-5][0-9])?)?`),
	regexp.MustCompile(`[-_ .(]*[0-3][0-9][-_.][01][0-9][-_.]20[0-9]{2}`),
}

// fecName is how the law names a FEC: the SIREN of the firm, then its closing day.
var fecName = regexp.MustCompile(`^([0-9]{9}(?i:FEC))[0-9]{8}`)

// LastingName is the mapping that a file shares with the same export of another
// day: « imports/export.yaml » for export-2026-03-31.csv.
func LastingName(file string) string {
	name := stem(file)
	if fec := fecName.FindStringSubmatch(name); fec != nil {
		name = fec[1]
	}
	for _, part := range changing {
		name = part.ReplaceAllString(name, "")
	}
	if strings.Trim(name, "-_ .()0123456789") == "" {
		return MappingName(file)
	}
	return "imports/" + output.Slug(name) + ".yaml"
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
