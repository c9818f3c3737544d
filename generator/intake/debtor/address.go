package debtor

import (
	"slices"
	"strings"

	"relance/generator/diag"
	"relance/generator/intake/found"
	"relance/generator/intake/sheet"
)

// address makes the lines of an envelope.
func (b *Roll) address(r sheet.Row) []string {
	var lines []string
	for _, f := range []string{"adresse", "adresse2"} {
		for line := range strings.SplitSeq(b.Cell(r, f).Text, "\n") {
			if line = found.OneLine(line); line != "" {
				lines = append(lines, line)
			}
		}
	}
	code := b.Text(r, "code_postal")
	if len(code) == 4 && digitsOnly(code) && country(b.Text(r, "pays")) == "" {
		b.imp.Note(b.Pos(r, "code_postal"), "W356", "remettez le zéro du début, la colonne au format Texte, si l'adresse est en France",
			"code postal « %s » à quatre chiffres : le tableur a sans doute effacé un zéro", code)
	}
	if last := found.OneLine(code + " " + b.Text(r, "ville")); last != "" {
		lines = append(lines, last)
	}
	return lines
}

func digitsOnly(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// country is how a letter names a country, "" for those that French post serves as
// its own.
func country(said string) string {
	if slices.Contains(inland, diag.Fold(said)) {
		return ""
	}
	return said
}

// inland are France and its overseas parts, by name and by their codes of ISO 3166.
var inland = []string{"", "france", "france metropolitaine", "fr", "fra", "gp", "mq", "gf", "re", "yt", "pm", "bl", "mf",
	"guadeloupe", "martinique", "guyane", "guyane francaise", "reunion", "la reunion", "mayotte", "saint-pierre-et-miquelon", "saint-barthelemy", "saint-martin"}
