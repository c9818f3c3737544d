package einvoice

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
)

// document makes a PDF of one page: what its catalog says beside, then objects from
// number 4 on.
func document(catalog string, objects ...string) []byte {
	var b bytes.Buffer
	offsets := []int{}
	b.WriteString("%PDF-1.7\n")
	all := append([]string{"<</Type/Catalog/Pages 2 0 R" + catalog + ">>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<>>>>"}, objects...)
	for i, text := range all {
		offsets = append(offsets, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, text)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(offsets)+1)
	for _, at := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R/ID[<00><00>]>>\nstartxref\n%d\n%%%%EOF\n", len(offsets)+1, start)
	return b.Bytes()
}

func stream(text string) string {
	return fmt.Sprintf("<</Type/EmbeddedFile/Subtype/text#2Fxml/Length %d>>\nstream\n%s\nendstream", len(text), text)
}

func filespec(name string, at int) string {
	return fmt.Sprintf("<</Type/Filespec/AFRelationship/Alternative/F%s/UF%s/EF<</F %d 0 R/UF %d 0 R>>>>", name, name, at, at)
}

const readWell = "FA26-056 avoir:false 2026-02-19 2026-03-21 2400.00 2000.00 EUR"

// Programs attach the invoice in many ways, all of which the standard allows.
func TestTheInvoiceIsFoundHoweverItIsAttached(t *testing.T) {
	xml, other := stream(invoice()), stream("<?xml version=\"1.0\"?><autre/>")
	wide := "<FEFF" + hexUTF16("factur-x.xml") + ">"
	for name, src := range map[string][]byte{
		"names":          document("/Names<</EmbeddedFiles<</Names[(factur-x.xml)4 0 R]>>>>", filespec("(factur-x.xml)", 5), xml),
		"names in kids":  document("/Names<</EmbeddedFiles<</Kids[6 0 R]>>>>", filespec("(factur-x.xml)", 5), xml, "<</Limits[(factur-x.xml)(factur-x.xml)]/Names[(factur-x.xml)4 0 R]>>"),
		"UTF-16 names":   document("/Names<</EmbeddedFiles<</Names["+wide+"4 0 R]>>>>", filespec(wide, 5), xml),
		"upper case":     document("/Names<</EmbeddedFiles<</Names[(FACTUR-X.XML)4 0 R]>>>>", filespec("(FACTUR-X.XML)", 5), xml),
		"older name":     document("/Names<</EmbeddedFiles<</Names[(zugferd-invoice.xml)4 0 R]>>>>", filespec("(zugferd-invoice.xml)", 5), xml),
		"associated":     document("/AF[4 0 R]", filespec("(factur-x.xml)", 5), xml),
		"among others":   document("/Names<</EmbeddedFiles<</Names[(annexe.xml)6 0 R(factur-x.xml)4 0 R(notes.txt)6 0 R]>>>>", filespec("(factur-x.xml)", 5), xml, filespec("(annexe.xml)", 7), other),
		"object streams": rewritten(t, document("/Names<</EmbeddedFiles<</Names[(factur-x.xml)4 0 R]>>>>", filespec("(factur-x.xml)", 5), xml)),
		"owner password": locked(t, document("/Names<</EmbeddedFiles<</Names[(factur-x.xml)4 0 R]>>>>", filespec("(factur-x.xml)", 5), xml), ""),
	} {
		inv, l := FromPDF("f.pdf", src)
		if got := shown(inv); got != readWell || len(l) > 0 {
			t.Errorf("%s: %s %v", name, got, l)
		}
	}
}

func hexUTF16(s string) string {
	var b strings.Builder
	for _, r := range s {
		fmt.Fprintf(&b, "%04X", r)
	}
	return b.String()
}

// rewritten is the same file with its objects in compressed streams.
func rewritten(t *testing.T, src []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	api.DisableConfigDir()
	conf := model.NewDefaultConfiguration()
	conf.WriteObjectStream, conf.WriteXRefStream = true, true
	if err := api.Optimize(bytes.NewReader(src), &out, conf); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// locked is the same file under a user's password, or only an owner's.
func locked(t *testing.T, src []byte, password string) []byte {
	t.Helper()
	var out bytes.Buffer
	api.DisableConfigDir()
	conf := model.NewAESConfiguration(password, "proprio", 256)
	if err := api.Encrypt(bytes.NewReader(src), &out, conf); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestAPDFUnderAPasswordIsNamedForWhatItIs(t *testing.T) {
	src := locked(t, document("/Names<</EmbeddedFiles<</Names[(factur-x.xml)4 0 R]>>>>", filespec("(factur-x.xml)", 5), stream(invoice())), "secret")
	_, l := FromPDF("f.pdf", src)
	if !l.Faults() || !strings.Contains(l[0].Text, "mot de passe") || l[0].Hint == "" {
		t.Errorf("got %+v", l)
	}
}
