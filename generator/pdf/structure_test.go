package pdf

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"relance/generator/document"
)

// A dict is a dictionary of PDF; an object's number is a ref, names keep their slash.
type (
	dict map[string]any
	ref  string
)

var tokenRE = regexp.MustCompile(`<<|>>|\[|\]|\(|<[0-9A-Fa-f]*>|/[^\s<>\[\]()/]*|\d+ 0 R|[^\s<>\[\]()/]+`)

// value reads one value of PDF and returns what follows.
func value(t tester, s string) (any, string) {
	t.Helper()
	at := tokenRE.FindStringIndex(s)
	if at == nil {
		t.Fatalf("no value in %q", s)
	}
	token, rest := s[at[0]:at[1]], s[at[1]:]
	switch {
	case token == "<<":
		d := dict{}
		for {
			var key, v any
			if rest = strings.TrimSpace(rest); strings.HasPrefix(rest, ">>") {
				return d, rest[2:]
			}
			key, rest = value(t, rest)
			v, rest = value(t, rest)
			d[fmt.Sprint(key)] = v
		}
	case token == "[":
		list := []any{}
		for {
			var v any
			if rest = strings.TrimSpace(rest); strings.HasPrefix(rest, "]") {
				return list, rest[1:]
			}
			v, rest = value(t, rest)
			list = append(list, v)
		}
	case token == "(":
		end := 0
		for depth := 1; depth > 0; end++ {
			switch rest[end] {
			case '\\':
				end++
			case ')':
				depth--
			}
		}
		return rest[:end-1], rest[end:]
	case strings.HasSuffix(token, " 0 R"):
		return ref(strings.TrimSuffix(token, " 0 R")), rest
	}
	return token, rest
}

func (r *reading) dict(id ref) dict {
	r.t.Helper()
	_, source, _ := strings.Cut(r.objects[string(id)], "obj\n")
	v, _ := value(r.t, source)
	d, ok := v.(dict)
	if !ok {
		r.t.Fatalf("object %s is not a dictionary: %s", id, source)
	}
	return d
}

// A walk goes through the structure in reading order.
type walk struct {
	*reading
	elements map[ref]dict
	order    []ref               // elements as they are met
	owner    map[ref]map[int]ref // of the marked contents of each page
	clicks   map[ref]ref         // element of each annotation
	level    int                 // of the last heading
	marks    []int               // in reading order
}

var parents = map[string][]string{
	"TR": {"Table"}, "TH": {"TR"}, "TD": {"TR"}, "Caption": {"Table"}, "LI": {"L"}, "Lbl": {"LI"}, "LBody": {"LI"},
	"Link": {"P", "TD", "TH", "H1", "H2", "H3", "H4", "Caption"},
}

var roles = strings.Fields("Document P H1 H2 H3 H4 H5 H6 L LI Lbl LBody Table Caption TR TH TD BlockQuote Figure Link")

func (w *walk) element(id ref, parent string, above ref) {
	w.t.Helper()
	e := w.dict(id)
	role := strings.TrimPrefix(fmt.Sprint(e["/S"]), "/")
	switch {
	case !slices.Contains(roles, role):
		w.t.Fatalf("role %q", role)
	case e["/P"] != above:
		w.t.Fatalf("the parent of %s %s is %v, not %s", role, id, e["/P"], above)
	case parents[role] != nil && !slices.Contains(parents[role], parent):
		w.t.Fatalf("a %s in a %s", role, parent)
	}
	w.described(role, e)
	w.elements[id] = e
	w.order = append(w.order, id)
	kids, several := e["/K"].([]any)
	if !several && e["/K"] != nil {
		kids = []any{e["/K"]}
	}
	before, pages := len(w.marks), len(w.owner)
	for _, k := range kids {
		switch k := k.(type) {
		case ref:
			w.element(k, role, id)
		case dict:
			if k["/Type"] == "/OBJR" {
				w.clicks[k["/Obj"].(ref)] = id
			} else {
				w.mark(k["/Pg"], k["/MCID"], id)
			}
		default:
			w.mark(e["/Pg"], k, id)
		}
	}
	if own := w.marks[before:]; role == "P" && pages == len(w.owner) && !slices.IsSorted(own) {
		w.t.Fatalf("a paragraph is read in the order %v", own)
	}
}

func (w *walk) mark(page, number any, id ref) {
	w.t.Helper()
	p, ok := page.(ref)
	n, err := strconv.Atoi(fmt.Sprint(number))
	if !ok || err != nil {
		w.t.Fatalf("a mark %v of page %v", number, page)
	}
	if w.owner[p] == nil {
		w.owner[p] = map[int]ref{}
	}
	if first, twice := w.owner[p][n]; twice {
		w.t.Fatalf("mark %d of page %s belongs to %s and %s", n, p, first, id)
	}
	w.owner[p][n] = id
	w.marks = append(w.marks, n)
}

// described checks what a role must say besides its name.
func (w *walk) described(role string, e dict) {
	w.t.Helper()
	about, _ := e["/A"].(dict)
	switch {
	case role == "TH" && about["/Scope"] != "/Column":
		w.t.Fatal("a header cell without its scope")
	case role == "L" && about["/ListNumbering"] == nil:
		w.t.Fatal("a list that does not tell its marks")
	case role == "Figure" && (about["/BBox"] == nil || e["/Alt"] == nil):
		w.t.Fatal("a figure without words or place")
	case len(role) == 2 && role[0] == 'H':
		level := int(role[1] - '0')
		if level > w.level+1 {
			w.t.Fatalf("a heading of level %d after one of level %d", level, w.level)
		}
		w.level = level
	}
}

// checkStructure goes through a whole file: every mark of every page belongs to the
// tree once, the tree knows no other, the way back agrees, nothing is drawn outside of
// a mark, and blocks come in the order in which they are drawn.
func checkStructure(t tester, file []byte) *walk {
	t.Helper()
	w := &walk{reading: readBack(t, file), elements: map[ref]dict{}, owner: map[ref]map[int]ref{}, clicks: map[ref]ref{}}
	catalog := w.dict(ref(w.root()))
	top := catalog["/StructTreeRoot"].(ref)
	for _, k := range w.dict(top)["/K"].([]any) {
		w.level = 0
		w.element(k.(ref), "", top)
	}
	if catalog["/Lang"] != "fr-FR" || catalog["/MarkInfo"].(dict)["/Marked"] != "true" || catalog["/ViewerPreferences"].(dict)["/DisplayDocTitle"] != "true" {
		t.Fatalf("the catalog says %v", catalog)
	}
	back := map[string]any{}
	nums := w.dict(w.dict(top)["/ParentTree"].(ref))["/Nums"].([]any)
	for i := 0; i < len(nums); i += 2 {
		back[nums[i].(string)] = nums[i+1]
	}
	for _, id := range w.pages() {
		w.checkPage(ref(id), back)
	}
	if len(back) > 0 {
		t.Fatalf("ways back from nowhere: %v", back)
	}
	return w
}

func (w *walk) checkPage(id ref, back map[string]any) {
	w.t.Helper()
	page := w.dict(id)
	if page["/Contents"] == nil {
		return // a blank back
	}
	number := page["/StructParents"].(string)
	list, _ := back[number].([]any)
	delete(back, number)
	drawn := marksOf(w.t, w.inflate(string(page["/Contents"].(ref))))
	if drawn != len(list) || drawn != len(w.owner[id]) {
		w.t.Fatalf("page %s: %d marks, %d ways back, %d in the tree", id, drawn, len(list), len(w.owner[id]))
	}
	for n, e := range list {
		if w.owner[id][n] != e {
			w.t.Fatalf("mark %d of page %s leads to %v, whose it is not", n, id, e)
		}
	}
	annotations, _ := page["/Annots"].([]any)
	for _, a := range annotations {
		link := w.dict(a.(ref))
		key := fmt.Sprint(link["/StructParent"])
		if e := back[key]; e == nil || w.clicks[a.(ref)] != e || w.elements[e.(ref)]["/S"] != "/Link" || len(fmt.Sprint(link["/Contents"])) < 8 {
			w.t.Fatalf("annotation %v: %v, whose element is %v", a, link, e)
		}
		delete(back, key)
	}
	w.inOrder(id)
}

// inOrder checks that blocks are drawn in the order of the tree, all but the legal
// mentions of the foot, which the tree has last.
func (w *walk) inOrder(page ref) {
	w.t.Helper()
	first := map[ref]int{}
	for n, e := range w.owner[page] {
		if at, met := first[e]; !met || n < at {
			first[e] = n
		}
	}
	last := -1
	for _, e := range w.order {
		n, shown := first[e]
		if role := fmt.Sprint(w.elements[e]["/S"]); !shown || role == "/TD" || role == "/TH" {
			continue
		}
		if n < last {
			w.t.Fatalf("%v of page %s is read after mark %d", w.elements[e], page, last)
		}
		if n != len(w.owner[page])-1 {
			last = n
		}
	}
}

// marksOf counts the marked contents of a page; they are numbered as they are drawn,
// are not nested, and nothing is drawn outside of them.
func marksOf(t tester, content []byte) int {
	t.Helper()
	n, open := 0, false
	for len(content) > 0 {
		if content[0] == '(' {
			end := 1
			for ; content[end] != ')'; end++ {
				if content[end] == '\\' {
					end++
				}
			}
			content = content[end+1:]
			continue
		}
		end := 1 + bytes.IndexAny(content[1:], " \n()[]/<>")
		if end == 0 {
			end = len(content)
		}
		switch token := string(bytes.Trim(content[:end], " \n<>[]")); token {
		case "BDC", "BMC":
			if open {
				t.Fatal("a mark in a mark")
			}
			open = true
		case "EMC":
			open = false
		case "/MCID":
			var got int
			fmt.Sscan(string(content[end:end+8]), &got)
			if got != n {
				t.Fatalf("mark %d where %d is due", got, n)
			}
			n++
		case "TJ", "S", "f", "Do":
			if !open {
				t.Fatalf("%s outside of a mark", token)
			}
		}
		content = content[end:]
	}
	return n
}

// everything is a letter with each block, link and image a letter may have.
func everything(t *testing.T) *document.Document {
	d := formalNotice()
	d.From.Logo = encoded(t, "png")
	link := func(text, target string) document.Span { return document.Span{Text: text, Link: target} }
	d.Body = append(d.Body,
		document.PageBreak{},
		document.Heading{Level: 2, Text: plain("Annexe")},
		document.Heading{Level: 5, Text: plain("Un titre de niveau trop bas")},
		para(document.Span{Text: "Payer "}, link("en ", "https://boreal.example/payer"), document.Span{Text: "ligne", Style: document.Bold, Link: "https://boreal.example/payer"},
			document.Span{Text: ", écrire à "}, link("compta@boreal.example", "mailto:compta@boreal.example"), document.Span{Text: strings.Repeat(" ou bien téléphoner", 6) + " au "},
			link("02 61 91 00 01 ou à ce très long numéro qui passe à la ligne suivante", "tel:+33261910001"), document.Span{Text: "."}),
		document.List{Ordered: true, Start: 1, Items: [][]document.Block{{para(document.Span{Text: "un"}), document.List{Items: [][]document.Block{{para(document.Span{Text: "deux"})}, nil}}}, {para(link("trois", "https://boreal.example/3"))}}},
		document.Quote{Blocks: []document.Block{para(document.Span{Text: "cité"})}},
		document.Box{Text: plain("J’ai payé")}, document.Lines{Label: "Nom", Count: 3},
		document.Mentions{Paragraphs: []string{"Une mention."}},
	)
	table := document.Table{Caption: "Factures", Header: cells("Facture", "Lien"), Total: cells("Total", "")}
	for range 90 {
		table.Rows = append(table.Rows, [][]document.Span{plain("FA26-056"), {link("voir", "https://boreal.example/f")}})
	}
	d.Body = append(d.Body, table)
	return d
}

func TestTheStructureIsWholeAndInReadingOrder(t *testing.T) {
	justified := everything(t)
	justified.Justify = true
	sheet := everything(t)
	sheet.Kind = document.Sheet
	for _, d := range []*document.Document{formalNotice(), benchLetter(), everything(t), justified, sheet, {}} {
		checkStructure(t, written(t, d))
	}
	var press Press
	var prints []*Print
	for _, d := range []*document.Document{everything(t), benchLetter()} {
		p, err := press.Print(d, day)
		if err != nil {
			t.Fatal(err)
		}
		prints = append(prints, p)
	}
	var b bytes.Buffer
	if err := Merge(&b, "Courriers", prints, day); err != nil {
		t.Fatal(err)
	}
	checkStructure(t, b.Bytes())
}

func TestALinkIsOneElementWithItsWordsAndItsPlaces(t *testing.T) {
	w := checkStructure(t, written(t, everything(t)))
	links := 0
	for _, id := range w.order {
		if w.elements[id]["/S"] == "/Link" {
			links++
		}
	}
	if links != 4+90 { // the telephone is on two lines: one link, two places
		t.Errorf("%d links", links)
	}
	if got := len(w.clicks); got != 4+90+1 {
		t.Errorf("%d places to click", got)
	}
	file := string(written(t, everything(t)))
	for _, said := range []string{"Ouvrir https://boreal.example/payer", "Écrire à compta@boreal.example", "Appeler le +33261910001"} {
		if !strings.Contains(file, "/Contents"+hexText(said)) {
			t.Errorf("no link says %q", said)
		}
	}
}

func hexText(s string) string {
	var b strings.Builder
	b.WriteString("<FEFF")
	for _, r := range s {
		fmt.Fprintf(&b, "%04X", r)
	}
	return b.String() + ">"
}
