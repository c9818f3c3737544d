package serve

import (
	"context"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"relance/generator/diag"
	"relance/site"
)

// The pages forbid every connection: what they are served with must allow the one
// that tells of a change, and a browser is the only judge of it.
func TestAPageInABrowserFollowsItsFile(t *testing.T) {
	if testing.Short() {
		t.Skip("a browser takes seconds")
	}
	chromium, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("no chromium here")
	}
	dir := t.TempDir()
	write := func(text string) {
		if err := os.WriteFile(filepath.Join(dir, "accueil.md"), []byte("---\ntitre: Accueil\nsection: commencer\n---\n"+text+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("Avant.")
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithTimeout(t.Context(), 5*time.Minute)
	defer stop()
	go Serve(ctx, listener, os.DirFS(dir), func() ([]site.File, diag.List) {
		pages, problems := site.Build(site.Input{Pages: os.DirFS(dir)})
		return slices.Collect(pages), problems
	})
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(chromium), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.Flag("disable-background-networking", true))
	ctx, stopBrowser := chromedp.NewExecAllocator(ctx, options...)
	defer stopBrowser()
	ctx, stopPage := chromedp.NewContext(ctx)
	defer stopPage()
	shows := func(text string) chromedp.Action[chromedp.Void] {
		return chromedp.WaitVisible(chromedp.Search(`//main//p[contains(., "` + text + `")] | //li[contains(., "` + text + `")]`))
	}
	if err := chromedp.Do(ctx, chromedp.Navigate("http://"+listener.Addr().String()+"/"), shows("Avant.")); err != nil {
		t.Fatal(err)
	}
	for _, step := range [][2]string{{"Après.", "Après."}, {"[lien](mort.md)", "content/accueil.md:5"}, {"Enfin.", "Enfin."}} {
		write(step[0])
		if err := chromedp.Do(ctx, shows(step[1])); err != nil {
			t.Fatalf("%q does not show: %v", step[1], err)
		}
	}
}
