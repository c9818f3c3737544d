// Package table reads the lists of invoices, and the ledgers, that people keep or
// export as a sheet.
package table

import (
	"fmt"
	"slices"
	"strings"

	"relance/generator/diag"
	"relance/generator/grid"
	"relance/generator/intake/aged"
	"relance/generator/intake/column"
	"relance/generator/intake/found"
	"relance/generator/intake/header"
	"relance/generator/intake/sheet"
)

// A table reads one sheet: titles, then the columns as wholes, then the rows.
type table struct {
	*sheet.Sheet
	file     string
	guessed  bool // no saved mapping says what the columns are
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
	if t.guessed && t.noList() {
		if imp, l := aged.Read(b); imp != nil || len(l) > 0 {
			return imp, l
		}
	}
	if t.problems.Faults() {
		t.problems.Sort()
		return nil, t.problems
	}
	t.imp.Count()
	return t.imp, t.problems
}

// noList tells that no sheet has the columns of a list of invoices.
func (t *table) noList() bool {
	others := slices.ContainsFunc(t.problems, func(p diag.Problem) bool {
		return p.Kind == diag.Fault && !slices.Contains([]string{"F058", "F059", "F062", "F068"}, p.Code)
	})
	return t.problems.Faults() && !others
}

func (t *table) read(m *header.Mapping) {
	t.guessed = m.Guesses()
	g, l := m.Find(t.book)
	if t.problems = l; g == nil || l.Faults() {
		return
	}
	if t.Sheet, t.problems = sheet.Read(g, m, t.guessed); t.Sheet == nil {
		return
	}
	t.remark()
	if t.complete(); t.problems.Faults() {
		return
	}
	t.describe()
	if !t.Has("echeance") {
		t.imp.DaysAside = t.Sheet.DaysAside()
	}
	if t.isLedger() {
		t.readLedger()
	} else {
		t.readInvoices()
	}
}

// remark tells what was done with the sheet before its rows are read.
func (t *table) remark() {
	at := diag.Pos{File: t.file, Sheet: t.Grid.Name}
	if t.Hidden > 0 {
		t.imp.Note(at, "W350", "affichez-les et supprimez celles qui ne doivent pas être relancées",
			"%s", found.Count(t.Hidden, "ligne masquée, par un filtre ou à la main, a été lue aussi", "lignes masquées, par un filtre ou à la main, ont été lues aussi"))
	}
	if t.Grouped > 0 {
		t.imp.Note(at, "W369", "comparez les sommes par client avec votre source",
			"%s", found.Count(t.Grouped, "facture a le client écrit seul au-dessus d'elle", "factures ont le client écrit seul au-dessus d'elles"))
	}
	if t.Merged > 0 {
		t.imp.Note(at, "W369", "comparez les sommes par client avec votre source",
			"%s d'une cellule fusionnée avec celle du dessus", found.Count(t.Merged, "donnée de client vient", "données de client viennent"))
	}
	if t.Doubtful != "" {
		t.imp.Note(at, "W370", "si elle l'est, écrivez champ: code pour elle dans "+t.Mapping.File,
			"colonne « %s » laissée de côté : souvent vide, ou différente pour un même nom, elle n'est sans doute pas le code du client", t.Doubtful)
	}
}

// complete refuses what cannot be read without a word from the user.
func (t *table) complete() {
	at := diag.Pos{File: t.file, Sheet: t.Grid.Name, Line: t.Mapping.Row}
	if column.Spoilt(t.Titles()) != "" {
		t.problems.Addf(at, diag.Fault, "F054", "les accents de ce fichier sont abîmés : %s", t.Titles()).Hint = "exportez-le de nouveau en « CSV UTF-8 », sans l'ouvrir entre-temps"
		return
	}
	missing := func(what string) {
		t.problems.Addf(at, diag.Fault, "F062", "aucune colonne n'est %s", what).Hint =
			"titres lus : " + t.Titles() + " ; renommez le titre de la bonne colonne, ou nommez-la dans " + t.Mapping.File
	}
	ledger := t.isLedger()
	if !t.Has("nom") && !t.Has("code") && !(ledger && t.Has("compte")) {
		missing("le nom ou le code du client")
	}
	if !t.Has("numero") {
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
	if !t.Has("solde") && !ledger {
		t.askPayments()
	}
	if dues := t.SeveralDues(); dues != nil {
		last := dues[len(dues)-1]
		t.problems.Addf(at, diag.Fault, "F059", "plusieurs échéances par facture : « %s »", strings.Join(dues, " », « ")).Hint =
			header.Instalments + fmt.Sprintf(" ; si l'une ne compte pas : --colonne \"%s=ignorer\"", last)
	}
	for _, f := range sheet.DayFields {
		d := t.Days[f]
		if d.Asks() || d.Order == column.Mixed {
			t.problems.Addf(t.Place(f), diag.Fault, "F063", "colonne « %s » : %s", t.Mapping.Title(f),
				map[bool]string{true: "rien ne dit si le jour vient avant le mois", false: "le jour vient tantôt avant, tantôt après le mois"}[d.Asks()]).Hint =
				t.Mapping.Advice("dates")
		}
		if f != "relance_etape" && d.HalfTyped() { // words are no days typed otherwise
			t.imp.Note(t.Place(f), "W359", "dans la colonne, donnez le même format de date à toutes les cellules et comparez avec les factures",
				"colonne « %s » : des dates et des textes mêlés ; un import a peut-être échangé des jours et des mois", t.Mapping.Title(f))
		}
	}
}

// askPayments refuses to claim gross amounts while a column that nobody read may
// say what was paid of them.
func (t *table) askPayments() {
	for _, c := range t.Payments() {
		t.problems.Addf(t.Grid.Pos(grid.Cell{Row: t.Mapping.Row, Col: c.Index}), diag.Fault, "F068", "colonne « %s » : son titre parle de règlement ou de reste dû, que contient-elle ?", c.Title).Hint =
			paymentChoices(c.Title) + " ; ou donnez-lui ce champ: dans " + t.Mapping.File
	}
}

// paymentChoices is how to say what a column of payments holds.
func paymentChoices(title string) string {
	ticked := fmt.Sprintf("\"%s=payee\" (payée : oui ou non), ", title)
	if header.Denies(title) {
		ticked = ""
	}
	return fmt.Sprintf("ajoutez à la commande --colonne \"%s=regle\" (déjà réglé), \"%s=solde\" (reste dû), %sou \"%s=ignorer\"", title, title, ticked, title)
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
		if c.Field == header.Ignored && c.Title != t.Doubtful {
			aside = append(aside, "« "+diag.Short(c.Title)+" »")
		}
	}
	if len(aside) > 0 && t.guessed {
		t.imp.Note(diag.Pos{File: t.file, Sheet: t.Grid.Name, Line: t.Mapping.Row}, "W358", "dites ce qu'elles contiennent dans "+t.Mapping.File+" si elles servent",
			"colonnes laissées de côté : %s", strings.Join(aside, ", "))
	}
}
