package main

import (
	"os"
	"path/filepath"
	"testing"
)

func TestExcerptsAreReadInTheEncodingOfTheFile(t *testing.T) {
	dir := t.TempDir()
	for name, src := range map[string]string{
		"Windows-1252": "Num\xe9ro;\xc9ch\xe9ance;D\xe9j\xe0 r\xe9gl\xe9\n",
		"UTF-8":        "Numéro;Échéance;Déjà réglé\n",
		"UTF-16":       "\xff\xfe" + "N\x00u\x00m\x00\xe9\x00r\x00o\x00;\x00\xc9\x00c\x00h\x00\xe9\x00a\x00n\x00c\x00e\x00;\x00D\x00\xe9\x00j\x00\xe0\x00 \x00r\x00\xe9\x00g\x00l\x00\xe9\x00\n\x00",
	} {
		if err := os.WriteFile(filepath.Join(dir, "f.csv"), []byte(src), 0o600); err != nil {
			t.Fatal(err)
		}
		if got := string((&app{dir: dir}).source("f.csv")); got != "Numéro;Échéance;Déjà réglé\n" {
			t.Errorf("%s: %q", name, got)
		}
	}
}
