package model

import (
	"strings"
	"testing"

	"relance/generator/kit"
)

func TestAPlanNamesModelsThatExistAndGoesFromSoftToFirm(t *testing.T) {
	m, _ := Load(folder("Bonjour."))
	plan := kit.Plan{ID: "p", Stages: []kit.Stage{
		{ID: "a", Channel: kit.ByEmail, Template: "essai", Tone: 3},
		{ID: "b", Channel: kit.ByLetter, Template: "esai", Tone: 2},
	}}
	var got []string
	for _, p := range m.Check([]kit.Plan{plan}) {
		got = append(got, p.Code+" "+p.Text+" → "+p.Hint)
	}
	want := "E114 étape « b » : modèle « esai » introuvable → vouliez-vous dire « essai » ? | W204 étape « b » : ton 2 après un ton 3 → un plan va du plus doux au plus ferme"
	if strings.Join(got, " | ") != want {
		t.Errorf("got %q", got)
	}
}
