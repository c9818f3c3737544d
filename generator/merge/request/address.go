package request

import (
	"regexp"
	"strings"
)

// OneLine is a postal address in a sentence.
func OneLine(lines []string) string { return strings.Join(Whole(lines), ", ") }

// Whole are the lines of an address, for a text that is set in columns: none ends
// between a postcode and its town, nor before a cedex and its number.
func Whole(lines []string) []string {
	out := make([]string, len(lines))
	for i, l := range lines {
		out[i] = postal.ReplaceAllStringFunc(l, func(s string) string { return strings.ReplaceAll(s, " ", "\u00a0") })
	}
	return out
}

var postal = regexp.MustCompile(`(?i)^[0-9]{4,5} | cedex( [0-9]{1,2})?$`)
