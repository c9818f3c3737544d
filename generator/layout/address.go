package layout

import (
	"math"
	"unicode/utf8"

	"relance/generator/layout/envelope"
	"relance/generator/layout/face"
	"relance/generator/layout/galley"
	"relance/generator/layout/lines"
	"relance/generator/layout/sheet"
)

// A frame is where an envelope wants the address, and what it leaves to the rest of
// the top of the page; in mm and points.
type frame struct {
	window       bool
	addressTop   float64
	addressWidth float64
	pitch        float64 // from line to line of the address
	usual        float64 // size of the address
	most         int     // lines of the address
	headBottom   float64 // under which the letterhead must leave the window free
	besideWindow float64 // width of what stands left of the window
	textTop      float64
	folds        []float64
}

// frameOf puts the six lines of an address in the middle of what the window always
// shows, and nothing else in what it may show.
func frameOf(e envelope.Envelope) frame {
	const six, pitch, margin = 6, 4.0, 1.0
	f := frame{
		addressTop: 55, addressWidth: sheet.Right - sheet.Aside, pitch: pitch, usual: 10, most: 9,
		headBottom: 50, besideWindow: 70, textTop: plainTop, folds: e.Folds,
	}
	if !e.HasWindow() {
		return f
	}
	shown, exposed := e.Shown(), e.Exposed()
	f.window, f.most = true, six
	f.pitch = min(pitch, shown.Height()/six)
	f.addressTop = shown.Y0 + (shown.Height()-six*f.pitch)/2
	f.addressWidth = shown.X1 - sheet.Aside
	f.usual = min(f.usual, math.Floor(2*f.pitch/(face.Ascent+face.Descent)/face.Point)/2)
	f.headBottom = exposed.Y0 - margin
	f.besideWindow = exposed.X0 - margin - sheet.Left
	f.textTop = exposed.Y1 + belowFrame
	return f
}

// address sets the addressee where the window shows it; without a window, long lines
// are simply folded.
func (t *top) address(to []string) {
	l := lines.Look{Size: t.size(to), Ink: sheet.Black}
	y := t.addressTop
	for _, text := range to {
		y = t.stack(text, l, sheet.Aside, y, t.addressWidth, t.pitch)
	}
	if most := t.addressTop + t.pitch*float64(t.most) + 1e-6; y > most && t.Err() == nil {
		t.Failf("F028", shorten, "l'adresse est trop longue : elle descend dans le texte de la lettre")
	}
}

// shorten is the remedy for an address that the window cannot show.
const shorten = "abrégez le nom ou l'adresse : six lignes, 38 caractères chacune"

// smallest is the least size, in points, that the post reads.
const smallest = 9

// size is that at which every line of an address fits, in points; one that cannot
// is a fault.
func (t *top) size(to []string) float64 {
	if !t.window {
		return t.usual
	}
	if len(to) > t.most {
		t.Failf("F028", shorten, "l'adresse compte %d lignes : la fenêtre de l'enveloppe en montre six", len(to))
	}
	size := t.usual
	for _, text := range to {
		switch {
		case face.Regular.Width(lines.Shown(text), smallest) > t.addressWidth:
			t.Failf("F028", shorten, "la ligne d'adresse « %s » est trop longue pour la fenêtre de l'enveloppe (%d caractères ; 38 au plus)", galley.Begun(text), utf8.RuneCountInString(text))
		case face.Regular.Width(lines.Shown(text), t.usual) > t.addressWidth:
			size = smallest
		}
	}
	return size
}
