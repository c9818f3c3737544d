package main

import (
	"strings"
	"testing"

	"relance/generator/document"
	"relance/generator/merge"
	"relance/templates"
)

// A page shows a document of the very day on which it leaves: its main sentence is
// there, with the sums of that day.
func TestASampleSaysWhatItsPageSaysOfIt(t *testing.T) {
	models, problems := merge.Load(templates.FS)
	if problems.Faults() {
		t.Fatal(problems)
	}
	said := map[string]string{}
	for _, s := range samples(templates.FS, models) {
		var text strings.Builder
		if err := document.Text(&text, s.Doc.Body); err != nil {
			t.Fatal(err)
		}
		said[s.Template] = text.String()
	}
	for name, want := range map[string][]string{
		"promesse-refusee":       {"nous ne pouvons pas accorder un délai aussi long", "962,40"},
		"promesse-rompue":        {"nous ne l'avons pas reçu", "11 juin 2026"},
		"promesse-rompue.tu":     {"je ne l'ai pas reçu"},
		"relance-echeance":       {"il manque 502,43"},
		"constat-caducite":       {"cet accord a pris fin le 6 juin 2026", "1 507,30"},
		"reponse-litige":         {"Un avoir de 384,00", "2 551,75"},
		"relance-2":              {"Nous vous avons relancé le 11 mai 2026"},
		"relance-2.particulier":  {"Nous vous avons écrit le 22 mai 2026"},
		"remerciement-paiement":  {"TV-1127 est soldée"},
		"lettre-recommandee":     {"27/04/2026", "04/05/2026"},
		"mise-en-demeure.public": {"L2192-13"},
	} {
		text := strings.NewReplacer("\u00a0", " ", "\u202f", " ", "’", "'", "**", "", "\n", " ").Replace(said[name])
		for _, w := range want {
			if !strings.Contains(text, w) {
				t.Errorf("%s does not say %q:\n%s", name, w, text)
			}
		}
	}
	if strings.Contains(said["lettre-recommandee"], "11/05/2026") {
		t.Error("lettre-recommandee is among its own former steps")
	}
}
