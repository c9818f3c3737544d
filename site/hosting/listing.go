package hosting

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"strings"
)

// Listing names the file that lists those of a site, one a line: SHA-256 in hex,
// two spaces, name. Whoever copies a newer site over an older one learns from it
// what to remove, and what somebody has changed.
const Listing = "_/fichiers.txt"

// A List is the listing of files, in the order they are added.
type List struct{ text bytes.Buffer }

// Add puts a file at the end of the listing.
func (l *List) Add(name string, data []byte) {
	sum := sha256.Sum256(data)
	l.text.WriteString(hex.EncodeToString(sum[:]) + "  " + name + "\n")
}

// Text is the listing.
func (l *List) Text() []byte { return l.text.Bytes() }

// Listed reads a listing: the SHA-256 of each file, by name.
func Listed(data []byte) map[string]string {
	out := map[string]string{}
	for line := range strings.Lines(string(data)) {
		if sum, name, ok := strings.Cut(strings.TrimRight(line, "\r\n"), "  "); ok {
			out[name] = sum
		}
	}
	return out
}
