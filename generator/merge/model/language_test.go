package model

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"pgregory.net/rapid"

	"relance/generator/diag"
)

const softHead = "---\ntitre: Essai\nobjet: 'Facture {{facture.numero}}'\ncanal: email\nton: 1\nnature: douce\n---\n"

// folder is a templates folder of one model and some fragments.
func folder(body string, fragments ...string) fstest.MapFS {
	fsys := fstest.MapFS{"essai.md": {Data: []byte(softHead + body)}}
	for i := 0; i+1 < len(fragments); i += 2 {
		fsys["fragments/"+fragments[i]+".md"] = &fstest.MapFile{Data: []byte(fragments[i+1])}
	}
	return fsys
}

func shown(p diag.Problem) string {
	return fmt.Sprintf("%s:%d:%d %s %s → %s", strings.TrimPrefix(p.File, "templates/"), p.Line, p.Col, p.Code, p.Text, p.Hint)
}

func TestEveryMistakeIsNamedWhereItIs(t *testing.T) {
	for _, c := range []struct{ body, want string }{
		{"Solde {{totl.solde}}", "essai.md:8:9 E101 variable inconnue « totl.solde » → vouliez-vous dire « total.solde » ?"},
		{"À vous, {{client.non}}", "essai.md:8:11 E101 variable inconnue « client.non » → vouliez-vous dire « client.nom » ?"},
		{"{{if client.siren}}{{else}}{{client.mon}}{{end}}", "essai.md:8:30 E101 variable inconnue « client.mon » → vouliez-vous dire « client.nom » ?"},
		{"{{.client.nom}}", "essai.md:8:3 E101 « .client.nom » commence par un point → écrivez {{client.nom}}, sans point devant"},
		{"{{range $f := factures}}{{$f.numro}}{{end}}", "essai.md:8:27 E101 variable inconnue « $f.numro » → vouliez-vous dire « $f.numero » ?"},
		{"{{$g.numero}}", "essai.md:8:3 E101 variable inconnue « $g » → une boucle s'écrit {{range $f := factures}}…{{end}}"},
		{"{{longe date_limite}}", "essai.md:8:3 E102 fonction inconnue « longe » → vouliez-vous dire « longue » ou « zone » ?"},
		{`{{inclure "signatur"}}`, "essai.md:8:11 E102 fragment inconnu « signatur » → vouliez-vous dire « signature » ?"},
		{`{{tableau "facture"}}`, "essai.md:8:11 E102 tableau inconnu « facture » → vouliez-vous dire « factures » ?"},
		{`{{printf "%s" client.nom}}`, "essai.md:8:3 E102 « printf » n'est pas permis dans un modèle → écrivez le nom d'un champ ou d'une fonction : relance champs les liste"},
		{"{{$x := client.nom}}", "essai.md:8:3 E102 un modèle ne garde pas de valeur de côté → écrivez le champ à l'endroit où il sert"},
		{"{{client.nom | client.nom}}", "essai.md:8:16 E102 après « | » il faut une fonction seule → écrivez la fonction devant, la valeur ensuite : {{longue date_limite}}"},
		{"a\n{{if client.siren}}b", "essai.md:9:1 E103 « if » ouvert ligne 9, colonne 1, jamais fermé → ajoutez {{end}} à la fin du bloc"},
		{"a {{end}}", "essai.md:8:3 E103 « end » sans « if », « range » ni « with » avant lui → supprimez cette balise ou ouvrez le bloc"},
		{"{{longue (date_limite}}", "essai.md:8:1 E103 parenthèse jamais refermée → refermez-la avant }}"},
		{"{{client.nom, contact.nom}}", "essai.md:8:13 E103 « , » n'a pas de sens ici → écrivez le nom du champ seul : {{client.nom}}"},
		{"{{if}}a{{end}}", "essai.md:8:1 E103 balise incomplète → dites ce qu'il faut imprimer ou tester : {{if contact.prenom}}"},
		{"Factures : {{factures}}", `essai.md:8:14 E104 « factures » est une liste → écrivez {{range $f := factures}}…{{end}} ou {{tableau "factures"}}`},
		{"{{client}}", "essai.md:8:3 E104 « client » regroupe plusieurs champs → choisissez un champ : client.code, client.nom, client.adresse, client.siren"},
		{"{{client.est_public}}", "essai.md:8:3 E104 « client.est_public » est un oui/non : il se teste, il ne s'imprime pas → écrivez {{if client.est_public}}…{{end}}"},
		{"{{longue total.solde}}", "essai.md:8:3 E104 « longue » attend une date, pas un montant → écrivez par exemple {{longue date_limite}}"},
		{"{{if gt total.solde 100}}a{{end}}", "essai.md:8:6 E104 « gt » ne compare pas les montants → testez seulement sa présence : {{if total.penalites}}"},
		{"{{if eq client.nom 1}}a{{end}}", "essai.md:8:6 E104 « eq » compare deux valeurs de même nature, pas un texte et un nombre → écrivez par exemple {{if eq total.nombre 1}}"},
		{"{{range $a := factures}}{{range $b := factures}}{{range $c := factures}}{{end}}{{end}}{{end}}", "essai.md:8:57 E104 boucles trop imbriquées → deux boucles l'une dans l'autre au plus"},
		{"{{range factures}}a{{end}}", "essai.md:8:9 E104 la boucle doit nommer l'élément courant → écrivez {{range $f := factures}}"},
		{"Voici : {{signature}}", "essai.md:8:11 E104 « signature » est un bloc, pas un mot → placez cette balise seule sur sa ligne"},
		{"{{relances_precedentes.date}}", "essai.md:8:3 E104 « relances_precedentes » est une liste → écrivez {{range $e := relances_precedentes}}…{{end}}"},
		{"{{dossier.destinataire}}", "essai.md:8:3 E105 « dossier.destinataire » n'existe pas dans un modèle de nature « douce » → retirez ce champ, ou corrigez la nature dans l'en-tête"},
		{"Bonjour {client.nom}", "essai.md:8:9 E107 accolades simples → écrivez {{client.nom}}"},
		{"Bonjour {{client.nom}, merci", "essai.md:8:9 E107 accolades mal fermées : « {{client.nom}, merci » → une balise tient sur une ligne, entre {{ et }}"},
		{"{{defaut contact.prenom “vous”}}", `essai.md:8:25 E107 caractère « “ » dans une balise → employez des guillemets droits : "…"`},
		{"{{longue\u00a0date_limite}}", "essai.md:8:9 E107 caractère « \u00a0 » dans une balise → remplacez cette espace insécable par une espace ordinaire"},
		{`{{inclure "boucle"}}`, "fragments/boucle.md:1:11 E108 templates/fragments/boucle.md s'inclut lui-même → retirez ce {{inclure}} de l'un des fragments"},
		{"Un \ue000 caché", "essai.md:8:4 E109 caractère réservé → effacez ce caractère invisible et retapez les mots voisins"},
		{"Le `{{client.nom}}`", "essai.md:8:0 E109 variable interdite ici : dans du code, l'adresse d'un lien ou une balise → placez la variable dans le texte"},
	} {
		fragments := []string{"signature", "Signé."}
		if strings.Contains(c.body, "boucle") {
			fragments = []string{"boucle", `{{inclure "boucle"}}`}
		}
		_, problems := Load(folder(c.body, fragments...))
		var got []string
		for _, p := range problems {
			if p.Kind == diag.Fault {
				got = append(got, shown(p))
			}
		}
		if len(got) != 1 || got[0] != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.body, strings.Join(got, "\n     "), c.want)
		}
	}
}

func TestTheSubjectIsCheckedAtItsPlace(t *testing.T) {
	src := strings.Replace(softHead, "facture.numero", "facture.numro", 1)
	_, problems := Load(fstest.MapFS{"essai.md": {Data: []byte(src + "{{client.nom}}")}})
	if len(problems) == 0 || shown(problems[0]) != "essai.md:3:19 E101 variable inconnue « facture.numro » → vouliez-vous dire « facture.numero » ?" {
		t.Errorf("got %v", problems)
	}
}

func TestAllMistakesOfAllFilesComeAtOnce(t *testing.T) {
	fsys := folder("{{client.non}} et {{contact.non}}\n\n{{if facture.regle}}{{else}}{{totl.solde}}{{end}}", "pied", "{{creancier.sirn}}")
	_, problems := Load(fsys)
	var at []string
	for _, p := range problems {
		at = append(at, fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Col))
	}
	want := "templates/essai.md:8:3 templates/essai.md:8:21 templates/essai.md:10:31 templates/fragments/pied.md:1:3"
	if strings.Join(at, " ") != want {
		t.Errorf("got %v", at)
	}
}

func TestFragmentsCannotUnfoldWithoutEnd(t *testing.T) {
	ten := func(name string) string { return strings.Repeat(`{{inclure "`+name+`"}}`, 10) }
	_, problems := Load(folder(ten("a"), "a", ten("b"), "b", ten("c"), "c", "fin"))
	if len(problems) != 1 || shown(problems[0]) != "essai.md:8:11 E108 plus de 200 inclusions → écrivez le texte une seule fois" {
		t.Errorf("got %v", problems)
	}
}

func TestATemplateBeginsWithItsFrontMatter(t *testing.T) {
	_, problems := Load(fstest.MapFS{"essai.md": {Data: []byte("Bonjour {{client.nom}}")}})
	if len(problems) != 1 || problems[0].Code != "F004" {
		t.Errorf("got %v", problems)
	}
}

func TestATemplateMayBeSixtyFourKibibytes(t *testing.T) {
	if _, problems := Load(folder(strings.Repeat("a ", maxSize/2))); len(problems) != 1 || problems[0].Code != "E113" {
		t.Errorf("got %v", problems)
	}
}

func TestAnyTextIsReadWithoutPanic(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		body := rapid.StringOfN(rapid.OneOf(rapid.RuneFrom([]rune("{}{}.$|\"()- \nif endrange=:client.nom")), rapid.Rune()), 0, 60, -1).Draw(t, "texte")
		if _, problems := Load(folder(body)); problems.Faults() {
			for _, p := range problems {
				if p.Text == "" {
					t.Fatalf("%q: a problem without text", body)
				}
			}
		}
	})
}

func TestACharacterThatNoFontHasIsRefusedInWhatIsPrinted(t *testing.T) {
	const head = "---\ntitre: Essai\nobjet: 'Facture 🙏 {{facture.numero}}'\ncanal: %s\nton: 1\nnature: douce\n---\n"
	body := "Merci 🙏\n\n{{case \"Ça 🎉\"}}\n\n{{inclure \"f\"}}"
	for channel, want := range map[string][]string{
		"email": nil, "sms": nil,
		"courrier": {"essai.md:3:8 E116 le caractère « 🙏 » (U+1F64F)", "essai.md:8:7 E116 le caractère « 🙏 » (U+1F64F)", "essai.md:10:12 E116 le caractère « 🎉 » (U+1F389)", "fragments/f.md:1:5 E116 le caractère « 東 » (U+6771)"},
	} {
		fsys := folder("", "f", "Là, 東 et 東")
		delete(fsys, "essai.md")
		fsys["essai.md"] = &fstest.MapFile{Data: []byte(fmt.Sprintf(head, channel) + body)}
		_, problems := Load(fsys)
		var got []string
		for _, p := range problems {
			if p.Code == "E116" && p.Kind == diag.Fault {
				got = append(got, shown(p))
			}
		}
		if len(got) != len(want) {
			t.Fatalf("%s: %q", channel, got)
		}
		for i := range want {
			if !strings.HasPrefix(got[i], want[i]) {
				t.Errorf("%s: %q, want %q", channel, got[i], want[i])
			}
		}
	}
}
