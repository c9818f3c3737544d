// Package intake turns the files that people already have into clients and
// invoices: their own spreadsheet, the export of any accounting program, the
// FEC that the law makes all of them write, electronic invoices.
//
//	file ── grid.Sniff ─┬─ table ── header (titles) ── column (amounts, days) ─┐
//	                    ├─ FEC, ledger ── ledger (what is still open) ─────────┼─ Import ── Merge
//	                    └─ Factur-X ── einvoice ───────────────────────────────┘
//
// Nothing is guessed in silence: each line read is an invoice, or is listed with
// the reason why it is none; what could mean two things is asked; sums are given
// to be compared with the source's own. An Import changes nothing by itself.
package intake

import (
	"path"
	"strings"

	"relance/generator/diag"
	"relance/generator/grid"
	"relance/generator/grid/csv"
	"relance/generator/grid/ods"
	"relance/generator/grid/xlsx"
	"relance/generator/intake/einvoice"
	"relance/generator/intake/header"
	"relance/generator/intake/ledger"
	"relance/generator/journal"
	"relance/generator/kit"
	"relance/generator/money"
)

// An Import is what a file says, before anything is done with it.
type Import struct {
	Source    string // what the file is, in French
	Clients   []kit.Client
	Takeovers []journal.Entry // « dernière relance » of the file, as lines of the journal to come
	Rejected  []Line          // lines that look like invoices and cannot be read
	Dropped   []Line          // lines that are no invoice to chase: totals, paid, cancelled
	Notes     diag.List       // warnings: what was decided, what to check
	Mapping   *header.Mapping // how a table was read, to be saved; nil for other files
	Control   Control
	Seller    einvoice.Party // who is owed, when the file says it
}

// A Line (ligne) is one that gave no invoice.
type Line struct {
	Pos  diag.Pos
	Why  string
	Text string // its beginning
}

// A Control (contrôle) is what the user compares with the source: the lines that
// were taken, and what they leave to pay.
type Control struct {
	Lines    int
	Invoices int
	Total    money.Amount // of the invoices, before payments
	Sum      money.Amount // left to pay: the balance of the accounts for a ledger
	Clients  []ClientSum
}

// A ClientSum is the part of a control that is one client's.
type ClientSum struct {
	Code, Name string
	Sum        money.Amount
}

// Read reads a file of any known kind. The mapping is a saved one, or an empty
// one that the user's choices may complete. With a fault in the list the Import
// is nil; lines that cannot be read are no fault of the file, see Rejected.
func Read(file string, src []byte, m header.Mapping) (*Import, diag.List) {
	format, l := grid.Sniff(file, src)
	if len(l) > 0 {
		return nil, l
	}
	switch format {
	case grid.PDF:
		inv, l := einvoice.FromPDF(file, src)
		return fromInvoice(file, inv, m, l)
	case grid.XML:
		inv, l := einvoice.FromXML(file, src)
		return fromInvoice(file, inv, m, l)
	case grid.XLSX:
		return fromBook(file, src, m, xlsx.Open)
	case grid.ODS:
		return fromBook(file, src, m, ods.Open)
	}
	if ledger.IsFEC(src) {
		return fromFEC(file, src, m)
	}
	return fromBook(file, src, m, csv.Open)
}

type opener func(file string, src []byte) (*grid.Book, diag.List)

func fromBook(file string, src []byte, m header.Mapping, open opener) (*Import, diag.List) {
	b, l := open(file, src)
	if len(l) > 0 {
		return nil, l
	}
	t := &table{file: file, book: b, m: &m, imp: &Import{Mapping: &m}}
	t.read()
	if t.problems.Faults() {
		t.problems.Sort()
		return nil, t.problems
	}
	t.imp.count()
	return t.imp, t.problems
}

// count fills the control totals from the clients.
func (imp *Import) count() {
	c := &imp.Control
	for i := range imp.Clients {
		cl := &imp.Clients[i]
		sum := ClientSum{Code: cl.Code, Name: cl.FullName(), Sum: balance(cl)}
		for j := range cl.Invoices {
			c.Total += cl.Invoices[j].Total
		}
		c.Invoices += len(cl.Invoices)
		c.Sum += sum.Sum
		c.Clients = append(c.Clients, sum)
	}
}

// balance is what the invoices of a client leave to pay, less money on account.
func balance(cl *kit.Client) money.Amount {
	var sum money.Amount
	for i := range cl.Invoices {
		sum += left(&cl.Invoices[i])
	}
	for _, p := range cl.Payments {
		sum -= p.Amount
	}
	for _, n := range cl.Credits {
		sum -= n.Amount
	}
	return sum
}

func left(inv *kit.Invoice) money.Amount {
	sum := inv.Total
	for _, p := range inv.Payments {
		sum -= p.Amount
	}
	for _, n := range inv.Credits {
		sum -= n.Amount
	}
	return sum
}

// Readers are the functions by which a kit reads the spreadsheet that « donnees »
// names, by extension. There a line that cannot be read is a fault: the file is
// the source, and an invoice left out would never be chased.
func Readers() map[string]kit.Reader {
	readers := map[string]kit.Reader{}
	for _, extension := range []string{".xlsx", ".xlsm", ".csv", ".txt", ".tsv", ".ods"} {
		readers[extension] = source
	}
	return readers
}

func source(file string, src, mapping []byte) ([]kit.Client, diag.List) {
	m, l := header.Parse(MappingName(file), mapping)
	if l.Faults() {
		return nil, l
	}
	imp, problems := Read(file, src, m)
	if l = append(l, problems...); imp == nil {
		return nil, l
	}
	for _, r := range imp.Rejected {
		l.Addf(r.Pos, diag.Fault, "F065", "%s", r.Why).Hint = "corrigez la ligne, ou videz-la si ce n'est pas une facture"
	}
	return imp.Clients, append(l, imp.Notes...)
}

// MappingName is where the mapping of a file is saved in the kit:
// « imports/factures.yaml » for factures.xlsx.
func MappingName(file string) string {
	base := path.Base(strings.ReplaceAll(file, `\`, "/"))
	return "imports/" + strings.ToLower(slug(strings.TrimSuffix(base, path.Ext(base)))) + ".yaml"
}

func (imp *Import) note(pos diag.Pos, code, hint, format string, args ...any) {
	imp.Notes.Addf(pos, diag.Warning, code, format, args...).Hint = hint
}
