// Package layout sets a document on pages of A4: which words stand on which
// line, which lines on which page, in millimetres. It draws nothing.
package layout
