package output

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestNamesThatSomeSystemRefusesAreRefusedEverywhere(t *testing.T) {
	stage, err := lock(t, t.TempDir()).Begin("lot", "sortie")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{
		"", ".", "..", "../a", "/a", "a/../b", "a//b", "a/", `a\b`, "C:a",
		"sortie/con", "sortie/NUL.pdf", "sortie/Aux .txt", "sortie/com1.tar.gz", "lpt9/a",
		"sortie/a.", "sortie/a ", "sortie/dossier ./a", "sortie/a?.pdf", "sortie/a\x00", "sortie/a\tb", "sortie/\xff",
		"sortie/" + strings.Repeat("a", maxPath), "sortie/e\u0301.pdf",
		".relance", ".relance/commit.json", ".relance/COMMIT.json", ".relance/verrou", ".relance/ancien/a", ".relance/lot-a/b",
	} {
		if err := stage.Write(name, nil); err == nil {
			t.Errorf("%q was accepted", name)
		}
	}
	for _, name := range []string{"suivi.xlsx", ".relance/base", "sortie/lettres/C17-relance1.pdf", "sortie/é, l'Été.pdf", "sortie/console", "sortie/.htaccess"} {
		if err := stage.Write(name, nil); err != nil {
			t.Error(err)
		}
	}
	for _, name := range []string{"suivi.xlsx", "SUIVI.XLSX", "Sortie/a.pdf", "sortie/LETTRES/b.pdf", "sortie/É, L'été.pdf"} {
		if err := stage.Write(name, nil); err == nil {
			t.Errorf("%q was accepted beside a name that differs by case", name)
		}
	}
}

func TestWhateverIsWrittenStaysInTheStage(t *testing.T) {
	dir := t.TempDir()
	f := lock(t, dir)
	rapid.Check(t, func(t *rapid.T) {
		stage, err := f.Begin("lot", "sortie")
		if err != nil {
			t.Fatal(err)
		}
		defer stage.Drop()
		name := rapid.StringMatching(`[a-cA-C./\\ ~:é]{0,12}`).Draw(t, "name")
		if stage.Write(name, []byte("x")) != nil {
			return
		}
		err = filepath.WalkDir(dir, func(at string, entry fs.DirEntry, err error) error {
			below, _ := filepath.Rel(dir, at)
			if below = filepath.ToSlash(below); err == nil && !entry.IsDir() && below != ".relance/verrou" && below != ".relance/lot-lot/"+name {
				t.Fatalf("writing %q made %q", name, below)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})
	if _, err := os.Stat(filepath.Join(filepath.Dir(dir), "a")); err == nil {
		t.Error("a file stands outside of the kit")
	}
}

func TestSlugsAreReadable(t *testing.T) {
	for text, want := range map[string]string{
		"Ateliers Boréal":         "ateliers-boreal",
		"L'Œuvre & Cie – Été":     "l-oeuvre-cie-ete",
		"  C17  ":                 "c17",
		"Cafe\u0301 Łódź":         "cafe-lodz",
		"STRAẞE":                  "strasse",
		"Con":                     "con-x",
		"":                        "sans-nom",
		"日本":                      "sans-nom",
		strings.Repeat("ab ", 40): strings.TrimSuffix(strings.Repeat("ab-", 20), "-"),
	} {
		if got := Slug(text); got != want {
			t.Errorf("Slug(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestEverySlugIsAPortableName(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		slug := Slug(rapid.String().Draw(t, "text"))
		if err := checkPath(slug); err != nil || len(slug) > maxSlug+2 {
			t.Errorf("%q: %v", slug, err)
		}
		if again := Slug(slug); again != slug && again != slug+"-x" {
			t.Errorf("the slug of %q is %q", slug, again)
		}
	})
}
