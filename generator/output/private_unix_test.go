//go:build unix

package output

import (
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

func TestFilesArePrivateButForTheSite(t *testing.T) {
	defer syscall.Umask(syscall.Umask(0o027))
	dir := t.TempDir()
	made := files{"sortie/lot.json": "1", "sortie/site/css/a.css": "c", "suivi.xlsx": "v1"}
	f := lock(t, dir)
	if _, err := produce(f, "lot", made, Change{Appends: []Append{{File: "journal.jsonl", Data: []byte("{}\n")}}}); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]fs.FileMode{
		"sortie": 0o700, "sortie/lot.json": 0o600, "suivi.xlsx": 0o600, "journal.jsonl": 0o600, ".relance": 0o700,
		"sortie/site": 0o755, "sortie/site/css": 0o755, "sortie/site/css/a.css": 0o644,
	} {
		if info, err := os.Stat(filepath.Join(dir, name)); err != nil || info.Mode().Perm() != want {
			t.Errorf("%s: %v, %v; want %v", name, info.Mode().Perm(), err, want)
		}
	}
}
