package language

import (
	"strings"

	"relance/generator/diag"
	"relance/generator/document"
	"relance/generator/document/markdown"
	"relance/generator/merge/catalogue"
	"relance/generator/merge/tags"
)

// FragmentFile is where a fragment stands in the templates' folder.
func FragmentFile(name string) string { return "fragments/" + name + ".md" }

// CheckLine checks a value of the front matter, such as the subject of an e-mail,
// as a template of its own: at is its place in the file.
func CheckLine(file, line string, at diag.Pos) (*Source, diag.List) {
	c, problems := Check(tags.Page{File: file, Text: line}, nil)
	for i := range problems {
		problems[i].Pos = moved(problems[i].Pos, at)
	}
	for i := range c.Outputs {
		c.Outputs[i].At = moved(c.Outputs[i].At, at)
	}
	for i := range c.Names {
		c.Names[i].At = moved(c.Names[i].At, at)
	}
	for _, b := range c.Blocks {
		problems.Addf(at, diag.Fault, "E104", "« %s » est un bloc : il ne va pas dans l'objet", b).Hint = "n'employez que des textes, des dates et des montants"
	}
	return c, problems
}

// moved places a position of the line in its file; the value's own position is
// that of its opening quote when it has one.
func moved(p, at diag.Pos) diag.Pos {
	p.Line, p.Col = at.Line+p.Line-1, at.Col+p.Col
	return p
}

// Proofread reads a sound text as Markdown with a token at each output, so that a
// value in code, in a link or in HTML is refused before any letter is made.
func (c *Source) Proofread() diag.List {
	var values markdown.Values
	var text strings.Builder
	at := 0
	found, _ := c.Scan()
	for _, t := range found {
		text.WriteString(c.Text[at:t.From])
		at = t.To
		if t.IsControl() || t.Keyword() == "inclure" {
			continue
		}
		if functions[t.Keyword()].result == catalogue.Block {
			text.WriteString(values.Block(document.Rule{}))
		} else {
			text.WriteString(values.Text("x"))
		}
	}
	text.WriteString(c.Text[at:])
	_, problems := markdown.Parse(c.File, []byte(text.String()), markdown.ForLetter, &values)
	for i := range problems {
		problems[i].Col = 0 // the tags are shorter there than in the file
	}
	return problems
}
