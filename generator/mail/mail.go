// Package mail writes what leaves by the user's own mail program and calendar:
// drafts (.eml), calendar entries (.ics) and texts of SMS. It sends nothing.
package mail

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"html"
	"io"
	netmail "net/mail"
	"slices"
	"strings"
	"time"
	"unicode"

	gomail "github.com/wneessen/go-mail"

	"relance/generator/calendar"
	"relance/generator/document"
	"relance/generator/document/markup"
)

// A Draft is one e-mail to one person, ready to be read again and sent by hand.
type Draft struct {
	From        string // address; the name is that of Doc.From
	To, ToName  string
	Subject     string
	Doc         *document.Document
	Attachments []Attachment
	Date        calendar.Date // the day of the batch; the draft is dated 9 a.m. in Paris
}

// An Attachment is a file joined to a draft. Name is a plain file name.
type Attachment struct {
	Name, MIME string
	Data       []byte
}

// maxSubject is how many characters a subject may have; mail programs show 60.
const maxSubject = 250

// Write writes d as an .eml file that opens as a draft (X-Unsent). The same draft
// gives the same bytes. The error, in French, is that of an address or a subject
// that no mail can carry.
func Write(w io.Writer, d Draft) error {
	from, err := address(d.Doc.From.Name, d.From)
	if err != nil {
		return err
	}
	to, err := address(d.ToName, d.To)
	if err != nil {
		return err
	}
	subject := oneLine(d.Subject)
	if subject == "" || len([]rune(subject)) > maxSubject {
		return fmt.Errorf("l'objet du courriel doit avoir entre 1 et %d caractères", maxSubject)
	}
	text, page, err := bodies(d.Doc, subject)
	if err != nil {
		return err
	}
	id := identity(d, from, to, subject, text, page)
	m, err := message(d, from, to, subject, id)
	if err != nil {
		return err
	}
	m.SetBodyString(gomail.TypeTextPlain, text)
	m.AddAlternativeString(gomail.TypeTextHTML, page)
	var out bytes.Buffer
	if _, err := m.WriteTo(&out); err != nil {
		return err
	}
	_, err = w.Write(unfolded(settle(out.Bytes(), id, 1+min(1, len(d.Attachments)))))
	return err
}

// message is the mail without its bodies.
func message(d Draft, from, to *netmail.Address, subject, id string) (*gomail.Msg, error) {
	m := gomail.NewMsg(gomail.WithNoDefaultUserAgent())
	m.FromMailAddress(from)
	m.ToMailAddress(to)
	if encoded := encodedSubject(subject); encoded != "" {
		m.SetGenHeaderPreformatted(gomail.HeaderSubject, encoded)
	} else {
		m.Subject(subject)
	}
	m.SetDateWithValue(at(d.Date, 9*60))
	m.SetMessageIDWithValue(id[:32] + from.Address[strings.LastIndexByte(from.Address, '@'):])
	m.SetGenHeader("X-Unsent", "1")
	for _, a := range d.Attachments {
		err := m.AttachReader(a.Name, bytes.NewReader(a.Data), gomail.WithFileContentType(gomail.ContentType(a.MIME)))
		if err != nil {
			return nil, err
		}
	}
	return m, nil
}

// encodedSubject is a subject in encoded words (RFC 2047), its first line short
// enough to stand after the header's name: folded right after the colon, some mail
// programs show a leading space. It is empty when the subject fits as it is.
func encodedSubject(s string) string {
	const around = len("=?UTF-8?q?") + len("?=")
	if len(s) <= 60 && !strings.ContainsFunc(s, func(r rune) bool { return r > '~' }) {
		return ""
	}
	room := 76 - len("Subject: ") - around
	var lines []string
	var line strings.Builder
	for _, r := range s {
		letter := encodedLetter(r)
		if line.Len()+len(letter) > room {
			lines = append(lines, line.String())
			line.Reset()
			room = 76 - 1 - around
		}
		line.WriteString(letter)
	}
	return "=?UTF-8?q?" + strings.Join(append(lines, line.String()), "?=\r\n =?UTF-8?q?") + "?="
}

// encodedLetter is a character in an encoded word; one never ends inside a
// character.
func encodedLetter(r rune) string {
	switch {
	case r == ' ':
		return "_"
	case r > ' ' && r <= '~' && !strings.ContainsRune("=?_\"(),.:;<>@[\\]", r):
		return string(r)
	}
	out := ""
	for _, b := range []byte(string(r)) {
		out += fmt.Sprintf("=%02X", b)
	}
	return out
}

// unfolded puts back on its line what go-mail folds right after a header's name.
func unfolded(message []byte) []byte {
	head, body, _ := bytes.Cut(message, []byte("\r\n\r\n"))
	head = bytes.ReplaceAll(head, []byte(":\r\n "), []byte(": "))
	return slices.Concat(head, []byte("\r\n\r\n"), body)
}

// address checks and joins a name and an address.
func address(name, addr string) (*netmail.Address, error) {
	parsed, err := netmail.ParseAddress(addr)
	if err != nil || parsed.Address != addr || strings.ContainsFunc(addr, notInAddress) {
		return nil, fmt.Errorf("adresse e-mail illisible « %s »", oneLine(addr))
	}
	_, domain, _ := strings.Cut(addr, "@")
	if !strings.Contains(domain, ".") || strings.HasPrefix(domain, "[") {
		return nil, fmt.Errorf("adresse e-mail incomplète « %s »", oneLine(addr))
	}
	return &netmail.Address{Name: displayed(name), Address: addr}, nil
}

// displayed is a name for a header. A backslash beside an accent makes a header
// that net/mail writes and cannot read again.
func displayed(name string) string { return strings.ReplaceAll(oneLine(name), `\`, "/") }

// notInAddress is stricter than net/mail, which lets zero-width characters,
// accents and quoted spaces through: mail programs do not.
func notInAddress(r rune) bool {
	return r <= ' ' || r >= unicode.MaxASCII || strings.ContainsRune(`"(),:;<>\`, r)
}

// oneLine makes s fit for a header: one line, single spaces, no invisible
// character, nothing that a mail program would take for an encoded word.
func oneLine(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\u00a0' || r == '\u202f':
			return '\u00a0'
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == unicode.ReplacementChar:
			return -1
		}
		return r
	}, s)
	return strings.ReplaceAll(strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == ' ' }), " "), "=?", "=\u00a0?")
}

// identity is a digest of all that the draft says, in hexadecimal.
func identity(d Draft, from, to *netmail.Address, subject, text, page string) string {
	h := sha256.New()
	for _, part := range []string{d.Date.ISO(), from.String(), to.String(), subject, text, page} {
		fmt.Fprintf(h, "%d:%s", len(part), part)
	}
	for _, a := range d.Attachments {
		fmt.Fprintf(h, "%d:%s%d:%s%d:%s", len(a.Name), a.Name, len(a.MIME), a.MIME, len(a.Data), a.Data)
	}
	return fmt.Sprintf("%x", h.Sum(nil))
}

// settle replaces the random boundaries of the multiparts by others drawn from the
// identity of the draft, of the same length. (One boundary given to go-mail would
// serve for nested parts too, and the attachments would be lost.) The headers of
// the multiparts come before any text, and go-mail indents the lines it folds, so
// that nothing written by a person can be taken for one.
func settle(message []byte, id string, multiparts int) []byte {
	const head = "\r\nContent-Type: multipart/"
	from := 0
	for n := range multiparts {
		from += bytes.Index(message[from:], []byte(head)) + len(head)
		_, random, _ := bytes.Cut(message[from:], []byte("boundary="))
		random, _, _ = bytes.Cut(random, []byte("\r\n"))
		sum := fmt.Sprintf("%x", sha256.Sum256(fmt.Appendf(nil, "%s %d", id, n)))
		message = bytes.ReplaceAll(message, random, []byte(sum[:len(random)]))
	}
	return message
}

// bodies returns the text and the HTML of a draft: the body of the document, its
// enclosures, then who writes, with the particulars that commercial papers must
// bear, e-mails included (C. com. R123-237).
func bodies(doc *document.Document, title string) (text, page string, err error) {
	if doc == nil || len(doc.Body) == 0 {
		return "", "", errors.New("le courriel est vide")
	}
	blocks := append([]document.Block{}, doc.Body...)
	if len(doc.Enclosures) > 0 {
		label := "Pièces jointes\u00a0: "
		if len(doc.Enclosures) == 1 {
			label = "Pièce jointe\u00a0: "
		}
		blocks = append(blocks, document.Paragraph{Text: []document.Span{{Text: label + strings.Join(doc.Enclosures, ", ")}}})
	}
	blocks = append(blocks, document.Rule{}, document.Mentions{Paragraphs: footer(doc.From)})
	var plain, rich bytes.Buffer
	if err := document.Text(&plain, blocks); err != nil {
		return "", "", err
	}
	fmt.Fprintf(&rich, pageHead, html.EscapeString(title))
	if err := markup.Print(&rich, blocks, markup.ForMail); err != nil {
		return "", "", err
	}
	rich.WriteString(pageFoot)
	return lineFeeds.Replace(plain.String()), lineFeeds.Replace(rich.String()), nil
}

// lineFeeds: after a bare CR the quoted-printable writer may lose the next LF.
var lineFeeds = strings.NewReplacer("\r\n", "\n", "\r", "\n")

func footer(from document.Party) []string {
	var out []string
	for _, line := range []string{
		strings.Join(append([]string{from.Name}, from.Lines...), ", "),
		strings.Join(from.Contact, " – "),
	} {
		if line != "" {
			out = append(out, line)
		}
	}
	return append(out, from.Mentions...)
}

const pageHead = `<!DOCTYPE html>
<html lang="fr">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>%s</title></head>
<body style="margin:0;padding:16px;background:#ffffff">
<div style="max-width:640px;font-family:'Segoe UI',Arial,Helvetica,sans-serif;font-size:15px;line-height:1.5;color:#1b2430">
`

const pageFoot = "</div>\n</body>\n</html>\n"

// at is the instant of a day in Paris, minutes after midnight.
func at(day calendar.Date, minutes int) time.Time {
	zone, err := time.LoadLocation(paris)
	if err != nil {
		panic(err) // calendar embeds the zones
	}
	return time.Date(day.Year(), time.Month(day.Month()), day.Day(), 0, minutes, 0, 0, zone)
}
