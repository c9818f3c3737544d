// Package table reads the lists of invoices, and the ledgers, that people keep or
// export as a sheet.
package table

import (
	"fmt"
	"slices"
	"strings"

	"relance/generator/diag"
	"relance/generator/grid"
	"relance/generator/intake/column"
	"relance/generator/intake/found"
	"relance/generator/intake/header"
	"relance/generator/intake/sheet"
)

// A table reads one sheet: titles, then the columns as wholes, then the rows.
type table struct {
	*sheet.Sheet
	file     string
	book     *grid.Book
	imp      *found.Import
	problems diag.List
	running  totals
}

// Read reads the one sheet of a book that lists invoices. With a fault in the
// list the import is nil.
func Read(file string, b *grid.Book, m header.Mapping) (*found.Import, diag.List) {
	t := &table{file: file, book: b, imp: &found.Import{Mapping: &m}}
	t.read(&m)
	if t.problems.Faults() {
		t.problems.Sort()
		return nil, t.problems
	}
	t.imp.Count()
	return t.imp, t.problems
}

func (t *table) read(m *header.Mapping) {
	g, l := m.Find(t.book)
	if t.problems = l; g == nil || l.Faults() {
		t.agedBalance()
		return
	}
	if t.Sheet, t.problems = sheet.Read(g, m); t.Sheet == nil {
		return
	}
	if t.Hidden > 0 {
		t.imp.Note(diag.Pos{File: t.file, Sheet: g.Name}, "W350", "affichez-les et supprimez celles qui ne doivent pas être relancées",
			"%s", found.Count(t.Hidden, "ligne masquée, par un filtre ou à la main, a été lue aussi", "lignes masquées, par un filtre ou à la main, ont été lues aussi"))
	}
	if t.complete(); t.problems.Faults() {
		return
	}
	t.describe()
	if t.isLedger() {
		t.readLedger()
	} else {
		t.readInvoices()
	}
}

// complete refuses what cannot be read without a word from the user.
func (t *table) complete() {
	at := diag.Pos{File: t.file, Sheet: t.Grid.Name, Line: t.Mapping.Row}
	missing := func(what string) {
		t.problems.Addf(at, diag.Fault, "F062", "aucune colonne n'est %s", what).Hint =
			"titres lus : " + t.Titles() + " ; renommez le titre de la bonne colonne, ou nommez-la dans " + found.MappingName(t.file)
	}
	ledger := t.isLedger()
	if !t.Has("nom") && !t.Has("code") {
		missing("le nom ou le code du client")
	}
	if !t.Has("numero") && !t.agedBalance() {
		missing("le numéro de facture")
	}
	if !t.Has("date") {
		missing("la date de facture")
	}
	if !t.Has("montant_ttc") && !t.Has("solde") && !ledger {
		if t.Has("montant_ht") {
			missing("le montant TTC (une relance ne réclame pas un montant hors taxes)")
		} else {
			missing("le montant TTC")
		}
	}
	for _, f := range sheet.DayFields {
		d := t.Days[f]
		if d.Asks() || d.Order == column.Mixed {
			t.problems.Addf(t.Place(f), diag.Fault, "F063", "colonne « %s » : %s", t.Mapping.Title(f),
				map[bool]string{true: "rien ne dit si le jour vient avant le mois", false: "le jour vient tantôt avant, tantôt après le mois"}[d.Asks()]).Hint =
				"ajoutez --dates jma (ou mja) à la commande, ou écrivez dates: jour_mois (ou mois_jour) dans " + found.MappingName(t.file)
		}
		if d.HalfTyped() {
			t.imp.Note(t.Place(f), "W359", "dans la colonne, donnez le même format de date à toutes les cellules et comparez avec les factures",
				"colonne « %s » : des dates et des textes mêlés ; un import a peut-être échangé des jours et des mois", t.Mapping.Title(f))
		}
	}
}

// describe tells what was found, and which columns are left aside.
func (t *table) describe() {
	t.imp.Source = "tableau"
	if t.Grid.Name != "" {
		t.imp.Source += ", feuille « " + t.Grid.Name + " »"
	}
	t.imp.Source += fmt.Sprintf(", titres ligne %d", t.Mapping.Row)
	for _, n := range t.book.Notes {
		t.imp.Source += ", " + n
	}
	var aside []string
	for _, c := range t.Mapping.Columns {
		if c.Field == header.Ignored {
			aside = append(aside, "« "+diag.Short(c.Title)+" »")
		}
	}
	if len(aside) > 0 && t.Mapping.File == "" {
		t.imp.Note(diag.Pos{File: t.file, Sheet: t.Grid.Name, Line: t.Mapping.Row}, "W358", "dites ce qu'elles contiennent dans "+found.MappingName(t.file)+" si elles servent",
			"colonnes laissées de côté : %s", strings.Join(aside, ", "))
	}
}

// agedBalance refuses one, instead of saying that its titles are not known.
func (t *table) agedBalance() bool {
	at, ok := header.AgedBalance(t.book)
	if ok {
		t.problems = slices.DeleteFunc(t.problems, func(p diag.Problem) bool { return p.Code == "F058" })
		t.problems.Addf(at, diag.Fault, "F066", "c'est une balance âgée : elle ne dit pas quelles factures sont dues").Hint =
			"exportez plutôt l'échéancier ou le grand livre des clients, ou le FEC"
	}
	return ok
}
