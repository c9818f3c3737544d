package layout

import (
	"bytes"
	"image"
	"image/png"
	"strings"
	"testing"

	"relance/generator/document"
	"relance/generator/layout/envelope"
	"relance/generator/layout/face"
	"relance/generator/layout/sheet"
)

var windows = []string{"dl-35x100", "dl-45x100", "c5", "c4"}

// fullAddress is six lines, some with what stands highest and lowest in a font.
var fullAddress = []string{"ÉTABLISSEMENTS PLÂTRERIE KERJEAN", "À l’attention de M. Gwenaël Le Floc’h", "BÂTIMENT ÇA (jpqy)", "9 RUE DE L ESSAI", "BP 12", "49100 ANGERS CEDEX"}

// printed calls f with the box in mm of each text of a page: from the highest accent
// to the lowest tail.
func printed(p *sheet.Page, f func(t *sheet.Text, ink envelope.Rect)) {
	y := 0.0
	for i := range p.Bands {
		b := &p.Bands[i]
		for j := range b.Texts {
			t := &b.Texts[j]
			mm := t.Size * face.Point
			f(t, envelope.Rect{X0: t.X, Y0: y + t.Y - 0.905*mm, X1: t.X + t.Face.Width(t.Text, t.Size), Y1: y + t.Y + 0.212*mm})
		}
		y += b.Height
	}
}

// squareLogo is the tallest logo there is.
func squareLogo(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 40, 40))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func windowLetter(name string, to []string) *document.Document {
	return &document.Document{
		Envelope: name, To: to, Place: "Angers, le 31 mars 2026", Subject: "Rappel",
		From:  document.Party{Name: "Ateliers Boréal", Lines: []string{"4 rue de l’Essai", "49000 Angers"}, Contact: []string{"02 61 91 00 01"}},
		Refs:  []document.Ref{{Label: "N/Réf.", Value: "REL-2026-0331-C17-RECOMMANDEE"}, {Label: "V/Réf.", Value: repeat("commande", 12)}},
		Marks: []string{"Lettre recommandée avec demande d’avis de réception"}, Body: []document.Block{paragraph("Bonjour.")},
	}
}

func TestTheAddressShowsThroughEveryWindowWhereverTheSheetSlides(t *testing.T) {
	for _, name := range windows {
		shown, found := envelope.Named(name).Shown(), 0
		s := mustLay(t, windowLetter(name, fullAddress))
		printed(&s.Pages[0], func(x *sheet.Text, ink envelope.Rect) {
			for _, l := range fullAddress {
				if x.Text != l {
					continue
				}
				found++
				if ink.X0 < shown.X0 || ink.X1 > shown.X1 || ink.Y0 < shown.Y0-0.01 || ink.Y1 > shown.Y1+0.01 {
					t.Errorf("%s shows %v, %q stands in %v", name, shown, l, ink)
				}
			}
		})
		if found != len(fullAddress) {
			t.Errorf("%s: %d lines of the address", name, found)
		}
	}
}

func TestNothingButTheAddressMayShowThroughAWindow(t *testing.T) {
	long := document.Party{
		Name: repeat("Société", 6), Contact: []string{"02 61 91 00 01", "comptabilite@ateliers-boreal-agencement.example"},
		Lines: []string{"Zone artisanale des Trois-Chemins", "Bâtiment administratif", "4 rue de l’Essai", "49000 Angers"},
	}
	for _, name := range windows {
		exposed := envelope.Named(name).Exposed()
		for _, logo := range [][]byte{nil, squareLogo(t)} {
			d := windowLetter(name, fullAddress)
			d.From = long
			d.From.Logo = logo
			s := mustLay(t, d)
			printed(&s.Pages[0], func(x *sheet.Text, ink envelope.Rect) {
				for _, l := range fullAddress {
					if x.Text == l {
						return
					}
				}
				if ink.X1 > exposed.X0 && ink.X0 < exposed.X1 && ink.Y1 > exposed.Y0 && ink.Y0 < exposed.Y1 {
					t.Errorf("%s may show %v, %q stands in %v", name, exposed, x.Text, ink)
				}
			})
			for _, x := range s.Pages[0].Bands[0].Strokes {
				if x.X+x.Length > exposed.X0 && x.Y > exposed.Y0 && x.Y < exposed.Y1 {
					t.Errorf("%s may show %v, a line stands at %v, %v", name, exposed, x.X, x.Y)
				}
			}
		}
	}
}

func TestTheSheetIsMarkedWhereItIsFoldedAndPunched(t *testing.T) {
	for name, want := range map[string][]float64{
		"dl-35x100": {99, 198, 148.5}, "dl-45x100": {99, 198, 148.5}, "c5": {148.5, 148.5}, "c4": {148.5}, "aucune": {99, 198, 148.5},
	} {
		var got []float64
		for _, s := range mustLay(t, windowLetter(name, fullAddress)).Pages[0].Bands[0].Strokes {
			if s.X < sheet.Left/2 {
				got = append(got, s.Y)
			}
		}
		if len(got) != len(want) {
			t.Errorf("%s: marks at %v, want %v", name, got, want)
			continue
		}
		for i := range want {
			if got[i] != want[i] {
				t.Errorf("%s: marks at %v, want %v", name, got, want)
			}
		}
	}
}

// sizesOf are the sizes at which the lines of an address are printed.
func sizesOf(s *Sheets, to []string) map[float64]bool {
	sizes := map[float64]bool{}
	printed(&s.Pages[0], func(x *sheet.Text, _ envelope.Rect) {
		for _, l := range to {
			if x.Text == l {
				sizes[x.Size] = true
			}
		}
	})
	return sizes
}

func TestAnAddressIsCondensedToNinePointsThenRefused(t *testing.T) {
	six := []string{"A1", "B2", "C3", "D4", "E5", "F6"}
	for _, c := range []struct {
		name  string
		lines []string
		size  float64
		fault string
	}{
		{"short lines at ten points", six, 10, ""},
		{"38 capitals at nine points", []string{"ETABLISSEMENTS DUPONT ET COMPAGNIE SA", "Y1"}, 9, ""},
		{"too wide", []string{"A1", strings.Repeat("M", 38)}, 0, "la ligne d'adresse « MMM"},
		{"seven lines", append(six, "G7"), 0, "compte 7 lignes"},
	} {
		s, err := Lay(windowLetter("dl-35x100", c.lines))
		switch {
		case c.fault != "":
			if err == nil || !strings.Contains(err.Error(), c.fault) {
				t.Errorf("%s: %v", c.name, err)
			}
		case err != nil:
			t.Errorf("%s: %v", c.name, err)
		default:
			if got := sizesOf(s, c.lines); len(got) != 1 || !got[c.size] {
				t.Errorf("%s: %v points", c.name, got)
			}
		}
	}
}

func TestWithoutAWindowALongAddressIsFoldedNotRefused(t *testing.T) {
	to := []string{repeat("Association", 9), "A", "B", "C", "D", "E", "49000 Angers"}
	s := mustLay(t, windowLetter("aucune", to))
	if got := readAll(s); !strings.Contains(strings.ReplaceAll(got, " ", ""), strings.ReplaceAll(strings.Join(to, ""), " ", "")) {
		t.Errorf("the address is not whole in %q", got)
	}
	if _, err := Lay(windowLetter("aucune", make([]string, 30))); err != nil {
		t.Error("empty lines take room")
	}
	long := strings.Split(strings.Repeat("ligne ", 30), " ")[:30]
	if _, err := Lay(windowLetter("aucune", long)); err == nil || !strings.Contains(err.Error(), "l'adresse est trop longue") {
		t.Errorf("thirty lines: %v", err)
	}
}
