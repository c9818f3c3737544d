// Package press gives HTML its last form: French spaces, names of tables, the
// addresses of pages joined into one.
package press

import (
	"bytes"
	"html"
	"strconv"
	"strings"

	"relance/generator/document"
	"relance/generator/document/markup"
	"relance/generator/document/typography"
)

// Block is one block as HTML.
func Block(block document.Block) string {
	text := markup.HTML([]document.Block{block}, markup.ForSite)
	if !strings.Contains(text, "<aside") {
		return text
	}
	return notes.Replace(text)
}

// notes makes of the notes what they are: an aside is a landmark, and twenty of
// them on a page would drown the others.
var notes = strings.NewReplacer("<aside ", `<div role="note" `, "</aside>", "</div>")

// Dress sets the French spaces and apostrophes of HTML made here.
func Dress(page string) string {
	var w strings.Builder
	for {
		tag := strings.IndexByte(page, '>') + 1
		text := strings.IndexByte(page[tag:], '<')
		if tag == 0 || text < 0 {
			w.WriteString(page)
			return w.String()
		}
		w.WriteString(page[:tag])
		w.WriteString(typography.French(page[tag : tag+text]))
		page = page[tag+text:]
	}
}

const anyTable = `aria-label="Tableau"`

// NameTables names each table after the title above it, with a number from the
// second on. seen counts those of the page.
func NameTables(page, above string, seen map[string]int) string {
	for strings.Contains(page, anyTable) {
		seen[above]++
		name := "Tableau"
		if above != "" {
			name += "\u00a0: " + above
		}
		if n := seen[above]; n > 1 {
			name += " (" + strconv.Itoa(n) + ")"
		}
		page = strings.Replace(page, anyTable, `aria-label="`+html.EscapeString(name)+`"`, 1)
	}
	return page
}

// Move puts one page among others: every anchor gets the name of its page before
// it, every title goes one level down. slugs are the names of the pages, by
// address.
func Move(page, slug, label string, slugs map[string]string) string {
	own := ` aria-label="` + html.EscapeString(label)
	page = strings.NewReplacer(` aria-label="Tableau`, own+", tableau", ` aria-label="Document`, own+", document").Replace(lower.Replace(page))
	var w strings.Builder
	for {
		before, after, ok := strings.Cut(page, `="`)
		w.WriteString(before)
		if !ok {
			return w.String()
		}
		value, rest, _ := strings.Cut(after, `"`)
		switch before[strings.LastIndexByte(before, ' ')+1:] {
		case "id", "for", "aria-labelledby", "name":
			value = slug + "--" + value
		case "href":
			value = moved(value, slug, slugs)
		}
		w.WriteString(`="` + value + `"`)
		page = rest
	}
}

// moved is the address of a link among pages joined into one.
func moved(link, slug string, slugs map[string]string) string {
	name, anchor, _ := strings.Cut(link, "#")
	to := slugs[name]
	switch {
	case strings.HasPrefix(link, "#"):
		return "#" + slug + "--" + anchor
	case to != "" && anchor != "":
		return "#" + to + "--" + anchor
	case to != "":
		return "#" + to
	}
	return link
}

// lower puts each title one level down: the page to print has its own.
var lower = strings.NewReplacer("<h1", "<h2", "</h1", "</h2", "<h2", "<h3", "</h2", "</h3", "<h3", "<h4", "</h3", "</h4", "<h4", "<h5", "</h4", "</h5")

// Squeeze takes the comments and the indentation off a script or a style sheet:
// a reader needs them, a browser does not.
func Squeeze(data []byte) []byte {
	var out bytes.Buffer
	comment := false
	for line := range bytes.Lines(data) {
		line = bytes.TrimSpace(line)
		comment = comment || bytes.HasPrefix(line, []byte("/*"))
		if !comment && len(line) > 0 && !bytes.HasPrefix(line, []byte("//")) {
			out.Write(append(line, '\n'))
		}
		comment = comment && !bytes.HasSuffix(line, []byte("*/"))
	}
	return out.Bytes()
}
