package schema_test

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"

	"relance/generator/decode"
	"relance/generator/decode/schema"
	"relance/generator/kit"
)

// schemas are those of the kit's files, by base name; plans share one.
func schemas(t *testing.T) map[string]map[string]any {
	t.Helper()
	out := map[string]map[string]any{}
	for _, f := range kit.Files() {
		var s map[string]any
		if err := json.Unmarshal(schema.Of(f.Help, decode.Fields(f.Shape)), &s); err != nil {
			t.Fatal(err)
		}
		out[f.Name] = s
	}
	return out
}

// faults checks a value as editors do, with the words of draft 7 that the schemas use.
func faults(s map[string]any, v any, at string) (found []string) {
	fail := func(format string, args ...any) { found = append(found, at+": "+fmt.Sprintf(format, args...)) }
	if forms, ok := s["anyOf"].([]any); ok {
		for _, one := range forms {
			if len(faults(one.(map[string]any), v, at)) == 0 {
				return nil
			}
		}
		fail("none of the forms allowed: %v", v)
		return found
	}
	if want, ok := s["type"]; ok && !isType(want, v) {
		fail("%T, want %v", v, want)
		return found
	}
	if choices, ok := s["enum"].([]any); ok && !slices.Contains(choices, v) {
		fail("%v is not one of %v", v, choices)
	}
	if p, ok := s["pattern"].(string); ok && !regexp.MustCompile(p).MatchString(fmt.Sprint(v)) {
		fail("%v does not match %s", v, p)
	}
	switch v := v.(type) {
	case []any:
		if least, ok := s["minItems"].(float64); ok && len(v) < int(least) {
			fail("%d items", len(v))
		}
		for i, e := range v {
			found = append(found, faults(s["items"].(map[string]any), e, fmt.Sprintf("%s[%d]", at, i))...)
		}
	case map[string]any:
		found = append(found, keys(s, v, at)...)
	}
	return found
}

func keys(s, v map[string]any, at string) (found []string) {
	properties, _ := s["properties"].(map[string]any)
	for k, e := range v {
		if p, known := properties[k].(map[string]any); known {
			found = append(found, faults(p, e, at+"."+k)...)
		} else if s["additionalProperties"] == false {
			found = append(found, at+": unknown key "+k)
		}
	}
	required, _ := s["required"].([]any)
	for _, k := range required {
		if _, there := v[k.(string)]; !there {
			found = append(found, at+": no "+k.(string))
		}
	}
	return found
}

func isType(want, v any) bool {
	if list, ok := want.([]any); ok {
		return slices.ContainsFunc(list, func(w any) bool { return isType(w, v) })
	}
	switch want {
	case "object":
		return reflect.ValueOf(v).Kind() == reflect.Map
	case "array":
		return reflect.ValueOf(v).Kind() == reflect.Slice
	case "string":
		_, ok := v.(string)
		return ok
	case "integer":
		_, ok := v.(int)
		return ok
	case "number":
		_, integer := v.(int)
		_, ok := v.(float64)
		return ok || integer
	case "boolean":
		_, ok := v.(bool)
		return ok
	}
	return want == "null" && v == nil
}

// parsed reads YAML as an editor does; days stay texts, as in YAML 1.2.
func parsed(t *testing.T, src string) any {
	t.Helper()
	var n yaml.Node
	if err := yaml.Unmarshal([]byte(src), &n); err != nil {
		t.Fatal(err)
	}
	asText(&n)
	var v map[string]any
	if err := n.Decode(&v); err != nil {
		t.Fatal(err)
	}
	return v
}

func asText(n *yaml.Node) {
	if n.Tag == "!!timestamp" {
		n.Tag = "!!str"
	}
	for _, c := range n.Content {
		asText(c)
	}
}

func TestEveryExampleKitMeetsItsSchemas(t *testing.T) {
	all, files := schemas(t), 0
	for _, root := range []string{"../../../content/exemples", "../../../templates"} {
		err := fs.WalkDir(os.DirFS(root), ".", func(name string, e fs.DirEntry, err error) error {
			if err != nil || path.Ext(name) != ".yaml" {
				return err
			}
			key := path.Base(name)
			if path.Base(path.Dir(name)) == "plans" {
				key = "templates/plans/*.yaml"
			}
			s := all[key]
			if s == nil {
				return nil
			}
			src, err := fs.ReadFile(os.DirFS(root), name)
			if err != nil {
				return err
			}
			files++
			for _, f := range faults(s, parsed(t, string(src)), name) {
				t.Error(f)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if files < 12 {
		t.Errorf("only %d files were checked", files)
	}
}

const soundClient = "clients:\n  - code: K1\n    nom: Zéphyrin\n    type: entreprise\n    factures:\n      - numero: 12\n        date: 2026-02-19\n        montant_ttc: 2400.00\n"

func TestWhatTheDecoderRefusesTheSchemaRefuses(t *testing.T) {
	s := schemas(t)["clients.yaml"]
	if f := faults(s, parsed(t, soundClient), ""); len(f) > 0 {
		t.Fatal(f)
	}
	for name, change := range map[string][2]string{
		"an accented key":      {"montant_ttc", "montant_tté"},
		"a state typed":        {"    type:", "    statut: payé\n    type:"},
		"an unknown choice":    {"entreprise", "societe"},
		"a required key":       {"    nom: Zéphyrin\n", ""},
		"an empty required":    {"nom: Zéphyrin", "nom:"},
		"a value for a list":   {"    factures:\n", "    adresse: 9 rue de l'Essai\n    factures:\n"},
		"a block for a value":  {"nom: Zéphyrin", "nom: {a: b}"},
		"neither oui nor non":  {"        montant_ttc", "        verifications: {envoyee: peut-être}\n        montant_ttc"},
		"a list for one block": {"    factures:\n", "    contrat: [a, b]\n    factures:\n"},
	} {
		src := strings.Replace(soundClient, change[0], change[1], 1)
		if len(faults(s, parsed(t, src), "")) == 0 {
			t.Errorf("%s passes:\n%s", name, src)
		}
		var into struct {
			Clients []kit.Client `cle:"clients,requis"`
		}
		if !decode.YAML("clients.yaml", []byte(src), &into).Faults() {
			t.Errorf("%s: the decoder takes it", name)
		}
	}
}

func TestAnEmptyOptionalValueAndALoneValueAreAllowed(t *testing.T) {
	for _, src := range []string{soundClient + "        reference_commande:\n", strings.Replace(soundClient, "nom: Zéphyrin", "nom: 49100", 1)} {
		if f := faults(schemas(t)["clients.yaml"], parsed(t, src), ""); len(f) > 0 {
			t.Error(f)
		}
	}
	kitFile := "creancier:\n  raison_sociale: Atelier\n  adresse: [1 rue de l'Essai]\ndonnees: factures.xlsx\n"
	if f := faults(schemas(t)["relance.yaml"], parsed(t, kitFile), ""); len(f) > 0 {
		t.Error(f)
	}
}

func TestEveryKeyIsExplained(t *testing.T) {
	for _, f := range kit.Files() {
		explained(t, f.Name, decode.Fields(f.Shape))
	}
}

func explained(t *testing.T, at string, fields []decode.Field) {
	for _, f := range fields {
		if f.Help == "" {
			t.Errorf("%s: %s has no help", at, f.Key)
		}
		explained(t, at+"."+f.Key, f.Children)
	}
}
