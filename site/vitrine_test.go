package site

import (
	"io/fs"
	"regexp"
	"strings"
	"testing"

	"relance/content"
	"relance/generator/diag"
	"relance/generator/kit"
	"relance/templates"
)

// The showcase is all the data the playbook may show.
func TestTheShowcaseIsAKitWithoutFault(t *testing.T) {
	dir, err := fs.Sub(content.Vitrine, "vitrine")
	if err != nil {
		t.Fatal(err)
	}
	k, problems := kit.Load(dir, templates.FS, nil)
	for _, p := range problems {
		if p.Kind != diag.Warning {
			t.Errorf("%s:%d %s %s (%s)", p.File, p.Line, p.Code, p.Text, p.Hint)
		}
	}
	invoices := 0
	for _, c := range k.Clients {
		invoices += len(c.Invoices)
	}
	if len(k.Clients) != 6 || invoices != 12 {
		t.Errorf("%d debtors and %d invoices, want 6 and 12", len(k.Clients), invoices)
	}
}

var telling = regexp.MustCompile(`(?m)(?:^|[ {-])(?:numero|nom|raison_sociale|iban|siren|telephone|mobile|email|montant_ttc|montant): *"?([^",}\n]+)`)

// What must differ is what a reader would search for: shared values would let a
// leak of an example kit pass for the showcase.
func TestTheShowcaseSharesNothingWithTheExampleKits(t *testing.T) {
	kits := ""
	fs.WalkDir(content.Examples, ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			data, _ := fs.ReadFile(content.Examples, name)
			kits += string(data)
		}
		return err
	})
	if kits == "" {
		t.Fatal("no example kit is embedded")
	}
	for _, name := range []string{"relance.yaml", "clients.yaml"} {
		data, err := fs.ReadFile(content.Vitrine, "vitrine/"+name)
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range telling.FindAllStringSubmatch(string(data), -1) {
			if value := strings.TrimSpace(found[1]); strings.Contains(kits, value) {
				t.Errorf("%s: %q stands in an example kit too", name, value)
			}
		}
	}
}
