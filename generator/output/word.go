package output

import "regexp"

var plainWord = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$`)

// Word is a code as part of a file name: as it is when every system takes it, capitals
// included, else its [Slug].
func Word(code string) string {
	if plainWord.MatchString(code) {
		return code
	}
	return Slug(code)
}
