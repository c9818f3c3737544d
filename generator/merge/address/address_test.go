package address

import (
	"slices"
	"strings"
	"testing"

	"relance/generator/kit"
)

func TestDeIsElidedBeforeAVowel(t *testing.T) {
	for name, want := range map[string]string{"Intendance": "d’Intendance", "Élodie Rey": "d’Élodie Rey", "Mme Rey": "de Mme Rey", "Hamel": "de Hamel", "accueil": "d’accueil", "": "de "} {
		if got := of(name); got != want {
			t.Errorf("%q: %q", name, got)
		}
	}
}

func TestALongNameIsFoldedInTheAddress(t *testing.T) {
	const town = "Commune de Saint-Rémy-en-Bouzemont-Saint-Genest-et-Isson"
	for _, c := range []struct {
		name string
		room int
		want []string
	}{
		{"Plâtrerie & fils", 4, []string{"Plâtrerie & fils"}},
		{"Syndicat intercommunal des eaux de la vallée", 4, []string{"Syndicat intercommunal des eaux de la", "vallée"}},
		{"Syndicat intercommunal des eaux de la vallée", 1, []string{"Syndicat intercommunal des eaux de la vallée"}},
		{town, 4, []string{"Commune de Saint-Rémy-en-Bouzemont-", "Saint-Genest-et-Isson"}},
		{"Société nationale des équipements ferroviaires et urbains du Grand Sud-Ouest", 3,
			[]string{"Société nationale des équipements", "ferroviaires et urbains du Grand", "Sud-Ouest"}},
		{strings.Repeat("W", 39), 4, []string{strings.Repeat("W", 39)}},
		{strings.Repeat("W", 38) + "-", 4, []string{strings.Repeat("W", 38) + "-"}},
		{strings.Repeat("W", 30) + " " + strings.Repeat("W", 37) + "-W", 4, []string{strings.Repeat("W", 30), strings.Repeat("W", 37) + "-", "W"}},
	} {
		if got := foldedLine(c.name, c.room); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q", c.name, got)
		}
	}
}

// On the deposit slip of registered letters as on the letter itself.
func TestAnAddressAbroadEndsWithItsCountry(t *testing.T) {
	lines := []string{"Hauptstraße 12", "10115 Berlin"}
	for country, want := range map[string][]string{"": lines, "france": lines, "Allemagne": {"Hauptstraße 12", "10115 Berlin", "ALLEMAGNE"}} {
		c := &kit.Client{Name: "Müller", Address: lines, Country: country}
		if got := Place(c); !slices.Equal(got, want) {
			t.Errorf("%s: %q", country, got)
		}
		if got, _ := Of(c, nil); !slices.Equal(got[1:], want) {
			t.Errorf("%s, on a letter: %q", country, got)
		}
	}
}
