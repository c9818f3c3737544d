package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"runtime"

	"relance/generator/dunning"
	"relance/generator/layout"
	"relance/generator/mail"
	"relance/generator/merge"
	"relance/generator/pdf"
)

// rendered is a letter with its bytes.
type rendered struct {
	letter *merge.Letter
	data   []byte
	print  *pdf.Print
	err    error
	panic  any // a worker's panic, to be raised where it is told
}

// writeLetters renders the letters with as many workers as there are processors,
// and hands each to keep, in their order.
func (b *batch) writeLetters(keep func(rendered) error) error {
	press, scribe := &pdf.Press{}, b.models.Scribe(os.DirFS(b.app.dir), b.agenda)
	jobs := make(chan int)
	results := make([]chan rendered, len(b.letters))
	for i := range results {
		results[i] = make(chan rendered, 1)
	}
	stop := make(chan struct{})
	defer close(stop)
	for range runtime.GOMAXPROCS(0) {
		mate := scribe.Mate()
		go func() {
			for i := range jobs {
				results[i] <- b.render(mate, press, &b.letters[i])
			}
		}()
	}
	ahead := make(chan struct{}, 16) // bounds the letters held in memory
	go func() {
		defer close(jobs)
		for i := range b.letters {
			select {
			case ahead <- struct{}{}:
				jobs <- i
			case <-stop:
				return
			}
		}
	}()
	line := b.app.progress()
	defer line.end()
	for i := range b.letters {
		r := <-results[i]
		results[i] = nil
		<-ahead
		if err := keep(r); err != nil {
			return err
		}
		b.letters[i].Document, b.letters[i].Annexes = nil, nil // written: with thousands of letters, memory counts
		line.step(i+1, len(b.letters), "documents")
	}
	return nil
}

// proof renders the letters to learn which cannot be printed, and keeps nothing.
func (b *batch) proof() error {
	err := b.writeLetters(func(r rendered) error {
		ok, err := b.accept(r)
		if ok {
			b.note(r.letter)
			b.lot.file(r.letter.Name, r.data, r.letter)
		}
		return err
	})
	b.tellBlocked()
	b.list()
	b.lot.report(b.problems)
	return err
}

// keep stages a rendered letter and, when it is one for the post, sets it aside
// for the print file.
func (b *batch) keep(r rendered) error {
	if ok, err := b.accept(r); !ok {
		return err
	}
	b.note(r.letter)
	c := r.letter.Communication
	if r.print != nil && !r.letter.Companion && c.Channel.IsPostal() && c.Status == dunning.Todo {
		if err := b.post.take(b.app, r); err != nil {
			return err
		}
	}
	return b.put(r.letter.Name, r.data, r.letter)
}

// putFrom stages a file of sortie/ too large to stand in memory, and records it.
func (b *batch) putFrom(name string, fill func(w io.Writer) error) error {
	digest, err := b.stage.WriteFrom(path.Join("sortie", name), fill)
	b.lot.Files = append(b.lot.Files, lotFile{Path: name, SHA256: digest, Invoices: []string{}})
	return err
}

// note remembers the file of a communication; a sheet that goes with it is not it.
func (b *batch) note(l *merge.Letter) {
	if l.Companion {
		b.sheets[l.Communication] = l.Name
		return
	}
	b.made[l.Communication] = l.Name
}

// accept tells whether a letter was rendered. One that paper cannot carry is
// blocked, and the others go on.
func (b *batch) accept(r rendered) (bool, error) {
	var trouble *layout.Error
	switch {
	case r.panic != nil:
		panic(r.panic)
	case errors.As(r.err, &trouble):
		b.block(r.letter, trouble)
		return false, nil
	case r.err != nil:
		return false, fmt.Errorf("%s : %w", r.letter.Name, r.err)
	}
	return true, nil
}

// render draws one letter in the form of its channel. The scribe puts back the document
// that was let go; it is nil when it was not.
func (b *batch) render(scribe *merge.Scribe, press *pdf.Press, l *merge.Letter) (r rendered) {
	r.letter = l
	defer func() { r.panic = recover() }()
	if scribe != nil {
		scribe.Complete(l)
	}
	var buf bytes.Buffer
	switch path.Ext(l.Name) {
	case ".eml":
		r.err = b.draft(press, &buf, l)
	case ".txt":
		buf.WriteString(l.Text + "\n")
	default:
		if r.print, r.err = press.Print(l.Document, b.agenda.Date); r.err == nil {
			_, r.err = r.print.WriteTo(&buf)
		}
	}
	r.data = buf.Bytes()
	return r
}

func (b *batch) draft(press *pdf.Press, w io.Writer, l *merge.Letter) error {
	d := mail.Draft{From: l.From, To: l.To, Subject: l.Subject, Doc: l.Document, Date: b.agenda.Date}
	if p := l.Communication.Contact; p != nil {
		d.ToName = joinWords(p.Title, p.FirstName, p.Name)
	}
	for _, name := range l.Attachments {
		data, err := fs.ReadFile(os.DirFS(b.app.dir), name)
		if err != nil {
			return err
		}
		d.Attachments = append(d.Attachments, mail.Attachment{Name: path.Base(name), MIME: "application/pdf", Data: data})
	}
	for _, annex := range l.Annexes {
		p, err := press.Print(annex.Document, b.agenda.Date)
		if err != nil {
			return err
		}
		var file bytes.Buffer
		if _, err := p.WriteTo(&file); err != nil {
			return err
		}
		d.Attachments = append(d.Attachments, mail.Attachment{Name: annex.Name, MIME: "application/pdf", Data: file.Bytes()})
	}
	return mail.Write(w, d)
}

func joinWords(words ...string) string {
	var out string
	for _, w := range words {
		if w != "" {
			if out != "" {
				out += " "
			}
			out += w
		}
	}
	return out
}
