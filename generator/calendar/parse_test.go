package calendar

import (
	"strings"
	"testing"
)

func TestDaysAreReadAsPeopleWriteThem(t *testing.T) {
	want := Of(2026, 3, 2)
	for _, in := range []string{"2026-03-02", "02/03/2026", "2/3/2026", "2/03/2026", " 2026-03-02\u00a0"} {
		if got, err := Parse(in); err != nil || got != want {
			t.Errorf("Parse(%q) = %s, %v; want %s", in, got.ISO(), err, want.ISO())
		}
	}
	if got, err := Parse("29/02/2028"); err != nil || got != Of(2028, 2, 29) {
		t.Errorf("the leap day of 2028 = %s, %v", got.ISO(), err)
	}
}

func TestDaysThatDoNotExistAreRefused(t *testing.T) {
	for in, want := range map[string]string{
		"":                      "date vide → écrivez par exemple 2026-03-02",
		"2026-02-30":            "la date « 2026-02-30 » n'existe pas → février 2026 a 28 jours",
		"29/02/2026":            "la date « 29/02/2026 » n'existe pas → février 2026 a 28 jours",
		"31/04/2026":            "la date « 31/04/2026 » n'existe pas → avril 2026 a 30 jours",
		"00/03/2026":            "la date « 00/03/2026 » n'existe pas → mars 2026 a 31 jours",
		"03/21/2026":            "la date « 03/21/2026 » n'existe pas → le mois va de 1 à 12 ; écrivez année-mois-jour ou jour/mois/année",
		"2026-00-01":            "la date « 2026-00-01 » n'existe pas → le mois va de 1 à 12",
		"02/03/26":              "la date « 02/03/26 » a une année sur deux chiffres → écrivez 02/03/2026",
		"1899-12-31":            "la date « 1899-12-31 » est hors limites → l'année va de 1900 à 2199",
		"01/01/2200":            "la date « 01/01/2200 » est hors limites → l'année va de 1900 à 2199",
		"26-03-02":              "« 26-03-02 » n'est pas une date → écrivez 2026-03-02 ou 02/03/2026",
		"2026-3-2":              "« 2026-3-2 » n'est pas une date",
		"02-03-2026":            "« 02-03-2026 » n'est pas une date",
		"2026/03/02":            "« 2026/03/02 » n'est pas une date",
		"2026-03-02T00:00:00Z":  "« 2026-03-02T00:00:00Z » n'est pas une date",
		"20260302":              "« 20260302 » n'est pas une date",
		"46083":                 "« 46083 » n'est pas une date",
		"2 mars":                "« 2 mars » n'est pas une date",
		"2026-03-0２":            "« 2026-03-0２ » n'est pas une date",
		"\x1b[2J":               "« \ufffd[2J » n'est pas une date",
		strings.Repeat("9", 60): "« " + strings.Repeat("9", 40) + "… » n'est pas une date",
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
