package merge

import (
	"fmt"
	"strings"

	"relance/generator/diag"
	"relance/generator/document"
)

// smsText is the message in the characters that every telephone has (GSM 03.38):
// one of another alphabet would cut the message in parts of 70.
func smsText(blocks []document.Block) string {
	var b strings.Builder
	if err := document.Text(&b, blocks); err != nil {
		panic("merge: " + err.Error())
	}
	return gsm(strings.Join(strings.Fields(b.String()), " "))
}

// gsmLetters is the basic alphabet beside ASCII; gsmExtended counts double.
const (
	gsmLetters  = "@£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ¤¡ÄÖÑÜ§¿äöñüà"
	gsmExtended = "^{}\\[~]|€"
)

// nearest replaces the letters of French that the alphabet lacks.
var nearest = strings.NewReplacer("ç", "c", "â", "a", "ê", "e", "ë", "e", "î", "i", "ï", "i", "ô", "o", "û", "u", "ÿ", "y",
	"œ", "oe", "Œ", "OE", "À", "A", "Â", "A", "È", "E", "Ê", "E", "Ë", "E", "Î", "I", "Ï", "I", "Ô", "O", "Ù", "U", "Û", "U",
	"’", "'", "‘", "'", "«", "\"", "»", "\"", "“", "\"", "”", "\"", "…", "...", "–", "-", "—", "-", "\u00a0", " ", "\u202f", " ", "n°", "no ", "°", "o", "`", "'")

func gsm(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= ' ' && r <= '~' || strings.ContainsRune(gsmLetters+gsmExtended, r) {
			return r
		}
		return '?'
	}, nearest.Replace(s))
}

// gsmLength is the length a telephone network counts.
func gsmLength(s string) int {
	n := 0
	for _, r := range s {
		n++
		if strings.ContainsRune(gsmExtended, r) {
			n++
		}
	}
	return n
}

// longSMS warns of a message that takes more than two parts.
func (f *filler) longSMS(l *Letter) diag.List {
	var problems diag.List
	if n := gsmLength(l.Text); n > 306 {
		p := problems.Addf(diag.Pos{File: f.model.File}, diag.Warning, "W209", "SMS de %d caractères pour le client %s : plus de deux messages", n, f.Comm.Client.Code)
		p.Hint, p.Client = fmt.Sprintf("raccourcissez le modèle de %d caractères", n-306), f.Comm.Client.Code
	}
	return problems
}
