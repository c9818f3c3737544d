package einvoice

import (
	"fmt"

	"relance/generator/diag"
	"relance/generator/money"
)

// ciiSums are the totals of a document. A grand total may stand twice, in the
// currency of the invoice and in that of the accounts.
type ciiSums struct {
	Grand    []ciiAmount `xml:"GrandTotalAmount"`
	Prepaid  ciiAmount   `xml:"TotalPrepaidAmount"`
	Rounding ciiAmount   `xml:"RoundingAmount"`
	Payable  ciiAmount   `xml:"DuePayableAmount"`
}

type ciiAmount struct {
	Currency string `xml:"currencyID,attr"`
	Text     string `xml:",chardata"`
}

// absent tells that the document does not say it.
func (a ciiAmount) absent() bool { return tidy(a.Text) == "" }

// in returns the grand total in a currency.
func (s ciiSums) in(currency string) ciiAmount {
	for _, g := range s.Grand {
		if g.Currency == currency || g.Currency == "" {
			return g
		}
	}
	if len(s.Grand) > 0 {
		return s.Grand[0]
	}
	return ciiAmount{}
}

// sums reads the totals. What is to pay is the total, less what was paid in advance,
// rounded: a document that says otherwise contradicts itself.
func (inv *Invoice) sums(s ciiSums) (why string) {
	var total, prepaid, rounding, payable money.Amount
	grand := s.in(inv.Currency)
	for _, part := range []struct {
		name string
		from ciiAmount
		into *money.Amount
	}{{"total", grand, &total}, {"acompte", s.Prepaid, &prepaid}, {"arrondi", s.Rounding, &rounding}, {"net à payer", s.Payable, &payable}} {
		var ok bool
		if *part.into, ok = amount(part.from.Text); !ok && !part.from.absent() {
			return fmt.Sprintf("%s illisible : « %s »", part.name, diag.Short(tidy(part.from.Text)))
		}
	}
	if total < 0 && prepaid > 0 {
		prepaid = -prepaid // programs disagree on the sign of what was given back
	}
	expected := total - prepaid + rounding
	switch {
	case grand.absent() && s.Payable.absent():
		return "facture électronique sans montant"
	case grand.absent():
		expected = payable
	case s.Payable.absent():
		payable = expected
	case s.Prepaid.absent() && s.Rounding.absent():
		// the profile MINIMUM has no place for what was paid in advance
		if total >= 0 && payable <= total || total < 0 && payable >= total {
			prepaid, expected = total-payable, payable
		}
	}
	// Some programs round the total itself, and say by how much all the same.
	if payable != expected && payable != total-prepaid {
		return fmt.Sprintf("les montants se contredisent : total %s, acompte %s, arrondi %s, mais net à payer %s",
			total.Format("EUR"), prepaid.Format("EUR"), rounding.Format("EUR"), payable.Format("EUR"))
	}
	inv.Total, inv.Payable = payable+prepaid, payable
	inv.straighten()
	return ""
}

// straighten gives credit notes one sign: some are of type 381 with positive
// amounts, some of type 380 with negative ones.
func (inv *Invoice) straighten() {
	if inv.Total < 0 && !inv.CreditNote {
		inv.CreditNote = true
		inv.Total, inv.Payable = -inv.Total, -inv.Payable
	} else if inv.CreditNote && inv.Total < 0 {
		inv.Total, inv.Payable = -inv.Total, -inv.Payable
	}
}
