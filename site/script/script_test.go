package script_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"relance/generator/document/markdown"
	"relance/site/drawing"
	"relance/site/script"
)

func read(t *testing.T, text string) script.Script {
	t.Helper()
	blocks, problems := markdown.Parse("a.md", []byte(text), markdown.ForPlaybook, nil)
	if problems.Faults() {
		t.Fatal(problems)
	}
	return script.Read(blocks)
}

const call = `Avant l'appel.

## Ouvrir {#ouvrir}

> [!DIRE]
> Bonjour, quel jour payez-vous ?

- [Demain](#date)
- [« Rappelez »](#rappel)

## Noter {#date}

fin: promesse

## Rappeler {#rappel}

> [!DIRE]
> Quel jour ?

- une remarque, pas une réponse

Puis :

- [Bien](#date)
`

func TestAScriptIsReadFromPlainMarkdown(t *testing.T) {
	s := read(t, call)
	if len(s.Intro) != 1 || len(s.Nodes) != 3 {
		t.Fatalf("%d blocks before, %d parts", len(s.Intro), len(s.Nodes))
	}
	if got := fmt.Sprint(s.Nodes[0].Choices[0]); got != "{Demain date}" {
		t.Errorf("the first answer is %s", got)
	}
	if s.Nodes[1].End != "promesse" || len(s.Nodes[1].Choices) != 0 {
		t.Errorf("the second part is %+v", s.Nodes[1])
	}
}

func TestWhatWouldLoseACallerIsTold(t *testing.T) {
	long := strings.Repeat("mot ", 26)
	tests := []struct{ name, text, want string }{
		{"a dead end", "## A\n\nRien.\n", "impasse"},
		{"an unknown part", "## A\n\n- [non](#patir)\n\n## Partir {#partir}\n\nfin: refus\n", "vouliez-vous dire « partir »"},
		{"an unknown end", "## A\n\nfin: promese\n", "fin inconnue"},
		{"a circle", "## A\n\n- [non](#b)\n\n## B\n\n- [bis](#a)\n", "tourne en rond"},
		{"a part nobody reaches", "## A\n\nfin: refus\n\n## B\n\nfin: refus\n", "aucune réponse ne mène ici"},
		{"ten answers", "## A\n\n" + strings.Repeat("- [non](#a)\n", 10) + "\nfin: refus\n", "plus de neuf"},
		{"a sentence without breath", "## A\n\n> [!DIRE]\n> " + long + ".\n\nfin: refus\n", "vingt-cinq mots"},
		{"a threat", "## A\n\n> [!DIRE]\n> Sinon, l'huissier.\n\nfin: refus\n", "huissier"},
		{"a promise without a day", "## A\n\n- [oui](#b)\n\n## B\n\nfin: promesse\n", "date"},
		{"no part", "Rien.\n", "aucune partie"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			for _, r := range read(t, test.text).Check() {
				if strings.Contains(r.Text+" "+r.Hint, test.want) {
					return
				}
			}
			t.Errorf("not told: %+v", read(t, test.text).Check())
		})
	}
	for _, r := range read(t, call).Check() {
		t.Errorf("a sound script is blamed: %+v", r)
	}
}

// Whatever the links between parts, the linter ends, and its tree has each part
// once at most, below one that leads to it.
func TestAnyScriptHasATree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var s script.Script
		n := rapid.IntRange(1, 8).Draw(t, "parts")
		for i := range n {
			node := script.Node{ID: fmt.Sprint("p", i), Title: fmt.Sprint("Partie ", i)}
			for _, to := range rapid.SliceOfN(rapid.IntRange(0, n), 0, 4).Draw(t, "answers") {
				node.Choices = append(node.Choices, script.Choice{Label: "x", To: fmt.Sprint("p", to)})
			}
			s.Nodes = append(s.Nodes, node)
		}
		s.Check()
		boxes := s.Tree()
		if len(boxes) == 0 || len(boxes) > n || boxes[0].Row != 0 {
			t.Fatalf("%d boxes for %d parts", len(boxes), n)
		}
		for i, b := range boxes[1:] {
			above := false
			for _, a := range boxes[:i+1] {
				for _, to := range a.To {
					above = above || to == i+1 && a.Row == b.Row-1
				}
			}
			if !above {
				t.Fatalf("box %d hangs from nothing", i+1)
			}
		}
		if svg := drawing.Tree("a", "b", boxes); strings.Count(svg, "<rect") != len(boxes) {
			t.Fatal("the drawing lacks a part")
		}
	})
}
