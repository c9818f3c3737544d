package tracker

import (
	"archive/zip"
	"bytes"
	"html"
	"io"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"relance/generator/agenda"
	"relance/generator/tracker/board"
	"relance/generator/tracker/look"
	"relance/generator/tracker/parts"
)

// What excelize's stream drops or cannot write is there: charts that say in words
// what they show, with the values that they show; small lines; formulas of columns.
func TestTheFinishingPassPutsBackWhatTheStreamDrops(t *testing.T) {
	src := written(t, agendaOf(t, boreal(t)))
	f, err := parts.Open(src)
	try(t, err)
	drawing := string(f.Part("xl/drawings/drawing1.xml"))
	for _, title := range board.Charts {
		at := strings.Index(drawing, `name="`+title+`" descr="`)
		if at < 0 || strings.HasPrefix(drawing[at:], `name="`+title+`" descr=""`) {
			t.Errorf("%s has no words", title)
		}
	}
	charts := 0
	for _, name := range f.Names() {
		if !strings.HasPrefix(name, "xl/charts/chart") {
			continue
		}
		charts++
		text := string(f.Part(name))
		for _, cache := range regexp.MustCompile(`<c:(?:num|str)Cache>.*?</c:(?:num|str)Cache>`).FindAllString(text, -1) {
			if !strings.Contains(cache, "<c:v>") {
				t.Errorf("%s: a series without values", name)
			}
		}
	}
	if charts != len(board.Charts) {
		t.Errorf("%d charts", charts)
	}
	if n := strings.Count(string(f.Part(f.Sheet(board.DashboardName).Part)), "<x14:sparkline>"); n != 10 {
		t.Errorf("%d small lines", n)
	}
	formulas := 0
	for _, name := range f.Names() {
		if strings.HasPrefix(name, "xl/tables/") {
			formulas += strings.Count(string(f.Part(name)), "<calculatedColumnFormula>")
		}
	}
	if formulas < 8 {
		t.Errorf("%d formulas of columns", formulas)
	}
}

// Headers, tiles, entries and flags can be read by tired eyes.
func TestTextsStandOutFromTheirBackground(t *testing.T) {
	for _, c := range [][2]string{{look.White, look.Navy}, {look.Navy, look.Sky}, {look.Muted, look.Sky}, {look.Muted, look.White}, {look.Blue, look.Grey},
		{"262626", look.Cream}, {"262626", look.Grey}, {"262626", look.Amber}, {"262626", look.Orange}, {"262626", look.Rose}, {"404040", look.White}} {
		if ratio := contrast(c[0], c[1]); ratio < 4.5 {
			t.Errorf("%s on %s: %.1f", c[0], c[1], ratio)
		}
	}
}

// contrast is that of WCAG 2.
func contrast(a, b string) float64 {
	x, y := luminance(a)+0.05, luminance(b)+0.05
	return max(x, y) / min(x, y)
}

func luminance(colour string) (sum float64) {
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		n, err := strconv.ParseUint(colour[2*i:2*i+2], 16, 8)
		if err != nil {
			panic(err)
		}
		v := float64(n) / 255
		if v <= 0.04045 {
			v /= 12.92
		} else {
			v = math.Pow((v+0.055)/1.055, 2.4)
		}
		sum += weight * v
	}
	return sum
}

// A link opens the file of the kit, whatever its name holds.
func TestLinesOpenTheirDocuments(t *testing.T) {
	a := agendaOf(t, few(t))
	made, err := Make(a, 1, nil, &Files{
		Made: func(*agenda.Communication) string { return `sortie/lettres/C"1-med.pdf` },
		Sent: func(lot, file string) string { return "archives/lots/" + lot + "/" + file },
	})
	try(t, err)
	z, err := zip.NewReader(bytes.NewReader(made.Workbook), int64(len(made.Workbook)))
	try(t, err)
	links := 0
	for _, p := range z.File {
		r, _ := p.Open()
		text, _ := io.ReadAll(r)
		links += strings.Count(html.UnescapeString(string(text)), `HYPERLINK("sortie/lettres/C""1-med.pdf","C""1-med.pdf")`)
	}
	if links < len(a.Communications) {
		t.Errorf("%d links for %d communications", links, len(a.Communications))
	}
	try(t, made.Verify("suivi.xlsx", a))
}
