// Package catalogue writes as tables and titles what the kit and the program say
// of themselves: settings, fields, messages.
package catalogue

import (
	"unicode"
	"unicode/utf8"

	"relance/generator/document"
	"relance/generator/document/typography"
)

// A Setting (réglage) is one line of the policy page. Help is how it is written in
// relance.yaml.
type Setting struct{ Label, Value, Help string }

// A Field (champ) is one variable a template may use.
type Field struct {
	Name, Help, Example string
	Optional            bool
}

// A Message is one refusal or warning of the tool. Title is a few words, or none.
type Message struct{ Code, Title, Text, Remedy string }

// Settings is the table of the settings.
func Settings(list []Setting) document.Block {
	t := TableOf("Réglage", "Valeur")
	for _, s := range list {
		label := Text(sentence(s.Label))
		if s.Help != "" {
			label = append(label, document.Span{Text: " "}, document.Span{Text: s.Help, Style: document.Code})
		}
		t.Rows = append(t.Rows, [][]document.Span{label, {{Text: typography.French(s.Value), Style: document.Bold}}})
	}
	return t
}

// Fields is the table of the fields.
func Fields(list []Field) document.Block {
	t := TableOf("Champ", "Ce qu'il contient", "Exemple")
	for _, f := range list {
		help := f.Help
		if f.Optional {
			help += " (peut être vide)"
		}
		t.Rows = append(t.Rows, [][]document.Span{
			{{Text: "{{" + f.Name + "}}", Style: document.Code}}, Text(sentence(help)), Text(f.Example)})
	}
	return t
}

// Messages are the messages, each under its code. anchor gives the anchor of a
// code.
func Messages(list []Message, anchor func(code string) string) []document.Block {
	var out []document.Block
	for _, m := range list {
		title := m.Code
		if m.Title != "" {
			title += " – " + m.Title
		}
		out = append(out, document.Heading{Level: 2, ID: anchor(m.Code), Text: Text(title)}, Paragraph(m.Text))
		if m.Remedy != "" {
			remedy := append([]document.Span{{Text: typography.French("Que faire : "), Style: document.Bold}}, Text(m.Remedy)...)
			out = append(out, document.Paragraph{Text: remedy})
		}
	}
	return out
}

// TableOf is an empty table with its header.
func TableOf(header ...string) document.Table {
	var t document.Table
	for _, h := range header {
		t.Header = append(t.Header, Text(h))
	}
	return t
}

// sentence starts with a capital letter.
func sentence(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[size:]
}

// Text is plain text with its French spaces.
func Text(s string) []document.Span { return []document.Span{{Text: typography.French(s)}} }

// Paragraph is [Text] alone.
func Paragraph(s string) document.Block { return document.Paragraph{Text: Text(s)} }
