package mail

import (
	"bytes"
	"strings"
	"unicode/utf16"

	"relance/generator/document"
)

// SMS is the text of a document as one message: one line a paragraph, and
// ordinary spaces, quotes and dashes instead of the typographic ones, which would
// make each part of the message shorter by more than half.
func SMS(d *document.Document) string {
	var b bytes.Buffer
	if err := document.Text(&b, d.Body); err != nil {
		panic(err) // a bytes.Buffer does not fail
	}
	s := typewriter.Replace(b.String())
	for strings.Contains(s, "\n\n") {
		s = strings.ReplaceAll(s, "\n\n", "\n")
	}
	return strings.TrimSpace(s)
}

var typewriter = strings.NewReplacer(
	"« ", `"`, "«\u00a0", `"`, "«", `"`, " »", `"`, "\u00a0»", `"`, "»", `"`,
	"\u00a0", " ", "\u202f", " ", "’", "'", "‘", "'", "“", `"`, "”", `"`,
	"–", "-", "—", "-", "…", "...", "œ", "oe", "Œ", "OE")

// The characters of an SMS (GSM 03.38): those that count for one, and those that
// count for two.
const (
	gsmSingle = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
	gsmDouble = "^{}\\[~]|€\f"
)

// GSM7 returns how many messages s is charged for, and the characters that the
// SMS alphabet lacks, each once: a single one makes parts of 70 characters
// instead of 160.
func GSM7(s string) (parts int, offending []rune) {
	units := 0
	for _, r := range s {
		switch {
		case strings.ContainsRune(gsmSingle, r):
			units++
		case strings.ContainsRune(gsmDouble, r):
			units += 2
		case !strings.ContainsRune(string(offending), r):
			offending = append(offending, r)
		}
	}
	if len(offending) > 0 {
		return messages(len(utf16.Encode([]rune(s))), 70, 67), offending
	}
	return messages(units, 160, 153), nil
}

// messages: a message cut in parts loses some room in each to say their order.
func messages(units, alone, each int) int {
	if units <= alone {
		return 1
	}
	return (units + each - 1) / each
}
