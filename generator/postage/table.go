package postage

import (
	"bytes"
	"encoding/csv"
	"strconv"
	"strings"

	"relance/generator/kit"
)

// Slip is affranchissement.csv: one line a letter, in the order of the post.
func Slip(items []*Item, window string) []byte {
	rows := [][]string{{"Page", "Client", "Nom", "Étape", "Recommandé", "Destination", "Pages", "Pièces jointes", "Feuilles", "Poids (g)", "Enveloppe", "Localité", "Fichier"}}
	for _, it := range items {
		code, town := it.place()
		rows = append(rows, []string{strconv.Itoa(it.Place), it.Client.Code, it.Client.FullName(), it.Stage, yesNo(it.Registered), it.Destination(),
			strconv.Itoa(it.Pages), it.copies(), strconv.Itoa(it.Sheets()), strconv.Itoa(it.Grams(window)), EnvelopeOf(window).Label,
			strings.TrimSpace(code + " " + town), it.File})
	}
	return table(rows)
}

func (it *Item) copies() string {
	var files []string
	for _, c := range it.Copies {
		files = append(files, c.File)
	}
	return strings.Join(files, ", ")
}

func yesNo(b bool) string {
	if b {
		return "oui"
	}
	return "non"
}

// Registered is recommandes.csv: the addresses of the registered letters in columns,
// for a service that posts online. It is nil when there is none.
func Registered(items []*Item) []byte {
	rows := [][]string{{"Référence", "Société", "Civilité", "Prénom", "Nom", "Adresse 1", "Adresse 2", "Adresse 3", "Adresse 4", "Code postal", "Ville", "Pays", "Avis de réception", "Pages", "Fichier", "Pièces jointes"}}
	for _, it := range items {
		if !it.Registered {
			continue
		}
		firm, title, first, last := it.addressee()
		code, town := it.place()
		row := []string{it.Reference, firm, title, first, last}
		row = append(row, it.street()...)
		country := it.Destination()
		if country == "Outre-mer" {
			country = "France"
		}
		rows = append(rows, append(row, code, town, country, "oui", strconv.Itoa(it.Pages), it.File, it.copies()))
	}
	if len(rows) == 1 {
		return nil
	}
	return table(rows)
}

// addressee is who the letter is for: a firm with perhaps a person, or a person.
func (it *Item) addressee() (firm, title, first, last string) {
	c := it.Client
	if c.Kind == kit.Consumer {
		return "", c.Title, c.FirstName, c.Name
	}
	if p := it.Contact; p != nil {
		return c.FullName(), p.Title, p.FirstName, p.Name
	}
	return c.FullName(), "", "", ""
}

// street is the address without its last line, in four cells; what is left over
// shares the last.
func (it *Item) street() []string {
	const cells = 4
	out := make([]string, cells)
	address := it.Client.PostalAddress()
	for i := range max(0, len(address)-1) {
		if i < cells {
			out[i] = address[i]
		} else {
			out[cells-1] += ", " + address[i]
		}
	}
	return out
}

// table writes rows as a French Excel opens them by a double click: semicolons, CRLF,
// and the mark that says UTF-8.
func table(rows [][]string) []byte {
	var b bytes.Buffer
	b.WriteString("\uFEFF")
	w := csv.NewWriter(&b)
	w.Comma, w.UseCRLF = ';', true
	for _, row := range rows {
		for i := range row {
			row[i] = inert(row[i])
		}
		w.Write(row) // a bytes.Buffer does not fail
	}
	w.Flush()
	return b.Bytes()
}

// inert is a text that no spreadsheet takes for a formula; line ends would be those
// of a row for many an importer.
func inert(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if s != "" && strings.ContainsRune("=+-@", rune(s[0])) {
		return "'" + s
	}
	return s
}
