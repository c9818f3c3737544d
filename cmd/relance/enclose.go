package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"relance/generator/diag"
	"relance/generator/intake/merging"
	"relance/generator/kit"
	"relance/generator/output"
	"relance/generator/pdf"
)

// enclosures takes into the kit the PDF of each new electronic invoice, under the
// invoice's own number, so that a letter can join it. One that no letter could join
// is left out, and named. Of two invoices that would share a name, the second has
// none: a copy must never reach another client.
func enclosures(invoices []*kit.Invoice) (files map[string]string, notes diag.List) {
	files = map[string]string{} // in the kit → where it is
	for _, inv := range invoices {
		from := filepath.FromSlash(inv.Pos.File)
		if inv.PDF == "" || !strings.EqualFold(filepath.Ext(from), ".pdf") {
			continue
		}
		name := "factures/" + output.Slug(inv.Number) + ".pdf"
		inv.PDF = ""
		data, err := os.ReadFile(from)
		if err == nil {
			_, err = pdf.Copy("", data)
		}
		switch _, twice := files[name]; {
		case err != nil:
			notes.Addf(inv.Pos, diag.Warning, "W372", "la facture %s ne pourra pas être jointe aux lettres : %s", inv.Number, err).Hint =
				"enregistrez-en une copie par « Imprimer », « Enregistrer en PDF », et donnez-la avec fichier_pdf:"
		case !twice:
			inv.PDF, files[name] = name, from
		}
	}
	return files, notes
}

// newInvoices lists the invoices that a merge adds to the kit.
func newInvoices(m *merging.Merge) (invoices []*kit.Invoice) {
	for i := range m.Clients {
		for j := range m.Clients[i].Invoices {
			invoices = append(invoices, &m.Clients[i].Invoices[j])
		}
	}
	for i := range m.Invoices {
		invoices = append(invoices, &m.Invoices[i].Invoice)
	}
	return invoices
}

// readCopies reads the files that go into the kit.
func readCopies(files map[string]string, into map[string][]byte) error {
	for name, from := range files {
		data, err := os.ReadFile(from)
		if err != nil {
			return fmt.Errorf("« %s » : %w", filepath.ToSlash(from), err)
		}
		into[name] = data
	}
	return nil
}
