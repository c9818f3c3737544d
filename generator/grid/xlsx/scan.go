package xlsx

import (
	"encoding/xml"
	"errors"
	"io"
)

// An idAttr is any attribute of a sheet; the one named id in a namespace points
// to its part.
type idAttr = xml.Attr

func relationID(attrs []xml.Attr) string {
	for _, a := range attrs {
		if a.Name.Local == "id" && a.Name.Space != "" {
			return a.Value
		}
	}
	return ""
}

// maxDepth is far beyond what a workbook needs.
const maxDepth = 64

// A scanner walks a part element by element, and looks at local names only: some
// programs write <x:row>. It takes raw tokens, a third faster than the decoder's
// own, and matches the ends with the starts itself.
type scanner struct {
	dec   *xml.Decoder
	open  []xml.Name
	depth int // len(open)
	name  string
	attrs []xml.Attr
	text  []byte // the last characters met
}

type token uint8

const (
	start token = iota
	end
	chars
	eof
)

func newScanner(r io.Reader) *scanner { return &scanner{dec: xml.NewDecoder(r)} }

func (s *scanner) next() (token, error) {
	for {
		t, err := s.dec.RawToken()
		if errors.Is(err, io.EOF) && s.depth == 0 {
			return eof, nil
		}
		if err != nil {
			return eof, damaged("XML illisible")
		}
		switch t := t.(type) {
		case xml.StartElement:
			return s.start(t)
		case xml.EndElement:
			return s.end(t)
		case xml.CharData:
			s.text = t
			return chars, nil
		case xml.Directive:
			return eof, damaged("XML avec une définition de type") // DTD: never in a workbook
		}
	}
}

func (s *scanner) start(t xml.StartElement) (token, error) {
	s.open = append(s.open, t.Name)
	if s.depth = len(s.open); s.depth > maxDepth {
		return eof, damaged("XML trop profond")
	}
	s.name, s.attrs = t.Name.Local, t.Attr
	return start, nil
}

func (s *scanner) end(t xml.EndElement) (token, error) {
	if s.depth == 0 || s.open[s.depth-1] != t.Name {
		return eof, damaged("XML illisible")
	}
	s.open = s.open[:s.depth-1]
	s.depth, s.name = len(s.open), t.Name.Local
	return end, nil
}

// attr returns an attribute without a namespace, "" when it is absent.
func (s *scanner) attr(name string) string {
	for i := range s.attrs {
		if s.attrs[i].Name.Local == name && s.attrs[i].Name.Space == "" {
			return s.attrs[i].Value
		}
	}
	return ""
}

// skip leaves the element that has just started.
func (s *scanner) skip() error {
	for outside := s.depth - 1; s.depth > outside; {
		if t, err := s.next(); err != nil || t == eof {
			return orCut(err)
		}
	}
	return nil
}

func orCut(err error) error {
	if err == nil {
		return damaged("XML coupé")
	}
	return err
}
