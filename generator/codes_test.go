package generator

import (
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"

	"relance/generator/diag/codes"
)

var codeInSource = regexp.MustCompile(`"([FEWJPS][0-9]{3})"`)

func TestEveryCodeOfTheProgramIsExplained(t *testing.T) {
	used := map[string]string{}
	for _, dir := range []string{"../generator", "../site", "../cmd"} {
		err := fs.WalkDir(os.DirFS(dir), ".", func(name string, e fs.DirEntry, err error) error {
			if err != nil || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") || strings.Contains(name, "codes") {
				return err
			}
			src, err := fs.ReadFile(os.DirFS(dir), name)
			for _, m := range codeInSource.FindAllStringSubmatch(string(src), -1) {
				used[m[1]] = dir + "/" + name
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if len(used) < 40 {
		t.Fatalf("only %d codes were found: the walk is wrong", len(used))
	}
	for code, file := range used {
		if _, ok := codes.Explain(code); !ok {
			t.Errorf("%s, used in %s, is not in codes.All", code, file)
		}
	}
}
