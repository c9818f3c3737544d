package mail

import (
	"bytes"
	"encoding/base64"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	netmail "net/mail"
	"net/textproto"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"relance/generator/calendar"
	"relance/generator/document"
)

const hostile = `=cmd|'/c calc'!A1 <script>alert(1)</script> *x*`

// A tester is a *testing.T or a *rapid.T.
type tester interface {
	Helper()
	Errorf(format string, args ...any)
	Fatalf(format string, args ...any)
	Fatal(args ...any)
}

func letter(body string) *document.Document {
	return &document.Document{
		Kind: document.Email,
		From: document.Party{
			Name: "Ateliers Boréal", Lines: []string{"4 rue de l'Essai", "49000 Angers"},
			Contact: []string{"02 61 91 00 01", "compta@boreal.example"}, Mentions: []string{"SARL au capital de 20 000 €, RCS Angers 000 000 034"}},
		Body: []document.Block{
			document.Paragraph{Text: []document.Span{{Text: body}}},
			document.Totals{Lines: []document.TotalLine{{Label: "Total", Amount: "2\u202f400,00\u00a0€", Strong: true}}}},
		Enclosures: []string{"FA26-056.pdf"},
	}
}

func draft() Draft {
	return Draft{
		From: "compta@boreal.example", To: "contact@kerjean.example", ToName: "M. Kerjean",
		Subject: "Facture FA26-056 : échéance dépassée", Doc: letter("Bonjour, l’échéance est passée.\n.\n"),
		Attachments: []Attachment{{"FA26-056.pdf", "application/pdf", bytes.Repeat([]byte("\x00\r\n%PDF\n"), 300)}, {"b.txt", "text/plain", nil}},
		Date:        calendar.Of(2026, 3, 31),
	}
}

func written(t tester, d Draft) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, d); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// A received mail is what a mail program reads in a draft.
type received struct {
	header     netmail.Header
	text, html string
	files      []Attachment
}

func receive(t tester, message []byte) received {
	t.Helper()
	m, err := netmail.ReadMessage(bytes.NewReader(message))
	if err != nil {
		t.Fatalf("%v in\n%s", err, message)
	}
	r := received{header: m.Header}
	r.part(t, textproto.MIMEHeader(m.Header), m.Body)
	return r
}

func (r *received) part(t tester, header textproto.MIMEHeader, body io.Reader) {
	t.Helper()
	kind, params, err := mime.ParseMediaType(header.Get("Content-Type"))
	if err != nil {
		t.Fatal(err)
	}
	if strings.HasPrefix(kind, "multipart/") {
		for parts := multipart.NewReader(body, params["boundary"]); ; {
			p, err := parts.NextRawPart()
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			r.part(t, p.Header, p)
		}
	}
	switch header.Get("Content-Transfer-Encoding") {
	case "quoted-printable":
		body = quotedprintable.NewReader(body)
	case "base64":
		body = base64.NewDecoder(base64.StdEncoding, body)
	}
	data, err := io.ReadAll(body)
	if err != nil {
		t.Fatal(err)
	}
	_, disposition, _ := mime.ParseMediaType(header.Get("Content-Disposition"))
	switch lf := strings.ReplaceAll(string(data), "\r\n", "\n"); {
	case disposition["filename"] != "":
		r.files = append(r.files, Attachment{disposition["filename"], kind, data})
	case kind == "text/plain":
		r.text = lf
	case kind == "text/html":
		r.html = lf
	}
}

var headers = []string{"Content-Type", "Date", "From", "Message-Id", "Mime-Version", "Subject", "To", "X-Unsent"}

func (r received) check(t tester, d Draft) {
	t.Helper()
	var names []string
	for name, values := range r.header {
		names = append(names, name)
		if len(values) != 1 {
			t.Errorf("header %s stands %d times", name, len(values))
		}
	}
	slices.Sort(names)
	if !slices.Equal(names, headers) {
		t.Errorf("headers %v, want %v", names, headers)
	}
	to, err := r.header.AddressList("To")
	if err != nil || len(to) != 1 || to[0].Address != d.To || to[0].Name != displayed(d.ToName) {
		t.Errorf("to %v %v, want %q %q", to, err, displayed(d.ToName), d.To)
	}
	from, err := r.header.AddressList("From")
	if err != nil || len(from) != 1 || from[0].Address != d.From || from[0].Name != displayed(d.Doc.From.Name) {
		t.Errorf("from %v %v", from, err)
	}
	subject, err := new(mime.WordDecoder).DecodeHeader(r.header.Get("Subject"))
	if err != nil || subject != oneLine(d.Subject) {
		t.Errorf("subject %q %v, want %q", subject, err, oneLine(d.Subject))
	}
	text, page, _ := bodies(d.Doc, subject)
	if r.text != text || r.html != page {
		t.Errorf("bodies differ: %q, want %q", r.text, text)
	}
	if len(r.files) != len(d.Attachments) {
		t.Fatalf("%d files, want %d", len(r.files), len(d.Attachments))
	}
	for i, f := range r.files {
		if want := d.Attachments[i]; f.Name != want.Name || f.MIME != want.MIME || !bytes.Equal(f.Data, want.Data) {
			t.Errorf("file %s differs", want.Name)
		}
	}
}

func TestADraftIsReadBackAsItWasMeant(t *testing.T) {
	alone := draft()
	alone.Attachments = nil
	forged := alone
	forged.Doc = letter("a\n\nContent-Type: multipart/mixed;\n boundary=abc\n\nabc")
	forged.Subject = "Content-Type: multipart/mixed; boundary=abc"
	for name, d := range map[string]Draft{"with files": draft(), "alone": alone, "forged": forged} {
		t.Run(name, func(t *testing.T) {
			message := written(t, d)
			receive(t, message).check(t, d)
			if bytes.Contains(bytes.ReplaceAll(message, []byte("\r\n"), nil), []byte("\n")) {
				t.Error("a line does not end with CR LF")
			}
			for line := range bytes.SplitSeq(message, []byte("\r\n")) {
				if len(line) > 200 {
					t.Errorf("line of %d bytes", len(line))
				}
			}
		})
	}
}

func TestADraftIsDatedInParis(t *testing.T) {
	for day, want := range map[calendar.Date]string{
		calendar.Of(2026, 3, 28): "Sat, 28 Mar 2026 09:00:00 +0100",
		calendar.Of(2026, 3, 29): "Sun, 29 Mar 2026 09:00:00 +0200",
	} {
		d := draft()
		d.Date = day
		if got := receive(t, written(t, d)).header.Get("Date"); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestTheSameDraftGivesTheSameBytes(t *testing.T) {
	first := written(t, draft())
	if !bytes.Equal(first, written(t, draft())) {
		t.Error("two drafts of the same letter differ")
	}
	other := draft()
	other.Attachments[1].Data = []byte("x")
	id := func(m []byte) string { return receive(t, m).header.Get("Message-Id") }
	if id(first) == id(written(t, other)) {
		t.Error("two letters have one Message-ID")
	}
}

func TestHostileNamesStayText(t *testing.T) {
	d := draft()
	d.ToName, d.Subject, d.Doc = hostile, hostile+" =?utf-8?q?x?=", letter(hostile)
	r := receive(t, written(t, d))
	r.check(t, d)
	if !strings.Contains(r.text, hostile) || strings.Contains(r.html, "<script") || !strings.Contains(r.html, "&lt;script&gt;") {
		t.Errorf("text %q\nhtml %q", r.text, r.html)
	}
	if to, _ := r.header.AddressList("To"); to[0].Name != hostile {
		t.Errorf("name %q", to[0].Name)
	}
}

func TestTheFooterBearsTheCreditorsParticulars(t *testing.T) {
	r := receive(t, written(t, draft()))
	for _, want := range []string{"Ateliers Boréal, 4 rue de l", "02 61 91 00 01", "RCS Angers 000 000 034", "Pièce jointe\u00a0: FA26-056.pdf"} {
		if !strings.Contains(r.text, want) {
			t.Errorf("no %q in %s", want, r.text)
		}
	}
	if !strings.Contains(r.html, `<html lang="fr">`) || !strings.Contains(r.html, "RCS Angers") || strings.Contains(r.html, "class=") {
		t.Error(r.html)
	}
}

func TestAddressesThatNoMailCarriesAreRefused(t *testing.T) {
	for _, addr := range []string{
		"", "a", "a@b", "a@b.example, c@d.example", "X <a@b.example>", "a@b.example\r\nBcc: c@d.example", "a\u200b@b.example",
		"a@b\u00a0.example", "é@b.example", "a@é.example", `"a b"@b.example`, "a@[127.0.0.1]", "a@b..example", " a@b.example",
	} {
		d := draft()
		d.To = addr
		if err := Write(io.Discard, d); err == nil || !strings.Contains(err.Error(), "adresse e-mail") {
			t.Errorf("%q: %v", addr, err)
		}
	}
}

func TestEmptyDraftsAreRefused(t *testing.T) {
	for name, change := range map[string]func(*Draft){
		"subject": func(d *Draft) { d.Subject = " \r\n" },
		"long":    func(d *Draft) { d.Subject = strings.Repeat("a", 300) },
		"body":    func(d *Draft) { d.Doc = &document.Document{} },
	} {
		d := draft()
		change(&d)
		if Write(io.Discard, d) == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

var header = rapid.OneOf(rapid.String(), rapid.Custom(func(t *rapid.T) string {
	return strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{
		"\r\n", "\n", "\r", "Bcc: x@y.example", ":", " ", "é", "=?utf-8?q?a?=", "\x00", "\u2028", "\u0085", "<", ">", ",", ";", `"`, `\`,
		"boundary=", "Content-Type: multipart/mixed", "--", "a", "\u202e", "long-mot-sans-espace-long-mot-sans-espace-long-mot-sans-espace",
	}), 1, 9).Draw(t, "pieces"), "")
}))

func TestNoValueForgesAHeader(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		d := draft()
		d.ToName, d.Subject, d.Doc = header.Draw(rt, "name"), "F "+header.Draw(rt, "subject"), letter(header.Draw(rt, "body"))
		d.Doc.From.Name = header.Draw(rt, "from")
		if len([]rune(oneLine(d.Subject))) > maxSubject {
			return
		}
		receive(rt, written(rt, d)).check(rt, d)
	})
}

func TestACalendarIsReadBack(t *testing.T) {
	var b bytes.Buffer
	err := Calendar(&b, []Event{
		{Key: "C17/appel", Day: calendar.Of(2026, 7, 1), At: 9*60 + 30, Length: 15, Summary: "Appeler M. Kerjean ; retard, \\ été\r\nBEGIN:VEVENT",
			Description: "Objectif : une date.\n" + strings.Repeat("« écoutez » ", 20) + "\r\nEND:VEVENT\x00", Phone: "02 61 91 00 17"},
		{Key: "C18/fin", Day: calendar.Of(2026, 12, 31), Summary: hostile},
	})
	if err != nil {
		t.Fatal(err)
	}
	out := b.String()
	if strings.Contains(strings.ReplaceAll(out, "\r\n", ""), "\n") || strings.Contains(strings.ReplaceAll(out, "\r\n", ""), "\r") {
		t.Error("a line does not end with CR LF")
	}
	for line := range strings.SplitSeq(out, "\r\n") {
		if len(line) > 75 {
			t.Errorf("line of %d bytes: %s", len(line), line)
		}
	}
	got := strings.Split(strings.TrimSpace(strings.ReplaceAll(out, "\r\n ", "")), "\r\n")
	want := []string{
		"BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//relance//relance//FR", "METHOD:PUBLISH", "X-WR-CALNAME:Relances",
		"BEGIN:VTIMEZONE", "TZID:Europe/Paris",
		"BEGIN:DAYLIGHT", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200", "TZNAME:CEST", "DTSTART:19960331T020000", "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "END:DAYLIGHT",
		"BEGIN:STANDARD", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100", "TZNAME:CET", "DTSTART:19961027T030000", "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "END:STANDARD",
		"END:VTIMEZONE",
		"BEGIN:VEVENT", "UID:9e3e", "DTSTAMP:20260701T000000Z", "DTSTART;TZID=Europe/Paris:20260701T093000", "DTEND;TZID=Europe/Paris:20260701T094500",
		`SUMMARY:Appeler M. Kerjean \; retard\, \\ été BEGIN:VEVENT`,
		"DESCRIPTION:Téléphone\u00a0: 02 61 91 00 17\\nObjectif : une date.\\n" + strings.Repeat("« écoutez » ", 20) + "\\nEND:VEVENT",
		"URL:tel:+33261910017", "END:VEVENT",
		"BEGIN:VEVENT", "UID:", "DTSTAMP:20261231T000000Z", "DTSTART;VALUE=DATE:20261231", "DTEND;VALUE=DATE:20270101", "TRANSP:TRANSPARENT",
		"SUMMARY:" + hostile, "END:VEVENT", "END:VCALENDAR",
	}
	for i := range min(len(got), len(want)) {
		if strings.HasPrefix(got[i], "UID:") && strings.HasSuffix(got[i], "@relance") {
			got[i] = want[i]
		}
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func TestACalendarOfWholeDaysNeedsNoZone(t *testing.T) {
	var b bytes.Buffer
	if err := Calendar(&b, []Event{{Key: "a", Day: calendar.Of(2026, 7, 1), Summary: "a"}}); err != nil || strings.Contains(b.String(), "VTIMEZONE") {
		t.Errorf("%v %s", err, b.String())
	}
}

func TestASubjectBeginsOnTheLineOfItsName(t *testing.T) {
	for _, subject := range []string{
		"Relance 1 – facture FA26-044, échéance dépassée", strings.Repeat("é", 250), strings.Repeat("a", 250), "Facture FA26-044",
		strings.Repeat("mot ", 40), "= ? _ \" ( ) à", "🙂" + strings.Repeat("œuvre ", 20),
	} {
		d := draft()
		d.Subject, d.Doc.From.Name, d.ToName = subject, strings.Repeat("Établissements ", 9), strings.Repeat("É", 70)
		message := written(t, d)
		receive(t, message).check(t, d)
		head, _, _ := bytes.Cut(message, []byte("\r\n\r\n"))
		if bytes.Contains(head, []byte(":\r\n")) {
			t.Errorf("%s is folded right after a colon:\n%s", subject, head)
		}
		_, field, _ := bytes.Cut(head, []byte("\r\nSubject: "))
		field, _, _ = bytes.Cut(field, []byte("\r\nX-"))
		for n, line := range strings.Split("Subject: "+string(field), "\r\n") {
			if !strings.HasPrefix(line, " ") && n > 0 {
				break
			}
			if len(line) > 76 {
				t.Errorf("line of %d characters: %s", len(line), line)
			}
		}
	}
}

func TestAnSMSIsCounted(t *testing.T) {
	for _, c := range []struct {
		s         string
		parts     int
		offending string
	}{
		{"", 1, ""},
		{strings.Repeat("é", 160), 1, ""},
		{strings.Repeat("a", 161), 2, ""},
		{strings.Repeat("a", 306), 2, ""},
		{strings.Repeat("a", 307), 3, ""},
		{strings.Repeat("€", 80), 1, ""},
		{strings.Repeat("€", 81), 2, ""},
		{strings.Repeat("a", 69) + "ç", 1, "ç"},
		{strings.Repeat("ç", 70) + "ê", 2, "çê"},
		{"a\u00a0b’", 1, "\u00a0’"},
		{strings.Repeat("🙂", 36), 2, "🙂"},
	} {
		if parts, offending := GSM7(c.s); parts != c.parts || string(offending) != c.offending {
			t.Errorf("%.20q: %d %q, want %d %q", c.s, parts, string(offending), c.parts, c.offending)
		}
	}
}

func TestAnSMSNeedsNoTypographicCharacter(t *testing.T) {
	d := letter("«\u202fBonjour\u202f», l’œuvre – 12\u00a0€…")
	s := SMS(d)
	if want := "\"Bonjour\", l'oeuvre - 12 €...\nTotal  2 400,00 €"; s != want {
		t.Errorf("%q, want %q", s, want)
	}
	if _, offending := GSM7(s); len(offending) > 0 {
		t.Errorf("%q", string(offending))
	}
}
