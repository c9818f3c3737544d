// Package script writes YAML that people will read and go on editing: block
// style, quotes only where YAML would see something else than a text.
package script

import (
	"strconv"
	"strings"
	"unicode"
)

// Scalar writes a text as a block value, quoted if it has to be.
func Scalar(s string) string {
	if plain(s) {
		return s
	}
	return quote(s)
}

// Flow writes a text between braces or brackets, where most marks have a meaning
// of their own somewhere.
func Flow(s string) string {
	odd := func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune(" .-_/@°€’", r)
	}
	if plain(s) && !strings.ContainsFunc(s, odd) {
		return s
	}
	return quote(s)
}

// plain tells a text that reads as itself without quotes. Digits alone are
// quoted: they keep their zeros, and look like the identifiers they are.
func plain(s string) bool {
	if s == "" || strings.TrimSpace(s) != s || strings.ContainsAny(s[:1], "-?:,[]{}#&*!|>'\"%@`=<~.+") {
		return false
	}
	if strings.Contains(s, ": ") || strings.Contains(s, " #") || strings.HasSuffix(s, ":") || strings.Contains(s, "\t") {
		return false
	}
	if strings.Trim(s, "0123456789.,_+-eExXoO:/ ") == "" && s[0] >= '0' && s[0] <= '9' {
		return false
	}
	for _, r := range s {
		if !unicode.IsPrint(r) && r != '\u00a0' && r != '\u202f' {
			return false
		}
	}
	switch strings.ToLower(s) {
	case "yes", "no", "true", "false", "null", "on", "off", "y", "n", "oui", "non":
		return false
	}
	return true
}

func quote(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case r < ' ' || r == 0x7f || r >= 0x80 && r < 0xa0 || r == 0x2028 || r == 0x2029 || r == 0xfeff:
			b.WriteString(`\u` + pad(strconv.FormatInt(int64(r), 16)))
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

func pad(hex string) string { return strings.Repeat("0", 4-len(hex)) + hex }
