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
	m := mover{slug: slug, label: html.EscapeString(label), slugs: slugs}
	m.out.Grow(len(page) + len(page)/4)
	for {
		next := strings.IndexAny(page, `<=`)
		if next < 0 {
			m.out.WriteString(page)
			return m.out.String()
		}
		m.out.WriteString(page[:next])
		if page[next] == '<' {
			page = page[next+m.tag(page[next:]):]
		} else {
			page = page[next+m.attribute(page[next:]):]
		}
	}
}

type mover struct {
	out         strings.Builder
	slug, label string
	slugs       map[string]string
}

// tag writes the start of a tag, a title one level down: the page to print has its
// own. It returns how much of rest it read.
func (m *mover) tag(rest string) int {
	name := strings.TrimPrefix(rest[1:], "/")
	read := len(rest) - len(name)
	m.out.WriteString(rest[:read])
	if len(name) > 1 && name[0] == 'h' && name[1] >= '1' && name[1] <= '4' {
		m.out.WriteString("h" + string(name[1]+1))
		read += 2
	}
	return read
}

// attribute writes a value in its quotes, by the name already written. It returns how
// much of rest it read.
func (m *mover) attribute(rest string) int {
	value, quoted := strings.CutPrefix(rest, `="`)
	end := strings.IndexByte(value, '"')
	if !quoted || end < 0 {
		m.out.WriteByte('=')
		return 1
	}
	name := m.out.String()
	name, value = name[strings.LastIndexByte(name, ' ')+1:], value[:end]
	m.out.WriteString(`="`)
	switch name {
	case "id", "for", "aria-labelledby", "name":
		m.out.WriteString(m.slug + "--" + value)
	case "href":
		m.out.WriteString(moved(value, m.slug, m.slugs))
	case "aria-label":
		m.out.WriteString(m.named(value))
	default:
		m.out.WriteString(value)
	}
	m.out.WriteByte('"')
	return len(`=""`) + end
}

// named is the name of a table or a sheet among those of other pages.
func (m *mover) named(value string) string {
	for _, what := range [][2]string{{"Tableau", "tableau"}, {"Document", "document"}} {
		if rest, ok := strings.CutPrefix(value, what[0]); ok {
			return m.label + ", " + what[1] + rest
		}
	}
	return value
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

// Style takes out of a squeezed style sheet the spaces that only its authors need.
func Style(data []byte) []byte { return outsideQuotes(Squeeze(data), needless) }

// Script takes out of a squeezed script the spaces around its signs. Its texts stand
// between double quotes, and hold none. The spaces that an author can only see when
// they are escaped become themselves.
func Script(data []byte) []byte {
	return []byte(escaped.Replace(string(outsideQuotes(Squeeze(data), spaced))))
}

var escaped = strings.NewReplacer(`\u00a0`, "\u00a0", `\u202f`, "\u202f")

func outsideQuotes(data []byte, r *strings.Replacer) []byte {
	parts := strings.Split(string(data), `"`)
	for i := 0; i < len(parts); i += 2 { // the others are in quotes
		parts[i] = r.Replace(parts[i])
	}
	return []byte(strings.Join(parts, `"`))
}

var spaced = strings.NewReplacer(" === ", "===", " !== ", "!==", " += ", "+=", " >= ", ">=", " <= ", "<=", " => ", "=>", " = ", "=",
	" + ", "+", " - ", "-", " * ", "*", " / ", "/", " < ", "<", " > ", ">", " && ", "&&", " || ", "||", " ? ", "?", " : ", ":",
	", ", ",", "; ", ";", ": ", ":", ";\n", ";", ",\n", ",", ") {\n", "){", "{\n", "{", ") { ", "){", ") {", "){", "{ ", "{", " }", "}", "if (", "if(", "for (", "for(")

// needless is tried in this order.
var needless = strings.NewReplacer("; }\n", "}", "; }", "}", ";\n}\n", "}", ";\n}", "}", " }\n", "}", "}\n", "}", " {\n", "{", " { ", "{",
	";\n", ";", ": ", ":", "; ", ";", ", ", ",", " > ", ">")
