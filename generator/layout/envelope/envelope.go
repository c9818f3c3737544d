// Package envelope is the envelopes that letters are folded for: what of the sheet
// their window always shows, and what it may show when the sheet slides inside.
package envelope

import "relance/generator/layout/sheet"

// A Rect is a part of the sheet, in mm from its top left corner.
type Rect struct{ X0, Y0, X1, Y1 float64 }

// Height of the rectangle, in mm.
func (r Rect) Height() float64 { return r.Y1 - r.Y0 }

// An Envelope (enveloppe) has its window at the right; all lengths are in mm.
type Envelope struct {
	Name          string    // what options.enveloppe says
	width, height float64   // inside
	window        float64   // width of the window; 0 for none
	depth         float64   // height of the window
	right, top    float64   // from the window to the edges of the envelope
	panel         float64   // height of the sheet once folded
	Folds         []float64 // where the sheet is folded
}

// envelopes are the usual ones in France: a DL's window stands 20 mm from the right
// and from the bottom, a C5's 20 and 60 mm, a C4's 20 mm from the right and 55 mm from
// the top. No norm was found that fixes the last two (22 November 2026): check them on
// an envelope of one's own. « aucune » is a plain DL.
var envelopes = []Envelope{
	{"dl-35x100", 220, 110, 100, 35, 20, 55, 99, []float64{99, 198}},
	{"dl-45x100", 220, 110, 100, 45, 20, 45, 99, []float64{99, 198}},
	{"c5", 229, 162, 100, 45, 20, 57, 148.5, []float64{148.5}},
	{"c4", 229, 324, 110, 50, 20, 55, 297, nil},
	{"aucune", 220, 110, 0, 0, 0, 0, 99, []float64{99, 198}},
}

// Named is the envelope of a name of the option; the first one for any other.
func Named(name string) Envelope {
	for _, e := range envelopes {
		if e.Name == name {
			return e
		}
	}
	return envelopes[0]
}

// HasWindow tells whether the address shows through the envelope.
func (e Envelope) HasWindow() bool { return e.window > 0 }

// play is how far the folded sheet slides to the right and down.
func (e Envelope) play() (across, down float64) { return e.width - sheet.Width, e.height - e.panel }

// Shown is what the window shows wherever the sheet has slid.
func (e Envelope) Shown() Rect {
	across, down := e.play()
	x, y := e.width-e.right-e.window, e.top
	return Rect{x, y, x + e.window - across, y + e.depth - down}
}

// Exposed is what the window shows for some place of the sheet: nothing but the
// address may stand there.
func (e Envelope) Exposed() Rect {
	across, down := e.play()
	x, y := e.width-e.right-e.window, e.top
	return Rect{x - across, y - down, x + e.window, y + e.depth}
}
