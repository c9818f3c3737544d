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
	var d doubts
	for _, a := range accounts {
		cl := clientOf(a, m, pos)
		imp.aside(a, cl.FullName(), pos)
		d.note(a, cl.FullName())
		if len(cl.Invoices)+len(cl.Payments)+len(cl.Credits) == 0 {
			continue
		}
		if cl.Kind == "" {
			cl.Kind = LikelyKind(&cl)
			kinds[cl.Kind] = append(kinds[cl.Kind], cl.Name)
		}
		imp.Clients = append(imp.Clients, cl)
	}
	at := diag.Pos{File: file, Sheet: sheet}
	imp.Presume(at, kinds)
	d.tell(imp, at)
}

// aside rejects the money that went back to a client and undoes no payment of the
// file: the account says that it is owed, and nothing says for what.
func (imp *Import) aside(a ledger.Account, name string, pos func(int) diag.Pos) {
	for _, i := range a.Aside {
		imp.Aside = append(imp.Aside, ClientSum{Code: a.Code, Name: name, Aside: i.Left()})
		imp.Rejected = append(imp.Rejected, Line{pos(i.Row),
			fmt.Sprintf("%s sortis de la banque pour %s : ce n'est pas une facture, et aucun règlement de ce montant n'est à rouvrir", i.Left().Format("EUR"), name),
			OneLine(i.Number + " " + i.Label)})
	}
}

// doubts are what is to be confirmed of accounts, by what makes it doubtful.
type doubts struct {
	guessed, cut, returned, collective, carried, unnamed, renamed, foreign, retained, other []string
	sales                                                                                   bool
}

func (d *doubts) note(a ledger.Account, name string) {
	if a.Guessed {
		d.guessed = append(d.guessed, name)
	}
	if a.Collective {
		d.collective = append(d.collective, a.Code)
	}
	for _, letter := range a.Cut {
		d.cut = append(d.cut, fmt.Sprintf("%s (%s)", letter, name))
	}
	for _, r := range a.Returned {
		opens := ""
		if len(r.Opens) > 0 {
			opens = ", rouvre " + shortList(r.Opens)
		}
		d.returned = append(d.returned, fmt.Sprintf("%s (%s, %s%s)", r.Piece, name, r.Amount.Format("EUR"), opens))
	}
	for _, i := range a.Items {
		d.item(i, name)
	}
}

func (d *doubts) item(i ledger.Item, name string) {
	if i.Piece != "" {
		d.renamed = append(d.renamed, fmt.Sprintf("%s au lieu de %s (%s)", i.Number, i.Piece, name))
	}
	if i.Currency != "" {
		d.foreign = append(d.foreign, fmt.Sprintf("%s (%s)", i.Number, i.Currency))
	}
	if i.Retained {
		d.retained = append(d.retained, fmt.Sprintf("%s (%s, %s)", i.Number, name, i.Left().Format("EUR")))
	}
	switch d.sales = d.sales || i.Sale; {
	case i.Opening:
		d.carried = append(d.carried, i.Number)
	case i.Unnamed:
		d.unnamed = append(d.unnamed, i.Number)
	case !i.Sale && !i.Carried:
		d.other = append(d.other, fmt.Sprintf("%s (%s, %s)", i.Number, name, i.Left().Format("EUR")))
	}
}

func (d *doubts) tell(imp *Import, at diag.Pos) {
	if !d.sales {
		d.other = nil // nothing tells which entries are sales
	}
	const byAge = "affectés aux factures du même montant, puis aux plus anciennes"
	for _, n := range []struct {
		list             []string
		code, hint, text string
	}{
		{d.guessed, "W361", "vérifiez, ou lettrez ces comptes dans votre logiciel et exportez de nouveau", "comptes sans lettrage, règlements " + byAge},
		{d.cut, "W374", "vérifiez quelles factures ils ont payées, ou corrigez le lettrage et exportez de nouveau", "lettres dont les règlements ne paient qu'une partie, " + byAge},
		{d.returned, "W375", "vérifiez sur vos relevés que ce sont bien des règlements rejetés ou rendus", "sommes sorties de la banque, dont chacune annule un règlement du même montant"},
		{d.collective, "W363", "demandez un export avec les comptes auxiliaires : sans eux, on ne sait pas qui doit quoi", "compte collectif, commun à tous les clients"},
		{d.carried, "W362", "remplacez ces numéros par ceux des factures", "reports de l'exercice précédent, dont le numéro de facture manque"},
		{d.unnamed, "W362", "remplacez ces numéros par ceux des factures", "écritures sans numéro de pièce"},
		{d.renamed, "W376", "remplacez-les par les numéros de vos factures : les lettres les citent", "références portées par plusieurs factures, changées pour les distinguer"},
		{d.foreign, "W377", "écrivez devise: et le montant d'origine si c'est lui qui est dû", "factures en devise, reprises pour leur valeur en euros"},
		{d.retained, "W386", "une retenue se réclame un an après la réception des travaux : d'ici là, ajoutez reports: à ces factures", "retenues de garantie (compte 4117), peut-être pas encore exigibles"},
		{d.other, "W373", "vérifiez que ce sont bien des factures", "débits qui ne viennent pas d'une vente"},
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
