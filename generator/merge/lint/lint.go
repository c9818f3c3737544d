// Package lint says what is sound in a template but unwise to send: a reminder
// that forgets the deadline, a word too harsh for its tone, the wrong law (W201 to
// W210).
package lint

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"relance/generator/crew"
	"relance/generator/diag"
	"relance/generator/kit"
	"relance/generator/merge/language"
	"relance/generator/merge/model"
)

// banned words look like an act of justice or a threat (C. pén. 433-13, C.
// conso. L121-6): no template uses them at any tone (law.md §6).
var banned = []string{
	"saisie", "huissier", "commissaire de justice", "sommation", "commandement", "signification", "exploit",
	"au nom de la loi", "république française", "jugement", "dernier avis avant", "inscription au fichier",
	"poursuites pénales", "plainte", "parquet", "e-réputation", "réputation",
	"inadmissible", "scandaleux", "malhonnête", "voyou", "escroc", "honteux", "intolérable",
	"ceci n'est pas une mise en demeure",
}

// reserved words wait for the tone from which they may be written.
var reserved = map[string]int{
	"pénalité": 3, "mise en demeure": 4, "mettons en demeure": 4, "contentieu": 4, "tribunal": 5, "juridiction": 5, "injonction": 5,
}

// A linter reads one model as its reader will.
type linter struct {
	*model.Model
	used     map[string]bool
	problems diag.List
}

// Check reads every sound model of a set.
func Check(m *model.Set) diag.List {
	var problems diag.List
	names := m.Names()
	found := make([]diag.List, len(names))
	crew.Each(len(names), func(i int) {
		if md := m.Model(names[i]); md.Sound {
			found[i] = check(m, md)
		}
	})
	for _, f := range found {
		problems = append(problems, f...)
	}
	return problems
}

func check(m *model.Set, md *model.Model) diag.List {
	l := linter{Model: md, used: map[string]bool{}}
	for _, part := range append(m.Parts(md), md.Subject) {
		for _, u := range part.Names {
			l.used[u.Name] = true
		}
		for _, b := range part.Blocks {
			l.used[b] = true
		}
	}
	l.tone()
	l.audience()
	switch {
	case md.Head.Channel == string(kit.BySMS):
		l.sms()
	case md.Claims():
		l.content()
	}
	if md.Head.Nature == kit.FormalNotice {
		l.formalNotice()
	}
	l.subjectLine()
	return l.problems
}

// at is the place of a word of the body, else the first line.
func (l *linter) at(word string) diag.Pos {
	for i, line := range strings.Split(l.Body.Text, "\n") {
		if strings.Contains(model.Fold(line), word) {
			return diag.Pos{File: l.File, Line: i + 1}
		}
	}
	return diag.Pos{File: l.File, Line: 1}
}

func (l *linter) warn(at diag.Pos, code, hint, format string, args ...any) {
	l.problems.Addf(at, diag.Warning, code, format, args...).Hint = hint
}

// tone is W203.
func (l *linter) tone() {
	for _, w := range banned {
		if hasWord(l.Text, w) {
			l.warn(l.at(w), "W203", "« nous nous réservons de saisir la juridiction compétente » est la seule suite judiciaire qu'une lettre annonce",
				"« %s » n'a pas sa place dans une relance", w)
		}
	}
	if l.Head.Channel == string(kit.ByCall) || l.Head.Nature == kit.Handover {
		return // internal: the words are not said to the client
	}
	for _, w := range slices.Sorted(maps.Keys(reserved)) {
		if least := reserved[w]; l.Head.Tone < least && strings.Contains(l.Text, w) {
			l.warn(l.at(w), "W203", "changez le mot, ou le ton dans l'en-tête", "ton %d : « %s » est réservé aux tons %d et plus", l.Head.Tone, w, least)
		}
	}
}

// hasWord looks for whole words.
func hasWord(text, word string) bool {
	for at := 0; ; {
		i := strings.Index(text[at:], word)
		if i < 0 {
			return false
		}
		from, to := at+i, at+i+len(word)
		if !letterBefore(text, from) && !letterAfter(text, to) {
			return true
		}
		at = to
	}
}

var (
	endsWithLetter    = regexp.MustCompile(`\p{L}$`)
	startsWithLetters = regexp.MustCompile(`^\p{L}`)
)

func letterBefore(s string, at int) bool { return endsWithLetter.MatchString(s[max(0, at-4):at]) }

// letterAfter lets a plural through: « saisies » is the same word.
func letterAfter(s string, at int) bool {
	return startsWithLetters.MatchString(strings.TrimPrefix(s[at:], "s"))
}

// audience is W210: which law a model may speak of.
func (l *linter) audience() {
	if w := l.ProLaw(); w != "" && l.IsFor("particulier") {
		l.warn(l.at(w), "W210", "écrivez une variante "+model.BaseName(l.Name)+".particulier.md", "« %s » ne s'écrit pas à un particulier", w)
	}
	if l.IsFor("public") && !l.IsFor("pro") && (strings.Contains(l.Text, "l441-10") || strings.Contains(l.Text, "l. 441-10")) {
		l.warn(l.at("441-10"), "W210", "citez l'article L2192-13 du code de la commande publique", "« L441-10 » ne s'applique pas à un acheteur public")
	}
	if l.IsFor("public") && !l.IsFor("pro") && l.Head.Nature.IsFormal() && l.Head.Nature != kit.Handover && !strings.Contains(l.Text, "l2192-13") {
		l.warn(l.at(""), "W210", "citez l'article L2192-13 du code de la commande publique", "le texte qui fonde les intérêts n'est pas cité")
	}
	if slices.Contains(l.Head.Senders, "mandataire") && l.Head.Nature != kit.Internal && !l.used["mentions"] {
		l.warn(l.at(""), "W210", "ajoutez {{mentions}}", "les mentions du mandataire (CPCE R124-4) manquent")
	}
}

// any reports whether one of these fields or blocks is used.
func (l *linter) any(names ...string) bool {
	return slices.ContainsFunc(names, func(n string) bool { return l.used[n] })
}

// content is W201, W205, W206 and W207: what a reminder must hold.
func (l *linter) content() {
	for _, need := range []struct {
		code, what, hint string
		names            []string
	}{
		{"W201", "le numéro des factures", `ajoutez {{tableau "factures"}}`, []string{"tableau factures", "facture.numero", "factures"}},
		{"W201", "le montant attendu", "ajoutez {{total.solde}}", []string{"total.solde", "total.general", "bloc_totaux"}},
		{"W201", "la date d'échéance", `ajoutez {{tableau "factures"}}`, []string{"tableau factures", "facture.echeance", "echeancier.echeance"}},
		{"W201", "la date limite", "ajoutez {{longue date_limite}}", []string{"date_limite"}},
		{"W201", "la date d'arrêté du compte", "ajoutez : compte arrêté au {{arrete_au}}", []string{"arrete_au"}},
		{"W201", "les coordonnées bancaires", "ajoutez {{coordonnees_bancaires}}", []string{language.BankDetails, "creancier.banque.iban"}},
		{"W201", "un contact", "ajoutez {{expediteur.telephone}} ou {{expediteur.email}}",
			[]string{"expediteur.telephone", "expediteur.email", "creancier.telephone", "creancier.email"}},
		{"W205", "le nom du client ou de l'interlocuteur", "ajoutez {{salutation}}", []string{"salutation", "client.nom", "contact.nom", "contact.nom_complet"}},
	} {
		if !l.any(need.names...) {
			l.warn(l.at(""), need.code, need.hint, "il manque %s", need.what)
		}
	}
	says := func(w string) bool { return strings.Contains(l.Text, w) }
	if l.Head.Tone >= 3 && l.Head.Nature != kit.FormalNotice && !slices.ContainsFunc([]string{"sans règlement", "sans réponse", "sans nouvelles", "à défaut"}, says) {
		l.warn(l.at(""), "W206", "écrivez par exemple : sans règlement à cette date, notre suivi prévoit…", "le message ne dit pas ce qui suivra")
	}
	if l.Head.Tone <= 3 && !slices.ContainsFunc([]string{"?", "difficulté", "dites-nous", "indiquez-nous", "proposez-nous"}, says) {
		l.warn(l.at(""), "W207", "demandez la cause, ou proposez une solution", "le message n'invite pas à répondre")
	}
}

// formalNotice is W208.
func (l *linter) formalNotice() {
	if !strings.Contains(l.Text, "en demeure") {
		l.warn(l.at(""), "W208", "écrivez : nous vous mettons en demeure de payer", "les mots « mise en demeure » manquent")
	}
	if !l.used["date_limite"] || relativeDeadline.MatchString(l.Text) {
		l.warn(l.at("sous "), "W208", "écrivez : au plus tard le {{longue date_limite}}", "le délai doit être une date, pas un nombre de jours")
	}
	if !l.used["suites"] {
		l.warn(l.at(""), "W208", "ajoutez {{range $s := suites}}- {{$s}}…{{end}}", "la conséquence d'un défaut de paiement manque")
	}
	if !l.used["signature"] {
		l.warn(l.at(""), "W208", "ajoutez {{signature}}", "la signature manque")
	}
	if l.Head.Channel != string(kit.ByRegistered) {
		l.warn(l.at(""), "W208", "écrivez canal: recommande", "une mise en demeure part en recommandé")
	}
}

var relativeDeadline = regexp.MustCompile(`\b(sous|dans (les|un délai de)) (\d+|huit|quinze|dix|trente) jours`)

// subjectLine is W202.
func (l *linter) subjectLine() {
	if l.Head.Channel == "sms" || l.Head.Channel == "appel" || l.Head.Channel == "interne" {
		return
	}
	s, at := l.Head.Subject, l.Head.At["objet"]
	letters := strings.Map(func(r rune) rune {
		if r == '{' || r == '}' {
			return -1
		}
		return r
	}, l.Subject.Words)
	switch {
	case s == "":
		l.warn(diag.Pos{File: l.File, Line: 1}, "W202", "ajoutez objet: dans l'en-tête", "l'objet manque")
	case len([]rune(letters)) > 78:
		l.warn(at, "W202", "78 caractères au plus", "objet trop long")
	case len(letters) > 6 && letters == strings.ToUpper(letters):
		l.warn(at, "W202", "écrivez-le en minuscules", "objet en capitales")
	case l.Head.Tone < 4 && strings.Contains(strings.ToLower(s), "urgent"):
		l.warn(at, "W202", "dites plutôt l'échéance et le numéro", "« urgent » dans l'objet d'une relance courtoise")
	case l.Claims() && !strings.Contains(s, "numeros") && !strings.Contains(s, "facture"):
		l.warn(at, "W202", "ajoutez {{numeros factures}}", "l'objet ne dit pas de quelle facture il s'agit")
	}
}

// sms is the static part of W209; the length is known once filled.
func (l *linter) sms() {
	if !l.any("expediteur.nom", "creancier.raison_sociale", "secretariat.nom") {
		l.warn(l.at(""), "W209", "commencez par {{expediteur.nom}}", "un SMS dit d'abord qui écrit")
	}
	if l.Head.Tone >= 2 && l.any("total.solde", "total.general", "facture.solde", "facture.montant_ttc") {
		l.warn(l.at(""), "W209", "retirez le montant : un téléphone se lit à plusieurs", "un SMS de relance ne dit pas de montant")
	}
	if len(l.Body.Blocks) > 0 {
		l.warn(l.at(""), "W209", "n'employez que des textes, des dates et des montants", "un SMS n'a ni tableau ni signature")
	}
	if strings.Contains(l.Text, "http") || strings.Contains(l.Text, "www.") {
		l.warn(l.at("http"), "W209", "donnez un numéro de téléphone", "un lien dans un SMS passe pour une fraude")
	}
}
