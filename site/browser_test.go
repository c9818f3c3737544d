package site

import (
	"context"
	"encoding/json"
	"fmt"
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

// written puts the site in a folder and returns the address of a page, such as a
// double click gives it.
func written(t *testing.T, files []File) func(page string) string {
	t.Helper()
	dir := t.TempDir()
	for _, f := range files {
		name := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return func(page string) string {
		return (&url.URL{Scheme: "file", Path: filepath.ToSlash(filepath.Join(dir, page))}).String()
	}
}

// patience is for a browser that hangs; the audit takes its time.
var patience = 5 * time.Minute

// browser opens a real browser; what it complains about is a fault of the test.
func browser(t *testing.T) context.Context {
	t.Helper()
	if testing.Short() {
		t.Skip("a browser takes seconds")
	}
	found := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			found = path
			break
		}
	}
	if found == "" {
		t.Skip("no chromium here")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(found), chromedp.NoSandbox, chromedp.DisableGPU)
	for _, flag := range []string{"disable-quic", "disable-background-networking", "disable-component-update", "disable-sync"} {
		options = append(options, chromedp.Flag(flag, true))
	}
	ctx, stop := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(stop)
	complain := func(event any) {
		switch name := fmt.Sprintf("%T", event); name {
		case "*runtime.EventExceptionThrown", "*runtime.EventConsoleAPICalled", "*log.EventEntryAdded":
			said, _ := json.Marshal(event)
			t.Errorf("%s: %s", name, said)
		}
	}
	ctx, stop = chromedp.NewContext(ctx, chromedp.WithListener(complain))
	t.Cleanup(stop)
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(1280, 900)); err != nil {
		t.Fatal(err)
	}
	ctx, stop = context.WithTimeout(ctx, patience)
	t.Cleanup(stop)
	return ctx
}

// ask runs steps, then returns what an expression of the page is worth.
func ask[T any](t *testing.T, ctx context.Context, expression string, steps ...chromedp.Action[chromedp.Void]) T {
	t.Helper()
	if err := chromedp.Do(ctx, steps...); err != nil {
		t.Fatal(err)
	}
	answer, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression))
	if err != nil {
		t.Fatal(err)
	}
	return answer
}

func TestInABrowser(t *testing.T) {
	ctx := browser(t)
	files := built(t)
	at := written(t, files)
	t.Run("the site works by double click", func(t *testing.T) { worksByDoubleClick(t, ctx, at) })
	t.Run("the search finds what people type", func(t *testing.T) { findsWhatPeopleType(t, ctx, at) })
	t.Run("the sums are the program's", func(t *testing.T) { computesAsTheProgram(t, ctx, at) })
	t.Run("the keyboard leads a search", func(t *testing.T) { answersTheKeyboard(t, ctx, at) })
	t.Run("a filter finds what is typed", func(t *testing.T) { filtersAsPeopleType(t, ctx, at) })
	t.Run("a copy never fails in silence", func(t *testing.T) { copiesWithoutAClipboard(t, ctx, at) })
	t.Run("the calendar gives the program's days", func(t *testing.T) { datesPlansAsTheProgram(t, ctx) })
	t.Run("the call desk follows a call", func(t *testing.T) { followsACall(t, ctx, at) })
	t.Run("no page is wider than a phone", func(t *testing.T) { fitsAPhone(t, ctx, files) })
}

func worksByDoubleClick(t *testing.T, ctx context.Context, at func(string) string) {
	text := func(selector string) string { return `document.querySelector("` + selector + `").textContent` }

	if got := ask[string](t, ctx, `document.title`,
		chromedp.Navigate(at("index.html")),
		chromedp.Click(`.navigation a[href="guide-appel.html"]`),
		chromedp.WaitVisible(`body.page-guide-appel .note .copier`)); !strings.HasPrefix(got, "Le guide de l’appel") {
		t.Errorf("the link of the navigation opens %q", got)
	}
	// in a hurry: no accent, a slip
	if got := ask[string](t, ctx, `document.querySelector("#resultats").innerText`,
		chromedp.SendKeys(`#recherche`, "echeence"),
		chromedp.WaitVisible(`#resultats li`)); !strings.Contains(got, "échéance") {
		t.Errorf("the search says %q", got)
	}
	if got := ask[string](t, ctx, text(".calculateur .resultat"),
		chromedp.Navigate(at("cout-du-retard.html")),
		chromedp.Clear(`#calc-montant`), chromedp.SendKeys(`#calc-montant`, "80 000"),
		chromedp.Clear(`#calc-jours`), chromedp.SendKeys(`#calc-jours`, "60")); !strings.Contains(got, "1\u202f052,05\u00a0€") {
		t.Errorf("80 000 for 60 days cost %q", got)
	}
	if got := ask[int](t, ctx, `document.querySelectorAll(".tache :checked").length`,
		chromedp.Navigate(at("checklists.html")),
		chromedp.Click(`.tache input`),
		chromedp.Reload(),
		chromedp.WaitVisible(`.tache input`)); got != 1 {
		t.Errorf("%d ticks kept, want 1", got)
	}
	if got := ask[string](t, ctx, text(".filtre [role=status]"),
		chromedp.Navigate(at("objections.html")),
		chromedp.SendKeys(`#filtre`, "tresorerie")); !strings.HasSuffix(got, " sur 15") || strings.HasPrefix(got, "15") {
		t.Errorf("the filter says %q", got)
	}
}

// A page that scrolls sideways on a phone cannot be read with one hand. All the
// pages stand in frames as narrow as a small phone, from a plain server.
func fitsAPhone(t *testing.T, ctx context.Context, files []File) {
	pages := map[string][]byte{}
	var frames strings.Builder
	for _, f := range files {
		pages["/"+f.Name] = f.Data
		if strings.HasSuffix(f.Name, ".html") && (!isPrint(f.Name) || f.Name == printName("commencer")) {
			frames.WriteString(`<iframe width="320" height="600" src="` + f.Name + `"></iframe>`)
		}
	}
	pages["/cadres.html"] = []byte(`<!doctype html><title>x</title><body>` + frames.String() + `<script>
addEventListener("load", function () {
	self.wide = Array.from(document.querySelectorAll("iframe")).filter(function (f) { return f.contentDocument.documentElement.scrollWidth > 320; }).map(function (f) { return f.getAttribute("src"); });
	self.seen = Array.from(document.querySelectorAll("iframe")).filter(function (f) { return f.contentDocument.querySelector("h1"); }).length;
	document.body.insertAdjacentHTML("afterbegin", "<p id=fini>fini</p>");
});</script>`)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", mime.TypeByExtension(path.Ext(r.URL.Path)))
		w.Write(pages[r.URL.Path])
	}))
	defer server.Close()
	wide := ask[[]string](t, ctx, `self.wide`, chromedp.Navigate(server.URL+"/cadres.html"), chromedp.WaitVisible(`p#fini`))
	if len(wide) > 0 {
		t.Errorf("wider than 320 px: %v", wide)
	}
	if seen := ask[int](t, ctx, `self.seen`); seen != strings.Count(frames.String(), "<iframe") {
		t.Errorf("%d pages were seen", seen)
	}
}
