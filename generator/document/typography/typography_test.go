package typography

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestTypographyIsFrench(t *testing.T) {
	// In this table ~ stands for U+00A0 and _ for U+202F.
	show := strings.NewReplacer("\u00a0", "~", "\u202f", "_")
	for in, want := range map[string]string{
		"Bonjour ; oui ! non ?":               "Bonjour_; oui_! non_?",
		"Bonjour; oui! non?":                  "Bonjour_; oui_! non_?",
		"quoi ?! (vraiment ?)":                "quoi_?! (vraiment_?)",
		"Attention : ici":                     "Attention~: ici",
		"Attention: ici":                      "Attention~: ici",
		"à 12:30 ou 12:30:15":                 "à 12:30 ou 12:30:15",
		"voir https://a.example/x?y=1;z: oui": "voir https://a.example/x?y=1;z: oui",
		"écrire à a@b.example ?":              "écrire à a@b.example_?",
		"« oui » et «non»":                    "«_oui_» et «_non_»",
		"« quoi ? »":                          "«_quoi_?_»",
		"40 € ou 40€, 10 % ou 10%":            "40~€ ou 40~€, 10~% ou 10~%",
		"n° 12, n°12, N° 3":                   "n°~12, n°~12, N°~3",
		"M. Durand, Mme Durand, Me Rey":       "M.~Durand, Mme~Durand, Me~Rey",
		"il me dit M. et part":                "il me dit M. et part",
		"art. L. 441-10 du C. com.":           "art.~L.~441-10 du C. com.",
		"sous 30 jours, 3 mois, 2 h 30":       "sous 30~jours, 3~mois, 2~h 30",
		"l'échéance d'aujourd'hui":            "l’échéance d’aujourd’hui",
		"l'« usage »":                         "l’«_usage_»",
		"'cité' 5' rock 'n' roll":             "'cité' 5' rock 'n' roll",
		"deux  espaces   :  fin":              "deux espaces~: fin",
		"a != b, x := 1, ::":                  "a != b, x := 1, ::",
		"déjà\u00a0: fait\u202f; bien":        "déjà~: fait_; bien",
		"ligne\n: suite":                      "ligne\n: suite",
		"":                                    "",
	} {
		if got := show.Replace(French(in)); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

var french = rapid.StringOfN(rapid.SampledFrom([]rune("ab éL1.'’;:!?«»€% \u00a0\u202f\n°nMw@/()-=\"\ue000")), 0, 30, -1)

func TestTypographyTwiceChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		once := French(french.Draw(t, "text"))
		if twice := French(once); twice != once {
			t.Fatalf("%q then %q", once, twice)
		}
	})
}

func TestTypographyChangesNoWord(t *testing.T) {
	bare := func(s string) string {
		return strings.NewReplacer(" ", "", "\u00a0", "", "\u202f", "", "’", "'").Replace(s)
	}
	rapid.Check(t, func(t *rapid.T) {
		s := french.Draw(t, "text")
		if got := bare(French(s)); got != bare(s) {
			t.Fatalf("%q became %q", s, French(s))
		}
	})
}

func TestWhatIsLeftAloneWouldNotChange(t *testing.T) {
	plain := rapid.StringOfN(rapid.SampledFrom([]rune("abpnL13éÀ.,-\n     «°")), 0, 12, -1)
	rapid.Check(t, func(t *rapid.T) {
		if s := plain.Draw(t, "text"); isPlain(s) && whole(s) != s {
			t.Fatalf("%q becomes %q", s, whole(s))
		}
	})
}
