package document_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"relance/generator/document"
	"relance/generator/document/markdown"
	"relance/generator/document/markup"
)

var update = flag.Bool("update", false, "rewrite the goldens")

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

const hostile = `=cmd|'/c calc'!A1 <script>alert(1)</script> *x* "q" & 'r'`

// kitchenSink is one page with every block.
func kitchenSink() []document.Block {
	say := func(s string) []document.Span { return []document.Span{{Text: s}} }
	return []document.Block{
		document.Heading{Level: 1, ID: "titre", Text: say("Titre")},
		document.Heading{Level: 2, ID: "sous-titre", Text: say("Sous-titre")},
		document.Heading{Level: 3, Text: say("Détail")},
		document.Paragraph{Text: []document.Span{
			{Text: "Le 1"}, {Text: "er", Style: document.Superscript}, {Text: " du mois\u202f; "}, {Text: "gras", Style: document.Bold},
			{Text: " et "}, {Text: "les deux", Style: document.Bold | document.Italic}, {Text: ", "}, {Text: "rayé", Style: document.Strike}, {Text: ", "},
			{Text: "code", Style: document.Code, Break: true}, {Text: "puis "}, {Text: "un ", Link: "https://a.example/?x=1&y"},
			{Text: "lien", Style: document.Bold, Link: "https://a.example/?x=1&y"}, {Text: ", "},
			{Text: "a@b.example", Link: "mailto:a@b.example"}, {Text: ", "}, {Text: "appelez", Link: "tel:+33100000000"}, {Text: "."}}},
		document.Paragraph{Text: say(hostile)},
		document.List{Tight: true, Items: [][]document.Block{
			{document.Paragraph{Text: say("un")}},
			{document.Paragraph{Text: []document.Span{{Text: "deux", Break: true}, {Text: "suite"}}}, document.List{Ordered: true, Start: 3, Tight: true, Items: [][]document.Block{
				{document.Paragraph{Text: say("trois")}}, {document.Paragraph{Text: say("quatre")}}}}}}},
		document.List{Items: [][]document.Block{{document.Paragraph{Text: say("aéré")}, document.Paragraph{Text: say("encore")}}, {document.Paragraph{Text: say("fin")}}}},
		document.Quote{Blocks: []document.Block{document.Paragraph{Text: say("cité")}, document.Quote{Blocks: []document.Block{document.Paragraph{Text: say("deux fois")}}}}},
		document.Rule{},
		document.Table{Caption: "Factures", Align: []document.Align{document.Left, document.Center, document.Right},
			Header: [][]document.Span{say("Numéro"), say("Échéance"), say("Solde")},
			Rows: [][][]document.Span{
				{say("FA26-056"), say("21/03/2026"), say("2\u202f400,00\u00a0€")},
				{say("<b>*x*</b>"), nil, say("1,00\u00a0€")}},
			Total: [][]document.Span{say("Total"), nil, say("2\u202f401,00\u00a0€")}},
		document.Table{Header: [][]document.Span{say("Date"), say("Ce qui a été dit")},
			Rows: [][][]document.Span{
				{say("01/03"), say(strings.Repeat("une longue phrase ", 6) + "finie")},
				{say("02/03"), say("court")}},
			Total: [][]document.Span{say("Deux"), say("appels")}},
		document.Totals{Lines: []document.TotalLine{{"Principal", "2\u202f400,00\u00a0€", false}, {"Indemnité", "40,00\u00a0€", false}, {"Total", "2\u202f440,00\u00a0€", true}}},
		document.BankDetails{Holder: hostile, IBAN: "FR51 9999 9000 00TE ST00 0000 143", BIC: "TESTFRPPXXX", Reference: "C17"},
		document.Box{Text: say("J’ai payé le")},
		document.Lines{Label: "Nom", Count: 2},
		document.Mentions{Paragraphs: []string{"Première mention.", hostile}},
		document.PageBreak{},
		document.Signature{Closing: "Cordialement,", Name: hostile, Role: "Comptable", Image: []byte("PNG")},
		document.Callout{Type: "dire", Title: "Au téléphone", Blocks: []document.Block{document.Paragraph{Text: say("« Bonjour »")}}},
		document.Callout{Type: "attention", Blocks: []document.Block{document.Paragraph{Text: say("Doucement.")}}},
		document.Details{Summary: say("En savoir plus"), Blocks: []document.Block{document.Paragraph{Text: say("Voilà.")}}},
		document.List{Tight: true, Items: [][]document.Block{{document.Task{ID: "t-1", Text: say("à faire")}}, {document.Task{ID: "t-2", Done: true, Text: say("fait")}}}},
		document.CodeBlock{Text: "clients:\n  - code: <C17>\n"},
	}
}

func printed(t testing.TB, blocks []document.Block, flavour markup.Flavour) string {
	t.Helper()
	var b strings.Builder
	if err := markup.Print(&b, blocks, flavour); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func plain(t testing.TB, blocks []document.Block) string {
	t.Helper()
	var b strings.Builder
	if err := document.Text(&b, blocks); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestEveryBlockIsPrinted(t *testing.T) {
	golden(t, "kitchen-sink.txt", plain(t, kitchenSink()))
	golden(t, "kitchen-sink.site.html", printed(t, kitchenSink(), markup.ForSite))
	golden(t, "kitchen-sink.mail.html", printed(t, kitchenSink(), markup.ForMail))
}

// A block is a type that has the method each: none may be missing from the kitchen
// sink, so that no printer forgets it.
func TestTheKitchenSinkHasEveryBlock(t *testing.T) {
	var inside strings.Builder
	for _, b := range kitchenSink() {
		fmt.Fprintf(&inside, "%#v", b)
	}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, name := range files {
		src, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range eachMethod.FindAllSubmatch(src, -1) {
			if found++; !strings.Contains(inside.String(), "document."+string(m[1])+"{") {
				t.Errorf("no %s", m[1])
			}
		}
	}
	if found < 17 {
		t.Errorf("only %d kinds of block were found", found)
	}
}

var eachMethod = regexp.MustCompile(`(?m)^func \((?:b )?(\w+)\) each\(`)

func TestTheSiteHasNoStyleAndAMailNoClass(t *testing.T) {
	site, mail := printed(t, kitchenSink(), markup.ForSite), printed(t, kitchenSink(), markup.ForMail)
	if strings.Contains(site, " style=") {
		t.Error("style attribute: the site's content policy refuses it")
	}
	for _, unwanted := range []string{" class=", " id=", "<aside class", "\u202f", "<input"} {
		if strings.Contains(mail, unwanted) {
			t.Errorf("mail holds %q", unwanted)
		}
	}
}

func TestEachSpanMayChangeALink(t *testing.T) {
	blocks, problems := markdown.Parse("p.md", []byte("[a](b.md#c)\n\n- [d](e.md)\n\n|f|\n|-|\n|[g](h.md)|\n\n> [!PLUS] [i](j.md)\n> [k](#l)"), markdown.ForPlaybook, nil)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	document.EachSpan(blocks, func(s *document.Span) { s.Link = strings.Replace(s.Link, ".md", ".html", 1) })
	out := printed(t, blocks, markup.ForSite)
	for _, want := range []string{`"b.html#c"`, `"e.html"`, `"h.html"`, `"j.html"`, `"#l"`} {
		if !strings.Contains(out, want) {
			t.Errorf("no link %s in %s", want, out)
		}
	}
}
