//go:build audit

package site

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// AXE names the file axe.min.js of the npm package axe-core:
//
//	AXE=node_modules/axe-core/axe.min.js go test -tags audit -run Axe ./site
func TestAxeFindsNothing(t *testing.T) {
	source, err := os.ReadFile(os.Getenv("AXE"))
	if err != nil {
		t.Skip("AXE does not name axe.min.js")
	}
	files := built(t)
	at := written(t, files)
	ctx := browser(t)
	for _, f := range files {
		if !strings.HasSuffix(f.Name, ".html") || f.Name == printAll {
			continue
		}
		address := at(f.Name)
		if f.Name == "poste-appel.html" {
			address += "#reformuler"
		}
		ask[bool](t, ctx, string(source)+`; self.found = null; axe.run({ preload: false, runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }).then(function (r) {
			self.found = r.violations.map(function (v) { return v.id + ": " + v.nodes.slice(0, 3).map(function (n) { return n.html.slice(0, 160); }).join(" | "); });
			document.body.insertAdjacentHTML("afterbegin", "<p id=fini>fini</p>"); }); true`, chromedp.Navigate(address))
		found := ask[[]string](t, ctx, `self.found`, chromedp.WaitVisible(`p#fini`))
		for _, v := range found {
			text, _ := json.Marshal(v)
			t.Errorf("%s: %s", f.Name, text)
		}
	}
}
