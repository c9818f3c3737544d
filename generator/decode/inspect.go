package decode

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"relance/generator/diag"
)

const (
	maxSize = 16 << 20
	// maxCharacters is how many forbidden characters of a file are shown one by one.
	maxCharacters = 20

	saveAsUTF8 = "enregistrez le fichier en UTF-8 (Bloc-notes : Fichier, Enregistrer sous, Encodage : UTF-8)"
)

// inspect checks the bytes of a file before anything reads them. It returns the
// text without its byte order mark. When readable is false the characters would
// lead the YAML reader astray, and nothing more can be said of the file.
func inspect(file string, src []byte) (text []byte, l diag.List, readable bool) {
	top := diag.Pos{File: file, Line: 1, Col: 1}
	switch {
	case len(src) > maxSize:
		l.Addf(diag.Pos{File: file}, diag.Fault, "F007", "fichier de %d Mio, 16 Mio au plus", (len(src)+1<<20-1)>>20).
			Hint = "tenez les factures dans un tableur, et nommez-le dans relance.yaml : « donnees: {fichier: factures.xlsx} »"
		return src, l, false
	case bytes.HasPrefix(src, []byte("PK\x03\x04")):
		l.Addf(diag.Pos{File: file}, diag.Fault, "F007", "ce fichier est un classeur ou une archive, pas un texte").
			Hint = "nommez le classeur sous « donnees », ou exportez-en un fichier texte"
		return src, l, false
	case isUTF16(src):
		l.Addf(top, diag.Fault, "F007", "le fichier est enregistré en UTF-16").Hint = saveAsUTF8
		return src, l, false
	}
	text = bytes.TrimPrefix(src, []byte("\ufeff"))
	readable = inspectCharacters(file, text, &l)
	return text, l, readable
}

func isUTF16(src []byte) bool {
	if bytes.HasPrefix(src, []byte{0xff, 0xfe}) || bytes.HasPrefix(src, []byte{0xfe, 0xff}) {
		return true
	}
	// Without a mark, plain French in UTF-16 still has a NUL in each pair.
	return len(src) >= 4 && len(src)%2 == 0 && (src[0] == 0) != (src[1] == 0) && (src[2] == 0) == (src[0] == 0) && (src[3] == 0) == (src[1] == 0)
}

func inspectCharacters(file string, text []byte, l *diag.List) (readable bool) {
	readable = true
	pos := diag.Pos{File: file, Line: 1, Col: 1}
	found := 0
	for i, size := 0, 0; i < len(text); i += size {
		r := rune(text[i])
		if r >= ' ' && r <= '~' { // most of a text, and none of it refused
			pos.Col, size = pos.Col+1, 1
			continue
		}
		r, size = utf8.DecodeRune(text[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			addEncodingFault(l, pos, text[i:])
			return false
		case r == '\n' || r == '\r' && !bytes.HasPrefix(text[i+1:], []byte("\n")):
			pos.Line, pos.Col = pos.Line+1, 1
			continue
		}
		if what, structural := forbidden(r); what != "" {
			if found++; found <= maxCharacters {
				l.Addf(pos, diag.Fault, "F007", "%s (U+%04X)", what, r).Hint = "supprimez-le, ou retapez le mot qui le contient"
			}
			readable = readable && !structural
		}
		pos.Col++
	}
	if more := found - maxCharacters; more > 0 {
		l.Addf(diag.Pos{File: file}, diag.Fault, "F007", "caractères interdits en trop grand nombre : %d autres ne sont pas montrés", more).
			Hint = "vérifiez que ce fichier est bien un texte"
	}
	return readable
}

// forbidden says why a character is refused, or nothing. A structural one would
// be refused by the YAML reader without a place, or taken for a line end.
func forbidden(r rune) (what string, structural bool) {
	switch {
	case r < utf8.RuneSelf && r >= ' ' && r != 0x7f, r == '\t', r == '\r', r >= 'À' && r <= 'ſ':
		return "", false
	case r == 0x85, r == 0x2028, r == 0x2029:
		return "saut de ligne invisible", true
	case unicode.Is(unicode.Cc, r):
		return "caractère de contrôle", true
	case unicode.Is(unicode.Bidi_Control, r):
		return "caractère invisible qui change le sens de lecture", false
	case unicode.Is(unicode.Cf, r):
		return "caractère invisible", r == 0xfeff
	case unicode.Is(unicode.Co, r):
		return "caractère à usage privé, réservé au programme", false
	case r == utf8.RuneError:
		return "caractère perdu « \ufffd » lors d'un enregistrement précédent", false
	case r&0xfffe == 0xfffe, r >= 0xfdd0 && r <= 0xfdef:
		return "caractère inexistant", true
	}
	return "", false
}

func addEncodingFault(l *diag.List, pos diag.Pos, rest []byte) {
	p := l.Addf(pos, diag.Fault, "F007", "le fichier n'est pas enregistré en UTF-8 (octet %02X)", rest[0])
	p.Hint = saveAsUTF8
	if letter, ok := windows1252[rest[0]]; ok {
		p.Text = "le fichier n'est pas enregistré en UTF-8, mais sans doute en Windows-1252 (ici « " + letter + " »)"
	}
}

// windows1252 gives the bytes that French texts hold in that encoding.
var windows1252 = map[byte]string{
	0x80: "€", 0x85: "…", 0x8c: "Œ", 0x91: "‘", 0x92: "’", 0x93: "“", 0x94: "”", 0x96: "–", 0x97: "—", 0x9c: "œ",
	0xa0: "espace insécable", 0xab: "«", 0xb0: "°", 0xb2: "²", 0xbb: "»",
	0xc0: "À", 0xc2: "Â", 0xc7: "Ç", 0xc8: "È", 0xc9: "É", 0xca: "Ê", 0xcb: "Ë", 0xce: "Î", 0xcf: "Ï", 0xd4: "Ô", 0xd9: "Ù", 0xdb: "Û",
	0xe0: "à", 0xe2: "â", 0xe4: "ä", 0xe7: "ç", 0xe8: "è", 0xe9: "é", 0xea: "ê", 0xeb: "ë", 0xee: "î", 0xef: "ï",
	0xf4: "ô", 0xf6: "ö", 0xf9: "ù", 0xfb: "û", 0xfc: "ü",
}
