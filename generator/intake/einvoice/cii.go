package einvoice

import (
	"fmt"
	"regexp"
	"strings"

	"relance/generator/calendar"
	"relance/generator/diag"
	"relance/generator/grid"
	"relance/generator/money"
)

// cii is the part of a CrossIndustryInvoice (D16B, D22B) that matters here.
type cii struct {
	Test     string `xml:"ExchangedDocumentContext>TestIndicator>Indicator"`
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
			Currency string   `xml:"InvoiceCurrencyCode"`
			Payee    ciiParty `xml:"PayeeTradeParty"`
			IBANs    []string `xml:"SpecifiedTradeSettlementPaymentMeans>PayeePartyCreditorFinancialAccount>IBANID"`
			Terms    []struct {
				Words string  `xml:"Description"`
				Due   ciiDate `xml:"DueDateDateTime>DateTimeString"`
			} `xml:"SpecifiedTradePaymentTerms"`
			Sums     ciiSums  `xml:"SpecifiedTradeSettlementHeaderMonetarySummation"`
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

// invoice checks the document and returns what it claims; a refusal names what is
// wrong, for nothing of an invoice may be guessed.
func (d *cii) invoice(file string) (*Invoice, diag.List) {
	s := d.Trade.Settlement
	k := kindOf(tidy(d.Document.Type))
	inv := &Invoice{
		Number: tidy(d.Document.ID), CreditNote: k.role == lowers || k.role == gives, Corrects: k.role == corrects,
		Currency: tidy(s.Currency), OrderRef: tidy(d.Trade.Agreement.Order),
		Seller: d.Trade.Agreement.Seller.party(), Buyer: d.Trade.Agreement.Buyer.party(),
	}
	if len(s.Precedes) > 0 {
		inv.Precedes = tidy(s.Precedes[0])
	}
	if payee := s.Payee.party(); payee.Name != "" && payee.Other(inv.Seller) || k.role == assigned || k.role == gives {
		inv.Payee, inv.Assigned = payee, true
		for _, iban := range s.IBANs {
			inv.IBAN = first(inv.IBAN, tidy(iban))
		}
	}
	why := d.identify(inv, k)
	if why == "" && inv.Idle == "" {
		why = inv.sums(s.Sums)
	}
	if why == "" && inv.Idle == "" {
		why = d.terms(inv)
	}
	if why == "" {
		return inv, nil
	}
	var l diag.List
	l.Addf(diag.Pos{File: file}, diag.Fault, "F071", "%s", why).Hint = "vérifiez la facture auprès de qui l'a émise"
	return inv, l
}

// identify reads what the document is, and from when; why tells what is wrong.
func (d *cii) identify(inv *Invoice, k kind) (why string) {
	var dated bool
	inv.Issued, dated = d.Document.Issued.day()
	switch {
	case inv.Number == "":
		return "facture électronique sans numéro"
	case k.role == unknown && k.code == "":
		return "facture électronique sans type de document"
	case k.role == unknown:
		return fmt.Sprintf("type de document inconnu : « %s »", diag.Short(k.code))
	case !dated:
		return fmt.Sprintf("date de facture illisible : « %s »", diag.Short(tidy(d.Document.Issued.Text)))
	case inv.Buyer.Name == "":
		return "facture électronique sans client"
	case k.role == nothing:
		inv.Idle = fmt.Sprintf("%s (code %s) : rien n'y est réclamé", k.what, k.code)
	case strings.EqualFold(tidy(d.Test), "true") || tidy(d.Test) == "1":
		inv.Idle = "document d'essai : rien n'y est réclamé"
	}
	return ""
}

// terms reads when the invoice falls due; of several days the last one counts.
func (d *cii) terms(inv *Invoice) (why string) {
	for _, t := range d.Trade.Settlement.Terms {
		inv.Terms = strings.TrimSpace(inv.Terms + " " + tidy(t.Words))
		text := tidy(t.Due.Text)
		if text == "" {
			continue
		}
		due, ok := t.Due.day()
		if !ok {
			return fmt.Sprintf("échéance illisible : « %s »", diag.Short(text))
		}
		inv.Several = inv.Several || !inv.Due.IsZero() && due != inv.Due
		inv.Due = max(inv.Due, due)
	}
	if !inv.CreditNote && inv.Payable > 0 && !inv.Due.IsZero() && inv.Due < inv.Issued {
		return fmt.Sprintf("l'échéance (%s) est antérieure à la facture (%s)", inv.Due, inv.Issued)
	}
	return ""
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
			out.VAT = first(out.VAT, strings.ReplaceAll(tidy(id.Text), " ", ""))
		}
	}
	if out.SIREN == "" && frenchVAT.MatchString(out.VAT) {
		out.SIREN = out.VAT[4:] // the number is made of it
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

var frenchVAT = regexp.MustCompile(`^FR[0-9A-Z]{2}[0-9]{9}$`)

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
