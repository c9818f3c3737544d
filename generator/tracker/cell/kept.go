package cell

// Kept is what people added to a table, and that writing it again keeps.
type Kept struct {
	Extra []Extra                    // columns of their own
	Marks map[string]map[string]Mark // by identifier of the line, then key of the column
	Rows  []map[string]any           // lines typed that could not be taken yet, by key
}

// An Extra is a column of theirs: its header and its cells, by identifier.
type Extra struct {
	Header string
	Cells  map[string]any
}

// A Mark is what somebody left on a cell: a value that could not be taken yet, a
// colour, a note.
type Mark struct {
	Value        any
	Fill         string // six hexadecimal digits
	Note, Author string
}
