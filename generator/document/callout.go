package document

import (
	"regexp"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"

	"relance/generator/diag"
)

// quote reads a block quotation, or the note that its first line announces:
// « > [!LOI] Titre ».
func (p *parser) quote(n *ast.Blockquote, depth int) []Block {
	first, ok := n.FirstChild().(*ast.Paragraph)
	if !ok || !announcement.Match(first.Lines().Value(p.src)) {
		return []Block{Quote{p.blocks(n, depth+1)}}
	}
	at := start(n)
	if !p.onSite(at, "un encadré « [!…] »", "") {
		return nil
	}
	kind, title, rest := announced(p.inline(first))
	n.RemoveChild(n, first)
	body := attach(append(p.paragraph(rest), p.blocks(n, depth+1)...))
	if kind == "plus" {
		return []Block{Details{Summary: p.spans(title, ", "), Blocks: body}}
	}
	if _, known := calloutLabels[kind]; !known {
		p.fault(at, "E113", "encadré inconnu « [!%s] »", strings.ToUpper(kind)).Hint =
			"encadrés : [!DIRE], [!EVITER], [!LOI], [!ASTUCE], [!ATTENTION], [!PLUS]"
		return nil
	}
	return []Block{Callout{Type: kind, Title: Plain(p.spans(title, ", ")), Blocks: body}}
}

var announcement = regexp.MustCompile(`^\[!\pL+\]`)

// announced splits « [!LOI] Titre » and the lines after it.
func announced(glyphs []glyph) (kind string, title, rest []glyph) {
	end := slices.IndexFunc(glyphs, func(g glyph) bool { return g.r == softBreak || g.r == hardBreak })
	if end < 0 {
		end = len(glyphs)
	}
	stop := slices.IndexFunc(glyphs, func(g glyph) bool { return g.r == ']' })
	return diag.Fold(stringOf(glyphs[len("[!"):stop])), glyphs[stop+1 : end], glyphs[end:]
}
