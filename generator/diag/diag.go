// Package diag says what is wrong in the user's files, where, and what to do.
//
// A fault never stops the search for others: each reader adds its problems to a
// List, and the command prints the whole list at once, sorted by place.
package diag

import (
	"cmp"
	"fmt"
	"slices"
)

// A Pos (emplacement) is a place in one of the user's files. Line and Col count
// from 1, Col in characters; zero means unknown. Sheet and Cell are set instead
// for a workbook.
type Pos struct {
	File        string
	Line, Col   int
	Sheet, Cell string
}

// A Kind says what a problem prevents.
type Kind uint8

const (
	Fault   Kind = iota // the kit must be corrected: exit 1, nothing written
	Missing             // a datum is missing for one client or invoice: that one is blocked, exit 3
	Warning             // worth reading, prevents nothing
)

// A Problem is one thing to correct, in French, lower case, without final stop.
type Problem struct {
	Pos
	Kind            Kind
	Code            string // stable: F001…, E101…, W201…
	Text            string
	Hint            string // what to do
	Client, Invoice string // whom a Missing problem blocks
}

// A List gathers the problems of a whole kit.
type List []Problem

// Addf adds a problem and returns it, for its Hint, Client or Invoice to be set
// at once: the pointer is good until the next Addf.
func (l *List) Addf(pos Pos, kind Kind, code, format string, args ...any) *Problem {
	*l = append(*l, Problem{Pos: pos, Kind: kind, Code: code, Text: fmt.Sprintf(format, args...)})
	return &(*l)[len(*l)-1]
}

// Faults reports whether the kit must be corrected before anything is written.
func (l List) Faults() bool { return l.count(Fault) > 0 }

// Blocked reports whether a client or an invoice lacks a datum.
func (l List) Blocked() bool { return l.count(Missing) > 0 }

// Sort orders the list by file, sheet, line and column. Problems of the same
// place keep the order in which they were found.
func (l List) Sort() {
	slices.SortStableFunc(l, func(a, b Problem) int {
		return cmp.Or(
			cmp.Compare(a.File, b.File),
			cmp.Compare(a.Sheet, b.Sheet),
			cmp.Compare(a.Line, b.Line),
			cmp.Compare(a.Col, b.Col),
		)
	})
}

// Err returns a *Refusal carrying the whole list, or nil when it has no fault.
func (l List) Err() error {
	if !l.Faults() {
		return nil
	}
	return &Refusal{l}
}

// A Refusal is the error of a kit that must be corrected. Whoever receives it
// prints its List; its own text is only the count.
type Refusal struct{ List List }

func (r *Refusal) Error() string { return r.List.summary() }

func (l List) count(k Kind) int {
	n := 0
	for _, p := range l {
		if p.Kind == k {
			n++
		}
	}
	return n
}
