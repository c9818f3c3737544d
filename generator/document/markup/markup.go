// Package markup prints documents as HTML, for the site or for a mail.
package markup

import (
	"html"
	"io"
	"strings"

	"relance/generator/document"
)

// A Flavour says who reads the HTML.
type Flavour uint8

const (
	ForSite Flavour = iota // classes and ids, never a style attribute (the site's CSP refuses it)
	ForMail                // style attributes, the only ones mail programs keep; no class, no id
)

// Print writes blocks as a fragment of HTML, everything escaped. The fragment has
// no html, head or body element.
func Print(w io.Writer, blocks []document.Block, flavour Flavour) error {
	_, err := io.WriteString(w, HTML(blocks, flavour))
	return err
}

// HTML is what [Print] writes.
func HTML(blocks []document.Block, flavour Flavour) string {
	h := &printer{mail: flavour == ForMail}
	h.blocks(blocks)
	return h.buf.String()
}

type printer struct {
	buf  strings.Builder
	mail bool
}

// mailTable says the font again: Outlook does not hand it down to tables.
const mailTable = "border-collapse:collapse;margin:0 0 16px;font-family:'Segoe UI',Arial,Helvetica,sans-serif;font-size:15px"

// mailStyles are the styles of an element in a mail, by look, else by tag.
var mailStyles = map[string]string{
	"p":          "margin:0 0 14px",
	"h1":         "margin:20px 0 10px;font-size:20px",
	"h2":         "margin:18px 0 10px;font-size:17px",
	"h3":         "margin:16px 0 8px;font-size:15px",
	"ul":         "margin:0 0 14px;padding-left:22px",
	"ol":         "margin:0 0 14px;padding-left:26px",
	"blockquote": "margin:0 0 14px;padding-left:12px;border-left:3px solid #c5ccd4",
	"hr":         "border:0;border-top:1px solid #c5ccd4;margin:18px 0",
	"table":      mailTable,
	"caption":    "text-align:left;padding-bottom:4px;font-weight:bold",
	"th":         "padding:5px 10px;border-bottom:1px solid #8a94a0;text-align:left",
	"td":         "padding:5px 10px;border-bottom:1px solid #dfe4e9",
	"total":      "font-weight:bold",
	"totaux":     mailTable,
	"banque":     mailTable + ";background:#f4f6f8",
	"mentions":   "margin:0 0 6px;font-size:12px;color:#55606e",
	"case":       "margin:0 0 6px",
	"a":          "color:#1f4e8c",
}

// mailAligns complete the style of a cell, whose look is its side.
var mailAligns = map[string]string{"droite": ";text-align:right;white-space:nowrap", "centre": ";text-align:center"}

// open writes a start tag. look is the name of the element's appearance: its
// class on the site, the key of its style in a mail. attrs go by pairs; an empty
// value writes the name alone.
func (h *printer) open(tag, look string, attrs ...string) {
	h.buf.WriteString("<" + tag)
	if h.mail {
		h.attr("style", mailStyle(tag, look))
	} else {
		h.attr("class", look)
	}
	for i := 0; i < len(attrs); i += 2 {
		if attrs[i+1] == "" {
			h.buf.WriteString(" " + attrs[i])
			continue
		}
		h.attr(attrs[i], attrs[i+1])
	}
	h.buf.WriteByte('>')
	if tag == "hr" {
		h.buf.WriteByte('\n')
	}
}

func mailStyle(tag, look string) string {
	if style, ok := mailStyles[look]; ok {
		return style
	}
	return mailStyles[tag] + mailAligns[look]
}

func (h *printer) attr(name, value string) {
	if value != "" {
		h.buf.WriteString(" " + name + `="` + html.EscapeString(value) + `"`)
	}
}

// close writes an end tag, and a newline after those that end a block.
func (h *printer) close(tag string) {
	h.buf.WriteString("</" + tag + ">")
	switch tag {
	case "a", "strong", "em", "s", "code", "sup", "summary", "td", "th", "label":
	default:
		h.buf.WriteByte('\n')
	}
}

func (h *printer) element(tag, look, text string, attrs ...string) {
	h.open(tag, look, attrs...)
	h.escape(text)
	h.close(tag)
}

// wideSpace: U+202F is drawn as a box by many mail programs.
var wideSpace = strings.NewReplacer("\u202f", "\u00a0")

func (h *printer) escape(s string) {
	if h.mail {
		s = wideSpace.Replace(s)
	}
	h.buf.WriteString(html.EscapeString(s))
}

func (h *printer) spans(spans []document.Span) {
	for i, s := range spans {
		if s.Link != "" && (i == 0 || spans[i-1].Link != s.Link) {
			h.open("a", "", "href", s.Link)
		}
		h.span(s)
		if s.Link != "" && (i+1 == len(spans) || spans[i+1].Link != s.Link) {
			h.close("a")
		}
		if s.Break {
			h.buf.WriteString("<br>\n")
		}
	}
}

// spanTags go from the outermost to the innermost.
var spanTags = []struct {
	style document.Style
	tag   string
}{
	{document.Bold, "strong"},
	{document.Italic, "em"},
	{document.Strike, "s"},
	{document.Superscript, "sup"},
	{document.Code, "code"},
}

func (h *printer) span(s document.Span) {
	for _, t := range spanTags {
		if s.Style&t.style != 0 {
			h.open(t.tag, "")
		}
	}
	h.escape(s.Text)
	for i := len(spanTags) - 1; i >= 0; i-- {
		if s.Style&spanTags[i].style != 0 {
			h.close(spanTags[i].tag)
		}
	}
}
