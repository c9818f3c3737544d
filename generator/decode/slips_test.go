package decode

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// A breakage is one slip of the hand on one line.
type breakage struct {
	name  string
	apply func(line string) string // the same line when the slip is not possible there
}

func replaceAt(s string, i int, by string) string {
	if i < 0 {
		return s
	}
	return s[:i] + by + s[i+1:]
}

func insertAt(s string, i int, what string) string { return s[:i] + what + s[i:] }

var parts = regexp.MustCompile(`^( *)((?:- )*)((?:\w+: +)?)`)

// cut returns the offsets in a line of its first sign, of its content after the
// dashes, and of its value after the key.
func cut(line string) (indent, content, value int) {
	m := parts.FindStringSubmatchIndex(line)
	return m[3], m[5], m[7]
}

// opening returns the slip of typing a sign before the value.
func opening(sign string) func(string) string {
	return func(s string) string {
		_, _, value := cut(s)
		return insertAt(s, value, sign)
	}
}

var breakages = []breakage{
	{"colon lost", func(s string) string { return replaceAt(s, strings.IndexByte(s, ':'), "") }},
	{"last colon lost", func(s string) string { return replaceAt(s, strings.LastIndexByte(s, ':'), "") }},
	{"space after the colon lost", func(s string) string { return strings.Replace(s, ": ", ":", 1) }},
	{"tab for the indentation", func(s string) string {
		indent, _, _ := cut(s)
		return "\t" + s[indent:]
	}},
	{"one space more", func(s string) string { return " " + s }},
	{"one space less", func(s string) string { return strings.TrimPrefix(s, " ") }},
	{"three spaces more", func(s string) string { return "   " + s }},
	{"space after the dash lost", func(s string) string { return strings.Replace(s, "- ", "-", 1) }},
	{"dash lost", func(s string) string {
		indent, content, _ := cut(s)
		return s[:indent] + s[content:]
	}},
	{"dash replaced by a space", func(s string) string {
		_, content, _ := cut(s)
		return strings.Repeat(" ", content) + s[content:]
	}},
	{"stray dash", func(s string) string { indent, _, _ := cut(s); return insertAt(s, indent, "- ") }},
	{"quote opened", opening(`"`)},
	{"apostrophe opened", opening(`'`)},
	{"last quote lost", func(s string) string { return replaceAt(s, strings.LastIndexByte(s, '"'), "") }},
	{"first quote lost", func(s string) string { return replaceAt(s, strings.IndexByte(s, '"'), "") }},
	{"bracket opened", opening("[")},
	{"brace opened", opening("{")},
	{"bracket closed", func(s string) string { return s + "]" }},
	{"last brace lost", func(s string) string { return replaceAt(s, strings.LastIndexByte(s, '}'), "") }},
	{"first brace lost", func(s string) string { return replaceAt(s, strings.IndexByte(s, '{'), "") }},
	{"brace closed by a bracket", func(s string) string { return replaceAt(s, strings.LastIndexByte(s, '}'), "]") }},
	{"first comma lost", func(s string) string { return replaceAt(s, strings.IndexByte(s, ','), "") }},
	{"colon in the text", func(s string) string { return s + " : suite" }},
	{"text starting with an at sign", opening("@")},
	{"text starting with a star", opening("*")},
	{"text starting with a percent sign", opening("%")},
	{"backslash in quotes", func(s string) string {
		if i := strings.IndexByte(s, '"'); i >= 0 {
			return insertAt(s, i+1, `C:\dossier`)
		}
		return s
	}},
	{"word before the key", func(s string) string { _, content, _ := cut(s); return insertAt(s, content, `"mot" `) }},
	{"stray line", func(s string) string { indent, _, _ := cut(s); return s[:indent] + "voir avec le comptable" }},
}

// A tally counts what became of the slips.
type tally struct{ tried, refused, exact, near int }

func (c *tally) add(t *testing.T, name string, line int, text string) {
	c.tried++
	l := YAML("kit.yaml", []byte(text), new(testKit))
	if !l.Faults() {
		if err := refuse([]byte(text)); err != nil {
			t.Errorf("%s, line %d: accepted, yaml.v3 says %v", name, line, err)
		}
		return
	}
	if l[0].Code == "F004" { // what is missing has no line
		return
	}
	c.refused++
	switch l[0].Line - line {
	case 0:
		c.exact++
		c.near++
	case -1, 1:
		c.near++
		t.Logf("%s, line %d: said line %d: %s", name, line, l[0].Line, l[0].Text)
	default:
		t.Errorf("%s, line %d: said line %d: %s", name, line, l[0].Line, l[0].Text)
	}
}

func TestASlipOnOneLineIsLocated(t *testing.T) {
	var count tally
	for _, file := range []string{"testdata/kit.yaml", "testdata/autre.yaml"} {
		kit, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if l := YAML(file, kit, new(testKit)); len(l) > 0 {
			t.Fatalf("the sound kit is refused: %+v", l)
		}
		lines := strings.SplitAfter(string(kit), "\n")
		for i, line := range lines {
			line = strings.TrimSuffix(line, "\n")
			if content := strings.TrimSpace(line); content == "" || content[0] == '#' {
				continue
			}
			for _, b := range breakages {
				if broken := b.apply(line); broken != line {
					text := strings.Join(lines[:i], "") + broken + "\n" + strings.Join(lines[i+1:], "")
					count.add(t, file+": "+b.name, i+1, text)
				}
			}
		}
	}
	t.Logf("%+v", count)
	if count.exact*100 < count.refused*95 {
		t.Errorf("%d exact of %d, want 95 %%", count.exact, count.refused)
	}
}
