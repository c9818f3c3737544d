package grid

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestNumbersOfWorkbooksBecomePlainDecimals(t *testing.T) {
	for stored, want := range map[string]string{
		"0": "0", "-0": "0", "12": "12", "-12.5": "-12.5", "1234.5600000000002": "1234.56", "0.1": "0.1",
		"1E3": "1000", "1.5E-2": "0.015", "-7.32E+13": "-73200000000000", "2.675": "2.675", "12.50": "12.5",
		"0.30000000000000004": "0.3", "999999999999999.9": "1000000000000000", "007": "7", "+5": "5", "5.": "5", ".5": "0.5",
		"1E20": "100000000000000000000", "0.00": "0",
	} {
		if got, ok := Decimal(stored); !ok || got != want {
			t.Errorf("%s is read %q (%v), want %q", stored, got, ok, want)
		}
	}
	for _, s := range []string{"", "-", "1,5", "1e", "1e999999999", "0x10", "NaN", "1.2.3", "1 000", "--1", "1e400"} {
		if got, ok := Decimal(s); ok {
			t.Errorf("%q is read %q", s, got)
		}
	}
}

// A workbook stores cents as the nearest binary fraction: they must come back.
func TestEveryAmountSurvivesItsBinaryForm(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cents := rapid.Int64Range(-9_999_999_999_99, 9_999_999_999_99).Draw(t, "cents")
		stored := strconv.FormatFloat(float64(cents)/100, 'g', 17, 64)
		got, ok := Decimal(stored)
		whole := fmt.Sprintf("%03d", max(cents, -cents))
		want := whole[:len(whole)-2] + "." + whole[len(whole)-2:]
		want = strings.TrimRight(strings.TrimRight(want, "0"), ".")
		if cents < 0 {
			want = "-" + want
		}
		if !ok || got != want {
			t.Fatalf("%s is read %s, want %s", stored, got, want)
		}
	})
}

func TestAddressesGoBothWays(t *testing.T) {
	for _, c := range []Cell{{Row: 1, Col: 1}, {Row: 9, Col: 26}, {Row: 10, Col: 27}, {Row: MaxRows, Col: MaxCols}} {
		row, col, ok := ParseAddress(c.Address())
		if !ok || row != c.Row || col != c.Col {
			t.Errorf("%s is read as row %d, column %d", c.Address(), row, col)
		}
	}
	for _, s := range []string{"", "A", "1", "A0", "A01", "a1", "XFE1", "A1048577", "AAAA1", "A1 ", "A99999999"} {
		if _, _, ok := ParseAddress(s); ok {
			t.Errorf("%q is taken for a cell", s)
		}
	}
}

func zipped(t *testing.T, names ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, n := range names {
		name, text, _ := strings.Cut(n, "=")
		f, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		f.Write([]byte(text))
	}
	w.Close()
	return b.Bytes()
}

func TestFilesAreNamedForWhatTheyAre(t *testing.T) {
	ole := "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
	wide := func(s string) string { return strings.Join(strings.Split(s, ""), "\x00") + "\x00" }
	for _, c := range []struct {
		src  string
		want Format
		says string
	}{
		{string(zipped(t, "[Content_Types].xml", "xl/workbook.xml")), XLSX, ""},
		{string(zipped(t, "mimetype=application/vnd.oasis.opendocument.spreadsheet", "content.xml")), ODS, ""},
		{"client;montant\nA;1\n", Delimited, ""},
		{"%PDF-1.7\n", PDF, ""},
		{"<?xml version=\"1.0\"?><rsm:CrossIndustryInvoice/>", XML, ""},
		{"\xef\xbb\xbf<?xml version=\"1.0\"?><rsm:CrossIndustryInvoice/>", XML, ""},
		{"", Unknown, "vide"},
		{" \r\n ", Unknown, "vide"},
		{ole + wide("Workbook"), Unknown, ".xls"},
		{ole + wide("EncryptedPackage"), Unknown, "mot de passe"},
		{ole + wide("WordDocument"), Unknown, "Word"},
		{string(zipped(t, "xl/workbook.bin", "[Content_Types].xml")), Unknown, "xlsb"},
		{string(zipped(t, "word/document.xml")), Unknown, "Word"},
		{string(zipped(t, "Index/Document.iwa")), Unknown, "Numbers"},
		{string(zipped(t, "lisez-moi.txt")), Unknown, "archive ZIP"},
		{string(zipped(t, "mimetype=application/vnd.oasis.opendocument.text")), Unknown, "OpenDocument"},
		{string(zipped(t, "xl/workbook.xml"))[:40], Unknown, "abîmé"},
		{"<html><table><tr><td>1", Unknown, "HTML"},
		{"<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">", Unknown, "2003"},
		{"\x89PNG\r\n", Unknown, "image"},
		{"{\"clients\":[]}", Unknown, "JSON"},
	} {
		got, l := Sniff("essai.xlsx", []byte(c.src))
		switch {
		case got != c.want:
			t.Errorf("%.30q is taken for %d, want %d", c.src, got, c.want)
		case c.says != "" && (len(l) != 1 || !strings.Contains(l[0].Text, c.says) || l[0].Hint == ""):
			t.Errorf("%.30q: %+v does not say %q with a remedy", c.src, l, c.says)
		case c.says == "" && len(l) > 0:
			t.Errorf("%.30q is refused: %v", c.src, l)
		}
	}
}
