// Package script reads a call script: the parts of a page, each with the words to
// say and the answers that may come, each answer a link to another part.
package script

import (
	"regexp"
	"slices"
	"strings"

	"relance/generator/diag"
	"relance/generator/document"
)

// A Script (trame) is what to say, part by part. The first part opens the call.
type Script struct {
	Intro []document.Block // before the first part
	Nodes []Node
}

// A Node is one part of the call: a heading of level 2 and what follows it.
type Node struct {
	ID, Title string
	Blocks    []document.Block // its heading, then what to say and to do
	Choices   []Choice         // the answers that may come, in order
	End       string           // a key of Ends when the call stops here
}

// A Choice is one answer and the part it leads to.
type Choice struct{ Label, To string }

// Ends are the ways a call may end, with the words of the tracker: the type and
// the result of the line to paste.
var Ends = map[string]struct{ Type, Result string }{
	"promesse":      {"Promesse", "Promesse"},
	"litige":        {"Litige", "Conteste"},
	"paiement":      {"Appel", "Dit avoir payé"},
	"refus":         {"Appel", "Refuse"},
	"delai":         {"Appel", "Demande un délai"},
	"injoignable":   {"Appel", "Sans réponse"},
	"messagerie":    {"Appel", "Messagerie"},
	"interlocuteur": {"Appel", "Mauvais interlocuteur"},
	"repondu":       {"Appel", "A répondu"},
}

var endNames = []string{"promesse", "litige", "paiement", "refus", "delai", "injoignable", "messagerie", "interlocuteur", "repondu"}

// endLine is « fin: promesse » alone; typography has put a space before the colon.
var endLine = regexp.MustCompile(`^fin[\s\x{a0}\x{202f}]*:[\s\x{a0}]*(\S+)$`)

// Read cuts the blocks of a page into a script. A list whose items are links to
// parts, and nothing else, is the answers.
func Read(blocks []document.Block) Script {
	var s Script
	for _, b := range blocks {
		if h, ok := b.(document.Heading); ok && h.Level == 2 {
			s.Nodes = append(s.Nodes, Node{ID: h.ID, Title: document.Plain(h.Text), Blocks: []document.Block{b}})
			continue
		}
		if len(s.Nodes) == 0 {
			s.Intro = append(s.Intro, b)
			continue
		}
		n := &s.Nodes[len(s.Nodes)-1]
		if choices := choicesOf(b); choices != nil {
			n.Choices = append(n.Choices, choices...)
		} else if end := endOf(b); end != "" {
			n.End = end
		} else {
			n.Blocks = append(n.Blocks, b)
		}
	}
	return s
}

func choicesOf(b document.Block) []Choice {
	list, ok := b.(document.List)
	if !ok {
		return nil
	}
	var out []Choice
	for _, item := range list.Items {
		if len(item) != 1 {
			return nil
		}
		p, ok := item[0].(document.Paragraph)
		if !ok || len(p.Text) == 0 || !strings.HasPrefix(p.Text[0].Link, "#") {
			return nil
		}
		for _, span := range p.Text {
			if span.Link != p.Text[0].Link {
				return nil
			}
		}
		out = append(out, Choice{document.Plain(p.Text), strings.TrimPrefix(p.Text[0].Link, "#")})
	}
	return out
}

func endOf(b document.Block) string {
	p, ok := b.(document.Paragraph)
	if !ok {
		return ""
	}
	if found := endLine.FindStringSubmatch(document.Plain(p.Text)); found != nil {
		return found[1]
	}
	return ""
}

// A Remark is what the linter says of one part. Node is its rank; Fault tells what
// breaks a call from what could be better.
type Remark struct {
	Node       int
	Fault      bool
	Text, Hint string
}

const (
	mostAnswers  = 9 // Alt+1 to Alt+9
	longSentence = 25
)

// threats have no place in an amicable call (CPCE L111-8, code pénal 433-13 and
// 222-33-2), stems without accents.
var threats = []string{"huissier", "saisie", "sommation", "poursuites", "plainte", "tribunal", "fichier", "dernier avis"}

// Check tells what is wrong with a script: a part that leads nowhere or to no
// part, parts from which no end can be reached, parts that no answer leads to,
// and words that are hard to say or not to be said.
func (s Script) Check() []Remark {
	var out []Remark
	say := func(node int, fault bool, text, hint string) {
		out = append(out, Remark{node, fault, text, hint})
	}
	if len(s.Nodes) == 0 {
		say(-1, true, "cette trame n'a aucune partie", "chaque partie commence par un titre « ## »")
	}
	reached, ends := s.reached(), s.ending()
	for i, n := range s.Nodes {
		s.checkExits(i, n, ends[i], say)
		if len(n.Choices) > mostAnswers {
			say(i, true, "plus de neuf réponses", "regroupez-les : on ne lit pas plus de neuf choix pendant un appel")
		}
		if !reached[i] {
			say(i, false, "aucune réponse ne mène ici", "ajoutez une réponse qui y mène, ou retirez la partie")
		}
		s.checkWords(i, n, say)
	}
	return out
}

func (s Script) checkExits(i int, n Node, ends bool, say func(int, bool, string, string)) {
	for _, c := range n.Choices {
		if s.rank(c.To) < 0 {
			problem := "la réponse « " + c.Label + " » mène à une partie inconnue : " + c.To
			hint := "parties : " + strings.Join(s.ids(), ", ")
			if near := diag.Closest(c.To, s.ids()); len(near) > 0 {
				hint = "vouliez-vous dire « " + near[0] + " » ?"
			}
			say(i, true, problem, hint)
		}
	}
	_, known := Ends[n.End]
	switch {
	case n.End != "" && !known:
		say(i, true, "fin inconnue « "+n.End+" »", "choix : "+strings.Join(endNames, ", "))
	case n.End == "" && len(n.Choices) == 0:
		say(i, true, "impasse : ni réponse ni fin", "ajoutez une liste de réponses, ou une ligne « fin: "+endNames[0]+" »")
	case n.End == "" && !ends:
		say(i, true, "cette partie tourne en rond : aucune fin n'est atteinte", "ajoutez une réponse qui mène à une fin")
	}
}

func (s Script) checkWords(i int, n Node, say func(int, bool, string, string)) {
	spoken := Spoken(n.Blocks)
	for _, sentence := range strings.FieldsFunc(spoken, func(r rune) bool { return strings.ContainsRune(".?!…;", r) }) {
		if len(strings.Fields(sentence)) > longSentence {
			say(i, false, "phrase de plus de vingt-cinq mots à dire : « "+strings.TrimSpace(sentence[:min(len(sentence), 40)])+"… »", "coupez-la : on la dit d'un souffle")
		}
	}
	folded := diag.Fold(spoken)
	for _, word := range threats {
		if strings.Contains(folded, word) {
			say(i, false, "mot à ne pas dire dans un appel amiable : « "+word+" »", "dites ce que le plan prévoit, sans menace")
		}
	}
	for _, c := range n.Choices {
		to := s.rank(c.To)
		if to >= 0 && s.Nodes[to].End == "promesse" && !asksDay(folded) && !asksDay(diag.Fold(Spoken(s.Nodes[to].Blocks))) {
			say(i, false, "une promesse sans que la date soit demandée", "demandez « quel jour ? » avant de conclure")
		}
	}
}

func asksDay(folded string) bool {
	return strings.Contains(folded, "jour") || strings.Contains(folded, "date") || strings.Contains(folded, "quand")
}

// Spoken are the words to say: those of the callouts « À dire ».
func Spoken(blocks []document.Block) string {
	var out strings.Builder
	for _, b := range blocks {
		if note, ok := b.(document.Callout); ok && note.Type == "dire" {
			document.EachSpan(note.Blocks, func(span *document.Span) { out.WriteString(span.Text + " ") })
		}
	}
	return out.String()
}

// reached tells the parts that answers lead to, from the first.
func (s Script) reached() []bool {
	seen := make([]bool, len(s.Nodes))
	next := []int{0}
	for len(next) > 0 && len(s.Nodes) > 0 {
		i := next[0]
		next = next[1:]
		if i < 0 || seen[i] {
			continue
		}
		seen[i] = true
		for _, c := range s.Nodes[i].Choices {
			next = append(next, s.rank(c.To))
		}
	}
	return seen
}

// ending tells the parts from which an end can be reached.
func (s Script) ending() []bool {
	ends := make([]bool, len(s.Nodes))
	for again := true; again; {
		again = false
		for i, n := range s.Nodes {
			if !ends[i] && (n.End != "" || slices.ContainsFunc(n.Choices, func(c Choice) bool { r := s.rank(c.To); return r >= 0 && ends[r] })) {
				ends[i], again = true, true
			}
		}
	}
	return ends
}

func (s Script) rank(id string) int {
	return slices.IndexFunc(s.Nodes, func(n Node) bool { return n.ID == id })
}

// Title is that of a part, empty when there is no such part.
func (s Script) Title(id string) string {
	if at := s.rank(id); at >= 0 {
		return s.Nodes[at].Title
	}
	return ""
}

func (s Script) ids() []string {
	var out []string
	for _, n := range s.Nodes {
		out = append(out, n.ID)
	}
	return out
}
