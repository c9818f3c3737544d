package table

import (
	"fmt"
	"strings"

	"relance/generator/diag"
	"relance/generator/grid"
	"relance/generator/intake/found"
	"relance/generator/intake/ledger"
	"relance/generator/money"
)

// isLedger tells a ledger: debits and credits instead of a total per invoice.
func (t *table) isLedger() bool {
	return t.Has("debit") && t.Has("credit") && !t.Has("montant_ttc")
}

// readLedger reads the shape of ledgers: a row, a line of an account.
func (t *table) readLedger() {
	var lines []ledger.Line
	others := 0
	balance := map[string]money.Amount{} // of journals: those of sales are mostly debits
	for _, r := range t.Rows {
		if t.IsTitles(r) || announcesTotal(r) || t.Cell(r, "date").Kind == grid.Empty {
			t.drop(r, "titre, total ou report")
			continue
		}
		l, why := t.ledgerLine(r)
		if why != "" {
			t.reject(r, why)
			continue
		}
		if t.Has("compte") && !strings.HasPrefix(l.Account, "411") {
			others++
			continue
		}
		balance[l.Journal] += l.Amount
		lines = append(lines, l)
	}
	for i := range lines {
		lines[i].Sale = t.Has("journal") && balance[lines[i].Journal] > 0
	}
	if others > 0 {
		t.imp.Dropped = append(t.imp.Dropped, found.Line{Pos: diag.Pos{File: t.file, Sheet: t.Grid.Name},
			Why: found.Count(others, "écriture d'un autre compte que 411", "écritures d'autres comptes que 411")})
	}
	t.imp.Source += ", grand livre"
	t.imp.Control.Lines = len(lines)
	t.imp.FromAccounts(ledger.Settle(lines), *t.Mapping, t.file, t.Grid.Name)
}

func (t *table) ledgerLine(r grid.Row) (l ledger.Line, why string) {
	l = ledger.Line{
		Row: r.Number, Account: "411", Aux: t.Text(r, "code"), Name: t.Text(r, "nom"), Journal: t.Text(r, "journal"),
		Piece: t.Text(r, "numero"), Label: t.Text(r, "objet"), Letter: t.Text(r, "lettrage"),
	}
	if t.Has("compte") {
		l.Account = t.Text(r, "compte")
	}
	if l.Aux == "" {
		l.Aux = found.Slug(l.Name)
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
