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

// A scanner walks a part element by element. It relies on the decoder for being
// well formed, and looks at local names only: some programs write <x:row>.
type scanner struct {
	dec   *xml.Decoder
	depth int
	end   bool // the element just met is an end
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
		t, err := s.dec.Token()
		if errors.Is(err, io.EOF) {
			return eof, nil
		}
		if err != nil {
			return eof, damaged("XML illisible")
		}
		switch t := t.(type) {
		case xml.StartElement:
			if s.depth++; s.depth > maxDepth {
				return eof, damaged("XML trop profond")
			}
			s.name, s.attrs = t.Name.Local, t.Attr
			return start, nil
		case xml.EndElement:
			s.depth--
			s.name = t.Name.Local
			return end, nil
		case xml.CharData:
			s.text = t
			return chars, nil
		case xml.Directive:
			return eof, damaged("XML avec une définition de type") // DTD: never in a workbook
		}
	}
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
