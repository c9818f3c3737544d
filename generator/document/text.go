package document

import (
	"io"
	"strings"
)

// Text prints blocks as plain text for an e-mail or a file: one line for each
// paragraph (mail programs fold better than we would), tables in columns.
// U+202F, which many terminals and mail programs draw as a box, becomes U+00A0.
func Text(w io.Writer, blocks []Block) error {
	_, err := io.WriteString(w, wideSpace.Replace(textOf(blocks, "\n\n"))+"\n")
	return err
}

var wideSpace = strings.NewReplacer("\u202f", "\u00a0")

func textOf(blocks []Block, gap string) string {
	var parts []string
	for _, b := range blocks {
		if s := b.text(); s != "" {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, gap)
}

// indent writes first before the first line of s and rest before the others.
func indent(s, first, rest string) string {
	all := strings.Split(s, "\n")
	for i, line := range all {
		prefix := rest
		if i == 0 {
			prefix = first
		}
		all[i] = strings.TrimRight(prefix+line, " ")
	}
	return strings.Join(all, "\n")
}
