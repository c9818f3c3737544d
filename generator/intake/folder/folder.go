// Package folder makes one import of several files: a folder of electronic invoices,
// most often.
package folder

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"relance/generator/diag"
	"relance/generator/intake/einvoice"
	"relance/generator/intake/found"
	"relance/generator/kit"
)

// Join makes one import of several files, of a folder of electronic invoices for
// instance: the same client is one client, an invoice is read once. The files of
// another seller are rejected: seller is who is owed, if that is known, else the one
// of most files.
func Join(seller einvoice.Party, imports ...*found.Import) *found.Import {
	if len(imports) == 1 {
		return imports[0]
	}
	j := joiner{out: &found.Import{Source: fmt.Sprintf("%d fichiers", len(imports))}, first: map[string]place{}, known: map[string][]int{}, codes: map[string]int{}}
	j.out.Seller = sellerOf(seller, imports)
	single := 0
	for _, imp := range inOrder(imports) {
		if imp.Source == found.Electronic {
			single++
		}
		j.take(imp)
	}
	if single == len(imports) {
		j.out.Source = found.Electronic
	}
	j.settle()
	j.out.Count()
	return j.out
}

// inOrder puts the clients that have a number first: what has only a name is then
// compared with all of them.
func inOrder(imports []*found.Import) []*found.Import {
	nameless := func(imp *found.Import) int {
		if slices.ContainsFunc(imp.Clients, func(c kit.Client) bool { return c.SIREN == "" }) {
			return 1
		}
		return 0
	}
	sorted := slices.Clone(imports)
	slices.SortStableFunc(sorted, func(a, b *found.Import) int { return nameless(a) - nameless(b) })
	return sorted
}

// sellerOf is the seller that the files are of: the creditor's own, if any is, else
// the one of most of them.
func sellerOf(creditor einvoice.Party, imports []*found.Import) (most einvoice.Party) {
	files := map[string]int{}
	for _, imp := range imports {
		if said(imp.Seller) && said(creditor) && !imp.Seller.Other(creditor) {
			return imp.Seller
		}
		files[partyName(imp.Seller)]++
	}
	for _, imp := range imports {
		if said(imp.Seller) && (!said(most) || files[partyName(imp.Seller)] > files[partyName(most)]) {
			most = imp.Seller
		}
	}
	return most
}

func said(p einvoice.Party) bool { return p.SIREN != "" || p.Name != "" }

type joiner struct {
	out   *found.Import
	first map[string]place // invoice or credit note, by number → where it was read first
	twice []clash
	known map[string][]int // client, by SIREN and by name → ranks
	codes map[string]int   // code → how many clients have it
}

// A place is where an invoice or a credit note was taken.
type place struct {
	client  int
	pos     diag.Pos
	invoice kit.Invoice // for a credit note, its number, date and amount
	lone    bool        // from an electronic invoice, which says all of it
}

// A clash is a number read again that does not say the same.
type clash struct {
	key    string
	number string
	pos    diag.Pos
}

func (j *joiner) take(imp *found.Import) {
	out := j.out
	if imp.Seller.Other(out.Seller) {
		j.foreign(imp)
		return
	}
	out.Rejected = append(out.Rejected, imp.Rejected...)
	out.Dropped = append(out.Dropped, imp.Dropped...)
	out.Settled = append(out.Settled, imp.Settled...)
	out.Notes = append(out.Notes, imp.Notes...)
	out.Control.Lines += imp.Control.Lines
	codes := map[string]string{}
	for i := range imp.Clients {
		from := imp.Clients[i]
		rank, why := j.client(&from)
		if why != "" {
			j.refuse(&from, why)
			continue
		}
		codes[from.Code] = out.Clients[rank].Code
		j.add(rank, &from, imp.Source == found.Electronic)
	}
	for _, aside := range imp.Aside {
		aside.Code = cmp.Or(codes[aside.Code], aside.Code)
		out.Aside = append(out.Aside, aside)
	}
	for _, e := range imp.Takeovers {
		e.Client = codes[e.Client]
		out.Takeovers = append(out.Takeovers, e)
	}
}

// foreign sets aside the file of another seller.
func (j *joiner) foreign(imp *found.Import) {
	pos := diag.Pos{}
	if len(imp.Clients) > 0 {
		pos.File = imp.Clients[0].Pos.File
	}
	j.out.Rejected = append(j.out.Rejected, imp.Rejected...)
	j.out.Rejected = append(j.out.Rejected, found.Line{Pos: pos, Why: fmt.Sprintf("facture de %s, pas de %s : si vous devez la payer, ne l'importez pas",
		partyName(imp.Seller), partyName(j.out.Seller))})
}

// partyName is « EDF SA (SIREN 552100554) », or what is known of it.
func partyName(p einvoice.Party) string {
	switch {
	case p.SIREN == "":
		return p.Name
	case p.Name == "":
		return "SIREN " + p.SIREN
	}
	return p.Name + " (SIREN " + p.SIREN + ")"
}

// refuse rejects all that a client owes.
func (j *joiner) refuse(from *kit.Client, why string) {
	for _, inv := range from.Invoices {
		j.out.Rejected = append(j.out.Rejected, found.Line{Pos: inv.Pos, Why: why, Text: inv.Number})
		j.out.Control.Lines -= max(1, len(inv.Payments))
	}
	for _, n := range from.Credits {
		j.out.Rejected = append(j.out.Rejected, found.Line{Pos: n.Pos, Why: why, Text: n.Number})
		j.out.Control.Lines--
	}
}

// client returns the rank in the whole of the client that one file has: by SIREN,
// else by code and name together, unless their numbers differ. Two clients of one
// code get two.
func (j *joiner) client(from *kit.Client) (rank int, why string) {
	named := strings.ToLower(from.Code) + "\x00" + found.BareName(from.FullName())
	if from.SIREN != "" && len(j.known[string(from.SIREN)]) > 0 {
		rank = j.known[string(from.SIREN)][0]
		complete(&j.out.Clients[rank], from)
		return rank, ""
	}
	var alike []int
	for _, rank := range j.known[named] {
		if !otherFirm(&j.out.Clients[rank], from) {
			alike = append(alike, rank)
		}
	}
	switch len(alike) {
	case 0:
		rank = j.newClient(from)
		j.known[named] = append(j.known[named], rank)
	case 1:
		rank = alike[0]
		complete(&j.out.Clients[rank], from)
	default:
		return 0, fmt.Sprintf("%s : plusieurs clients portent ce nom, et ce fichier ne dit pas le SIREN", from.FullName())
	}
	if from.SIREN != "" {
		j.known[string(from.SIREN)] = []int{rank}
	}
	return rank, ""
}

// otherFirm tells that two clients of one name are two.
func otherFirm(a, b *kit.Client) bool {
	return a.SIREN != "" && b.SIREN != "" && a.SIREN != b.SIREN || a.VAT != "" && b.VAT != "" && a.VAT != b.VAT
}

func (j *joiner) newClient(from *kit.Client) (rank int) {
	shell := *from
	shell.Invoices, shell.Payments, shell.Credits = nil, nil, nil
	for n := j.codes[strings.ToLower(from.Code)]; j.codes[strings.ToLower(shell.Code)] > 0; n++ {
		shell.Code = fmt.Sprintf("%s-%d", from.Code, n+1)
	}
	j.codes[strings.ToLower(from.Code)]++
	if shell.Code != from.Code {
		j.codes[strings.ToLower(shell.Code)]++
	}
	j.out.Clients = append(j.out.Clients, shell)
	return len(j.out.Clients) - 1
}

// complete gives a client what only another file says of it.
func complete(to, from *kit.Client) {
	to.SIREN, to.SIRET = cmp.Or(to.SIREN, from.SIREN), cmp.Or(to.SIRET, from.SIRET)
	to.VAT, to.Country = cmp.Or(to.VAT, from.VAT), cmp.Or(to.Country, from.Country)
	if len(to.Address) == 0 {
		to.Address = from.Address
	}
	if len(to.Contacts) == 0 {
		to.Contacts = from.Contacts
	}
}

func (j *joiner) add(rank int, from *kit.Client, lone bool) {
	to := &j.out.Clients[rank]
	for _, inv := range from.Invoices {
		if j.new("", place{rank, inv.Pos, inv, lone}, "facture déjà lue dans %s") {
			to.Invoices = append(to.Invoices, inv)
		}
	}
	for _, n := range from.Credits {
		if j.new("avoir ", place{rank, n.Pos, kit.Invoice{Number: n.Number, Issued: n.Date, Total: n.Amount}, lone}, "avoir déjà lu dans %s") {
			to.Credits = append(to.Credits, n)
		}
	}
	to.Payments = append(to.Payments, from.Payments...)
}

// new tells a number that was not read yet. One that was is dropped when it says the
// same, and kept for [joiner.settle] when it does not.
func (j *joiner) new(what string, p place, dropped string) bool {
	key := what + strings.ToLower(p.invoice.Number)
	first, twice := j.first[key]
	switch {
	case !twice:
		j.first[key] = p
		return true
	case first.contradicts(p):
		j.twice = append(j.twice, clash{key, p.invoice.Number, p.pos})
	default:
		j.out.Dropped = append(j.out.Dropped, found.Line{Pos: p.pos, Why: fmt.Sprintf(dropped, first.pos.File), Text: p.invoice.Number})
	}
	j.out.Control.Lines -= max(1, len(p.invoice.Payments))
	return false
}

func (p place) contradicts(q place) bool {
	a, b := &p.invoice, &q.invoice
	return p.client != q.client || a.Total != b.Total || a.Issued != b.Issued || a.Currency != b.Currency || p.lone && q.lone && (found.Left(a) != found.Left(b) || a.Due != b.Due)
}

// settle takes back the invoices of which two files say two things: nothing tells
// which is right.
func (j *joiner) settle() {
	taken := map[string]bool{}
	for _, c := range j.twice {
		first := j.first[c.key]
		why := "un autre fichier, %s, a le même numéro pour un autre client, un autre montant ou d'autres dates : lequel est juste ?"
		if !taken[c.key] {
			taken[c.key] = true
			j.takeBack(first, fmt.Sprintf(why, c.pos.File))
		}
		j.out.Rejected = append(j.out.Rejected, found.Line{Pos: c.pos, Why: fmt.Sprintf(why, first.pos.File), Text: c.number})
	}
	j.out.Clients = slices.DeleteFunc(j.out.Clients, func(c kit.Client) bool {
		return len(j.twice) > 0 && len(c.Invoices)+len(c.Credits)+len(c.Payments) == 0
	})
}

func (j *joiner) takeBack(p place, why string) {
	cl := &j.out.Clients[p.client]
	if i := slices.IndexFunc(cl.Invoices, func(inv kit.Invoice) bool { return inv.Pos == p.pos && inv.Number == p.invoice.Number }); i >= 0 {
		j.out.Withdraw(p.client, i, why)
		return
	}
	cl.Credits = slices.DeleteFunc(cl.Credits, func(n kit.CreditNote) bool { return n.Pos == p.pos && n.Number == p.invoice.Number })
	j.out.Control.Lines--
	j.out.Rejected = append(j.out.Rejected, found.Line{Pos: p.pos, Why: why, Text: p.invoice.Number})
}
