// Package document is the paper everything is written on: one page of blocks,
// read from Markdown, printed as text or HTML here, as PDF by pdf and as an
// e-mail by mail.
package document

// A Document is one letter, e-mail or sheet, ready to print: every amount and
// date is already text.
type Document struct {
	Kind       Kind
	Title      string // the document's title in the PDF and on screen
	Lang       string // "fr"
	From       Party
	To         []string // address lines, recipient first; at most six on a letter
	Place      string   // "Angers, le 31 mars 2026"
	Refs       []Ref    // N/Réf., V/Réf., commande…
	Marks      []string // "Lettre recommandée avec demande d'avis de réception", its number
	Subject    string
	Body       []Block
	Enclosures []string // P. J.
	Reference  string   // REL-2026-0331-C05-MED: printed in the continuation header
}

// A Kind is what a document is printed as.
type Kind uint8

const (
	Letter Kind = iota // address in the window of the envelope
	Sheet              // internal page (call script, hand-over file): no address window
	Email
	SMS
)

// A Party (expéditeur) is who writes.
type Party struct {
	Name     string
	Lines    []string // postal address
	Contact  []string // telephone, e-mail
	Mentions []string // the line of C. com. R123-237 and R123-238, printed at the foot
	Logo     []byte   // PNG or JPEG, optional
}

// A Ref is one line of the reference block.
type Ref struct{ Label, Value string }

// A Block is one element of a page: Heading, Paragraph, List, Table, Quote,
// Rule, Totals, BankDetails, Signature, Mentions, Box, Lines, PageBreak, and,
// for the playbook site only (a letter refuses them, E110), Callout, Details and
// Task.
type Block interface{ block() }

// Heading is a title of level 1 to 6.
type Heading struct {
	Level int
	ID    string
	Text  []Span
}

// Paragraph is running text. Keep asks that it stay with the block after it.
type Paragraph struct {
	Text []Span
	Keep bool
}

// List is a bulleted or numbered list; each item is a sequence of blocks.
type List struct {
	Ordered bool
	Start   int
	Tight   bool
	Items   [][]Block
}

// Align is the side on which a table column is set.
type Align uint8

const (
	Left Align = iota
	Center
	Right
)

// Table has a header row and rows of the same width. Total, when present, stays
// on the page of the last row.
type Table struct {
	Caption string
	Align   []Align
	Header  [][]Span
	Rows    [][][]Span
	Total   [][]Span
}

// Quote is a block quotation.
type Quote struct{ Blocks []Block }

// Rule is a horizontal line.
type Rule struct{}

// Totals is a right-hand list of label and amount; the last line is the sum.
type Totals struct{ Lines []TotalLine }

// TotalLine is one line of Totals.
type TotalLine struct {
	Label, Amount string
	Strong        bool
}

// BankDetails (coordonnées bancaires) is how to pay; IBAN is in groups of four.
type BankDetails struct{ Holder, IBAN, BIC, Bank, Reference string }

// Signature is the closing block, never split and never alone on a page.
type Signature struct {
	Closing string // formule de politesse, may be empty
	Name    string
	Role    string
	Image   []byte // PNG or JPEG, optional
}

// Mentions are compulsory small-print paragraphs (R124-4 for an agency).
type Mentions struct{ Paragraphs []string }

// Box is a tick box followed by its label.
type Box struct{ Text []Span }

// Lines is a labelled space to write in, of Count ruled lines.
type Lines struct {
	Label string
	Count int
}

// PageBreak starts a new page.
type PageBreak struct{}

// Callout is a coloured note of the playbook (`> [!DIRE]`).
type Callout struct {
	Type   string // dire, eviter, loi, astuce, attention
	Title  string
	Blocks []Block
}

// Details is a folded part of the playbook.
type Details struct {
	Summary []Span
	Blocks  []Block
}

// Task is a check-list item (`- [ ] …`) of the playbook.
type Task struct {
	ID   string
	Done bool
	Text []Span
}

func (Heading) block()     {}
func (Paragraph) block()   {}
func (List) block()        {}
func (Table) block()       {}
func (Quote) block()       {}
func (Rule) block()        {}
func (Totals) block()      {}
func (BankDetails) block() {}
func (Signature) block()   {}
func (Mentions) block()    {}
func (Box) block()         {}
func (Lines) block()       {}
func (PageBreak) block()   {}
func (Callout) block()     {}
func (Details) block()     {}
func (Task) block()        {}

// Style is how a span is set.
type Style uint8

const (
	Bold Style = 1 << iota
	Italic
	Code
	Strike
	Superscript // the "er" of « 1er »
)

// A Span is a run of text in one style. Text holds no newline: Break ends the
// line after it (hard break). Link is an https, mailto or tel target, or, on the
// site, a relative link.
type Span struct {
	Text  string
	Style Style
	Link  string
	Break bool
}
