package file

import "fmt"

// A Copy (copie) is the pages of somebody else's file, as they are: an invoice, the
// page of a bank. Objects are what the pages need.
type Copy struct {
	Pages   []Object // dictionaries, without /Type and /Parent
	Objects []Object
}

// An Object is the source of one object of PDF, cut at its references: Text[0], a
// reference to Objects[Refs[0]], Text[1], and so on. Stream, unless nil, is what
// follows a dictionary that does not give its length.
type Object struct {
	Text   []string
	Refs   []int
	Stream []byte
}

// copied adds the pages of a copy. What they draw is written once, however many
// letters the same copy follows.
func (b *binder) copied(c *Copy) {
	base, known := b.copies[c]
	if !known {
		base = len(b.offsets) + 1
		b.copies[c] = base
		for range c.Objects {
			b.reserve()
		}
		for i := range c.Objects {
			b.foreign(base+i, "", &c.Objects[i], base)
		}
	}
	for i := range c.Pages {
		id := b.reserve()
		b.foreign(id, fmt.Sprintf("/Type/Page/Parent %d 0 R", b.parent), &c.Pages[i], base)
		b.kids = append(b.kids, id)
	}
}

// foreign writes an object of a copy; more is what its dictionary holds besides.
func (b *binder) foreign(id int, more string, o *Object, base int) {
	b.begin(id)
	first := o.Text[0]
	if o.Stream != nil {
		more += fmt.Sprintf("/Length %d", len(o.Stream))
	}
	if more != "" {
		first = first[:2] + more + first[2:] // after its <<
	}
	b.buf.WriteString(first)
	for i, ref := range o.Refs {
		b.buf.Write(appendReference(b.buf.AvailableBuffer(), base+ref))
		b.buf.WriteString(o.Text[i+1])
	}
	if o.Stream != nil {
		b.buf.WriteString("\nstream\n")
		b.buf.Write(o.Stream)
		b.buf.WriteString("\nendstream")
	}
	b.end()
}
