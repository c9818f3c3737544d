package syntax

import (
	"cmp"
	"fmt"
	"regexp"
	"strings"

	"relance/generator/decode/syntax/entry"
	"relance/generator/diag"
)

var (
	gluedKey  = regexp.MustCompile(`^[\pL_][\pL\pN_]*:[^\s/]`)
	gluedDash = regexp.MustCompile(`^-[^\s-]`)
	firstWord = regexp.MustCompile(`^[\pL_][\pL\pN_]*`)
)

// blame says what is wrong around the line where the text stops being YAML.
// The line itself is looked at first; a sound line accuses the one before it,
// which it was taken to continue, or the indentation of one of the two.
func (s Text) blame(n int) *diag.Problem {
	e := entry.Of(s.lines[n-1])
	return cmp.Or(
		s.tab(n),
		s.inValue(n, e),
		s.unfinished(n, e),
		s.missing(n, e),
		s.misindented(n, e),
		s.problem(n, e.Indent, "F003", "cette ligne ne se lit pas à cet endroit",
			"vérifiez le retrait, les deux-points et les guillemets de cette ligne et de la précédente"),
	)
}

// tab reports a tab in the indentation, and where the others are.
func (s Text) tab(n int) *diag.Problem {
	offset := tabIn(s.lines[n-1])
	if offset < 0 {
		return nil
	}
	p := s.problem(n, offset, "F003", "tabulation dans le retrait", "remplacez-la par des espaces")
	more := 0
	for _, line := range s.lines[n:] {
		if tabIn(line) >= 0 {
			more++
		}
	}
	if more > 0 {
		p.Hint += fmt.Sprintf(" ; autres lignes concernées plus bas : %d", more)
	}
	return p
}

// tabIn returns the offset of the first tab in the indentation of a line, or -1.
func tabIn(line string) int {
	tab := strings.IndexByte(line, '\t')
	if tab >= 0 && (strings.Trim(line[:tab], " -") != "" || entry.Blank(line)) {
		return -1
	}
	return tab
}

// before returns the last line above n that says something, 0 when none does.
func (s Text) before(n int) int {
	for n--; n > 0 && entry.Blank(s.lines[n-1]); n-- {
	}
	return n
}

// after returns the next line below n that says something, 0 when none does.
func (s Text) after(n int) int {
	for n++; n <= len(s.lines); n++ {
		if !entry.Blank(s.lines[n-1]) {
			return n
		}
	}
	return 0
}

// unfinished accuses the line above when the faulty one continues it: its colon
// was forgotten or glued, so that it is a text and no key.
func (s Text) unfinished(n int, e entry.Entry) *diag.Problem {
	before := s.before(n)
	if before == 0 || e.Key == "" {
		return nil
	}
	line := s.lines[before-1]
	above := entry.Of(line)
	content := line[above.Content:]
	inner := above.Content // where the keys of a block begun by the line above would stand
	switch {
	case e.Indent < inner && (above.Dashes == 0 || e.Indent <= above.Indent):
	case gluedDash.MatchString(content):
		return s.dash(before, above.Content)
	case content == "" || above.Word || strings.ContainsRune("\"'[{", rune(content[0])):
	case e.Indent == inner || s.rarity(e.Indent) > 1:
		return s.colon(before, above.Content)
	}
	return nil
}

// missing reports a line whose own colon, dash or space was forgotten, or a dash
// too many among keys.
func (s Text) missing(n int, e entry.Entry) *diag.Problem {
	above := s.sameLevel(n, -1, e.Indent)
	switch {
	case gluedDash.MatchString(s.lines[n-1][e.Content:]) && (above.dash || e.Key != ""):
		return s.dash(n, e.Content)
	case e.Dashes > 0:
		return s.oddItem(n, e, above)
	case above.dash && e.Key == "":
		return s.noDash(n)
	case above.dash:
		return s.oddKey(n, e, above)
	case e.Key == "":
		return s.colon(n, e.Content)
	}
	return nil
}

// oddItem judges an item that follows a key, or lines that begin no list.
func (s Text) oddItem(n int, e entry.Entry, above neighbour) *diag.Problem {
	if above.dash || above.line > 0 && above.line == s.before(n) && s.opensBlock(above.line) {
		return nil
	}
	var stray *diag.Problem
	if above.line > 0 {
		stray = s.strayDash(n)
	}
	first := s.firstChild(n, e)
	if first == 0 || above.line > 0 && above.line != s.before(first) {
		return stray
	}
	child := entry.Of(s.lines[first-1])
	real := above.line > 0 && s.realItem(n, e)
	switch {
	case child.Dashes == 0 && child.Content == e.Content && (above.line == 0 || child.Key == e.Key || real):
		return s.noDash(first)
	case child.Dashes > 0 && (s.rarity(child.Indent) == 1 || real && s.rarity(child.Indent) < s.rarity(e.Indent)):
		return s.misaligned(first)
	}
	return stray
}

// realItem reports whether the lines below line n show that its dash was meant:
// another item, or a second key inside this one.
func (s Text) realItem(n int, e entry.Entry) bool {
	inside := s.sameLevel(n, +1, e.Content)
	return inside.line > 0 && !inside.dash || s.sameLevel(n, +1, e.Indent).dash
}

// oddKey judges a key that follows items. It may end a list written at the
// level of its own key; otherwise the fewest are wrong.
func (s Text) oddKey(n int, e entry.Entry, above neighbour) *diag.Problem {
	dashes, top := 0, above
	for ; top.dash; top = s.sameLevel(top.line, -1, e.Indent) {
		dashes++
	}
	keys := 1
	for below := s.sameLevel(n, +1, e.Indent); below.line > 0; below = s.sameLevel(below.line, +1, e.Indent) {
		if !below.dash {
			keys++
		}
	}
	switch {
	case top.line > 0:
		return nil
	case keys > dashes:
		return s.strayDash(above.line)
	}
	return s.noDash(n)
}

// A neighbour is the closest line of the same level, above or below; its line is
// 0 when there is none.
type neighbour struct {
	line int
	dash bool // an item, otherwise a key
}

// sameLevel looks above n (step -1) or below it (step +1) for an item or a key
// that stands at an indentation, without leaving the block.
func (s Text) sameLevel(n, step, indent int) neighbour {
	for n += step; n > 0 && n <= len(s.lines); n += step {
		e := entry.Of(s.lines[n-1])
		switch {
		case entry.Blank(s.lines[n-1]):
		case e.Indent == indent && e.Dashes > 0:
			return neighbour{n, true}
		case e.Content == indent && e.Key != "" && (step < 0 || e.Dashes == 0):
			return neighbour{n, false}
		case e.Indent < indent:
			return neighbour{}
		}
	}
	return neighbour{}
}

// opensBlock reports whether a line is a key whose value is on the lines below.
func (s Text) opensBlock(n int) bool {
	e := entry.Of(s.lines[n-1])
	return e.Key != "" && entry.Blank(s.lines[n-1][e.Value:])
}

func (s Text) strayDash(n int) *diag.Problem {
	return s.problem(n, entry.Of(s.lines[n-1]).Indent, "F003", "tiret de trop devant une clé", "supprimez-le, et alignez la clé sur celles du même bloc")
}

func (s Text) noDash(n int) *diag.Problem {
	return s.problem(n, entry.Of(s.lines[n-1]).Indent, "F003", "un élément de liste est attendu ici", "commencez la ligne par « - », comme les autres éléments")
}

func (s Text) dash(n, offset int) *diag.Problem {
	return s.problem(n, offset, "F003", "il manque une espace après le tiret", "écrivez « - "+diag.Short(strings.TrimLeft(s.lines[n-1][offset:], "-"))+" »")
}

// colon reports a line that is not a key for want of a colon or of the space
// after it.
func (s Text) colon(n, offset int) *diag.Problem {
	content := s.lines[n-1][offset:]
	word := firstWord.FindString(content)
	if rest := content[len(word):]; word != "" && (rest == "" || rest[0] == ' ' || gluedKey.MatchString(content)) {
		text, hint := MissingColon(content, word)
		at := offset + len(word)
		if strings.HasPrefix(rest, ":") {
			at++
		}
		return s.problem(n, at, "F003", text, hint)
	}
	return s.problem(n, offset, "F003", "cette ligne n'a pas la forme « clé: valeur »", "ajoutez la clé et ses deux-points, ou mettez le texte entre guillemets à la suite de sa clé")
}

// MissingColon words a line that begins with a key and goes on without a colon,
// or without a space after it.
func MissingColon(line, key string) (text, hint string) {
	rest := strings.TrimRight(line[len(key):], " ")
	hint = "écrivez « " + key + ": " + diag.Short(strings.TrimLeft(rest, ": ")) + " »"
	switch {
	case strings.HasPrefix(rest, ":"):
		return "il manque une espace après « " + key + ": »", hint
	case rest == "":
		return "il manque « : » après « " + key + " »", "écrivez « " + key + ": »"
	}
	return "il manque « : » après « " + key + " »", hint + ", ou commencez la ligne par # si c'est une remarque"
}

// misindented accuses the indentation of line n, or that of a line above, when
// both cannot stand where they are.
func (s Text) misindented(n int, e entry.Entry) *diag.Problem {
	rival := s.before(n)
	if rival > 0 && e.Indent < entry.Of(s.lines[rival-1]).Indent {
		if rival = s.firstChild(n, e); rival == 0 {
			return nil
		}
	}
	if rival == 0 {
		return s.misaligned(n)
	}
	other := entry.Of(s.lines[rival-1])
	switch {
	case other.Indent == e.Indent && other.Content == e.Content:
		return nil
	case s.rarity(other.Indent) < s.rarity(e.Indent):
		return s.misaligned(rival)
	}
	return s.misaligned(n)
}

// firstChild returns the first of the lines above n that are indented deeper,
// where a block began that n may have been meant to belong to.
func (s Text) firstChild(n int, e entry.Entry) int {
	first := 0
	for n--; n > 0; n-- {
		if entry.Blank(s.lines[n-1]) {
			continue
		}
		if entry.Of(s.lines[n-1]).Content <= e.Indent {
			break
		}
		first = n
	}
	return first
}

// rarity counts the lines that start, or whose content starts, at an indentation:
// among two lines at odds, the one indented as no other is wrong.
func (s Text) rarity(indent int) int {
	return s.count(func(e entry.Entry) bool { return e.Indent == indent || e.Content == indent })
}

// misaligned reports a line that is neither at the level of its neighbours nor
// clearly inside them, and names the neighbour it is the closest to.
func (s Text) misaligned(n int) *diag.Problem {
	e := entry.Of(s.lines[n-1])
	p := s.problem(n, e.Indent, "F003", "retrait irrégulier", "alignez cette ligne sur celles du même bloc")
	best := 4
	for m := max(1, n-10); m <= min(n+10, len(s.lines)); m++ {
		near := entry.Of(s.lines[m-1])
		model := near.Content
		if e.Dashes > 0 {
			model = near.Indent
		}
		gap := max(model-e.Indent, e.Indent-model)
		if m == n || entry.Blank(s.lines[m-1]) || gap == 0 || e.Dashes > 0 && near.Dashes == 0 || gap > best || gap == best && m > n {
			continue
		}
		best = gap
		p.Hint = fmt.Sprintf("alignez cette ligne sur la ligne %d : %d espaces devant", m, model)
	}
	return p
}
