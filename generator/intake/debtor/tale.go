package debtor

import (
	"fmt"
	"strings"

	"relance/generator/diag"
)

// A tale (récit) is what is to be said of several rows at once: how, where the first
// of them is, and which they are.
type tale struct {
	how   string
	at    diag.Pos
	whose []string
}

// with adds one more to the tale of that kind, or begins it.
func with(tales []tale, how string, at diag.Pos, whose string) []tale {
	for i := range tales {
		if tales[i].how == how {
			tales[i].whose = append(tales[i].whose, whose)
			return tales
		}
	}
	return append(tales, tale{how, at, []string{whose}})
}

// namedAtMost is how many rows a note about many of them names.
const namedAtMost = 12

func (t tale) list() string {
	list := strings.Join(t.whose[:min(len(t.whose), namedAtMost)], ", ")
	if n := len(t.whose) - namedAtMost; n > 0 {
		list += fmt.Sprintf(" et %d de plus", n)
	}
	return list
}

// tell writes the notes.
func (b *Roll) tell() {
	for _, t := range b.lost {
		b.imp.Note(t.at, "W364", "il faut l'étape et la date, sinon les relances de ces factures repartent du début ; les étapes que vos mots désignent s'écrivent dans "+b.Mapping.File+", sous etapes:",
			"dernière relance %s, non reprise : %s %s", t.how, map[bool]string{true: "facture", false: "factures"}[len(t.whose) == 1], t.list())
	}
	for _, t := range b.planned {
		b.imp.Note(t.at, "W382", "attendez ce jour, ou retirez la date ; un règlement compte quand il est arrivé",
			"règlement à venir, non repris : facture %s", t.list())
	}
	for _, t := range b.phones {
		b.imp.Note(t.at, "W380", "vérifiez-les, et mettez la colonne au format Texte dans votre fichier",
			"le tableur a effacé le début de numéros de téléphone, il est rétabli : %s", t.list())
	}
	for _, t := range b.places {
		b.imp.Note(t.at, "W381", "si ce sont deux clients, ou un seul, dites-le par une colonne « Code client »",
			"un nom et deux adresses, %s : %s", t.how, t.list())
	}
}
