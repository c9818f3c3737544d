package codes

import "testing"

func TestEveryCodeIsExplained(t *testing.T) {
	seen := map[string]bool{}
	for _, c := range All {
		if seen[c.Code] || c.Title == "" || c.Meaning == "" || c.Example == "" || c.Remedy == "" {
			t.Errorf("%s: written twice or incomplete", c.Code)
		}
		seen[c.Code] = true
	}
	if c, ok := Explain("f003"); !ok || c.Code != "F003" {
		t.Errorf("Explain(f003) = %v, %v", c, ok)
	}
	if _, ok := Explain("F999"); ok {
		t.Error("F999 is explained")
	}
}
