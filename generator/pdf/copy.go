package pdf

import (
	"relance/generator/pdf/file"
	"relance/generator/pdf/foreign"
)

// Copy takes the pages of somebody else's PDF, to be bound after a letter under a
// title. Its error, in French, says why they cannot be: too large, not a PDF,
// protected, damaged.
func Copy(title string, data []byte) (*Print, error) {
	c, err := foreign.Read(data)
	if err != nil {
		return nil, err
	}
	return &Print{document: file.Document{Title: title, Copy: c}}, nil
}
