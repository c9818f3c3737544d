package site

import (
	"fmt"
	"io/fs"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"relance/generator/calendar"
	"relance/generator/diag"
)

const welcome = "---\ntitre: Bonjour\nsection: commencer\n---\n"

func pages(files map[string]string) fs.FS {
	m := fstest.MapFS{"accueil.md": {Data: []byte(welcome)}}
	for name, text := range files {
		m[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return m
}

func said(l diag.List) string {
	var b strings.Builder
	for _, p := range l {
		fmt.Fprintf(&b, "%s:%d:%d %s %s (%s)\n", p.File, p.Line, p.Col, p.Code, p.Text, p.Hint)
	}
	return b.String()
}

func TestWhatIsWrongIsToldWithItsPlaceAndARemedy(t *testing.T) {
	page := "---\ntitre: Page\nsection: reperes\n---\n"
	tests := []struct {
		name  string
		files map[string]string
		want  string
	}{
		{"a link to no page", map[string]string{"a.md": page + "\nVoir [ici](acueil.md).\n"},
			"content/a.md:6:10 P004 lien vers une page qui n'existe pas : acueil.md (vouliez-vous dire « accueil.md » ?)"},
		{"an anchor that is nowhere", map[string]string{"a.md": page + "## Le délai\n\n[x](#le-delais)\n"},
			"content/a.md:7:3 P004 la page content/a.md n'a pas de partie « le-delais » (vouliez-vous dire « le-delai » ?)"},
		{"an anchor of another page", map[string]string{"a.md": page + "[x](accueil.md#rien)\n"},
			"content/a.md:5:3 P004 la page content/accueil.md n'a pas de partie « rien »"},
		{"two pages of one address", map[string]string{"Étape.md": page, "etape.md": page},
			"P002 même adresse que content/etape.md : etape.html (renommez l'un des deux fichiers)"},
		{"an unknown insert", map[string]string{"a.md": page + "{{modelle relance-1}}\n"},
			"content/a.md:5:1 P005 insertion inconnue « modelle » (vouliez-vous dire « modele » ?)"},
		{"no front matter", map[string]string{"a.md": "# Bonjour\n"},
			"content/a.md:1:0 P003 cette page n'a pas d'en-tête"},
		{"a missing title", map[string]string{"a.md": "---\nsection: reperes\n---\n"}, "titre"},
		{"an unknown key", map[string]string{"a.md": "---\ntitre: A\nsection: reperes\nsecton: x\n---\n"}, "section"},
		{"an unknown section", map[string]string{"a.md": "---\ntitre: A\nsection: repere\n---\n"}, "reperes"},
		{"a page that nobody would read", map[string]string{"a.md": page + strings.Repeat("mot ", 1<<20)}, "content/a.md:1:0 P010 page trop longue : 4096 Ko, pour 1024 au plus (coupez-la"},
		{"a link that runs", map[string]string{"a.md": page + "[x](javascript:alert)\n"}, "content/a.md:5"},
		{"HTML", map[string]string{"a.md": page + "<b>gras</b>\n"}, "content/a.md:5"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			files, problems := made(Input{Pages: pages(test.files)})
			if got := said(problems); !strings.Contains(got, test.want) {
				t.Errorf("got\n%swant %s", got, test.want)
			}
			if files != nil {
				t.Error("files are made all the same")
			}
		})
	}
}

func TestAKitWithoutPagesIsRefused(t *testing.T) {
	if _, problems := Build(Input{Pages: fstest.MapFS{}}); !problems.Faults() {
		t.Error("no fault")
	}
}

func TestATemplateWithoutSampleIsOnlyAWarning(t *testing.T) {
	files, problems := made(Input{Pages: pages(map[string]string{"a.md": "---\ntitre: A\nsection: outils\n---\n{{modele relance-1}}\n"})})
	if problems.Faults() || files == nil || !strings.Contains(said(problems), "content/a.md:5:1 P006") {
		t.Errorf("got %v", said(problems))
	}
}

// Whatever an author or a template writes reaches the reader as text.
func TestWhatIsWrittenIsNeverMarkup(t *testing.T) {
	const nasty = `<script>alert(1)</script>"&'`
	in := shipped()
	in.Options.House = nasty
	in.Options.Settings = append(settings(), Setting{Label: nasty, Value: nasty, Help: nasty})
	in.Plans[0].Name, in.Plans[0].Stages[0].Name = nasty, nasty
	in.Samples[0].Title, in.Samples[0].Doc.Subject, in.Samples[0].Doc.From.Name = nasty, nasty, nasty
	in.Fields[0].Help, in.Messages[0].Text = nasty, nasty
	files, problems := made(in)
	if problems.Faults() {
		t.Fatal(said(problems))
	}
	for _, d := range documents(t, files) {
		for _, s := range d.all("script") {
			if s.FirstChild != nil || !strings.HasPrefix(attr(s, "src"), "_/") {
				t.Errorf("%s: a script of its own", d.name)
			}
		}
		if n := len(d.all("script")); n > 2 {
			t.Errorf("%s: %d scripts", d.name, n)
		}
	}
}

// A field of type kit.Client, claim, or a list of names would be a door: the type
// of each input is named here, and only here.
func TestTheInputHasNoPlaceForADebtor(t *testing.T) {
	want := []string{"fs.FS", "site.Options", "[]plan.Plan", "[]gallery.Sample", "[]catalogue.Field", "[]catalogue.Message", "[]tool.Rate", "calendar.Business"}
	in := reflect.TypeFor[Input]()
	if in.NumField() != len(want) {
		t.Fatalf("%d fields", in.NumField())
	}
	for i, w := range want {
		if got := in.Field(i).Type.String(); got != w {
			t.Errorf("field %s is a %s", in.Field(i).Name, got)
		}
	}
}

func TestAPlanLinksItsStagesToTheirPages(t *testing.T) {
	for _, f := range built(t) {
		if f.Name == "plans.html" {
			for _, want := range []string{`<span class="jour">J-3</span> <a class="nom" href="etape-preventive.html">Mot courtois</a>`,
				`<span class="jour">Date passée</span>`, `<span class="nom">Visite</span>`, `accord requis`} {
				if !strings.Contains(string(f.Data), want) {
					t.Errorf("plans.html lacks %s", want)
				}
			}
		}
	}
}

func TestASearchIndexKnowsWordsWithoutTheirAccents(t *testing.T) {
	for _, f := range built(t) {
		if strings.HasPrefix(f.Name, "_/recherche") {
			for _, want := range []string{"echeance ", "echeancier ", "441,", "tresorerie"} {
				if !strings.Contains(string(f.Data), want) {
					t.Errorf("no word %q", want)
				}
			}
			return
		}
	}
	t.Error("no index")
}

func TestACallScriptWithAFaultIsRefusedWithItsLine(t *testing.T) {
	head := "---\ntitre: Appel\nsection: appeler\ntype: trame\n---\n"
	for text, want := range map[string]string{
		"## Ouvrir\n\n- [oui](#suite)\n":                            "content/a.md:6:0 P007 trame : la réponse « oui » mène à une partie inconnue : suite",
		"## Ouvrir\n\n> [!DIRE]\n> {{client.non}}\n\nfin: refus\n":  "content/a.md:9:3 P007 trame : donnée inconnue « client.non » (vouliez-vous dire « client.nom » ?)",
		"## Ouvrir\n\nRien.\n\n## Fin\n\nfin: refus\n":              "content/a.md:6:0 P007 trame : impasse",
		"## Ouvrir\n\nfin: refus\n\n## Perdue\n\nfin: promesse\n\n": "content/a.md:10:0 P008 trame : aucune réponse ne mène ici",
	} {
		files, problems := made(Input{Pages: pages(map[string]string{"a.md": head + text})})
		if got := said(problems); !strings.Contains(got, want) {
			t.Errorf("got\n%swant %s", got, want)
		}
		if strings.Contains(want, "P007") != (files == nil) {
			t.Errorf("%q: files %v", text, files != nil)
		}
	}
}

func TestAPagePastItsDateIsTold(t *testing.T) {
	in := Input{Pages: pages(map[string]string{"a.md": "---\ntitre: Loi\nsection: reperes\nvalable_jusquau: 2026-06-30\n---\n"})}
	for today, want := range map[calendar.Date]bool{0: false, calendar.Of(2026, 6, 30): false, calendar.Of(2026, 7, 1): true} {
		in.Options.Today = today
		files, problems := made(in)
		if got := strings.Contains(said(problems), "P009 cette page était valable"); got != want {
			t.Errorf("on %s: %s", today, said(problems))
		}
		if files == nil {
			t.Error("an old page stops the build")
		}
	}
}

func TestPagesArePrintedTogether(t *testing.T) {
	in := Input{Pages: pages(map[string]string{
		"a.md": "---\ntitre: Un\nsection: reperes\n---\n## Là\n\n[ici](#la), [ailleurs](b.md#la), [page](b.md), [loin](https://exemple.fr/x)\n",
		"b.md": "---\ntitre: Deux\nsection: reperes\n---\n## Là\n\n{{effacer}}\n"})}
	files, problems := made(in)
	if problems.Faults() {
		t.Fatal(said(problems))
	}
	for _, f := range files {
		if f.Name != "imprimer-reperes.html" {
			continue
		}
		for _, want := range []string{`<article class="fascicule" id="a">`, `<h2>Un</h2>`, `<h3 id="a--la">`, `href="#a--la"`, `href="#b--la"`, `href="#b"`, `href="https://exemple.fr/x"`} {
			if !strings.Contains(string(f.Data), want) {
				t.Errorf("lacks %s", want)
			}
		}
		if strings.Contains(string(f.Data), "effacer") {
			t.Error("a button is printed")
		}
		return
	}
	t.Error("no page to print")
}

func TestAServerIsToldWhatAPageCannotSay(t *testing.T) {
	for _, f := range built(t) {
		if f.Name == "_headers" && strings.Contains(string(f.Data), "frame-ancestors 'none'") && strings.Contains(string(f.Data), "X-Robots-Tag: noindex") {
			return
		}
	}
	t.Error("no headers")
}
