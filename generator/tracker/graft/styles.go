package graft

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"relance/generator/tracker/parts"
)

// A list is one section of styles.xml, as its raw elements.
type list struct {
	name  string
	items []string
	at    map[string]int
}

func listOf(styles, name string) *list {
	l := &list{name: name, at: map[string]int{}}
	m := section(name).FindString(styles)
	inner := ""
	if i := strings.Index(m, ">"); i >= 0 {
		inner = strings.TrimSuffix(m[i+1:], "</"+name+">")
	}
	for _, item := range children(inner) {
		l.at[item] = len(l.items)
		l.items = append(l.items, item)
	}
	return l
}

func section(name string) *regexp.Regexp {
	return regexp.MustCompile(`(?s)<` + name + `(?:\s[^>]*)?/>|<` + name + `(?:\s[^>]*)?>.*?</` + name + `>`)
}

// children cuts XML at its top elements.
func children(s string) (out []string) {
	depth, start := 0, 0
	for i := 0; i < len(s); {
		open := strings.IndexByte(s[i:], '<')
		if open < 0 {
			break
		}
		open += i
		end := strings.IndexByte(s[open:], '>')
		if end < 0 {
			break
		}
		end += open + 1
		closing, empty := strings.HasPrefix(s[open:], "</"), strings.HasSuffix(s[:end], "/>")
		if depth == 0 && !closing {
			start = open
		}
		switch {
		case closing:
			depth--
		case !empty:
			depth++
		}
		if depth == 0 {
			out = append(out, s[start:end])
		}
		i = end
	}
	return out
}

// place is where an item is, added when it is new.
func (l *list) place(item string) int {
	at, known := l.at[item]
	if !known {
		at = len(l.items)
		l.at[item] = at
		l.items = append(l.items, item)
	}
	return at
}

func (l *list) xml() string {
	return fmt.Sprintf(`<%s count="%d">%s</%s>`, l.name, len(l.items), strings.Join(l.items, ""), l.name)
}

// sections are those of styles.xml that cells need, in the order of the format.
var sections = []string{"numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles"}

// styles adds the guest's styles to the host's, and numbers those of the guest's
// cells again.
func (g *grafting) styles() error {
	host, guest := string(g.host.parts[parts.Styles]), string(g.guest.parts[parts.Styles])
	lists := map[string]*list{}
	places := map[string][]int{}
	for _, name := range []string{"fonts", "fills", "borders", "dxfs"} {
		lists[name] = listOf(host, name)
		for _, item := range listOf(guest, name).items {
			places[name] = append(places[name], lists[name].place(item))
		}
	}
	formats := g.formats(lists, host, guest)
	lists["cellXfs"] = listOf(host, "cellXfs")
	for _, item := range listOf(guest, "cellXfs").items {
		for _, of := range [][2]string{{"fontId", "fonts"}, {"fillId", "fills"}, {"borderId", "borders"}} {
			item = renumbered(item, of[0], func(n int) int { return at(places[of[1]], n) })
		}
		item = renumbered(item, "numFmtId", func(n int) int {
			if to, moved := formats[n]; moved {
				return to
			}
			return n
		})
		item = renumbered(item, "xfId", func(int) int { return 0 })
		places["cellXfs"] = append(places["cellXfs"], lists["cellXfs"].place(item))
	}
	for _, name := range sections {
		if l := lists[name]; l != nil && len(l.items) > 0 {
			host = withSection(host, l)
		}
	}
	g.host.parts[parts.Styles] = []byte(host)
	for _, s := range g.guest.Sheets {
		g.guest.parts[s.Part] = restyled(g.guest.parts[s.Part], places["cellXfs"], places["dxfs"])
	}
	return nil
}

// at is the place of n, n itself when it is unknown.
func at(places []int, n int) int {
	if n < 0 || n >= len(places) {
		return n
	}
	return places[n]
}

// ownFormats is the first number of a format that is not of the standard.
const ownFormats = 164

// formats adds the guest's number formats to the host's; what they become.
func (g *grafting) formats(lists map[string]*list, host, guest string) map[int]int {
	l := listOf(host, "numFmts")
	lists["numFmts"] = l
	known, next := map[string]int{}, ownFormats
	for _, item := range l.items {
		n, _ := strconv.Atoi(parts.Attribute(item, "numFmtId"))
		known[parts.Text(parts.Attribute(item, "formatCode"))] = n
		next = max(next, n+1)
	}
	become := map[int]int{}
	for _, item := range listOf(guest, "numFmts").items {
		code := parts.Text(parts.Attribute(item, "formatCode"))
		n, _ := strconv.Atoi(parts.Attribute(item, "numFmtId"))
		if _, there := known[code]; !there {
			known[code] = next
			l.place(parts.With(item, "numFmtId", strconv.Itoa(next)))
			next++
		}
		become[n] = known[code]
	}
	return become
}

// renumbered changes a number in the first tag of an item.
func renumbered(item, name string, change func(int) int) string {
	n, err := strconv.Atoi(parts.Attribute(item, name))
	if err != nil {
		return item
	}
	return parts.With(item, name, strconv.Itoa(change(n)))
}

// withSection is styles.xml with another section of that name.
func withSection(styles string, l *list) string {
	pattern := section(l.name)
	if pattern.MatchString(styles) {
		return pattern.ReplaceAllLiteralString(styles, l.xml())
	}
	for _, next := range sections[slices.Index(sections, l.name)+1:] {
		if i := strings.Index(styles, "<"+next); i >= 0 {
			return styles[:i] + l.xml() + styles[i:]
		}
	}
	return strings.Replace(styles, "</styleSheet>", l.xml()+"</styleSheet>", 1)
}

// restyled gives the cells of a sheet, and its rules, their new styles.
func restyled(sheet []byte, cells, rules []int) []byte {
	var out bytes.Buffer
	out.Grow(len(sheet) + len(sheet)/16)
	for {
		open := bytes.IndexByte(sheet, '<')
		if open < 0 {
			break
		}
		end := bytes.IndexByte(sheet[open:], '>')
		if end < 0 {
			break
		}
		end += open
		out.Write(sheet[:open])
		out.WriteString(restyledTag(string(sheet[open:end]), cells, rules))
		sheet = sheet[end:]
	}
	out.Write(sheet)
	return out.Bytes()
}

func restyledTag(tag string, cells, rules []int) string {
	switch {
	case strings.HasPrefix(tag, "<c "), strings.HasPrefix(tag, "<row "):
		return renumbered(tag, "s", func(n int) int { return at(cells, n) })
	case strings.HasPrefix(tag, "<col "):
		return renumbered(tag, "style", func(n int) int { return at(cells, n) })
	case strings.HasPrefix(tag, "<cfRule "):
		return renumbered(tag, "dxfId", func(n int) int { return at(rules, n) })
	}
	return tag
}
