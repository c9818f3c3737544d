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

// Label is the word printed on the callout, empty when there is no such type.
func (b Callout) Label() string { return calloutLabels[b.Type] }

func (b Callout) heading() string {
	if b.Title == "" {
		return b.Label()
	}
	return b.Label() + " – " + b.Title
}

func (b Callout) text() string {
	return b.heading() + "\n" + indent(textOf(b.Blocks, "\n\n"), "> ", "> ")
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

func (b Task) each(visit func(*Span)) { eachOf(b.Text, visit) }

// CodeBlock is an example printed as it is typed (a file, a command); its text
// is never typeset.
type CodeBlock struct{ Text string }

func (b CodeBlock) text() string { return indent(strings.TrimRight(b.Text, "\n"), "    ", "    ") }

func (CodeBlock) each(func(*Span)) {}
