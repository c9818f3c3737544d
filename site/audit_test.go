//go:build audit

package site

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"mime"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// The audit asks tools that npm installs; TOOLS is the folder they were installed
// in, with axe-core, html-validate, vnu-jar, lighthouse and puppeteer-core:
//
//	TOOLS=$t go test -tags audit -run Audit ./site
func tools(t *testing.T, name string) string {
	t.Helper()
	if os.Getenv("TOOLS") == "" {
		t.Skip("TOOLS names no folder")
	}
	file := filepath.Join(os.Getenv("TOOLS"), "node_modules", filepath.FromSlash(name))
	if _, err := os.Stat(file); err != nil {
		t.Skipf("%s is not installed", name)
	}
	return file
}

// kinds are pages of each type, the longest of its type first.
var kinds = []string{"index.html", "etape-mise-en-demeure.html", "poste-appel.html", "checklists.html", "galerie.html", "cadre-legal.html",
	"plans.html", "quiz.html", "objections.html", "messages.html", "cout-du-retard.html", "404.html", "imprimer-etapes.html"}

func TestAuditAxeFindsNothing(t *testing.T) {
	source, err := os.ReadFile(tools(t, "axe-core/axe.min.js"))
	if err != nil {
		t.Fatal(err)
	}
	public, internal := built(t), builtInternal(t)
	patience = time.Hour
	ctx := browser(t)
	for _, look := range []struct {
		name, scheme string
		width        int64
		files        []File
	}{
		{"light", "light", 1280, public}, {"dark", "dark", 1280, public}, {"a small phone", "light", 320, public}, {"internal", "light", 1280, internal},
	} {
		at := written(t, look.files)
		if err := chromedp.Do(ctx, chromedp.EmulateViewport(look.width, 900)); err != nil {
			t.Fatal(err)
		}
		for _, f := range look.files {
			if !strings.HasSuffix(f.Name, ".html") || f.Name == printAll {
				continue
			}
			addresses := []string{at(f.Name)}
			if strings.Contains(string(f.Data), `class="trame"`) { // in the middle and at the end of a call
				addresses = append(addresses, at(f.Name)+"#fait", at(f.Name)+"#reformuler", at(f.Name)+"#date")
			}
			for _, address := range addresses {
				for _, v := range violations(t, ctx, string(source), address, look.scheme) {
					t.Errorf("%s, %s: %s", look.name, path.Base(address), v)
				}
			}
		}
	}
}

func violations(t *testing.T, ctx context.Context, axe, address, scheme string) []string {
	t.Helper()
	ask[bool](t, ctx, axe+`; self.found = null; axe.run({ preload: false, runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }).then(function (r) {
		self.found = r.violations.map(function (v) { return v.id + ": " + v.nodes.slice(0, 3).map(function (n) { return n.html.slice(0, 160); }).join(" | "); });
		document.body.insertAdjacentHTML("afterbegin", "<p id=fini>fini</p>"); }); true`, colours(scheme), chromedp.Navigate("about:blank"), chromedp.Navigate(address))
	return ask[[]string](t, ctx, `self.found`, chromedp.WaitVisible(`p#fini`))
}

// colours are those that the reader asked the browser for: light or dark.
func colours(scheme string) chromedp.Action[chromedp.Void] {
	return func(ctx context.Context, t *chromedp.Target) (chromedp.Void, error) {
		features := []map[string]string{{"name": "prefers-color-scheme", "value": scheme}}
		return chromedp.Void{}, t.Call(ctx, "Emulation.setEmulatedMedia", map[string]any{"features": features}, &struct{}{})
	}
}

// folder is where the pages of both editions stand.
func folder(t *testing.T) (dir string, pages []string) {
	t.Helper()
	for _, files := range [][]File{built(t), builtInternal(t)} {
		first, err := url.Parse(written(t, files)("index.html"))
		if err != nil {
			t.Fatal(err)
		}
		dir = filepath.Dir(filepath.FromSlash(first.Path))
		for _, f := range files {
			if strings.HasSuffix(f.Name, ".html") {
				pages = append(pages, filepath.Join(dir, f.Name))
			}
		}
	}
	return dir, pages
}

func TestAuditTheHTMLIsValid(t *testing.T) {
	config := filepath.Join(t.TempDir(), ".htmlvalidate.json")
	rules, err := os.ReadFile("testdata/audit/htmlvalidate.json")
	if err == nil {
		err = os.WriteFile(config, rules, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	_, pages := folder(t)
	run(t, "node", append([]string{tools(t, "html-validate/bin/html-validate.mjs"), "--config", config}, pages...)...)
}

func TestAuditTheValidatorOfTheW3CFindsNothing(t *testing.T) {
	if _, err := exec.LookPath("java"); err != nil {
		t.Skip("no java here")
	}
	_, pages := folder(t)
	// A file has no origin, and vnu says that the policy's 'self' means nothing there.
	run(t, "java", append([]string{"-jar", tools(t, "vnu-jar/build/dist/vnu.jar"), "--errors-only", "--filterpattern", ".*Content Security Policy.*"}, pages...)...)
}

func run(t *testing.T, name string, args ...string) {
	t.Helper()
	out, err := exec.Command(name, args...).CombinedOutput()
	if err != nil || len(bytes.TrimSpace(out)) > 0 {
		t.Errorf("%v\n%.6000s", err, out)
	}
}

// served is the site from a server that compresses, as any does.
func served(t *testing.T) *httptest.Server {
	t.Helper()
	files := map[string][]byte{}
	for _, f := range built(t) {
		files["/"+f.Name] = f.Data
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		data, ok := files[r.URL.Path]
		if !ok {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", mime.TypeByExtension(path.Ext(r.URL.Path)))
		w.Header().Set("Content-Encoding", "gzip")
		w.Header().Set("Cache-Control", "max-age=31536000")
		z := gzip.NewWriter(w)
		z.Write(data)
		z.Close()
	}))
	t.Cleanup(server.Close)
	return server
}

func TestAuditLighthouse(t *testing.T) {
	program := tools(t, "lighthouse/cli/index.js")
	chrome, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("no chromium here")
	}
	server := served(t)
	for _, page := range kinds {
		report := filepath.Join(t.TempDir(), "report.json")
		c := exec.Command("node", program, server.URL+"/"+page, "--quiet", "--output=json", "--output-path="+report,
			"--only-categories=performance,accessibility,best-practices", "--chrome-flags=--headless --no-sandbox --disable-gpu --disable-background-networking")
		c.Env = append(os.Environ(), "CHROME_PATH="+chrome)
		if out, err := c.CombinedOutput(); err != nil {
			t.Errorf("%s: %v\n%.2000s", page, err, out)
			continue
		}
		judge(t, page, report)
	}
}

// judge reads the scores of a page: 98 for performance, 100 for what is within
// anybody's reach.
func judge(t *testing.T, page, report string) {
	t.Helper()
	var said struct {
		Categories map[string]struct{ Score float64 }
		Audits     map[string]struct {
			Title string
			Score *float64
		}
	}
	data, err := os.ReadFile(report)
	if err == nil {
		err = json.Unmarshal(data, &said)
	}
	if err != nil {
		t.Fatal(err)
	}
	for category, least := range map[string]float64{"performance": .98, "accessibility": 1, "best-practices": 1} {
		score := said.Categories[category].Score
		t.Logf("%s: %s %.0f", page, category, score*100)
		if score >= least {
			continue
		}
		t.Errorf("%s: %s %.0f", page, category, score*100)
		for _, a := range said.Audits {
			if a.Score != nil && *a.Score < .9 {
				t.Logf("  %s (%.2f)", a.Title, *a.Score)
			}
		}
	}
}

// Firefox keeps each file apart from the others, as it does for a user.
func TestAuditFirefoxByDoubleClick(t *testing.T) {
	firefox, err := exec.LookPath("firefox-esr")
	if err != nil {
		t.Skip("no firefox-esr here")
	}
	tools(t, "puppeteer-core/package.json")
	dir, _ := folder(t)
	script, err := filepath.Abs("testdata/audit/firefox.cjs")
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command("node", script, firefox, dir)
	c.Env = append(os.Environ(), "NODE_PATH="+filepath.Join(os.Getenv("TOOLS"), "node_modules"))
	if out, err := c.CombinedOutput(); err != nil || len(bytes.TrimSpace(out)) > 0 {
		t.Errorf("%v\n%.6000s", err, out)
	}
}
