package pdf

import (
	"bytes"
	"strings"
	"testing"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"pgregory.net/rapid"

	"relance/generator/document"
	"relance/generator/pdf/foreign"
)

// invoiceCopy is a PDF of somebody else: ours, written anew by another program.
func invoiceCopy(t testing.TB, change func(*bytes.Reader, *bytes.Buffer) error) []byte {
	t.Helper()
	d := formalNotice()
	d.Kind, d.Body = document.Sheet, append(d.Body, document.PageBreak{}, para(document.Span{Text: "Facture, deuxième page"}))
	var ours, theirs bytes.Buffer
	if err := Write(&ours, d, day); err != nil {
		t.Fatal(err)
	}
	api.DisableConfigDir()
	if err := change(bytes.NewReader(ours.Bytes()), &theirs); err != nil {
		t.Fatal(err)
	}
	return theirs.Bytes()
}

func rewritten(r *bytes.Reader, w *bytes.Buffer) error { return api.Optimize(r, w, nil) }

func protected(r *bytes.Reader, w *bytes.Buffer) error {
	return api.Encrypt(r, w, model.NewAESConfiguration("", "secret", 256))
}

func locked(r *bytes.Reader, w *bytes.Buffer) error {
	return api.Encrypt(r, w, model.NewAESConfiguration("ouvrir", "secret", 256))
}

func turned(r *bytes.Reader, w *bytes.Buffer) error { return api.Rotate(r, w, 90, nil, nil) }

// bound is a file for the printer: a letter, then a copy twice.
func bound(t testing.TB, data []byte) []byte {
	t.Helper()
	var press Press
	letter, err := press.Print(benchLetter(), day)
	if err != nil {
		t.Fatal(err)
	}
	enclosed, err := Copy("Facture FA26-056", data)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := Merge(&out, "Courriers", []*Print{letter, enclosed, enclosed}, day); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestAnInvoiceFollowsItsLetterOnSheetsOfItsOwn(t *testing.T) {
	for name, change := range map[string]func(*bytes.Reader, *bytes.Buffer) error{"rewritten": rewritten, "turned": turned} {
		t.Run(name, func(t *testing.T) {
			data := invoiceCopy(t, change)
			whole := bound(t, data)
			if !bytes.Equal(whole, bound(t, data)) {
				t.Error("the same letters give other bytes")
			}
			r := readBack(t, whole)
			if n := len(r.pages()); n != 2+2+2 {
				t.Errorf("%d pages, want a letter with its blank back and twice two pages", n)
			}
			if bytes.Contains(whole, []byte("pdfaid")) {
				t.Error("a file that holds the pages of others may not claim to be an archive")
			}
			if turnedPages := bytes.Count(whole, []byte("/Rotate 90")); name == "turned" && turnedPages != 4 {
				t.Errorf("%d pages are turned, want 4", turnedPages)
			}
			out := run(t, "qpdf", "--check", saved(t, whole))
			if strings.Contains(out, "WARNING") {
				t.Error(out)
			}
			if text := run(t, "pdftotext", "-layout", saved(t, whole), "-"); strings.Count(text, "Facture, deuxième page") != 2 {
				t.Errorf("the copies are not whole:\n%s", text)
			}
		})
	}
}

func TestWhatTwoLettersShareIsWrittenOnce(t *testing.T) {
	data := invoiceCopy(t, rewritten)
	if whole := bound(t, data); len(whole) > 2*len(data)+20_000 {
		t.Errorf("%d bytes for two copies of %d bytes and a letter", len(whole), len(data))
	}
}

func TestACopyThatCannotBeBoundSaysWhy(t *testing.T) {
	sound := invoiceCopy(t, rewritten)
	for want, data := range map[string][]byte{
		"n'est pas un PDF":  []byte("PK\x03\x04 une image"),
		"protégé":           invoiceCopy(t, protected),
		"mot de passe":      invoiceCopy(t, locked),
		"plus de 8 Mio":     append(bytes.Clone(sound), make([]byte, foreign.MaxSize)...),
		"abîmé":             sound[:len(sound)/2],
		"ce PDF est abîmé":  []byte("%PDF-1.7\nrien"),
		"ce n'est pas un P": nil,
	} {
		if _, err := Copy("Facture", data); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("want %q: %v", want, err)
		}
	}
}

func TestADamagedCopyNeverPanics(t *testing.T) {
	sound := invoiceCopy(t, rewritten)
	rapid.Check(t, func(t *rapid.T) {
		data := bytes.Clone(sound)
		for range rapid.IntRange(1, 8).Draw(t, "damages") {
			data[rapid.IntRange(0, len(data)-1).Draw(t, "at")] = rapid.Byte().Draw(t, "byte")
		}
		if c, err := Copy("Facture", data); err == nil {
			var out bytes.Buffer
			if err := Merge(&out, "Courriers", []*Print{c}, day); err != nil {
				t.Fatal(err)
			}
		}
	})
}
