package foreign

import (
	"bytes"
	"io"
	"math"
	"regexp"
	"strconv"
	"strings"

	"relance/generator/grid"
	"relance/generator/tracker/cell"
	"relance/generator/tracker/parts"
)

// A Layout is how people arranged a sheet of ours, by places.
type Layout struct {
	Widths  map[int]float64 // of columns, in characters
	Hidden  map[int]bool    // columns
	Heights map[int]float64 // of rows that people made taller or shorter, in points
	Folded  map[int]bool    // rows hidden
	Zoom    int             // percent, 0 for 100
	Panes   *cell.Panes     // nil when the file does not say
	Bare    bool            // the table has no buttons of a filter
	Links   []Link
	Rules   []Rule
	Lost    []string // in French: what the next workbook will not have
}

// A Link is the address that a cell opens; a place of the workbook after "#".
type Link struct{ Cell, To string }

// widest is how many columns are looked at: programs say of all sixteen thousand how
// wide they are.
const widest = 512

var (
	viewTag  = regexp.MustCompile(`<sheetView [^>]*>`)
	paneTag  = regexp.MustCompile(`<pane [^>]*>`)
	colTag   = regexp.MustCompile(`<col [^>]*>`)
	linkTag  = regexp.MustCompile(`<hyperlink [^>]*>`)
	guardTag = regexp.MustCompile(`<sheetProtection [^>]*sheet="(?:1|true)"`)
)

// layout reads how a sheet is arranged, without holding its cells.
func (s *Stock) layout(book *parts.File, sheet *parts.Sheet, own *Owner, theirs map[string]cell.Dress) error {
	l := &Layout{Widths: map[int]float64{}, Hidden: map[int]bool{}, Heights: map[int]float64{}, Folded: map[int]bool{}}
	r, err := book.Stream(sheet.Part)
	if err != nil {
		return err
	}
	defer r.Close()
	grouped := false
	head, tail, err := aroundRows(r, func(tag []byte) {
		if tag[1] == 'c' {
			s.dressed(sheet.Name, tag, theirs)
			return
		}
		l.row(string(tag))
		grouped = grouped || isGrouped(string(tag))
	})
	if err != nil {
		return err
	}
	l.head(head)
	l.Links = links(book, sheet.Part, tail)
	if grouped || isGrouped(head) {
		l.Lost = append(l.Lost, "le groupement de lignes ou de colonnes")
	}
	if strings.Contains(tail, "<mergeCell ") {
		l.Lost = append(l.Lost, "la fusion de cellules")
	}
	if guardTag.MatchString(tail) {
		l.Lost = append(l.Lost, "la protection de la feuille")
	}
	l.rules(book, tail, own)
	l.table(book, sheet.Part, tail)
	if s.Layouts == nil {
		s.Layouts = map[string]*Layout{}
	}
	s.Layouts[sheet.Name] = l
	return nil
}

func (l *Layout) head(head string) {
	if view := viewTag.FindString(head); view != "" {
		if zoom, err := strconv.Atoi(parts.Attribute(view, "zoomScale")); err == nil && zoom != 100 && zoom >= 10 && zoom <= 400 {
			l.Zoom = zoom
		}
		l.panes(paneTag.FindString(head))
	}
	for _, tag := range colTag.FindAllString(head, -1) {
		from, err := strconv.Atoi(parts.Attribute(tag, "min"))
		to, also := strconv.Atoi(parts.Attribute(tag, "max"))
		if err != nil || also != nil {
			continue
		}
		width, _ := strconv.ParseFloat(parts.Attribute(tag, "width"), 64)
		for col := from; col <= min(to, widest); col++ {
			l.Widths[col] = math.Round(width*100) / 100
			l.Hidden[col] = isSet(tag, "hidden")
		}
	}
}

// panes reads those that are frozen; others, which people drag, are not carried.
func (l *Layout) panes(tag string) {
	state := parts.Attribute(tag, "state")
	if tag != "" && state != "frozen" && state != "frozenSplit" {
		return
	}
	columns, _ := strconv.ParseFloat(parts.Attribute(tag, "xSplit"), 64)
	rows, _ := strconv.ParseFloat(parts.Attribute(tag, "ySplit"), 64)
	if columns >= 0 && columns < 50 && rows >= 0 && rows < 50 {
		l.Panes = &cell.Panes{Rows: int(rows), Columns: int(columns)}
	}
}

func isSet(tag, name string) bool {
	v := parts.Attribute(tag, name)
	return v == "1" || v == "true"
}

func isGrouped(tags string) bool {
	for _, after := range strings.Split(tags, ` outlineLevel="`)[1:] {
		if !strings.HasPrefix(after, `0"`) {
			return true
		}
	}
	return false
}

// row reads a row: whether it is hidden, and the height that people gave it. Those
// that relance gives are whole lines of text.
func (l *Layout) row(tag string) {
	number, err := strconv.Atoi(parts.Attribute(tag, "r"))
	if err != nil {
		return
	}
	if isSet(tag, "hidden") {
		l.Folded[number] = true
	}
	height, err := strconv.ParseFloat(parts.Attribute(tag, "ht"), 64)
	if err != nil || !isSet(tag, "customHeight") {
		return
	}
	const noise = 0.6 // programs round heights to pixels
	lines := math.Max(1, math.Round((height-cell.HeightOf(0))/(cell.HeightOf(1)-cell.HeightOf(0))))
	if math.Abs(height-cell.HeightOf(int(lines))) > noise && height > 0 && height < 409 {
		l.Heights[number] = math.Round(height*100) / 100
	}
}

// table looks at the filter of a sheet and of its table. LibreOffice writes the
// buttons of a filter outside of the table.
func (l *Layout) table(book *parts.File, sheet, tail string) {
	all, tables := tail, false
	for _, part := range book.Targets(sheet) {
		if strings.HasPrefix(part, "xl/tables/") {
			all, tables = all+string(book.Part(part)), true
		}
	}
	if strings.Contains(all, "<filterColumn ") && (strings.Contains(all, "<filters") || strings.Contains(all, "<customFilters") || strings.Contains(all, "<dynamicFilter") || strings.Contains(all, "<top10") || strings.Contains(all, "<colorFilter")) {
		l.Lost = append(l.Lost, "le filtre (toutes les lignes sont de nouveau affichées)")
		clear(l.Folded)
	}
	if strings.Contains(all, "<sortCondition ") {
		l.Lost = append(l.Lost, "le tri (les lignes reprennent leur ordre habituel)")
	}
	l.Bare = tables && !strings.Contains(all, "<autoFilter")
}

// links are the addresses that cells open.
func links(book *parts.File, sheet, tail string) (out []Link) {
	targets := map[string]string{}
	for _, tag := range parts.Relation.FindAllString(string(book.Part(parts.Rels(sheet))), -1) {
		if parts.Attribute(tag, "TargetMode") == "External" {
			targets[parts.Attribute(tag, "Id")] = parts.Text(parts.Attribute(tag, "Target"))
		}
	}
	for _, tag := range linkTag.FindAllString(tail, -1) {
		to := targets[parts.RelationOf(tag)]
		if place := parts.Text(parts.Attribute(tag, "location")); place != "" {
			to += "#" + place
		}
		if to == "" {
			continue
		}
		for _, at := range cellsOf(parts.Attribute(tag, "ref")) {
			out = append(out, Link{Cell: at, To: to})
		}
	}
	return out
}

// cellsOf are the cells of a small area, written "A2" or "A2:A5".
func cellsOf(area string) (out []string) {
	from, to, many := strings.Cut(area, ":")
	if !many {
		return []string{from}
	}
	top, left, ok := grid.ParseAddress(from)
	bottom, right, also := grid.ParseAddress(to)
	const most = 1000
	if !ok || !also || (bottom-top+1)*(right-left+1) > most {
		return nil
	}
	for row := top; row <= bottom; row++ {
		for col := left; col <= right; col++ {
			out = append(out, grid.Cell{Row: row, Col: col}.Address())
		}
	}
	return out
}

// aroundRows reads the part of a sheet: what comes before its rows, what comes after
// them, and between them the tag of each row and of each cell, which take is given.
func aroundRows(r io.Reader, take func(tag []byte)) (head, tail string, err error) {
	const chunk = 64 << 10
	buffer := make([]byte, chunk)
	var held []byte
	inside, past := false, false
	for err == nil {
		var n int
		n, err = r.Read(buffer)
		held = append(held, buffer[:n]...)
		if !inside {
			at := bytes.Index(held, []byte("<sheetData"))
			if at < 0 {
				continue
			}
			head, inside = string(held[:at]), true
			held = held[at:]
		}
		if !past {
			held, past = tags(held, err != nil, take)
		}
	}
	if err != io.EOF {
		return "", "", err
	}
	return head, string(held), nil
}

// tags gives take the tags of the rows and of the cells, up to the end of the rows; rest
// is what remains to be looked at, a tag cut in two when it is not all there.
func tags(held []byte, all bool, take func(tag []byte)) (rest []byte, past bool) {
	const longest = len("</sheetData>")
	for {
		at := bytes.IndexByte(held, '<')
		if at < 0 {
			return nil, false
		}
		held = held[at:]
		end := bytes.IndexByte(held, '>')
		switch {
		case end < 0 || len(held) < longest && !all:
			return held, false
		case bytes.HasPrefix(held, []byte("<c ")), bytes.HasPrefix(held, []byte("<row ")):
			take(held[:end+1])
		case bytes.HasPrefix(held, []byte("</sheetData")), bytes.HasPrefix(held, []byte("<sheetData/")):
			return held[end+1:], true
		}
		held = held[end+1:]
	}
}
