package serve

import (
	"context"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"relance/generator/diag"
	"relance/site"
)

func TestAPageShowsWhatItsFileSays(t *testing.T) {
	dir := t.TempDir()
	page := filepath.Join(dir, "page.md")
	write := func(text string) {
		t.Helper()
		if err := os.WriteFile(page, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("un")
	build := func() ([]site.File, diag.List) {
		text, _ := os.ReadFile(page)
		var problems diag.List
		if string(text) == "faute" {
			problems.Addf(diag.Pos{File: "page.md", Line: 7}, diag.Fault, "P004", "lien <mort>")
			return nil, problems
		}
		pages, problems := site.Build(site.Input{Pages: fstest.MapFS{"accueil.md": {Data: []byte("---\ntitre: Accueil\nsection: commencer\n---\n" + string(text) + "\n")}}})
		return append(slices.Collect(pages), site.File{Name: "_/a.css", Data: []byte("a{}")}), problems
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() { ended <- Serve(ctx, listener, os.DirFS(dir), build) }()
	get := func(path string) string {
		t.Helper()
		answer, err := http.Get("http://" + listener.Addr().String() + path)
		if err != nil {
			t.Fatal(err)
		}
		defer answer.Body.Close()
		body, _ := io.ReadAll(answer.Body)
		return string(body)
	}
	becomes := func(want string) {
		t.Helper()
		for !strings.Contains(get("/"), want) { // until the test's own deadline
			time.Sleep(20 * time.Millisecond)
		}
	}
	becomes(">un<")
	if body := get("/"); !strings.Contains(body, "/_/direct.js?v=") || !strings.Contains(body, "connect-src &#39;self&#39;") {
		t.Errorf("the page does not reload: %s", body)
	}
	if got := get("/_/a.css"); got != "a{}" {
		t.Errorf("the style sheet is %q", got)
	}
	write("faute")
	becomes("page.md:7")
	if body := get("/"); !strings.Contains(body, "lien &lt;mort&gt;") {
		t.Errorf("the fault is %s", body)
	}
	write("trois")
	becomes(">trois<")
	if got := get("/_/version"); len(got) != 16 {
		t.Errorf("the version is %q", got)
	}
	asked := make(chan string)
	known := get("/_/version")
	go func() { asked <- get("/_/version?v=" + known) }() // waits
	write("quatre")
	if got := <-asked; got == known {
		t.Error("a page that waits is not told of the change")
	}
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

func TestOnlyThisMachineIsAnswered(t *testing.T) {
	for host, want := range map[string]bool{"localhost:8080": true, "127.0.0.1:1": true, "[::1]:1": true, "localhost": true, "evil.example": false, "evil.example:80": false, "127.0.0.1.evil.example": false} {
		if local(host) != want {
			t.Errorf("%s: %v", host, !want)
		}
	}
}

func TestWhatTheProgramMakesIsNotWatched(t *testing.T) {
	dir := t.TempDir()
	os.MkdirAll(filepath.Join(dir, "sortie"), 0o700)
	before := stamp(os.DirFS(dir))
	os.WriteFile(filepath.Join(dir, "sortie", "a"), nil, 0o600)
	if stamp(os.DirFS(dir)) != before {
		t.Error("sortie is watched")
	}
	os.WriteFile(filepath.Join(dir, "a.md"), nil, 0o600)
	if stamp(os.DirFS(dir)) == before {
		t.Error("a new page is not seen")
	}
}
