package xlsx

import (
	"strconv"
	"strings"

	"relance/generator/grid"
	"relance/generator/grid/pull"
)

// readStrings reads the texts that cells point to by their rank.
func (b *workbook) readStrings(part string) error {
	r, err := b.container.open(part)
	if err != nil {
		return err
	}
	defer r.Close()
	s := newScanner(r)
	for {
		t, err := s.next()
		switch {
		case err != nil:
			return err
		case t == pull.EOF:
			return nil
		case t == pull.Start && s.Depth == 2 && s.Name == "si":
			text, err := s.richText()
			if err != nil {
				return err
			}
			b.strings = append(b.strings, text)
		}
	}
}

// richText reads the text of <si> or <is>: one <t>, or one a run. What stands
// in <rPh> is how to pronounce it.
func (s scanner) richText() (string, error) {
	text := ""
	for outside := s.Depth - 1; ; {
		t, err := s.next()
		switch {
		case err != nil:
			return "", err
		case t == pull.End && s.Depth == outside:
			return unescape(text), nil
		case t == pull.Start && s.Name == "rPh":
			err = s.skip()
		case t == pull.Start && s.Name == "t":
			var piece string
			piece, err = s.inner()
			text += piece
		}
		if err != nil {
			return "", err
		}
	}
}

// inner returns the characters of the element that has just started.
func (s scanner) inner() (string, error) {
	text := ""
	for outside := s.Depth - 1; ; {
		t, err := s.next()
		switch {
		case err != nil:
			return "", err
		case t == pull.Text && text == "":
			text = string(s.Text)
		case t == pull.Text:
			text += string(s.Text)
		case t == pull.End && s.Depth == outside:
			return text, nil
		}
	}
}

// unescape turns the _x000D_ of spreadsheets into the character meant, and line
// ends into one kind, and composes accents.
func unescape(s string) string {
	if strings.Contains(s, "_x") {
		s = unescapeHex(s)
	}
	if strings.Contains(s, "\r") {
		s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	}
	return grid.Composed(s)
}

func unescapeHex(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '_' && i+7 <= len(s) && s[i+1] == 'x' && s[i+6] == '_' {
			if r, err := strconv.ParseUint(s[i+2:i+6], 16, 16); err == nil {
				b.WriteRune(rune(r))
				i += 6
				continue
			}
		}
		b.WriteByte(s[i])
	}
	return b.String()
}
