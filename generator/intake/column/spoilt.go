package column

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"

	"relance/generator/diag"
)

// Spoilt says what has happened to a text so that it must not be printed, "" when
// nothing has.
func Spoilt(s string) (why string) {
	switch {
	case isPlain(s):
	case strings.ContainsFunc(s, unseen):
		return fmt.Sprintf("caractères invisibles dans « %s »", diag.Short(diag.Visible(s)))
	case mangled.MatchString(s):
		return fmt.Sprintf("accents abîmés dans « %s » : exportez de nouveau le fichier, en UTF-8", diag.Short(s))
	}
	return ""
}

// isPlain recognises most texts at a glance: printable ASCII.
func isPlain(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}

// unseen tells the characters that hide what a text says: controls, private use,
// invisible marks of direction.
func unseen(r rune) bool {
	return r == unicode.ReplacementChar || unicode.In(r, unicode.Cc, unicode.Co, unicode.Cs, unicode.Cf) && r != '\u00ad' && r != '\u200d'
}

// mangled finds the accents of a text in UTF-8 that was once read as Windows-1252
// and written again: Ã© for é, â€™ for an apostrophe.
var mangled = regexp.MustCompile(`Ã[\x{80}-\x{BF}€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|Â[°«»\x{A0}]|â€`)

var (
	exponent  = regexp.MustCompile(`^[0-9][.,]?[0-9]*E\+[0-9]+$`)
	typedDate = regexp.MustCompile(`^(?:0[1-9]|[12][0-9]|3[01])/(?:0[1-9]|1[0-2])/(?:19|20)[0-9]{2}$`)
)

// IsExponent tells what Excel leaves of a long number in a CSV file: 7,32E+13.
func IsExponent(s string) bool { return exponent.MatchString(s) }

// IsTypedDate tells what a CSV file keeps of a number like 12-05 that Excel has
// taken for a day.
func IsTypedDate(s string) bool { return typedDate.MatchString(s) }
