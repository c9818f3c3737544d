package document

import "strings"

// Signature is the closing block, never split and never alone on a page.
type Signature struct {
	Closing string // formule de politesse, may be empty
	Name    string
	Role    string
	Image   []byte // PNG or JPEG, optional
}

func (b Signature) text() string {
	parts := []string{b.Closing, strings.Trim(b.Name+"\n"+b.Role, "\n")}
	return strings.TrimSpace(strings.Join(parts, "\n\n"))
}

func (Signature) each(func(*Span)) {}

// Mentions are compulsory small-print paragraphs (R124-4 for an agency).
type Mentions struct{ Paragraphs []string }

func (b Mentions) text() string { return strings.Join(b.Paragraphs, "\n") }

func (Mentions) each(func(*Span)) {}

// Box is a tick box followed by its label.
type Box struct{ Text []Span }

func (b Box) text() string { return "[ ] " + linked(b.Text) }

func (b Box) each(visit func(*Span)) { eachOf(b.Text, visit) }

// Lines is a labelled space to write in, of Count ruled lines.
type Lines struct {
	Label string
	Count int
}

func (b Lines) text() string {
	rule := strings.Repeat("_", 40)
	out := []string{b.Label + labelEnd + rule}
	for range b.Count - 1 {
		out = append(out, rule)
	}
	return strings.Join(out, "\n")
}

func (Lines) each(func(*Span)) {}
