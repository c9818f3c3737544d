package lines

import (
	"math"
	"strings"
	"testing"

	"relance/generator/document"
)

func linesOf(text string, width float64) []string {
	var b Breaker
	var out []string
	for _, l := range b.Text(text, Look{Size: 10}, width) {
		var s strings.Builder
		for _, f := range l.fragments {
			s.WriteString(f.text)
		}
		out = append(out, strings.TrimRight(s.String(), " "))
	}
	return out
}

func TestLinesBreakWhereReadersExpect(t *testing.T) {
	for _, c := range []struct {
		name, text string
		width      float64
		want       string
	}{
		{"between words", "un deux trois", 12, "un|deux|trois"},
		{"never at a no-break space", "avant 12\u202F345\u00A0€ après", 22, "avant|12\u202F345\u00A0€|après"},
		{"after a hyphen between words", "un rendez-vous", 18, "un rendez-|vous"},
		{"not in a number", "facture FA26-056", 22, "facture|FA26-056"},
		{"not at a no-break hyphen", "un rendez\u2011vous", 24, "un|rendez-vous"},
		{"in an address, after a mark", "https://boreal.example/chemin/long", 40, "https://boreal.example/|chemin/long"},
		{"by force when nothing else helps", strings.Repeat("m", 12), 20, "mmmmmm|mmmmmm"},
		{"at a newline", "un\ndeux", 50, "un|deux"},
		{"no last line of one short word", "le solde de ces factures est de 10\u00A0€", 52, "le solde de ces factures est|de 10\u00A0€"},
	} {
		if got := strings.Join(linesOf(c.text, c.width), "|"); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

func TestWordsOfOneLookAreOneFragmentAndStylesKeepTheirPlace(t *testing.T) {
	var b Breaker
	lines := b.Lines([]document.Span{{Text: "le "}, {Text: "solde dû", Style: document.Bold}, {Text: ", net"}}, Look{Size: 10}, 100)
	var got []string
	x := 0.0
	for _, f := range lines[0].fragments {
		got = append(got, f.text)
		if math.Abs(f.x-x) > 1e-9 {
			t.Errorf("%q stands at %v, not %v", f.text, f.x, x)
		}
		x += f.look.Face.Width(f.text, f.look.Size)
	}
	if s := strings.Join(got, "|"); s != "le |solde dû|, net" {
		t.Error(s)
	}
}

func TestMissingNamesWhatTheFontsCannotPrint(t *testing.T) {
	for text, want := range map[string]string{
		"Société Cœur & Fils, 1\u202F234,56\u00A0€ – « n° 3 » … Łódź": "",
		"☐ ✓ \u2011 \u00AD\u200B\u200E\t\n":                           "",
		"Sté 😀 中 😀":                                                   "中😀",
		"Sté \u05E9\u05DC\u05D5\u05DD":                                "\u05D5\u05DC\u05DD\u05E9",
		"\u202EDupont\u202C \u200Fet fils":                            "",
		"\uE000":                                                      "\uE000",
		"a\xffb":                                                      "\uFFFD",
	} {
		if got := string(Missing(text)); got != want {
			t.Errorf("Missing(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestWhatNoFontHasIsSeenToBeLeftOut(t *testing.T) {
	for text, want := range map[string]string{
		"Où ? Ça va, 12\u202F345\u00A0€ – œuvre ✓": "Où ? Ça va, 12\u202F345\u00A0€ – œuvre ✓",
		"d'accord 🎉 أهلا":                          "d'accord […]",
		"🎉 vendredi 🎉🎉 midi":                       "[…] vendredi […] midi",
		"vu🎉ok":                                    "vu[…]ok",
		"":                                         "",
	} {
		if got := Legible(text); got != want || len(Missing(got)) > 0 {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
