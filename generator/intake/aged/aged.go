// Package aged reads aged balances: what each client owes by lateness. They name no
// invoice, so that nothing of them can be claimed; they control what a kit says.
package aged

import (
	"cmp"
	"fmt"
	"regexp"
	"strings"

	"relance/generator/diag"
	"relance/generator/grid"
	"relance/generator/intake/column"
	"relance/generator/intake/found"
	"relance/generator/intake/header"
	"relance/generator/intake/sheet"
	"relance/generator/money"
)

// Read reads the aged balance of a book; nil when the book holds none. Its import
// has control totals by client, and no client.
func Read(b *grid.Book) (*found.Import, diag.List) {
	a := find(b)
	if a == nil {
		return nil, nil
	}
	rows, l := sheet.Below(a.sheet, a.row)
	if len(l) > 0 {
		return nil, l
	}
	amounts := &column.Amounts{}
	for _, r := range rows {
		for _, col := range append(a.buckets, a.total) {
			amounts.Learn(r.At(col))
		}
	}
	imp := &found.Import{Aged: true, Source: "balance âgée"}
	if a.sheet.Name != "" {
		imp.Source += ", feuille « " + a.sheet.Name + " »"
	}
	imp.Source += fmt.Sprintf(", titres ligne %d", a.row)
	for _, r := range rows {
		a.take(imp, amounts, r)
	}
	return imp, nil
}

// take files a row under its client, or among those that are none.
func (a *layout) take(imp *found.Import, amounts *column.Amounts, r sheet.Row) {
	sum, why := a.sumOf(amounts, r)
	code, name := found.OneLine(r.At(a.code).Text), found.OneLine(r.At(a.name).Text)
	at := a.sheet.Pos(r.First())
	line := found.Line{Pos: at, Why: why, Text: r.Excerpt()}
	c := &imp.Control
	switch {
	case why != "":
		imp.Rejected = append(imp.Rejected, line)
	case r.AnnouncesTotal() || code+name == "":
		line.Why = "ligne de total ou de titre"
		imp.Dropped = append(imp.Dropped, line)
		if sum != 0 && sum != c.Sum {
			imp.Note(at, "W353", "cherchez une ligne rejetée, masquée ou oubliée",
				"ce total annonce %s, les lignes lues font %s", sum.Format("EUR"), c.Sum.Format("EUR"))
		}
	default:
		c.Lines++
		c.Sum += sum
		c.Clients = append(c.Clients, found.ClientSum{Code: cmp.Or(code, found.Slug(name)), Name: cmp.Or(name, code), Sum: sum})
	}
}

// sumOf adds the buckets of a row up; they must make its total.
func (a *layout) sumOf(amounts *column.Amounts, r sheet.Row) (sum money.Amount, why string) {
	read := func(col int) (money.Amount, bool) {
		c := r.At(col)
		if c.Kind == grid.Empty || why != "" {
			return 0, false
		}
		amount, _, err := amounts.Read(c)
		if err != nil {
			why = err.Error()
		}
		return amount, err == nil
	}
	some := false
	for _, col := range a.buckets {
		part, given := read(col)
		sum, some = sum+part, some || given
	}
	total, given := read(a.total)
	switch {
	case given && !some:
		return total, why
	case given && total != sum && why == "":
		why = fmt.Sprintf("les tranches font %s, le total annonce %s", sum.Format("EUR"), total.Format("EUR"))
	}
	return sum, why
}

// bucket is the title of a column of an aged balance, without its signs.
var bucket = regexp.MustCompile(`^(?:echu )?(?:(?:de|entre) )?[0-9]+ ?(?:j|jours|days)?(?: (?:a|et|to))? [0-9]+ ?(?:j|jours|days)?$|^(?:de|echu|retard|plus de|moins de|sup a|over|au dela de)? ?[0-9]+ ?(?:j|jours|days)?(?: et plus)?$|^non echu|^a echoir|^pas echu|^echu$|^current$|^not due`)

// A layout is where a balance is, and what its columns hold; a column is 0 when
// there is none.
type layout struct {
	sheet             *grid.Sheet
	row               int
	code, name, total int
	buckets           []int
}

// find looks for an aged balance: how much each client owes by lateness, and no
// invoice to name in a letter. With a number of invoice a row, it is a list.
func find(b *grid.Book) *layout {
	for _, s := range b.Sheets {
		if s.Hidden {
			continue
		}
		var found *layout
		seen := 0
		s.Each(func(r grid.Row) bool {
			found = titlesOf(s, r)
			seen++
			return found == nil && seen < header.Depth
		})
		if found != nil {
			return found
		}
	}
	return nil
}

// titlesOf reads a row as the titles of an aged balance, nil if it is not.
func titlesOf(s *grid.Sheet, r grid.Row) *layout {
	a := &layout{sheet: s, row: r.Number}
	worded := false // a row of numbers holds no titles
	for _, c := range r.Cells {
		title, key := header.Guess(c.Text)
		switch {
		case c.Kind != grid.Text:
		case bucket.MatchString(title):
			a.buckets = append(a.buckets, c.Col)
			worded = worded || strings.Trim(title, "0123456789 ") != ""
		case key == "numero":
			return nil
		case (key == "code" || key == "compte") && a.code == 0:
			a.code = c.Col
		case key == "nom" && a.name == 0:
			a.name = c.Col
		case (key == "solde" || key == "montant_ttc") && a.total == 0:
			a.total = c.Col
		}
	}
	if len(a.buckets) < 2 || !worded || a.code+a.name == 0 {
		return nil
	}
	return a
}
