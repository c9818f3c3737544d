//go:build unix

package site

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

const manyPages = 5000

// BenchmarkFiveThousandPages builds and writes a large guide, with its index and
// its links checked, then has Hugo build the same pages without an index. HUGO names
// the program; without it the figures stand alone.
func BenchmarkFiveThousandPages(b *testing.B) {
	for b.Loop() {
		dir := b.TempDir()
		writeMany(b, filepath.Join(dir, "content"))
		ours := spent(b, exec.Command(os.Args[0]), "MANY_PAGES="+dir)
		b.ReportMetric(ours.cpu, "cpu-s")
		b.ReportMetric(ours.memory, "MiB")
		hugo := os.Getenv("HUGO")
		if hugo == "" {
			continue
		}
		dressHugo(b, dir)
		theirs := spent(b, exec.Command(hugo, "--source", dir, "--destination", filepath.Join(dir, "public"), "--quiet"))
		b.ReportMetric(theirs.cpu/ours.cpu, "cpu-hugo/ours")
		b.ReportMetric(theirs.memory/ours.memory, "mem-hugo/ours")
	}
}

// TestMain is also the other process of the benchmark.
func TestMain(m *testing.M) {
	if dir := os.Getenv("MANY_PAGES"); dir != "" {
		buildMany(dir)
		return
	}
	os.Exit(m.Run())
}

func buildMany(dir string) {
	files, problems := Build(Input{Pages: os.DirFS(filepath.Join(dir, "content"))})
	if problems.Faults() {
		panic(said(problems))
	}
	for f := range files {
		name := filepath.Join(dir, "site", filepath.FromSlash(f.Name))
		os.MkdirAll(filepath.Dir(name), 0o755)
		if err := os.WriteFile(name, f.Data, 0o644); err != nil {
			panic(err)
		}
	}
}

type cost struct{ cpu, memory float64 } // seconds, MiB at the peak

func spent(b *testing.B, c *exec.Cmd, env ...string) cost {
	c.Env = append(os.Environ(), env...)
	if out, err := c.CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	used := c.ProcessState.SysUsage().(*syscall.Rusage)
	return cost{(c.ProcessState.UserTime() + c.ProcessState.SystemTime()).Seconds(), float64(used.Maxrss) / 1024}
}

// writeMany writes pages as an office would: five parts, a table, tasks, a quote,
// links to each other.
func writeMany(b *testing.B, dir string) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		b.Fatal(err)
	}
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			b.Fatal(err)
		}
	}
	write("accueil.md", welcome)
	for n := range manyPages {
		var w strings.Builder
		fmt.Fprintf(&w, "---\ntitre: Dossier %d\nsection: %s\nordre: %d\n---\n", n, sections[2+n%7].key, n)
		for part := range 5 {
			fmt.Fprintf(&w, "## Partie %d du dossier %d\n\nLa facture FA-%d, de 2 400 €, est échue depuis %d jours : « relancer », c'est rappeler ; ce n'est pas réclamer. ", part, n, n*5+part, n%90)
			w.WriteString(strings.Repeat("Le client promet une date, puis l'équipe note l'échange et confirme par écrit dans l'heure. ", 8))
			fmt.Fprintf(&w, "\n\nVoir [la page voisine](page-%d.md).\n\n| Étape | Jour | Canal |\n|---|---|---|\n| Relance | J+%d | Courriel |\n| Lettre | J+%d | Courrier |\n\n- [ ] Preuve d'envoi\n- [ ] Preuve de livraison\n\n> Quel jour pouvez-vous virer la somme ?\n\n", (n+1)%manyPages, part, part+5)
		}
		write(fmt.Sprintf("page-%d.md", n), w.String())
	}
}

// dressHugo gives Hugo a layout of the same kind: a navigation of a hundred links, a
// table of contents, the previous and the next page.
func dressHugo(b *testing.B, dir string) {
	layout := `<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>{{.Title}}</title></head><body><nav>{{range first 100 site.RegularPages}}<a href="{{.RelPermalink}}">{{.Title}}</a>{{end}}</nav>` +
		`<main><h1>{{.Title}}</h1>{{.TableOfContents}}{{.Content}}{{with .Prev}}<a href="{{.RelPermalink}}">{{.Title}}</a>{{end}}{{with .Next}}<a href="{{.RelPermalink}}">{{.Title}}</a>{{end}}</main></body></html>`
	for name, text := range map[string]string{
		"hugo.toml":                    "baseURL = \"/\"\ndisableKinds = [\"taxonomy\", \"term\", \"RSS\", \"sitemap\"]\nuglyURLs = true\n",
		"layouts/_default/single.html": layout, "layouts/_default/list.html": layout, "layouts/index.html": layout,
	} {
		file := filepath.Join(dir, filepath.FromSlash(name))
		os.MkdirAll(filepath.Dir(file), 0o755)
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			b.Fatal(err)
		}
	}
	// Hugo has its own names for what a front matter says.
	entries, err := os.ReadDir(filepath.Join(dir, "content"))
	if err != nil {
		b.Fatal(err)
	}
	for _, e := range entries {
		file := filepath.Join(dir, "content", e.Name())
		text, _ := os.ReadFile(file)
		os.WriteFile(file, []byte(strings.NewReplacer("\ntitre:", "\ntitle:", "\nordre:", "\nweight:", "\nsection:", "\nrubrique:").Replace(string(text))), 0o644)
	}
}
