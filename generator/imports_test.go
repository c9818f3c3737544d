package generator

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"strconv"
	"strings"
	"testing"
)

// floors is the house: a room imports only rooms of lower floors. A folder inside a
// room belongs to it.
var floors = map[string]int{
	"templates": 0, "content": 0,
	"generator/diag": 1, "generator/money": 1, "generator/calendar": 1, "generator/output": 1, "generator/crew": 1,
	"generator/journal": 2, "generator/grid": 2, "generator/decode": 2, "generator/document": 2,
	"generator/kit": 3, "generator/layout": 3,
	"generator/pdf": 4, "generator/mail": 4, "generator/claim": 4, "generator/intake": 4, "generator/postage": 4, "generator/casefile": 4, "generator/retention": 4, "site": 4,
	"generator/dunning": 5, "generator/enclosure": 5,
	"generator/agenda": 6, "generator/examiner": 6,
	"generator/merge": 7, "generator/tracker": 7,
	"cmd/relance": 8,
}

// homes gives each dependency the rooms that may import it, by the start of its
// path: one room for what the program is made of, more only for the Unicode tables.
var homes = map[string][]string{
	"github.com/yuin/goldmark":         {"generator/document"},
	"github.com/johnfercher/maroto/v2": {"generator/pdf"},
	"github.com/johnfercher/go-tree":   {"generator/pdf"}, // the nodes of maroto's own tree
	"github.com/xuri/excelize/v2":      {"generator/tracker"},
	"gopkg.in/yaml.v3":                 {"generator/decode"},
	"codeberg.org/go-fonts/liberation": {"generator/layout"},
	"golang.org/x/image":               {"generator/layout"},
	"github.com/spf13/cobra":           {"cmd/relance"},
	"github.com/spf13/pflag":           {"cmd/relance"},
	"github.com/wneessen/go-mail":      {"generator/mail"},
	"github.com/arran4/golang-ical":    {"generator/mail"},
	"github.com/pdfcpu/pdfcpu":         {"generator/intake", "generator/pdf"}, // the PDF files of others
	"github.com/gofrs/flock":           {"generator/output"},
	"golang.org/x/text/encoding":       {"generator/grid"},
	"golang.org/x/text/transform":      {"generator/grid"},
	"golang.org/x/text/currency":       {"generator/kit"},
	"golang.org/x/text/unicode/norm":   {"generator/kit", "generator/grid", "generator/intake", "generator/tracker", "site"},
	"github.com/kljensen/snowball":     {"site"},
}

// A test may compare with a dependency of another room, and use the test tools.
func TestImportsGoDownAndEachDependencyHasOneHome(t *testing.T) {
	files := 0
	err := fs.WalkDir(os.DirFS(".."), ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if e.IsDir() && (strings.HasPrefix(e.Name(), ".") && name != "." || e.Name() == "testdata" || e.Name() == "demo") {
			return fs.SkipDir
		}
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		files++
		checkImports(t, name)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files < 50 {
		t.Fatalf("only %d files were found: the walk is wrong", files)
	}
}

func checkImports(t *testing.T, file string) {
	t.Helper()
	room := roomOf(path.Dir(file))
	if path.Dir(file) == "generator" {
		return // the map itself
	}
	floor, ok := floors[room]
	if !ok {
		t.Errorf("%s: the room %q is not on the map", file, path.Dir(file))
		return
	}
	f, err := parser.ParseFile(token.NewFileSet(), "../"+file, nil, parser.ImportsOnly)
	if err != nil {
		t.Error(err)
		return
	}
	for _, spec := range f.Imports {
		imported, _ := strconv.Unquote(spec.Path.Value)
		if inside, ok := strings.CutPrefix(imported, "relance/"); ok {
			if to := roomOf(inside); to != room && floors[to] >= floor {
				t.Errorf("%s imports %s, which is not on a lower floor", file, inside)
			}
			continue
		}
		if first, _, _ := strings.Cut(imported, "/"); strings.Contains(first, ".") && !atHome(imported, room) {
			t.Errorf("%s imports %s, whose home is elsewhere", file, imported)
		}
	}
}

// roomOf is the room a folder belongs to, itself or one of its parents.
func roomOf(dir string) string {
	for d := dir; d != "."; d = path.Dir(d) {
		if _, ok := floors[d]; ok {
			return d
		}
	}
	return dir
}

func atHome(imported, room string) bool {
	for prefix, rooms := range homes {
		if imported != prefix && !strings.HasPrefix(imported, prefix+"/") {
			continue
		}
		for _, r := range rooms {
			if r == room {
				return true
			}
		}
	}
	return false
}
