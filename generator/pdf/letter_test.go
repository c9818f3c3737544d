package pdf

import (
	"relance/generator/calendar"
	"relance/generator/document"
)

const nb, nnb = "\u00A0", "\u202F"

var day = calendar.Of(2026, 3, 31)

func plain(s string) []document.Span { return []document.Span{{Text: s}} }

func bold(s string) document.Span { return document.Span{Text: s, Style: document.Bold} }

func para(spans ...document.Span) document.Paragraph { return document.Paragraph{Text: spans} }

func cells(texts ...string) [][]document.Span {
	row := make([][]document.Span, len(texts))
	for i, t := range texts {
		row[i] = plain(t)
	}
	return row
}

func euros(s string) string { return s + nb + "€" }

// formalNotice is a letter with everything a letter may have.
func formalNotice() *document.Document {
	return &document.Document{
		Title: "Mise en demeure – Plâtrerie Kerjean", Lang: "fr",
		From: document.Party{
			Name:     "Ateliers Boréal",
			Lines:    []string{"4 rue de l’Essai", "49000 Angers"},
			Contact:  []string{"02 61 91 00 01", "compta@boreal.example"},
			Mentions: []string{"Ateliers Boréal – SARL au capital de 20" + nnb + "000" + nb + "€ – SIREN 000 000 034 – RCS Angers – siège social" + nb + ": 4 rue de l’Essai, 49000 Angers"},
		},
		To:        []string{"PLÂTRERIE KERJEAN", "À l’attention de M. Kerjean", "9 RUE DE L ESSAI", "49100 ANGERS"},
		Place:     "Angers, le 31" + nb + "mars 2026",
		Refs:      []document.Ref{{Label: "N/Réf.", Value: "REL-2026-0331-C17-MED"}, {Label: "V/Réf.", Value: "commande BC-77"}},
		Marks:     []string{"Lettre recommandée avec demande d’avis de réception", "n°" + nb + "1A" + nb + "123" + nb + "456" + nb + "7890" + nb + "1"},
		Subject:   "Mise en demeure de payer – factures n°" + nb + "FA26-056 et n°" + nb + "FA26-061",
		Reference: "REL-2026-0331-C17-MED",
		Body: []document.Block{
			para(document.Span{Text: "Monsieur,"}),
			para(document.Span{Text: "Malgré nos relances des 24 février, 3 et 12 mars, nous n’avons pas reçu le règlement des factures ci-dessous, aujourd’hui échues. À ce jour, sauf paiement qui se serait croisé avec ce courrier, vous nous devez la somme de "}, bold(euros("4"+nnb+"218,40")), document.Span{Text: ", compte arrêté au 31" + nb + "mars 2026" + nb + ":"}),
			document.Table{
				Align:  []document.Align{document.Left, document.Left, document.Left, document.Right, document.Right},
				Header: cells("Facture", "Date", "Échéance", "Montant TTC", "Solde dû"),
				Rows: [][][]document.Span{
					cells("FA26-056", "19/02/2026", "21/03/2026", euros("2"+nnb+"400,00"), euros("2"+nnb+"400,00")),
					cells("FA26-061", "20/02/2026", "22/03/2026", euros("1"+nnb+"978,40"), euros("1"+nnb+"618,40")),
					cells("FA26-063", "21/02/2026", "23/03/2026", euros("200,00"), euros("200,00")),
				},
				Total: cells("Total", "", "", "", euros("4"+nnb+"218,40")),
			},
			document.Totals{Lines: []document.TotalLine{
				{Label: "Pénalités de retard (12,15" + nb + "%)", Amount: euros("14,04")},
				{Label: "Indemnité forfaitaire de recouvrement, 3 × 40" + nb + "€", Amount: euros("120,00")},
				{Label: "Total à régler", Amount: euros("4" + nnb + "352,44"), Strong: true},
			}},
			para(document.Span{Text: "Par la présente, nous vous "}, bold("mettons en demeure"), document.Span{Text: " de nous régler cette somme "}, bold("avant le 8"+nb+"avril 2026"), document.Span{Text: ". Cette lettre fait courir les intérêts au sens de l’article 1231-6 du code civil, en plus des pénalités de l’article L." + nb + "441-10 du code de commerce."}),
			para(document.Span{Text: "À défaut, nous transmettrons le dossier à notre conseil et engagerons une procédure d’injonction de payer, sans autre avis. Si une difficulté explique ce retard, appelez-nous" + nnb + ": un accord écrit vaut toujours mieux qu’un procès."}),
			document.BankDetails{Holder: "Ateliers Boréal", IBAN: "FR51" + nb + "9999" + nb + "9000" + nb + "00TE" + nb + "ST00" + nb + "0000" + nb + "143", BIC: "TESTFRPPXXX", Reference: "C17 FA26-056"},
			document.Signature{Closing: "Nous vous prions d’agréer, Monsieur, l’expression de nos salutations distinguées.", Name: "Claire Roux", Role: "Responsable administrative"},
		},
		Enclosures: []string{"copie des factures n°" + nb + "FA26-056, n°" + nb + "FA26-061 et n°" + nb + "FA26-063", "relevé de compte au 31" + nb + "mars 2026"},
	}
}
