package xlsx

import (
	"encoding/xml"
	"errors"
	"io"

	"relance/generator/grid/pull"
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
// programs write <x:row>.
type scanner struct{ *pull.Reader }

func newScanner(r io.Reader) scanner { return scanner{pull.New(r)} }

// next goes to the next token; the error is said in French.
func (s scanner) next() (pull.Kind, error) {
	kind, err := s.Next()
	switch {
	case errors.Is(err, pull.ErrType):
		return kind, damaged("XML avec une définition de type")
	case errors.Is(err, pull.ErrCut):
		return kind, damaged("XML coupé")
	case err != nil:
		return kind, damaged("XML illisible")
	case s.Depth > maxDepth:
		return kind, damaged("XML trop profond")
	}
	return kind, nil
}

// attr returns an attribute without a namespace, "" when it is absent.
func (s scanner) attr(name string) string { return string(s.Attr(name)) }

// skip leaves the element that has just started.
func (s scanner) skip() error {
	for outside := s.Depth - 1; s.Depth > outside; {
		if _, err := s.next(); err != nil {
			return err
		}
	}
	return nil
}
