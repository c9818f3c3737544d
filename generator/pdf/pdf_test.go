package pdf

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"relance/generator/document"
)

func written(t tester, d *document.Document) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, d, day); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestALetterShowsAllItsTextInReadingOrder(t *testing.T) {
	got := strings.NewReplacer("|", "", " ", "", nb, "", nnb, "").Replace(readBack(t, written(t, formalNotice())).allText())
	for _, part := range []string{
		"AteliersBoréal", "4ruedel’Essai·49000Angers", "PLÂTRERIEKERJEAN", "49100ANGERS",
		"Lettrerecommandéeavecdemanded’avisderéception", "REL-2026-0331-C17-MED", "Angers,le31mars2026",
		"Objet:Miseendemeuredepayer", "Monsieur,", "4218,40€,comptearrêté", "FactureDateÉchéance", "Total4218,40€",
		"Totalàrégler4352,44€", "mettonsendemeure", "injonctiondepayer", "FR5199999000", "salutationsdistinguées.",
		"ClaireRoux", "P.J.:copiedesfactures",
	} {
		at := strings.Index(got, part)
		if at < 0 {
			t.Fatalf("%q is missing, or out of order, in %q", part, got)
		}
		got = got[at+len(part):]
	}
}

func TestEveryWordInIsAWordOut(t *testing.T) {
	text := rapid.StringMatching(`([a-zA-Zéèçœ0-9€ŁźÐ'’.,;:!?%()\\/-]{1,15}[ \x{00A0}\x{202F}]){0,60}`)
	rapid.Check(t, func(t *rapid.T) {
		s := text.Draw(t, "text")
		d := &document.Document{Kind: document.Sheet, Body: []document.Block{para(document.Span{Text: s})}}
		pages := readBack(t, written(t, d)).allText()
		words := strings.Join(strings.Fields(s), "")
		if got := strings.Join(strings.Fields(strings.ReplaceAll(pages, "|", "")), ""); !strings.HasPrefix(got, words) {
			t.Fatalf("got %q, want %q", got, words)
		}
	})
}

func TestTheSameLetterIsTheSameBytesWhateverTheWorkers(t *testing.T) {
	docs := []*document.Document{formalNotice(), benchLetter(), {Kind: document.Sheet, Title: "Łódź", Body: []document.Block{para(bold("Wałęsa"))}}}
	var want [][32]byte
	for _, d := range docs {
		want = append(want, sha256.Sum256(written(t, d)))
	}
	for _, workers := range []int{1, 2, 8} {
		var press Press
		var wg sync.WaitGroup
		got := make([][32]byte, 24)
		for w := range workers {
			wg.Go(func() {
				for i := w; i < len(got); i += workers {
					var b bytes.Buffer
					p, err := press.Print(docs[i%len(docs)], day)
					if err != nil {
						t.Error(err)
						return
					}
					p.WriteTo(&b)
					got[i] = sha256.Sum256(b.Bytes())
				}
			})
		}
		wg.Wait()
		for i := range got {
			if got[i] != want[i%len(docs)] {
				t.Fatalf("%d workers: document %d differs", workers, i%len(docs))
			}
		}
	}
}

func TestMergedLettersStartOnTheFrontOfASheet(t *testing.T) {
	var press Press
	var prints []*Print
	short := benchLetter()
	short.Title = "Deuxième"
	for _, d := range []*document.Document{formalNotice(), short, formalNotice()} {
		p, err := press.Print(d, day)
		if err != nil {
			t.Fatal(err)
		}
		prints = append(prints, p)
	}
	var b bytes.Buffer
	if err := Merge(&b, "Courriers du 31 mars 2026", prints, day); err != nil {
		t.Fatal(err)
	}
	r := readBack(t, b.Bytes())
	pages := r.pages()
	if len(pages) != 6 { // 2, 1 and a blank one, 2
		t.Fatalf("%d pages", len(pages))
	}
	if strings.Contains(r.objects[pages[3]], "/Contents") {
		t.Error("the back of the second letter is not blank")
	}
	for _, front := range []int{0, 2, 4} {
		if !strings.Contains(r.text(pages[front]), "PLÂTRERIE KERJEAN") {
			t.Errorf("page %d is not the first of a letter", front+1)
		}
	}
	checkBookmarks(t, r, map[string]string{
		pages[0]: "Mise en demeure – Plâtrerie Kerjean", pages[2]: "Deuxième – PLÂTRERIE KERJEAN",
		pages[4]: "Mise en demeure – Plâtrerie Kerjean",
	})
	if got := strings.Count(b.String(), "/FontFile2"); got != 2 {
		t.Errorf("%d fonts for three letters", got)
	}
	if got, one := b.Len(), len(written(t, formalNotice())); got > one+30_000 {
		t.Errorf("%d bytes for three letters, %d for one", got, one)
	}
}

// checkBookmarks follows the chain of bookmarks, which must name each first page once.
func checkBookmarks(t *testing.T, r *reading, want map[string]string) {
	t.Helper()
	outlines := r.dict(r.dict(ref(r.root()))["/Outlines"].(ref))
	id, before := outlines["/First"], any(nil)
	for range len(want) {
		b := r.dict(id.(ref))
		page := string(b["/Dest"].([]any)[0].(ref))
		if title := hexText(want[page]); !strings.EqualFold(fmt.Sprint(b["/Title"]), title) {
			t.Errorf("page %s is called %v", page, b["/Title"])
		}
		if b["/Prev"] != before {
			t.Errorf("a bookmark comes after %v, not %v", b["/Prev"], before)
		}
		delete(want, page)
		before, id = id, b["/Next"]
	}
	if id != nil || before != outlines["/Last"] || len(want) > 0 {
		t.Errorf("the chain ends at %v, then %v; without a bookmark: %v", before, id, want)
	}
}

func TestAnEmptyBatchIsStillAFile(t *testing.T) {
	var b bytes.Buffer
	if err := Merge(&b, "Rien", nil, day); err != nil {
		t.Fatal(err)
	}
	if n := len(readBack(t, b.Bytes()).pages()); n != 1 {
		t.Errorf("%d pages", n)
	}
}

func encoded(t *testing.T, format string) []byte {
	t.Helper()
	m := image.NewNRGBA(image.Rect(0, 0, 30, 20))
	m.Set(1, 1, color.NRGBA{200, 0, 0, 128})
	var b bytes.Buffer
	var err error
	if format == "png" {
		err = png.Encode(&b, m)
	} else {
		err = jpeg.Encode(&b, m, nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestLogosAndSignaturesAreDrawnOnceWhateverTheirFormat(t *testing.T) {
	d := formalNotice()
	d.From.Logo = encoded(t, "png")
	for i, b := range d.Body {
		if s, ok := b.(document.Signature); ok {
			s.Image = encoded(t, "jpeg")
			d.Body[i] = s
		}
	}
	file := string(written(t, d))
	for _, want := range []string{"/Filter/DCTDecode", "/I0 ", "/I1 ", "/S/Figure", "/Width 30/Height 20"} {
		if !strings.Contains(file, want) {
			t.Errorf("the file lacks %s", want)
		}
	}
}

func TestADamagedImageIsAFaultNotALetter(t *testing.T) {
	whole := encoded(t, "png")
	for name, data := range map[string][]byte{
		"cut short":    whole[:len(whole)-20],
		"other format": []byte("GIF89a"),
		"one byte":     {0x89},
		"a bomb":       bombPNG(whole),
	} {
		d := formalNotice()
		d.From.Logo = data
		var b bytes.Buffer
		if err := Write(&b, d, day); err == nil || !strings.Contains(err.Error(), "image") || b.Len() > 0 {
			t.Errorf("%s: %v, %d bytes", name, err, b.Len())
		}
	}
}

// bombPNG claims 60,000 pixels a side.
func bombPNG(data []byte) []byte {
	b := bytes.Clone(data)
	copy(b[16:], "\x00\x00\xEA\x60\x00\x00\xEA\x60")
	return b // its checksum is wrong too, which readers see first
}

func TestHostileDocumentsNeverPanic(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String()
		d := &document.Document{
			Kind: document.Kind(rapid.IntRange(0, 5).Draw(t, "kind")), Title: s.Draw(t, "title"),
			From: document.Party{Name: s.Draw(t, "from"), Mentions: []string{s.Draw(t, "mention")}, Logo: []byte(s.Draw(t, "logo"))},
			To:   rapid.SliceOf(s).Draw(t, "to"), Place: s.Draw(t, "place"), Subject: s.Draw(t, "subject"),
			Marks: rapid.SliceOf(s).Draw(t, "marks"), Enclosures: rapid.SliceOf(s).Draw(t, "enclosures"),
			Body: []document.Block{para(document.Span{Text: s.Draw(t, "text"), Link: s.Draw(t, "link")}), nil},
		}
		var b bytes.Buffer
		if err := Write(&b, d, day); err != nil && b.Len() > 0 {
			t.Fatal("a fault left bytes behind")
		}
	})
}

func TestMailsAreNotPrinted(t *testing.T) {
	for _, k := range []document.Kind{document.Email, document.SMS} {
		if err := Write(&bytes.Buffer{}, &document.Document{Kind: k}, day); err == nil {
			t.Errorf("kind %d was printed", k)
		}
	}
}

func TestTheStructureNamesEveryMarkOfEveryPage(t *testing.T) {
	r := readBack(t, written(t, formalNotice()))
	root := r.ref(r.root(), "/StructTreeRoot")
	back := strings.Count(r.objects[r.ref(root, "/ParentTree")], " R")
	for _, p := range r.pages() {
		content := string(r.inflate(r.ref(p, "/Contents")))
		back -= strings.Count(content, "/MCID")
		marks, ends := strings.Count(content, "/MCID")+strings.Count(content, "BMC"), strings.Count(content, "EMC")
		if marks != ends {
			t.Errorf("%d marks opened, %d closed", marks, ends)
		}
	}
	file := strings.Join(values(r.objects), "\n")
	for role, n := range map[string]int{"/S/Table": 1, "/S/TR": 5, "/S/TH": 5, "/S/TD": 20, "/S/H1": 1, "/S/Document": 1} {
		if got := strings.Count(file, role+"/"); got != n {
			t.Errorf("%d %s, want %d", got, role, n)
		}
	}
	if back != 0 {
		t.Errorf("%d more ways back than marks", back)
	}
}

func values(m map[string]string) []string {
	var v []string
	for _, s := range m {
		v = append(v, s)
	}
	return v
}

func TestALinkIsAPlaceToClickThatPrints(t *testing.T) {
	d := benchLetter()
	d.Body = append(d.Body, para(document.Span{Text: "payer", Link: "https://boreal.example/(1)"}))
	if file := string(written(t, d)); !strings.Contains(file, `/Subtype/Link/F 4`) || !strings.Contains(file, `/URI (https://boreal.example/\(1\))`) {
		t.Error("no such link")
	}
}
