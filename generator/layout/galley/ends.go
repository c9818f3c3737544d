package galley

import (
	"strings"

	"relance/generator/document"
	"relance/generator/layout/face"
	"relance/generator/layout/lines"
	"relance/generator/layout/sheet"
)

// Opening sets the date and the subject of a letter.
func (g *Galley) Opening(d *document.Document) {
	left, width := g.left, g.width
	g.left, g.width = sheet.Aside, sheet.Right-sheet.Aside
	g.plain(d.Place, g.body(), g.Leading, g.Tag("P"))
	g.left, g.width = left, width
	g.Space(7)
	g.subject(d.Subject)
	g.Space(5)
}

func (g *Galley) subject(text string) {
	if text == "" {
		return
	}
	const label = "Objet\u00A0: "
	if !strings.HasPrefix(text, "Objet") {
		text = label + text
	}
	g.plain(text, lines.Look{Face: face.Bold, Size: g.Size, Ink: sheet.Black}, g.Leading, g.Tag("H1"))
	g.depth = 1
	g.keepWithNext()
}

// Title sets the title of an internal page.
func (g *Galley) Title(d *document.Document) {
	g.plain(strings.Join(nonEmpty(d.From.Name, d.Place), "  ·  "), lines.Look{Size: 8.5, Ink: sheet.Grey}, 4.4, g.Tag("P"))
	g.Space(1.5)
	g.plain(d.Title, lines.Look{Face: face.Bold, Size: 16, Ink: sheet.Accent}, 7.4, g.Tag("H1"))
	g.depth = 1
	if d.Subject != "" && d.Subject != d.Title {
		g.plain(d.Subject, lines.Look{Face: face.Bold, Size: g.Size, Ink: sheet.Black}, g.Leading, g.Tag("P"))
	}
	g.Space(2)
	g.emit(Atom{Band: sheet.Band{Height: 0.4, Strokes: []sheet.Stroke{
		{X: g.left, Y: 0.2, Length: g.width, Width: 0.3, Ink: sheet.Accent}}}})
	g.Space(2.4)
	g.plain(strings.Join(d.To, "  ·  "), lines.Look{Face: face.Bold, Size: g.Size, Ink: sheet.Black}, g.Leading, g.Tag("P"))
	g.Space(0.6)
	for _, r := range g.References(d, 70) {
		g.Flow(r, 4.4)
	}
	g.Space(g.Gap * 1.5)
}

func nonEmpty(texts ...string) []string {
	var out []string
	for _, t := range texts {
		if t != "" {
			out = append(out, t)
		}
	}
	return out
}

// References sets the marks of the post and the references in lines of a width in mm,
// which stand where the caller likes; an empty line parts them.
func (g *Galley) References(d *document.Document, narrow float64) [][]lines.Line {
	var set [][]lines.Line
	for _, m := range d.Marks {
		set = append(set, g.Balanced(m, lines.Look{Face: face.Bold, Size: 9, Ink: sheet.Black}, narrow))
	}
	if len(d.Marks) > 0 && len(d.Refs) > 0 {
		set = append(set, []lines.Line{{}})
	}
	for _, r := range d.Refs {
		set = append(set, g.Lines([]document.Span{
			{Text: r.Label + "\u00A0: "}, {Text: r.Value, Style: document.Bold},
		}, lines.Look{Size: 8.5, Ink: sheet.Grey}, narrow))
	}
	return set
}

// Flow sets lines in the column, one atom each, pitch mm apart.
func (g *Galley) Flow(set []lines.Line, pitch float64) {
	tag := g.Tag("P")
	for i := range set {
		a := Atom{Band: sheet.Band{Height: pitch}}
		set[i].Draw(&a.Band, g.left, lines.Baseline(pitch, 9), tag)
		g.emit(a)
	}
}

// Enclosures lists what comes with the letter, on the page of the signature when
// they are few.
func (g *Galley) Enclosures(names []string) {
	if len(names) == 0 {
		return
	}
	const few, indent = 6, 11.0
	l := lines.Look{Size: g.Size - 1.5, Ink: sheet.Black}
	if len(names) <= few {
		g.keepWithNext()
	}
	g.Space(g.Gap * 1.6)
	from, label := len(g.Atoms), g.Tag("P")
	g.indented(indent, func() {
		for _, n := range names {
			g.plain(n, l, g.Leading-0.7, g.Tag("P"))
		}
	})
	if from == len(g.Atoms) {
		return
	}
	if len(names) <= few {
		g.holdTogether(from)
	}
	first := &g.Atoms[from]
	text := sheet.Text{X: g.left, Y: lines.Baseline(first.Height, l.Size), Text: "P.\u00A0J.\u00A0:", Face: face.Bold, Size: l.Size, Ink: sheet.Black, Tag: label}
	first.Texts = append([]sheet.Text{text}, first.Texts...)
}
