package pull

import (
	"bytes"
	"encoding/xml"
	"strconv"
	"unicode/utf8"
)

// A place is where characters stand: what they may be depends on it.
type place uint8

const (
	inText place = iota
	inValue
	inCDATA
)

// What bytes may be, by value.
var (
	asWritten = table(func(b byte) bool {
		return b >= ' ' && b < utf8.RuneSelf && b != '&' && b != '<' && b != '>' || b == '\t' || b == '\n'
	})
	ofName = table(func(b byte) bool {
		return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || b == '_' || b == ':' || b == '.' || b == '-' || b >= utf8.RuneSelf
	})
)

func table(is func(byte) bool) (t [256]bool) {
	for i := range t {
		t[i] = is(byte(i))
	}
	return t
}

// read is what characters mean: entities are replaced, ends of lines are one
// character. Most mean what is written, and are not copied.
func (r *Reader) read(written []byte, where place) ([]byte, error) {
	i := 0
	for i < len(written) && asWritten[written[i]] {
		i++
	}
	if i == len(written) {
		return written, nil
	}
	if where == inText && bytes.Contains(written, []byte("]]>")) {
		return nil, ErrSyntax
	}
	start := len(r.decoded)
	r.decoded = append(r.decoded, written[:i]...)
	for i < len(written) {
		n, err := r.decode(written[i:], where)
		if err != nil {
			return nil, err
		}
		i += n
	}
	return r.decoded[start:], nil
}

// decode reads one character, written in n bytes.
func (r *Reader) decode(written []byte, where place) (n int, err error) {
	switch b := written[0]; {
	case asWritten[b], b == '>', where == inCDATA && (b == '&' || b == '<'):
		r.decoded = append(r.decoded, b)
		return 1, nil
	case b == '&':
		return r.entity(written)
	case b == '\r':
		r.decoded = append(r.decoded, '\n')
		if len(written) > 1 && written[1] == '\n' {
			return 2, nil
		}
		return 1, nil
	case b < utf8.RuneSelf: // < in a value, a control character
		return 0, ErrSyntax
	}
	c, n := utf8.DecodeRune(written)
	if c == utf8.RuneError && n == 1 || !isCharacter(c) {
		return 0, ErrSyntax
	}
	r.decoded = append(r.decoded, written[:n]...)
	return n, nil
}

// isCharacter is the production Char of XML 1.0, 2.2.
func isCharacter(c rune) bool {
	return c >= ' ' && c <= 0xd7ff || c == '\t' || c == '\n' || c == '\r' || c >= 0xe000 && c <= 0xfffd || c >= 0x10000 && c <= utf8.MaxRune
}

// entities are those that need no declaration (XML 1.0, 4.6).
var entities = map[string]byte{"lt": '<', "gt": '>', "amp": '&', "apos": '\'', "quot": '"'}

// entity reads &lt; or &#233; or &#xE9;, written in n bytes.
func (r *Reader) entity(written []byte) (n int, err error) {
	end := bytes.IndexByte(written, ';')
	if end < 0 {
		return 0, ErrSyntax
	}
	inside := written[1:end]
	if c, known := entities[string(inside)]; known {
		r.decoded = append(r.decoded, c)
		return end + 1, nil
	}
	digits, numbered := bytes.CutPrefix(inside, []byte("#"))
	base := 10
	if hex, is := bytes.CutPrefix(digits, []byte("x")); is {
		digits, base = hex, 16
	}
	c, err := strconv.ParseUint(string(digits), base, 32)
	if !numbered || err != nil || c > utf8.MaxRune {
		return 0, ErrSyntax
	}
	if surrogate := c >= 0xd800 && c <= 0xdfff; !surrogate && !isCharacter(rune(c)) {
		return 0, ErrSyntax
	}
	r.decoded = utf8.AppendRune(r.decoded, rune(c)) // U+FFFD for half of a pair
	return end + 1, nil
}

func blanks(w []byte, i int) int {
	for i < len(w) && (w[i] == ' ' || w[i] == '\n' || w[i] == '\t' || w[i] == '\r') {
		i++
	}
	return i
}

// manyNames is far beyond what a format has: more are not remembered.
const manyNames = 4096

// nameAt reads a name at i; next is what follows.
func (r *Reader) nameAt(w []byte, i int) (n name, next int, err error) {
	next = i
	for next < len(w) && ofName[w[next]] {
		next++
	}
	if next == len(w) {
		return n, 0, errShort
	}
	n, known := r.names[string(w[i:next])]
	if known {
		return n, next, nil
	}
	if n, err = parse(string(w[i:next])); err != nil {
		return n, 0, err
	}
	if len(r.names) == manyNames {
		clear(r.names)
	}
	r.names[n.full] = n
	return n, next, nil
}

// parse checks a name. It is met once, and may have letters of any alphabet:
// encoding/xml, which knows them, reads it.
func parse(full string) (name, error) {
	if full == "" {
		return name{}, ErrSyntax
	}
	t, err := xml.NewDecoder(bytes.NewReader([]byte("<" + full + ">"))).RawToken()
	if err != nil {
		return name{}, ErrSyntax
	}
	is := t.(xml.StartElement).Name
	return name{full: full, prefix: is.Space, local: is.Local}, nil
}
