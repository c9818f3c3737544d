package columns

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"

	"golang.org/x/text/unicode/norm"

	"relance/generator/kit"
	"relance/generator/tracker/workbook"
)

// heading is what a column says, whatever its lines.
type heading struct{ key, header, help string }

func headings[L any](columns []workbook.Column[L]) (out []heading) {
	for _, c := range columns {
		out = append(out, heading{c.Key, c.Header, c.Help})
	}
	return out
}

var allHeadings = map[string][]heading{
	"À valider": headings(approvalColumns), "Encaissements": headings(receiptColumns), "Promesses et échéanciers": headings(promiseColumns),
	"Litiges": headings(disputeColumns), "Envois": headings(sendingColumns),
	"À relancer": headings(todoColumns), "Factures": headings(invoiceColumns), "Clients": headings(clientColumns), "Journal": headings(journalColumns),
}

func TestColumnsAreUniqueAndEndWithTheirIdentifier(t *testing.T) {
	for sheet, list := range allHeadings {
		seen := map[string]bool{}
		for _, h := range list {
			if seen[h.key] || seen[fold(h.header)+" "] {
				t.Errorf("%s: %s (%s) twice", sheet, h.key, h.header)
			}
			seen[h.key], seen[fold(h.header)+" "] = true, true
		}
		if list[len(list)-1].key != identifier {
			t.Errorf("%s does not end with its identifier", sheet)
		}
	}
}

// A header whose help is that of a field of the kit is that field's key, written
// in French.
func TestHeadersAreTheWordsOfTheKit(t *testing.T) {
	keys := map[string]string{}
	for _, of := range []reflect.Type{reflect.TypeFor[kit.Invoice](), reflect.TypeFor[kit.Client](), reflect.TypeFor[kit.Contact]()} {
		for i := range of.NumField() {
			key, _, _ := strings.Cut(of.Field(i).Tag.Get("cle"), ",")
			keys[of.Field(i).Tag.Get("aide")] = key
		}
	}
	checked := 0
	for sheet, list := range allHeadings {
		for _, h := range list {
			help, _, _ := strings.Cut(h.help, " ; les totaux")
			key, ofKit := keys[help]
			if !ofKit {
				continue
			}
			checked++
			if h.key != key || fold(h.header) != key && fold(h.header) != key+"_client" {
				t.Errorf("%s: %q (%s) for the kit's %s", sheet, h.header, h.key, key)
			}
		}
	}
	if checked < 12 {
		t.Errorf("only %d columns come from the kit", checked)
	}
}

// fold writes a header as a key: no accents, no capitals, words joined by _.
func fold(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r >= 0x300 && r < 0x370 || r == '-':
			return -1
		case r == ' ':
			return '_'
		}
		return r
	}, norm.NFD.String(strings.ToLower(s)))
	return s
}

// Excel repairs, and empties, a workbook whose messages are too long.
func TestMessagesFitExcel(t *testing.T) {
	fits := func(what, s string, limit int) {
		if n := len(utf16.Encode([]rune(s))); n == 0 || n > limit {
			t.Errorf("%s: %d characters, limit %d", what, n, limit)
		}
	}
	for sheet, list := range allHeadings {
		fits(sheet, sheet, 31)
		for _, h := range list {
			fits(h.key, h.header, 32)
			fits(h.key, h.help, 254)
		}
	}
	for _, s := range []workbook.Sheet{todoSheet, approvalSheet, invoiceSheet, clientSheet, receiptSheet, promiseSheet, disputeSheet, journalSheet, sendingSheet} {
		fits(s.Name, s.Locked, 225)
	}
}

// Every state, channel, type and outcome that the program knows has its word, and
// no two keys share one: reading back would not tell them apart.
func TestEveryKeyHasItsOwnWord(t *testing.T) {
	for _, c := range []struct {
		words Lexicon
		file  string
		of    string
		less  []string
	}{
		{states, "../../dunning/decision.go", "State", nil},
		{Channels, "../../journal/entry.go", "Channel", nil},
		{types, "../../journal/entry.go", "Type", []string{"correction", "purge"}}, // never shown
		{Outcomes, "../../journal/entry.go", "Outcome", nil},
		{debtors, "../../kit/record/client.go", "Kind", nil},
		{causes, "../../journal/entry.go", "Cause", nil},
		{Directions, "../../journal/entry.go", "Direction", nil},
	} {
		known, words := map[string]bool{}, map[string]bool{}
		for _, w := range c.words {
			if known[w.key] || words[w.word] {
				t.Errorf("%s: %s or %s twice", c.of, w.key, w.word)
			}
			known[w.key], words[w.word] = true, true
		}
		for _, key := range c.less {
			known[key] = true
		}
		for _, key := range constants(t, c.file, c.of) {
			if !known[key] {
				t.Errorf("%s %s has no word", c.of, key)
			}
		}
	}
}

// constants are the values of the string constants of a type, read in its source.
func constants(t *testing.T, file, of string) (out []string) {
	t.Helper()
	f, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(f, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok {
			return true
		}
		if name, ok := spec.Type.(*ast.Ident); ok && name.Name == of {
			value, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, value)
		}
		return true
	})
	if len(out) < 2 {
		t.Fatalf("%s: %d constants of %s", file, len(out), of)
	}
	return out
}

// The dashboard shows no key of the program: each alert has its word, and the keys that
// its text quotes for the command line have theirs.
func TestEveryAlertIsNamedInFrench(t *testing.T) {
	files, err := filepath.Glob("../../agenda/watch/*.go")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	raised := regexp.MustCompile(`w\.alert\("([a-z_]+)"`)
	n := 0
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range raised.FindAllSubmatch(src, -1) {
			n++
			if _, known := Alerts.Key(string(m[1])); !known {
				t.Errorf("alert %s has no word", m[1])
			}
		}
	}
	if n < 10 {
		t.Errorf("only %d alerts found", n)
	}
	for label, want := range map[string]string{
		"profil « mauvais_payeur » suggéré":                       "profil « à surveiller » suggéré",
		"autres mesures possibles : « comptant_a_la_commande »":   "autres mesures possibles : « règlement à la commande »",
		"lettre au profil « tpe », par « suspension_livraisons »": "lettre au profil « TPE », par « suspension des livraisons »",
	} {
		if got := French(label); got != thin.Replace(want) {
			t.Errorf("%q becomes %q, want %q", label, got, want)
		}
	}
}

func TestTypesThatPeopleMayTypeComeFirst(t *testing.T) {
	var got []string
	for _, w := range Typed {
		got = append(got, w.key)
	}
	if s := strings.Join(got, " "); s != "appel reponse promesse paiement litige report note" {
		t.Error(s)
	}
}
