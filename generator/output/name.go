package output

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	maxPath = 200 // bytes below the kit folder; Excel and the Explorer stop at 260 in all
	maxSlug = 60
)

// devices are names that Windows reserves in every folder, whatever their
// extension.
var devices = []string{
	"con", "prn", "aux", "nul", "conin$", "conout$",
	"com0", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "com¹", "com²", "com³",
	"lpt0", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9", "lpt¹", "lpt²", "lpt³",
}

// checkPath refuses a path that leaves the kit or that one of Linux, Windows
// and macOS could not write or read back.
func checkPath(name string) error {
	switch {
	case !fs.ValidPath(name) || name == ".":
		return fmt.Errorf("nom de fichier refusé : %q sort du dossier", name)
	case len(name) > maxPath:
		return fmt.Errorf("nom de fichier refusé : %q dépasse %d caractères", name, maxPath)
	}
	for element := range strings.SplitSeq(name, "/") {
		if why := unportable(element); why != "" {
			return fmt.Errorf("nom de fichier refusé : %q %s", name, why)
		}
	}
	return nil
}

func unportable(element string) string {
	base, _, _ := strings.Cut(strings.ToLower(element), ".")
	switch {
	case strings.ContainsFunc(element, isForbidden):
		return "contient un caractère que Windows ou macOS refuse"
	case strings.HasSuffix(element, ".") || strings.HasSuffix(element, " "):
		return "finit par un point ou une espace"
	case slices.Contains(devices, strings.TrimRight(base, " ")):
		return "porte un nom réservé par Windows"
	}
	return ""
}

// isForbidden refuses combining marks too: macOS takes "é" in one or two
// characters for the same name, Linux does not.
func isForbidden(r rune) bool {
	return unicode.IsControl(r) || unicode.Is(unicode.M, r) || strings.ContainsRune(`<>:"|?*\`, r)
}

// A nameSet remembers which spelling each name was first written with, since
// Windows and macOS take "Site" and "site" for one folder.
type nameSet map[string]string

// add refuses name when it, or one of its folders, is already there in other
// letters, and when it is there in the very same ones.
func (set nameSet) add(name string) error {
	for at := name; at != "."; at = path.Dir(at) {
		former, found := set[fold(at)]
		if found && (former != at || at == name) {
			return fmt.Errorf("nom de fichier refusé : %q et %q se confondent", name, former)
		}
	}
	for at := name; at != "."; at = path.Dir(at) {
		set[fold(at)] = at
	}
	return nil
}

// fold gives the same text for all names that differ only by case: each letter
// becomes the smallest of its case orbit.
func fold(name string) string {
	return strings.Map(func(r rune) rune {
		least := r
		for next := unicode.SimpleFold(r); next != r; next = unicode.SimpleFold(next) {
			least = min(least, next)
		}
		return least
	}, name)
}

// plainLetters are the letters of European names without their marks.
var plainLetters = map[string]string{
	"a": "àáâãäåāăą", "ae": "æ", "c": "çćĉċč", "d": "ďđð", "e": "èéêëēĕėęě", "g": "ĝğġģ",
	"h": "ĥħ", "i": "ìíîïĩīĭįı", "j": "ĵ", "k": "ķ", "l": "ĺļľŀł", "n": "ñńņňŋ",
	"o": "òóôõöøōŏő", "oe": "œ", "r": "ŕŗř", "s": "śŝşšș", "ss": "ß", "t": "ţťŧț", "th": "þ",
	"u": "ùúûüũūŭůűų", "w": "ŵ", "y": "ýÿŷ", "z": "źżž",
}

// Slug returns s as a file name that every system accepts: ASCII letters
// without capitals, digits and single hyphens, at most 60 bytes. Different texts
// may give the same slug. A text without any letter or digit gives "sans-nom".
func Slug(s string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(s) {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			b.WriteRune(r)
		case unicode.Is(unicode.Mn, r): // the accent of a decomposed letter
		case r >= utf8.RuneSelf && plain(r) != "":
			b.WriteString(plain(r))
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	slug := b.String()
	slug = strings.Trim(slug[:min(len(slug), maxSlug)], "-")
	if slug == "" {
		return "sans-nom"
	}
	if slices.Contains(devices, slug) {
		return slug + "-x"
	}
	return slug
}

func plain(r rune) string {
	for letters, marked := range plainLetters {
		if strings.ContainsRune(marked, r) {
			return letters // each marked letter stands in one row only
		}
	}
	return ""
}
