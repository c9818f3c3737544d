package site

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"relance/generator/diag"
)

func pageOf(body string) fstest.MapFS {
	return fstest.MapFS{"accueil.md": {Data: []byte("---\ntitre: Accueil\nsection: commencer\n---\n" + body + "\n")}}
}

func TestAPageSaysTheFiguresOfTheKit(t *testing.T) {
	in := Input{Pages: pageOf("Sous {{reglage promesse_delai_max jour ouvré}}, {{reglage promesses_max fois}} ; alerte à {{reglage seuil_dependance}}.\n\n- [ ] Le plan {{plan tpe}}, `{{plan tpe}}`"),
		Options: Options{ProfilePlans: []ProfilePlan{{"tpe", "Accéléré"}}, Settings: []Setting{{Value: "12", Help: "promesse_delai_max"}, {Value: "1", Help: "promesses_max"}, {Value: "40,00 %", Help: "seuil_dependance"}}}}
	files, problems := made(in)
	if problems.Faults() {
		t.Fatal(problems)
	}
	page := string(files[slices.IndexFunc(files, func(f File) bool { return f.Name == "index.html" })].Data)
	for _, want := range []string{"Sous 12\u00a0jours ouvrés, 1 fois", "alerte à 40", "Le plan Accéléré, <code>{{plan tpe}}</code>"} {
		if !strings.Contains(page, want) {
			t.Errorf("%q is not in the page:\n%s", want, page)
		}
	}
	if strings.Contains(page, "40,00") {
		t.Error("a whole percent is printed with decimals")
	}
}

func TestASettingThatDoesNotExistIsAFaultWithTheRightName(t *testing.T) {
	in := Input{Pages: pageOf("Sous {{reglage promesse_delais_max jour}}, le plan {{plan tpo}}."),
		Options: Options{ProfilePlans: []ProfilePlan{{"tpe", "Accéléré"}}, Settings: []Setting{{Value: "12", Help: "promesse_delai_max"}}}}
	_, problems := Build(in)
	var said strings.Builder
	diag.Print(&said, problems, nil)
	for _, want := range []string{"accueil.md:5", "réglage inconnu « promesse_delais_max »", "vouliez-vous dire « promesse_delai_max »", "profil inconnu « tpo »", "« tpe »"} {
		if !strings.Contains(said.String(), want) {
			t.Errorf("%q is not in:\n%s", want, &said)
		}
	}
}
