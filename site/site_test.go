package site

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"relance/generator/diag"
)

var vers = flag.String("vers", "", "dossier où écrire le site, pour le regarder")

var once = sync.OnceValues(func() ([]File, diag.List) { return made(shipped()) })

// made is a whole site.
func made(in Input) ([]File, diag.List) {
	files, problems := Build(in)
	return slices.Collect(files), problems
}

// built is the shipped playbook, refused on any fault. It is read only.
func built(t *testing.T) []File {
	t.Helper()
	files, problems := once()
	for _, p := range problems {
		if p.Kind == diag.Fault {
			t.Errorf("%s:%d %s %s (%s)", p.File, p.Line, p.Code, p.Text, p.Hint)
		}
	}
	if t.Failed() {
		t.FailNow()
	}
	return files
}

func TestTheShippedPlaybookIsBuilt(t *testing.T) {
	files := built(t)
	if *vers == "" {
		return
	}
	for _, f := range files {
		name := filepath.Join(*vers, filepath.FromSlash(f.Name))
		os.MkdirAll(filepath.Dir(name), 0o755)
		if err := os.WriteFile(name, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func TestTheSameInputGivesTheSameBytes(t *testing.T) {
	one := built(t)
	two, _ := made(shipped())
	if len(one) != len(two) {
		t.Fatalf("%d files, then %d", len(one), len(two))
	}
	for i := range one {
		if one[i].Name != two[i].Name || !bytes.Equal(one[i].Data, two[i].Data) {
			t.Errorf("%s differs from one build to the next", one[i].Name)
		}
	}
}
