package merge

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"relance/generator/diag"
	"relance/generator/kit"
	"relance/generator/merge/model"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// clientFor is the client that a model is written for.
func clientFor(md *model.Model) string {
	switch {
	case strings.HasSuffix(md.Name, ".tu"):
		return "T1"
	case md.IsFor("pro"):
		return "P1"
	case md.IsFor("public"):
		return "U1"
	}
	return "K1"
}

// everyLetter fills every shipped model once for each public it is open to.
func everyLetter(t *testing.T, visit func(md *model.Model, kind kit.Kind, l *Letter)) {
	m, k := shipped(t), testKit(t)
	for _, name := range m.Names() {
		md := m.Model(name)
		for _, code := range []string{"P1", "U1", "K1"} {
			c := k.ClientByCode(code)
			if !md.IsFor(publicOf(c.Kind)) {
				continue
			}
			l, problems := written(t, m, k, code, md)
			switch {
			case l == nil:
				t.Errorf("%s for %s: %v", name, code, problems)
			case l.Model == md.File: // else the law's own variant stands before it
				visit(md, c.Kind, l)
			}
		}
	}
}

func TestShippedTemplatesHaveNoFaultAndNoWarning(t *testing.T) {
	m, k := shipped(t), testKit(t)
	for _, p := range m.Check(k.Plans) {
		t.Errorf("%s:%d %s %s", p.File, p.Line, p.Code, p.Text)
	}
}

func TestEveryTemplateSaysWhatItsGoldenSays(t *testing.T) {
	m, k := shipped(t), testKit(t)
	seen := map[string]bool{}
	for _, name := range m.Names() {
		md := m.Model(name)
		l, problems := written(t, m, k, clientFor(md), md)
		if l == nil {
			t.Errorf("%s: %v", name, problems)
			continue
		}
		file := filepath.Join("testdata", "golden", name+".txt")
		seen[file] = true
		got := textOf(t, l)
		if *update {
			if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if want, err := os.ReadFile(file); err != nil || string(want) != got {
			t.Errorf("%s differs from what is said now (run with -update):\n%s", file, got)
		}
	}
	files, _ := filepath.Glob("testdata/golden/*.txt")
	for _, file := range files {
		if !seen[file] {
			t.Errorf("%s is the golden of no template", file)
		}
	}
}

func TestAConsumerNeverReadsTheLawOfBusinesses(t *testing.T) {
	everyLetter(t, func(md *model.Model, kind kit.Kind, l *Letter) {
		if kind != kit.Consumer {
			return
		}
		text := folded(textOf(t, l))
		for _, w := range []string{"forfaitaire", "pénalité", "mandement", "441-10", "441-5", " 40 €", " 40,00 €", "bce", "banque centrale", "frais de recouvrement"} {
			if strings.Contains(text, w) {
				t.Errorf("%s says %q to a consumer", md.Name, w)
			}
		}
	})
}

func TestAPublicBodyReadsItsOwnLaw(t *testing.T) {
	everyLetter(t, func(md *model.Model, kind kit.Kind, l *Letter) {
		if kind != kit.Public {
			return
		}
		text := textOf(t, l)
		if strings.Contains(text, "L441-10") || strings.Contains(text, "D441-5") {
			t.Errorf("%s quotes the code de commerce to a public body", md.Name)
		}
		if n := md.Head.Nature; (n == kit.Formal || n == kit.FormalNotice) && !strings.Contains(text, "L2192-13") {
			t.Errorf("%s does not quote L2192-13", md.Name)
		}
	})
}

var amount = regexp.MustCompile(`,\d\d €`)

func TestEveryClaimPrintsItsDayAndItsDeadline(t *testing.T) {
	everyLetter(t, func(md *model.Model, kind kit.Kind, l *Letter) {
		text := strings.ReplaceAll(textOf(t, l), "\u00a0", " ")
		if amount.MatchString(text) && md.Head.Channel != "sms" && !slices.Contains([]string{"accuse-litige", "accuse-litige.tu", "declaration-creance"}, md.Name) && !strings.Contains(strings.ToLower(text), "compte arrêté au 30 mars 2026") {
			t.Errorf("%s for %s: no « compte arrêté au »", md.Name, kind)
		}
		if md.Claims() && !strings.Contains(text, "lundi 13 avril 2026") {
			t.Errorf("%s for %s: no deadline", md.Name, kind)
		}
		if strings.Contains(text, "{{") || strings.Contains(text, "<no value>") {
			t.Errorf("%s for %s: an unfilled tag", md.Name, kind)
		}
	})
}

func TestAFormalNoticeHasItsWordsItsSumAndItsConsequences(t *testing.T) {
	everyLetter(t, func(md *model.Model, kind kit.Kind, l *Letter) {
		if md.Head.Nature != kit.FormalNotice {
			return
		}
		text := textOf(t, l)
		for _, w := range []string{"nous vous mettons en demeure", "au plus tard le lundi 13", "juridiction compétente", "Claire Rivet", "Comptable"} {
			if !strings.Contains(text, w) {
				t.Errorf("%s: %q is missing", md.Name, w)
			}
		}
		if got := strings.Contains(text, "Recouvrement de l'Essai"); got != (kind == kit.Company) {
			t.Errorf("%s: hand-over announced to %s: %v", md.Name, kind, got)
		}
		if got := strings.Contains(text, "intérêts au taux légal s’ajouteront"); got != (kind == kit.Consumer) {
			t.Errorf("%s: interest as a consequence for %s: %v", md.Name, kind, got)
		}
	})
}

// threats are the looks of justice and the insults that no letter has (law: C.
// pén. 433-13), as an oracle apart from the lint's own table.
var threats = regexp.MustCompile(`\b(saisies?|huissiers?|commissaires? de justice|sommation|commandement|signification|exploit|au nom de la loi|république|jugement|dernier avis|inscription au fichier|poursuites pénales|plainte|réputation|inadmissible|scandaleux|malhonnête)\b`)

// folded is a text in lower case with ordinary spaces.
func folded(s string) string {
	return strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(strings.ToLower(s))
}

func TestNoLetterThreatens(t *testing.T) {
	everyLetter(t, func(md *model.Model, kind kit.Kind, l *Letter) {
		if w := threats.FindString(folded(textOf(t, l))); w != "" {
			t.Errorf("%s says %q", md.Name, w)
		}
	})
}

func TestFillingTwiceGivesTheSameText(t *testing.T) {
	first := map[string]string{}
	for range 2 {
		everyLetter(t, func(md *model.Model, kind kit.Kind, l *Letter) {
			key, text := md.Name+string(kind), textOf(t, l)
			if was, again := first[key]; again && was != text {
				t.Errorf("%s for %s changed", md.Name, kind)
			}
			first[key] = text
		})
	}
}

func TestOnlyWarningsCanComeWithALetter(t *testing.T) {
	m, k := shipped(t), testKit(t)
	md := m.Model("mise-en-demeure")
	a, comm := communication(t, k, "P1", md)
	if _, problems := m.Fill(nil, a, comm); problems.Faults() || problems.Blocked() {
		t.Error(problems)
	}
	k.Creditor.Bank = nil
	l, problems := m.Fill(nil, a, comm)
	if l != nil || len(problems) == 0 || problems[0].Kind != diag.Missing || problems[0].Client != "P1" {
		t.Errorf("without a bank: %v, %v", l, problems)
	}
}
