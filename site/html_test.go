package site

import (
	"bytes"
	"compress/gzip"
	"maps"
	"path"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// A doc is one page as a browser reads it.
type doc struct {
	name  string
	nodes []*html.Node
	ids   map[string]int
}

func documents(t *testing.T, files []File) []doc {
	t.Helper()
	var out []doc
	for _, f := range files {
		if !strings.HasSuffix(f.Name, ".html") {
			continue
		}
		root, err := html.Parse(bytes.NewReader(f.Data))
		if err != nil {
			t.Fatal(err)
		}
		d := doc{name: f.Name, ids: map[string]int{}}
		for n := range root.Descendants() {
			if n.Type == html.ElementNode {
				d.nodes = append(d.nodes, n)
				if id := attr(n, "id"); id != "" {
					d.ids[id]++
				}
			}
		}
		out = append(out, d)
	}
	return out
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func words(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return strings.TrimSpace(b.String())
}

func (d doc) all(tag string) []*html.Node {
	var out []*html.Node
	for _, n := range d.nodes {
		if n.Data == tag {
			out = append(out, n)
		}
	}
	return out
}

func TestEveryPageIsWellBuilt(t *testing.T) {
	for _, d := range documents(t, built(t)) {
		if n := len(d.all("h1")); n != 1 {
			t.Errorf("%s: %d h1", d.name, n)
		}
		if n := len(d.all("main")); n != 1 {
			t.Errorf("%s: %d main", d.name, n)
		}
		if lang := attr(d.all("html")[0], "lang"); lang != "fr" {
			t.Errorf("%s: lang %q", d.name, lang)
		}
		if title := words(d.all("title")[0]); title == "" {
			t.Errorf("%s: no title", d.name)
		}
		for _, id := range slices.Sorted(maps.Keys(d.ids)) {
			if d.ids[id] > 1 {
				t.Errorf("%s: id %q twice", d.name, id)
			}
		}
		level := 0
		for _, n := range d.nodes {
			if len(n.Data) == 2 && n.Data[0] == 'h' && n.Data[1] >= '1' && n.Data[1] <= '6' && !within(n, "nav") {
				if now := int(n.Data[1] - '0'); now > level+1 {
					t.Errorf("%s: %s « %s » follows h%d", d.name, n.Data, words(n), level)
				}
				level = int(n.Data[1] - '0')
			}
		}
	}
}

func within(n *html.Node, tag string) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		if p.Data == tag {
			return true
		}
	}
	return false
}

func TestNothingIsInlineAndNothingComesFromElsewhere(t *testing.T) {
	for _, d := range documents(t, built(t)) {
		policy := ""
		for _, n := range d.nodes {
			if attr(n, "http-equiv") == "Content-Security-Policy" {
				policy = attr(n, "content")
			}
			if n.Data == "style" || n.Data == "script" && n.FirstChild != nil {
				t.Errorf("%s: inline %s", d.name, n.Data)
			}
			for _, a := range n.Attr {
				switch {
				case a.Key == "style", a.Key == "integrity", strings.HasPrefix(a.Key, "on"):
					t.Errorf("%s: <%s %s>", d.name, n.Data, a.Key)
				case a.Key == "src", n.Data == "link" && a.Key == "href":
					if !strings.HasPrefix(a.Val, "_/") && a.Val != "data:," {
						t.Errorf("%s: %s loads %s", d.name, n.Data, a.Val)
					}
				}
			}
		}
		for _, want := range []string{"default-src 'none'", "script-src 'self'", "style-src 'self'", "form-action 'none'", "base-uri 'none'"} {
			if !strings.Contains(policy, want) {
				t.Errorf("%s: policy without %s", d.name, want)
			}
		}
	}
}

func TestEveryControlHasANameAndEveryHeaderAScope(t *testing.T) {
	for _, d := range documents(t, built(t)) {
		named := map[string]bool{}
		for _, l := range d.all("label") {
			named[attr(l, "for")] = true
		}
		for _, n := range d.nodes {
			switch n.Data {
			case "input", "select", "textarea":
				if !named[attr(n, "id")] && !within(n, "label") {
					t.Errorf("%s: input %q without label", d.name, attr(n, "id"))
				}
			case "button", "a", "summary":
				if words(n) == "" && attr(n, "aria-label") == "" {
					t.Errorf("%s: <%s> says nothing", d.name, n.Data)
				}
			case "th":
				if attr(n, "scope") == "" {
					t.Errorf("%s: th « %s » without scope", d.name, words(n))
				}
			case "nav":
				if attr(n, "aria-label") == "" {
					t.Errorf("%s: nav without name", d.name)
				}
			}
		}
	}
}

func TestEveryLinkLeadsSomewhere(t *testing.T) {
	files := built(t)
	known := map[string]bool{}
	for _, f := range files {
		known[f.Name] = true
	}
	docs := documents(t, files)
	ids := map[string]map[string]int{}
	for _, d := range docs {
		ids[d.name] = d.ids
	}
	linked := map[string]bool{"index.html": true}
	for _, d := range docs {
		for _, a := range d.all("a") {
			name, anchor, _ := strings.Cut(attr(a, "href"), "#")
			if name == "" {
				name = d.name
			}
			if strings.Contains(name, ":") {
				continue // mailto, tel, https: nothing to find here
			}
			if !known[path.Clean(name)] || path.Ext(name) != ".html" && !strings.HasPrefix(name, "modeles/") {
				t.Errorf("%s: link to %s", d.name, name)
			} else if anchor != "" && ids[name][anchor] == 0 {
				t.Errorf("%s: no anchor %s in %s", d.name, anchor, name)
			}
			if !within(a, "nav") {
				linked[name] = true
			}
		}
	}
	for _, d := range docs {
		if !linked[d.name] && d.name != "404.html" {
			t.Errorf("%s: no page speaks of it", d.name)
		}
	}
}

// Over a slow line the first page must be there in a second; the index comes with
// the first search, a page to print when it is asked for.
func TestNoPageIsHeavy(t *testing.T) {
	size, scripts := map[string]int{}, 0
	for _, f := range built(t) {
		size[f.Name] = packed(t, f.Data)
		if path.Ext(f.Name) == ".js" && !strings.HasPrefix(f.Name, "_/recherche") {
			scripts += size[f.Name]
		}
		if strings.HasPrefix(f.Name, "_/recherche") && size[f.Name] > 60<<10 {
			t.Errorf("%s: %d bytes packed", f.Name, size[f.Name])
		}
	}
	t.Logf("the scripts weigh %d bytes packed", scripts)
	if scripts > 12<<10 {
		t.Errorf("the scripts weigh %d bytes packed", scripts)
	}
	for _, d := range documents(t, built(t)) {
		if isPrint(d.name) || d.name == "messages.html" {
			continue // one long page by nature
		}
		total, requests := size[d.name], 1
		for _, n := range d.nodes {
			for _, name := range []string{attr(n, "src"), attr(n, "href")} {
				if n.Data != "a" && strings.HasPrefix(name, "_/") {
					total += size[name]
					requests++
				}
			}
		}
		if total > 25<<10 || requests > 6 {
			t.Errorf("%s: %d bytes packed in %d requests", d.name, total, requests)
		}
	}
}

func packed(t *testing.T, data []byte) int {
	t.Helper()
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	w.Write(data)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Len()
}

// A list of the regions of a page must tell them apart.
func TestEveryRegionHasANameOfItsOwn(t *testing.T) {
	for _, d := range documents(t, built(t)) {
		seen := map[string]bool{}
		for _, n := range d.nodes {
			name := attr(n, "aria-label")
			if attr(n, "role") == "region" && name != "" && seen[name] {
				t.Errorf("%s: two regions are named %q", d.name, name)
			}
			seen[name] = true
		}
	}
}
