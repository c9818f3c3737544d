// Package enclosure (pièce jointe) checks the files that a kit names to follow its
// letters: copies of invoices, the page of the bank.
package enclosure

import (
	"errors"
	"io/fs"
	"math"
	"strings"

	"relance/generator/calendar"
	"relance/generator/claim"
	"relance/generator/diag"
	"relance/generator/kit"
	"relance/generator/pdf"
	"relance/generator/pdf/foreign"
)

// Check refuses the files that could not follow a letter, each at the line that names
// it. Those of settled invoices nobody joins any more.
func Check(files fs.FS, k *kit.Kit) diag.List {
	c := checker{files: files}
	if k.Creditor != nil && k.Creditor.Bank != nil {
		c.check(k.Creditor.Bank.At["rib"], k.Creditor.Bank.Page)
	}
	if m := k.Mandate; m != nil && m.Account != nil {
		c.check(m.Account.At["rib"], m.Account.Page)
	}
	if k.Journal == nil {
		return c.problems // unreadable, and told: what is paid is not known
	}
	book := claim.NewBook(k)
	for i := range k.Clients {
		for j := range k.Clients[i].Invoices {
			inv := &k.Clients[i].Invoices[j]
			if inv.PDF != "" && inv.Cancelled == nil && book.Balance(inv, calendar.Date(math.MaxInt32)) > 0 {
				c.check(inv.At["fichier_pdf"], inv.PDF)
			}
		}
	}
	return c.problems
}

type checker struct {
	files    fs.FS
	problems diag.List
}

func (c *checker) check(at diag.Pos, name string) {
	if name == "" {
		return
	}
	if err := c.read(name); err != nil {
		c.problems.Addf(at, diag.Fault, "F029", "« %s » ne peut pas être joint : %s", name, err).Hint = hint(name, err)
	}
}

var errAbsent = errors.New("ce fichier n'existe pas dans le dossier")

// read reads a file as generer will.
func (c *checker) read(name string) error {
	if !fs.ValidPath(name) {
		return errAbsent
	}
	info, err := fs.Stat(c.files, name)
	switch {
	case err != nil || info.IsDir():
		return errAbsent
	case info.Size() > foreign.MaxSize:
		return foreign.ErrLarge
	}
	data, err := fs.ReadFile(c.files, name)
	if err != nil {
		return errors.New(diag.French(err))
	}
	_, err = pdf.Copy("", data)
	return err
}

func hint(name string, err error) string {
	switch {
	case strings.Contains(name, `\`):
		return "écrivez le chemin avec des barres obliques : " + strings.ReplaceAll(name, `\`, "/")
	case errors.Is(err, errAbsent):
		return "copiez le fichier dans le dossier du kit et donnez son chemin, par exemple factures/FA26-056.pdf"
	case errors.Is(err, foreign.ErrLarge):
		return "enregistrez-le en plus petit (images moins fines), ou supprimez cette ligne"
	}
	return "ouvrez-le, enregistrez-en une copie par « Imprimer », « Enregistrer en PDF », ou supprimez cette ligne"
}
