// Package document is the paper everything is written on: one page of blocks, and
// its plain text. The rooms inside read it from Markdown (markdown), set its French
// (typography) and print it as HTML (markup); pdf prints it on sheets, mail sends it.
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
	Envelope   string   // what a letter is folded for: dl-35x100 (also when empty), dl-45x100, c5, c4, aucune
	Justify    bool     // text flush right too, its words hyphenated; otherwise ragged
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
// for the playbook site only (a letter refuses them, E110), Callout, Details,
// Task and CodeBlock. There is no other kind.
type Block interface {
	text() string                // without a final newline; "" prints nothing
	each(visit func(span *Span)) // its runs of text, in order
}

// EachSpan visits every run of text of blocks, in reading order. The visitor may
// change the span: the site rewrites its links this way.
func EachSpan(blocks []Block, visit func(span *Span)) {
	for _, b := range blocks {
		b.each(visit)
	}
}
