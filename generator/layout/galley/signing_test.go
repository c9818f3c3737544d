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

func TestASignatureKeepsThreeLinesOfTheTextWithIt(t *testing.T) {
	g := New(Rhythm{Size: 10.5, Leading: 5, Gap: 2.7, Room: 17})
	g.Blocks([]document.Block{
		document.Paragraph{Text: []document.Span{{Text: "Un."}}}, document.Paragraph{Text: []document.Span{{Text: "Deux."}}},
		document.Paragraph{Text: []document.Span{{Text: "Trois."}}}, document.Mentions{Paragraphs: []string{"Pour mémoire."}},
		document.Signature{Closing: "Cordialement,", Name: "Claire Rivet"},
	})
	if g.Atoms[0].Keep {
		t.Error("the whole text is held")
	}
	for i := 1; i < len(g.Atoms)-1; i++ {
		if !g.Atoms[i].Keep {
			t.Errorf("a page may end after line %d", i+1)
		}
	}
}
