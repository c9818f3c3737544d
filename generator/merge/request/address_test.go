package request

import "testing"

func TestNoLineEndsBetweenAPostcodeAndItsTown(t *testing.T) {
	for want, lines := range map[string][]string{
		"9 rue de l'Essai, 49100\u00a0Angers":       {"9 rue de l'Essai", "49100 Angers"},
		"BP 12, 29200\u00a0BREST\u00a0CEDEX\u00a02": {"BP 12", "29200 BREST CEDEX 2"},
		"13090\u00a0Aix en Provence\u00a0Cedex":     {"13090 Aix en Provence Cedex"},
		"1000\u00a0Bruxelles":                       {"1000 Bruxelles"},
		"12 rue du Cedex bleu, 2 bis":               {"12 rue du Cedex bleu", "2 bis"},
		"":                                          nil,
	} {
		if got := OneLine(lines); got != want {
			t.Errorf("%q: %q", lines, got)
		}
	}
}
