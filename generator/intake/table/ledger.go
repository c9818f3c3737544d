package table

import (
	"cmp"
	"fmt"
	"regexp"

	"relance/generator/diag"
	"relance/generator/grid"
	"relance/generator/intake/found"
	"relance/generator/intake/ledger"
	"relance/generator/intake/record"
	"relance/generator/intake/sheet"
	"relance/generator/money"
)

// isLedger tells a ledger: debits and credits instead of a total per invoice.
func (t *table) isLedger() bool {
	return t.Has("debit") && t.Has("credit") && !t.Has("montant_ttc")
}

// readLedger reads the shape of ledgers: a row, a line of an account.
func (t *table) readLedger() {
	var lines []ledger.Line
	var others ledger.Others
	isClient, why := t.clientAccounts()
	if why != "" {
		t.problems.Addf(t.Place("compte"), diag.Fault, "F067", "%s", why).Hint = "exportez le grand livre des clients (comptes 411), ou le FEC"
		return
	}
	balance := map[string]money.Amount{} // of journals: those of sales are mostly debits
	for _, r := range t.Rows {
		if t.IsTitles(r) || r.AnnouncesTotal() || t.Cell(r, "date").Kind == grid.Empty {
			t.drop(r, "titre, total ou report")
			continue
		}
		l, why := t.ledgerLine(r)
		if why != "" {
			t.reject(r, why)
			continue
		}
		if !isClient(l.Account) {
			others.Add(l.Account, l.Amount)
			continue
		}
		balance[l.Journal] += l.Amount
		lines = append(lines, l)
	}
	for i := range lines {
		lines[i].Sale = t.Has("journal") && balance[lines[i].Journal] > 0
	}
	if others.Lines > 0 {
		t.imp.Dropped = append(t.imp.Dropped, found.Line{Pos: diag.Pos{File: t.file, Sheet: t.Grid.Name},
			Why: found.Count(others.Lines, "écriture d'un autre compte que ceux des clients", "écritures d'autres comptes que ceux des clients")})
	}
	t.imp.Source += ", grand livre"
	t.imp.Control.Lines = len(lines)
	t.imp.FromAccounts(ledger.Settle(lines), *t.Mapping, t.file, t.Grid.Name)
	t.imp.Beside(others, diag.Pos{File: t.file, Sheet: t.Grid.Name})
}

// clientAccounts tells which accounts are clients': the 411 of the general chart,
// or, in a ledger of third parties, all: C0001, 9DUPONT, 0GARAGE.
func (t *table) clientAccounts() (is func(account string) bool, why string) {
	general := false
	for _, r := range t.Rows {
		account := t.Text(r, "compte")
		if ledger.IsClient(account) {
			return ledger.IsClient, ""
		}
		general = general || chart.MatchString(account)
	}
	if general {
		return nil, "aucun compte de client (411) dans ce grand livre"
	}
	return func(string) bool { return true }, ""
}

// chart matches the accounts of the general chart, 1 to 7, and not those that a
// program makes of names.
var chart = regexp.MustCompile(`^[1-7][0-9]{2,}$`)

func (t *table) ledgerLine(r sheet.Row) (l ledger.Line, why string) {
	l = ledger.Line{
		Row: r.Number, Account: "411", Aux: t.Text(r, "code"), Name: t.Text(r, "nom"), Journal: t.Text(r, "journal"),
		Piece: t.Text(r, "numero"), Label: t.Text(r, "objet"), Letter: t.Text(r, "lettrage"),
	}
	l.Account = cmp.Or(t.Text(r, "compte"), l.Account)
	if l.Aux == "" && !t.Has("compte") {
		l.Aux = found.Slug(l.Name)
	}
	if r.Beyond != "" {
		return l, record.Slipped(r)
	}
	if _, why = t.Broken(r); why != "" {
		return l, why
	}
	day, err := t.Days["date"].Read(t.Cell(r, "date"))
	if err != nil {
		return l, err.Error()
	}
	l.Date = day
	if due := t.Cell(r, "echeance"); due.Kind != grid.Empty {
		if l.Due, err = t.Days["echeance"].Read(due); err != nil {
			return l, err.Error()
		}
	}
	for _, side := range []struct {
		field string
		sign  money.Amount
	}{{"debit", 1}, {"credit", -1}} {
		cell := t.Cell(r, side.field)
		if cell.Kind == grid.Empty {
			continue
		}
		amount, _, err := t.Amounts[side.field].Read(cell)
		if err != nil {
			return l, fmt.Sprintf("%s : %s", t.Mapping.Title(side.field), err)
		}
		l.Amount += side.sign * amount
	}
	return l, ""
}
