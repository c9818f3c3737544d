package site

import (
	"cmp"
	"io/fs"
	"slices"

	"relance/generator/crew"
	"relance/generator/diag"
	"relance/site/page"
)

// read parses all the pages, and puts them in reading order.
func (b *builder) read() {
	names, err := fs.Glob(b.in.Pages, "*.md")
	if err != nil || len(names) == 0 {
		b.fault(diag.Pos{File: "content"}, "P001", "aucune page trouvée").Hint = "une page est un fichier .md du dossier content"
		return
	}
	type draft struct {
		page     *page.Page
		problems diag.List
	}
	drafts := make([]draft, len(names))
	crew.Each(len(names), func(i int) { drafts[i].page, drafts[i].problems = page.Read(b.in.Pages, names[i]) })
	for _, d := range drafts {
		b.problems = append(b.problems, d.problems...)
		if d.problems.Faults() {
			b.doubtful[d.page.Slug] = true
		}
		b.keep(d.page)
	}
	if b.board != nil {
		for _, p := range b.board.Pages() {
			b.keep(p)
		}
	}
	slices.SortStableFunc(b.pages, func(x, y *page.Page) int {
		return cmp.Or(cmp.Compare(sectionRank(x.Section), sectionRank(y.Section)),
			cmp.Compare(x.Order, y.Order), cmp.Compare(x.Slug, y.Slug))
	})
	if b.bySlug[page.Home] == nil {
		b.fault(diag.Pos{File: "content"}, "P001", "il manque la page d'accueil").Hint = "écrivez content/accueil.md"
	}
}

func sectionRank(key string) int {
	return slices.IndexFunc(sections, func(s section) bool { return s.key == key })
}

// keep gives a page its address.
func (b *builder) keep(p *page.Page) {
	if p.Body == nil {
		return // it could not be read
	}
	if twin := b.bySlug[p.Slug]; twin != nil {
		b.doubtful[p.Slug] = true
		b.fault(diag.Pos{File: p.File}, "P002", "même adresse que %s : %s", twin.File, p.Link()).Hint = "renommez l'un des deux fichiers"
		return
	}
	b.bySlug[p.Slug] = p
	b.pages = append(b.pages, p)
	for _, id := range p.Stages {
		b.byStage[id] = p
	}
}

// age warns of a page that should have been read again.
func (b *builder) age(p *page.Page) {
	if today := b.in.Options.Today; !p.Expires.IsZero() && today > p.Expires {
		b.problems.Addf(p.At("valable_jusquau"), diag.Warning, "P009", "cette page était valable jusqu'au %s", p.Expires).
			Hint = "relisez-la sur ses sources, puis changez relu_le et valable_jusquau"
	}
}

// fault adds a fault of the pages.
func (b *builder) fault(at diag.Pos, code, format string, args ...any) *diag.Problem {
	return b.problems.Addf(at, diag.Fault, code, format, args...)
}
