package document

import "strings"

// Callout is a coloured note of the playbook (`> [!DIRE]`).
type Callout struct {
	Type   string // dire, eviter, loi, astuce, attention
	Title  string
	Blocks []Block
}

// calloutLabels are the words printed on a callout: the colour alone would say
// nothing to some readers, and nothing on paper.
var calloutLabels = map[string]string{
	"dire":      "À dire",
	"eviter":    "À éviter",
	"loi":       "Loi",
	"astuce":    "Astuce",
	"attention": "Attention",
}

func (b Callout) heading() string {
	if b.Title == "" {
		return calloutLabels[b.Type]
	}
	return calloutLabels[b.Type] + " – " + b.Title
}

func (b Callout) text() string {
	return b.heading() + "\n" + indent(textOf(b.Blocks, "\n\n"), "> ", "> ")
}

func (b Callout) html(h *htmlPrinter) {
	h.open("aside", "note "+b.Type)
	h.open("p", "note-titre")
	h.element("strong", "", calloutLabels[b.Type])
	if b.Title != "" {
		h.escape(" " + b.Title)
	}
	h.close("p")
	h.blocks(b.Blocks)
	h.close("aside")
}

func (b Callout) each(visit func(*Span)) { EachSpan(b.Blocks, visit) }

// Details is a folded part of the playbook (`> [!PLUS] Résumé`).
type Details struct {
	Summary []Span
	Blocks  []Block
}

func (b Details) text() string {
	return Plain(b.Summary) + "\n" + indent(textOf(b.Blocks, "\n\n"), "  ", "  ")
}

func (b Details) html(h *htmlPrinter) {
	h.open("details", "")
	h.open("summary", "")
	h.spans(b.Summary)
	h.close("summary")
	h.blocks(b.Blocks)
	h.close("details")
}

func (b Details) each(visit func(*Span)) {
	eachOf(b.Summary, visit)
	EachSpan(b.Blocks, visit)
}

// Task is a check-list item (`- [ ] …`) of the playbook. ID depends on the page
// and the text only, so that a reader's ticks survive a new version of the page.
type Task struct {
	ID   string
	Done bool
	Text []Span
}

func (b Task) text() string {
	if b.Done {
		return "[x] " + linked(b.Text)
	}
	return "[ ] " + linked(b.Text)
}

func (b Task) html(h *htmlPrinter) {
	if h.mail {
		Box{b.Text}.html(h)
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

func (b Task) each(visit func(*Span)) { eachOf(b.Text, visit) }

// CodeBlock is an example printed as it is typed (a file, a command); its text
// is never typeset.
type CodeBlock struct{ Text string }

func (b CodeBlock) text() string { return indent(strings.TrimRight(b.Text, "\n"), "    ", "    ") }

func (b CodeBlock) html(h *htmlPrinter) {
	h.open("pre", "", "tabindex", "0")
	h.element("code", "", b.Text)
	h.close("pre")
}

func (CodeBlock) each(func(*Span)) {}
