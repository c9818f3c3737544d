package syllable

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func divided(word string) string {
	runes := []rune(word)
	var b strings.Builder
	from := 0
	for _, at := range Breaks(runes) {
		b.WriteString(string(runes[from:at]) + "-")
		from = at
	}
	return b.String() + string(runes[from:])
}

// Divided by hand, as a dictionary of French shows them, with three letters left at
// least on each side.
func TestWordsAreDividedAsFrenchPrintersDo(t *testing.T) {
	for _, want := range strings.Fields(`
		règle-ment paie-ment fac-ture fac-tu-ra-tion indem-nité recou-vre-ment péna-li-tés échéance créance
		rési-dence comp-ta-bi-lité res-pon-sable admi-nis-tra-tive enga-ge-rons pro-cé-dure injonc-tion
		salu-ta-tions dis-tin-guées recom-man-dée com-mande com-merce inté-rêts sup-plé-men-taire
		ins-tant cons-truire obs-tacle comp-ter fonc-tion extrait exa-men taxer payer moyen royaume
		signa-ture mon-tagne méthode archi-tecte psy-cho-logue phi-lo-sophe
		ques-tion lorsque quelque bou-ti-quier reli-quat équité atlas ath-lète
		l’indem-nité qu’aucune d’agréer j’admet-trai aujourd’hui
		sys-tème lycée cyclone bicy-clette fer-me-ture
		immé-dia-te-ment pré-cé-dem-ment oublier février cela sans prix`) {
		word := strings.ReplaceAll(want, "-", "")
		if got := divided(word); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

func TestNamesAmountsAndAddressesAreNeverDivided(t *testing.T) {
	for _, word := range []string{
		"Kerjean", "PLÂTRERIE", "McAllister", "FA26-056", "12345678", "rendez-vous", "compta@boreal.example",
		"https://boreal.example", "l’Administration", "d’Administration", "Łódzkiewicz", "señorita", "", "a", "l’", "’", "l’été",
	} {
		if got := divided(word); got != word {
			t.Errorf("%q is divided: %s", word, got)
		}
	}
}

func TestADivisionLeavesThreeLettersAndAVowelOnEachSide(t *testing.T) {
	word := rapid.StringMatching(`([ldjn]’)?[a-zàâçéèêëîïôöùûüœ’]{0,18}`)
	rapid.Check(t, func(t *rapid.T) {
		runes := []rune(word.Draw(t, "word"))
		for _, at := range Breaks(runes) {
			for _, side := range []string{string(runes[:at]), string(runes[at:])} {
				_, side, _ = strings.Cut("’"+side, "’")
				if utf8.RuneCountInString(side) < Least || !strings.ContainsAny(side, vowels) {
					t.Fatalf("%q is divided before %q", string(runes), string(runes[at:]))
				}
			}
		}
	})
}
