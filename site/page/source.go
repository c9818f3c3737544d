package page

import (
	"bytes"
	"io/fs"
	"path"
	"unicode/utf8"

	"relance/generator/decode"
	"relance/generator/diag"
)

// Source is the lines of the file, front matter emptied. It is read again, for the
// few pages that have something to show of it: thousands of pages are not kept.
func (p *Page) Source() []byte {
	if p.src == nil && p.files != nil {
		if raw, err := fs.ReadFile(p.files, path.Base(p.File)); err == nil {
			p.src, _ = decode.FrontMatter(p.File, raw, new(Meta))
		}
	}
	return p.src
}

// At is the place of text in the page, its first line when it is not found.
func (p *Page) At(text string) diag.Pos {
	pos, src := diag.Pos{File: p.File, Line: 1}, p.Source()
	if i := bytes.Index(src, []byte(text)); i >= 0 {
		before := src[:i]
		pos.Line = bytes.Count(before, []byte("\n")) + 1
		pos.Col = utf8.RuneCount(before[bytes.LastIndexByte(before, '\n')+1:]) + 1
	}
	return pos
}

// Part is the place of a part's heading: its rank among those of level 2.
func (p *Page) Part(rank int) diag.Pos {
	pos := diag.Pos{File: p.File, Line: 1}
	number := 0
	for line := range bytes.Lines(p.Source()) {
		if number++; bytes.HasPrefix(line, []byte("## ")) {
			if rank--; rank < 0 {
				pos.Line = number
				return pos
			}
		}
	}
	return pos
}
