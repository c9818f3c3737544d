package syntax

import (
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
func (s Text) blame(n int, refusal string) diag.Problem {
	line := s.lines[n-1]
	if tab := strings.IndexByte(line, '\t'); tab >= 0 && strings.Trim(line[:tab], " -") == "" && strings.TrimSpace(line) != "" {
		return s.tab(n, tab)
	}
	if p, ok := s.inValue(n); ok {
		return p
	}
	e := entryOf(line)
	before := s.before(n)
	if p, ok := s.unfinished(before, e); ok {
		return p
	}
	if p, ok := s.missing(n, e); ok {
		return p
	}
	if guilty := s.misindented(n, e, before); guilty > 0 {
		return s.misaligned(guilty)
	}
	if strings.Contains(refusal, "block sequence entries") || e.dashes > 0 && strings.Contains(refusal, "expected key") {
		return s.problem(n, e.indent, "F003", "un élément de liste n'a pas sa place ici", "supprimez le tiret, ou alignez-le sur les autres éléments de la liste")
	}
	return s.problem(n, e.indent, "F003", "cette ligne ne se lit pas à cet endroit",
		"vérifiez le retrait, les deux-points et les guillemets de cette ligne et de la précédente")
}

// tab reports a tab in the indentation, and where the others are.
func (s Text) tab(n, offset int) diag.Problem {
	p := s.problem(n, offset, "F003", "tabulation dans le retrait", "remplacez-la par des espaces")
	more := 0
	for _, line := range s.lines[n:] {
		if strings.HasPrefix(strings.TrimLeft(line, " "), "\t") && !blank(line) {
			more++
		}
	}
	switch {
	case more == 1:
		p.Hint += " ; une autre ligne plus bas en contient une"
	case more > 1:
		p.Hint += fmt.Sprintf(" ; %d autres lignes plus bas en contiennent", more)
	}
	return p
}

// before returns the last line above n that says something, 0 when none does.
func (s Text) before(n int) int {
	for n--; n > 0 && blank(s.lines[n-1]); n-- {
	}
	return n
}

// unfinished accuses the line above when the faulty one continues it: its colon
// was forgotten or glued, so that it is a text and no key.
func (s Text) unfinished(before int, e entry) (diag.Problem, bool) {
	if before == 0 || e.key == "" {
		return diag.Problem{}, false
	}
	line := s.lines[before-1]
	above := entryOf(line)
	content := line[above.content:]
	inner := above.content // where the keys of a block begun by the line above would stand
	switch {
	case e.indent < inner && (above.dashes == 0 || e.indent <= above.indent):
	case gluedDash.MatchString(content):
		return s.dash(before, above.content), true
	case above.word || strings.ContainsRune("\"'[{", rune(content[0])):
	case e.indent == inner || s.rarity(e.indent) > 1:
		return s.colon(before, above.content)
	}
	return diag.Problem{}, false
}

// missing reports a line whose own colon, dash or space was forgotten, or a dash
// too many among keys.
func (s Text) missing(n int, e entry) (diag.Problem, bool) {
	above := s.sameLevel(n, -1, e.indent)
	switch {
	case gluedDash.MatchString(s.lines[n-1][e.content:]) && (above.dash || e.key != ""):
		return s.dash(n, e.content), true
	case e.dashes > 0:
		return s.oddItem(n, e, above)
	case above.dash && e.key == "":
		return s.noDash(n), true
	case above.dash:
		return s.oddKey(n, e, above)
	case e.key == "":
		return s.colon(n, e.content)
	}
	return diag.Problem{}, false
}

// oddItem judges an item that follows a key, or lines that begin no list.
func (s Text) oddItem(n int, e entry, above neighbour) (diag.Problem, bool) {
	if above.dash || above.line > 0 && above.line == s.before(n) && s.opensBlock(above.line) {
		return diag.Problem{}, false
	}
	first := s.firstChild(n, e)
	if first == 0 || above.line > 0 && above.line != s.before(first) {
		return s.strayDash(n), above.line > 0
	}
	child := entryOf(s.lines[first-1])
	real := above.line > 0 && s.realItem(n, e)
	switch {
	case child.dashes == 0 && child.content == e.content && (above.line == 0 || child.key == e.key || real):
		return s.noDash(first), true
	case child.dashes > 0 && (s.rarity(child.indent) == 1 || real && s.rarity(child.indent) < s.rarity(e.indent)):
		return s.misaligned(first), true
	}
	return s.strayDash(n), above.line > 0
}

// realItem reports whether the lines below line n show that its dash was meant:
// another item, or a second key inside this one.
func (s Text) realItem(n int, e entry) bool {
	inside := s.sameLevel(n, +1, e.content)
	return inside.line > 0 && !inside.dash || s.sameLevel(n, +1, e.indent).dash
}

// oddKey judges a key that follows items. It may end a list written at the
// level of its own key; otherwise the fewest are wrong.
func (s Text) oddKey(n int, e entry, above neighbour) (diag.Problem, bool) {
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
		return diag.Problem{}, false
	case keys > dashes:
		return s.strayDash(above.line), true
	}
	return s.noDash(n), true
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

func (s Text) strayDash(n int) diag.Problem {
	return s.problem(n, entryOf(s.lines[n-1]).indent, "F003", "tiret de trop devant une clé", "supprimez-le, et alignez la clé sur celles du même bloc")
}

func (s Text) noDash(n int) diag.Problem {
	return s.problem(n, entryOf(s.lines[n-1]).indent, "F003", "un élément de liste est attendu ici", "commencez la ligne par « - », comme les autres éléments")
}

func (s Text) dash(n, offset int) diag.Problem {
	return s.problem(n, offset, "F003", "il manque une espace après le tiret", "écrivez « - "+diag.Short(strings.TrimLeft(s.lines[n-1][offset:], "-"))+" »")
}

// colon reports a line that is not a key for want of a colon or of the space
// after it.
func (s Text) colon(n, offset int) (diag.Problem, bool) {
	content := s.lines[n-1][offset:]
	word := firstWord.FindString(content)
	if rest := content[len(word):]; word != "" && (rest == "" || rest[0] == ' ' || gluedKey.MatchString(content)) {
		text, hint := MissingColon(content, word)
		at := offset + len(word)
		if strings.HasPrefix(rest, ":") {
			at++
		}
		return s.problem(n, at, "F003", text, hint), true
	}
	return s.problem(n, offset, "F003", "cette ligne n'a pas la forme « clé: valeur »", "ajoutez la clé et ses deux-points, ou mettez le texte entre guillemets à la suite de sa clé"), true
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

// misindented returns the line whose indentation is wrong, n or one above it;
// none when both stand where a line may.
func (s Text) misindented(n int, e entry, before int) int {
	if before == 0 {
		return n
	}
	rival := before
	above := entryOf(s.lines[before-1])
	if e.indent < above.indent {
		rival = s.firstChild(n, e)
	}
	if rival == 0 {
		return 0
	}
	other := entryOf(s.lines[rival-1])
	if other.indent == e.indent && other.content == e.content {
		return 0
	}
	if s.rarity(other.indent) < s.rarity(e.indent) {
		return rival
	}
	return n
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
	count := 0
	for _, line := range s.lines {
		if e := entryOf(line); !blank(line) && (e.indent == indent || e.content == indent) {
			count++
		}
	}
	return count
}

// misaligned reports a line that is neither at the level of its neighbours nor
// clearly inside them, and names the neighbour it is the closest to.
func (s Text) misaligned(n int) diag.Problem {
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
