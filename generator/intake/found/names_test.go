package found

import (
	"testing"

	"relance/generator/intake/einvoice"
	"relance/generator/intake/header"
)

func TestTheExportOfAnotherDayHasTheSameMapping(t *testing.T) {
	for file, want := range map[string]string{
		"factures.xlsx":                         "imports/factures.yaml",
		"export/factures-2026-03-31.xlsx":       "imports/factures.yaml",
		"Export factures 31-03-2026.csv":        "imports/export-factures.yaml",
		"factures_20260331_1045.csv":            "imports/factures.yaml",
		"factures (2).xlsx":                     "imports/factures.yaml",
		"factures - Copie.xlsx":                 "imports/factures.yaml",
		"123456782FEC20261231.txt":              "imports/123456782fec.yaml",
		"20260331.csv":                          "imports/20260331.yaml",
		"factures-2026.xlsx":                    "imports/factures-2026.yaml",
		`C:\Users\Claire\Export 2026.03.31.csv`: "imports/export.yaml",
	} {
		if got := LastingName(file); got != want {
			t.Errorf("%s has %s, want %s", file, got, want)
		}
	}
}

// What one file of a client lacks, another may say.
func TestFilesOfOneClientCompleteOneAnother(t *testing.T) {
	imports := []*Import{
		FromInvoice("a.xml", &einvoice.Invoice{Number: "A1", CreditNote: true, Issued: 46000, Total: 100, Payable: 100, Currency: "EUR", Buyer: einvoice.Party{Name: "SCIERIE VAUBAN", SIREN: "000000083"}}, header.Mapping{}),
		FromInvoice("b.xml", &einvoice.Invoice{Number: "F1", Issued: 46000, Due: 46030, Total: 300, Payable: 300, Currency: "EUR",
			Buyer: einvoice.Party{Name: "Scierie Vauban SAS", SIREN: "000000083", Address: []string{"2 rue de l'Essai", "49000 Angers"}, Email: "a@vauban.example"}}, header.Mapping{}),
	}
	j := Join(imports...)
	if len(j.Clients) != 1 || len(j.Clients[0].Address) != 2 || len(j.Clients[0].Contacts) != 1 || j.Control.Sum != 200 {
		t.Errorf("got %+v, sum %d", j.Clients, j.Control.Sum)
	}
}

func TestTwoClientsOfOneCodeAreKeptApart(t *testing.T) {
	one := FromInvoice("a.xml", &einvoice.Invoice{Number: "F1", Issued: 46000, Total: 1, Payable: 1, Currency: "EUR", Buyer: einvoice.Party{ID: "C1", Name: "Garage"}}, header.Mapping{})
	two := FromInvoice("b.xml", &einvoice.Invoice{Number: "F2", Issued: 46000, Total: 2, Payable: 2, Currency: "EUR", Buyer: einvoice.Party{ID: "C1", Name: "Forge"}}, header.Mapping{})
	three := FromInvoice("c.xml", &einvoice.Invoice{Number: "F3", Issued: 46000, Total: 4, Payable: 4, Currency: "EUR", Buyer: einvoice.Party{ID: "c1", Name: "FORGE"}}, header.Mapping{})
	j := Join(one, two, three)
	if len(j.Clients) != 2 || j.Clients[0].Code != "C1" || j.Clients[1].Code != "C1-2" || len(j.Clients[1].Invoices) != 2 {
		t.Errorf("got %+v", j.Clients)
	}
}
