package layout

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"relance/generator/document"
	"relance/generator/layout/face"
	"relance/generator/layout/galley"
	"relance/generator/layout/sheet"
)

func plain(s string) []document.Span { return []document.Span{{Text: s}} }

func paragraph(s string) document.Block { return document.Paragraph{Text: plain(s)} }

// fataler is a test, or one draw of a property.
type fataler interface {
	Helper()
	Fatal(...any)
}

func mustLay(t fataler, d *document.Document) *Sheets {
	t.Helper()
	s, err := Lay(d)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// read is what a page shows of the text proper, a line for each band.
func read(p *sheet.Page) []string {
	var lines []string
	for _, b := range p.Bands {
		var line strings.Builder
		for _, t := range b.Texts {
			if t.Tag != sheet.Artifact {
				line.WriteString(t.Text)
			}
		}
		if line.Len() > 0 {
			lines = append(lines, strings.TrimRight(line.String(), " "))
		}
	}
	return lines
}

func readAll(s *Sheets) string {
	var all []string
	for i := range s.Pages {
		all = append(all, read(&s.Pages[i])...)
	}
	return strings.Join(all, " ")
}

func repeat(text string, n int) string { return strings.TrimSpace(strings.Repeat(text+" ", n)) }

func TestNoWordIsLostAndNoneMoves(t *testing.T) {
	word := rapid.StringMatching(`[a-zA-Zéàç0-9/.@'’,-]{1,90}`)
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(word, 0, 300).Draw(t, "words")
		bold := rapid.SliceOfN(rapid.Bool(), len(words), len(words)).Draw(t, "bold")
		var spans []document.Span
		for i, w := range words {
			s := document.Span{Text: w + " "}
			if bold[i] {
				s.Style = document.Bold
			}
			spans = append(spans, s)
		}
		sheets := mustLay(t, &document.Document{Kind: document.Sheet, Body: []document.Block{document.Paragraph{Text: spans}}})
		got := strings.ReplaceAll(readAll(sheets), " ", "") // long words are cut: compare letters
		if want := strings.Join(words, ""); got != want {
			t.Fatalf("got  %q\nwant %q", got, want)
		}
	})
}

func TestNothingIsSetOutsideTheMargins(t *testing.T) {
	body := func(t *rapid.T) []document.Block {
		return rapid.SliceOfN(anyBlock(2), 0, 12).Draw(t, "blocks")
	}
	rapid.Check(t, func(t *rapid.T) {
		d := &document.Document{
			Kind: document.Kind(rapid.IntRange(0, 1).Draw(t, "kind")), Place: "Angers, le 31 mars 2026",
			From: document.Party{Name: "Ateliers Boréal", Mentions: []string{"SIREN 000 000 034"}},
			To:   []string{"PLÂTRERIE KERJEAN", "49100 ANGERS"}, Subject: "Rappel", Body: body(t),
		}
		sheets, err := Lay(d)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range sheets.Pages {
			checkPage(t, &p, len(sheets.Tags))
		}
	})
}

func checkPage(t *rapid.T, p *sheet.Page, tags int) {
	y := 0.0
	for _, b := range p.Bands {
		if b.Height < 0 {
			t.Fatalf("a band of %v mm", b.Height)
		}
		for _, x := range b.Texts {
			right := x.X + x.Face.Width(strings.TrimRight(x.Text, " "), x.Size)
			if x.X < sheet.Left-0.01 || right > sheet.Right+0.01 {
				t.Fatalf("%q stands from %.2f to %.2f mm", x.Text, x.X, right)
			}
			if top := y + x.Y - face.Ascent*x.Size*face.Point; top < 0 || y+x.Y > sheet.Height {
				t.Fatalf("%q stands at %.2f mm", x.Text, y+x.Y)
			}
			if x.Tag >= tags || x.Text == "" {
				t.Fatalf("text %q has tag %d of %d", x.Text, x.Tag, tags)
			}
		}
		y += b.Height
	}
	if math.Abs(y-sheet.Height) > 0.01 {
		t.Fatalf("the bands of a page make %.3f mm", y)
	}
}

// anyBlock draws a block of a letter, with lists and quotations to some depth.
func anyBlock(depth int) *rapid.Generator[document.Block] {
	phrase := rapid.StringMatching(`([a-zé]{1,12} ){0,40}[A-Z]{0,120}`)
	return rapid.Custom(func(t *rapid.T) document.Block {
		text := func(label string) []document.Span { return plain(phrase.Draw(t, label)) }
		inner := func() []document.Block {
			if depth == 0 {
				return nil
			}
			return rapid.SliceOfN(anyBlock(depth-1), 0, 3).Draw(t, "inner")
		}
		switch rapid.IntRange(0, 11).Draw(t, "kind") {
		case 0:
			return document.Heading{Level: rapid.IntRange(0, 7).Draw(t, "level"), Text: text("title")}
		case 1:
			return document.List{Ordered: true, Start: 98, Items: [][]document.Block{inner(), inner(), nil}}
		case 2:
			return document.Quote{Blocks: inner()}
		case 3:
			return anyTable(t, text)
		case 4:
			return document.Totals{Lines: []document.TotalLine{{Label: phrase.Draw(t, "label"), Amount: "12,00"}, {Label: "Total", Amount: "12,00", Strong: true}}}
		case 5:
			return document.BankDetails{Holder: phrase.Draw(t, "holder"), IBAN: "FR51 9999 9000 00TE ST00 0000 143"}
		case 6:
			return document.Signature{Closing: phrase.Draw(t, "closing"), Name: phrase.Draw(t, "name"), Role: "Gérante"}
		case 7:
			return document.Box{Text: text("box")}
		case 8:
			return document.Lines{Label: phrase.Draw(t, "label"), Count: rapid.IntRange(-1, 70).Draw(t, "count")}
		case 9:
			return document.PageBreak{}
		case 10:
			return document.Mentions{Paragraphs: []string{phrase.Draw(t, "mention")}}
		}
		return document.Paragraph{Text: text("text"), Keep: rapid.Bool().Draw(t, "keep")}
	})
}

func anyTable(t *rapid.T, text func(string) []document.Span) document.Table {
	n := rapid.IntRange(0, 9).Draw(t, "columns")
	row := func() [][]document.Span {
		cells := make([][]document.Span, n)
		for i := range cells {
			cells[i] = text("cell")
		}
		return cells
	}
	table := document.Table{Align: []document.Align{document.Right, document.Center}, Header: row()}
	for range rapid.IntRange(0, 6).Draw(t, "rows") {
		table.Rows = append(table.Rows, row())
	}
	return table
}

func TestNoPageStartsOrEndsOnOneLineOfAParagraph(t *testing.T) {
	for n := 2; n < 9; n++ {
		for lead := range 60 {
			marked := repeat("mot de remplissage qui occupe de la place sur la ligne", 2*n)
			var body []document.Block
			for range lead {
				body = append(body, paragraph("une ligne"))
			}
			body = append(body, paragraph(marked))
			s := mustLay(t, &document.Document{Kind: document.Sheet, Body: body})
			for i := range s.Pages {
				count := 0
				for _, l := range read(&s.Pages[i]) {
					if !strings.HasPrefix(l, "une ligne") && l != "" {
						count++
					}
				}
				if count == 1 {
					t.Fatalf("%d paragraphs before: one line alone on page %d", lead, i+1)
				}
			}
		}
	}
}

func longTable(rows int) document.Table {
	t := document.Table{Header: [][]document.Span{plain("Facture"), plain("Solde")}, Total: [][]document.Span{plain("Total"), plain("999,00")}}
	for i := range rows {
		t.Rows = append(t.Rows, [][]document.Span{plain(fmt.Sprintf("FA-%03d", i)), plain("10,00")})
	}
	return t
}

func TestATableRepeatsItsHeaderAndKeepsItsTotalWithItsLastRow(t *testing.T) {
	for rows := 1; rows < 130; rows++ {
		s := mustLay(t, &document.Document{Kind: document.Sheet, From: document.Party{Name: "Boréal"}, Body: []document.Block{longTable(rows)}})
		for i := range s.Pages {
			var shown []string
			for _, b := range s.Pages[i].Bands {
				if len(b.Texts) == 2 {
					shown = append(shown, strings.TrimSpace(b.Texts[0].Text))
				}
			}
			if len(shown) == 0 {
				t.Fatalf("%d rows: page %d shows no row", rows, i+1)
			}
			if i > 0 { // after the running head
				shown = shown[1:]
			}
			if shown[0] != "Facture" {
				t.Fatalf("%d rows: page %d starts with %q", rows, i+1, shown[0])
			}
			if shown[1] == "Total" {
				t.Fatalf("%d rows: the total stands alone on page %d", rows, i+1)
			}
		}
		if got := strings.Count(readAll(s), "FA-"); got != rows {
			t.Fatalf("%d rows in, %d out", rows, got)
		}
	}
}

func TestASignatureStaysWholeAndWithTheEndOfTheText(t *testing.T) {
	for lead := range 50 {
		var body []document.Block
		for range lead {
			body = append(body, paragraph("une ligne"))
		}
		body = append(body, document.Signature{Closing: "Salutations.", Name: "Claire Roux", Role: "Gérante"})
		s := mustLay(t, &document.Document{Body: body, To: []string{"X"}})
		last := read(&s.Pages[len(s.Pages)-1])
		page := strings.Join(last, "|")
		if !strings.HasSuffix(page, "Salutations.|Claire Roux|Gérante") {
			t.Fatalf("%d lines before: the last page reads %q", lead, page)
		}
		if len(s.Pages) > 1 && len(last) < 4 {
			t.Fatalf("%d lines before: the signature is alone on its page", lead)
		}
	}
}

func TestALetterThatAlmostFitsIsSetALittleCloser(t *testing.T) {
	pages := func(r galley.Rhythm, lines int) int {
		d := &document.Document{To: []string{"X"}}
		for range lines {
			d.Body = append(d.Body, paragraph("une ligne"))
		}
		s, err := lay(d, r)
		if err != nil {
			t.Fatal(err)
		}
		return len(s.Pages)
	}
	tried := 0
	for n := range 60 {
		if pages(roomy, n) == 2 && pages(tight, n) == 1 {
			tried++
			d := &document.Document{To: []string{"X"}}
			for range n {
				d.Body = append(d.Body, paragraph("une ligne"))
			}
			if got := len(mustLay(t, d).Pages); got != 1 {
				t.Errorf("%d lines: %d pages", n, got)
			}
		}
	}
	if tried == 0 {
		t.Fatal("no letter is between the two rhythms")
	}
}

func TestFaultsAreSaidInFrenchBeforeAnythingIsSet(t *testing.T) {
	body := func(b document.Block) *document.Document {
		return &document.Document{To: []string{"X"}, Body: []document.Block{b}}
	}
	for _, c := range []struct {
		doc  *document.Document
		code string
		want string
	}{
		{body(paragraph("Bonjour 😀 à vous")), "E116", "le caractère « 😀 » (U+1F600) ne peut pas être imprimé : « Bonjour 😀 à vous »"},
		{body(document.Callout{}), "E110", "un encadré ne peut figurer que dans le guide, pas dans une lettre"},
		{body(document.Details{}), "E110", "une partie repliée ne peut"},
		{body(document.Quote{Blocks: []document.Block{document.Task{}}}), "E110", "une tâche à cocher ne peut"},
		{body(document.Signature{Image: []byte("GIF89a")}), "F034", "l'image de la signature ne peut pas être imprimée : c'est un GIF : enregistrez-la en PNG ou en JPEG"},
		{&document.Document{To: []string{"日本"}}, "E116", "le caractère « 日 »"},
		{body(paragraph("Société שלום")), "E116", "le caractère « ש » (U+05E9) ne peut pas être imprimé"},
		{&document.Document{From: document.Party{Name: repeat("Nom", 4000)}}, "F028", "… » est trop long"},
	} {
		_, err := Lay(c.doc)
		e, ok := err.(*Error)
		if !ok || e.Code != c.code || !strings.Contains(e.Text, c.want) || e.Hint == "" || len(e.Text) > 300 {
			t.Errorf("got %.300v, want %s %q", err, c.code, c.want)
		}
	}
}

func TestStrangeDocumentsAreSet(t *testing.T) {
	deep := []document.Block{paragraph("fond")}
	for range 60 {
		deep = []document.Block{document.List{Items: [][]document.Block{deep}}, document.Quote{Blocks: deep[:1]}}[:1]
	}
	tall := longTable(3)
	tall.Rows[1][0] = plain(repeat("mot", 6000))
	wide := document.Table{Header: make([][]document.Span, 70)}
	for i := range wide.Header {
		wide.Header[i] = plain("colonne")
	}
	for name, d := range map[string]*document.Document{
		"nothing at all":         {},
		"a name of 400 letters":  {From: document.Party{Name: repeat("Compagnie", 40)}},
		"a word of 3000 letters": {Body: []document.Block{paragraph(strings.Repeat("a", 3000))}},
		"right-to-left marks":    {Body: []document.Block{paragraph("\u202Eabc\u202C \u200Fdef")}},
		"500 rows":               {Body: []document.Block{longTable(500)}},
		"a row over a page":      {Body: []document.Block{tall}},
		"70 columns":             {Body: []document.Block{wide}},
		"lists in lists":         {Body: deep},
		"only page breaks":       {Body: []document.Block{document.PageBreak{}, document.PageBreak{}}},
		"mentions of two pages":  {From: document.Party{Mentions: []string{repeat("mention", 3000)}}},
		"many references":        {Refs: make([]document.Ref, 80)},
	} {
		d.Kind = document.Sheet
		for range 2 {
			s := mustLay(t, d)
			if len(s.Pages) == 0 {
				t.Errorf("%s: no page", name)
			}
			d.Kind = document.Letter
		}
	}
	tallText := readAll(mustLay(t, &document.Document{Body: []document.Block{tall}}))
	if got := strings.Count(tallText, "mot"); got != 6000 {
		t.Errorf("a row over a page keeps %d of its 6000 words", got)
	}
}

func TestATwoPageLetterCarriesItsSenderReferenceAndNumber(t *testing.T) {
	d := &document.Document{
		To: []string{"X"}, From: document.Party{Name: "Ateliers Boréal"}, Reference: "REL-7",
		Body: []document.Block{paragraph(repeat("des mots", 1200))},
	}
	s := mustLay(t, d)
	for i, p := range s.Pages {
		var furniture []string
		for _, b := range p.Bands {
			for _, x := range b.Texts {
				if x.Tag == sheet.Artifact {
					furniture = append(furniture, x.Text)
				}
			}
		}
		got := strings.Join(furniture, "|")
		want := fmt.Sprintf("Ateliers Boréal|REL-7  ·  page %d/%d", i+1, len(s.Pages))
		if i == 0 {
			want = fmt.Sprintf("page 1/%d", len(s.Pages))
		}
		if got != want || utf8.RuneCountInString(got) == 0 {
			t.Errorf("page %d: %q, want %q", i+1, got, want)
		}
	}
}

func TestWhatATextAnnouncesFollowsItOnItsPage(t *testing.T) {
	for name, next := range map[string]document.Block{
		"a table": longTable(3), "a list": document.List{Items: [][]document.Block{{paragraph("un")}}},
		"totals": document.Totals{Lines: []document.TotalLine{{Label: "Total", Amount: "12,00"}}},
	} {
		for lead := range 60 {
			var body []document.Block
			for range lead {
				body = append(body, paragraph("une ligne"))
			}
			s := mustLay(t, &document.Document{To: []string{"X"}, Body: append(body, paragraph("voici :"), next)})
			for i := range s.Pages {
				if shown := read(&s.Pages[i]); len(shown) > 0 && shown[len(shown)-1] == "voici :" {
					t.Fatalf("%s after %d lines: announced at the foot of page %d", name, lead, i+1)
				}
			}
		}
	}
}

func TestAnAnnexStartsItsOwnPageUnderItsHeading(t *testing.T) {
	for lead := range 50 {
		var body []document.Block
		for range lead {
			body = append(body, paragraph("une ligne"))
		}
		body = append(body, document.Signature{Name: "Claire Roux"}, document.PageBreak{},
			document.Heading{Level: 2, Text: plain("Annexe")}, paragraph("Compte arrêté au 31 mars 2026."), longTable(70))
		s := mustLay(t, &document.Document{To: []string{"X"}, Body: body, Enclosures: []string{"copie de la facture"}})
		found := 0
		for i := range s.Pages {
			shown := read(&s.Pages[i])
			for j, l := range shown {
				if l == "Annexe" {
					found++
					if i == 0 || j != 0 || len(shown) < 20 {
						t.Fatalf("%d lines before: the annex is line %d of page %d", lead, j+1, i+1)
					}
				}
			}
		}
		if found != 1 {
			t.Fatalf("%d lines before: %d annexes", lead, found)
		}
	}
}
