package lines

import (
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"relance/generator/document"
)

func (l *Line) text() string {
	var s strings.Builder
	for _, f := range l.fragments {
		s.WriteString(f.text)
	}
	return s.String()
}

const prose = "Malgré nos relances, nous n’avons pas reçu le règlement des factures ci-dessous, aujourd’hui échues. " +
	"Conformément aux conditions générales, des pénalités s’appliquent de plein droit à compter de l’échéance, ainsi que " +
	"l’indemnité forfaitaire de recouvrement de 40\u00A0€ par facture. Écrivez à comptabilite@ateliers-boreal.example."

func TestJustifiedLinesEndAtTheRightAndTheLastOneDoesNot(t *testing.T) {
	const width = 110.0
	var b Breaker
	set := b.Justified([]document.Span{{Text: prose}}, Look{Size: 10}, width)
	for i, l := range set[:len(set)-1] {
		full := math.Abs(l.Width-width) < 0.001
		if gapes := stretched(l, width) > gaping; full == gapes {
			t.Errorf("line %d ends at %.3f mm: %q", i+1, l.Width, l.text())
		}
	}
	if last := set[len(set)-1]; last.Width > width-1 {
		t.Errorf("the last line is stretched: %q", last.text())
	}
}

// stretched is what the spaces of a line would be, in times their usual width, were it
// set flush right.
func stretched(l Line, width float64) float64 {
	text := strings.TrimRight(l.text(), " ")
	spaces, usual := float64(strings.Count(text, " ")), Look{Size: 10}.Face.Width(" ", 10)
	return (width - Look{Size: 10}.Face.Width(strings.ReplaceAll(text, " ", ""), 10)) / spaces / usual
}

func TestWordsAreDividedWhereSpacesWouldGapeAndOnlyThere(t *testing.T) {
	var b Breaker
	set := b.Justified([]document.Span{{Text: "Une indemnité forfaitaire de recouvrement s’ajoute"}}, Look{Size: 10}, 35)
	var got []string
	for i := range set {
		got = append(got, strings.TrimSpace(set[i].text()))
	}
	if s := strings.Join(got, "|"); s != "Une indemnité forfai\u00AD|taire de recouvrement|s’ajoute" {
		t.Error(s)
	}
	for _, l := range b.Lines([]document.Span{{Text: prose}}, Look{Size: 10}, 35) {
		if l.Divided || strings.Contains(l.text(), "\u00AD") {
			t.Errorf("a ragged line is divided: %q", l.text())
		}
	}
}

func TestNamesAmountsAndAddressesStayWholeWhenTextIsJustified(t *testing.T) {
	whole := []string{"Établissements", "Constantinopolitaine", "12\u202F345\u202F678,90\u00A0€", "FA26-056-recouvrement", "recouvrement@boreal.example", "8\u00A0septembre\u00A02026"}
	var b Breaker
	for width := 50.0; width < 75; width++ {
		for _, w := range whole {
			set := b.Justified([]document.Span{{Text: "Nous vous demandons de bien vouloir régler à " + w + " la somme indiquée ci-dessus, sans autre délai."}}, Look{Size: 10}, width)
			found := false
			for i := range set {
				found = found || strings.Contains(set[i].text(), w)
			}
			if !found {
				t.Errorf("%q is divided in %.0f mm", w, width)
			}
		}
	}
}

func TestASpaceThatWouldGapeLeavesItsLineRagged(t *testing.T) {
	var b Breaker
	set := b.Justified([]document.Span{{Text: "a b ABCDEFGHIJKLMNOPQRST c d"}}, Look{Size: 10}, 50)
	if set[0].Width > 10 {
		t.Errorf("%.1f mm for %q", set[0].Width, set[0].text())
	}
}

func TestJustifiedTextKeepsEveryLetterInItsWidth(t *testing.T) {
	word := rapid.StringMatching(`[a-zéèç’]{1,22}[.,]?|[A-Z][a-z]{1,9}|[0-9]{1,9}`)
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(word, 1, 60).Draw(t, "words")
		width := rapid.Float64Range(40, 166).Draw(t, "width")
		var spans []document.Span
		for i, w := range words {
			spans = append(spans, document.Span{Text: w + " ", Style: document.Style(i%5) & document.Bold})
		}
		var b Breaker
		var got strings.Builder
		row := 0
		for _, l := range b.Justified(spans, Look{Size: 10}, width) {
			if l.Width > width+0.001 {
				t.Fatalf("%.2f mm in %.2f", l.Width, width)
			}
			if row++; !l.Divided {
				row = 0
			}
			if row > 2 {
				t.Fatal("three divided words in a row")
			}
			got.WriteString(strings.TrimSuffix(l.text(), "\u00AD"))
		}
		if g, w := strings.Join(strings.Fields(got.String()), ""), strings.Join(words, ""); g != w {
			t.Fatalf("got  %q\nwant %q", g, w)
		}
	})
}
