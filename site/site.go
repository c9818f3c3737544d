// Package site turns the pages of the playbook into a static site that opens by
// double click: relative links, no request to anywhere, nothing inline, the same
// bytes each time.
//
// A page is a Markdown file with a front matter; its address is the name of the
// file. A line {{nom argument}} alone is an insert: what the page cannot know
// before the kit is read (the plans, the templates filled with invented data, the
// settings in force). [Input] has no place for a debtor, so that the site cannot
// show one.
package site

import (
	"io/fs"

	"relance/generator/diag"
	"relance/generator/document"
)

// Input is all that a site is made of.
type Input struct {
	Pages    fs.FS // the Markdown files at its root; folders are ignored
	Options  Options
	Plans    []Plan
	Samples  []Sample
	Fields   []Field
	Messages []Message
}

// Options is what the pages say of the house that uses them.
type Options struct {
	House    string // name of the creditor or of the office; may be empty
	Edition  string // printed at the foot of each page: version, date
	Settings []Setting
}

// A Setting (réglage) is one line of the policy page. Help is how it is written in
// relance.yaml.
type Setting struct{ Label, Value, Help string }

// A Plan (plan de relance) is drawn as a line of dated stages.
type Plan struct {
	ID, Name, Summary string
	FromFirstAction   bool // days count from the first reminder, not from the due date
	Stages            []Stage
}

// A Stage (étape) is one step of a plan. Day is in days from the plan's anchor,
// negative before it.
type Stage struct {
	ID, Name      string
	Day           int
	AfterDeadline bool     // comes when the printed deadline is over, whatever Day says
	Channels      []string // email, sms, appel, courrier, recommande, portail, interne
	Tone          int      // 0 to 5
	Approval      bool
}

// A Sample (exemple) is a template filled with the data of the showcase.
type Sample struct {
	Template string // its name, as pages ask for it: {{modele relance-1}}
	Title    string
	Channel  string // as in Stage
	Doc      document.Document
}

// A Field (champ) is one variable a template may use.
type Field struct {
	Name, Help, Example string
	Optional            bool
}

// A Message is one refusal or warning of the tool. Title is a few words, or none.
type Message struct{ Code, Title, Text, Remedy string }

// A File is one file of the site. Name is a slash-separated path from its root.
type File struct {
	Name string
	Data []byte
}

// Build makes the site, files sorted by name. When the list holds a fault there
// is no file.
func Build(in Input) ([]File, diag.List) {
	b := &builder{in: in, bySlug: map[string]*page{}, byStage: map[string]*page{}}
	b.read()
	for _, p := range b.pages {
		b.fill(p)
	}
	for _, p := range b.pages {
		b.link(p)
	}
	b.problems.Sort()
	if b.problems.Faults() {
		return nil, b.problems
	}
	return b.files(), b.problems
}

type builder struct {
	in       Input
	pages    []*page // in reading order
	bySlug   map[string]*page
	byStage  map[string]*page // the page that describes a stage
	problems diag.List
}

// A section is a part of the navigation.
type section struct{ key, Name string }

var sections = []section{
	{"commencer", "Commencer"},
	{"comprendre", "Comprendre"},
	{"etapes", "Les étapes"},
	{"appeler", "Au téléphone"},
	{"accords", "Accords et cas difficiles"},
	{"equipe", "L'équipe"},
	{"reperes", "Repères"},
	{"outils", "Outils"},
}
