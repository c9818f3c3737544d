package folder

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"relance/generator/intake/einvoice"
	"relance/generator/intake/found"
	"relance/generator/intake/header"
)

// electronic is the import of an invoice of 100 euros to « Client SA »; change makes
// it another.
func electronic(file, number string, change func(*einvoice.Invoice)) *found.Import {
	inv := &einvoice.Invoice{Number: number, Issued: 46000, Due: 46030, Total: 100_00, Payable: 100_00, Currency: "EUR",
		Seller: einvoice.Party{Name: "Ateliers Boréal", SIREN: "000000034"}, Buyer: einvoice.Party{Name: "Client SA", SIREN: "000000083"}}
	if change != nil {
		change(inv)
	}
	return found.FromInvoice(file, inv, header.Mapping{})
}

// tell writes what an import took, and what it did not.
func tell(imp *found.Import) string {
	var b strings.Builder
	for _, c := range imp.Clients {
		fmt.Fprintf(&b, "%s %s", c.Code, string(c.SIREN))
		for _, i := range c.Invoices {
			b.WriteString(" " + i.Number)
		}
		for _, n := range c.Credits {
			b.WriteString(" -" + n.Number)
		}
		b.WriteString("\n")
	}
	for _, r := range slices.Concat(imp.Rejected, imp.Dropped) {
		fmt.Fprintf(&b, "%s : %s\n", r.Pos.File, r.Why)
	}
	return fmt.Sprintf("%s%d lignes, %s", b.String(), imp.Control.Lines, imp.Control.Sum.Decimal())
}

func TestFilesOfOneFolderMakeOneImport(t *testing.T) {
	buyer := func(siren, vat string) func(*einvoice.Invoice) {
		return func(inv *einvoice.Invoice) { inv.Buyer.SIREN, inv.Buyer.VAT = siren, vat }
	}
	seller := func(name, siren string) func(*einvoice.Invoice) {
		return func(inv *einvoice.Invoice) { inv.Seller = einvoice.Party{Name: name, SIREN: siren} }
	}
	const other = " a le même numéro pour un autre client, un autre montant ou d'autres dates : lequel est juste ?"
	for name, c := range map[string]struct {
		creditor einvoice.Party
		imports  []*found.Import
		want     string
	}{
		"the same invoice twice": {einvoice.Party{}, []*found.Import{electronic("a", "F1", nil), electronic("b", "F1", nil)},
			"CLIENT-SA 000000083 F1\nb : facture déjà lue dans a\n1 lignes, 100.00"},
		"the same number, another amount": {einvoice.Party{}, []*found.Import{electronic("a", "F1", nil),
			electronic("b", "F1", func(inv *einvoice.Invoice) { inv.Total, inv.Payable = 500_00, 500_00 }), electronic("c", "F2", nil)},
			"CLIENT-SA 000000083 F2\na : un autre fichier, b," + other + "\nb : un autre fichier, a," + other + "\n1 lignes, 100.00"},
		"the same number, another net to pay": {einvoice.Party{}, []*found.Import{electronic("a", "F1", nil), electronic("b", "F1", func(inv *einvoice.Invoice) { inv.Payable = 40_00 })},
			"a : un autre fichier, b," + other + "\nb : un autre fichier, a," + other + "\n0 lignes, 0.00"},
		"credit notes that differ": {einvoice.Party{}, []*found.Import{electronic("a", "A1", func(inv *einvoice.Invoice) { inv.CreditNote = true }),
			electronic("b", "A1", func(inv *einvoice.Invoice) { inv.CreditNote, inv.Payable, inv.Total = true, 7_00, 7_00 })},
			"a : un autre fichier, b," + other + "\nb : un autre fichier, a," + other + "\n0 lignes, 0.00"},
		"two firms of one name": {einvoice.Party{}, []*found.Import{electronic("a", "F1", nil), electronic("b", "F2", buyer("000000091", "")), electronic("c", "F3", nil)},
			"CLIENT-SA 000000083 F1 F3\nCLIENT-SA-2 000000091 F2\n3 lignes, 300.00"},
		"two firms told by their VAT": {einvoice.Party{}, []*found.Import{electronic("a", "F1", buyer("", "BE0123")), electronic("b", "F2", buyer("", "BE0456"))},
			"CLIENT-SA  F1\nCLIENT-SA-2  F2\n2 lignes, 200.00"},
		"one firm, once without a number": {einvoice.Party{}, []*found.Import{electronic("a", "F1", buyer("", "")), electronic("b", "F2", nil)},
			"CLIENT-SA 000000083 F2 F1\n2 lignes, 200.00"},
		"two firms, and one invoice without a number": {einvoice.Party{}, []*found.Import{electronic("a", "F1", buyer("", "")), electronic("b", "F2", nil), electronic("c", "F3", buyer("000000091", ""))},
			"CLIENT-SA 000000083 F2\nCLIENT-SA-2 000000091 F3\na : Client SA : plusieurs clients portent ce nom, et ce fichier ne dit pas le SIREN\n2 lignes, 200.00"},
		"a purchase among sales": {einvoice.Party{}, []*found.Import{electronic("a", "E1", seller("Énergie SA", "000000109")), electronic("b", "F1", nil), electronic("c", "F2", nil)},
			"CLIENT-SA 000000083 F1 F2\na : facture de Énergie SA (SIREN 000000109), pas de Ateliers Boréal (SIREN 000000034) : si vous devez la payer, ne l'importez pas\n2 lignes, 200.00"},
		"more purchases than sales": {einvoice.Party{Name: "Ateliers Boréal"}, []*found.Import{electronic("a", "E1", seller("Énergie SA", "")), electronic("b", "E2", seller("Énergie SA", "")), electronic("c", "F2", nil)},
			"CLIENT-SA 000000083 F2\na : facture de Énergie SA, pas de Ateliers Boréal (SIREN 000000034) : si vous devez la payer, ne l'importez pas\n" +
				"b : facture de Énergie SA, pas de Ateliers Boréal (SIREN 000000034) : si vous devez la payer, ne l'importez pas\n1 lignes, 100.00"},
	} {
		if got := tell(Join(c.creditor, c.imports...)); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", name, got, c.want)
		}
	}
}

func TestWhatAnElectronicInvoiceDoesNotClaimIsDroppedOrRejected(t *testing.T) {
	for want, change := range map[string]func(*einvoice.Invoice){
		"a : facture pro forma : rien n'y est réclamé\n0 lignes, 0.00":                        func(inv *einvoice.Invoice) { inv.Idle = "facture pro forma : rien n'y est réclamé" },
		"a : rien à payer sur cette facture\n0 lignes, 0.00":                                  func(inv *einvoice.Invoice) { inv.Payable = 0 },
		"a : avoir déjà rendu ou déduit : rien n'en reste\n0 lignes, 0.00":                    func(inv *einvoice.Invoice) { inv.CreditNote, inv.Payable = true, 0 },
		"a : avoir en USD : un avoir du kit est en euros, notez-le vous-même\n0 lignes, 0.00": func(inv *einvoice.Invoice) { inv.CreditNote, inv.Currency = true, "USD" },
		"a : facture cédée ou à payer à un tiers (Factor de l'Essai), dont le fichier ne dit pas le nom et l'IBAN : ajoutez-la vous-même, avec cedee:\n0 lignes, 0.00": func(inv *einvoice.Invoice) {
			inv.Assigned, inv.Payee.Name = true, "Factor de l'Essai"
		},
	} {
		if got := tell(electronic("a", "F1", change)); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestWhatOnlyTheUserCanTellOfAnInvoiceIsAsked(t *testing.T) {
	for code, change := range map[string]func(*einvoice.Invoice){
		"W378": func(inv *einvoice.Invoice) { inv.Corrects, inv.Precedes = true, "F0" },
		"W379": func(inv *einvoice.Invoice) { inv.Several = true },
		"W385": func(inv *einvoice.Invoice) {
			inv.Assigned, inv.Payee.Name, inv.IBAN = true, "Factor de l'Essai", "FR51 9999 9000 00TE ST00 0000 143"
		},
	} {
		imp := electronic("a", "F1", change)
		if len(imp.Clients) != 1 || len(imp.Notes) == 0 || imp.Notes[0].Code != code {
			t.Errorf("%s: %+v", code, imp.Notes)
		}
		if to := imp.Clients[0].Invoices[0].Assigned; (to != nil) != (code == "W385") {
			t.Errorf("%s: assigned to %v", code, to)
		}
	}
}

// What one file of a client lacks, another may say.
func TestFilesOfOneClientCompleteOneAnother(t *testing.T) {
	imports := []*found.Import{
		found.FromInvoice("a.xml", &einvoice.Invoice{Number: "A1", CreditNote: true, Issued: 46000, Total: 100, Payable: 100, Currency: "EUR", Buyer: einvoice.Party{Name: "SCIERIE VAUBAN", SIREN: "000000083"}}, header.Mapping{}),
		found.FromInvoice("b.xml", &einvoice.Invoice{Number: "F1", Issued: 46000, Due: 46030, Total: 300, Payable: 300, Currency: "EUR",
			Buyer: einvoice.Party{Name: "Scierie Vauban SAS", SIREN: "000000083", Address: []string{"2 rue de l'Essai", "49000 Angers"}, Email: "a@vauban.example"}}, header.Mapping{}),
	}
	j := Join(einvoice.Party{}, imports...)
	if len(j.Clients) != 1 || len(j.Clients[0].Address) != 2 || len(j.Clients[0].Contacts) != 1 || j.Control.Sum != 200 {
		t.Errorf("got %+v, sum %d", j.Clients, j.Control.Sum)
	}
}

func TestTwoClientsOfOneCodeAreKeptApart(t *testing.T) {
	one := found.FromInvoice("a.xml", &einvoice.Invoice{Number: "F1", Issued: 46000, Total: 1, Payable: 1, Currency: "EUR", Buyer: einvoice.Party{ID: "C1", Name: "Garage"}}, header.Mapping{})
	two := found.FromInvoice("b.xml", &einvoice.Invoice{Number: "F2", Issued: 46000, Total: 2, Payable: 2, Currency: "EUR", Buyer: einvoice.Party{ID: "C1", Name: "Forge"}}, header.Mapping{})
	three := found.FromInvoice("c.xml", &einvoice.Invoice{Number: "F3", Issued: 46000, Total: 4, Payable: 4, Currency: "EUR", Buyer: einvoice.Party{ID: "c1", Name: "FORGE"}}, header.Mapping{})
	j := Join(einvoice.Party{}, one, two, three)
	if len(j.Clients) != 2 || j.Clients[0].Code != "C1" || j.Clients[1].Code != "C1-2" || len(j.Clients[1].Invoices) != 2 {
		t.Errorf("got %+v", j.Clients)
	}
}
