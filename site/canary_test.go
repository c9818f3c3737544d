package site

import (
	"bytes"
	"io/fs"
	"regexp"
	"strings"
	"testing"

	"relance/content"
)

// Whoever writes the pages may be tempted to take names from an example kit. No
// byte of the site may hold what identifies a debtor or a creditor of a kit.
func TestNoByteOfTheSiteComesFromAKit(t *testing.T) {
	canaries := map[string]bool{}
	identifying := regexp.MustCompile(`(?m)(?:^|[ {-])(?:numero|nom|raison_sociale|iban|siren|telephone|mobile|email): *"?([^",}\n#]+)`)
	err := fs.WalkDir(content.Examples, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !strings.HasSuffix(name, ".yaml") {
			return err
		}
		data, err := fs.ReadFile(content.Examples, name)
		for _, found := range identifying.FindAllSubmatch(data, -1) {
			if value := strings.TrimSpace(string(found[1])); len(value) > 5 {
				canaries[value] = true
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(canaries) < 50 {
		t.Fatalf("%d canaries: the example kits were not read", len(canaries))
	}
	for _, f := range built(t) {
		for canary := range canaries {
			if bytes.Contains(f.Data, []byte(canary)) {
				t.Errorf("%s holds « %s »", f.Name, canary)
			}
		}
	}
}
