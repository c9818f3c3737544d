// Package filling fills a template with the words of one matter after another: out
// come a subject, a text with a token for each value, and what is missing.
package filling

import (
	"fmt"
	"maps"
	"strconv"
	"strings"
	"text/template"

	"relance/generator/calendar"
	"relance/generator/diag"
	"relance/generator/document"
	"relance/generator/document/markdown"
	"relance/generator/document/typography"
	"relance/generator/merge/catalogue"
	"relance/generator/merge/language"
	"relance/generator/merge/matter"
	"relance/generator/merge/model"
	"relance/generator/money"
)

// A Filler fills one template, for one letter after another: to make the template
// ready takes longer than to fill it. It serves one goroutine.
type Filler struct {
	*matter.Matter // what the letter under way is about; the functions of the template look at it
	Model          *model.Model
	Values         *markdown.Values // what the tokens of the body stand for
	Problems       diag.List

	models   *model.Set
	template *template.Template
	kinds    []byte          // of the values, in order: b for blocks, t for a text
	plain    *[]string       // set while the subject is filled: its values
	told     map[string]bool // the absent fields already reported
}

// New makes a model ready. blocks makes the functions that return blocks.
func New(models *model.Set, md *model.Model, blocks func(*matter.Matter) map[string]any) *Filler {
	f := &Filler{Matter: &matter.Matter{}, Model: md, models: models}
	f.template = template.New("").Option("missingkey=zero").Funcs(f.funcs()).Funcs(blocks(f.Matter))
	trees := models.Trees(md)
	trees[subjectLine] = md.Subject.Tree
	for name, tree := range trees {
		if tree == nil {
			continue
		}
		if _, err := f.template.AddParseTree(name, tree); err != nil {
			panic("merge: " + err.Error())
		}
	}
	return f
}

// subjectLine is the name of the subject among the texts of a template, which are
// files.
const subjectLine = "objet"

// Take begins the letter about something, and forgets the one before.
func (f *Filler) Take(about *matter.Matter) {
	*f.Matter = *about
	f.Values, f.kinds, f.told, f.Problems = &markdown.Values{}, f.kinds[:0], map[string]bool{}, nil
}

// Texts fills the subject and the body of the letter; what is absent is a problem.
func (f *Filler) Texts() (subject, body string) {
	f.needs()
	return f.subjectText(), f.run(f.Model.File)
}

// Kinds tells the values that are blocks from those that are texts: two bodies alike,
// with values of the same kinds, are read alike.
func (f *Filler) Kinds() string { return string(f.kinds) }

// run executes one text; nothing in it can fail once it has been checked, except a
// value that is absent, which is noted and printed as nothing.
func (f *Filler) run(name string) string {
	var out strings.Builder
	if err := f.template.ExecuteTemplate(&out, name, nil); err != nil {
		panic("merge: a checked template failed: " + err.Error())
	}
	return out.String()
}

// funcs are the words of the language, bound to the letter under way.
func (f *Filler) funcs() template.FuncMap {
	funcs := template.FuncMap{}
	maps.Copy(funcs, language.Formats)
	for _, word := range catalogue.Words() {
		funcs[word] = func() any { return f.Word(word) }
	}
	funcs[language.PrintFunc] = f.print
	funcs["defaut"] = func(v any, other string) any {
		if text, ok := f.format(v); ok {
			return text
		}
		return other
	}
	return funcs
}

// print is the end of every output: it stores the value and writes its token.
func (f *Filler) print(file string, rank int, v any) string {
	if blocks, ok := v.([]document.Block); ok {
		f.kinds = append(f.kinds, 'b')
		return f.Values.Block(blocks...)
	}
	text, ok := f.format(v)
	if !ok {
		f.absent(f.printedAt(file, rank))
		return ""
	}
	if f.plain != nil {
		*f.plain = append(*f.plain, strings.Join(strings.Fields(strings.ReplaceAll(text, "\n", ", ")), " "))
		return string(firstToken + rune(len(*f.plain)-1))
	}
	f.kinds = append(f.kinds, 't')
	return f.Values.Text(f.Legible(text))
}

func (f *Filler) printedAt(file string, rank int) language.Output {
	if f.plain != nil {
		return f.Model.Subject.Outputs[rank]
	}
	for _, part := range f.models.Parts(f.Model) {
		if part.File == file {
			return part.Outputs[rank]
		}
	}
	panic("merge: no part " + file)
}

// format is a value as text; false when it is absent.
func (f *Filler) format(v any) (string, bool) {
	switch v := v.(type) {
	case string:
		return v, v != ""
	case calendar.Date:
		return v.String(), v != 0
	case money.Amount:
		return v.Format(f.Comm.Currency), true
	case money.Rate:
		return v.String(), true
	case int:
		return strconv.Itoa(v), true
	case nil:
		return "", false
	}
	panic(fmt.Sprintf("merge: unknown value %T", v))
}

// absent notes a value that the template needs and the data lacks.
func (f *Filler) absent(p language.Output) {
	if f.told[p.Name] {
		return // once a letter is enough
	}
	f.told[p.Name] = true
	whose := " pour le client " + f.Comm.Client.Code
	if f.Comm.Client.Code == "" {
		whose = " : le document ne nomme aucun client"
	}
	problem := f.Problems.Addf(p.At, diag.Missing, "E106", "« %s » est vide%s", p.Name, whose)
	problem.Hint = fmt.Sprintf(`complétez cette donnée, ou écrivez {{if %s}}…{{end}} ou {{defaut %s "…"}}`, p.Name, p.Name)
	if p.Name == language.BankDetails {
		problem.Hint = "ajoutez banque: à creancier, avec titulaire: et iban:"
	}
	problem.Client = f.Comm.Client.Code
	problem.Invoice = f.Lead().Claim.Invoice.Number
}

// needs reports the fields that the front matter requires.
func (f *Filler) needs() {
	for _, name := range f.Model.Head.Needs {
		v := f.Value(name)
		switch v.(type) {
		case []any, bool:
			continue // neither is ever missing
		}
		if _, ok := f.format(v); !ok {
			f.absent(language.Output{At: f.Model.Head.At["exige"], Name: name})
		}
	}
}

// Blame turns faults of the filled text, which only data can cause, into
// problems of that client.
func (f *Filler) Blame(faults diag.List) diag.List {
	for i := range faults {
		faults[i].Kind, faults[i].Client = diag.Missing, f.Comm.Client.Code
	}
	return faults
}

// firstToken is the token of a subject's first value; typography takes it for a
// letter, as document does.
const firstToken = '\ue000'

// subjectText fills the subject: one line, without control characters, so that
// no datum can add a header to an e-mail.
func (f *Filler) subjectText() string {
	if f.Model.Subject.Tree == nil || f.Model.Head.Subject == "" {
		return typography.French(f.Model.Head.Title)
	}
	var values []string
	f.plain = &values
	text := typography.French(f.run(subjectLine))
	f.plain = nil
	var out strings.Builder
	for _, r := range text {
		switch n := int(r - firstToken); {
		case n >= 0 && n < len(values):
			out.WriteString(values[n])
		case r >= ' ':
			out.WriteRune(r)
		}
	}
	return strings.TrimSpace(out.String())
}
