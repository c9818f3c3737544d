// Package press gives HTML its last form: French spaces, names of tables, the
// addresses of pages joined into one.
package press

import (
	"bytes"
	"html"
	"regexp"
	"strconv"
	"strings"

	"relance/generator/document"
	"relance/generator/document/markup"
	"relance/generator/document/typography"
)

// Block is one block as HTML.
func Block(block document.Block) string {
	var w bytes.Buffer
	markup.Print(&w, []document.Block{block}, markup.ForSite) // a bytes.Buffer never fails
	return notes.Replace(w.String())
}

// notes makes of the notes what they are: an aside is a landmark, and twenty of
// them on a page would drown the others.
var notes = strings.NewReplacer("<aside ", `<div role="note" `, "</aside>", "</div>")

var between = regexp.MustCompile(`>[^<>]+<`)

// Dress sets the French spaces and apostrophes of HTML made here.
func Dress(page string) string {
	return between.ReplaceAllStringFunc(page, func(s string) string { return ">" + typography.French(s[1:len(s)-1]) + "<" })
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

var address = regexp.MustCompile(` (?:id|for|aria-labelledby|name|href)="[^"]*"`)

// Move puts one page among others: every anchor gets the name of its page before
// it, every title goes one level down. slugs are the names of the pages, by
// address.
func Move(page, slug, label string, slugs map[string]string) string {
	page = strings.ReplaceAll(lower.Replace(page), ` aria-label="Tableau`, ` aria-label="`+html.EscapeString(label)+`, tableau`)
	return address.ReplaceAllStringFunc(page, func(s string) string {
		key, value, _ := strings.Cut(s[1:len(s)-1], `="`)
		if key != "href" {
			return " " + key + `="` + slug + "--" + value + `"`
		}
		name, anchor, _ := strings.Cut(value, "#")
		to, here := slugs[name], strings.HasPrefix(value, "#")
		switch {
		case here:
			value = "#" + slug + "--" + anchor
		case to != "" && anchor != "":
			value = "#" + to + "--" + anchor
		case to != "":
			value = "#" + to
		}
		return ` href="` + value + `"`
	})
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
