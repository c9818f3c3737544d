package site

import (
	"bytes"
	"cmp"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"relance/generator/calendar"
	"relance/generator/decode"
	"relance/generator/diag"
	"relance/generator/document"
	"relance/generator/document/markdown"
)

// meta is the front matter of a page.
type meta struct {
	Title    string        `cle:"titre,requis" aide:"titre de la page"`
	Menu     string        `cle:"menu" aide:"titre court, pour la navigation"`
	Section  string        `cle:"section,requis" choix:"commencer|comprendre|etapes|appeler|accords|equipe|reperes|outils" aide:"rubrique"`
	Order    int           `cle:"ordre" aide:"rang dans la rubrique"`
	Summary  string        `cle:"resume" aide:"une ou deux phrases sous le titre"`
	Stages   []string      `cle:"etapes" aide:"étapes des plans que la page décrit"`
	Day      string        `cle:"jour" aide:"quand, par rapport à l'échéance"`
	Channel  string        `cle:"canal" aide:"par quel moyen"`
	Tone     string        `cle:"ton" aide:"sur quel ton"`
	Duration string        `cle:"duree" aide:"temps nécessaire"`
	For      string        `cle:"pour" aide:"à qui la page s'adresse"`
	Reviewed calendar.Date `cle:"relu_le" aide:"date de la dernière relecture"`
	Filter   string        `cle:"filtre" aide:"invite du champ qui filtre la page"`
}

type page struct {
	meta
	slug string
	file string // as the user sees it
	src  []byte // the lines of the file, front matter emptied
	body []segment
	ids  map[string]bool
}

// A segment is a run of blocks, or HTML that an insert has made.
type segment struct {
	blocks []document.Block
	html   string
}

// home is the page that opens the site.
const home = "accueil"

func (p *page) href() string {
	if p.slug == home {
		return "index.html"
	}
	return p.slug + ".html"
}

func (p *page) label() string { return cmp.Or(p.Menu, p.Title) }

// read parses all the pages, and puts them in reading order.
func (b *builder) read() {
	names, err := fs.Glob(b.in.Pages, "*.md")
	if err != nil || len(names) == 0 {
		b.fault(diag.Pos{File: "content"}, "P001", "aucune page trouvée").Hint = "une page est un fichier .md du dossier content"
		return
	}
	for _, name := range names {
		b.readPage(name)
	}
	slices.SortStableFunc(b.pages, func(x, y *page) int {
		return cmp.Or(cmp.Compare(sectionRank(x.Section), sectionRank(y.Section)),
			cmp.Compare(x.Order, y.Order), cmp.Compare(x.slug, y.slug))
	})
	if b.bySlug[home] == nil {
		b.fault(diag.Pos{File: "content"}, "P001", "il manque la page d'accueil").Hint = "écrivez content/accueil.md"
	}
}

func sectionRank(key string) int {
	return slices.IndexFunc(sections, func(s section) bool { return s.key == key })
}

func (b *builder) readPage(name string) {
	p := &page{file: path.Join("content", name), slug: slugOf(name), ids: map[string]bool{}}
	raw, err := fs.ReadFile(b.in.Pages, name)
	if err != nil {
		b.fault(diag.Pos{File: p.file}, "P001", "page illisible")
		return
	}
	b.readMeta(p, raw)
	blocks, problems := markdown.Parse(p.file, p.src, markdown.ForPlaybook, nil)
	b.problems = append(b.problems, problems...)
	p.body = []segment{{blocks: blocks}}
	if twin := b.bySlug[p.slug]; twin != nil {
		b.fault(diag.Pos{File: p.file}, "P002", "même adresse que %s : %s", twin.file, p.href()).Hint = "renommez l'un des deux fichiers"
		return
	}
	b.bySlug[p.slug] = p
	b.pages = append(b.pages, p)
	for _, id := range p.Stages {
		b.byStage[id] = p
	}
}

func (b *builder) readMeta(p *page, raw []byte) {
	if !bytes.HasPrefix(raw, []byte("---")) {
		b.fault(diag.Pos{File: p.file, Line: 1}, "P003", "cette page n'a pas d'en-tête").
			Hint = "commencez par une ligne « --- », puis « titre: » et « section: », puis « --- »"
		p.src = raw
		return
	}
	var problems diag.List
	p.src, problems = decode.FrontMatter(p.file, raw, &p.meta)
	b.problems = append(b.problems, problems...)
}

var notSlug = regexp.MustCompile(`[^a-z0-9]+`)

// slugOf is the address of a page: « Première relance.md » is premiere-relance.
func slugOf(name string) string {
	return strings.Trim(notSlug.ReplaceAllString(diag.Fold(strings.TrimSuffix(name, ".md")), "-"), "-")
}

// take gives an anchor of the page to one element: id, or id-2, id-3…
func (p *page) take(id string) string {
	return unique(id, func(s string) bool {
		taken := p.ids[s]
		p.ids[s] = true
		return taken
	})
}

// fault adds a fault of the pages.
func (b *builder) fault(at diag.Pos, code, format string, args ...any) *diag.Problem {
	return b.problems.Addf(at, diag.Fault, code, format, args...)
}

// at is the place of text in the page, its first line when it is not found.
func (p *page) at(text string) diag.Pos {
	pos := diag.Pos{File: p.file, Line: 1}
	if i := bytes.Index(p.src, []byte(text)); i >= 0 {
		line := p.src[bytes.LastIndexByte(p.src[:i], '\n')+1 : i]
		pos.Line = bytes.Count(p.src[:i], []byte("\n")) + 1
		pos.Col = len([]rune(string(line))) + 1
	}
	return pos
}
