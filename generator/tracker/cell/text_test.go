package cell

import (
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestCellsHoldAnyText(t *testing.T) {
	for in, want := range map[string]string{
		"a\x00b\x1fc": "abc", "a\r\nb\rc\td": "a\nb c d", "\xff\xfe": "", "=1+1": "=1+1", "\u00a0": "\u00a0", "a\ufffeb": "ab",
	} {
		if got := Clean(in); got != want {
			t.Errorf("Clean(%q) = %q, want %q", in, got, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		unit := rapid.SampledFrom([]string{"a", "é", "😀", "\x01", "\n", "\xf0"}).Draw(t, "unit")
		s := strings.Repeat(unit, rapid.IntRange(0, 2*cellLimit).Draw(t, "n"))
		got := Clean(s)
		if !utf8.ValidString(got) || strings.ContainsAny(got, "\x01\ufffd") || len(utf16.Encode([]rune(got))) > cellLimit {
			t.Fatalf("%d of %q", len(s), unit)
		}
		if Clean(got) != got {
			t.Fatal("cleaning twice changes the text")
		}
		if len(s) > 2*len(got)*len(unit) && unit == "a" && !strings.HasSuffix(got, cut) {
			t.Fatal("cut in silence")
		}
	})
}

func TestLinesBreakAtSpaces(t *testing.T) {
	for _, c := range []struct {
		text  string
		width int
		want  int
	}{{"", 10, 1}, {"un deux", 10, 1}, {"un deux trois", 10, 2}, {"un\ndeux", 10, 2}, {"anticonstitutionnellement", 10, 3}, {"dix lettre", 10, 1}} {
		if got := LinesIn(c.text, c.width); got != c.want {
			t.Errorf("LinesIn(%q, %d) = %d, want %d", c.text, c.width, got, c.want)
		}
	}
}
