package einvoice

import (
	"regexp"
	"strings"

	"relance/generator/calendar"
	"relance/generator/diag"
	"relance/generator/grid"
	"relance/generator/money"
)

// cii is the part of a CrossIndustryInvoice (D16B, D22B) that matters here.
type cii struct {
	Document struct {
		ID     string  `xml:"ID"`
		Type   string  `xml:"TypeCode"`
		Issued ciiDate `xml:"IssueDateTime>DateTimeString"`
	} `xml:"ExchangedDocument"`
	Trade struct {
		Agreement struct {
			Seller ciiParty `xml:"SellerTradeParty"`
			Buyer  ciiParty `xml:"BuyerTradeParty"`
			Order  string   `xml:"BuyerOrderReferencedDocument>IssuerAssignedID"`
		} `xml:"ApplicableHeaderTradeAgreement"`
		Settlement struct {
			Currency string `xml:"InvoiceCurrencyCode"`
			Terms    []struct {
				Words string  `xml:"Description"`
				Due   ciiDate `xml:"DueDateDateTime>DateTimeString"`
			} `xml:"SpecifiedTradePaymentTerms"`
			Sums struct {
				Grand   []string `xml:"GrandTotalAmount"`
				Payable string   `xml:"DuePayableAmount"`
			} `xml:"SpecifiedTradeSettlementHeaderMonetarySummation"`
			Precedes []string `xml:"InvoiceReferencedDocument>IssuerAssignedID"`
		} `xml:"ApplicableHeaderTradeSettlement"`
	} `xml:"SupplyChainTradeTransaction"`
}

type ciiDate struct {
	Format string `xml:"format,attr"`
	Text   string `xml:",chardata"`
}

type ciiID struct {
	Scheme string `xml:"schemeID,attr"`
	Text   string `xml:",chardata"`
}

type ciiParty struct {
	IDs     []ciiID `xml:"ID"`
	Global  []ciiID `xml:"GlobalID"`
	Name    string  `xml:"Name"`
	Legal   []ciiID `xml:"SpecifiedLegalOrganization>ID"`
	Taxes   []ciiID `xml:"SpecifiedTaxRegistration>ID"`
	Contact struct {
		Person string `xml:"PersonName"`
		Phone  string `xml:"TelephoneUniversalCommunication>CompleteNumber"`
		Email  string `xml:"EmailURIUniversalCommunication>URIID"`
	} `xml:"DefinedTradeContact"`
	URI     []ciiID `xml:"URIUniversalCommunication>URIID"`
	Address struct {
		Post    string `xml:"PostcodeCode"`
		One     string `xml:"LineOne"`
		Two     string `xml:"LineTwo"`
		Three   string `xml:"LineThree"`
		City    string `xml:"CityName"`
		Country string `xml:"CountryID"`
	} `xml:"PostalTradeAddress"`
}

// maxRounding is the most by which a net to pay is rounded up.
const maxRounding = 1_00

// creditNotes are the codes of UNTDID 1001 that lower what is owed.
var creditNotes = map[string]bool{
	"81": true, "83": true, "261": true, "262": true, "296": true, "308": true,
	"381": true, "396": true, "420": true, "458": true, "502": true, "503": true, "532": true,
}

// noDebt are the codes of UNTDID 1001 of what looks like an invoice and claims
// nothing.
var noDebt = map[string]string{"325": "facture pro forma", "751": "facture pour information comptable seulement", "71": "demande de paiement, sans facture"}

func (d *cii) invoice(file string) (*Invoice, diag.List) {
	var l diag.List
	s := d.Trade.Settlement
	refuse := func(format string, args ...any) {
		l.Addf(diag.Pos{File: file}, diag.Fault, "F071", format, args...).Hint = "vérifiez la facture auprès de qui l'a émise"
	}
	inv := &Invoice{
		Number: tidy(d.Document.ID), CreditNote: creditNotes[tidy(d.Document.Type)], Currency: tidy(s.Currency),
		Seller: d.Trade.Agreement.Seller.party(), Buyer: d.Trade.Agreement.Buyer.party(), OrderRef: tidy(d.Trade.Agreement.Order),
	}
	var issued, total, payable bool
	inv.Issued, issued = d.Document.Issued.day()
	if len(s.Sums.Grand) > 0 { // a second one is in the currency of the accounts
		inv.Total, total = amount(s.Sums.Grand[0])
	}
	inv.Payable, payable = amount(s.Sums.Payable)
	switch {
	case inv.Number == "":
		refuse("facture électronique sans numéro")
	case !issued:
		refuse("date de facture illisible : « %s »", diag.Short(d.Document.Issued.Text))
	case !total && !payable:
		refuse("facture électronique sans montant lisible")
	case tidy(s.Sums.Payable) != "" && !payable:
		refuse("net à payer illisible : « %s »", diag.Short(tidy(s.Sums.Payable)))
	case inv.Buyer.Name == "":
		refuse("facture électronique sans client")
	case noDebt[tidy(d.Document.Type)] != "":
		refuse("%s (code %s) : rien n'y est réclamé", noDebt[tidy(d.Document.Type)], tidy(d.Document.Type))
	}
	if !total {
		inv.Total = inv.Payable
	}
	if !payable {
		inv.Payable = inv.Total
	}
	for _, t := range s.Terms {
		if due, ok := t.Due.day(); ok && due > inv.Due {
			inv.Due = due
		}
		inv.Terms = strings.TrimSpace(inv.Terms + " " + tidy(t.Words))
	}
	if len(s.Precedes) > 0 {
		inv.Precedes = tidy(s.Precedes[0])
	}
	inv.straighten()
	switch more := inv.Payable - inv.Total; {
	case more > maxRounding:
		refuse("le net à payer (%s) dépasse le total (%s)", inv.Payable.Format("EUR"), inv.Total.Format("EUR"))
	case more > 0:
		inv.Total = inv.Payable // rounded up, as RoundingAmount says
	}
	return inv, l
}

// straighten gives credit notes one sign: some are of type 381 with positive
// amounts, some of type 380 with negative ones.
func (inv *Invoice) straighten() {
	if inv.Total < 0 && !inv.CreditNote {
		inv.CreditNote = true
		inv.Total, inv.Payable = -inv.Total, -inv.Payable
	} else if inv.CreditNote {
		inv.Total, inv.Payable = max(inv.Total, -inv.Total), max(inv.Payable, -inv.Payable)
	}
}

// day reads the format 102, 20260331, the only one of EN 16931, and ISO.
func (d ciiDate) day() (calendar.Date, bool) {
	s := tidy(d.Text)
	if len(s) == 8 && strings.Trim(s, "0123456789") == "" {
		s = s[:4] + "-" + s[4:6] + "-" + s[6:]
	}
	s, _, _ = strings.Cut(s, "T")
	day, err := calendar.Parse(s)
	return day, err == nil
}

var decimal = regexp.MustCompile(`^([+-]?)([0-9]+)(?:\.([0-9]+))?$`)

// amount reads an XML decimal. More than two decimals that are not zero are no
// amount to claim.
func amount(s string) (money.Amount, bool) {
	f := decimal.FindStringSubmatch(tidy(s))
	if f == nil {
		return 0, false
	}
	fraction := strings.TrimRight(f[3], "0")
	whole := strings.TrimLeft(f[2], "0")
	if whole == "" {
		whole = "0"
	}
	if len(fraction) > 2 {
		return 0, false
	}
	a, err := money.Parse(whole + "." + (fraction + "00")[:2])
	if f[1] == "-" {
		a = -a
	}
	return a, err == nil
}

func (p ciiParty) party() Party {
	out := Party{Name: tidy(p.Name), Country: tidy(p.Address.Country),
		Contact: tidy(p.Contact.Person), Phone: tidy(p.Contact.Phone), Email: tidy(p.Contact.Email)}
	for _, id := range p.IDs {
		out.ID = first(out.ID, tidy(id.Text))
	}
	// Scheme 0002 is SIRENE: nine digits, or fourteen for an establishment; 0009
	// is SIRET. A number in France without a scheme is taken by its length.
	for _, id := range append(p.Legal, p.Global...) {
		number := digits(id.Text)
		if id.Scheme != "" && id.Scheme != "0002" && id.Scheme != "0009" {
			continue
		}
		if len(number) == 14 {
			out.SIRET = first(out.SIRET, number)
			number = number[:9]
		}
		if len(number) == 9 {
			out.SIREN = first(out.SIREN, number)
		}
	}
	for _, id := range p.Taxes {
		if id.Scheme == "VA" {
			out.VAT = first(out.VAT, tidy(id.Text))
		}
	}
	for _, id := range p.URI {
		if id.Scheme == "EM" || id.Scheme == "" && strings.Contains(id.Text, "@") {
			out.Email = first(out.Email, tidy(id.Text))
		}
	}
	a := p.Address
	for _, line := range []string{a.One, a.Two, a.Three, a.Post + " " + a.City} {
		if line = tidy(line); line != "" {
			out.Address = append(out.Address, line)
		}
	}
	return out
}

func first(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

func tidy(s string) string { return grid.Composed(strings.Join(strings.Fields(s), " ")) }

func digits(s string) string {
	s = strings.ReplaceAll(tidy(s), " ", "")
	if strings.Trim(s, "0123456789") != "" {
		return ""
	}
	return s
}
