package galley

import (
	"testing"

	"relance/generator/document"
)

func TestRoomToSignStaysUnderItsHeadingAndTheWordsBefore(t *testing.T) {
	text := func(s string) []document.Span { return []document.Span{{Text: s}} }
	g := New(Rhythm{Size: 10.5, Leading: 5, Gap: 2.7})
	g.Blocks([]document.Block{
		document.Paragraph{Text: text("Un.")}, document.Paragraph{Text: text("Deux.")},
		document.Heading{Level: 2, Text: text("Les signatures")},
		document.Lines{Label: "Pour le fournisseur", Count: 3}, document.Lines{Label: "Pour le client", Count: 3},
	})
	if g.Atoms[0].Keep {
		t.Error("the first paragraph may stay behind")
	}
	for i, a := range g.Atoms[1 : len(g.Atoms)-1] {
		if !a.Keep {
			t.Errorf("a page may end within the signatures, after atom %d of %d", i+1, len(g.Atoms))
		}
	}
}
