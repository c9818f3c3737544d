// Package casefile (dossier) gathers what proves a claim, for an agency or a judge:
// the copies of the invoices, what was sent, and the list of what nobody has put in
// the kit yet. It reads files and writes none.
package casefile

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"

	"relance/generator/calendar"
	"relance/generator/journal"
	"relance/generator/kit"
	"relance/generator/output"
)

// An Exhibit (pièce) is one paper of a case file. Without Data it is missing, and
// Label says what to look for.
type Exhibit struct {
	Label string
	Name  string // of its file, without the number it gets in the list
	Data  []byte
}

// Sum is the SHA-256 of an exhibit, in hex; empty for a missing one.
func (x Exhibit) Sum() string {
	if x.Data == nil {
		return ""
	}
	digest := sha256.Sum256(x.Data)
	return hex.EncodeToString(digest[:])
}

// Invoices are the copies of invoices, then what proves them: none of the latter is
// in a kit, which knows only whether somebody has checked it.
func Invoices(files fs.FS, k *kit.Kit, invoices []*kit.Invoice) []Exhibit {
	var out []Exhibit
	for _, inv := range invoices {
		x := Exhibit{Label: "Copie de la facture " + inv.Number, Name: "facture-" + output.Slug(inv.Number) + ".pdf"}
		if inv.PDF != "" && fs.ValidPath(inv.PDF) {
			x.Data, _ = fs.ReadFile(files, inv.PDF) // absent: missing, as if it was not named
		}
		out = append(out, x)
	}
	for _, inv := range invoices {
		out = append(out, Exhibit{Label: "Commande, devis ou contrat signé, facture " + inv.Number},
			Exhibit{Label: "Preuve de livraison ou d’exécution, facture " + inv.Number + proof(inv)})
	}
	if r := k.Creditor.Terms.Reference; r != "" {
		out = append(out, Exhibit{Label: "Conditions générales : " + r})
	}
	return out
}

func proof(inv *kit.Invoice) string {
	if inv.Delivery == nil || inv.Delivery.Proof == "" {
		return ""
	}
	return " (" + inv.Delivery.Proof + ")"
}

// Sent is what the journal says was sent about invoices, oldest first, as it was sent:
// a file that is not the one the journal knows by its checksum is missing.
func Sent(files fs.FS, k *kit.Kit, c *kit.Client, invoices []*kit.Invoice) []Exhibit {
	var out []Exhibit
	for _, e := range k.Journal.Effective() {
		if e.Client != c.Code || e.Direction == journal.Received || !about(e, invoices) {
			continue
		}
		label := title(k, e) + " du " + e.Date.String()
		for _, d := range e.Documents {
			out = append(out, Exhibit{Label: label, Name: e.Date.ISO() + "-" + output.Slug(title(k, e)) + path.Ext(d.File), Data: sent(files, e.Lot, d)})
		}
		if len(e.Documents) == 0 && e.Type == journal.Reminder && kit.Channel(e.Channel).IsWritten() {
			out = append(out, Exhibit{Label: label})
		}
		if e.Channel == journal.ByRegistered {
			out = append(out, Exhibit{Label: "Avis de réception : " + label})
		}
	}
	return out
}

// about reports whether a line is about one of the invoices, or about none.
func about(e journal.Entry, invoices []*kit.Invoice) bool {
	return len(e.Invoices) == 0 || slices.ContainsFunc(e.Invoices, func(ref journal.Invoice) bool {
		return slices.ContainsFunc(invoices, func(inv *kit.Invoice) bool { return inv.Number == ref.Number })
	})
}

// title is the name of the stage that a line did.
func title(k *kit.Kit, e journal.Entry) string {
	for _, ref := range e.Invoices {
		if p := k.PlanByID(ref.Plan); p != nil && ref.Status == journal.Done {
			if s, _ := p.Stage(ref.Stage); s != nil {
				return s.Title()
			}
		}
	}
	return map[journal.Channel]string{journal.ByEmail: "Courriel", journal.BySMS: "SMS", journal.ByPhone: "Appel",
		journal.ByPost: "Lettre", journal.ByRegistered: "Lettre recommandée"}[e.Channel]
}

// sent finds a file of a batch where it may be: still in sortie/, in the archives, or
// among what somebody changed.
func sent(files fs.FS, lot string, d journal.Document) []byte {
	for _, dir := range []string{"archives/lots/" + lot, "sortie", "archives/modifies/" + lot + "/sortie"} {
		name := path.Join(dir, d.File)
		if !fs.ValidPath(name) {
			continue
		}
		if data, err := fs.ReadFile(files, name); err == nil && (Exhibit{Data: data}).Sum() == d.Sum {
			return data
		}
	}
	return nil
}

// Number gives the exhibits that are there their rank and their name in the file,
// 01-facture-fa-1.pdf; the missing ones keep none and come last.
func Number(exhibits []Exhibit) []Exhibit {
	var there, missing []Exhibit
	for _, x := range exhibits {
		if x.Data == nil {
			x.Name = ""
			missing = append(missing, x)
			continue
		}
		x.Name = fmt.Sprintf("%02d-%s", len(there)+1, x.Name)
		there = append(there, x)
	}
	return append(there, missing...)
}

// A File is one file of a case file, by its name in the folder.
type File struct {
	Name string
	Data []byte
}

// Sums lists files with their checksums, as the program sha256sum reads them.
func Sums(files []File) []byte {
	var b bytes.Buffer
	for _, f := range files {
		fmt.Fprintf(&b, "%s  %s\n", Exhibit{Data: f.Data}.Sum(), f.Name)
	}
	return b.Bytes()
}

// Read reads what [Sums] wrote: the checksum of each file, by its name.
func Read(list []byte) map[string]string {
	sums := map[string]string{}
	for line := range strings.Lines(string(list)) {
		if sum, name, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "  "); ok {
			sums[name] = sum
		}
	}
	return sums
}

// Zip binds files in one archive, dated of a day; the same files always give the same
// bytes.
func Zip(folder string, files []File, day calendar.Date) []byte {
	var b bytes.Buffer
	modified := time.Date(day.Year(), time.Month(day.Month()), day.Day(), 0, 0, 0, 0, time.UTC)
	w := zip.NewWriter(&b)
	for _, f := range files {
		part, err := w.CreateHeader(&zip.FileHeader{Name: folder + "/" + f.Name, Method: zip.Deflate, Modified: modified})
		if err == nil {
			_, err = part.Write(f.Data)
		}
		if err != nil {
			panic(err) // memory does not fail, and names are ours
		}
	}
	if err := w.Close(); err != nil {
		panic(err)
	}
	return b.Bytes()
}
