package document

import (
	"strings"
	"unicode/utf8"
)

// Totals is a right-hand list of label and amount; the last line is the sum.
type Totals struct{ Lines []TotalLine }

// TotalLine is one line of Totals.
type TotalLine struct {
	Label, Amount string
	Strong        bool
}

func (b Totals) text() string {
	label, amount := 0, 0
	for _, l := range b.Lines {
		label = max(label, utf8.RuneCountInString(l.Label))
		amount = max(amount, utf8.RuneCountInString(l.Amount))
	}
	var out []string
	for _, l := range b.Lines {
		out = append(out, pad(l.Label, label, Left)+"  "+pad(l.Amount, amount, Right))
	}
	return strings.Join(out, "\n")
}

func (Totals) each(func(*Span)) {}

// BankDetails (coordonnées bancaires) is how to pay; IBAN is in groups of four.
type BankDetails struct{ Holder, IBAN, BIC, Bank, Reference string }

// Rows are the labels and values that are present, in the order people expect.
func (b BankDetails) Rows() [][2]string {
	var rows [][2]string
	for _, r := range [][2]string{
		{"Titulaire", b.Holder},
		{"IBAN", b.IBAN},
		{"BIC", b.BIC},
		{"Banque", b.Bank},
		{"Référence à rappeler", b.Reference},
	} {
		if r[1] != "" {
			rows = append(rows, r)
		}
	}
	return rows
}

func (b BankDetails) text() string {
	var out []string
	for _, r := range b.Rows() {
		out = append(out, r[0]+labelEnd+r[1])
	}
	return strings.Join(out, "\n")
}

func (BankDetails) each(func(*Span)) {}
