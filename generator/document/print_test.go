package document

import (
	"os"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"pgregory.net/rapid"
)

const hostile = `=cmd|'/c calc'!A1 <script>alert(1)</script> *x* "q" & 'r'`

// kitchenSink is one page with every block.
func kitchenSink() []Block {
	say := func(s string) []Span { return []Span{{Text: s}} }
	return []Block{
		Heading{Level: 1, ID: "titre", Text: say("Titre")},
		Heading{Level: 2, ID: "sous-titre", Text: say("Sous-titre")},
		Heading{Level: 3, Text: say("Détail")},
		Paragraph{Text: []Span{
			{Text: "Le 1"}, {Text: "er", Style: Superscript}, {Text: " du mois\u202f; "}, {Text: "gras", Style: Bold},
			{Text: " et "}, {Text: "les deux", Style: Bold | Italic}, {Text: ", "}, {Text: "rayé", Style: Strike}, {Text: ", "},
			{Text: "code", Style: Code, Break: true}, {Text: "puis "}, {Text: "un ", Link: "https://a.example/?x=1&y"},
			{Text: "lien", Style: Bold, Link: "https://a.example/?x=1&y"}, {Text: ", "},
			{Text: "a@b.example", Link: "mailto:a@b.example"}, {Text: ", "}, {Text: "appelez", Link: "tel:+33100000000"}, {Text: "."}}},
		Paragraph{Text: say(hostile)},
		List{Tight: true, Items: [][]Block{
			{Paragraph{Text: say("un")}},
			{Paragraph{Text: []Span{{Text: "deux", Break: true}, {Text: "suite"}}}, List{Ordered: true, Start: 3, Tight: true, Items: [][]Block{
				{Paragraph{Text: say("trois")}}, {Paragraph{Text: say("quatre")}}}}}}},
		List{Items: [][]Block{{Paragraph{Text: say("aéré")}, Paragraph{Text: say("encore")}}, {Paragraph{Text: say("fin")}}}},
		Quote{Blocks: []Block{Paragraph{Text: say("cité")}, Quote{Blocks: []Block{Paragraph{Text: say("deux fois")}}}}},
		Rule{},
		Table{Caption: "Factures", Align: []Align{Left, Center, Right},
			Header: [][]Span{say("Numéro"), say("Échéance"), say("Solde")},
			Rows: [][][]Span{
				{say("FA26-056"), say("21/03/2026"), say("2\u202f400,00\u00a0€")},
				{say("<b>*x*</b>"), nil, say("1,00\u00a0€")}},
			Total: [][]Span{say("Total"), nil, say("2\u202f401,00\u00a0€")}},
		Table{Header: [][]Span{say("Date"), say("Ce qui a été dit")},
			Rows: [][][]Span{
				{say("01/03"), say(strings.Repeat("une longue phrase ", 6) + "finie")},
				{say("02/03"), say("court")}},
			Total: [][]Span{say("Deux"), say("appels")}},
		Totals{Lines: []TotalLine{{"Principal", "2\u202f400,00\u00a0€", false}, {"Indemnité", "40,00\u00a0€", false}, {"Total", "2\u202f440,00\u00a0€", true}}},
		BankDetails{Holder: hostile, IBAN: "FR51 9999 9000 00TE ST00 0000 143", BIC: "TESTFRPPXXX", Reference: "C17"},
		Box{Text: say("J’ai payé le")},
		Lines{Label: "Nom", Count: 2},
		Mentions{Paragraphs: []string{"Première mention.", hostile}},
		PageBreak{},
		Signature{Closing: "Cordialement,", Name: hostile, Role: "Comptable", Image: []byte("PNG")},
		Callout{Type: "dire", Title: "Au téléphone", Blocks: []Block{Paragraph{Text: say("« Bonjour »")}}},
		Callout{Type: "attention", Blocks: []Block{Paragraph{Text: say("Doucement.")}}},
		Details{Summary: say("En savoir plus"), Blocks: []Block{Paragraph{Text: say("Voilà.")}}},
		List{Tight: true, Items: [][]Block{{Task{ID: "t-1", Text: say("à faire")}}, {Task{ID: "t-2", Done: true, Text: say("fait")}}}},
		CodeBlock{Text: "clients:\n  - code: <C17>\n"},
	}
}

func printed(t testing.TB, blocks []Block, flavour Flavour) string {
	t.Helper()
	var b strings.Builder
	if err := HTML(&b, blocks, flavour); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func plain(t testing.TB, blocks []Block) string {
	t.Helper()
	var b strings.Builder
	if err := Text(&b, blocks); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestEveryBlockIsPrinted(t *testing.T) {
	golden(t, "kitchen-sink.txt", plain(t, kitchenSink()))
	golden(t, "kitchen-sink.site.html", printed(t, kitchenSink(), ForSite))
	golden(t, "kitchen-sink.mail.html", printed(t, kitchenSink(), ForMail))
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
	golden(t, "page.html", printed(t, blocks, ForSite))
}

func TestNothingFromAValueBecomesHTML(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringOf(rapid.SampledFrom([]rune(`<>"'&;/=abcdefscript !-`))).Draw(t, "value")
		for _, flavour := range []Flavour{ForSite, ForMail} {
			var calm, wild strings.Builder
			HTML(&calm, every("x"), flavour)
			HTML(&wild, every(s), flavour)
			_, want := tagsOf(calm.String())
			got, tags := tagsOf(wild.String())
			if strings.Join(tags, " ") != strings.Join(want, " ") {
				t.Fatalf("%q: tags %v, want %v", s, tags, want)
			}
			if n := strings.Count(got, "\x01"+s+"\x01"); n != 14 {
				t.Fatalf("%q is said %d times in %q", s, n, got)
			}
		}
	})
}

// every is a page where s stands everywhere a value may stand, between two \x01.
func every(s string) []Block {
	s = "\x01" + s + "\x01"
	one := []Span{{Text: s}}
	return []Block{
		Heading{Level: 1, Text: one}, Paragraph{Text: one}, List{Items: [][]Block{{Paragraph{Text: one}}}},
		Table{Caption: s, Header: [][]Span{one}, Rows: [][][]Span{{one}}}, Totals{Lines: []TotalLine{{Label: s, Amount: s}}},
		BankDetails{Holder: s}, Signature{Name: s, Role: s}, Mentions{Paragraphs: []string{s}}, Box{Text: one}, Lines{Label: s},
	}
}

func tagsOf(fragment string) (text string, tags []string) {
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(fragment))
	for {
		switch kind := z.Next(); kind {
		case html.ErrorToken:
			return b.String(), tags
		case html.TextToken:
			b.WriteString(html.UnescapeString(string(z.Raw())))
		default:
			name, _ := z.TagName()
			tags = append(tags, kind.String()+string(name))
		}
	}
}

func TestTheSiteHasNoStyleAndAMailNoClass(t *testing.T) {
	site, mail := printed(t, kitchenSink(), ForSite), printed(t, kitchenSink(), ForMail)
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
	blocks, problems := Parse("p.md", []byte("[a](b.md#c)\n\n- [d](e.md)\n\n|f|\n|-|\n|[g](h.md)|\n\n> [!PLUS] [i](j.md)\n> [k](#l)"), ForPlaybook, nil)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	EachSpan(blocks, func(s *Span) { s.Link = strings.Replace(s.Link, ".md", ".html", 1) })
	out := printed(t, blocks, ForSite)
	for _, want := range []string{`"b.html#c"`, `"e.html"`, `"h.html"`, `"j.html"`, `"#l"`} {
		if !strings.Contains(out, want) {
			t.Errorf("no link %s in %s", want, out)
		}
	}
}

func TestATaskKeepsItsIDWhenThePageGrows(t *testing.T) {
	id := func(src string) string {
		blocks, _ := Parse("p.md", []byte(src), ForPlaybook, nil)
		list := blocks[len(blocks)-1].(List)
		return list.Items[len(list.Items)-1][0].(Task).ID
	}
	before, after := id("- [ ] vérifier"), id("# Titre\n\n- [x] autre\n- [ ] vérifier")
	if before != after || before == "" {
		t.Errorf("%q then %q", before, after)
	}
	if same := id("- [ ] vérifier\n- [ ] vérifier"); same == before {
		t.Error("two tasks have one id")
	}
}
