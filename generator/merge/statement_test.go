package merge

import (
	"slices"
	"strings"
	"testing"

	"relance/generator/agenda"
	"relance/generator/diag"
	"relance/generator/document"
	"relance/generator/kit"
)

// statementOf is the text of a client's statement of account, and its problems.
func statementOf(t *testing.T, k *kit.Kit, code string) (string, *Letter, diag.List) {
	t.Helper()
	a, err := agenda.Of(k, day)
	if err != nil {
		t.Fatal(err)
	}
	l, problems := shipped(t).Make(nil, a, &Request{Template: "releve-de-compte", Client: k.ClientByCode(code)})
	if l == nil {
		t.Fatal(problems)
	}
	return folded(textOf(t, l)), l, problems
}

func TestAStatementShowsWhatWasSettledInTheYear(t *testing.T) {
	k := testKit(t)
	text, _, _ := statementOf(t, k, "P1")
	for _, want := range []string{"factures ouvertes", "facture p1-00\n", "règlement (virement), facture p1-00\n", "facture p1-01\n", "soldées depuis le 31 mars 2025"} {
		if !strings.Contains(text, want) {
			t.Errorf("the statement does not say %q: %s", want, text)
		}
	}
	c := k.ClientByCode("P1")
	paid := slices.IndexFunc(c.Invoices, func(i kit.Invoice) bool { return i.Number == "P1-00" })
	c.Invoices = c.Invoices[paid : paid+1]
	c.Payments, c.Promises, c.Instalments = nil, nil, nil
	text, _, _ = statementOf(t, k, "P1")
	if strings.Contains(text, "factures ouvertes") || strings.Contains(text, "iban") || !strings.Contains(text, "toutes vos factures sont réglées") {
		t.Errorf("an account without a debt: %s", text)
	}
	c.Invoices[0].Payments[0].Date = day.AddMonths(-13)
	if text, _, _ = statementOf(t, k, "P1"); strings.Contains(text, "règlement (virement)") {
		t.Errorf("settled more than a year ago: %s", text)
	}
}

func TestALetterOfManyInvoicesCarriesTheStatement(t *testing.T) {
	for _, name := range []string{"lettre-relance", "lettre-recommandee", "mise-en-demeure"} {
		m, k := shipped(t), testKit(t)
		a, comm := communication(t, k, "P1", m.Model(name))
		plain, _ := m.Fill(nil, a, comm)
		comm.Statement = true
		l, problems := m.Fill(nil, a, comm)
		if l == nil || plain == nil {
			t.Fatal(problems)
		}
		const title = "relevé de compte (annexe)"
		if !slices.Contains(l.Document.Enclosures, title) || slices.Contains(plain.Document.Enclosures, title) {
			t.Errorf("%s: enclosures %q; without many invoices %q", name, l.Document.Enclosures, plain.Document.Enclosures)
		}
		annex := l.Document.Body[len(plain.Document.Body):]
		if _, alone := annex[0].(document.PageBreak); !alone || !strings.Contains(textOf(t, l), "Règlement (virement), facture P1-00") {
			t.Errorf("%s: the statement is not on pages of its own", name)
		}
	}
}

func TestADocumentAskedForByHandIsMadeForAnyAddress(t *testing.T) {
	k := testKit(t)
	c := k.ClientByCode("P1")
	if _, l, problems := statementOf(t, k, "P1"); l.Document.Envelope == noWindow || len(problems) > 0 {
		t.Errorf("an address that fits: %q, %v", l.Document.Envelope, problems)
	}
	c.Address = slices.Repeat([]string{"ligne d’adresse"}, 7)
	_, l, problems := statementOf(t, k, "P1")
	if l.Document.Envelope != noWindow || len(problems) != 1 || problems[0].Code != "W309" || problems[0].Client != "P1" || problems[0].Line == 0 {
		t.Errorf("an address that does not: %q, %v", l.Document.Envelope, problems)
	}
}
