package pull

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// told writes the tokens of a document one after the other, and how it ends.
func told(src string, window int) string {
	var out strings.Builder
	for r := sized(strings.NewReader(src), window); ; {
		kind, err := r.Next()
		switch {
		case err != nil:
			return out.String() + "refused"
		case kind == EOF:
			return out.String()
		case kind == Text:
			fmt.Fprintf(&out, "%q\n", r.Text)
		case kind == End:
			fmt.Fprintf(&out, "end of %s\n", r.Name)
		default:
			fmt.Fprintf(&out, "%s:%s", r.open[len(r.open)-1].prefix, r.Name)
			for _, a := range r.attrs {
				fmt.Fprintf(&out, " %s:%s=%q", a.prefix, a.local, a.value)
			}
			out.WriteByte('\n')
		}
	}
}

// oracle is what encoding/xml says of a document, its elements matched as
// [Reader] does.
func oracle(src string) string {
	var out strings.Builder
	var open []xml.Name
	for d := xml.NewDecoder(strings.NewReader(src)); ; {
		t, err := d.RawToken()
		if errors.Is(err, io.EOF) && len(open) == 0 {
			return out.String()
		}
		if err != nil {
			return out.String() + "refused"
		}
		switch t := t.(type) {
		case xml.CharData:
			fmt.Fprintf(&out, "%q\n", []byte(t))
		case xml.StartElement:
			open = append(open, t.Name)
			fmt.Fprintf(&out, "%s:%s", t.Name.Space, t.Name.Local)
			for _, a := range t.Attr {
				fmt.Fprintf(&out, " %s:%s=%q", a.Name.Space, a.Name.Local, a.Value)
			}
			out.WriteByte('\n')
		case xml.EndElement:
			if len(open) == 0 || open[len(open)-1] != t.Name {
				return out.String() + "refused"
			}
			open = open[:len(open)-1]
			fmt.Fprintf(&out, "end of %s\n", t.Name.Local)
		case xml.Directive:
			return out.String() + "refused"
		}
	}
}

// agree compares with the oracle, under windows that cut tokens anywhere.
func agree(t interface{ Fatalf(string, ...any) }, src string) {
	want := oracle(src)
	for _, window := range []int{1, 7, enough} {
		if got := told(src, window); got != want {
			t.Fatalf("%q, read by %d bytes:\n%s\nencoding/xml:\n%s", src, window, got, want)
		}
	}
}

// sheet has what the parts of workbooks have, and more.
const sheet = "\ufeff<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\r\n<!-- un - commentaire --><x:worksheet xmlns:x=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">" +
	`<sheetData ><row r="1" spans='1:2'  ht="15.5"><c r="A1" t="inlineStr"><is><t xml:space="preserve"> Société &amp; fils &lt;été&gt; &#233;&#xE9;` + "\r\n" + `fin</t></is></c>` +
	`<c r="B1" s="3"><f>IF(A1&gt;90,"91 j et plus",1)</f><v>-12.5E2</v></c></row><row r="2"/></sheetData>` +
	`<a b="c"d='&quot;]]>'/><![CDATA[ <brut> & ]] ]]><é:à ü="1"/></x:worksheet>` + "\n"

func TestTokensAreThoseOfEncodingXML(t *testing.T) {
	for _, src := range []string{
		sheet, "", " ", "<a/>", "<a></a><b/>", "text", "<a>", "</a>", "<a></b>", "<a:b></b>", "<a b></a>", "<a b=c></a>", "<a b='<'/>", "<a b=\"", "<a b='",
		"<a>]]></a>", "<a b=']]>'/>", "<a>]]&gt;</a>", "<a>&nbsp;</a>", "<a>&amp</a>", "<a>&#0;</a>", "<a>&#xD800;</a>", "<a>&#x110000;</a>", "<a>&#X41;</a>",
		"<a>&#;</a>", "<a>&#x;</a>", "<a>&;</a>", "<a>\r\n\r&#13;\n</a>", "<a>\x01</a>", "<a>\xff</a>", "<a>\ufffe</a>", "<a b='\x02'/>", "<!-->-->", "<!--->-->", "<!-- -- -->",
		"<!---->", "<!-", "<!--", "<!--a--", "<![CDATA[", "<![CDATA[]]>", "<![CDATA[]]]>", "<![CDATX[]]>", "<![", "<!DOCTYPE a>", "<!", "<?", "<??>", "<?a", "<?a?>", "<?xml version='1.1'?>",
		"<?xml encoding='latin1'?>", "<?xml encoding='UTF-8'?><a/>", "<1a/>", "<-a/>", "<a:b:c/>", "<:a/>", "<a:/>", "<a/ >", "< a/>", "<a", "<", "<a/", "</a", "<a></a b>", "<a></a >",
		"<a b = 'c' />", "<a\nb='1'\tc='2'/>", "<a b='1' b='2'/>", "<é/>", "<a\u00d7/>", "<a b='é&apos;\r\n'/>", "<a>\ud7ff\ue000\U0010ffff</a>", "<a xml:b='c' b='d'/>",
	} {
		agree(t, src)
	}
}

func TestNoDamageIsReadOtherwiseThanByEncodingXML(t *testing.T) {
	for i := range len(sheet) {
		for bit := range 8 {
			flipped := []byte(sheet)
			flipped[i] ^= 1 << bit
			if got, want := told(string(flipped), enough), oracle(string(flipped)); got != want {
				t.Fatalf("byte %d, bit %d: %q\n%s\nencoding/xml:\n%s", i, bit, flipped[max(0, i-20):min(len(flipped), i+20)], got, want)
			}
		}
		agree(t, sheet[:i])
	}
}

func TestAnyPiecesAreReadAsByEncodingXML(t *testing.T) {
	pieces := []string{"<", ">", "/", "a", "b:", "=", "'", "\"", "&", ";", "#", "x", "41", "amp", "!", "-", "--", "[", "]]", "CDATA[", "?", "xml", " ", "\r", "\n", "é", "\xc3", "\x00", "<a>", "</a>", "<a b='1'>", "<!--", "-->", "<![CDATA["}
	rapid.Check(t, func(t *rapid.T) {
		agree(t, strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 25).Draw(t, "pieces"), ""))
	})
}

func FuzzTokens(f *testing.F) {
	f.Add(sheet)
	f.Fuzz(func(t *testing.T, src string) { agree(t, src) })
}

func TestAFailureOfTheSourceIsToldAsItIs(t *testing.T) {
	broken := errors.New("somme de contrôle")
	r := New(io.MultiReader(strings.NewReader("<a>text"), failing{broken}))
	for {
		kind, err := r.Next()
		if err == nil && kind != EOF {
			continue
		}
		if !errors.Is(err, broken) {
			t.Errorf("ends with %v", err)
		}
		return
	}
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

// part is a sheet of so many rows.
func part(rows int) []byte {
	var b bytes.Buffer
	b.WriteString("<worksheet><sheetData>")
	for i := range rows {
		fmt.Fprintf(&b, `<row r="%d" ht="15">`, i+1)
		for c := range 10 {
			fmt.Fprintf(&b, `<c r="%c%d" s="7" t="inlineStr"><is><t>Société numéro %d</t></is></c><c r="%c%d" s="3"><f>ROUND(A%d-B%d,2)</f><v>%d.25</v></c>`, 'A'+2*c, i+1, i, 'B'+2*c, i+1, i+1, i+1, i)
		}
		b.WriteString("</row>")
	}
	b.WriteString("</sheetData></worksheet>")
	return b.Bytes()
}

func BenchmarkTokens(b *testing.B) {
	src := part(2000)
	b.SetBytes(int64(len(src)))
	for b.Loop() {
		for r := New(bytes.NewReader(src)); ; {
			kind, err := r.Next()
			if err != nil {
				b.Fatal(err)
			}
			if kind == EOF {
				break
			}
		}
	}
}

// BenchmarkTokensPeer is encoding/xml on the same part.
func BenchmarkTokensPeer(b *testing.B) {
	src := part(2000)
	b.SetBytes(int64(len(src)))
	for b.Loop() {
		for d := xml.NewDecoder(bytes.NewReader(src)); ; {
			if _, err := d.RawToken(); err != nil {
				break
			}
		}
	}
}
