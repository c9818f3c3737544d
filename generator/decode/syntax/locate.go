package syntax

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"relance/generator/diag"
)

// budget bounds the bytes parsed again in search of the line.
const budget = 64 << 20

// A search looks for the first line from which the text is not YAML for good.
type search struct {
	Text
	refuse func(text []byte) error
	spent  int
	errs   map[int]error // by how many lines were parsed
}

// Blame says what is wrong in a text that refuse, the YAML reader, has refused
// with the given error.
func (s Text) Blame(refusal error, refuse func(text []byte) error) *diag.Problem {
	if strings.Contains(refusal.Error(), "exceeded max depth") {
		return s.problem(1, 0, "F003", "trop de crochets ou de retraits les uns dans les autres", "vérifiez les crochets et les retraits du fichier")
	}
	found := search{Text: s, refuse: refuse, errs: map[int]error{len(s.lines): refusal}}
	return s.blame(found.firstBad(reportedLine(refusal)))
}

// problem reports a fault at a byte offset of a line.
func (s Text) problem(line, offset int, code, text, hint string) *diag.Problem {
	before := s.lines[line-1][:min(offset, len(s.lines[line-1]))]
	return &diag.Problem{Pos: s.At(line, utf8.RuneCountInString(before)+1), Code: code, Text: text, Hint: hint}
}

func reportedLine(err error) (n int) {
	fmt.Sscanf(err.Error(), "yaml: line %d", &n)
	return max(n, 1)
}

// firstBad gallops from the line yaml.v3 reported to one that is bad, back to one
// that is good, then searches between them by halves. Once the budget is spent,
// what is known is the answer.
func (f *search) firstBad(reported int) int {
	good, bad := 0, len(f.lines)
	for step := 0; reported+step < bad; step = 2*step + 1 {
		if f.bad(reported + step) {
			bad = reported + step
		} else {
			good = reported + step
		}
	}
	for step := 1; bad-step > good; step *= 2 {
		if f.bad(bad - step) {
			bad -= step
		} else {
			good = bad - step
		}
	}
	for good+1 < bad {
		if middle := (good + bad) / 2; f.bad(middle) {
			bad = middle
		} else {
			good = middle
		}
	}
	return bad
}

// patience is over how many lines a bracket or a quote may rightly stay open.
const patience = 40

// bad reports whether the first n lines are refused, and not merely because
// they stop inside brackets or quotes that a later line closes.
func (f *search) bad(n int) bool {
	err := f.refusal(n)
	if err == nil || !leftOpen(err) {
		return err != nil
	}
	for m := n + 1; m <= min(n+patience, len(f.lines)); m++ {
		if f.refusal(m) == nil {
			return false
		}
	}
	return true
}

// leftOpen recognizes what yaml.v3 says of a text that stops inside brackets or
// quotes.
func leftOpen(err error) bool {
	for _, text := range []string{"unexpected end of stream", "expected ',' or", "expected node content"} {
		if strings.Contains(err.Error(), text) {
			return true
		}
	}
	return false
}

// refusal returns what yaml.v3 says against the first n lines, nil when it
// accepts them or is not to be asked any more.
func (f *search) refusal(n int) error {
	err, known := f.errs[n]
	if known || f.spent > budget {
		return err
	}
	text := strings.Join(f.lines[:n], "\n") + "\n"
	f.spent += len(text)
	err = f.refuse([]byte(text))
	f.errs[n] = err
	return err
}
