package markdown

import (
	"regexp"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"

	"relance/generator/diag"
	"relance/generator/document"
	"relance/generator/document/typography"
)

// quote reads a block quotation, or the note that its first line announces:
// « > [!LOI] Titre ».
func (p *parser) quote(n *ast.Blockquote, depth int) []document.Block {
	first, ok := n.FirstChild().(*ast.Paragraph)
	if !ok || !announcement.Match(first.Lines().Value(p.src)) {
		return []document.Block{document.Quote{Blocks: p.blocks(n, depth+1)}}
	}
	at := start(n)
	if !p.onSite(at, "un encadré « [!…] »", "") {
		return nil
	}
	kind, line, rest := announced(p.inline(first))
	n.RemoveChild(n, first)
	title := p.spans(line, ", ")
	body := attach(append(p.paragraph(rest), p.blocks(n, depth+1)...))
	if kind == "plus" {
		return []document.Block{document.Details{Summary: title, Blocks: body}}
	}
	note := document.Callout{Type: kind, Title: document.Plain(title), Blocks: body}
	if note.Label() == "" {
		p.fault(at, "E113", "encadré inconnu « [!%s] »", strings.ToUpper(kind)).Hint =
			"encadrés : [!DIRE], [!EVITER], [!LOI], [!ASTUCE], [!ATTENTION], [!PLUS]"
		return nil
	}
	return []document.Block{note}
}

var announcement = regexp.MustCompile(`^\[!\pL+\]`)

// announced splits « [!LOI] Titre » and the lines after it.
func announced(glyphs []glyph) (kind string, title, rest []glyph) {
	end := slices.IndexFunc(glyphs, func(g glyph) bool { return g.Rune == softBreak || g.Rune == hardBreak })
	if end < 0 {
		end = len(glyphs)
	}
	stop := slices.IndexFunc(glyphs, func(g glyph) bool { return g.Rune == ']' })
	return diag.Fold(typography.String(glyphs[len("[!"):stop])), glyphs[stop+1 : end], glyphs[end:]
}
