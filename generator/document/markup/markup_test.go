package markup

import (
	"strings"
	"testing"

	"golang.org/x/net/html"
	"pgregory.net/rapid"

	"relance/generator/document"
)

func TestNothingFromAValueBecomesHTML(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringOf(rapid.SampledFrom([]rune(`<>"'&;/=abcdefscript !-`))).Draw(t, "value")
		for _, flavour := range []Flavour{ForSite, ForMail} {
			var calm, wild strings.Builder
			Print(&calm, every("x"), flavour)
			Print(&wild, every(s), flavour)
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
func every(s string) []document.Block {
	s = "\x01" + s + "\x01"
	one := []document.Span{{Text: s}}
	return []document.Block{
		document.Heading{Level: 1, Text: one}, document.Paragraph{Text: one}, document.List{Items: [][]document.Block{{document.Paragraph{Text: one}}}},
		document.Table{Caption: s, Header: [][]document.Span{one}, Rows: [][][]document.Span{{one}}}, document.Totals{Lines: []document.TotalLine{{Label: s, Amount: s}}},
		document.BankDetails{Holder: s}, document.Signature{Name: s, Role: s}, document.Mentions{Paragraphs: []string{s}}, document.Box{Text: one}, document.Lines{Label: s},
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
