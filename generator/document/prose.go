package document

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Heading is a title of level 1 to 6.
type Heading struct {
	Level int
	ID    string
	Text  []Span
}

func (b Heading) text() string {
	title := Plain(b.Text)
	switch b.Level {
	case 1:
		return title + "\n" + strings.Repeat("=", utf8.RuneCountInString(title))
	case 2:
		return title + "\n" + strings.Repeat("-", utf8.RuneCountInString(title))
	}
	return title
}

func (b Heading) each(visit func(*Span)) { eachOf(b.Text, visit) }

// Paragraph is running text. Keep asks that it stay with the block after it.
type Paragraph struct {
	Text []Span
	Keep bool
}

func (b Paragraph) text() string { return linked(b.Text) }

func (b Paragraph) each(visit func(*Span)) { eachOf(b.Text, visit) }

// List is a bulleted or numbered list; each item is a sequence of blocks.
type List struct {
	Ordered bool
	Start   int
	Tight   bool
	Items   [][]Block
}

func (b List) text() string {
	gap := "\n\n"
	if b.Tight {
		gap = "\n"
	}
	var items []string
	for i, item := range b.Items {
		marker := "- "
		if b.Ordered {
			marker = fmt.Sprintf("%d. ", b.Start+i)
		}
		items = append(items, indent(textOf(item, gap), marker, strings.Repeat(" ", len(marker))))
	}
	return strings.Join(items, gap)
}

func (b List) each(visit func(*Span)) {
	for _, item := range b.Items {
		EachSpan(item, visit)
	}
}

// Quote is a block quotation.
type Quote struct{ Blocks []Block }

func (b Quote) text() string { return indent(textOf(b.Blocks, "\n\n"), "> ", "> ") }

func (b Quote) each(visit func(*Span)) { EachSpan(b.Blocks, visit) }

// Rule is a horizontal line.
type Rule struct{}

func (Rule) text() string     { return strings.Repeat("-", 40) }
func (Rule) each(func(*Span)) {}

// PageBreak starts a new page.
type PageBreak struct{}

func (PageBreak) text() string { return "" }

func (PageBreak) each(func(*Span)) {}
