package money

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestAmountsAreReadAsPeopleWriteThem(t *testing.T) {
	for in, want := range map[string]Amount{
		"15 000,00 €":           15_000_00,
		"15 000,00":             15_000_00,
		"15\u00a0000,00\u00a0€": 15_000_00,
		"15\u202f000,00\u00a0€": 15_000_00,
		"15\u2009000":           15_000_00,
		"1200":                  1_200_00,
		"12,5":                  12_50,
		"-40":                   -40_00,
		"- 40,00 €":             -40_00,
		"\u221240,00":           -40_00,
		"2400.00":               2_400_00,
		"1 234.56":              1_234_56,
		"1 234 567,8":           1_234_567_80,
		"0":                     0,
		"-0,00":                 0,
		"0,05":                  5,
		" 7 ":                   7_00,
		"7€":                    7_00,
		"7 EUR":                 7_00,
		"1 euro":                1_00,
		"40 euros":              40_00,
		"9 999 999 999,99":      limit,
		"-9999999999.99":        -limit,
	} {
		if got, err := Parse(in); err != nil || got != want {
			t.Errorf("Parse(%q) = %d, %v; want %d", in, got, err, want)
		}
	}
}

func TestAmountsThatCouldMeanTwoThingsAreRefused(t *testing.T) {
	for in, want := range map[string]string{
		"":                  "montant vide → écrivez par exemple 1200,00",
		" \u00a0 ":          "montant vide → écrivez par exemple 1200,00",
		"€":                 "il manque les chiffres → écrivez par exemple 1200,00",
		"-":                 "il manque les chiffres → écrivez par exemple 1200,00",
		"1,980":             "« 1,980 » peut se lire de deux façons → écrivez 1980.00 ou 1,98",
		"1.980":             "« 1.980 » peut se lire de deux façons → écrivez 1980.00 ou 1,98",
		"-1.980 €":          "« 1.980 » peut se lire de deux façons → écrivez 1980.00 ou 1,98",
		"12,345":            "« 12,345 » peut se lire de deux façons → écrivez 12345.00 s'il s'agit de milliers, sinon deux décimales au plus",
		"0,125":             "« 0,125 » a plus de deux décimales → écrivez deux décimales au plus",
		"1234,567":          "« 1234,567 » a plus de deux décimales → écrivez deux décimales au plus",
		"1 234,567":         "« 1 234,567 » a plus de deux décimales → écrivez deux décimales au plus",
		"1,2345":            "« 1,2345 » a plus de deux décimales → écrivez deux décimales au plus",
		"1.234,56":          "« 1.234,56 » n'est pas un montant → un seul séparateur",
		"1,234.56":          "« 1,234.56 » n'est pas un montant → un seul séparateur",
		"1.234.567":         "« 1.234.567 » n'est pas un montant → un seul séparateur",
		"1,,2":              "« 1,,2 » n'est pas un montant → un seul séparateur",
		"1e3":               "« 1e3 » n'est pas un montant → écrivez seulement le nombre",
		"mille":             "« mille » n'est pas un montant → écrivez seulement le nombre",
		"12 CHF":            "« 12 CHF » n'est pas un montant → écrivez seulement le nombre",
		"+40":               "« +40 » n'est pas un montant → écrivez seulement le nombre",
		"--40":              "« -40 » n'est pas un montant → écrivez seulement le nombre",
		"40-":               "« 40- » n'est pas un montant → écrivez seulement le nombre",
		"(40)":              "« (40) » n'est pas un montant → écrivez seulement le nombre",
		"1'200":             "« 1'200 » n'est pas un montant → écrivez seulement le nombre",
		"4０":                "« 4０ » n'est pas un montant → écrivez seulement le nombre",
		"1_000":             "« 1_000 » n'est pas un montant → écrivez seulement le nombre",
		"NaN":               "« NaN » n'est pas un montant → écrivez seulement le nombre",
		"12\x1b[2J":         "« 12\ufffd[2J » n'est pas un montant → écrivez seulement le nombre",
		"\xff":              "« \ufffd » n'est pas un montant → écrivez seulement le nombre",
		"12 34":             "« 12 34 » n'est pas un montant → les espaces séparent des groupes de trois chiffres",
		"1234 567":          "« 1234 567 » n'est pas un montant → les espaces séparent des groupes de trois chiffres",
		"1  234":            "« 1  234 » n'est pas un montant → les espaces séparent des groupes de trois chiffres",
		"12 ,50":            "« 12 ,50 » n'est pas un montant → les espaces séparent des groupes de trois chiffres",
		"12, 50":            "« 12, 50 » n'est pas un montant → les espaces séparent des groupes de trois chiffres",
		",50":               "« ,50 » n'est pas un montant → il faut des chiffres des deux côtés",
		"50,":               "« 50, » n'est pas un montant → il faut des chiffres des deux côtés",
		",":                 "« , » n'est pas un montant → il faut des chiffres des deux côtés",
		"0261910017":        "« 0261910017 » n'est pas un montant → enlevez le zéro du début",
		"10 000 000 000,00": "le montant « 10 000 000 000,00 » est trop grand → la limite est 9 999 999 999,99",
		"-10000000000":      "le montant « -10000000000 » est trop grand → la limite est 9 999 999 999,99",
		"9999999999999999999999999999999999999999999999": "le montant « 9999999999999999999999999999999999999999… » est trop grand",
	} {
		_, err := Parse(in)
		checkRefusal(t, in, err, want)
	}
}

// checkRefusal compares "text → hint" with the beginning want.
func checkRefusal(t *testing.T, in string, err error, want string) {
	t.Helper()
	if err == nil {
		t.Errorf("%q is accepted; want %s", in, want)
		return
	}
	got := err.Error() + " → " + err.(interface{ Hint() string }).Hint()
	if plain := strings.ReplaceAll(got, "\u202f", " "); !strings.HasPrefix(plain, want) {
		t.Errorf("%q: %s; want %s", in, plain, want)
	}
}

func TestNoTextIsMisread(t *testing.T) {
	alphabet := rapid.SampledFrom([]rune("0123456789 ,.-€E\u00a0\u202f\u2212x\x00"))
	rapid.Check(t, func(t *rapid.T) {
		in := rapid.OneOf(rapid.StringOf(alphabet), rapid.String()).Draw(t, "in")
		a, err := Parse(in)
		if err != nil {
			if text := err.Error(); !utf8.ValidString(text) || strings.ContainsFunc(text, unicode.IsControl) {
				t.Fatalf("unprintable refusal %q", text)
			}
			return
		}
		if got, want := digitsOf(a.Decimal()), digitsOf(in); strings.TrimRight(got, "0") != strings.TrimRight(want, "0") {
			t.Fatalf("Parse(%q) = %s: other digits", in, a.Decimal())
		}
	})
}

// digitsOf keeps the significant digits: those of a reading are those of the text.
func digitsOf(s string) string {
	digits := strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
	return strings.TrimLeft(digits, "0")
}

func TestRatesAreReadAsPeopleWriteThem(t *testing.T) {
	for in, want := range map[string]Rate{
		"12,15 %": 12_15, "12,15\u00a0%": 12_15, "12.15": 12_15, "12%": 12_00, "12": 12_00, "0,5": 50, "0": 0, "999,99": rateLimit,
	} {
		if got, err := ParseRate(in); err != nil || got != want {
			t.Errorf("ParseRate(%q) = %d, %v; want %d", in, got, err, want)
		}
	}
	for in, want := range map[string]string{
		"":         "taux vide → écrivez par exemple 12,15",
		"%":        "il manque les chiffres → écrivez par exemple 12,15",
		"-3":       "« -3 » n'est pas un taux → écrivez seulement le nombre, par exemple 12,15",
		"1000":     "le taux « 1000 » est trop grand → la limite est 999,99 % par an",
		"12,155 %": "« 12,155 » peut se lire de deux façons",
		"trois":    "« trois » n'est pas un taux",
		"12 % %":   "« 12 % » n'est pas un taux",
	} {
		_, err := ParseRate(in)
		checkRefusal(t, in, err, want)
	}
}

func TestEveryPrintedRateCanBeReadBack(t *testing.T) {
	for r := Rate(0); r <= rateLimit; r++ {
		for _, text := range [...]string{r.String(), r.Decimal()} {
			if got, err := ParseRate(text); err != nil || got != r {
				t.Fatalf("ParseRate(%q) = %d, %v; want %d", text, got, err, r)
			}
		}
	}
	if got, want := Rate(12_15).String(), "12,15\u00a0%"; got != want {
		t.Errorf("the rate prints %q; want %q", got, want)
	}
}
