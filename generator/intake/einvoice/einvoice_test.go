package einvoice

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"relance/generator/diag"
)

// invoice is a CII invoice between two firms that do not exist; what a test is
// about replaces its default.
func invoice(replace ...string) string {
	const text = `<?xml version="1.0" encoding="UTF-8"?>
<rsm:CrossIndustryInvoice xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100" xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100" xmlns:udt="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100">
<rsm:ExchangedDocument><ram:ID> FA26-056 </ram:ID><ram:TypeCode>380</ram:TypeCode><ram:IssueDateTime><udt:DateTimeString format="102">20260219</udt:DateTimeString></ram:IssueDateTime></rsm:ExchangedDocument>
<rsm:SupplyChainTradeTransaction>
<ram:ApplicableHeaderTradeAgreement>
<ram:SellerTradeParty><ram:Name>Ateliers Boréal</ram:Name><ram:SpecifiedLegalOrganization><ram:ID schemeID="0002">000000034</ram:ID></ram:SpecifiedLegalOrganization></ram:SellerTradeParty>
<ram:BuyerTradeParty><ram:Name>Plâtrerie Kerjean</ram:Name><ram:SpecifiedLegalOrganization><ram:ID schemeID="0002">00000008300018</ram:ID></ram:SpecifiedLegalOrganization>
<ram:DefinedTradeContact><ram:PersonName>M. Kerjean</ram:PersonName></ram:DefinedTradeContact>
<ram:PostalTradeAddress><ram:PostcodeCode>49100</ram:PostcodeCode><ram:LineOne>9 rue de l'Essai</ram:LineOne><ram:CityName>Angers</ram:CityName><ram:CountryID>FR</ram:CountryID></ram:PostalTradeAddress>
<ram:URIUniversalCommunication><ram:URIID schemeID="EM">compta@kerjean.example</ram:URIID></ram:URIUniversalCommunication>
<ram:SpecifiedTaxRegistration><ram:ID schemeID="VA">FR12000000083</ram:ID></ram:SpecifiedTaxRegistration></ram:BuyerTradeParty>
<ram:BuyerOrderReferencedDocument><ram:IssuerAssignedID>BC-77</ram:IssuerAssignedID></ram:BuyerOrderReferencedDocument>
</ram:ApplicableHeaderTradeAgreement>
<ram:ApplicableHeaderTradeSettlement><ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode>
<ram:SpecifiedTradePaymentTerms><ram:DueDateDateTime><udt:DateTimeString format="102">20260321</udt:DateTimeString></ram:DueDateDateTime></ram:SpecifiedTradePaymentTerms>
<ram:SpecifiedTradeSettlementHeaderMonetarySummation><ram:GrandTotalAmount>2400.00</ram:GrandTotalAmount><ram:TotalPrepaidAmount>400.00</ram:TotalPrepaidAmount><ram:DuePayableAmount>2000.00</ram:DuePayableAmount></ram:SpecifiedTradeSettlementHeaderMonetarySummation>
</ram:ApplicableHeaderTradeSettlement></rsm:SupplyChainTradeTransaction></rsm:CrossIndustryInvoice>`
	return strings.NewReplacer(replace...).Replace(text)
}

func shown(inv *Invoice) string {
	if inv == nil {
		return "rien"
	}
	return fmt.Sprintf("%s avoir:%v %s %s %s %s %s", inv.Number, inv.CreditNote, inv.Issued.ISO(), inv.Due.ISO(), inv.Total.Decimal(), inv.Payable.Decimal(), inv.Currency)
}

func TestAnInvoiceIsReadInFull(t *testing.T) {
	inv, l := FromXML("f.xml", []byte(invoice()))
	if len(l) > 0 {
		t.Fatal(l)
	}
	if got, want := shown(inv), "FA26-056 avoir:false 2026-02-19 2026-03-21 2400.00 2000.00 EUR"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	want := "{Name:Plâtrerie Kerjean ID: SIREN:000000083 SIRET:00000008300018 VAT:FR12000000083 Address:[9 rue de l'Essai 49100 Angers] Country:FR Contact:M. Kerjean Email:compta@kerjean.example Phone:}"
	if got := fmt.Sprintf("%+v", inv.Buyer); got != want {
		t.Errorf("buyer\n%s\nwant\n%s", got, want)
	}
	if inv.Seller.SIREN != "000000034" || inv.OrderRef != "BC-77" {
		t.Errorf("seller %+v, order %s", inv.Seller, inv.OrderRef)
	}
}

// Programs disagree on the sign of credit notes; both are the same fact.
func TestCreditNotesHaveOneSign(t *testing.T) {
	const want = "FA26-056 avoir:true 2026-02-19 2026-03-21 2400.00 2000.00 EUR"
	negative := []string{">2400.00<", ">-2400.00<", ">2000.00<", ">-2000.00<"}
	for name, text := range map[string]string{
		"381 positive": invoice(">380<", ">381<"), "380 negative": invoice(negative...), "381 negative": invoice(append(negative, ">380<", ">381<")...),
	} {
		inv, l := FromXML("f.xml", []byte(text))
		if got := shown(inv); got != want || len(l) > 0 {
			t.Errorf("%s: %s %v", name, got, l)
		}
	}
}

func TestTheSumsOfAnInvoiceAgree(t *testing.T) {
	const prepaid = "<ram:TotalPrepaidAmount>400.00</ram:TotalPrepaidAmount>"
	rounding := func(s string) string { return "<ram:RoundingAmount>" + s + "</ram:RoundingAmount>" }
	for name, c := range map[string]struct {
		replace []string
		want    string // "" is a refusal
	}{
		"rounded up":                {[]string{prepaid, rounding("0.02"), ">2000.00<", ">2400.02<"}, "2400.02 2400.02"},
		"rounded down, part paid":   {[]string{prepaid, prepaid + rounding("-0.50"), ">2000.00<", ">1999.50<"}, "2399.50 1999.50"},
		"paid in full":              {[]string{">400.00<", ">2400.00<", ">2000.00<", ">0.00<"}, "2400.00 0.00"},
		"paid too much":             {[]string{">400.00<", ">2500.00<", ">2000.00<", ">-100.00<"}, "2400.00 -100.00"},
		"no net to pay":             {[]string{">2000.00<", "><"}, "2400.00 2000.00"},
		"no total":                  {[]string{">2400.00<", "><"}, "2400.00 2000.00"},
		"four decimals":             {[]string{">2400.00<", ">2400.0000<"}, "2400.00 2000.00"},
		"a total in two currencies": {[]string{"<ram:GrandTotalAmount>", `<ram:GrandTotalAmount currencyID="USD">9.00</ram:GrandTotalAmount><ram:GrandTotalAmount currencyID="EUR">`}, "2400.00 2000.00"},
		"more than the total":       {[]string{prepaid, "", ">2000.00<", ">2400.02<"}, ""},
		"nothing of it deducted":    {[]string{">2000.00<", ">2400.00<"}, ""},
		"another net to pay":        {[]string{">2000.00<", ">1900.00<"}, ""},
		"a total rounded already":   {[]string{prepaid, prepaid + rounding("0.50")}, "2400.00 2000.00"},
		"an illegible deposit":      {[]string{">400.00<", ">400,00<"}, ""},
		"a fraction of a cent":      {[]string{">2400.00<", ">2400.005<"}, ""},
	} {
		inv, l := FromXML("f.xml", []byte(invoice(c.replace...)))
		if c.want == "" {
			if !l.Faults() || l[0].Code != "F071" {
				t.Errorf("%s: read as %s", name, shown(inv))
			}
		} else if got := inv.Total.Decimal() + " " + inv.Payable.Decimal(); got != c.want || len(l) > 0 {
			t.Errorf("%s: got %s %v, want %s", name, got, l, c.want)
		}
	}
}

// A long order may be paid in parts: only the last day makes the whole late.
func TestTheLastOfSeveralDueDatesCounts(t *testing.T) {
	const term = "<ram:SpecifiedTradePaymentTerms><ram:DueDateDateTime><udt:DateTimeString format=\"102\">20260321</udt:DateTimeString></ram:DueDateDateTime></ram:SpecifiedTradePaymentTerms>"
	inv, l := FromXML("f.xml", []byte(invoice(term, term+strings.Replace(term, "0321", "0521", 1))))
	if len(l) > 0 || inv.Due.ISO() != "2026-05-21" || !inv.Several {
		t.Errorf("got %s %v", shown(inv), l)
	}
}

func TestOtherEncodingsOfXMLAreRead(t *testing.T) {
	latin := strings.Replace(invoice(), "UTF-8", "ISO-8859-1", 1)
	narrow, err := charmap.ISO8859_1.NewEncoder().String(latin)
	if err != nil {
		t.Fatal(err)
	}
	wide, _ := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(strings.Replace(invoice(), "UTF-8", "UTF-16", 1))
	for name, text := range map[string]string{"ISO 8859-1": narrow, "UTF-16": wide} {
		inv, l := FromXML("f.xml", []byte(text))
		if len(l) > 0 || inv.Buyer.Name != "Plâtrerie Kerjean" {
			t.Errorf("%s: %s %v", name, shown(inv), l)
		}
	}
}

func TestTheMinimumProfileHasNoDueDate(t *testing.T) {
	text := invoice("<ram:SpecifiedTradePaymentTerms><ram:DueDateDateTime><udt:DateTimeString format=\"102\">20260321</udt:DateTimeString></ram:DueDateDateTime></ram:SpecifiedTradePaymentTerms>", "",
		"<ram:TotalPrepaidAmount>400.00</ram:TotalPrepaidAmount>", "")
	inv, l := FromXML("f.xml", []byte(text))
	if got, want := shown(inv), "FA26-056 avoir:false 2026-02-19  2400.00 2000.00 EUR"; got != want || len(l) > 0 {
		t.Errorf("got %s %v", got, l)
	}
}

func TestDamagedInvoicesAndTheirCousinsAreNamed(t *testing.T) {
	for want, text := range map[string]string{
		"UBL":             `<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"/>`,
		"ZUGFeRD 1":       `<rsm:CrossIndustryDocument xmlns:rsm="x"/>`,
		"pas une facture": `<?xml version="1.0"?><Document/>`,
		"illisible":       `<?xml version="1.0"?>`,
		"abîmé":           invoice()[:900],
		"sans numéro":     invoice(" FA26-056 ", " "),
		"date de facture": invoice("20260219", "20260230"),
		"sans montant":    invoice(">2400.00<", "><", ">2000.00<", "><"),
		"total illisible": invoice(">2400.00<", ">2400,00<", ">2000.00<", "><"),
		"échéance illisi": invoice("20260321", "20261321"),
		"est antérieure":  invoice("20260321", "20260218"),
		"FEC en XML":      `<?xml version="1.0"?><comptabilite/>`,
		"sans client":     invoice("Plâtrerie Kerjean", ""),
		"DOCTYPE":         "<!DOCTYPE a [<!ENTITY b \"c\">]>" + strings.TrimPrefix(invoice(), `<?xml version="1.0" encoding="UTF-8"?>`),
	} {
		inv, l := FromXML("f.xml", []byte(text))
		if !l.Faults() || !strings.Contains(l[0].Text, want) || l[0].Hint == "" {
			t.Errorf("%+v (%s) does not say %q", l, shown(inv), want)
		}
	}
}

// blank is the smallest PDF of one page.
func blank() []byte {
	var b bytes.Buffer
	offsets := []int{}
	object := func(text string) {
		offsets = append(offsets, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", len(offsets), text)
	}
	b.WriteString("%PDF-1.7\n")
	object("<</Type/Catalog/Pages 2 0 R>>")
	object("<</Type/Pages/Kids[3 0 R]/Count 1>>")
	object("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<>>>>")
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(offsets)+1)
	for _, at := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(offsets)+1, start)
	return b.Bytes()
}

// attach makes a Factur-X of a blank page.
func attach(t testing.TB, name, text string) []byte {
	t.Helper()
	file := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	api.DisableConfigDir()
	if err := api.AddAttachments(bytes.NewReader(blank()), &out, []string{file}, false, model.NewDefaultConfiguration()); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestTheInvoiceInsideAPDFIsFound(t *testing.T) {
	inv, l := FromPDF("f.pdf", attach(t, "factur-x.xml", invoice()))
	if got, want := shown(inv), "FA26-056 avoir:false 2026-02-19 2026-03-21 2400.00 2000.00 EUR"; got != want || len(l) > 0 {
		t.Errorf("got %s %v", got, l)
	}
}

func TestAnOrdinaryPDFIsRefusedWithARemedy(t *testing.T) {
	for want, src := range map[string][]byte{
		"ne contient pas":     blank(),
		"ne peut pas être lu": []byte("%PDF-1.7\nrien"),
		"contient pas de":     attach(t, "notes.txt", "bonjour"),
	} {
		_, l := FromPDF("f.pdf", src)
		if !l.Faults() || !strings.Contains(l[0].Text, want) || l[0].Hint == "" {
			t.Errorf("%+v does not say %q", l, want)
		}
	}
}

// A damaged attachment is refused, or is still the same sum for the same client.
func TestTruncationsOfAnInvoiceAreRefused(t *testing.T) {
	text := invoice()
	for n := 0; n < len(text); n += 7 {
		if inv, l := FromXML("f.xml", []byte(text[:n])); !l.Faults() {
			t.Errorf("cut after %d characters, it says %s", n, shown(inv))
		}
	}
}

// BenchmarkFacturX500 reads five hundred files.
func BenchmarkFacturX500(b *testing.B) {
	src := attach(b, "factur-x.xml", invoice())
	for b.Loop() {
		for range 500 {
			if _, l := FromPDF("f.pdf", src); len(l) > 0 {
				b.Fatal(l)
			}
		}
	}
}

// The code of a document decides what it does to the debt; an unknown one is not
// taken for an invoice.
func TestTheTypeOfADocumentDecidesWhatIsOwed(t *testing.T) {
	for code, want := range map[string]string{
		"380": "owed", "82": "owed", "326": "owed", "386": "owed", "389": "owed", "875": "owed",
		"381": "credit", "261": "credit", "503": "credit",
		"384": "owed instead", "471": "owed instead",
		"393": "owed to a factor", "396": "credit of a factor",
		"325": "facture pro forma (code 325) : rien n'y est réclamé", "751": "facture pour information comptable seulement (code 751) : rien n'y est réclamé",
		"71":  "demande de paiement, sans facture (code 71) : rien n'y est réclamé",
		"ABC": "type de document inconnu : « ABC »", "999": "type de document inconnu : « 999 »", "": "facture électronique sans type de document",
	} {
		inv, l := FromXML("f.xml", []byte(invoice(">380<", ">"+code+"<")))
		got := "owed"
		switch {
		case len(l) > 0:
			got = l[0].Text
		case inv.Idle != "":
			got = inv.Idle
		case inv.CreditNote:
			got = "credit"
		case inv.Corrects:
			got = "owed instead"
		}
		if inv.Assigned {
			got += map[bool]string{true: " of a factor", false: " to a factor"}[inv.CreditNote]
		}
		if got != want {
			t.Errorf("%q: got %q, want %q", code, got, want)
		}
	}
}

func TestADocumentMadeForATestClaimsNothing(t *testing.T) {
	const context = "<rsm:ExchangedDocument>"
	test := `<rsm:ExchangedDocumentContext><ram:TestIndicator><udt:Indicator>true</udt:Indicator></ram:TestIndicator></rsm:ExchangedDocumentContext>`
	if inv, l := FromXML("f.xml", []byte(invoice(context, test+context))); len(l) > 0 || inv.Idle == "" {
		t.Errorf("got %s %v", shown(inv), l)
	}
}

// A payee who is not the seller is paid to his own account; the seller named again
// is no other.
func TestAnInvoiceMayBePayableToAnother(t *testing.T) {
	const at = "<ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode>"
	means := "<ram:SpecifiedTradeSettlementPaymentMeans><ram:PayeePartyCreditorFinancialAccount><ram:IBANID>FR51 9999</ram:IBANID></ram:PayeePartyCreditorFinancialAccount></ram:SpecifiedTradeSettlementPaymentMeans>"
	for name, want := range map[string]bool{"Affacturage de l'Essai": true, "ATELIERS BOREAL": false} {
		inv, l := FromXML("f.xml", []byte(invoice(at, at+"<ram:PayeeTradeParty><ram:Name>"+name+"</ram:Name></ram:PayeeTradeParty>"+means)))
		if len(l) > 0 || inv.Assigned != want || want && (inv.Payee.Name != name || inv.IBAN != "FR51 9999") {
			t.Errorf("%s: %+v %v", name, inv, l)
		}
	}
}

// The VAT number of a French firm is made of its SIREN, which tells firms apart.
func TestTheSIRENIsReadInTheVATNumber(t *testing.T) {
	inv, _ := FromXML("f.xml", []byte(invoice(`<ram:SpecifiedLegalOrganization><ram:ID schemeID="0002">00000008300018</ram:ID></ram:SpecifiedLegalOrganization>`, "")))
	if inv.Buyer.SIREN != "000000083" {
		t.Errorf("got %+v", inv.Buyer)
	}
}

// Prefixes of namespaces are free, and comments stand anywhere.
func TestPrefixesAndCommentsChangeNothing(t *testing.T) {
	want := shown(must(FromXML("f.xml", []byte(invoice()))))
	for name, text := range map[string]string{
		"other prefixes": invoice("ram:", "a:", "rsm:", "b:", "udt:", "c:", "xmlns:ram", "xmlns:a", "xmlns:rsm", "xmlns:b", "xmlns:udt", "xmlns:c"),
		"no prefix":      invoice("ram:", "", "rsm:", "", "udt:", "", "xmlns:ram", "a", "xmlns:rsm", "b", "xmlns:udt", "c"),
		"comments":       invoice("380<", "380<!-- BT-3 --><", "20260321<", "20260321<!-- BT-9 --><", ">2000.00<", "><!-- BT-115 -->2000.00<"),
	} {
		if got := shown(must(FromXML("f.xml", []byte(text)))); got != want {
			t.Errorf("%s: got %s, want %s", name, got, want)
		}
	}
}

func must(inv *Invoice, _ diag.List) *Invoice { return inv }
