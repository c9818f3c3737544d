package output

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
)

// A kit is a folder's files by path, without what .relance and empty folders
// hold.
type files map[string]string

func (tree files) write(t *testing.T, dir string) {
	t.Helper()
	for name, text := range tree {
		at := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(at), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(at, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func read(t *testing.T, dir string) files {
	t.Helper()
	tree := files{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || name == ".relance/verrou" {
			return err
		}
		text, err := os.ReadFile(filepath.Join(dir, name))
		tree[name] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return tree
}

func (tree files) diff(want files) string {
	var list []string
	for _, name := range slices.Sorted(maps.Keys(tree)) {
		if text, ok := want[name]; !ok {
			list = append(list, "unexpected "+name)
		} else if text != tree[name] {
			list = append(list, fmt.Sprintf("%s: %q, want %q", name, tree[name], text))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(want)) {
		if _, ok := tree[name]; !ok {
			list = append(list, "missing "+name)
		}
	}
	return strings.Join(list, "\n")
}

func (tree files) known() map[string]string {
	sums := map[string]string{}
	for name, text := range tree {
		sums[name] = sum([]byte(text))
	}
	return sums
}

// lock takes the lock for the time of the test.
func lock(t *testing.T, dir string) *Folder {
	t.Helper()
	f, err := Lock(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// produce commits the files of a lot, with the folder sortie as a whole.
func produce(f *Folder, lot string, made files, change Change) (Report, error) {
	stage, err := f.Begin(lot, "sortie")
	if err != nil {
		return Report{}, err
	}
	for _, name := range slices.Sorted(maps.Keys(made)) {
		if err := stage.Write(name, []byte(made[name])); err != nil {
			stage.Drop()
			return Report{}, err
		}
	}
	return stage.Commit(change)
}

func TestALotReplacesTheFolderAsAWholeAndTheOtherFilesOneByOne(t *testing.T) {
	dir := t.TempDir()
	former := files{
		"clients.yaml": "clients", "suivi.xlsx": "v1",
		"sortie/lot.json": "1", "sortie/lettres/C01.pdf": "ancien",
	}
	former.write(t, dir)
	f := lock(t, dir)
	report, err := produce(f, "2026-03-31-boreal-00000002", files{
		"sortie/lot.json": "2", "sortie/lettres/C02.pdf": "neuf", "suivi.xlsx": "v2", ".relance/base": "g2",
	}, Change{Known: former.known(), Appends: []Append{{File: "journal.jsonl", Data: []byte("{1}\n")}}})
	if err != nil || report.Unchanged || report.Archived != "" || len(report.Kept) != 0 {
		t.Fatalf("report %+v, %v", report, err)
	}
	want := files{
		"clients.yaml": "clients", "suivi.xlsx": "v2", ".relance/base": "g2", "journal.jsonl": "{1}\n",
		"sortie/lot.json": "2", "sortie/lettres/C02.pdf": "neuf",
	}
	if d := read(t, dir).diff(want); d != "" {
		t.Error(d)
	}
}

func TestTheSameLotAgainTouchesNothing(t *testing.T) {
	dir := t.TempDir()
	made := files{"sortie/lot.json": "1", "sortie/lettres/C01.pdf": "lettre", "suivi.xlsx": "v1"}
	f := lock(t, dir)
	if _, err := produce(f, "lot", made, Change{}); err != nil {
		t.Fatal(err)
	}
	files{"sortie/notes.txt": "à moi"}.write(t, dir)
	before, _ := os.Stat(filepath.Join(dir, "sortie/lot.json"))
	report, err := produce(f, "lot", made, Change{Lot: "lot", Archive: true, Known: made.known()})
	if err != nil || !report.Unchanged {
		t.Fatalf("report %+v, %v", report, err)
	}
	after, _ := os.Stat(filepath.Join(dir, "sortie/lot.json"))
	if !os.SameFile(before, after) {
		t.Error("lot.json was written again")
	}
}

func TestWhatSomeoneChangedOrAddedIsKeptAndNamed(t *testing.T) {
	dir := t.TempDir()
	former := files{"sortie/lot.json": "1", "sortie/lettres/C01.pdf": "lettre", "suivi.xlsx": "v1"}
	former.write(t, dir)
	files{"sortie/lettres/C01.pdf": "retouchée", "sortie/à moi.txt": "note", "suivi.xlsx": "saisi"}.write(t, dir)
	made := files{"sortie/lot.json": "2", "sortie/lettres/C01.pdf": "neuve", "suivi.xlsx": "v2"}
	report, err := produce(lock(t, dir), "lot-2", made, Change{Lot: "Lot 1", Archive: true, Known: former.known()})
	if err != nil {
		t.Fatal(err)
	}
	want := maps.Clone(made)
	maps.Copy(want, files{
		"archives/lots/lot-1/lot.json":            "1",
		"archives/modifies/lot-1/lettres/C01.pdf": "retouchée",
		"archives/modifies/lot-1/à moi.txt":       "note",
		"archives/modifies/lot-1/suivi.xlsx":      "saisi",
	})
	if d := read(t, dir).diff(want); d != "" {
		t.Error(d)
	}
	kept := []Move{
		{"sortie/lettres/C01.pdf", "archives/modifies/lot-1/lettres/C01.pdf"},
		{"sortie/à moi.txt", "archives/modifies/lot-1/à moi.txt"},
		{"suivi.xlsx", "archives/modifies/lot-1/suivi.xlsx"},
	}
	if !slices.Equal(report.Kept, kept) || report.Archived != "archives/lots/lot-1" {
		t.Errorf("report %+v", report)
	}
}

func TestAnArchiveIsNeverOverwrittenNorMadeTwice(t *testing.T) {
	dir := t.TempDir()
	f := lock(t, dir)
	one, two := files{"sortie/lot.json": "1"}, files{"sortie/lot.json": "2"}
	archived := []string{}
	for n, made := range []files{one, two, one, two, one} {
		change := Change{Lot: []string{"B", "A"}[n%2], Archive: true, Known: []files{two, one}[n%2].known()}
		report, err := produce(f, "lot", made, change)
		if err != nil {
			t.Fatal(err)
		}
		archived = append(archived, report.Archived)
	}
	if want := []string{"", "archives/lots/a", "archives/lots/b", "", ""}; !slices.Equal(archived, want) {
		t.Errorf("archived %q, want %q", archived, want)
	}
	three := files{"sortie/lot.json": "3"}
	if report, err := produce(f, "lot", three, Change{Lot: "B", Archive: true, Known: one.known()}); err != nil || report.Archived != "archives/lots/b-2" {
		t.Errorf("report %+v, %v", report, err)
	}
}

func TestALinkInPlaceOfTheOutputIsMovedAwayNotFollowed(t *testing.T) {
	dir, elsewhere := t.TempDir(), t.TempDir()
	files{"précieux.txt": "1"}.write(t, elsewhere)
	if err := os.Symlink(elsewhere, filepath.Join(dir, "sortie")); err != nil {
		t.Skip("no symbolic links here: ", err)
	}
	if _, err := produce(lock(t, dir), "lot", files{"sortie/lot.json": "1"}, Change{}); err != nil {
		t.Fatal(err)
	}
	if d := read(t, elsewhere).diff(files{"précieux.txt": "1"}); d != "" {
		t.Error(d)
	}
	if to, err := os.Readlink(filepath.Join(dir, "archives/modifies/sans-lot/sortie")); err != nil || to != elsewhere {
		t.Errorf("the link became %q, %v", to, err)
	}
}

func TestATornLineIsReplacedAndATouchedFileRefused(t *testing.T) {
	dir := t.TempDir()
	files{"journal.jsonl": "{1}\n{2"}.write(t, dir)
	f := lock(t, dir)
	if err := f.Append(Append{File: "journal.jsonl", Torn: []byte("{2"), Data: []byte("{3}\n")}); err != nil {
		t.Fatal(err)
	}
	if err := f.Append(Append{File: "journal.jsonl", Torn: []byte("{9"), Data: []byte("{4}\n")}); err == nil {
		t.Error("a file that changed since it was read was accepted")
	}
	if d := read(t, dir).diff(files{"journal.jsonl": "{1}\n{3}\n"}); d != "" {
		t.Error(d)
	}
}

func TestAFolderMovesToAFreePlaceOnly(t *testing.T) {
	dir := t.TempDir()
	files{"sortie/lot.json": "1", "archives/lots/pris/lot.json": "0"}.write(t, dir)
	f := lock(t, dir)
	move := func(from, to string) error {
		stage, err := f.Begin("valider")
		if err != nil {
			t.Fatal(err)
		}
		_, err = stage.Commit(Change{Moves: []Move{{from, to}}})
		return err
	}
	for _, to := range []string{"archives/lots/pris", "../dehors", ".relance/verrou"} {
		if move("sortie", to) == nil {
			t.Errorf("moved to %s", to)
		}
	}
	if err := move("sortie", "archives/lots/libre"); err != nil {
		t.Fatal(err)
	}
	if d := read(t, dir).diff(files{"archives/lots/libre/lot.json": "1", "archives/lots/pris/lot.json": "0"}); d != "" {
		t.Error(d)
	}
}

func TestAFileOpenInExcelIsSeenBeforeAnythingIsDone(t *testing.T) {
	dir := t.TempDir()
	f := lock(t, dir)
	if err := f.OpenElsewhere("suivi.xlsx"); err != nil {
		t.Errorf("an absent file: %v", err)
	}
	files{"suivi.xlsx": "v1"}.write(t, dir)
	if err := f.OpenElsewhere("suivi.xlsx"); err != nil {
		t.Errorf("a closed file: %v", err)
	}
	for _, mark := range []string{"~$suivi.xlsx", ".~lock.suivi.xlsx#"} {
		files{mark: ""}.write(t, dir)
		if err := f.OpenElsewhere("suivi.xlsx"); err == nil || !strings.Contains(err.Error(), mark) {
			t.Errorf("with %s: %v", mark, err)
		}
		os.Remove(filepath.Join(dir, mark))
	}
}

func TestErrorsNameTheFileOnceAndKeepTheCause(t *testing.T) {
	_, err := Lock(filepath.Join(t.TempDir(), "absent"))
	if !errors.Is(err, fs.ErrNotExist) || strings.Contains(err.Error(), "open ") {
		t.Errorf("error %q", err)
	}
	full := blame("sortie/a.pdf", &fs.PathError{Op: "openat", Path: "a.pdf", Err: syscall.ENOSPC})
	if !errors.Is(full, syscall.ENOSPC) || full.Error() != "sortie/a.pdf : "+syscall.ENOSPC.Error() {
		t.Errorf("error %q", full)
	}
}
