package csv

import (
	"bytes"
	stdcsv "encoding/csv"
	"fmt"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"pgregory.net/rapid"

	"relance/generator/grid"
)

// said gives a table back, a line a row, or the first refusal.
func said(src []byte) string {
	b, l := Open("essai.csv", src)
	if len(l) > 0 {
		return fmt.Sprintf("refus ligne %d : %s", l[0].Line, l[0].Text)
	}
	var out strings.Builder
	l = b.Sheets[0].Each(func(r grid.Row) bool {
		for _, c := range r.Cells {
			fmt.Fprintf(&out, "%d=%s|", c.Col, c.Text)
		}
		out.WriteByte('\n')
		return true
	})
	if len(l) > 0 {
		return fmt.Sprintf("refus ligne %d : %s", l[0].Line, l[0].Text)
	}
	return out.String()
}

const sampleText = "Client;Numéro;Échéance;Montant\n" +
	"Plâtrerie Kerjean;FA26-056;21/03/2026;2 400,00\n" +
	"Société générale d'Électricité;FA26-057;31/03/2026;1 250,50\n" +
	"Hôtel de la Forêt, à Noël;FA26-058;01/04/2026;300\n" +
	"François Lefèvre;FA26-059;02/04/2026;12\n"

func TestAFileSaysTheSameInEveryEncodingSeparatorAndLineEnd(t *testing.T) {
	want := said([]byte(sampleText))
	encodings := map[string]encoding.Encoding{
		"UTF-8": encoding.Nop, "cp1252": charmap.Windows1252, "8859-15": charmap.ISO8859_15, "cp850": charmap.CodePage850, "Mac": charmap.Macintosh,
		"UTF-16LE+BOM": unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), "UTF-16BE+BOM": unicode.UTF16(unicode.BigEndian, unicode.UseBOM),
		"UTF-16LE": unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), "UTF-16BE": unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM),
		"UTF-8+BOM": unicode.UTF8BOM,
	}
	for name, enc := range encodings {
		for _, sep := range []string{";", "\t", "|"} {
			for _, end := range []string{"\n", "\r\n", "\r", "\r\r\n"} {
				text := strings.ReplaceAll(strings.ReplaceAll(sampleText, ";", sep), "\n", end)
				src, err := enc.NewEncoder().Bytes([]byte(text))
				if err != nil {
					t.Fatal(err)
				}
				if got := said(src); got != want {
					t.Errorf("%s, %q, %q:\n%s", name, sep, end, got)
				}
			}
		}
	}
}

func TestOneAccentedLineTellsItsEncoding(t *testing.T) {
	lines := []string{"Société Générale", "Plâtrerie Kerjean et fils", "À régler avant le 1er août", "Électricité de Bourg-lès-Valence", "Café de la Gare (Orléans)", "Ets Müller & Fils, façades"}
	for _, c := range legacy {
		for _, line := range lines {
			src, err := c.enc.NewEncoder().Bytes([]byte(line))
			if err != nil {
				t.Fatal(err)
			}
			if got, _, l := Decode("x", src); got != line || len(l) > 0 {
				t.Errorf("%s: %q is read %q", c.name, line, got)
			}
		}
	}
}

// One letter is all that tells: the byte of « Œ » in Windows is « î » in DOS.
func TestTheFirstLetterOfAWordTellsItsEncoding(t *testing.T) {
	for _, c := range []struct {
		enc  *charmap.Charmap
		line string
	}{
		{charmap.Windows1252, "SARL Œuvre du Bois"}, {charmap.Windows1252, "Cave Œnologie"}, {charmap.ISO8859_15, "SARL Œuvre du Bois"},
		{charmap.CodePage850, "Mairie, île d'Yeu"}, {charmap.Windows1252, "Mairie, île d'Yeu"},
	} {
		src, err := c.enc.NewEncoder().Bytes([]byte(c.line))
		if err != nil {
			t.Fatal(err)
		}
		if got, _, l := Decode("x", src); got != c.line || len(l) > 0 {
			t.Errorf("%s: %q is read %q", c.enc, c.line, got)
		}
	}
}

func TestTextsOfSpreadsheetsLoseTheirProtectionOnly(t *testing.T) {
	src := "sep=;\nClient;Code;Note\n\"Dupont; fils\";=\"00123\";'=1+1\n\"dit \"\"le Grand\"\"\";00456;\"deux\nlignes\"\n 12\" de large;7;=A1\n"
	want := "1=Client|2=Code|3=Note|\n1=Dupont; fils|2=00123|3==1+1|\n1=dit \"le Grand\"|2=00456|3=deux\nlignes|\n1=12\" de large|2=7|3==A1|\n"
	if got := said([]byte(src)); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestDamagedTextIsRefusedWithItsLine(t *testing.T) {
	for src, want := range map[string]string{
		"a;b;c\n1;2;3\n4;5\n":            "refus ligne 3 : 2 colonnes au lieu de 3",
		"a;b;c\n1;2;3\n4;5;6;7\n":        "refus ligne 3 : 4 colonnes au lieu de 3",
		"a;b;c\n1;\"2;3\n4;5;6\n":        "refus ligne 2 : guillemet jamais refermé",
		"a;b\n1;2\n\"x\"y;2\n":           "refus ligne 3 : guillemet au milieu d'un texte entre guillemets",
		"a;b\n1;2\x00\n":                 "refus ligne 0 : ce fichier contient des octets nuls : il est abîmé, ou ce n'est pas un fichier de texte",
		"a;b\nSoci\uFFFDt\uFFFD;2\n":     "refus ligne 0 : ce fichier contient des caractères déjà perdus (�)",
		"a;b;c\n1;2;3\nedite le 1er\n":   "1=a|2=b|3=c|\n1=1|2=2|3=3|\n1=edite le 1er|\n",
		"Titre\n\na;b;c\n1;2;3;;\n\n":    "1=Titre|\n1=a|2=b|3=c|\n1=1|2=2|3=3|\n",
		"a,b\n\"1 234,56\",2\n1,5\n":     "1=a|2=b|\n1=1 234,56|2=2|\n1=1|2=5|\n",
		"n;m\n1;2,5\n3;4,5\n":            "1=n|2=m|\n1=1|2=2,5|\n1=3|2=4,5|\n",
		"nom;b\nSocie\u0301te\u0301;1\n": "1=nom|2=b|\n1=Soci\u00e9t\u00e9|2=1|\n",
		"nom;ville\n\"A\r\nB\";Angers\n": "1=nom|2=ville|\n1=A\nB|2=Angers|\n",
	} {
		if got := said([]byte(src)); got != want {
			t.Errorf("%q:\n%s\nwant\n%s", src, got, want)
		}
	}
}

// What encoding/csv writes is read back, whatever the texts.
func TestTheStandardLibraryIsUnderstood(t *testing.T) {
	texts := rapid.StringOf(rapid.SampledFrom([]rune("aé0 ;,\"\t|\n'=€-")))
	rapid.Check(t, func(t *rapid.T) {
		width := rapid.IntRange(2, 5).Draw(t, "width")
		rows := rapid.SliceOfN(rapid.SliceOfN(texts, width, width), 1, 8).Draw(t, "rows")
		head := make([]string, width)
		for i := range head {
			head[i] = fmt.Sprintf("titre %d", i)
		}
		var src bytes.Buffer
		w := stdcsv.NewWriter(&src)
		w.Comma = ';'
		w.WriteAll(append([][]string{head}, rows...))
		tbl := &table{text: src.String(), line: 1, sep: ';', width: width}
		var got [][]string
		if l := tbl.each(func(r grid.Row) bool {
			line := make([]string, width)
			for _, c := range r.Cells {
				line[c.Col-1] = c.Text
			}
			got = append(got, line)
			return true
		}); len(l) > 0 {
			t.Fatalf("refused: %v\n%s", l, src.String())
		}
		var want [][]string
		for _, row := range append([][]string{head}, rows...) {
			line, any := make([]string, width), false
			for i, s := range row {
				line[i] = plainText(s)
				any = any || line[i] != ""
			}
			if any {
				want = append(want, line)
			}
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Fatalf("got %q\nwant %q", got, want)
		}
	})
}

func BenchmarkLines(b *testing.B) {
	text := fiftyThousand()
	for b.Loop() {
		book, l := Open("f.csv", text)
		if len(l) > 0 {
			b.Fatal(l)
		}
		n := 0
		book.Sheets[0].Each(func(grid.Row) bool { n++; return true })
		if n != 50_000 {
			b.Fatal(n)
		}
	}
}

func BenchmarkLinesPeer(b *testing.B) {
	text := fiftyThousand()
	for b.Loop() {
		r := stdcsv.NewReader(bytes.NewReader(text))
		r.Comma, r.ReuseRecord = ';', true
		for {
			if _, err := r.Read(); err != nil {
				break
			}
		}
	}
}

// fiftyThousand is a table of as many lines.
func fiftyThousand() []byte {
	var src strings.Builder
	for i := range 50_000 {
		fmt.Fprintf(&src, "VE;Ventes;%d;20260331;411000;Clients;C%04d;Client %d;FA%06d;20260331;\"Facture; n° %d\";%d,50;0,00;;;20260331;;\n", i, i%500, i%500, i, i, i)
	}
	return []byte(src.String())
}
