// Package markdown reads documents: Markdown becomes blocks, its typography set, and
// data come back in their places. What an author may not write is refused with
// its place.
package markdown

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	gfm "github.com/yuin/goldmark/extension/ast"
	mdparser "github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"relance/generator/diag"
	"relance/generator/document"
)

// A Dialect is what an author may write.
type Dialect uint8

const (
	ForLetter   Dialect = iota // letters, e-mails, sheets
	ForPlaybook                // pages of the site: relative links, callouts, details, tasks, code too
)

// maxSize is the largest source of each dialect, in bytes: some hostile sources
// take goldmark a time that grows with the square of their size.
var maxSize = [...]int{ForLetter: 64 << 10, ForPlaybook: 5 << 20}

// maxDepth is how deep quotes and lists may be nested.
const maxDepth = 12

// maxFaults is how many faults of one file are told: beyond, it is another kind of
// file, and counting its lines again for each fault would take minutes.
const maxFaults = 100

// Parse reads Markdown. The lines of src are those of file (front matter is
// replaced by empty lines). values are the data that stand in src as tokens; nil
// is none. The blocks are worth printing only when the list holds no fault.
func Parse(file string, src []byte, dialect Dialect, values *Values) ([]document.Block, diag.List) {
	p := &parser{file: file, src: src, dialect: dialect, values: values, read: map[int]bool{}, ids: map[string]bool{}, links: []string{""}}
	if bytes.IndexByte(src, '\r') >= 0 {
		p.src = bytes.ReplaceAll(bytes.ReplaceAll(src, []byte("\r\n"), []byte("\n")), []byte("\r"), []byte("\n"))
	}
	if len(src) > maxSize[dialect] {
		p.fault(0, "E113", "texte trop long : %d Ko au plus", maxSize[dialect]>>10).Hint = "coupez-le en plusieurs fichiers"
		return nil, p.problems
	}
	if !p.checkCharacters() {
		return nil, p.problems
	}
	blocks := p.blocks(grammar().Parse(text.NewReader(p.src)), 0)
	p.checkTokens()
	return blocks, p.problems
}

// grammar is what a text may be made of; it serves any number of texts at once.
var grammar = sync.OnceValue(func() mdparser.Parser {
	return goldmark.New(
		goldmark.WithExtensions(extension.Table, extension.Strikethrough, extension.TaskList),
		goldmark.WithParserOptions(mdparser.WithAttribute())).Parser()
})

type parser struct {
	file     string
	src      []byte
	dialect  Dialect
	values   *Values
	private  bool         // src has private-use characters
	read     map[int]bool // the offsets of the tokens that reached the text
	ids      map[string]bool
	links    []string // the addresses of the links, by number; the first is none
	problems diag.List

	flat, set []glyph // room for one phrase, before and after its typography is set
}

// plain is the remedy for a writing that no printer knows.
const plain = "écrivez-le autrement : titres, paragraphes, listes, tableaux, citations"

// checkCharacters refuses what no printer can print.
func (p *parser) checkCharacters() bool {
	for i := 0; i < len(p.src); {
		if b := p.src[i]; b >= ' ' && b <= '~' { // most of a text
			i++
			continue
		}
		r, size := utf8.DecodeRune(p.src[i:])
		if r == utf8.RuneError && size == 1 {
			p.fault(i, "E113", "le fichier n'est pas enregistré en UTF-8").Hint = "enregistrez-le au format « texte UTF-8 »"
			return false
		}
		if unicode.IsControl(r) && r != '\n' && r != '\t' {
			p.fault(i, "E113", "caractère invisible (U+%04X)", r).Hint = "effacez-le et retapez les mots voisins"
			return false
		}
		p.private = p.private || isToken(r)
		i += size
	}
	return true
}

// checkTokens refuses the values that did not reach the text: they stand in code,
// in the address of a link, in HTML, anywhere goldmark drops them. A line that has
// another fault is left alone: that fault is the reason.
func (p *parser) checkTokens() {
	if !p.private {
		return
	}
	faulty := map[int]bool{}
	for _, problem := range p.problems {
		faulty[problem.Line] = true
	}
	at, number := 0, 0
	for line := range bytes.Lines(p.src) {
		if number++; !faulty[number] {
			p.checkLine(at, line)
		}
		at += len(line)
	}
}

func (p *parser) checkLine(start int, line []byte) {
	for i, r := range string(line) {
		at := start + i
		if !isToken(r) || p.read[at] {
			continue
		}
		if _, known := p.values.at(r); known {
			p.fault(at, "E109", "variable interdite ici : dans du code, l'adresse d'un lien ou une balise").Hint = "placez la variable dans le texte"
		} else {
			p.fault(at, "E109", "caractère réservé").Hint = "effacez ce caractère invisible et retapez les mots voisins"
		}
		return
	}
}

func (p *parser) blocks(parent ast.Node, depth int) []document.Block {
	if depth > maxDepth {
		p.fault(start(parent), "E113", "trop de niveaux de citations ou de listes (%d au plus)", maxDepth).Hint = "ramenez ce passage à moins de niveaux"
		return nil
	}
	var out []document.Block
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		out = append(out, p.block(n, depth)...)
	}
	return attach(out)
}

func (p *parser) block(n ast.Node, depth int) []document.Block {
	switch n := n.(type) {
	case *ast.Paragraph, *ast.TextBlock:
		return p.paragraph(p.inline(n))
	case *ast.Heading:
		return p.heading(n)
	case *ast.List:
		return p.list(n, depth)
	case *ast.Blockquote:
		return p.quote(n, depth)
	case *ast.ThematicBreak:
		return []document.Block{document.Rule{}}
	case *gfm.Table:
		return []document.Block{p.table(n)}
	case *ast.FencedCodeBlock, *ast.CodeBlock:
		return p.codeBlock(n)
	case *ast.HTMLBlock:
		p.refuseHTML(start(n))
	case *ast.LinkReferenceDefinition:
	default:
		p.fault(start(n), "E113", "cette écriture n'est pas prise en charge (%s)", n.Kind()).Hint = plain
	}
	return nil
}

// paragraph makes a paragraph, cut by the block values that stand alone on a line.
// A line that is an empty value disappears.
func (p *parser) paragraph(glyphs []glyph) []document.Block {
	var out []document.Block
	run := glyphs[:0] // written over what was read already
	flush := func() {
		if text := p.spans(run, "\n"); len(text) > 0 {
			out = append(out, document.Paragraph{Text: text})
		}
	}
	for len(glyphs) > 0 {
		end := 0
		for end < len(glyphs) && glyphs[end].Rune != softBreak && glyphs[end].Rune != hardBreak {
			end++
		}
		next := min(end+1, len(glyphs))
		switch val, alone := p.aloneOn(glyphs[:end]); {
		case alone && val.isBlock:
			flush()
			out = append(out, val.blocks...)
			run = glyphs[next:next]
		case alone && document.Plain(val.spans) == "":
		default:
			run = append(run, glyphs[:next]...)
		}
		glyphs = glyphs[next:]
	}
	flush()
	return out
}

// aloneOn returns the value of a line that is one token and nothing else.
func (p *parser) aloneOn(line []glyph) (value, bool) {
	line = trim(line)
	if len(line) != 1 {
		return value{}, false
	}
	return p.values.at(line[0].Rune)
}

// attach ties a paragraph that announces what follows, ending with a colon, to
// it; « Tableau : … » just before a table is the table's caption.
func attach(blocks []document.Block) []document.Block {
	var out []document.Block
	for i, b := range blocks {
		para, ok := b.(document.Paragraph)
		if !ok || i+1 == len(blocks) {
			out = append(out, b)
			continue
		}
		said := document.Plain(para.Text)
		if table, ok := blocks[i+1].(document.Table); ok && strings.HasPrefix(said, "Tableau\u00a0:") {
			table.Caption = strings.TrimSpace(strings.TrimPrefix(said, "Tableau\u00a0:"))
			blocks[i+1] = table
			continue
		}
		para.Keep = strings.HasSuffix(said, ":")
		out = append(out, para)
	}
	return out
}

func (p *parser) heading(n *ast.Heading) []document.Block {
	h := document.Heading{Level: n.Level, Text: p.spans(p.inline(n), ", ")}
	for _, a := range n.Attributes() {
		value, _ := a.Value.([]byte)
		if string(a.Name) == "id" && p.free(string(value)) {
			h.ID = string(value)
			continue
		}
		p.fault(start(n), "E113", "accolades refusées dans ce titre").Hint = "seul {#nom} est permis, en minuscules, une seule fois par page"
	}
	if h.ID == "" {
		h.ID = p.unique(slug(document.Plain(h.Text)))
	}
	return []document.Block{h}
}

func (p *parser) list(n *ast.List, depth int) []document.Block {
	l := document.List{Ordered: n.IsOrdered(), Start: n.Start, Tight: n.IsTight}
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		blocks := p.blocks(item, depth+1)
		if box := checkBox(item); box != nil && p.onSite(start(item), "une liste à cocher « [ ] »", `écrivez {{case "…"}}`) {
			blocks = p.task(blocks, box.IsChecked)
		}
		l.Items = append(l.Items, blocks)
	}
	return []document.Block{l}
}

func checkBox(item ast.Node) *gfm.TaskCheckBox {
	if first := item.FirstChild(); first != nil {
		box, _ := first.FirstChild().(*gfm.TaskCheckBox)
		return box
	}
	return nil
}

func (p *parser) task(blocks []document.Block, done bool) []document.Block {
	var label []document.Span
	if len(blocks) > 0 {
		if first, ok := blocks[0].(document.Paragraph); ok {
			label, blocks = first.Text, blocks[1:]
		}
	}
	sum := sha256.Sum256([]byte(p.file + "\x00" + document.Plain(label)))
	return append([]document.Block{document.Task{ID: p.unique(fmt.Sprintf("t-%x", sum[:4])), Done: done, Text: label}}, blocks...)
}

func (p *parser) table(n *gfm.Table) document.Table {
	var t document.Table
	for _, a := range n.Alignments {
		t.Align = append(t.Align, map[gfm.Alignment]document.Align{gfm.AlignCenter: document.Center, gfm.AlignRight: document.Right}[a])
	}
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		var cells [][]document.Span
		for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
			cells = append(cells, p.spans(p.inline(cell), ", "))
		}
		p.checkRow(row)
		if row.Kind() == gfm.KindTableHeader {
			t.Header = cells
		} else {
			t.Rows = append(t.Rows, cells)
		}
	}
	return t
}

// checkRow refuses a row with more cells than the header: goldmark drops them.
func (p *parser) checkRow(row ast.Node) {
	last := row.LastChild()
	if last == nil || last.Lines().Len() == 0 {
		return
	}
	stop := last.Lines().At(0).Stop
	rest, _, _ := bytes.Cut(p.src[stop:], []byte("\n"))
	rest = bytes.TrimPrefix(bytes.TrimSpace(rest), []byte("|"))
	if len(bytes.TrimSpace(rest)) > 0 {
		p.fault(stop, "E113", "cette ligne a plus de colonnes que l'en-tête du tableau").Hint = "retirez une barre « | », ou ajoutez une colonne à l'en-tête"
	}
}

func (p *parser) codeBlock(n ast.Node) []document.Block {
	if _, fenced := n.(*ast.FencedCodeBlock); !fenced && p.dialect == ForLetter {
		p.fault(start(n), "E110", "ces lignes en retrait deviendraient du code").Hint = "retirez les espaces au début de la ligne"
		return nil
	}
	if !p.onSite(start(n), "un bloc de code", "") {
		return nil
	}
	return []document.Block{document.CodeBlock{Text: string(n.Lines().Value(p.src))}}
}

// onSite refuses, in a letter, what only a page of the site can show.
func (p *parser) onSite(at int, what, hint string) bool {
	if p.dialect == ForPlaybook {
		return true
	}
	p.fault(at, "E110", "%s ne va que dans les pages du guide", what).Hint = hint
	return false
}

func (p *parser) refuseHTML(at int) {
	p.fault(at, "E111", "balise HTML refusée").Hint = "écrivez en Markdown (**gras**, *italique*) ; un commentaire s'écrit {{/* … */}}"
}

func (p *parser) refuseLink(n ast.Node, link string) *diag.Problem {
	return p.fault(n.Pos(), "E112", "adresse de lien refusée « %s »", link)
}

func (p *parser) fault(at int, code, format string, args ...any) *diag.Problem {
	if len(p.problems) == maxFaults {
		return new(diag.Problem)
	}
	return p.problems.Addf(p.pos(at), diag.Fault, code, format, args...)
}

func (p *parser) pos(at int) diag.Pos {
	before := p.src[:max(0, min(at, len(p.src)))]
	line := before[bytes.LastIndexByte(before, '\n')+1:]
	return diag.Pos{File: p.file, Line: bytes.Count(before, []byte("\n")) + 1, Col: utf8.RuneCount(line) + 1}
}

// start is the offset of the first character of a block; containers have none of
// their own.
func start(n ast.Node) int {
	for ; n != nil; n = n.FirstChild() {
		if n.Type() == ast.TypeBlock && n.Lines() != nil && n.Lines().Len() > 0 {
			return n.Lines().At(0).Start
		}
		if n.Pos() >= 0 {
			return n.Pos()
		}
	}
	return 0
}
