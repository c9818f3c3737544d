package pdf

import (
	"bytes"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/johnfercher/maroto/v2"
	"github.com/johnfercher/maroto/v2/pkg/components/col"
	"github.com/johnfercher/maroto/v2/pkg/components/line"
	mpage "github.com/johnfercher/maroto/v2/pkg/components/page"
	"github.com/johnfercher/maroto/v2/pkg/components/row"
	mtext "github.com/johnfercher/maroto/v2/pkg/components/text"
	"github.com/johnfercher/maroto/v2/pkg/config"
	"github.com/johnfercher/maroto/v2/pkg/consts/align"
	"github.com/johnfercher/maroto/v2/pkg/consts/breakline"
	"github.com/johnfercher/maroto/v2/pkg/consts/fontstyle"
	"github.com/johnfercher/maroto/v2/pkg/core"
	"github.com/johnfercher/maroto/v2/pkg/core/entity"
	"github.com/johnfercher/maroto/v2/pkg/props"

	"relance/generator/layout/sheet"
	"relance/generator/pdf/file"
)

// These tests ask other programs what they see in our files. Each is skipped by
// name where its program is absent.

func saved(t *testing.T, file []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "f.pdf")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func run(t *testing.T, name string, args ...string) string {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		t.Skipf("%s is not installed", name)
	}
	out, err := exec.Command(name, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
	return string(out)
}

type wordBox struct {
	word           string
	x0, y0, x1, y1 float64 // mm
}

var wordRE = regexp.MustCompile(`<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*)</word>`)

func wordBoxes(t *testing.T, file []byte) []wordBox {
	t.Helper()
	var boxes []wordBox
	for _, m := range wordRE.FindAllStringSubmatch(run(t, "pdftotext", "-bbox", saved(t, file), "-"), -1) {
		var v [4]float64
		for i := range v {
			v[i], _ = strconv.ParseFloat(m[i+1], 64)
			v[i] /= points
		}
		boxes = append(boxes, wordBox{m[5], v[0], v[1], v[2], v[3]})
	}
	return boxes
}

const liberation = "liberation"

func rowsForBoth() []core.Row {
	long := "Malgré nos relances des 24 février, 3 et 12 mars, nous n’avons pas reçu le règlement des factures ci-dessous, aujourd’hui échues, Tél. AVEC."
	grey := &props.Color{Red: 90, Green: 90, Blue: 90}
	rows := []core.Row{
		mtext.NewRow(12, "Ateliers Boréal", props.Text{Size: 15, Style: fontstyle.Bold, Top: 2, Left: 3}),
		mtext.NewAutoRow(long),
		mtext.NewAutoRow(long, props.Text{Align: align.Right, Size: 9, VerticalPadding: 1, Bottom: 2, Color: grey}),
		mtext.NewAutoRow(long, props.Text{Align: align.Center, Left: 10, Right: 25}),
		mtext.NewAutoRow(long, props.Text{Align: align.Justify, Size: 11}),
		mtext.NewRow(8, "court", props.Text{Align: align.Justify}),
		mtext.NewRow(20, strings.Repeat("abcdefgh", 30), props.Text{BreakLineStrategy: breakline.DashStrategy}),
		line.NewRow(3),
		mtext.NewRow(6, "sous une cellule basse", props.Text{Top: 30, Left: 500}),
	}
	for _, amount := range []string{"2 400,00 €", "77,90 €"} {
		rows = append(rows, row.New(6).Add(
			mtext.NewCol(3, "FA26-056"), col.New(4).Add(mtext.New("19/02/2026", props.Text{Align: align.Center})),
			mtext.NewCol(5, amount, props.Text{Align: align.Right, Style: fontstyle.Bold})))
	}
	return rows
}

func TestWordsStandWhereStockMarotoSetsThem(t *testing.T) {
	fonts := stockFonts(t)
	cfg := config.NewBuilder().WithCustomFonts(fonts).WithLeftMargin(17).WithTopMargin(13).
		WithDefaultFont(&props.Font{Family: liberation, Size: 10}).Build()
	stock := maroto.New(cfg)
	stock.AddRows(rowsForBoth()...)
	doc, err := stock.Generate()
	if err != nil {
		t.Fatal(err)
	}
	want, got := wordBoxes(t, doc.GetBytes()), wordBoxes(t, byOurProvider(t, cfg))
	if len(want) < 100 || len(got) != len(want) {
		t.Fatalf("%d words, stock maroto sets %d", len(got), len(want))
	}
	for i := range want {
		w, g := want[i], got[i]
		far := math.Max(math.Abs(w.x0-g.x0), math.Abs(w.x1-g.x1))
		if g.word != w.word || far > 0.02 || math.Abs(w.y1-g.y1) > 0.1 {
			t.Errorf("%+v, stock maroto has %+v", g, w)
		}
	}
}

func byOurProvider(t *testing.T, cfg *entity.Config) []byte {
	t.Helper()
	var press Press
	c := &canvas{cfg: cfg, press: &press}
	c.open()
	p := mpage.New().Add(rowsForBoth()...)
	p.SetConfig(cfg)
	p.Render(c, entity.NewRootCell(cfg.Dimensions.Width, cfg.Dimensions.Height, *cfg.Margins))
	c.close()
	if c.err != nil {
		t.Fatal(c.err)
	}
	var b bytes.Buffer
	whole := &Print{date: day, document: file.Document{Title: "essai", Pages: c.pages, Fonts: c.fonts, Tags: []sheet.Tag{{Role: "Document"}}}}
	if _, err := whole.WriteTo(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestTheAddressAndNothingElseStandsInTheWindow(t *testing.T) {
	d := benchLetter() // one page: the boxes do not tell theirs
	d.To = []string{"PLÂTRERIE KERJEAN", "SERVICE COMPTABILITÉ FOURNISSEURS", "BÂTIMENT B", "9 RUE DE L ESSAI", "BP 12", "49100 ANGERS CEDEX"}
	inside := map[string]bool{}
	for _, l := range d.To {
		for _, w := range strings.Fields(l) {
			inside[w] = true
		}
	}
	found := 0
	for _, b := range wordBoxes(t, written(t, d)) {
		if b.y1 > 92 || b.y0 < 45 || b.x1 < 95 || b.x0 > 200 {
			continue
		}
		found++
		if !inside[b.word] || b.x0 < 109.99 || b.x1 > 190 || b.y0 < 54.9 || b.y1 > 79.2 {
			t.Errorf("in the window: %+v", b)
		}
	}
	if want := len(strings.Fields(strings.Join(d.To, " "))); found < want {
		t.Errorf("%d words of the address's %d", found, want)
	}
}

func TestFontsAreEmbeddedAndSubset(t *testing.T) {
	out := run(t, "pdffonts", saved(t, written(t, formalNotice())))
	if got := strings.Count(out, "CID TrueType      Identity-H       yes yes yes"); got != 2 {
		t.Errorf("%s", out)
	}
}

func TestProgramsFindTheFileSound(t *testing.T) {
	batch := func() []byte {
		var press Press
		var prints []*Print
		for range 3 {
			p, err := press.Print(benchLetter(), day)
			if err != nil {
				t.Fatal(err)
			}
			prints = append(prints, p)
		}
		var b bytes.Buffer
		if err := Merge(&b, "Courriers", prints, day); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	for _, file := range [][]byte{written(t, formalNotice()), batch()} {
		path := saved(t, file)
		if out := run(t, "qpdf", "--check", path); !strings.Contains(out, "No syntax or stream encoding errors") {
			t.Error(out)
		}
		info := run(t, "pdfinfo", path)
		for _, want := range []string{"Tagged:          yes", "Producer:        relance", "Page size:       595.28 x 841.89 pts (A4)", "CreationDate:    Tue Mar 31"} {
			if !strings.Contains(info, want) {
				t.Errorf("pdfinfo lacks %q:\n%s", want, info)
			}
		}
	}
}

// Preflight knows only part 1 of the norm: what it may say is what part 2 allows.
func TestPreflightAcceptsTheArchive(t *testing.T) {
	const jars = "/usr/share/java/"
	if _, err := os.Stat(jars + "preflight.jar"); err != nil {
		t.Skip("preflight.jar is not installed")
	}
	if _, err := exec.LookPath("java"); err != nil {
		t.Skip("java is not installed")
	}
	path := ""
	for _, j := range []string{"preflight", "pdfbox2", "xmpbox", "fontbox2", "commons-io", "commons-logging", "javax.activation", "jaxb-api"} {
		path += jars + j + ".jar" + string(os.PathListSeparator)
	}
	d := formalNotice()
	d.From.Logo = encoded(t, "png")
	d.Body = append(d.Body, para(bold("Łódź")))
	out, _ := exec.Command("java", "-cp", path, "org.apache.pdfbox.preflight.Validator_A1b", saved(t, written(t, d))).CombinedOutput()
	judged := false
	for l := range strings.Lines(string(out)) {
		code, _, _ := strings.Cut(l, " :")
		switch {
		case strings.Contains(l, "PDF/A-1b"):
			judged = true
		case code == "3.1.11" && strings.Contains(l, "CIDSet entry is missing"), code == "7.11.2", strings.TrimSpace(l) == "":
		default:
			t.Error(l)
		}
	}
	if !judged {
		t.Errorf("no verdict: %s", out)
	}
}

func TestTheStructureReadsAsTheLetter(t *testing.T) {
	out := run(t, "pdfinfo", "-struct-text", saved(t, written(t, formalNotice())))
	at := 0
	for _, want := range []string{"Document", `"Ateliers Boréal"`, `"PLÂTRERIE KERJEAN"`, "H1 (block)", `"Objet : Mise en demeure`, "Table", "TH", `"Facture"`, "TD", `"FA26-056"`, "salutations distinguées", `"Claire Roux"`} {
		i := strings.Index(strings.ReplaceAll(out[at:], nb, " "), want)
		if i < 0 {
			t.Fatal(fmt.Sprintf("%q is missing or out of order in:\n", want) + out)
		}
		at += i
	}
}
