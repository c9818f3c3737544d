package lint

import (
	"strings"
	"testing"
	"testing/fstest"

	"relance/generator/diag"
	"relance/generator/merge/model"
)

const soundReminder = `---
titre: Relance
objet: 'Relance {{numeros factures}}'
canal: email
ton: 2
nature: douce
---
{{salutation}}

{{tableau "factures"}}

Montant attendu : {{total.solde}}, avant le {{longue date_limite}}, compte arrêté au {{arrete_au}}. Une difficulté ?

{{coordonnees_bancaires}}

{{expediteur.telephone}}

{{signature}}
`

const soundNotice = `---
titre: Mise en demeure
objet: 'Mise en demeure : {{numeros factures}}'
canal: recommande
ton: 5
nature: mise_en_demeure
public: [pro]
---
{{salutation}}

{{tableau "factures"}}

Nous vous mettons en demeure de payer {{total.general}} au plus tard le {{longue date_limite}}, compte arrêté au {{arrete_au}}.

{{coordonnees_bancaires}}

{{range $s := suites}}- {{$s}}
{{end}}

{{expediteur.telephone}}

{{signature}}
`

func lints(t *testing.T, name, text string) []string {
	t.Helper()
	set, problems := model.Load(fstest.MapFS{name: {Data: []byte(text)}})
	var got []string
	for _, p := range append(problems, Check(set)...) {
		if p.Kind != diag.Warning {
			t.Fatalf("%s: %s", p.Code, p.Text)
		}
		got = append(got, p.Code+" "+p.Text)
	}
	return got
}

func TestSoundModelsAreNotWarnedAbout(t *testing.T) {
	for _, text := range []string{soundReminder, soundNotice} {
		if got := lints(t, "essai.md", text); got != nil {
			t.Errorf("got %q", got)
		}
	}
}

func TestEachRuleOfWritingIsToldOnce(t *testing.T) {
	for _, c := range []struct{ text, old, new, want string }{
		{soundReminder, "{{coordonnees_bancaires}}", "", "W201 il manque les coordonnées bancaires"},
		{soundReminder, "{{longue date_limite}}", "bientôt", "W201 il manque la date limite"},
		{soundReminder, ", compte arrêté au {{arrete_au}}", "", "W201 il manque la date d'arrêté du compte"},
		{soundReminder, "{{expediteur.telephone}}", "", "W201 il manque un contact"},
		{soundReminder, "objet: 'Relance {{numeros factures}}'", "objet: URGENT", "W202 « urgent » dans l'objet d'une relance courtoise"},
		{soundReminder, "objet: 'Relance {{numeros factures}}'", "objet: RELANCE DE {{facture.numero}}", "W202 objet en capitales"},
		{soundReminder, "objet: 'Relance {{numeros factures}}'", "objet: Relance", "W202 l'objet ne dit pas de quelle facture il s'agit"},
		{soundReminder, "difficulté ?", "difficulté ? Le contentieux.", "W203 ton 2 : « contentieu » est réservé aux tons 4 et plus"},
		{soundReminder, "difficulté ?", "difficulté ? Sinon, saisie.", "W203 « saisie » n'a pas sa place dans une relance"},
		{soundReminder, "difficulté ?", "difficulté ? Dernier avis avant suites.", "W203 « dernier avis avant » n'a pas sa place dans une relance"},
		{soundReminder, "{{salutation}}", "", "W205 il manque le nom du client ou de l'interlocuteur"},
		{soundReminder, "ton: 2", "ton: 3", "W206 le message ne dit pas ce qui suivra"},
		{soundReminder, " Une difficulté ?", "", "W207 le message n'invite pas à répondre"},
		{soundReminder, "difficulté ?", "difficulté ? Article L441-10.", "W210 « l441-10 » ne s'écrit pas à un particulier"},
		{soundReminder, "nature: douce", "nature: douce\nexpediteur: [mandataire]", "W210 les mentions du mandataire (CPCE R124-4) manquent"},
		{soundNotice, "au plus tard le {{longue date_limite}}", "sous 8 jours, avant le {{date_limite}}", "W208 le délai doit être une date, pas un nombre de jours"},
		{soundNotice, "{{signature}}", "", "W208 la signature manque"},
		{soundNotice, "{{range $s := suites}}- {{$s}}\n{{end}}", "", "W208 la conséquence d'un défaut de paiement manque"},
		{soundNotice, "canal: recommande", "canal: courrier", "W208 une mise en demeure part en recommandé"},
		{soundNotice, "public: [pro]", "public: [public]", "W210 le texte qui fonde les intérêts n'est pas cité"},
		{soundNotice, "au plus tard", "devant le tribunal, au plus tard", ""},
	} {
		changed := strings.Replace(c.text, c.old, c.new, 1)
		if changed == c.text {
			t.Fatalf("%q is not in the text", c.old)
		}
		got := strings.Join(lints(t, "essai.md", changed), " | ")
		if got != c.want {
			t.Errorf("%q → %q:\n got %s\nwant %s", c.old, c.new, got, c.want)
		}
	}
}

func TestATextMessageIsSoberAndSigned(t *testing.T) {
	const head = "---\ntitre: SMS\ncanal: sms\nton: 2\nnature: douce\n---\n"
	for text, want := range map[string]string{
		"{{expediteur.nom}} : rappelez-nous":     "",
		"Rappelez-nous":                          "W209 un SMS dit d'abord qui écrit",
		"{{expediteur.nom}} : {{total.solde}}":   "W209 un SMS de relance ne dit pas de montant",
		"{{expediteur.nom}}\n\n{{signature}}":    "W209 un SMS n'a ni tableau ni signature",
		"{{expediteur.nom}} : www.payer.example": "W209 un lien dans un SMS passe pour une fraude",
	} {
		if got := strings.Join(lints(t, "essai.md", head+text), " | "); got != want {
			t.Errorf("%s: got %s, want %s", text, got, want)
		}
	}
}
