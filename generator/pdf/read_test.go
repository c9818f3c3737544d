package pdf

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"encoding/hex"
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf16"
)

// A tester is a test, or one draw of a property.
type tester interface {
	Helper()
	Fatal(...any)
	Fatalf(string, ...any)
}

// A reading is a file of ours read back: enough of PDF to see its pages and the
// characters they show, by the fonts' own maps.
type reading struct {
	t       tester
	objects map[string]string // dictionary by number
	streams map[string][]byte
}

var charRE = regexp.MustCompile(`<([0-9A-F]{4})><([0-9A-F]{4})><([0-9A-F]+)>`)

func readBack(t tester, file []byte) *reading {
	t.Helper()
	r := &reading{t, map[string]string{}, map[string][]byte{}}
	at := bytes.LastIndex(file, []byte("startxref\n"))
	offset, _ := strconv.Atoi(strings.Fields(string(file[at:]))[1])
	entries := strings.Split(string(file[offset:at]), "\n")
	for i, e := range entries[3:] {
		if !strings.HasSuffix(e, " n ") {
			continue
		}
		from, _ := strconv.Atoi(e[:10])
		r.object(strconv.Itoa(i+1), file[from:])
	}
	return r
}

func (r *reading) object(id string, b []byte) {
	r.t.Helper()
	if !bytes.HasPrefix(b, []byte(id+" 0 obj\n")) {
		r.t.Fatalf("object %s is not where the table says", id)
	}
	dict, _, _ := bytes.Cut(b, []byte("\nendobj\n"))
	if start := bytes.Index(dict, []byte(">>\nstream\n")); start >= 0 {
		dict = dict[:start+2]
		n, _ := strconv.Atoi(regexp.MustCompile(`/Length (\d+)`).FindStringSubmatch(string(dict))[1])
		r.streams[id] = b[start+10 : start+10+n]
	}
	r.objects[id] = string(dict)
}

func (r *reading) inflate(id string) []byte {
	r.t.Helper()
	z, err := zlib.NewReader(bytes.NewReader(r.streams[id]))
	if err != nil {
		r.t.Fatal(err)
	}
	data, err := io.ReadAll(z)
	if err != nil {
		r.t.Fatal(err)
	}
	return data
}

// ref is the object that an entry of a dictionary names.
func (r *reading) ref(id, key string) string {
	m := regexp.MustCompile(key + ` (\d+) 0 R`).FindStringSubmatch(r.objects[id])
	if m == nil {
		r.t.Fatalf("object %s has no %s: %s", id, key, r.objects[id])
	}
	return m[1]
}

func (r *reading) root() string {
	for id, o := range r.objects {
		if strings.Contains(o, "/Type/Catalog") {
			return id
		}
	}
	r.t.Fatal("no catalog")
	return ""
}

func (r *reading) pages() []string {
	kids := regexp.MustCompile(`/Kids\[(.*?)\]`).FindStringSubmatch(r.objects[r.ref(r.root(), "/Pages")])[1]
	var ids []string
	for _, m := range regexp.MustCompile(`(\d+) 0 R`).FindAllStringSubmatch(kids, -1) {
		ids = append(ids, m[1])
	}
	return ids
}

// text is what a page shows, in the order of drawing; runs are parted by a bar.
func (r *reading) text(page string) string {
	fonts := r.fonts(r.ref(page, "/Font"))
	var b strings.Builder
	font := ""
	content := r.inflate(r.ref(page, "/Contents"))
	for len(content) > 0 {
		switch {
		case bytes.HasPrefix(content, []byte("/F")):
			font = string(content[1:3])
			content = content[3:]
		case bytes.HasPrefix(content, []byte("[(")):
			content = r.shown(content[1:], fonts[font], &b)
			b.WriteByte('|')
		default:
			content = content[1:]
		}
	}
	return b.String()
}

// shown reads the strings of one TJ and returns what follows.
func (r *reading) shown(c []byte, font map[uint16]string, b *strings.Builder) []byte {
	for c[0] != ']' {
		if c[0] != '(' {
			c = c[1:]
			continue
		}
		var raw []byte
		for c = c[1:]; c[0] != ')'; c = c[1:] {
			if c[0] == '\\' {
				if c = c[1:]; c[0] == 'r' {
					raw = append(raw, '\r')
					continue
				}
			}
			raw = append(raw, c[0])
		}
		for ; len(raw) > 0; raw = raw[2:] {
			s, ok := font[binary.BigEndian.Uint16(raw)]
			if !ok {
				r.t.Fatalf("a glyph without a character: %v", raw[:2])
			}
			b.WriteString(s)
		}
	}
	return c
}

func (r *reading) fonts(dict string) map[string]map[uint16]string {
	fonts := map[string]map[uint16]string{}
	for _, m := range regexp.MustCompile(`/(F\d) (\d+) 0 R`).FindAllStringSubmatch(r.objects[dict], -1) {
		fonts[m[1]] = map[uint16]string{}
		for _, c := range charRE.FindAllStringSubmatch(string(r.inflate(r.ref(m[2], "/ToUnicode"))), -1) {
			first, _ := strconv.ParseUint(c[1], 16, 16)
			last, _ := strconv.ParseUint(c[2], 16, 16)
			units, _ := hex.DecodeString(c[3])
			var s []uint16
			for ; len(units) > 0; units = units[2:] {
				s = append(s, binary.BigEndian.Uint16(units))
			}
			for code := first; code <= last; code++ {
				fonts[m[1]][uint16(code)] = string(utf16.Decode(s))
				s[len(s)-1]++
			}
		}
	}
	return fonts
}

func (r *reading) allText() string {
	var all []string
	for _, p := range r.pages() {
		all = append(all, r.text(p))
	}
	return strings.Join(all, "|")
}
