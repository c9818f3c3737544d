package document

import "strings"

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

// Plain is the text of spans on one line, without any style.
func Plain(spans []Span) string {
	return strings.ReplaceAll(lines(spans), "\n", " ")
}

// lines is the text of spans without style, one line for each hard break.
func lines(spans []Span) string {
	if len(spans) == 1 && !spans[0].Break {
		return spans[0].Text
	}
	var b strings.Builder
	for _, s := range spans {
		b.WriteString(s.Text)
		if s.Break {
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// linked is lines with each target written after its text, unless the text
// already says it.
func linked(spans []Span) string {
	var b strings.Builder
	for i, s := range spans {
		b.WriteString(s.Text)
		last := i+1 == len(spans) || spans[i+1].Link != s.Link
		if target := spoken(s.Link); target != "" && last && !strings.Contains(linkText(spans[:i+1]), target) {
			b.WriteString(" (" + target + ")")
		}
		if s.Break {
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// linkText is the whole text of the link that ends at the last of spans.
func linkText(spans []Span) string {
	start := len(spans) - 1
	for start > 0 && spans[start-1].Link == spans[start].Link {
		start--
	}
	return Plain(spans[start:])
}

// spoken is a link as a reader of plain text can use it: relative links are of
// no use outside the site.
func spoken(link string) string {
	for _, scheme := range []string{"mailto:", "tel:"} {
		if rest, ok := strings.CutPrefix(link, scheme); ok {
			return rest
		}
	}
	if strings.HasPrefix(link, "https:") {
		return link
	}
	return ""
}

func eachOf(spans []Span, visit func(*Span)) {
	for i := range spans {
		visit(&spans[i])
	}
}
