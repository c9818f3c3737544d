package found

import (
	"fmt"
	"strings"

	"relance/generator/diag"
	"relance/generator/intake/header"
	"relance/generator/intake/ledger"
	"relance/generator/kit"
)

// FromAccounts makes clients of accounts and says what is to be confirmed.
func (imp *Import) FromAccounts(accounts []ledger.Account, m header.Mapping, file, sheet string) {
	pos := func(row int) diag.Pos { return diag.Pos{File: file, Sheet: sheet, Line: row} }
	kinds := map[kit.Kind][]string{}
	var guessed, collective, vague []string
	sales, other := false, []string{}
	for _, a := range accounts {
		cl := clientOf(a, m, pos)
		if cl.Kind == "" {
			cl.Kind = LikelyKind(&cl)
			kinds[cl.Kind] = append(kinds[cl.Kind], cl.Name)
		}
		if a.Guessed {
			guessed = append(guessed, cl.Name)
		}
		if a.Collective {
			collective = append(collective, a.Code)
		}
		for _, i := range a.Items {
			switch sales = sales || i.Sale; {
			case i.Opening:
				vague = append(vague, i.Number)
			case !i.Sale:
				other = append(other, fmt.Sprintf("%s (%s, %s)", i.Number, cl.Name, i.Left().Format("EUR")))
			}
		}
		imp.Clients = append(imp.Clients, cl)
	}
	if !sales {
		other = nil // nothing tells which journal is of sales
	}
	at := diag.Pos{File: file, Sheet: sheet}
	imp.Presume(at, kinds)
	for _, n := range []struct {
		list             []string
		code, hint, text string
	}{
		{guessed, "W361", "vérifiez, ou lettrez ces comptes dans votre logiciel et exportez de nouveau", "comptes sans lettrage : les règlements ont été affectés aux factures les plus anciennes"},
		{collective, "W363", "demandez un export avec les comptes auxiliaires : sans eux, on ne sait pas qui doit quoi", "compte collectif, commun à tous les clients"},
		{vague, "W362", "remplacez ces numéros par ceux des factures", "reports de l'exercice précédent, dont le numéro de facture manque"},
		{other, "W373", "un rejet de prélèvement ou un remboursement n'est pas une facture : remplacez-le par la facture qu'il rouvre, ou retirez-le", "débits qui ne viennent pas d'un journal de ventes"},
	} {
		if len(n.list) > 0 {
			imp.Note(at, n.code, n.hint, "%s : %s", n.text, shortList(n.list))
		}
	}
}

// Beside says which other accounts of clients were left out.
func (imp *Import) Beside(others ledger.Others, at diag.Pos) {
	if list := others.Beside(); len(list) > 0 {
		imp.Note(at, "W371", "tenez-en compte en comparant avec votre balance", "autres comptes de clients, non repris : %s", shortList(list))
	}
}

// shortList names the first of a long list.
func shortList(names []string) string {
	const most = 12
	if len(names) <= most {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s et %d autres", strings.Join(names[:most], ", "), len(names)-most)
}

func clientOf(a ledger.Account, m header.Mapping, pos func(int) diag.Pos) kit.Client {
	cl := kit.Client{Code: a.Code, Name: OneLine(a.Name), Kind: kit.Kind(m.Kind), Terms: m.Terms, At: map[string]diag.Pos{}}
	if cl.Name == "" {
		cl.Name = a.Code
	}
	Civility(&cl)
	for _, i := range a.Items {
		inv := kit.Invoice{Number: i.Number, Issued: i.Issued, Due: i.Due, Total: i.Total, Object: OneLine(i.Label), Pos: pos(i.Row),
			At: map[string]diag.Pos{"numero": pos(i.Row), "date": pos(i.Row), "montant_ttc": pos(i.Row)}}
		if !i.Due.IsZero() {
			inv.At["echeance"] = pos(i.Row)
		}
		for _, c := range i.Credits {
			if c.Note {
				inv.Credits = append(inv.Credits, noteOf(c, pos))
			} else {
				inv.Payments = append(inv.Payments, paymentOf(c, pos))
			}
		}
		cl.Invoices = append(cl.Invoices, inv)
	}
	for _, c := range a.OnAccount {
		if c.Note {
			cl.Credits = append(cl.Credits, noteOf(c, pos))
		} else {
			cl.Payments = append(cl.Payments, paymentOf(c, pos))
		}
	}
	cl.Pos = pos(0)
	if len(a.Items) > 0 {
		cl.Pos = pos(a.Items[0].Row)
	}
	cl.At["code"], cl.At["nom"] = cl.Pos, cl.Pos
	return cl
}

func noteOf(c ledger.Credit, pos func(int) diag.Pos) kit.CreditNote {
	n := kit.CreditNote{Number: c.Number, Date: c.Date, Amount: c.Amount, Pos: pos(c.Row), At: map[string]diag.Pos{}}
	if n.Number == "" {
		n.Number = "AVOIR-" + c.Date.ISO()
	}
	return n
}

func paymentOf(c ledger.Credit, pos func(int) diag.Pos) kit.Payment {
	return kit.Payment{Date: c.Date, Amount: c.Amount, Reference: OneLine(c.Number), Pos: pos(c.Row), At: map[string]diag.Pos{}}
}
