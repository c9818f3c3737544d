// Package drawing draws, as SVG without any style attribute, what the pages also
// say in words. Its text is set by the style sheet.
package drawing

import (
	"fmt"
	"html"
	"slices"
	"strings"
	"unicode/utf8"
)

// A Line is one row of a timeline: a name and its dated points.
type Line struct {
	Name   string
	Points []Point
}

// A Point stands on a day, on a scale of tones from 0 to 5.
type Point struct {
	Day, Tone int
	Label     string // « J+5 »
}

// Sizes are in the units of the drawing, about a pixel.
const (
	lineStep = 76
	nameRise = 30 // from the name of a line down to the line itself
	scale    = 13 // a day
	margin   = 16
	labelGap = 36 // from one label to the next on its side of the line
)

// Timeline draws lines on one scale of days, so that their rhythms compare. About
// says in words what is drawn; id must be unique in the page.
func Timeline(id, about string, lines []Line) string {
	first, last := span(lines)
	x := func(day int) int { return margin + (day-first)*scale }
	var w strings.Builder
	open(&w, id, about, "chronologie", max(x(last)+2*margin, widest(lines)), len(lines)*lineStep)
	for i, l := range lines {
		y := margin + i*lineStep + nameRise
		fmt.Fprintf(&w, `<text class="titre" x="0" y="%d">%s</text>`, y-nameRise, html.EscapeString(l.Name))
		fmt.Fprintf(&w, `<line class="zero" x1="%d" y1="%d" x2="%d" y2="%d"/>`, x(0), y-18, x(0), y+18)
		fmt.Fprintf(&w, `<line class="axe" x1="%d" y1="%d" x2="%d" y2="%d"/>`, x(first), y, x(last), y)
		l.points(&w, x, y)
	}
	w.WriteString("</svg></div>\n")
	return w.String()
}

// points draws the days of a line; the label of one too near to the one before goes
// on the other side of the line.
func (l Line) points(w *strings.Builder, x func(day int) int, y int) {
	below, above := -labelGap, -labelGap
	for _, p := range l.Points {
		at := x(p.Day)
		fmt.Fprintf(w, `<circle class="ton-%d" cx="%d" cy="%d" r="7"/>`, p.Tone, at, y)
		row := y + 24
		switch {
		case at-below >= labelGap:
			below = at
		case at-above >= labelGap:
			row, above = y-12, at
		default:
			continue // two stages of one day say it once
		}
		fmt.Fprintf(w, `<text class="jour" x="%d" y="%d">%s</text>`, at, row, html.EscapeString(p.Label))
	}
}

// widest is about the room that the names take.
func widest(lines []Line) int {
	most := 0
	for _, l := range lines {
		most = max(most, 8*utf8.RuneCountInString(l.Name))
	}
	return most
}

func span(lines []Line) (first, last int) {
	for _, l := range lines {
		for _, p := range l.Points {
			first, last = min(first, p.Day), max(last, p.Day)
		}
	}
	return first, last
}

// A Box is one part of a tree. To are the ranks of the boxes it leads to.
type Box struct {
	Label string
	Row   int
	End   bool
	To    []int
}

const (
	boxWidth, boxHeight = 150, 44
	boxGap, rowGap      = 14, 40
	boxLine             = 20 // letters
)

// Tree draws boxes row under row, with a curve for each way from one to another.
func Tree(id, about string, boxes []Box) string {
	columns := make([]int, len(boxes))
	counts := map[int]int{}
	for i, b := range boxes {
		columns[i] = counts[b.Row]
		counts[b.Row]++
	}
	most, rows := 1, 1
	for row, n := range counts {
		most, rows = max(most, n), max(rows, row+1)
	}
	width := most*(boxWidth+boxGap) + boxGap
	x := func(i int) int { // a row shorter than the longest is centred
		return boxGap + columns[i]*(boxWidth+boxGap) + (most-counts[boxes[i].Row])*(boxWidth+boxGap)/2
	}
	y := func(i int) int { return boxGap + boxes[i].Row*(boxHeight+rowGap) }
	var w strings.Builder
	open(&w, id, about, "arbre", width, rows*(boxHeight+rowGap))
	for i, b := range boxes {
		for _, to := range b.To {
			way(&w, x(i)+boxWidth/2, y(i)+boxHeight, x(to)+boxWidth/2, y(to), boxes[to].Row <= b.Row)
		}
	}
	for i, b := range boxes {
		box(&w, b, x(i), y(i))
	}
	w.WriteString("</svg></div>\n")
	return w.String()
}

// way is a curve down, or a dotted one back up.
func way(w *strings.Builder, x1, y1, x2, y2 int, back bool) {
	if back {
		fmt.Fprintf(w, `<path class="retour" d="M%d %dC%d %d %d %d %d %d"/>`, x1, y1, x1, y1+rowGap/2, x2, y2-rowGap/2, x2, y2)
		return
	}
	fmt.Fprintf(w, `<path d="M%d %dC%d %d %d %d %d %d"/>`, x1, y1, x1, y1+rowGap, x2, y2-rowGap, x2, y2)
}

func box(w *strings.Builder, b Box, x, y int) {
	look := ""
	if b.End {
		look = ` class="fin"`
	}
	fmt.Fprintf(w, `<rect%s x="%d" y="%d" width="%d" height="%d" rx="8"/>`, look, x, y, boxWidth, boxHeight)
	lines := folded(b.Label)
	for i, l := range lines {
		fmt.Fprintf(w, `<text x="%d" y="%d">%s</text>`, x+boxWidth/2, y+boxHeight/2+5+16*i-8*(len(lines)-1), html.EscapeString(l))
	}
}

// folded is a label on two lines at most.
func folded(label string) []string {
	words := strings.Fields(label)
	first := ""
	for len(words) > 0 && (first == "" || len([]rune(first+" "+words[0])) <= boxLine) {
		first = strings.TrimSpace(first + " " + words[0])
		words = words[1:]
	}
	if len(words) == 0 {
		return []string{first}
	}
	second := []rune(strings.Join(words, " "))
	if len(second) > boxLine {
		second = append(slices.Clone(second[:boxLine-1]), '…')
	}
	return []string{first, string(second)}
}

// open begins a drawing in a frame that scrolls, reachable by keyboard.
func open(w *strings.Builder, id, about, look string, width, height int) {
	fmt.Fprintf(w, `<div class="dessin" role="region" tabindex="0" aria-labelledby="%s"><svg class="%s" role="img" aria-labelledby="%s" viewBox="0 0 %d %d" width="%d" height="%d"><title id="%s">%s</title>`,
		id, look, id, width, height, width, height, id, html.EscapeString(about))
}
