package pdf

import (
	"io"
	"testing"

	"relance/generator/document"
)

// A letter is kept for ten years, by thousands: 55 KB with two faces, 80 with italic.
func TestALetterOfOnePageIsLight(t *testing.T) {
	const kilobyte = 1000
	italic := para(document.Span{Text: "Sous toutes réserves, "}, document.Span{Text: "bien entendu", Style: document.Italic}, document.Span{Text: "."})
	boldItalic := para(document.Span{Text: "Important", Style: document.Bold | document.Italic})
	for _, c := range []struct {
		name  string
		extra []document.Block
		most  int64
	}{
		{"two faces", nil, 55 * kilobyte},
		{"italic too", []document.Block{italic}, 80 * kilobyte},
		{"all four", []document.Block{italic, boldItalic}, 80 * kilobyte},
	} {
		d := benchLetter()
		d.Body = append(d.Body[:len(d.Body)-2:len(d.Body)-2], append(c.extra, d.Body[len(d.Body)-1])...)
		var press Press
		p, err := press.Print(d, day)
		if err != nil {
			t.Fatal(err)
		}
		if n, err := p.WriteTo(io.Discard); err != nil || n > c.most || p.Pages() != 1 {
			t.Errorf("%s: %d bytes on %d pages, %d at most; %v", c.name, n, p.Pages(), c.most, err)
		}
	}
}
