package calendar

import "testing"

func TestInvoicesFallDueAsTheirTermsSay(t *testing.T) {
	tests := []struct {
		terms  string
		issued Date
		due    Date
	}{
		{"30 jours", Of(2026, 1, 31), Of(2026, 3, 2)},                // T08
		{"30 jours fin de mois", Of(2026, 1, 31), Of(2026, 3, 31)},   // T08
		{"45 jours fin de mois", Of(2026, 1, 31), Of(2026, 3, 31)},   // T08
		{"45 jours fin de mois", Of(2026, 1, 10), Of(2026, 2, 28)},   // T09
		{"fin de mois + 45 jours", Of(2026, 1, 10), Of(2026, 3, 17)}, // T09
		{"fin de mois + 45", Of(2026, 1, 10), Of(2026, 3, 17)},
		{"fin de mois 45 jours", Of(2026, 1, 10), Of(2026, 3, 17)},
		{"fin de mois", Of(2026, 2, 1), Of(2026, 2, 28)},
		{"le 10 du mois suivant", Of(2026, 1, 31), Of(2026, 2, 10)},
		{"le 10 du mois suivant", Of(2026, 12, 1), Of(2027, 1, 10)},
		{"le 31 du mois suivant", Of(2026, 1, 15), Of(2026, 2, 28)},
		{"le 1er du mois suivant", Of(2026, 1, 15), Of(2026, 2, 1)},
		{"30 jours fin de mois le 10", Of(2026, 1, 10), Of(2026, 3, 10)},
		{"30 jours le 15 du mois suivant", Of(2026, 1, 10), Of(2026, 3, 15)},
		{"à réception", Of(2026, 1, 31), Of(2026, 1, 31)},
		{"reception", Of(2026, 1, 31), Of(2026, 1, 31)},
		{"a\u0300 re\u0301ception de facture", Of(2026, 1, 31), Of(2026, 1, 31)}, // accents as macOS cuts them
		{"Comptant", Of(2026, 1, 31), Of(2026, 1, 31)},
		{"30j", Of(2026, 1, 31), Of(2026, 3, 2)},
		{"À 30\u00a0jours", Of(2026, 1, 31), Of(2026, 3, 2)},
		{" 30  JOURS  nets ", Of(2026, 1, 31), Of(2026, 3, 2)},
		{"45 j fdm", Of(2026, 1, 10), Of(2026, 2, 28)},
		{"fdm+45j", Of(2026, 1, 10), Of(2026, 3, 17)},
		{"0 jour", Of(2026, 1, 31), Of(2026, 1, 31)},
		{"30 jours", 0, 0},
	}
	for _, test := range tests {
		terms, err := ParseTerms(test.terms)
		if got := terms.Due(test.issued); err != nil || got != test.due {
			t.Errorf("%q from %s: %s, %v; want %s", test.terms, test.issued.ISO(), got.ISO(), err, test.due.ISO())
		}
	}
	if due := (Terms{}).Due(Of(2026, 1, 31)); !due.IsZero() {
		t.Errorf("without terms, due %s", due.ISO())
	}
}

func TestEveryWordingIsPrintedInOneWay(t *testing.T) {
	for in, want := range map[string]string{
		"à 30 j":                         "30\u00a0jours",
		"1 jour":                         "1\u00a0jour",
		"0 jours":                        "0\u00a0jour",
		"45 jours fin de mois":           "45\u00a0jours fin de mois",
		"0 jour fin de mois":             "fin de mois",
		"fin de mois 45 jours":           "fin de mois + 45\u00a0jours",
		"le 10 du mois suivant":          "le 10 du mois suivant",
		"le 1 du mois suivant":           "le 1er du mois suivant",
		"30 jours fin de mois le 10":     "30\u00a0jours fin de mois le 10 du mois suivant",
		"30 jours le 15 du mois suivant": "30\u00a0jours le 15 du mois suivant",
		"reception":                      "à réception",
		"au comptant":                    "comptant",
	} {
		var terms, again Terms
		if err := terms.UnmarshalText([]byte(in)); err != nil || terms.String() != want || terms.IsZero() {
			t.Errorf("%q prints %q, %v; want %q", in, terms, err, want)
		}
		if err := again.UnmarshalText([]byte(terms.String())); err != nil || again != terms {
			t.Errorf("%q is read back as %q, %v", terms, again, err)
		}
	}
	if text := (Terms{}).String(); text != "" || !(Terms{}).IsZero() {
		t.Errorf("no terms print %q", text)
	}
}

func TestUnknownTermsAreRefused(t *testing.T) {
	for in, want := range map[string]string{
		"":                                "délai de règlement vide → écrivez \"30 jours\"",
		"30":                              "« 30 » n'est pas un délai de règlement connu",
		"-30 jours":                       "« -30 jours » n'est pas un délai de règlement connu",
		"30,5 jours":                      "« 30,5 jours » n'est pas un délai de règlement connu",
		"30er jours":                      "« 30er jours » n'est pas un délai de règlement connu",
		"2 mois":                          "« 2 mois » n'est pas un délai de règlement connu",
		"plus tard":                       "« plus tard » n'est pas un délai de règlement connu",
		"# jours":                         "« # jours » n'est pas un délai de règlement connu",
		"366 jours":                       "le délai dépasse un an → écrivez un délai en jours, 365 au plus",
		"99999999999999999999999 jours":   "le délai dépasse un an",
		"le 32 du mois suivant":           "le jour du mois va de 1 à 31 → écrivez par exemple le 10 du mois suivant",
		"le 0 du mois suivant":            "le jour du mois va de 1 à 31",
		"30 jours fin de mois le 9999999": "le jour du mois va de 1 à 31",
	} {
		_, err := ParseTerms(in)
		checkRefusal(t, in, err, want)
	}
}
