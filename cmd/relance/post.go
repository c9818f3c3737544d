package main

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"

	"relance/generator/agenda"
	"relance/generator/kit"
	"relance/generator/layout"
	"relance/generator/merge"
	"relance/generator/pdf"
	"relance/generator/postage"
)

// A post is the day's letters on their way to the post, with what follows each: the
// copies of its invoices, the page of the bank.
type post struct {
	press  pdf.Press
	items  []*postage.Item
	prints map[*postage.Item][]*pdf.Print // the letter, then what follows it
	copies map[bookmarked]*pdf.Print      // by file of the kit
}

// take sets a rendered letter aside for the post.
func (p *post) take(a *app, r rendered) error {
	c := r.letter.Communication
	it := &postage.Item{Client: c.Client, Contact: c.Contact, Stage: c.Stage.Title(), Registered: c.Channel == kit.ByRegistered,
		Reference: r.letter.Document.Reference, File: r.letter.Name, To: r.letter.Document.To, Pages: r.print.Pages()}
	prints := []*pdf.Print{r.print}
	for _, name := range r.letter.Attachments {
		enclosed, err := p.copyOf(a, name, c)
		if err != nil {
			return err
		}
		it.Copies = append(it.Copies, postage.Copy{File: name, Pages: enclosed.Pages()})
		prints = append(prints, enclosed)
	}
	if p.prints == nil {
		p.prints = map[*postage.Item][]*pdf.Print{}
	}
	p.items, p.prints[it] = append(p.items, it), prints
	return nil
}

// copyOf reads a file of the kit that follows a letter; several letters may share it
// under one title.
func (p *post) copyOf(a *app, name string, c *agenda.Communication) (*pdf.Print, error) {
	as := bookmarked{name, copyTitle(name, c)}
	if known := p.copies[as]; known != nil {
		return known, nil
	}
	data, err := fs.ReadFile(os.DirFS(a.dir), name)
	if err != nil {
		return nil, err
	}
	enclosed, err := pdf.Copy(as.title, data)
	if err != nil {
		return nil, fmt.Errorf("%s : %w", name, err)
	}
	if p.copies == nil {
		p.copies = map[bookmarked]*pdf.Print{}
	}
	p.copies[as] = enclosed
	return enclosed, nil
}

// A bookmarked file of the kit is titled after the invoices of the letter it follows.
type bookmarked struct{ name, title string }

// copyTitle is the bookmark of a copy, which may hold several invoices of the letter.
func copyTitle(name string, c *agenda.Communication) string {
	var numbers []string
	for _, cl := range c.Asked() {
		if cl.Invoice.PDF == name {
			numbers = append(numbers, cl.Invoice.Number)
		}
	}
	switch len(numbers) {
	case 0:
		return "Relevé d’identité bancaire"
	case 1:
		return "Copie de la facture " + numbers[0]
	default:
		return "Copie des factures " + strings.Join(numbers, ", ")
	}
}

// writePost binds the day's letters for the printer and makes what goes with them:
// what to pay for each, the addresses of the registered ones, labels.
func (b *batch) writePost() error {
	p := &b.post
	if len(p.items) == 0 {
		return nil
	}
	postage.Sort(p.items)
	if err := b.writePrintFile(); err != nil {
		return err
	}
	if err := b.put("affranchissement.csv", postage.Slip(p.items, b.agenda.Kit.Options.Window), nil); err != nil {
		return err
	}
	if registered := postage.Registered(p.items); registered != nil {
		if err := b.put("recommandes.csv", registered, nil); err != nil {
			return err
		}
		if err := b.writeDepositSlip(); err != nil {
			return err
		}
	}
	return b.writeLabels()
}

func (b *batch) writePrintFile() error {
	var ordered []*pdf.Print
	for _, it := range b.post.items {
		ordered = append(ordered, b.post.prints[it]...)
	}
	b.post.prints, b.post.copies = nil, nil // bound: the workbook will want their room
	return b.putFrom("impression.pdf", func(w io.Writer) error {
		return pdf.Merge(w, "Courriers du "+b.agenda.Date.String(), ordered, b.agenda.Date)
	})
}

// writeDepositSlip lists the registered letters for the post office, with room for the
// number of each.
func (b *batch) writeDepositSlip() error {
	r := &merge.Request{Template: "bordereau-lrar"}
	for _, it := range b.post.items {
		if it.Registered {
			r.Registered = append(r.Registered, merge.RegisteredTo(it.Client, it.Reference))
		}
	}
	slip, problems := b.models.Make(os.DirFS(b.app.dir), b.agenda, r)
	b.problems = append(b.problems, problems...)
	if slip == nil {
		return nil
	}
	printed, err := b.post.press.Print(slip.Document, b.agenda.Date)
	if err != nil {
		return err
	}
	return b.putPrint("bordereau-recommandes.pdf", printed)
}

// putPrint stages what is printed as one file.
func (b *batch) putPrint(name string, p *pdf.Print) error {
	var buf bytes.Buffer
	if _, err := p.WriteTo(&buf); err != nil {
		return err
	}
	return b.put(name, buf.Bytes(), nil)
}

func (b *batch) writeLabels() error {
	var labels []layout.Label
	for _, it := range b.post.items {
		mark := it.Client.Code // and no more: everybody sees an envelope
		if it.Registered {
			mark += " · recommandé"
		}
		labels = append(labels, layout.Label{To: it.To, Mark: mark})
	}
	sheets, err := b.post.press.Labels("Étiquettes du "+b.agenda.Date.String(), labels, b.agenda.Date)
	if err != nil {
		return err
	}
	return b.putPrint("etiquettes.pdf", sheets)
}
