// Package diag says what is wrong in the user's files, where, and what to do.
//
// A fault never stops the search for others: each reader adds its problems to a
// List, and the command prints the whole list at once, sorted by place.
package diag

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
