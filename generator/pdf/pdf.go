// Package pdf prints documents: letters and internal pages, as PDF/A-2b files
// with a tagged structure. The same document at the same date gives the same
// bytes, alone or in a batch.
package pdf

import (
	"errors"
	"io"
	"slices"
	"strings"

	"github.com/johnfercher/maroto/v2/pkg/core/entity"

	"relance/generator/calendar"
	"relance/generator/document"
	"relance/generator/layout"
	"relance/generator/layout/sheet"
	"relance/generator/pdf/deflate"
	"relance/generator/pdf/file"
)

// A Press (presse) prints the documents of a batch: images that several letters
// share are prepared once. Its zero value is ready; several goroutines may use it.
type Press struct {
	album    file.Album
	deflater deflate.Deflater
}

// A Print (tirage) is a document set on its pages, to be written alone or bound
// with others. It is not changed by being written.
type Print struct {
	document file.Document
	date     calendar.Date
}

// Print sets a letter or a sheet on its pages; date is the day its metadata bear.
// An error, in French, says what in the document cannot be printed; it is a
// [*layout.Error] when the text is at fault.
func (p *Press) Print(d *document.Document, date calendar.Date) (*Print, error) {
	if d.Kind != document.Letter && d.Kind != document.Sheet {
		return nil, errors.New("seuls les lettres et les feuilles internes s'impriment")
	}
	sheets, err := layout.Lay(d)
	if err != nil {
		return nil, err
	}
	return p.draw(sheets, titleOf(d), d.From.Name, date)
}

// draw draws pages that are set.
func (p *Press) draw(sheets *layout.Sheets, title, author string, date calendar.Date) (*Print, error) {
	c := &canvas{cfg: marotoConfig(), press: p, kern: true, ink: make([]byte, 0, 16<<10)}
	for i := range sheets.Pages {
		c.open()
		marotoPage(&sheets.Pages[i]).Render(c, entity.Cell{Width: sheet.Width, Height: sheet.Height})
		c.close()
	}
	if c.err != nil {
		return nil, c.err
	}
	return &Print{date: date, document: file.Document{
		Title: title, Author: author,
		Pages: c.pages, Tags: slices.Clone(sheets.Tags), Fonts: c.fonts, Pictures: c.used,
	}}, nil
}

// titleOf is what a window or a bookmark shows of a document: what it is, and for whom.
func titleOf(d *document.Document) string {
	title := "Document"
	for _, t := range []string{d.Reference, d.Subject, d.Title} {
		if t != "" {
			title = t
		}
	}
	if d.Kind == document.Letter && len(d.To) > 0 && !strings.Contains(strings.ToLower(title), strings.ToLower(d.To[0])) {
		title += " – " + d.To[0]
	}
	return title
}

// Pages is the number of pages of the document.
func (p *Print) Pages() int { return p.document.Count() }

// WriteTo writes the document as one file.
func (p *Print) WriteTo(w io.Writer) (int64, error) {
	return file.Write(w, []*file.Document{&p.document}, p.document.Title, p.date, false)
}

// Write prints one document in one file. To print many, share a [Press].
func Write(w io.Writer, d *document.Document, date calendar.Date) error {
	var press Press
	p, err := press.Print(d, date)
	if err != nil {
		return err
	}
	_, err = p.WriteTo(w)
	return err
}

// Merge writes prints, in their order, as one file for the printer: each starts
// on the front of a sheet, an odd one being followed by a blank page, and has
// its bookmark.
func Merge(w io.Writer, title string, prints []*Print, date calendar.Date) error {
	docs := make([]*file.Document, len(prints))
	for i, p := range prints {
		docs[i] = &p.document
	}
	_, err := file.Write(w, docs, title, date, true)
	return err
}
