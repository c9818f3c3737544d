package markup

import (
	"fmt"
	"strings"

	"relance/generator/document"
)

func (h *printer) blocks(blocks []document.Block) {
	for _, b := range blocks {
		h.block(b)
	}
}

func (h *printer) block(b document.Block) {
	switch b := b.(type) {
	case document.Heading:
		h.heading(b)
	case document.Paragraph:
		h.wrapped("p", "", b.Text)
	case document.List:
		h.list(b)
	case document.Quote:
		h.open("blockquote", "")
		h.blocks(b.Blocks)
		h.close("blockquote")
	case document.Rule:
		h.open("hr", "")
	case document.Table:
		h.table(b)
	case document.Totals:
		h.totals(b)
	case document.BankDetails:
		h.bank(b)
	case document.Signature:
		h.signature(b)
	case document.Mentions:
		for _, p := range b.Paragraphs {
			h.element("p", "mentions", p)
		}
	case document.Box:
		h.box(b.Text)
	case document.Lines:
		h.lines(b)
	case document.PageBreak:
		if !h.mail {
			h.open("hr", "saut")
		}
	case document.Callout:
		h.callout(b)
	case document.Details:
		h.details(b)
	case document.Task:
		h.task(b)
	case document.CodeBlock:
		h.open("pre", "", "tabindex", "0")
		h.element("code", "", b.Text)
		h.close("pre")
	default:
		panic(fmt.Sprintf("markup: unknown block %T", b))
	}
}

func (h *printer) wrapped(tag, look string, text []document.Span, attrs ...string) {
	h.open(tag, look, attrs...)
	h.spans(text)
	h.close(tag)
}

func (h *printer) heading(b document.Heading) {
	tag := fmt.Sprintf("h%d", b.Level)
	if h.mail || b.ID == "" {
		h.wrapped(tag, "", b.Text)
		return
	}
	h.wrapped(tag, "", b.Text, "id", b.ID)
}

func (h *printer) list(b document.List) {
	tag := "ul"
	var attrs []string
	if b.Ordered {
		tag = "ol"
		if b.Start != 1 {
			attrs = []string{"start", fmt.Sprint(b.Start)}
		}
	}
	h.open(tag, "", attrs...)
	for _, item := range b.Items {
		h.item(item, b.Tight)
	}
	h.close(tag)
}

// item prints one list item; the paragraphs of a tight list have no element.
func (h *printer) item(blocks []document.Block, tight bool) {
	h.open("li", "")
	for _, b := range blocks {
		if p, ok := b.(document.Paragraph); ok && tight {
			h.spans(p.Text)
			continue
		}
		h.block(b)
	}
	h.close("li")
}

func (h *printer) table(b document.Table) {
	if !h.mail {
		label := b.Caption
		if label == "" {
			label = "Tableau"
		}
		// A wide table scrolls in its own frame, which must be reachable by keyboard.
		h.open("div", "tableau", "role", "region", "tabindex", "0", "aria-label", label)
	}
	h.open("table", "")
	if b.Caption != "" {
		h.element("caption", "", b.Caption)
	}
	h.open("thead", "")
	h.row(b, "th", "", b.Header)
	h.close("thead")
	h.open("tbody", "")
	for _, r := range b.Rows {
		h.row(b, "td", "", r)
	}
	h.close("tbody")
	if len(b.Total) > 0 {
		h.open("tfoot", "")
		h.row(b, "td", "total", b.Total)
		h.close("tfoot")
	}
	h.close("table")
	if !h.mail {
		h.close("div")
	}
}

func (h *printer) row(b document.Table, tag, look string, cells [][]document.Span) {
	h.open("tr", look)
	for c, cell := range cells {
		var attrs []string
		if tag == "th" {
			attrs = []string{"scope", "col"}
		}
		side := [...]string{document.Left: "", document.Center: "centre", document.Right: "droite"}[b.AlignOf(c)]
		h.wrapped(tag, side, cell, attrs...)
	}
	h.close("tr")
}

func (h *printer) totals(b document.Totals) {
	h.open("table", "totaux")
	h.open("tbody", "")
	for _, l := range b.Lines {
		look := ""
		if l.Strong {
			look = "total"
		}
		h.open("tr", look)
		h.element("th", "", l.Label, "scope", "row")
		h.element("td", "droite", l.Amount)
		h.close("tr")
	}
	h.close("tbody")
	h.close("table")
}

func (h *printer) bank(b document.BankDetails) {
	h.open("table", "banque")
	h.open("tbody", "")
	for _, r := range b.Rows() {
		h.open("tr", "")
		h.element("th", "", r[0], "scope", "row")
		h.element("td", "", r[1])
		h.close("tr")
	}
	h.close("tbody")
	h.close("table")
}

func (h *printer) signature(b document.Signature) {
	if b.Closing != "" {
		h.element("p", "", b.Closing)
	}
	h.open("p", "signature")
	h.escape(b.Name)
	if b.Name != "" && b.Role != "" {
		h.open("br", "")
	}
	h.escape(b.Role)
	h.close("p")
}

func (h *printer) box(label []document.Span) {
	h.open("p", "case")
	h.escape("☐ ")
	h.spans(label)
	h.close("p")
}

func (h *printer) lines(b document.Lines) {
	h.open("p", "zone")
	h.escape(strings.TrimSpace(b.Label + "\u00a0:"))
	for range b.Count {
		h.open("br", "")
		h.escape(strings.Repeat("_", 40))
	}
	h.close("p")
}

func (h *printer) callout(b document.Callout) {
	h.open("aside", "note "+b.Type)
	h.open("p", "note-titre")
	h.element("strong", "", b.Label())
	if b.Title != "" {
		h.escape(" " + b.Title)
	}
	h.close("p")
	h.blocks(b.Blocks)
	h.close("aside")
}

func (h *printer) details(b document.Details) {
	h.open("details", "")
	h.wrapped("summary", "", b.Summary)
	h.blocks(b.Blocks)
	h.close("details")
}

func (h *printer) task(b document.Task) {
	if h.mail {
		h.box(b.Text)
		return
	}
	attrs := []string{"type", "checkbox", "id", b.ID}
	if b.Done {
		attrs = append(attrs, "checked", "")
	}
	h.open("label", "tache")
	h.open("input", "", attrs...)
	h.escape(" ")
	h.spans(b.Text)
	h.close("label")
}
