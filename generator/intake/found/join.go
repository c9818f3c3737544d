package found

import (
	"cmp"
	"fmt"
	"strings"

	"relance/generator/diag"
	"relance/generator/kit"
)

// Join makes one import of several files, of a folder of electronic invoices for
// instance: the same client is one client, an invoice is read once.
func Join(imports ...*Import) *Import {
	if len(imports) == 1 {
		return imports[0]
	}
	j := joiner{out: &Import{Source: fmt.Sprintf("%d fichiers", len(imports))}, owner: map[string]string{}, known: map[string]int{}, codes: map[string]int{}}
	single := 0
	for _, imp := range imports {
		if imp.Source == Electronic {
			single++
		}
		j.take(imp)
	}
	if single == len(imports) {
		j.out.Source = Electronic
	}
	j.out.Count()
	return j.out
}

type joiner struct {
	out   *Import
	owner map[string]string // invoice → file that had it first
	known map[string]int    // client, by SIREN and by code and name → rank
	codes map[string]int    // code → how many clients have it
}

func (j *joiner) take(imp *Import) {
	out := j.out
	if other := imp.Seller; other.SIREN != "" && out.Seller.SIREN != "" && other.SIREN != out.Seller.SIREN {
		j.foreign(imp)
		return
	}
	if out.Seller.SIREN == "" && (imp.Seller.SIREN != "" || imp.Seller.Name != "") {
		out.Seller = imp.Seller
	}
	out.Rejected = append(out.Rejected, imp.Rejected...)
	out.Dropped = append(out.Dropped, imp.Dropped...)
	out.Notes = append(out.Notes, imp.Notes...)
	out.Control.Lines += imp.Control.Lines
	codes := map[string]string{}
	for i := range imp.Clients {
		from := imp.Clients[i]
		to := j.client(&from)
		codes[from.Code] = to.Code
		j.add(to, &from)
	}
	for _, e := range imp.Takeovers {
		e.Client = codes[e.Client]
		out.Takeovers = append(out.Takeovers, e)
	}
}

// foreign sets aside the file of another seller.
func (j *joiner) foreign(imp *Import) {
	pos := diag.Pos{}
	if len(imp.Clients) > 0 {
		pos.File = imp.Clients[0].Pos.File
	}
	j.out.Rejected = append(j.out.Rejected, Line{Pos: pos, Why: fmt.Sprintf("le vendeur (SIREN %s) n'est pas celui des autres fichiers (%s)", imp.Seller.SIREN, j.out.Seller.SIREN)})
}

// client returns the client of the whole that a client of one file is: by SIREN,
// else by code and name together. Two clients of one code get two.
func (j *joiner) client(from *kit.Client) *kit.Client {
	keys := []string{strings.ToLower(from.Code) + "\x00" + BareName(from.FullName())}
	if from.SIREN != "" {
		keys = append(keys, string(from.SIREN))
	}
	for _, key := range keys {
		if rank, known := j.known[key]; known {
			return complete(&j.out.Clients[rank], from)
		}
	}
	for _, key := range keys {
		j.known[key] = len(j.out.Clients)
	}
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
	return &j.out.Clients[len(j.out.Clients)-1]
}

// complete gives a client what only another file says of it.
func complete(to, from *kit.Client) *kit.Client {
	to.SIREN, to.SIRET = cmp.Or(to.SIREN, from.SIREN), cmp.Or(to.SIRET, from.SIRET)
	to.VAT, to.Country = cmp.Or(to.VAT, from.VAT), cmp.Or(to.Country, from.Country)
	if len(to.Address) == 0 {
		to.Address = from.Address
	}
	if len(to.Contacts) == 0 {
		to.Contacts = from.Contacts
	}
	return to
}

func (j *joiner) add(to, from *kit.Client) {
	for _, inv := range from.Invoices {
		if first, twice := j.owner[strings.ToLower(inv.Number)]; twice {
			j.out.Dropped = append(j.out.Dropped, Line{inv.Pos, fmt.Sprintf("facture déjà lue dans %s", first), inv.Number})
			continue
		}
		j.owner[strings.ToLower(inv.Number)] = inv.Pos.File
		to.Invoices = append(to.Invoices, inv)
	}
	for _, n := range from.Credits {
		if first, twice := j.owner["avoir "+strings.ToLower(n.Number)]; twice {
			j.out.Dropped = append(j.out.Dropped, Line{n.Pos, fmt.Sprintf("avoir déjà lu dans %s", first), n.Number})
			continue
		}
		j.owner["avoir "+strings.ToLower(n.Number)] = n.Pos.File
		to.Credits = append(to.Credits, n)
	}
	to.Payments = append(to.Payments, from.Payments...)
}
