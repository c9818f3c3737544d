package csv

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	xunicode "golang.org/x/text/encoding/unicode"

	"relance/generator/diag"
	"relance/generator/grid"
)

// Decode turns the bytes of a text file into text, with LF alone as line end,
// and names the encoding found. What is no text is refused.
func Decode(file string, src []byte) (text, name string, l diag.List) {
	src = bytes.TrimSuffix(src, []byte{0x1a}) // the end of file of DOS
	refuse := func(what, hint string) (string, string, diag.List) {
		l.Addf(diag.Pos{File: file}, diag.Fault, "F054", "%s", what).Hint = hint
		return "", "", l
	}
	const again = "exportez-le de nouveau en « CSV UTF-8 »"
	name, decoder := detect(src)
	if decoder == nil {
		text = string(bytes.TrimPrefix(src, []byte("\xef\xbb\xbf")))
	} else {
		plain, err := decoder.NewDecoder().Bytes(src)
		if err != nil {
			return refuse("texte illisible ("+name+")", again)
		}
		text = string(plain)
	}
	switch {
	case strings.ContainsRune(text, 0):
		return refuse("ce fichier contient des octets nuls : il est abîmé, ou ce n'est pas un fichier de texte", again)
	case strings.ContainsRune(text, utf8.RuneError):
		return refuse("ce fichier contient des caractères déjà perdus (�)", "reprenez le fichier d'origine : "+again)
	}
	return unixLines(grid.Composed(text)), name, nil
}

// unixLines counts \r\r\n, which some accounting programs write, as one line end.
func unixLines(s string) string {
	if !strings.Contains(s, "\r") {
		return s
	}
	s = strings.ReplaceAll(s, "\r\r\n", "\n")
	s = strings.ReplaceAll(s, "\r\n", "\n")
	return strings.ReplaceAll(s, "\r", "\n")
}

// legacy are the encodings of files that are not Unicode, the most common first:
// it wins a draw.
var legacy = []struct {
	name string
	enc  *charmap.Charmap
}{
	{"Windows-1252", charmap.Windows1252},
	{"ISO 8859-15", charmap.ISO8859_15},
	{"DOS (cp850)", charmap.CodePage850},
	{"Mac Roman", charmap.Macintosh},
}

// detect returns the encoding of a text, nil for UTF-8.
func detect(src []byte) (string, encoding.Encoding) {
	utf16 := func(order xunicode.Endianness) encoding.Encoding { return xunicode.UTF16(order, xunicode.UseBOM) }
	bare := func(order xunicode.Endianness) encoding.Encoding { return xunicode.UTF16(order, xunicode.IgnoreBOM) }
	switch even, odd := zeros(src); {
	case bytes.HasPrefix(src, []byte{0xff, 0xfe}):
		return "UTF-16", utf16(xunicode.LittleEndian)
	case bytes.HasPrefix(src, []byte{0xfe, 0xff}):
		return "UTF-16", utf16(xunicode.BigEndian)
	case odd > len(src)/5 && even == 0:
		return "UTF-16", bare(xunicode.LittleEndian)
	case even > len(src)/5 && odd == 0:
		return "UTF-16", bare(xunicode.BigEndian)
	case utf8.Valid(src):
		return "UTF-8", nil
	}
	best, bestScore := 0, 0
	for i, c := range legacy {
		if score := french(src, c.enc); i == 0 || score > bestScore {
			best, bestScore = i, score
		}
	}
	return legacy[best].name, legacy[best].enc
}

// zeros counts the NUL bytes at even and odd offsets: French in UTF-16 has one
// for nearly each letter.
func zeros(src []byte) (even, odd int) {
	for i, b := range src {
		if b == 0 {
			even, odd = even+(i+1)%2, odd+i%2
		}
	}
	return even, odd
}

// weights is how much a character speaks for French, by how often French has it.
var weights = map[rune]int{
	'é': 10, 'è': 6, 'à': 6, 'ê': 5, 'ç': 5, 'ô': 5, 'î': 4, 'û': 3, 'ù': 4, 'ï': 3, 'ë': 3, 'â': 4, 'œ': 3,
	'É': 3, 'È': 2, 'À': 2, 'Ê': 2, 'Ç': 2, 'Ô': 2, 'Î': 1, 'Û': 1, 'Ï': 1, 'Ë': 1, 'Â': 1, 'Œ': 1,
	'’': 3, '«': 2, '»': 2, '€': 3, '°': 3, '–': 1, '…': 1, 'º': 1, '²': 0, 'ü': 0, 'ö': 0, 'ä': 0, 'ñ': 0,
	'\u00a0': 1, '\u202f': 1,
}

// french scores a text as it reads in an encoding.
func french(src []byte, enc *charmap.Charmap) int {
	score := 0
	before := 'x'
	for i, b := range src {
		r := enc.DecodeByte(b)
		if b >= 0x80 {
			next := ' '
			if i+1 < len(src) {
				next = enc.DecodeByte(src[i+1])
			}
			score += weigh(before, r, next)
		}
		before = r
	}
	return score
}

func weigh(before, r, next rune) int {
	w, known := weights[r]
	inWord := unicode.IsLower(before) && unicode.IsLower(next)
	switch {
	case !known && unicode.IsLetter(r):
		return -3
	case !known:
		return -8
	case inWord && unicode.IsUpper(r):
		return -5
	case inWord && !unicode.IsLetter(r) && r != '’':
		return -5
	case unicode.IsLower(r) && unicode.IsUpper(before) && unicode.IsUpper(next):
		return -3
	case r == 'î' && !unicode.IsLetter(before) && next != 'l':
		return -3 // only « île » begins so; in Windows the same byte begins « Œuvre »
	}
	return w
}
