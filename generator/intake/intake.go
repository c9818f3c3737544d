// Package intake turns the files that people already have into clients and
// invoices: their own spreadsheet, the export of any accounting program, the
// FEC that the law makes all of them write, electronic invoices.
//
//	file ── grid.Sniff ─┬─ table ── header (titles), sheet (rows), column (amounts, days) ─┐
//	                    ├─ aged: balances by lateness, no invoice ─────────────────────────┤
//	                    ├─ ledger: FEC, what is still open ────────────────────────────────┼─ found.Import ─┬─ NewKit
//	                    └─ einvoice: Factur-X, CII ────────────────────────────────────────┘                ├─ Compare ── Merge.Apply
//	                                                                                                        └─ Gaps
//
// Nothing is guessed in silence: each line read is an invoice, or is listed with
// the reason why it is none; what could mean two things is asked; sums are given
// to be compared with the source's own. An Import changes nothing by itself.
package intake

import (
	"cmp"

	"relance/generator/diag"
	"relance/generator/grid"
	"relance/generator/grid/csv"
	"relance/generator/grid/ods"
	"relance/generator/grid/xlsx"
	"relance/generator/intake/einvoice"
	"relance/generator/intake/fec"
	"relance/generator/intake/found"
	"relance/generator/intake/header"
	"relance/generator/intake/table"
	"relance/generator/kit"
)

// Read reads a file of any known kind. The mapping is a saved one, or an empty
// one that the user's choices may complete. With a fault in the list the Import
// is nil; lines that cannot be read are no fault of the file, see Rejected. saved are
// the other mappings of the kit: a table that has none takes that of its titles.
func Read(file string, src []byte, m header.Mapping, saved ...header.Mapping) (*found.Import, diag.List) {
	m.File = cmp.Or(m.File, found.MappingName(file))
	format, l := grid.Sniff(file, src)
	if len(l) > 0 {
		return nil, l
	}
	switch format {
	case grid.PDF:
		return fromInvoice(file, src, m, einvoice.FromPDF)
	case grid.XML:
		return fromInvoice(file, src, m, einvoice.FromXML)
	case grid.XLSX:
		return fromBook(file, src, m, xlsx.Open, saved)
	case grid.ODS:
		return fromBook(file, src, m, ods.Open, saved)
	}
	if fec.Is(src) {
		return fromFEC(file, src, m)
	}
	return fromBook(file, src, m, csv.Open, saved)
}

type opener func(file string, src []byte) (*grid.Book, diag.List)

func fromBook(file string, src []byte, m header.Mapping, open opener, saved []header.Mapping) (*found.Import, diag.List) {
	b, l := open(file, src)
	if len(l) > 0 {
		return nil, l
	}
	if m.Row == 0 {
		if m, l = m.Adopt(b, saved); len(l) > 0 {
			return nil, l
		}
	}
	return table.Read(file, b, m)
}

func fromInvoice(file string, src []byte, m header.Mapping, read func(string, []byte) (*einvoice.Invoice, diag.List)) (*found.Import, diag.List) {
	inv, l := read(file, src)
	if inv == nil || l.Faults() {
		return nil, l
	}
	return found.FromInvoice(file, inv, m), nil
}

func fromFEC(file string, src []byte, m header.Mapping) (*found.Import, diag.List) {
	read, l := fec.Read(file, src)
	if read == nil {
		return nil, l
	}
	imp := &found.Import{Source: found.Ledger + ", encodage : " + read.Encoding, Notes: l, Seller: einvoice.Party{SIREN: read.SIREN}, Mapping: &m}
	at := diag.Pos{File: file}
	imp.Control.Lines = read.Lines
	imp.FromAccounts(read.Clients, m, file, "")
	imp.Beside(read.Others, at)
	if m.Terms.IsZero() && len(imp.Clients) > 0 {
		imp.Note(at, "W366", "donnez-les : conditions: 30 jours, dans "+m.File+" ou pour chaque client",
			"un FEC ne dit pas les échéances : il faut les conditions de paiement")
	}
	imp.Count()
	if imp.Control.Sum != read.Balance {
		panic("intake: open items do not add up to the balance of the accounts")
	}
	return imp, nil
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

// AgedHint is what to do with an aged balance where invoices are needed.
const AgedHint = "exportez plutôt l'échéancier ou le grand livre des clients, ou le FEC ; la balance servira à contrôler le kit : relance importer"

func source(file string, src []byte, name string, mapping []byte) ([]kit.Client, diag.List) {
	m, l := header.Parse(name, mapping)
	if l.Faults() {
		return nil, l
	}
	m.Reads = true
	imp, problems := Read(file, src, m)
	if l = append(l, problems...); imp == nil {
		return nil, l
	}
	if imp.Aged {
		l.Addf(diag.Pos{File: file}, diag.Fault, "F066", "c'est une balance âgée : elle ne dit pas quelles factures sont dues").Hint = AgedHint
	}
	for _, r := range imp.Rejected {
		l.Addf(r.Pos, diag.Fault, "F065", "%s", r.Why).Hint = "corrigez la ligne, ou videz-la si ce n'est pas une facture"
	}
	for _, e := range imp.Takeovers {
		number := e.Invoices[0].Number
		p := l.Addf(e.Pos, diag.Warning, "W364", "facture %s, étape %s le %s", number, e.Stage, e.Date.Short())
		p.Invoice, p.Hint = number, "sinon les relances de ces factures repartent du début ; pour les noter au journal : relance importer "+file
	}
	return imp.Clients, append(l, imp.Notes...)
}
