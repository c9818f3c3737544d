package markdown

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"relance/generator/diag"
	"relance/generator/document"
	"relance/generator/document/markup"
)

var update = flag.Bool("update", false, "rewrite the goldens")

// A tester is a *testing.T or a *rapid.T.
type tester interface {
	Helper()
	Fatalf(format string, args ...any)
}

// read parses a letter that must hold no fault.
func read(t tester, src string, v *Values) []document.Block {
	t.Helper()
	blocks, problems := Parse("modele.md", []byte(src), ForLetter, v)
	if len(problems) > 0 {
		t.Fatalf("Parse(%q): %v", src, problems)
	}
	return blocks
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs from what is printed now:\n%s", path, got)
	}
}

// dump writes blocks so that their structure can be read.
func dump(blocks []document.Block) string {
	var b strings.Builder
	for _, block := range blocks {
		fmt.Fprintf(&b, "%#v\n", block)
	}
	return strings.ReplaceAll(b.String(), "document.", "")
}

func TestMarkdownBecomesBlocks(t *testing.T) {
	for src, want := range map[string][]document.Block{
		"Bonjour,\n\nmerci.": {
			document.Paragraph{Text: []document.Span{{Text: "Bonjour,"}}}, document.Paragraph{Text: []document.Span{{Text: "merci."}}}},
		"une ligne\nla même":    {document.Paragraph{Text: []document.Span{{Text: "une ligne la même"}}}},
		"une ligne  \nla suite": {document.Paragraph{Text: []document.Span{{Text: "une ligne", Break: true}, {Text: "la suite"}}}},
		"**gras** *italique* ~~rayé~~ `code`": {document.Paragraph{Text: []document.Span{
			{Text: "gras", Style: document.Bold}, {Text: " "}, {Text: "italique", Style: document.Italic}, {Text: " "},
			{Text: "rayé", Style: document.Strike}, {Text: " "}, {Text: "code", Style: document.Code}}}},
		"***deux***": {document.Paragraph{Text: []document.Span{{Text: "deux", Style: document.Bold | document.Italic}}}},
		`\*étoile\* &eacute; \&amp; \&amp\; &#233;`: {document.Paragraph{Text: []document.Span{
			{Text: "*étoile* é &amp\u202f; &amp\u202f; é"}}}},
		"le 1er mars": {document.Paragraph{Text: []document.Span{{Text: "le 1"}, {Text: "er", Style: document.Superscript}, {Text: " mars"}}}},
		"[notre site](https://a.example/x?y=1&z) <a@b.example> <https://c.example>": {document.Paragraph{Text: []document.Span{
			{Text: "notre site", Link: "https://a.example/x?y=1&z"}, {Text: " "},
			{Text: "a@b.example", Link: "mailto:a@b.example"}, {Text: " "},
			{Text: "https://c.example", Link: "https://c.example"}}}},
		"## 4. Agir":             {document.Heading{Level: 2, ID: "agir", Text: []document.Span{{Text: "4. Agir"}}}},
		"## 2026":                {document.Heading{Level: 2, ID: "partie-2026", Text: []document.Span{{Text: "2026"}}}},
		"## Étape 1 : agir vite": {document.Heading{Level: 2, ID: "etape-1-agir-vite", Text: []document.Span{{Text: "Étape 1\u00a0: agir vite"}}}},
		"# Un\n\n# Un\n\n# Un {#trois}": {
			document.Heading{Level: 1, ID: "un", Text: []document.Span{{Text: "Un"}}},
			document.Heading{Level: 1, ID: "un-2", Text: []document.Span{{Text: "Un"}}},
			document.Heading{Level: 1, ID: "trois", Text: []document.Span{{Text: "Un"}}}},
		"- a\n- b": {document.List{Tight: true, Start: 0, Items: [][]document.Block{
			{document.Paragraph{Text: []document.Span{{Text: "a"}}}}, {document.Paragraph{Text: []document.Span{{Text: "b"}}}}}}},
		"3. a\n\n4. b": {document.List{Ordered: true, Start: 3, Items: [][]document.Block{
			{document.Paragraph{Text: []document.Span{{Text: "a"}}}}, {document.Paragraph{Text: []document.Span{{Text: "b"}}}}}}},
		"> cité":   {document.Quote{Blocks: []document.Block{document.Paragraph{Text: []document.Span{{Text: "cité"}}}}}},
		"a\n\n---": {document.Paragraph{Text: []document.Span{{Text: "a"}}}, document.Rule{}},
		"Tableau : les ventes\n\n| a | b | c |\n|---|:-:|--:|\n| 1 | 2 |": {document.Table{
			Caption: "les ventes", Align: []document.Align{document.Left, document.Center, document.Right},
			Header: [][]document.Span{{{Text: "a"}}, {{Text: "b"}}, {{Text: "c"}}},
			Rows:   [][][]document.Span{{{{Text: "1"}}, {{Text: "2"}}, nil}}}},
		"Voici :\n\n- a": {
			document.Paragraph{Text: []document.Span{{Text: "Voici\u00a0:"}}, Keep: true},
			document.List{Tight: true, Items: [][]document.Block{{document.Paragraph{Text: []document.Span{{Text: "a"}}}}}}},
	} {
		if got := read(t, src, nil); !reflect.DeepEqual(got, want) {
			t.Errorf("%q\n got %s want %s", src, dump(got), dump(want))
		}
	}
}

func TestFaultsAreToldWithTheirPlace(t *testing.T) {
	for _, c := range []struct {
		src, code string
		line, col int
	}{
		{"a\n\nté <b>x</b>", "E111", 3, 4},
		{"a\n\n<div>\n\nb\n\n</div>", "E111", 3, 1},
		{"<!-- note -->", "E111", 1, 1},
		{"[x](javascript:alert(1))", "E112", 1, 1},
		{"é [x](http://a.example)", "E112", 1, 3},
		{"[x](https&colon;//a.example \"titre\")", "E113", 1, 1},
		{"[x](//evil.example)", "E112", 1, 1},
		{"[x](java%0Ascript:alert)", "E112", 1, 1},
		{"[x](page.md)", "E112", 1, 1},
		{"[x](mailto:a@b.example?bcc=c@d.example)", "E112", 1, 1},
		{"<ftp://a.example>", "E112", 1, 1},
		{"![x](https://a.example/i.png)", "E113", 1, 1},
		{"a\n\n    b", "E110", 3, 5},
		{"```\nb\n```", "E110", 2, 1},
		{"- [ ] à faire", "E110", 1, 1},
		{"> [!LOI] Titre\n> x", "E110", 1, 1},
		{"# a {.b}", "E113", 1, 3},
		{"# a {#B}", "E113", 1, 3},
		{"|a|b|\n|-|-|\n|1|2|3|", "E113", 3, 5},
		{"a\x00b", "E113", 1, 2},
		{"a\xffb", "E113", 1, 2},
		{"a\n\nb \ue000", "E109", 3, 3},
		{"&#xE000;", "E109", 1, 1},
		{strings.Repeat(">", 20) + " a", "E113", 1, 1},
		{strings.Repeat("a", 65<<10), "E113", 1, 1},
	} {
		_, problems := Parse("modele.md", []byte(c.src), ForLetter, nil)
		if len(problems) == 0 {
			t.Errorf("%.40q is accepted", c.src)
			continue
		}
		p := problems[0]
		at := fmt.Sprintf("%s %d:%d", p.Code, p.Line, p.Col)
		if len(c.src) < 1000 && !strings.HasPrefix(c.src, ">>>") && at != fmt.Sprintf("%s %d:%d", c.code, c.line, c.col) {
			t.Errorf("%.40q: %s %s, want %s %d:%d", c.src, at, p.Text, c.code, c.line, c.col)
		}
		if p.File != "modele.md" || p.Kind != diag.Fault || p.Text == "" || p.Code != c.code {
			t.Errorf("%.40q: %+v", c.src, p)
		}
	}
}

func TestAValueOutOfTheTextIsRefused(t *testing.T) {
	for _, src := range []string{
		"`%s`", "a\n\n`b %s`", "[a](https://x.example/%s)", "<https://x.example/%s>", "[a]: https://x.example/%s",
		"[a](https://x.example \"%s\")", "# a {#%s}", "<b title='%s'>", "<!-- %s -->", "![%s](x)", "![a](%s)",
		"|a|\n|-|\n|1|%s|", "[a][%s]\n\n[%[1]s]: https://x.example",
	} {
		var v Values
		src = fmt.Sprintf(src, v.Text("x"))
		if _, problems := Parse("m.md", []byte(src), ForLetter, &v); len(problems) == 0 {
			t.Errorf("%q is accepted", src)
		}
	}
}

func TestABlockStandsAloneOnItsLine(t *testing.T) {
	var v Values
	sum := document.Totals{Lines: []document.TotalLine{{Label: "Total", Amount: "10"}}}
	src := "Voici :\n" + v.Block(sum) + "\nFin.\n\n- " + v.Block(document.Rule{}, document.PageBreak{}) + "\n\n" + v.Block()
	want := []document.Block{
		document.Paragraph{Text: []document.Span{{Text: "Voici\u00a0:"}}, Keep: true}, sum,
		document.Paragraph{Text: []document.Span{{Text: "Fin."}}},
		document.List{Tight: true, Items: [][]document.Block{{document.Rule{}, document.PageBreak{}}}},
	}
	if got := read(t, src, &v); !reflect.DeepEqual(got, want) {
		t.Errorf("got %s want %s", dump(got), dump(want))
	}
	for _, form := range []string{"Total : %s", "# %s", "|a|\n|-|\n|%s|", "**%s**x"} {
		var v Values
		_, problems := Parse("m.md", fmt.Appendf(nil, form, v.Block(sum)), ForLetter, &v)
		if len(problems) != 1 || problems[0].Code != "E109" || !strings.Contains(problems[0].Text, "seul sur sa ligne") {
			t.Errorf("%q: %v", form, problems)
		}
	}
}

// contexts are the places of a document where a value may stand. The text of the
// whole document is before + value + after.
var contexts = []struct{ source, before, after string }{
	{"%s", "", ""},
	{"Bonjour %s.", "Bonjour ", "."},
	{"**%s**", "", ""},
	{"*a %s b*", "a ", " b"},
	{"a**%s**b", "a", "b"},
	{"~~%s~~", "", ""},
	{"- %s", "", ""},
	{"1. a %s", "a ", ""},
	{"- a\n\n  - %s", "a", ""},
	{"> %s", "", ""},
	{"# %s", "", ""},
	{"%s\n===", "", ""},
	{"[%s](https://x.example)", "", ""},
	{"| %s |\n|---|", "", ""},
	{"| a |\n|---|\n| b %s c |", "ab ", " c"},
	{"a  \n%s  \nb", "a", "b"},
	{"(%s)", "(", ")"},
}

func said(blocks []document.Block) string {
	var b strings.Builder
	document.EachSpan(blocks, func(s *document.Span) {
		b.WriteString(s.Text)
		if s.Break && s.Text == "" {
			b.WriteString("⏎")
		}
	})
	return b.String()
}

func TestWhateverAValueIsTheDocumentSaysIt(t *testing.T) {
	piece := rapid.SampledFrom([]string{
		"*", "**", "_", "`", "~~", "[", "](x)", "<b>", "</script>", "<!--", "&amp;", "&", "\\", "|", "#", "# ", "- ", "1. ",
		"> ", "---", "===", "    ", "\t", "  ", " ", "!", ":", "'", "«", "{{x}}", "{#a}", "http://a", "=cmd|'/c calc'!A1",
		"é", "œ", "\u00a0", "\u202f", "\u200b", "🙂", "a", "Durand", "12",
	})
	value := rapid.OneOf(rapid.StringOf(rapid.Rune()),
		rapid.Custom(func(t *rapid.T) string { return strings.Join(rapid.SliceOfN(piece, 1, 12).Draw(t, "pieces"), "") }))
	for _, c := range contexts {
		t.Run(strings.ReplaceAll(c.source, "\n", "/"), func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				s := strings.NewReplacer("\n", "", "\r", "").Replace(value.Draw(t, "value"))
				var empty, v Values
				shape := skeleton(read(t, fmt.Sprintf(c.source, empty.Text("x")), &empty))
				blocks := read(t, fmt.Sprintf(c.source, v.Text(s)), &v)
				if got := said(blocks); got != c.before+s+c.after {
					t.Fatalf("says %q, want %q", got, c.before+s+c.after)
				}
				if s != "" && skeleton(blocks) != shape {
					t.Fatalf("structure %s, want %s", skeleton(blocks), shape)
				}
			})
		})
	}
}

// skeleton is the structure of a document without its words.
func skeleton(blocks []document.Block) string {
	var b strings.Builder
	for _, block := range blocks {
		fmt.Fprintf(&b, "%T(", block)
		switch block := block.(type) {
		case document.List:
			for _, item := range block.Items {
				b.WriteString(skeleton(item) + ";")
			}
		case document.Quote:
			b.WriteString(skeleton(block.Blocks))
		case document.Table:
			fmt.Fprint(&b, len(block.Header), len(block.Rows))
		}
		b.WriteString(")")
	}
	return b.String()
}

// lines is what spans say, one line for each hard break.
func lines(spans []document.Span) string {
	var b strings.Builder
	for _, s := range spans {
		b.WriteString(s.Text)
		if s.Break {
			b.WriteByte('\n')
		}
	}
	return b.String()
}

func TestANewlineOfAValueIsSaidWhereItStands(t *testing.T) {
	address := "9 rue de l'Essai\r\n\n49100 Angers\n"
	for src, want := range map[string]string{
		"%s":             "9 rue de l'Essai\n\n49100 Angers\n",
		"**%s**":         "9 rue de l'Essai\n\n49100 Angers\n",
		"# %s":           "9 rue de l'Essai, 49100 Angers",
		"|a|\n|-|\n|%s|": "9 rue de l'Essai, 49100 Angers",
	} {
		var v Values
		var got string
		switch b := read(t, fmt.Sprintf(src, v.Text(address)), &v)[0].(type) {
		case document.Paragraph:
			got = lines(b.Text)
		case document.Heading:
			got = lines(b.Text)
		case document.Table:
			got = lines(b.Rows[0][0])
		}
		if got != want {
			t.Errorf("%q: %q, want %q", src, got, want)
		}
	}
}

func TestManyValuesFindTheirPlaces(t *testing.T) {
	var v Values
	for range 6395 { // five less than the first private-use area holds
		v.Text("-")
	}
	var src, want strings.Builder
	for n := range 10 {
		s := fmt.Sprint("v", n, " ")
		want.WriteString(s)
		src.WriteString(v.Text(s))
	}
	if got := said(read(t, src.String(), &v)); got != want.String() {
		t.Errorf("%q, want %q", got, want.String())
	}
	for _, n := range []int{0, 6399, 6400, 71933, 71934, 137467} {
		if back := indexOf(tokenOf(n)); back != n {
			t.Errorf("indexOf(tokenOf(%d)) = %d", n, back)
		}
	}
}

func TestStyledValuesKeepTheStyleOfTheirPlace(t *testing.T) {
	var v Values
	src := "**le " + v.Spans(document.Span{Text: "1"}, document.Span{Text: "er", Style: document.Superscript}, document.Span{Text: " mars"}) + "**"
	want := []document.Block{document.Paragraph{Text: []document.Span{{Text: "le 1", Style: document.Bold}, {Text: "er", Style: document.Bold | document.Superscript}, {Text: " mars", Style: document.Bold}}}}
	if got := read(t, src, &v); !reflect.DeepEqual(got, want) {
		t.Errorf("got %s", dump(got))
	}
}

func TestDataIsNotTypeset(t *testing.T) {
	var v Values
	src := "Société : " + v.Text("L'Auto ; \"X\"!") + " ; suite"
	if got, want := said(read(t, src, &v)), "Société\u00a0: L'Auto ; \"X\"!\u202f; suite"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestHostileSourcesEndQuickly(t *testing.T) {
	for name, unit := range map[string]string{
		"links": "[a](", "quotes": ">", "stars": "*a_ ", "pipes": "|", "parens": "(", "html": "<b>", "bang": "!['",
		"backticks": "`a``", "lists": "- ", "tokens": "\ue000", "words": "a ", "colons": " :", "ampersand": "&#", "brackets": "[",
	} {
		t.Run(name, func(t *testing.T) {
			done := make(chan bool)
			go func() {
				src := strings.Repeat(unit, (8<<10)/len(unit))
				Parse("m.md", []byte(src), ForLetter, nil)
				close(done)
			}()
			select {
			case <-done:
			case <-time.After(30 * time.Second): // a hang, not a speed
				t.Fatal("still running")
			}
		})
	}
}

func FuzzParse(f *testing.F) {
	f.Add("# a\n\n- [ ] b\n> [!LOI] c\n\n|a|\n|-|\n", byte(1))
	f.Add("\ue000 **a**:b `c` <d> [e](f)", byte(0))
	f.Fuzz(func(t *testing.T, src string, dialect byte) {
		var v Values
		v.Text("valeur")
		v.Block(document.Rule{})
		blocks, problems := Parse("m.md", []byte(src), Dialect(dialect%2), &v)
		for _, p := range problems {
			if p.File == "" || p.Line < 1 || p.Col < 1 || p.Text == "" || p.Code == "" {
				t.Errorf("problem without a place: %+v", p)
			}
		}
		var out strings.Builder
		document.Text(&out, blocks)
		markup.Print(&out, blocks, markup.ForSite)
	})
}

func TestOrdinalsAreRaisedOnlyAfterOne(t *testing.T) {
	for src, want := range map[string]int{
		"le 1er mars": 2, "la 1re fois": 2, "11er": 0, "1erreur": 0, "a1er": 0, "er": 0, "`1er`": 0, "fin 1er": 2, "1er.": 2,
	} {
		raised := 0
		document.EachSpan(read(t, src, nil), func(s *document.Span) {
			if s.Style&document.Superscript != 0 {
				raised += len(s.Text)
			}
		})
		if raised != want {
			t.Errorf("%q: %d characters raised, want %d", src, raised, want)
		}
	}
}

func TestATaskKeepsItsIDWhenThePageGrows(t *testing.T) {
	id := func(src string) string {
		blocks, _ := Parse("p.md", []byte(src), ForPlaybook, nil)
		list := blocks[len(blocks)-1].(document.List)
		return list.Items[len(list.Items)-1][0].(document.Task).ID
	}
	before, after := id("- [ ] vérifier"), id("# Titre\n\n- [x] autre\n- [ ] vérifier")
	if before != after || before == "" {
		t.Errorf("%q then %q", before, after)
	}
	if same := id("- [ ] vérifier\n- [ ] vérifier"); same == before {
		t.Error("two tasks have one id")
	}
}

func TestAPlaybookPageIsRead(t *testing.T) {
	src, err := os.ReadFile("testdata/page.md")
	if err != nil {
		t.Fatal(err)
	}
	blocks, problems := Parse("page.md", src, ForPlaybook, nil)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	var page strings.Builder
	if err := markup.Print(&page, blocks, markup.ForSite); err != nil {
		t.Fatal(err)
	}
	golden(t, "page.html", page.String())
}
