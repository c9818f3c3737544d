// Package sms writes the text of an SMS, and tells how many parts it takes.
package sms

import (
	"fmt"
	"strings"

	"relance/generator/diag"
	"relance/generator/document"
	"relance/generator/mail"
)

// Text is the message as telephones write it: one paragraph, in the letters of
// the SMS alphabet wherever French has one near enough. A letter that has none is
// kept, and told of.
func Text(d *document.Document) string {
	return nearest.Replace(strings.Join(strings.Fields(mail.SMS(d)), " "))
}

// nearest replaces the letters of French that the SMS alphabet (GSM 03.38) lacks:
// one of them would cut the message in parts of 70.
var nearest = strings.NewReplacer("ç", "c", "á", "a", "â", "a", "ã", "a", "ê", "e", "ë", "e", "í", "i", "î", "i", "ï", "i", "ó", "o", "ô", "o", "õ", "o", "ú", "u", "û", "u", "ý", "y", "ÿ", "y",
	"À", "A", "Á", "A", "Â", "A", "È", "E", "Ê", "E", "Ë", "E", "Î", "I", "Ï", "I", "Ô", "O", "Ù", "U", "Û", "U",
	"n°", "no ", "°", "o", "`", "'", "²", "2", "³", "3", "№", "no ")

// Long warns of a message to a client that takes more than two parts, and names the
// characters that shorten its parts. file is its template's.
func Long(text, file, client string) diag.List {
	var problems diag.List
	parts, offending := mail.GSM7(text)
	warn := func(hint, format string, args ...any) {
		p := problems.Addf(diag.Pos{File: file}, diag.Warning, "W209", format, args...)
		p.Hint, p.Client = hint, client
	}
	if len(offending) > 0 {
		warn("remplacez-le par un caractère ordinaire dans les données ou le modèle",
			"SMS pour le client %s : « %s » manque à l'alphabet des SMS, et coupe le message en parties de 70 caractères (%s)", client, spaced(offending), counted(parts))
	}
	if parts > 2 {
		warn("raccourcissez le modèle : deux messages font 306 caractères", "SMS de %d caractères pour le client %s : %s", len([]rune(text)), client, counted(parts))
	}
	return problems
}

func counted(parts int) string {
	if parts == 1 {
		return "un message"
	}
	return fmt.Sprintf("%d messages", parts)
}

// spaced shows characters one by one.
func spaced(list []rune) string {
	var out []string
	for _, r := range list {
		out = append(out, string(r))
	}
	return strings.Join(out, " ")
}
