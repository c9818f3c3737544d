package markdown

import (
	"bytes"
	"html"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	gfm "github.com/yuin/goldmark/extension/ast"
	mdhtml "github.com/yuin/goldmark/renderer/html"

	"relance/generator/document"
	"relance/generator/document/typography"
)

// A glyph is one character of a paragraph, or a token. Inline nodes are laid flat as
// glyphs, so that typography sees a phrase whole whatever its styles, and a token is
// still one character when it does.
type glyph = typography.Glyph

// The two ends of a line inside a paragraph.
const (
	softBreak = '\n'
	hardBreak = '\u2028'
)

// inline lays flat the inline nodes under n. The glyphs are good until the next
// call.
func (p *parser) inline(n ast.Node) []glyph {
	p.flat = p.flatten(p.flat[:0], n, glyph{})
	return p.flat
}

func (p *parser) flatten(out []glyph, parent ast.Node, as glyph) []glyph {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		out = p.flattenOne(out, n, as)
	}
	return out
}

func (p *parser) flattenOne(out []glyph, n ast.Node, as glyph) []glyph {
	switch n := n.(type) {
	case *ast.Text:
		out = p.words(out, n, as)
	case *ast.Emphasis:
		as.Style |= [...]document.Style{1: document.Italic, 2: document.Bold}[n.Level]
		out = p.flatten(out, n, as)
	case *gfm.Strikethrough:
		as.Style |= document.Strike
		out = p.flatten(out, n, as)
	case *ast.CodeSpan:
		as.Style |= document.Code
		out = p.code(out, n, as)
	case *ast.Link:
		as.Link = p.linkTo(p.target(n, n.Destination))
		if len(n.Title) > 0 {
			p.fault(n.Pos(), "E113", "le titre d'un lien ne s'imprime pas").Hint = "retirez le texte entre guillemets après l'adresse"
		}
		out = p.flatten(out, n, as)
	case *ast.AutoLink:
		out = p.autoLink(out, n, as)
	case *ast.RawHTML:
		p.refuseHTML(n.Segments.At(0).Start)
	case *ast.Image:
		p.fault(n.Pos(), "E113", "une image ne peut pas être placée dans le texte").Hint = "retirez-la : dites en mots ce qu'elle montre, ou mettez un lien"
	case *gfm.TaskCheckBox: // seen by the list
	default:
		p.fault(n.Pos(), "E113", "cette écriture n'est pas prise en charge (%s)", n.Kind()).Hint = plain
	}
	return out
}

// words adds the text of n, its escapes and entities resolved.
func (p *parser) words(out []glyph, n *ast.Text, as glyph) []glyph {
	src, at := n.Segment.Value(p.src), n.Segment.Start
	for i, end := 0, 0; i < len(src); i = end {
		if r, size := utf8.DecodeRune(src[i:]); isToken(r) {
			end = i + size
			_, p.read[at+i] = p.values.at(r)
			out = append(out, glyph{Rune: r, Style: as.Style, Link: as.Link, At: int32(at + i)})
			continue
		}
		if end = len(src); p.private {
			if n := bytes.IndexFunc(src[i:], isToken); n >= 0 {
				end = i + n
			}
		}
		out = p.text(out, at+i, src[i:end], as)
	}
	switch {
	case n.HardLineBreak():
		out = append(out, glyph{Rune: hardBreak, Style: as.Style, Link: as.Link})
	case n.SoftLineBreak():
		out = append(out, glyph{Rune: softBreak, Style: as.Style, Link: as.Link})
	}
	return out
}

// text adds text as it was typed, without a token.
func (p *parser) text(out []glyph, at int, src []byte, as glyph) []glyph {
	if bytes.ContainsAny(src, `\&`) {
		return p.add(out, at, resolve(src), as)
	}
	out = slices.Grow(out, len(src))
	for i := 0; i < len(src); {
		r, size := rune(src[i]), 1
		switch {
		case r >= utf8.RuneSelf:
			r, size = utf8.DecodeRune(src[i:])
		case r == '\n' || r == '\t':
			r = ' '
		}
		out = append(out, glyph{Rune: r, Style: as.Style, Link: as.Link})
		i += size
	}
	return out
}

// add adds text that holds no token.
func (p *parser) add(out []glyph, at int, text string, as glyph) []glyph {
	for _, r := range text {
		switch {
		case isToken(r): // typed as an entity, &#xE000;
			p.fault(at, "E109", "caractère réservé")
			continue
		case r == '\n' || r == '\t':
			r = ' '
		}
		out = append(out, glyph{Rune: r, Style: as.Style, Link: as.Link})
	}
	return out
}

// resolve turns \* into * and &eacute; into é in one pass: in two passes,
// \&amp\; would become &.
func resolve(src []byte) string {
	if !bytes.ContainsAny(src, `\&`) {
		return string(src)
	}
	var b bytes.Buffer
	w := bufferWriter{&b}
	mdhtml.DefaultWriter.Write(w, src) // escaped as HTML…
	return html.UnescapeString(b.String())
}

// bufferWriter is a bytes.Buffer with the methods goldmark asks of a writer.
type bufferWriter struct{ *bytes.Buffer }

func (bufferWriter) Available() int { return 0 }
func (bufferWriter) Buffered() int  { return 0 }
func (bufferWriter) Flush() error   { return nil }

// code adds a code span as it is typed. A token in it is left unread: E109.
func (p *parser) code(out []glyph, n *ast.CodeSpan, as glyph) []glyph {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); ok {
			text := strings.Map(dropTokens, string(t.Segment.Value(p.src)))
			out = p.add(out, t.Segment.Start, text, as)
		}
	}
	return out
}

func dropTokens(r rune) rune {
	if isToken(r) {
		return -1
	}
	return r
}

// spans makes the runs of text of a paragraph out of its glyphs, with the values
// in their places. newline is how a value's newline is said here: "\n" for a hard
// break, ", " in a cell or a heading.
func (p *parser) spans(glyphs []glyph, newline string) []document.Span {
	var out []document.Span
	p.set = typography.Set(glyphs, p.set)
	glyphs = trim(p.set)
	for i, g := range glyphs {
		if g.Rune == softBreak || g.Rune == hardBreak && newline != "\n" {
			glyphs[i].Rune = ' '
		}
	}
	for len(glyphs) > 0 {
		if n := plainRun(glyphs); n > 0 {
			out = write(out, document.Span{Text: typography.String(glyphs[:n]), Style: glyphs[0].Style, Link: p.links[glyphs[0].Link]})
			glyphs = glyphs[n:]
			continue
		}
		out = p.special(out, glyphs[0], newline)
		glyphs = glyphs[1:]
	}
	return out
}

// plainRun is how many glyphs at the start are text in one style.
func plainRun(glyphs []glyph) int {
	first := glyphs[0]
	for n, g := range glyphs {
		if g.Style != first.Style || g.Link != first.Link || g.Rune == hardBreak || isToken(g.Rune) {
			return n
		}
	}
	return len(glyphs)
}

// special adds the end of a line or a value.
func (p *parser) special(out []document.Span, g glyph, newline string) []document.Span {
	if g.Rune == hardBreak {
		return lineBreak(out)
	}
	val, _ := p.values.at(g.Rune) // an unknown token is a fault of its own
	if val.isBlock {
		p.fault(int(g.At), "E109", "ce bloc doit être seul sur sa ligne").Hint = "placez-le sur une ligne à lui, entre deux lignes vides"
	}
	return writeValue(out, val.spans, document.Span{Style: g.Style, Link: p.links[g.Link]}, newline)
}

// writeValue adds a value in the style of the text it stands in.
func writeValue(out, spans []document.Span, as document.Span, newline string) []document.Span {
	for _, s := range spans {
		s.Style |= as.Style
		if as.Link != "" {
			s.Link = as.Link
		}
		for i, line := range valueLines(s.Text, newline) {
			switch {
			case i > 0 && newline == "\n":
				out = lineBreak(out)
			case i > 0:
				out = write(out, document.Span{Text: newline, Style: s.Style, Link: s.Link})
			}
			out = write(out, document.Span{Text: line, Style: s.Style, Link: s.Link})
		}
		if s.Break && newline == "\n" {
			out = lineBreak(out)
		} else if s.Break {
			out = write(out, document.Span{Text: newline, Style: s.Style, Link: s.Link})
		}
	}
	return out
}

// valueLines cuts a value at its newlines; where they become commas, empty lines
// are dropped.
func valueLines(text, newline string) []string {
	all := strings.Split(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text), "\n")
	if newline == "\n" {
		return all
	}
	kept := all[:0]
	for _, line := range all {
		if strings.TrimSpace(line) != "" || len(all) == 1 {
			kept = append(kept, line)
		}
	}
	return kept
}

// write adds s, to the last span when it has the same style.
func write(out []document.Span, s document.Span) []document.Span {
	if s.Text == "" {
		return out
	}
	if len(out) > 0 {
		last := &out[len(out)-1]
		if last.Style == s.Style && last.Link == s.Link && !last.Break {
			last.Text += s.Text
			return out
		}
	}
	return append(out, s)
}

func lineBreak(out []document.Span) []document.Span {
	if len(out) == 0 || out[len(out)-1].Break {
		return append(out, document.Span{Break: true})
	}
	out[len(out)-1].Break = true
	return out
}

// trim drops the spaces and breaks around glyphs.
func trim(glyphs []glyph) []glyph {
	blank := func(g glyph) bool { return strings.ContainsRune(" \n\u2028", g.Rune) && g.Style&document.Code == 0 }
	for len(glyphs) > 0 && blank(glyphs[0]) {
		glyphs = glyphs[1:]
	}
	for len(glyphs) > 0 && blank(glyphs[len(glyphs)-1]) {
		glyphs = glyphs[:len(glyphs)-1]
	}
	return glyphs
}
