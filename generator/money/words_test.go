package money

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestAmountsAreSpelledAsOnACheque(t *testing.T) {
	for a, want := range map[Amount]string{
		0:                    "zéro euro",
		1:                    "un centime",
		1_00:                 "un euro",
		1_01:                 "un euro et un centime",
		80:                   "quatre-vingts centimes",
		2_00:                 "deux euros",
		16_00:                "seize euros",
		17_00:                "dix-sept euros",
		21_00:                "vingt et un euros",
		70_00:                "soixante-dix euros",
		71_00:                "soixante et onze euros",
		72_00:                "soixante-douze euros",
		80_00:                "quatre-vingts euros",
		81_00:                "quatre-vingt-un euros",
		91_00:                "quatre-vingt-onze euros",
		99_00:                "quatre-vingt-dix-neuf euros",
		100_00:               "cent euros",
		101_00:               "cent un euros",
		180_00:               "cent quatre-vingts euros",
		200_00:               "deux cents euros",
		201_00:               "deux cent un euros",
		1_000_00:             "mille euros",
		1_201_05:             "mille deux cent un euros et cinq centimes",
		2_400_00:             "deux mille quatre cents euros",
		21_000_00:            "vingt et un mille euros",
		80_000_00:            "quatre-vingt mille euros",
		100_000_00:           "cent mille euros",
		200_000_00:           "deux cent mille euros",
		280_000_00:           "deux cent quatre-vingt mille euros",
		1_000_000_00:         "un million d'euros",
		1_000_000_50:         "un million d'euros et cinquante centimes",
		1_000_002_00:         "un million deux euros",
		80_000_000_00:        "quatre-vingts millions d'euros",
		200_000_000_00:       "deux cents millions d'euros",
		2_001_000_000_00:     "deux milliards un million d'euros",
		3_000_000_000_000_00: "trois billions d'euros",
		-12_50:               "moins douze euros et cinquante centimes",
	} {
		if got := Words(a); got != want {
			t.Errorf("Words(%d) = %q; want %q", int64(a), got, want)
		}
	}
}

func TestSpelledNumbersAreHeardAsTheyWereMeant(t *testing.T) {
	for n := uint64(1); n < 110_000; n++ {
		if got := heard(cardinal(n)); got != n {
			t.Fatalf("%q is heard as %d; want %d", cardinal(n), got, n)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Uint64Range(1, 999_999_999_999_999).Draw(t, "n")
		if got := heard(cardinal(n)); got != n {
			t.Fatalf("%q is heard as %d; want %d", cardinal(n), got, n)
		}
	})
}

// heard counts as an ear does: words add up, cent multiplies what came before,
// mille and the nouns close a group. It shares no table with cardinal.
func heard(words string) uint64 {
	value := map[string]uint64{
		"un": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8,
		"neuf": 9, "dix": 10, "onze": 11, "douze": 12, "treize": 13, "quatorze": 14, "quinze": 15,
		"seize": 16, "vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60,
	}
	closing := map[string]uint64{"mille": 1e3, "million": 1e6, "milliard": 1e9, "billion": 1e12}
	words = strings.ReplaceAll(words, "quatre-vingt", "quatre_vingt")
	var total, group uint64
	for _, w := range strings.FieldsFunc(words, func(r rune) bool { return r == ' ' || r == '-' }) {
		w = strings.TrimSuffix(w, "s")
		if w == "troi" { // this final s is no plural
			w = "trois"
		}
		switch scale := closing[w]; {
		case scale > 0:
			total, group = total+max(group, 1)*scale, 0
		case w == "cent":
			group = max(group, 1) * 100
		case w == "quatre_vingt":
			group += 80
		default:
			group += value[w]
		}
	}
	return total + group
}
