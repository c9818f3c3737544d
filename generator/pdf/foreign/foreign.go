// Package foreign reads the PDF files of others, a copy of an invoice, a bank's page,
// so that their pages may be bound after a letter.
package foreign

import (
	"bytes"
	"errors"
	"fmt"
	"slices"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"relance/generator/pdf/file"
)

// What a copy may weigh: joined to an e-mail by twos and threes it must pass through
// mailboxes, many of which stop at 20 MB; and nobody posts more pages.
const (
	MaxSize  = 8 << 20 // bytes
	maxPages = 50
)

// ErrLarge says that a file is larger than [MaxSize].
var ErrLarge = fmt.Errorf("plus de %d Mio", MaxSize>>20)

var (
	errNotPDF    = errors.New("ce n'est pas un PDF")
	errProtected = errors.New("ce PDF est protégé (chiffré ou limité par un mot de passe)")
	errDamaged   = errors.New("ce PDF est abîmé")
	errPages     = fmt.Errorf("plus de %d pages", maxPages)
)

// Read reads a file whole. Its error, in French, says why its pages cannot be bound:
// too large, not a PDF, protected, damaged.
func Read(data []byte) (c *file.Copy, err error) {
	// pdfcpu trusts what files say in places; a file of somebody else may be wrong.
	defer func() {
		if recover() != nil {
			c, err = nil, errDamaged
		}
	}()
	switch {
	case len(data) > MaxSize:
		return nil, ErrLarge
	case !bytes.Contains(data[:min(len(data), 1024)], []byte("%PDF-")):
		return nil, errNotPDF
	case bytes.Contains(data, []byte("/Encrypt")):
		return nil, errProtected
	}
	model.ConfigPath = "disable" // or pdfcpu writes a folder in the user's home
	conf := model.NewDefaultConfiguration()
	conf.ValidationMode, conf.Offline = model.ValidationRelaxed, true
	ctx, err := pdfcpu.Read(bytes.NewReader(data), conf)
	switch {
	case err != nil || ctx.EnsurePageCount() != nil || ctx.PageCount == 0:
		return nil, errDamaged
	case ctx.PageCount > maxPages:
		return nil, errPages
	}
	r := &reader{table: ctx.XRefTable, copy: &file.Copy{}, rank: map[int]int{}}
	for i := range ctx.PageCount {
		if err := r.page(i + 1); err != nil {
			return nil, errDamaged
		}
	}
	return r.copy, nil
}

// A reader gathers pages with the objects they need, numbered as they are met: the
// same file always gives the same copy.
type reader struct {
	table *model.XRefTable
	copy  *file.Copy
	rank  map[int]int // object number in the file → index in the copy
}

// page keeps what prints: the box, the rotation, what is drawn, and the annotations
// that show something, as stamps do.
func (r *reader) page(number int) error {
	d, _, inherited, err := r.table.PageDict(number, false)
	if err != nil || d == nil {
		return errDamaged
	}
	page := types.Dict{"Resources": types.Dict{}, "Contents": types.Array{}}
	if inherited.Resources != nil {
		page["Resources"] = inherited.Resources
	}
	if inherited.MediaBox == nil {
		return errDamaged
	}
	page["MediaBox"] = inherited.MediaBox.Array()
	if inherited.CropBox != nil {
		page["CropBox"] = inherited.CropBox.Array()
	}
	if inherited.Rotate != 0 {
		page["Rotate"] = types.Integer(inherited.Rotate)
	}
	for _, key := range []string{"Resources", "Contents", "MediaBox", "CropBox", "Rotate", "Group", "UserUnit"} {
		if o, found := d.Find(key); found {
			page[key] = o
		}
	}
	if marks := r.marks(d); len(marks) > 0 {
		page["Annots"] = marks
	}
	o, err := r.object(page)
	r.copy.Pages = append(r.copy.Pages, o)
	return err
}

// marks are the annotations of a page that have a look of their own.
func (r *reader) marks(page types.Dict) (kept types.Array) {
	annots, err := r.table.DereferenceArray(page["Annots"])
	if err != nil {
		return nil // a link that cannot be read is no loss on paper
	}
	for _, a := range annots {
		d, err := r.table.DereferenceDict(a)
		if err != nil || d["AP"] == nil {
			continue
		}
		mark := types.Dict{}
		for _, key := range []string{"Type", "Subtype", "Rect", "F", "AP", "AS"} {
			if o, found := d.Find(key); found {
				mark[key] = o
			}
		}
		kept = append(kept, mark)
	}
	return kept
}

// object is the source of an object with all that it refers to.
func (r *reader) object(o types.Object) (file.Object, error) {
	w := &writer{reader: r}
	err := w.write(o)
	return file.Object{Text: append(w.text, w.buf.String()), Refs: w.refs, Stream: w.stream}, err
}

// reference is the index of an indirect object in the copy, which takes it at its
// first mention.
func (r *reader) reference(ref types.IndirectRef) (int, error) {
	number := ref.ObjectNumber.Value()
	if i, known := r.rank[number]; known {
		return i, nil
	}
	i := len(r.copy.Objects)
	r.rank[number] = i
	r.copy.Objects = append(r.copy.Objects, file.Object{})
	target, err := r.table.Dereference(ref)
	if err != nil {
		return 0, err
	}
	o, err := r.object(target)
	r.copy.Objects[i] = o
	return i, err
}

// A writer writes one object, cut at its references.
type writer struct {
	*reader
	buf    bytes.Buffer
	text   []string
	refs   []int
	stream []byte
}

func (w *writer) write(o types.Object) error {
	switch o := o.(type) {
	case nil:
		w.buf.WriteString("null")
	case types.IndirectRef:
		i, err := w.reference(o)
		if err != nil {
			return err
		}
		w.text, w.refs = append(w.text, w.buf.String()), append(w.refs, i)
		w.buf.Reset()
	case types.Array:
		w.buf.WriteByte('[')
		for _, e := range o {
			if err := w.write(e); err != nil {
				return err
			}
			w.buf.WriteByte(' ')
		}
		w.buf.WriteByte(']')
	case types.Dict:
		return w.dict(o, nil)
	case types.StreamDict:
		w.stream = append([]byte{}, o.Raw...)
		return w.dict(o.Dict, elsewhere)
	case *types.StreamDict:
		return w.write(*o)
	case types.Boolean, types.Integer, types.Float, types.Name, types.StringLiteral, types.HexLiteral:
		w.buf.WriteString(o.PDFString())
	default:
		return errDamaged
	}
	return nil
}

// elsewhere are the keys of a stream that lead out of the page, to the structure of
// its file and its metadata; its length is written with it.
var elsewhere = []string{"Length", "StructParent", "StructParents", "Metadata", "PieceInfo", "LastModified"}

func (w *writer) dict(d types.Dict, without []string) error {
	keys := make([]string, 0, len(d))
	for k := range d {
		if !slices.Contains(without, k) {
			keys = append(keys, k)
		}
	}
	slices.Sort(keys)
	w.buf.WriteString("<<")
	for _, k := range keys {
		w.buf.WriteString(types.Name(k).PDFString())
		w.buf.WriteByte(' ')
		if err := w.write(d[k]); err != nil {
			return err
		}
	}
	w.buf.WriteString(">>")
	return nil
}
