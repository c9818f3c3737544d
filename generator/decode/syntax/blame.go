package syntax

import (
	"cmp"
	"fmt"
	"regexp"
	"strings"

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
	e := entryOf(s.lines[n-1])
	return cmp.Or(
		s.tab(n),
		s.inValue(n, e),
		s.unfinished(n, e),
		s.missing(n, e),
		s.misindented(n, e),
		s.problem(n, e.indent, "F003", "cette ligne ne se lit pas à cet endroit",
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
	if tab >= 0 && (strings.Trim(line[:tab], " -") != "" || blank(line)) {
		return -1
	}
	return tab
}

// before returns the last line above n that says something, 0 when none does.
func (s Text) before(n int) int {
	for n--; n > 0 && blank(s.lines[n-1]); n-- {
	}
	return n
}

// after returns the next line below n that says something, 0 when none does.
func (s Text) after(n int) int {
	for n++; n <= len(s.lines); n++ {
		if !blank(s.lines[n-1]) {
			return n
		}
	}
	return 0
}

// unfinished accuses the line above when the faulty one continues it: its colon
// was forgotten or glued, so that it is a text and no key.
func (s Text) unfinished(n int, e entry) *diag.Problem {
	before := s.before(n)
	if before == 0 || e.key == "" {
		return nil
	}
	line := s.lines[before-1]
	above := entryOf(line)
	content := line[above.content:]
	inner := above.content // where the keys of a block begun by the line above would stand
	switch {
	case e.indent < inner && (above.dashes == 0 || e.indent <= above.indent):
	case gluedDash.MatchString(content):
		return s.dash(before, above.content)
	case content == "" || above.word || strings.ContainsRune("\"'[{", rune(content[0])):
	case e.indent == inner || s.rarity(e.indent) > 1:
		return s.colon(before, above.content)
	}
	return nil
}

// missing reports a line whose own colon, dash or space was forgotten, or a dash
// too many among keys.
func (s Text) missing(n int, e entry) *diag.Problem {
	above := s.sameLevel(n, -1, e.indent)
	switch {
	case gluedDash.MatchString(s.lines[n-1][e.content:]) && (above.dash || e.key != ""):
		return s.dash(n, e.content)
	case e.dashes > 0:
		return s.oddItem(n, e, above)
	case above.dash && e.key == "":
		return s.noDash(n)
	case above.dash:
		return s.oddKey(n, e, above)
	case e.key == "":
		return s.colon(n, e.content)
	}
	return nil
}

// oddItem judges an item that follows a key, or lines that begin no list.
func (s Text) oddItem(n int, e entry, above neighbour) *diag.Problem {
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
	child := entryOf(s.lines[first-1])
	real := above.line > 0 && s.realItem(n, e)
	switch {
	case child.dashes == 0 && child.content == e.content && (above.line == 0 || child.key == e.key || real):
		return s.noDash(first)
	case child.dashes > 0 && (s.rarity(child.indent) == 1 || real && s.rarity(child.indent) < s.rarity(e.indent)):
		return s.misaligned(first)
	}
	return stray
}

// realItem reports whether the lines below line n show that its dash was meant:
// another item, or a second key inside this one.
func (s Text) realItem(n int, e entry) bool {
	inside := s.sameLevel(n, +1, e.content)
	return inside.line > 0 && !inside.dash || s.sameLevel(n, +1, e.indent).dash
}

// oddKey judges a key that follows items. It may end a list written at the
// level of its own key; otherwise the fewest are wrong.
func (s Text) oddKey(n int, e entry, above neighbour) *diag.Problem {
	dashes, top := 0, above
	for ; top.dash; top = s.sameLevel(top.line, -1, e.indent) {
		dashes++
	}
	keys := 1
	for below := s.sameLevel(n, +1, e.indent); below.line > 0; below = s.sameLevel(below.line, +1, e.indent) {
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
		e := entryOf(s.lines[n-1])
		switch {
		case blank(s.lines[n-1]):
		case e.indent == indent && e.dashes > 0:
			return neighbour{n, true}
		case e.content == indent && e.key != "" && (step < 0 || e.dashes == 0):
			return neighbour{n, false}
		case e.indent < indent:
			return neighbour{}
		}
	}
	return neighbour{}
}

// opensBlock reports whether a line is a key whose value is on the lines below.
func (s Text) opensBlock(n int) bool {
	e := entryOf(s.lines[n-1])
	return e.key != "" && blank(s.lines[n-1][e.value:])
}

func (s Text) strayDash(n int) *diag.Problem {
	return s.problem(n, entryOf(s.lines[n-1]).indent, "F003", "tiret de trop devant une clé", "supprimez-le, et alignez la clé sur celles du même bloc")
}

func (s Text) noDash(n int) *diag.Problem {
	return s.problem(n, entryOf(s.lines[n-1]).indent, "F003", "un élément de liste est attendu ici", "commencez la ligne par « - », comme les autres éléments")
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
func (s Text) misindented(n int, e entry) *diag.Problem {
	rival := s.before(n)
	if rival > 0 && e.indent < entryOf(s.lines[rival-1]).indent {
		if rival = s.firstChild(n, e); rival == 0 {
			return nil
		}
	}
	if rival == 0 {
		return s.misaligned(n)
	}
	other := entryOf(s.lines[rival-1])
	switch {
	case other.indent == e.indent && other.content == e.content:
		return nil
	case s.rarity(other.indent) < s.rarity(e.indent):
		return s.misaligned(rival)
	}
	return s.misaligned(n)
}

// firstChild returns the first of the lines above n that are indented deeper,
// where a block began that n may have been meant to belong to.
func (s Text) firstChild(n int, e entry) int {
	first := 0
	for n--; n > 0; n-- {
		if blank(s.lines[n-1]) {
			continue
		}
		if entryOf(s.lines[n-1]).content <= e.indent {
			break
		}
		first = n
	}
	return first
}

// rarity counts the lines that start, or whose content starts, at an indentation:
// among two lines at odds, the one indented as no other is wrong.
func (s Text) rarity(indent int) int {
	return s.count(func(e entry) bool { return e.indent == indent || e.content == indent })
}

// misaligned reports a line that is neither at the level of its neighbours nor
// clearly inside them, and names the neighbour it is the closest to.
func (s Text) misaligned(n int) *diag.Problem {
	e := entryOf(s.lines[n-1])
	p := s.problem(n, e.indent, "F003", "retrait irrégulier", "alignez cette ligne sur celles du même bloc")
	best := 4
	for m := max(1, n-10); m <= min(n+10, len(s.lines)); m++ {
		near := entryOf(s.lines[m-1])
		model := near.content
		if e.dashes > 0 {
			model = near.indent
		}
		gap := max(model-e.indent, e.indent-model)
		if m == n || blank(s.lines[m-1]) || gap == 0 || e.dashes > 0 && near.dashes == 0 || gap > best || gap == best && m > n {
			continue
		}
		best = gap
		p.Hint = fmt.Sprintf("alignez cette ligne sur la ligne %d : %d espaces devant", m, model)
	}
	return p
}
