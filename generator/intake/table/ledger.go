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
	return t.has("debit") && t.has("credit") && !t.has("montant_ttc")
}

// readLedger reads the shape of ledgers: a row, a line of an account.
func (t *table) readLedger() {
	var lines []ledger.Line
	others := 0
	balance := map[string]money.Amount{} // of journals: those of sales are mostly debits
	for _, r := range t.rows {
		if t.isTitles(r) || announcesTotal(r) || t.cell(r, "date").Kind == grid.Empty {
			t.drop(r, "titre, total ou report")
			continue
		}
		l, why := t.ledgerLine(r)
		if why != "" {
			t.reject(r, why)
			continue
		}
		if t.has("compte") && !strings.HasPrefix(l.Account, "411") {
			others++
			continue
		}
		balance[l.Journal] += l.Amount
		lines = append(lines, l)
	}
	for i := range lines {
		lines[i].Sale = t.has("journal") && balance[lines[i].Journal] > 0
	}
	if others > 0 {
		t.imp.Dropped = append(t.imp.Dropped, found.Line{Pos: diag.Pos{File: t.file, Sheet: t.sheet.Name},
			Why: found.Count(others, "écriture d'un autre compte que 411", "écritures d'autres comptes que 411")})
	}
	t.imp.Source += ", grand livre"
	t.imp.Control.Lines = len(lines)
	t.imp.FromAccounts(ledger.Settle(lines), *t.m, t.file, t.sheet.Name)
}

func (t *table) ledgerLine(r grid.Row) (l ledger.Line, why string) {
	l = ledger.Line{
		Row: r.Number, Account: "411", Aux: t.text(r, "code"), Name: t.text(r, "nom"), Journal: t.text(r, "journal"),
		Piece: t.text(r, "numero"), Label: t.text(r, "objet"), Letter: t.text(r, "lettrage"),
	}
	if t.has("compte") {
		l.Account = t.text(r, "compte")
	}
	if l.Aux == "" {
		l.Aux = found.Slug(l.Name)
	}
	day, err := t.days["date"].Read(t.cell(r, "date"))
	if err != nil {
		return l, err.Error()
	}
	l.Date = day
	if due := t.cell(r, "echeance"); due.Kind != grid.Empty {
		if l.Due, err = t.days["echeance"].Read(due); err != nil {
			return l, err.Error()
		}
	}
	for _, side := range []struct {
		field string
		sign  money.Amount
	}{{"debit", 1}, {"credit", -1}} {
		cell := t.cell(r, side.field)
		if cell.Kind == grid.Empty {
			continue
		}
		amount, _, err := t.amounts[side.field].Read(cell)
		if err != nil {
			return l, fmt.Sprintf("%s : %s", t.m.Title(side.field), err)
		}
		l.Amount += side.sign * amount
	}
	return l, ""
}
