// Package pull reads XML token by token, as strictly as encoding/xml does and
// several times faster: sheets are a hundred megabytes of small elements. What it
// accepts, and what it makes of it, is what encoding/xml does; the tests compare
// them on sound files and on damaged ones.
package pull

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
)

// A Kind says what a token is.
type Kind uint8

const (
	Start Kind = iota // of an element; <a/> is a Start and an End
	End
	Text
	EOF     // the document is over, every element closed
	nothing // a comment, an instruction
)

// Why a document is refused.
var (
	ErrSyntax = errors.New("XML mal formé")
	ErrCut    = errors.New("XML coupé")
	ErrType   = errors.New("XML avec une définition de type") // never in a workbook
)

// errShort asks for more of the document: the token goes on beyond what was read.
var errShort = errors.New("pull: token not whole yet")

// A Reader walks through a document. Its fields are about the last token.
type Reader struct {
	Name  string // local name of the element that starts or ends: some programs write <x:row>
	Depth int    // elements open, the one that starts included
	Text  []byte // of a Text, good until the next token

	src     io.Reader
	end     error  // what src answered last, io.EOF at its end
	window  []byte // read and not yet used
	room    []byte // where window stands
	open    []name
	names   map[string]name // met so far, known to be sound
	attrs   []attribute
	decoded []byte // values that are not as they are written
	empty   bool   // the element that started ends at once
}

type name struct{ full, prefix, local string }

type attribute struct {
	name
	value []byte
}

// enough is what a Reader reads at a time; a longer token makes it read more.
const enough = 64 << 10

// New walks through what src gives, which is UTF-8.
func New(src io.Reader) *Reader { return sized(src, enough) }

func sized(src io.Reader, size int) *Reader {
	return &Reader{src: src, room: make([]byte, size), names: map[string]name{}}
}

// Next goes to the next token. Comments and instructions are passed over. The error
// is one of those of this package, or that of src.
func (r *Reader) Next() (Kind, error) {
	if r.empty {
		r.empty = false
		return r.ended(r.open[len(r.open)-1])
	}
	for {
		kind, err := r.token()
		if err == errShort {
			err = r.more()
			kind = nothing
		}
		if err != nil {
			return EOF, err
		}
		if kind != nothing {
			return kind, nil
		}
	}
}

// Attr is an attribute of the element that starts, written without prefix; nil when
// it is absent. It is good until the next token.
func (r *Reader) Attr(local string) []byte {
	for i := range r.attrs {
		if a := &r.attrs[i]; a.local == local && a.prefix == "" {
			return a.value
		}
	}
	return nil
}

// Stranger is the first attribute without prefix that known does not accept, ""
// when there is none.
func (r *Reader) Stranger(known func(local string) bool) string {
	for i := range r.attrs {
		if a := &r.attrs[i]; a.prefix == "" && !known(a.local) {
			return a.local
		}
	}
	return ""
}

// more reads on, behind what is not yet used.
func (r *Reader) more() error {
	if r.end == io.EOF {
		return ErrCut
	}
	if r.end != nil {
		return r.end
	}
	room := r.room
	if len(r.window) > len(room)/2 {
		room = make([]byte, 2*len(room)) // so that a long token is not begun again and again
	}
	kept := copy(room, r.window)
	n, err := io.ReadFull(r.src, room[kept:])
	if err == io.ErrUnexpectedEOF {
		err = io.EOF
	}
	r.end, r.room, r.window = err, room, room[:kept+n]
	return nil
}

// token reads one token, or asks for more.
func (r *Reader) token() (Kind, error) {
	w := r.window
	switch {
	case len(w) == 0 && r.end == io.EOF && r.Depth == 0:
		return EOF, nil
	case len(w) == 0:
		return 0, errShort
	case w[0] != '<':
		return r.text()
	case len(w) == 1:
		return 0, errShort
	}
	switch w[1] {
	case '/':
		return r.endTag()
	case '?':
		return r.instruction()
	case '!':
		return r.aside()
	}
	return r.startTag()
}

func (r *Reader) use(n int) { r.window = r.window[n:] }

func (r *Reader) text() (Kind, error) {
	n := bytes.IndexByte(r.window, '<')
	if n < 0 {
		if r.end == nil {
			return 0, errShort
		}
		n = len(r.window)
	}
	return r.characters(r.window[:n], n, inText)
}

// characters makes a Text of what is written, and goes n bytes on.
func (r *Reader) characters(written []byte, n int, where place) (kind Kind, err error) {
	r.decoded = r.decoded[:0]
	r.Text, err = r.read(written, where)
	r.use(n)
	return Text, err
}

func (r *Reader) startTag() (Kind, error) {
	w := r.window
	element, i, err := r.nameAt(w, 1)
	if err != nil {
		return 0, err
	}
	r.attrs, r.decoded = r.attrs[:0], r.decoded[:0]
	for {
		switch i = blanks(w, i); {
		case i == len(w), w[i] == '/' && i+1 == len(w):
			return 0, errShort
		case w[i] == '>':
			r.use(i + 1)
			return r.started(element, false)
		case w[i] == '/' && w[i+1] == '>':
			r.use(i + 2)
			return r.started(element, true)
		}
		if i, err = r.attributeAt(w, i); err != nil {
			return 0, err
		}
	}
}

func (r *Reader) started(element name, empty bool) (Kind, error) {
	r.open, r.empty = append(r.open, element), empty
	r.Depth, r.Name = len(r.open), element.local
	return Start, nil
}

// attributeAt reads name="value" at i; next is what follows.
func (r *Reader) attributeAt(w []byte, i int) (next int, err error) {
	a := attribute{}
	if a.name, i, err = r.nameAt(w, i); err != nil {
		return 0, err
	}
	switch i = blanks(w, i); {
	case i == len(w):
		return 0, errShort
	case w[i] != '=':
		return 0, ErrSyntax
	}
	switch i = blanks(w, i+1); {
	case i == len(w):
		return 0, errShort
	case w[i] != '"' && w[i] != '\'':
		return 0, ErrSyntax
	}
	n := bytes.IndexByte(w[i+1:], w[i])
	switch {
	case n < 0 && bytes.IndexByte(w[i:], '<') >= 0: // a quote is missing: no need to read to the end
		return 0, ErrSyntax
	case n < 0:
		return 0, errShort
	}
	a.value, err = r.read(w[i+1:i+1+n], inValue)
	r.attrs = append(r.attrs, a)
	return i + n + 2, err
}

func (r *Reader) endTag() (Kind, error) {
	w := r.window
	element, i, err := r.nameAt(w, 2)
	if err != nil {
		return 0, err
	}
	switch i = blanks(w, i); {
	case i == len(w):
		return 0, errShort
	case w[i] != '>':
		return 0, ErrSyntax
	}
	r.use(i + 1)
	return r.ended(element)
}

func (r *Reader) ended(element name) (Kind, error) {
	last := len(r.open) - 1
	if last < 0 || r.open[last] != element {
		return 0, ErrSyntax
	}
	r.open = r.open[:last]
	r.Depth, r.Name = last, element.local
	return End, nil
}

// instruction passes over <?xml …?> and its like. There are one or two in a
// document, and rules about versions and encodings: encoding/xml reads them.
func (r *Reader) instruction() (Kind, error) {
	n := bytes.Index(r.window[2:], []byte("?>"))
	if n < 0 {
		return 0, errShort
	}
	n += len("<??>")
	if _, err := xml.NewDecoder(bytes.NewReader(r.window[:n])).RawToken(); err != nil {
		return 0, ErrSyntax
	}
	r.use(n)
	return nothing, nil
}

const (
	comment = "<!--"
	cdata   = "<![CDATA["
)

// aside reads what <! begins.
func (r *Reader) aside() (Kind, error) {
	w := r.window
	switch {
	case bytes.HasPrefix(w, []byte(cdata)):
		n := bytes.Index(w[len(cdata):], []byte("]]>"))
		if n < 0 {
			return 0, errShort
		}
		return r.characters(w[len(cdata):len(cdata)+n], len(cdata)+n+3, inCDATA)
	case bytes.HasPrefix(w, []byte(comment)):
		n := bytes.Index(w[len(comment):], []byte("--")) + len(comment) + 2
		switch {
		case n < len(comment)+2 || n == len(w):
			return 0, errShort
		case w[n] != '>': // -- inside a comment
			return 0, ErrSyntax
		}
		r.use(n + 1)
		return nothing, nil
	case bytes.HasPrefix([]byte(cdata), w), bytes.HasPrefix([]byte(comment), w):
		return 0, errShort
	}
	return 0, ErrType
}
