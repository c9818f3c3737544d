package drawing

import (
	"encoding/xml"
	"io"
	"strings"
	"testing"
)

func TestADrawingIsSoundAndSaysWhatItShows(t *testing.T) {
	nasty := `<b>"&'`
	for name, svg := range map[string]string{
		"timeline": Timeline("x", nasty, []Line{{nasty, []Point{{-3, 1, "J-3"}, {5, 2, nasty}, {6, 5, "J+6"}}}}),
		"tree":     Tree("x", nasty, []Box{{Label: nasty, To: []int{1}}, {Label: "Une étiquette trop longue pour une seule ligne de la boîte", Row: 1, End: true, To: []int{0}}}),
		"empty":    Timeline("x", "", nil) + Tree("y", "", nil),
	} {
		d := xml.NewDecoder(strings.NewReader("<a>" + svg + "</a>"))
		for {
			if _, err := d.Token(); err == io.EOF {
				break
			} else if err != nil {
				t.Fatalf("%s: %v in %s", name, err, svg)
			}
		}
		if strings.Contains(svg, "style=") || !strings.Contains(svg, `role="img" aria-labelledby="x"`) || !strings.Contains(svg, `<title id="x">`) {
			t.Errorf("%s: %s", name, svg)
		}
	}
}

// Two stages two days apart would print one date over the other: the second goes
// above the line; a third has no room.
func TestLabelsDoNotCollide(t *testing.T) {
	svg := Timeline("x", "", []Line{{"", []Point{{0, 1, "J0"}, {1, 1, "J+1"}, {2, 1, "J+2"}, {8, 1, "J+8"}}}})
	row := func(label string) string {
		before, _, ok := strings.Cut(svg, `">`+label+"</text>")
		if !ok {
			return ""
		}
		return before[strings.LastIndex(before, `y="`):]
	}
	if row("J0") == row("J+1") || row("J+1") == "" || row("J+2") != "" || row("J0") != row("J+8") {
		t.Error(svg)
	}
}

func TestANameStandsAboveItsLine(t *testing.T) {
	name := "Plan de l'indépendant, vingt jours depuis la première relance"
	svg := Timeline("x", "", []Line{{name, []Point{{0, 1, "J0"}}}})
	if !strings.Contains(svg, `<text class="titre" x="0" y="16">`) || !strings.Contains(svg, `<line class="axe" x1="16" y1="46"`) || !strings.Contains(svg, `viewBox="0 0 488 `) {
		t.Error(svg)
	}
}
