package layout

import (
	"fmt"
	"testing"

	"relance/generator/layout/face"
	"relance/generator/layout/sheet"
)

// Whatever the address, its words stay inside their own label: a line that runs over
// its edge is cut by the next one.
func TestEachLabelStaysInItsOwnPlace(t *testing.T) {
	long := "Société d'aménagement et d'équipement du Val de Loire"
	var labels []Label
	for i := range 15 {
		labels = append(labels, Label{To: []string{long, "À l’attention de Mme Ève Leroy-Dumesnil", "Bâtiment B", "ZA des Essais", fmt.Sprintf("%d rue de l'Essai", i), "49124 Saint-Barthélemy-d'Anjou"}, Mark: "C05"})
	}
	sheets, err := Labels(labels)
	if err != nil || len(sheets.Pages) != 2 {
		t.Fatalf("%d pages, %v", len(sheets.Pages), err)
	}
	seen := 0
	for _, p := range sheets.Pages {
		for _, text := range p.Bands[0].Texts {
			seen++
			column := int((text.X - labelLeft) / (labelWidth + labelGap))
			row := int((text.Y - labelTop) / labelHeight)
			left, top := labelLeft+float64(column)*(labelWidth+labelGap), labelTop+float64(row)*labelHeight
			right := text.X + face.Face(text.Face).Width(text.Text, text.Size)
			if text.X < left+3 || right > left+labelWidth-3 || text.Y < top+3 || text.Y > top+labelHeight-1 || right > sheet.Width {
				t.Errorf("%q stands at %.1f–%.1f × %.1f in the label %d, %d", text.Text, text.X, right, text.Y, column, row)
			}
		}
	}
	if seen < 15*7 {
		t.Errorf("%d texts on the sheets", seen)
	}
}

func TestAnAddressOfNoLabelIsNoSheet(t *testing.T) {
	if sheets, err := Labels(nil); err != nil || len(sheets.Pages) != 0 {
		t.Errorf("%v, %v", sheets, err)
	}
}
