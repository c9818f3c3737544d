// Package model reads the templates of a folder: their front matter, their
// fragments, their variants, and every fault in them before anything runs.
package model

import (
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"text/template/parse"

	"relance/generator/crew"
	"relance/generator/decode"
	"relance/generator/diag"
	"relance/generator/document/markdown"
	"relance/generator/kit"
	"relance/generator/merge/catalogue"
	"relance/generator/merge/language"
	"relance/generator/merge/tags"
)

// maxSize is the largest template, in bytes.
const maxSize = 64 << 10

// A Set is the templates and fragments of a kit, read and checked.
type Set struct {
	models    map[string]*Model           // by name: relance-1, mise-en-demeure.particulier
	fragments map[string]*language.Source // by name
}

// A Head is the front matter of a template.
type Head struct {
	At       map[string]diag.Pos
	Title    string     `cle:"titre,requis" aide:"titre du document"`
	Subject  string     `cle:"objet" aide:"objet du courrier ou du message ; peut contenir des champs"`
	Channel  string     `cle:"canal,requis" choix:"email|sms|appel|courrier|recommande|interne" aide:"canal habituel"`
	Tone     int        `cle:"ton,requis" aide:"0 amical … 5 mise en demeure"`
	Nature   kit.Nature `cle:"nature,requis" choix:"preventive|douce|reunion|interne|formelle|mise_en_demeure|transmission" aide:"nature de l'étape"`
	Public   []string   `cle:"public" aide:"à qui il convient : pro, particulier, public ; absent : à tous"`
	Senders  []string   `cle:"expediteur" aide:"qui peut l'envoyer : creancier, mandataire ; absent : tous"`
	Needs    []string   `cle:"exige" aide:"champs qui doivent être remplis pour chaque client"`
	Enclosed []string   `cle:"pieces_jointes" aide:"ce qu'on joint : factures, lettre (celle de la même étape), releve"`
	To       string     `cle:"destinataire" choix:"client|mandataire_judiciaire" aide:"à qui il s'adresse ; absent : au client"`
	Source   string     `cle:"source" aide:"note de l'auteur, jamais imprimée"`
}

// Trustee (mandataire judiciaire) is who reads a declaration of claim.
const Trustee = "mandataire_judiciaire"

// A Model is one template file.
type Model struct {
	Name, File string // relance-1.public, templates/relance-1.public.md
	Head       Head
	Subject    *language.Source
	Body       *language.Source
	Sound      bool   // without a fault of its own
	Text       string // all its words, fragments and title included, folded by [Fold]
}

// Load reads every template at the root of fsys and every fragment under
// fragments/, and checks all their branches. The models are usable only if the
// list holds no fault.
func Load(fsys fs.FS) (*Set, diag.List) {
	m := &Set{models: map[string]*Model{}, fragments: map[string]*language.Source{}}
	var problems diag.List
	fragments := listed(fsys, "fragments", &problems)
	for i, f := range each(fragments, func(name string) (*language.Source, diag.List) { return readFragment(fsys, name, fragments) }) {
		if problems = append(problems, f.problems...); f.read != nil {
			m.fragments[fragments[i]] = f.read
		}
	}
	problems = append(problems, m.cycles()...)
	names := listed(fsys, ".", &problems)
	for i, f := range each(names, func(name string) (*Model, diag.List) { return m.template(fsys, name, fragments) }) {
		if problems = append(problems, f.problems...); f.read != nil {
			m.models[names[i]] = f.read
		}
	}
	problems = append(problems, m.checkGlyphs()...)
	problems.Sort()
	return m, problems
}

// Model returns the model of that name, nil when there is none.
func (m *Set) Model(name string) *Model { return m.models[name] }

// A draft is a file with what is wrong in it; nothing is read of one that is not text.
type draft[T any] struct {
	read     *T
	problems diag.List
}

// each reads files, several at once, in their order.
func each[T any](names []string, read func(name string) (*T, diag.List)) []draft[T] {
	out := make([]draft[T], len(names))
	crew.Each(len(names), func(i int) { out[i].read, out[i].problems = read(names[i]) })
	return out
}

func readFragment(fsys fs.FS, name string, fragments []string) (*language.Source, diag.List) {
	var problems diag.List
	src, ok := readModel(fsys, language.FragmentFile(name), &problems)
	if !ok {
		return nil, problems
	}
	s, faults := language.Check(tags.Page{File: Display(language.FragmentFile(name)), Text: string(src)}, fragments)
	return s, proofread(s, faults)
}

// template reads one template, once the fragments are.
func (m *Set) template(fsys fs.FS, name string, fragments []string) (*Model, diag.List) {
	md := &Model{Name: name, File: Display(name + ".md")}
	var problems diag.List
	src, ok := readModel(fsys, name+".md", &problems)
	if !ok {
		return nil, problems
	}
	text, problems := decode.FrontMatter(md.File, src, &md.Head)
	if md.Head.At == nil && !problems.Faults() {
		problems.Addf(diag.Pos{File: md.File, Line: 1, Col: 1}, diag.Fault, "F004", "l'en-tête du modèle est absent").Hint =
			"commencez le fichier par une ligne ---, puis titre:, canal:, ton:, nature:, puis une ligne ---"
	}
	problems = append(problems, md.checkHead()...)
	body, faults := language.Check(tags.Page{File: md.File, Text: string(text)}, fragments)
	problems = append(problems, proofread(body, faults)...)
	md.Body = body
	subject, faults := language.CheckLine(md.File, md.Head.Subject, md.Head.At["objet"])
	problems = append(problems, faults...)
	md.Subject = subject
	if m.weight(md.Body, 0) > maxIncludes {
		problems.Addf(md.Body.Includes[0].At, diag.Fault, "E108", "plus de %d inclusions", maxIncludes).Hint = "écrivez le texte une seule fois"
	}
	if !problems.Faults() {
		problems = append(problems, m.checkScope(md)...)
		problems = append(problems, m.checkBody(md)...)
	}
	md.Sound = !problems.Faults()
	md.Text = m.wordsOf(md)
	return md, problems
}

// Display is how a file of the templates' folder is named to the user.
func Display(name string) string { return path.Join("templates", name) }

// listed are the .md files of a folder, by name without extension. The
// folder may be absent.
func listed(fsys fs.FS, dir string, problems *diag.List) []string {
	entries, err := fs.ReadDir(fsys, dir)
	if err != nil && dir == "." {
		problems.Addf(diag.Pos{File: "templates"}, diag.Fault, "F009", "dossier illisible : %s", diag.French(err)).Hint =
			"vérifiez les droits du dossier"
	}
	var names []string
	for _, e := range entries {
		if name, ok := strings.CutSuffix(e.Name(), ".md"); ok && !e.IsDir() {
			names = append(names, name)
		}
	}
	return names
}

// readModel reads a file that people edit: size and private-use characters are
// checked before anything else looks at it.
func readModel(fsys fs.FS, name string, problems *diag.List) ([]byte, bool) {
	at := diag.Pos{File: Display(name)}
	src, err := fs.ReadFile(fsys, name)
	switch {
	case err != nil:
		problems.Addf(at, diag.Fault, "F009", "fichier illisible : %s", diag.French(err)).Hint = "vérifiez les droits du fichier"
		return nil, false
	case len(src) > maxSize:
		problems.Addf(at, diag.Fault, "E113", "modèle trop long : 64 Kio au plus").Hint = "découpez-le en fragments"
		return nil, false
	}
	if i := markdown.IndexPrivate(string(src)); i >= 0 {
		s := tags.Page{File: at.File, Text: string(src)}
		problems.Addf(s.Pos(i), diag.Fault, "E109", "caractère réservé").Hint = "effacez ce caractère invisible et retapez les mots voisins"
		return nil, false
	}
	return src, true
}

// checkHead checks the words of the front matter that decode cannot.
func (md *Model) checkHead() diag.List {
	var problems diag.List
	words := func(key string, given, known []string) {
		for _, w := range given {
			if !slices.Contains(known, w) {
				problems.Addf(md.Head.At[key], diag.Fault, "F006", "« %s » n'est pas un choix de « %s »", w, key).Hint =
					catalogue.DidYouMean(w, known, "choix : "+strings.Join(known, ", "))
			}
		}
	}
	words("public", md.Head.Public, []string{"pro", "particulier", "public"})
	words("expediteur", md.Head.Senders, []string{"creancier", "mandataire"})
	words("pieces_jointes", md.Head.Enclosed, []string{"factures", "lettre", "releve"})
	for _, name := range md.Head.Needs {
		if _, ok := catalogue.Lookup(name); !ok {
			problems.Addf(md.Head.At["exige"], diag.Fault, "E101", "variable inconnue « %s »", name).Hint = catalogue.DidYouMeanField(name, "", "")
		}
	}
	return problems
}

// proofread adds to a text's faults those of its Markdown, once it has no other.
func proofread(s *language.Source, faults diag.List) diag.List {
	if len(faults) > 0 {
		return faults
	}
	return s.Proofread()
}

// cycles refuses fragments that include themselves, and removes them.
func (m *Set) cycles() diag.List {
	var problems diag.List
	for _, name := range sortedKeys(m.fragments) {
		if u, ok := m.loopback(name, name, map[string]bool{}); ok {
			problems.Addf(u.At, diag.Fault, "E108", "%s s'inclut lui-même", Display(language.FragmentFile(name))).Hint =
				"retirez ce {{inclure}} de l'un des fragments"
		}
	}
	return problems
}

// loopback is the include of from that leads back to target.
func (m *Set) loopback(from, target string, seen map[string]bool) (language.Use, bool) {
	f := m.fragments[from]
	if f == nil || seen[from] {
		return language.Use{}, false
	}
	seen[from] = true
	for _, u := range f.Includes {
		if u.Name == target {
			return u, true
		}
		if _, ok := m.loopback(u.Name, target, seen); ok {
			return u, true
		}
	}
	return language.Use{}, false
}

// maxIncludes bounds what fragments that include fragments may unfold into.
const maxIncludes = 200

// weight counts the fragments a text unfolds into; it stops counting above the
// limit, and at a depth that only a cycle reaches.
func (m *Set) weight(s *language.Source, depth int) int {
	n := 0
	for _, u := range s.Includes {
		if f := m.fragments[u.Name]; f != nil && depth < 20 && n <= maxIncludes {
			n += 1 + m.weight(f, depth+1)
		}
	}
	return n
}

// Parts are the body of a model and the fragments it includes, each once.
func (m *Set) Parts(md *Model) []*language.Source {
	out := []*language.Source{md.Body}
	seen := map[string]bool{}
	for i := 0; i < len(out); i++ {
		for _, u := range out[i].Includes {
			if f := m.fragments[u.Name]; f != nil && !seen[u.Name] {
				seen[u.Name] = true
				out = append(out, f)
			}
		}
	}
	return out
}

// checkScope refuses the fields that have no meaning in a model of that nature.
func (m *Set) checkScope(md *Model) diag.List {
	var problems diag.List
	for _, part := range append(m.Parts(md), md.Subject) {
		for _, u := range part.Names {
			if f, _ := catalogue.Lookup(u.Name); f.Natures != nil && !slices.Contains(f.Natures, md.Head.Nature) {
				problems.Addf(u.At, diag.Fault, "E105", "« %s » n'existe pas dans un modèle de nature « %s »", u.Name, md.Head.Nature).Hint =
					"retirez ce champ, ou corrigez la nature dans l'en-tête"
			}
		}
	}
	return problems
}

// checkBody refuses a model that would leave a sheet blank.
func (m *Set) checkBody(md *Model) diag.List {
	var problems diag.List
	for _, part := range m.Parts(md) {
		broken := slices.ContainsFunc(part.Includes, func(u language.Use) bool { // told already
			_, loops := m.loopback(u.Name, u.Name, map[string]bool{})
			return loops || m.fragments[u.Name] == nil
		})
		if broken || len(part.Outputs) > 0 || strings.TrimSpace(part.Words) != "" {
			return nil
		}
	}
	problems.Addf(diag.Pos{File: md.File, Line: 1, Col: 1}, diag.Fault, "E115", "le modèle est vide sous son en-tête").Hint =
		"écrivez son texte, ou supprimez le fichier : celui du programme servira"
	return problems
}

// Trees are the parse trees that a model runs with, by template name.
func (m *Set) Trees(md *Model) map[string]*parse.Tree {
	trees := map[string]*parse.Tree{}
	for name, f := range m.fragments {
		trees[language.FragmentFile(name)] = f.Tree
	}
	trees[md.File] = md.Body.Tree
	return trees
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
