package diag

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"reflect"
	"strings"
	"syscall"
	"testing"

	"pgregory.net/rapid"
)

func sample() List {
	var l List
	l.Addf(Pos{File: "relance.yaml", Line: 2, Col: 3}, Fault, "F001", "clé inconnue « %s »", "échéance").Hint = "vouliez-vous dire « echeance » ?"
	p := l.Addf(Pos{File: "clients.yaml", Line: 1, Col: 5}, Missing, "F012", "échéance absente")
	p.Client, p.Invoice, p.Hint = "C17", "FA26-056", "ajoutez « echeance: 2026-03-21 »\nou « conditions: 30 jours »"
	l.Addf(Pos{File: "clients.yaml", Line: 2, Col: 11}, Warning, "W302", "« #1 » est un commentaire")
	l.Addf(Pos{File: "suivi.xlsx", Sheet: "Factures", Cell: "C12"}, Fault, "F002", "date illisible « hier »")
	l.Addf(Pos{File: "journal.jsonl"}, Fault, "J401", "journal illisible")
	return l
}

func TestProblemsAreShownWhereTheyAre(t *testing.T) {
	files := map[string]string{
		"relance.yaml": "creancier:\r\n  échéance: 2026-03-21\r\n",
		"clients.yaml": "nom: A\rnom: Dupont #1\r",
	}
	const want = `clients.yaml:1:5: F012 bloque C17 / FA26-056 : échéance absente
 1 | nom: A
   |     ^
   → ajoutez « echeance: 2026-03-21 »
     ou « conditions: 30 jours »
clients.yaml:2:11: W302 attention : « #1 » est un commentaire
 2 | nom: Dupont #1
   |           ^
journal.jsonl : J401 journal illisible
relance.yaml:2:3: F001 clé inconnue « échéance »
 2 |   échéance: 2026-03-21
   |   ^
   → vouliez-vous dire « echeance » ?
suivi.xlsx, feuille Factures, cellule C12 : F002 date illisible « hier »
3 points à corriger, 1 donnée manquante, 1 avertissement
`
	l := sample()
	l.Sort()
	var b strings.Builder
	Print(&b, l, func(file string) []byte { return []byte(files[file]) })
	if b.String() != want {
		t.Errorf("got\n%s", b.String())
	}
}

func TestAnEmptyListPrintsNothing(t *testing.T) {
	var b strings.Builder
	Print(&b, nil, nil)
	if b.Len() > 0 {
		t.Errorf("printed %q", b.String())
	}
}

func TestTheCaretStandsUnderItsCharacter(t *testing.T) {
	long := strings.Repeat("é", 300) + "X" + strings.Repeat("z", 300)
	for _, c := range []struct {
		line      string
		col       int
		under     string // what the caret points at
		withTail  bool
		startsCut bool
	}{
		{"nom: X", 6, "X", false, false},
		{"\tnom: X", 7, "X", false, false},
		{"a\tb\tX", 5, "X", false, false},
		{"cafe\u0301: X", 8, "X", false, false},
		{"山本: X", 5, "X", false, false},
		{"a\x1b[31mX", 7, "X", false, false},
		{long, 301, "X", true, true},
		{"court", 9, "", false, false},
	} {
		text, caret := excerpt(c.line, c.col)
		width := 0
		under := ""
		for _, r := range text {
			if width == caret {
				under = string(r)
				break
			}
			width += Width(string(r))
		}
		if under != c.under || strings.HasSuffix(text, "…") != c.withTail || strings.HasPrefix(text, "…") != c.startsCut {
			t.Errorf("%.20q column %d: caret %d of %q is under %q", c.line, c.col, caret, text, under)
		}
	}
}

func TestDataCannotCommandTheTerminal(t *testing.T) {
	var l List
	l.Addf(Pos{File: "a\x1b]0;x\a.yaml", Line: 1, Col: 1}, Missing, "F001", "clé « %s »", "\x1b[2J\u202e\u200b\xff\r").Hint = "voir \u009b1m"
	l[0].Client = "\x1b[31m"
	var b strings.Builder
	Print(&b, l, func(string) []byte { return []byte("\x1b[2J\u009b \xe9\u2028\ue000") })
	for _, r := range b.String() {
		if r != '\n' && dangerous(r) || r == '\ufffd' {
			t.Errorf("%U reaches the terminal in %q", r, b.String())
		}
	}
	if !strings.Contains(b.String(), `\x1b[2J\u202e\u200b\xff\x0d`) {
		t.Errorf("the data cannot be recognized in %s", b.String())
	}
}

func TestPrintNeverFails(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		src := rapid.SliceOf(rapid.Byte()).Draw(t, "source")
		var l List
		l.Addf(Pos{File: "f", Line: rapid.IntRange(0, 5).Draw(t, "line"), Col: rapid.IntRange(0, 300).Draw(t, "col")}, Fault, "F003", "%s", src).Hint = string(src)
		var b strings.Builder
		Print(&b, l, func(string) []byte { return src })
		for _, r := range b.String() {
			if r != '\n' && dangerous(r) {
				t.Fatalf("%U in %q", r, b.String())
			}
		}
	})
}

func TestOnlyFaultsRefuseTheKit(t *testing.T) {
	l := sample()
	if !l.Faults() || !l.Blocked() {
		t.Error("the sample has faults and a missing datum")
	}
	var refusal *Refusal
	if err := fmt.Errorf("kit : %w", l.Err()); !errors.As(err, &refusal) || len(refusal.List) != len(l) {
		t.Errorf("%v does not carry the list", err)
	}
	harmless := l[1:3]
	if harmless.Faults() || harmless.Err() != nil {
		t.Errorf("%v refuses the kit", harmless.Err())
	}
	if l[2:3].Blocked() {
		t.Error("a warning blocks")
	}
}

func TestSortKeepsTheOrderOfOnePlace(t *testing.T) {
	var l List
	for i := range 30 {
		l.Addf(Pos{File: "f", Line: 1 + i%2}, Fault, "F001", "%02d", i)
	}
	l.Sort()
	for i := 1; i < len(l); i++ {
		if l[i-1].Line > l[i].Line || l[i-1].Line == l[i].Line && l[i-1].Text > l[i].Text {
			t.Fatalf("%v before %v", l[i-1], l[i])
		}
	}
}

func TestTheKeyThatWasMeantIsFound(t *testing.T) {
	keys := []string{"nom", "numero", "date", "echeance", "montant_ttc", "montant_ht", "raison_sociale", "adresse", "adresses", "email", "oeuvre"}
	for word, want := range map[string][]string{
		"échéance":             {"echeance"},
		"e\u0301che\u0301ance": {"echeance"},
		"Échéance":             {"echeance"},
		"echaence":             {"echeance"}, // two neighbours swapped
		"echeanc":              {"echeance"},
		"raison sociale":       {"raison_sociale"},
		"montantTTC":           {"montant_ttc"},
		"montant_tt":           {"montant_ttc", "montant_ht"},
		"adresse_":             {"adresse"},
		"numéro":               {"numero"},
		"œuvre":                {"oeuvre"},
		"dte":                  {"date"},
		"no":                   {"nom"},
		"couleur":              nil,
		"":                     nil,
	} {
		if got := Closest(word, keys); !reflect.DeepEqual(got, want) {
			t.Errorf("Closest(%q) = %q, want %q", word, got, want)
		}
	}
	if got := Closest("abcdef", []string{"abcdex", "abcdey", "abcdez", "abcdew"}); len(got) != 3 {
		t.Errorf("%q: three suggestions are enough", got)
	}
}

func TestAWordIsAlwaysClosestToItself(t *testing.T) {
	words := rapid.SliceOfN(rapid.StringMatching(`[a-zéèœ_]{2,12}`), 1, 8)
	rapid.Check(t, func(t *rapid.T) {
		known := words.Draw(t, "known")
		word := rapid.SampledFrom(known).Draw(t, "word")
		got := Closest(strings.ToUpper(word), known)
		if len(got) == 0 || bare(got[0]) != bare(word) {
			t.Fatalf("%q: %q", word, got)
		}
	})
}

func TestTheMachineSpeaksFrench(t *testing.T) {
	open := func(err error) error { return &fs.PathError{Op: "open", Path: "kit/suivi.xlsx", Err: err} }
	for _, c := range []struct {
		err  error
		want string
	}{
		{open(fs.ErrNotExist), "kit/suivi.xlsx : fichier ou dossier introuvable"},
		{open(syscall.ENOENT), "kit/suivi.xlsx : fichier ou dossier introuvable"},
		{open(syscall.EACCES), "kit/suivi.xlsx : accès refusé : vérifiez les droits du fichier et du dossier"},
		{open(syscall.ENOSPC), "kit/suivi.xlsx : il n'y a plus de place sur le disque"},
		{open(syscall.EROFS), "kit/suivi.xlsx : le disque est en lecture seule"},
		{open(syscall.EISDIR), "kit/suivi.xlsx : c'est un dossier, un fichier est attendu"},
		{open(syscall.EBUSY), "kit/suivi.xlsx : le fichier est ouvert dans un autre programme : fermez-le (Excel, par exemple), puis relancez la commande"},
		{&os.LinkError{Op: "rename", Old: "a", New: "sortie", Err: syscall.EACCES}, "sortie : accès refusé : vérifiez les droits du fichier et du dossier"},
		{fmt.Errorf("site : %w", open(fs.ErrNotExist)), "site : kit/suivi.xlsx : fichier ou dossier introuvable"},
		{fmt.Errorf("journal : %w", syscall.ENOSPC), "journal : il n'y a plus de place sur le disque"},
		{errors.New("le lot n'existe pas"), "le lot n'existe pas"},
		{nil, ""},
	} {
		if got := French(c.err); got != c.want {
			t.Errorf("French(%v) = %q, want %q", c.err, got, c.want)
		}
	}
}
