package hosting

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"iter"
	"strings"
)

// Listing names the file that lists those of a site, one a line: SHA-256 in hex,
// two spaces, name. Whoever copies a newer site over an older one learns from it
// what to remove, and what somebody has changed.
const Listing = "_/fichiers.txt"

// List is the listing of files: name and data of each.
func List(files iter.Seq2[string, []byte]) []byte {
	var out bytes.Buffer
	for name, data := range files {
		sum := sha256.Sum256(data)
		out.WriteString(hex.EncodeToString(sum[:]) + "  " + name + "\n")
	}
	return out.Bytes()
}

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
