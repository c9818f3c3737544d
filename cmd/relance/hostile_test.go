package main

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"html"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	xhtml "golang.org/x/net/html"
)

// hostile is a client's name that a spreadsheet, a browser, Markdown, a mail header
// and a calendar would each obey, were it not text to them.
const hostile = `=cmd|'/c calc'!A1 <script>alert(1)</script> *x*`

// TestAHostileNameIsPlainTextEverywhere makes every kind of output for a client of
// that name, and reads each back with a reader that is not ours.
func TestAHostileNameIsPlainTextEverywhere(t *testing.T) {
	dir := hostileKit(t)
	var screen, messages bytes.Buffer
	a := quiet("2026-03-31")
	a.out, a.err = &screen, &messages
	if code := run([]string{"generer", "--kit", dir, "--json"}, a); code != statusDone {
		t.Fatalf("exit status %d\n%s", code, &messages)
	}
	read := func(name string) []byte {
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	t.Run("screen", func(t *testing.T) {
		a := quiet("2026-03-31")
		var seen bytes.Buffer
		a.out = &seen
		run([]string{"agenda", "--kit", dir}, a)
		wants(t, seen.String())
	})
	t.Run("lot.json", func(t *testing.T) {
		var lot map[string]any
		if err := json.Unmarshal(read("sortie/lot.json"), &lot); err != nil {
			t.Fatal(err)
		}
		if screen.String() != string(read("sortie/lot.json")) {
			t.Error("generer --json is not lot.json")
		}
	})
	t.Run("letter", func(t *testing.T) { wants(t, letterText(t, filepath.Join(dir, "sortie/lettres/L-relance1.pdf"))) })
	t.Run("print file", func(t *testing.T) { wants(t, letterText(t, filepath.Join(dir, "sortie/impression.pdf"))) })
	t.Run("draft", func(t *testing.T) {
		subject, plain, rich := draftParts(t, read("sortie/courriels/M-relance1.eml"))
		if strings.ContainsAny(subject, "\r\n") {
			t.Errorf("subject of several lines: %q", subject)
		}
		wants(t, plain)
		wants(t, textOf(t, rich))
	})
	t.Run("SMS", func(t *testing.T) {
		if text := string(read("sortie/sms/S-sms.txt")); strings.Contains(text, "&lt;") || strings.Contains(text, `\*`) {
			t.Errorf("an SMS of escapes: %s", text)
		}
	})
	t.Run("index.html", func(t *testing.T) { wants(t, textOf(t, read("sortie/index.html"))) })
	t.Run("suivi.xlsx", func(t *testing.T) { workbookIsText(t, read("suivi.xlsx")) })
	t.Run("agenda.ics", func(t *testing.T) {
		flat := strings.ReplaceAll(string(read("sortie/agenda.ics")), "\r\n ", "")
		wants(t, strings.NewReplacer(`\,`, ",", `\;`, ";", `\\`, `\`).Replace(flat))
	})
	t.Run("site", func(t *testing.T) {
		for _, name := range []string{"index.html", "galerie.html", "champs.html"} {
			if bytes.Contains(read("sortie/site/"+name), []byte("/c calc")) {
				t.Errorf("%s holds a client's name", name)
			}
		}
	})
}

// hostileKit has that client five times: by letter, by e-mail, by SMS, by
// telephone, and with a promise to check.
func hostileKit(t *testing.T) string {
	dir := t.TempDir()
	settings, err := os.ReadFile("testdata/kit/relance.yaml")
	if err != nil {
		t.Fatal(err)
	}
	quoted := `"` + hostile + `"`
	client := func(code, kind, contact, due, more string) string {
		return "  - code: " + code + "\n    nom: " + quoted + "\n    type: " + kind + "\n    adresse: [9 rue de l'Essai, 49100 Angers]\n" + contact + more +
			"    factures:\n      - {numero: FA-" + code + ", date: 2026-02-01, echeance: " + due + ", montant_ttc: 400.00}\n"
	}
	reach := func(how string) string {
		return "    contacts:\n      - {civilite: Mme, nom: " + quoted + ", role: comptabilite, " + how + "}\n"
	}
	clients := "clients:\n" +
		client("L", "entreprise", "", "2026-03-24", "") +
		client("M", "entreprise", reach("email: compta@zephyrin.example"), "2026-03-24", "") +
		client("S", "particulier", reach("email: a@zephyrin.example, mobile: 06 39 98 00 01"), "2026-03-20", "") +
		client("T", "entreprise", reach("telephone: 02 61 91 00 17"), "2026-03-24", "    plan: simple\n") +
		client("P", "entreprise", "", "2026-03-24", "    promesses:\n      - {prise_le: 2026-03-30, date_limite: 2026-04-03, montant: 400.00, factures: [FA-P]}\n")
	journal := []string{"reprise", "--facture", "FA-S", "--etape", "relance1", "--date", "2026-03-24", "--kit", dir}
	for name, data := range map[string]string{"relance.yaml": string(settings), "clients.yaml": clients} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(data), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if code := run(append([]string{"noter"}, journal...), quiet("2026-03-31")); code != statusDone {
		t.Fatalf("noter: exit status %d", code)
	}
	return dir
}

func wants(t *testing.T, text string) {
	t.Helper()
	if flat := strings.Join(strings.Fields(typewriter.Replace(text)), " "); !strings.Contains(flat, hostile) {
		t.Errorf("the name is not there as it was written:\n%.2000s", flat)
	}
}

// typewriter undoes French typography, which dresses apostrophes and spaces.
var typewriter = strings.NewReplacer("’", "'", "\u00a0", " ", "\u202f", " ")

func letterText(t *testing.T, file string) string {
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Skip("pdftotext (poppler-utils) is not installed")
	}
	text, err := exec.Command("pdftotext", "-layout", file, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// draftParts are the subject, the plain text and the HTML of a draft.
func draftParts(t *testing.T, data []byte) (subject, plain string, rich []byte) {
	m, err := mail.ReadMessage(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if to, err := m.Header.AddressList("To"); err != nil || len(to) != 1 || to[0].Address != "compta@zephyrin.example" {
		t.Errorf("To: %v (%v)", to, err)
	}
	if subject, err = new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject")); err != nil {
		t.Fatal(err)
	}
	walk(t, m.Header.Get("Content-Type"), m.Header.Get("Content-Transfer-Encoding"), m.Body, func(kind string, body []byte) {
		switch kind {
		case "text/plain":
			plain = string(body)
		case "text/html":
			rich = body
		}
	})
	return subject, plain, rich
}

func walk(t *testing.T, contentType, encoding string, body io.Reader, leaf func(kind string, body []byte)) {
	kind, params, err := mime.ParseMediaType(contentType)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(kind, "multipart/") {
		if strings.EqualFold(encoding, "quoted-printable") {
			body = quotedprintable.NewReader(body)
		}
		data, err := io.ReadAll(body)
		if err != nil {
			t.Fatal(err)
		}
		leaf(kind, data)
		return
	}
	parts := multipart.NewReader(body, params["boundary"])
	for {
		p, err := parts.NextRawPart()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		walk(t, p.Header.Get("Content-Type"), p.Header.Get("Content-Transfer-Encoding"), p, leaf)
	}
}

// textOf is what a reader of the page sees; a script element is a failure.
func textOf(t *testing.T, page []byte) string {
	t.Helper()
	z := xhtml.NewTokenizer(bytes.NewReader(page))
	var b strings.Builder
	hidden := false
	for {
		switch z.Next() {
		case xhtml.ErrorToken:
			return b.String()
		case xhtml.TextToken:
			if !hidden {
				b.Write(z.Text())
			}
		case xhtml.StartTagToken, xhtml.SelfClosingTagToken:
			name, _ := z.TagName()
			hidden = string(name) == "style"
			if string(name) == "script" {
				t.Error("a script element")
			}
		case xhtml.EndTagToken:
			hidden = false
		}
	}
}

// workbookIsText checks that the name stands in the workbook as a string, and in no
// formula.
func workbookIsText(t *testing.T, data []byte) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	found := false
	for _, f := range z.File {
		if !strings.HasSuffix(f.Name, ".xml") {
			continue
		}
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		d := xml.NewDecoder(r)
		var path []string
		for {
			token, err := d.Token()
			if err != nil {
				break
			}
			switch token := token.(type) {
			case xml.StartElement:
				path = append(path, token.Name.Local)
			case xml.EndElement:
				path = path[:len(path)-1]
			case xml.CharData:
				text := html.UnescapeString(string(token))
				if !strings.Contains(text, "calc'!A1") {
					continue
				}
				found = true
				if where := path[len(path)-1]; where != "t" && where != "v" { // v: what one of our own formulas found
					t.Errorf("%s: the name stands in <%s>: %s", f.Name, where, text)
				}
			}
		}
		r.Close()
	}
	if !found {
		t.Error("the name is not in the workbook")
	}
}
