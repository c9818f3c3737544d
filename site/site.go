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
	"iter"

	"relance/generator/calendar"
	"relance/generator/diag"
	"relance/generator/kit"
	"relance/site/board"
	"relance/site/catalogue"
	"relance/site/gallery"
	"relance/site/hosting"
	"relance/site/page"
	"relance/site/plan"
	"relance/site/tool"
)

// Input is all that a site is made of.
type Input struct {
	Pages    fs.FS // the Markdown files at its root; folders are ignored
	Options  Options
	Plans    []Plan
	Samples  []Sample
	Fields   []Field
	Messages []Message
	Rates    []Rate            // for the sums that the pages compute; may be empty
	Open     calendar.Business // for the days that they compute
}

// A Rate (taux) is the yearly rate of late-payment interest between businesses,
// from a day on.
type Rate = tool.Rate

// Options is what the pages say of the house that uses them.
type Options struct {
	House        string // name of the creditor or of the office; may be empty
	Edition      string // printed at the foot of each page: version, date
	Settings     []Setting
	ProfilePlans []ProfilePlan
	Today        calendar.Date // to warn of pages past their date; zero warns of none
}

// A ProfilePlan is the plan of the clients of a profile, by its name for readers.
type ProfilePlan struct{ Profile, Plan string }

// What the kit and the program say of themselves.
type (
	Setting = catalogue.Setting
	Field   = catalogue.Field
	Message = catalogue.Message
)

// A Plan (plan de relance) is drawn as a line of dated stages.
type Plan = plan.Plan

// PlanOf reads a plan of the kit, with the options that hold under it.
func PlanOf(k *kit.Kit, p *kit.Plan) Plan { return plan.Of(k, p) }

// A Stage (étape) is one step of a plan.
type Stage = plan.Stage

// A Sample (exemple) is a template filled with the data of the showcase.
type Sample = gallery.Sample

// A File is one file of the site. Name is a slash-separated path from its root.
type File struct {
	Name string
	Data []byte
}

// Listing names the file that lists those of a site, for whoever copies a newer one
// over it.
const Listing = hosting.Listing

// Listed reads a listing: the SHA-256 of each file, in hex, by name.
func Listed(data []byte) map[string]string { return hosting.Listed(data) }

// Build checks everything, then makes the files of the site as they are asked for:
// what pages load before them, the listing last. When the list holds a fault there
// is no file.
func Build(in Input) (iter.Seq[File], diag.List) { return build(in, nil) }

// A Board is what the internal edition says of the debtors.
type Board = board.Board

// BuildInternal makes the internal edition: the same guide, with the day at a
// glance and a sheet for each client. Every page says that it holds personal data.
func BuildInternal(in Input, day *Board) (iter.Seq[File], diag.List) { return build(in, day) }

func build(in Input, day *Board) (iter.Seq[File], diag.List) {
	b := &builder{in: in, board: day, bySlug: map[string]*page.Page{}, byStage: map[string]*page.Page{}, doubtful: map[string]bool{}}
	b.read()
	b.countPrinted()
	for _, p := range b.pages {
		b.shape(p)
	}
	for _, p := range b.pages {
		b.link(p)
	}
	b.problems.Sort()
	if b.problems.Faults() {
		return func(func(File) bool) {}, b.problems
	}
	return b.files(), b.problems
}

type builder struct {
	in       Input
	board    *Board       // nil in the public edition
	pages    []*page.Page // in reading order
	bySlug   map[string]*page.Page
	byStage  map[string]*page.Page // the page that describes a stage
	doubtful map[string]bool       // addresses of pages with a fault of their own
	problems diag.List

	sizes      map[string]int    // pages of each section, and of the whole
	navigation map[string]string // as HTML, by section, without the mark of the current page
}

// shape makes of a page what its type says, and fills its inserts.
func (b *builder) shape(p *page.Page) {
	if p.IsMade() {
		return
	}
	b.age(p)
	b.quote(p)
	b.when(p)
	switch p.Type {
	case "trame":
		b.desk(p)
	case "quiz":
		p.Quiz()
	}
	b.fill(p)
}

// A section is a part of the navigation.
type section struct{ key, Name string }

var sections = []section{
	{"commencer", "Commencer"},
	{board.Section, "Les dossiers"}, // of the internal edition alone
	{"comprendre", "Comprendre"},
	{"etapes", "Les étapes"},
	{"appeler", "Au téléphone"},
	{"accords", "Accords et cas difficiles"},
	{"equipe", "L'équipe"},
	{"reperes", "Repères"},
	{"outils", "Outils"},
}
