// Package merge fills templates: it turns a communication of the agenda into the
// letter that says it.
//
// [model] has read and checked the templates; nothing here can fail but a datum
// that one client lacks, which blocks that client's letter and says where the
// template asks for it. Each value is written as one token that document replaces
// after Markdown has been read, so that whatever a client is called, the letter
// says exactly that.
package merge

import (
	"io/fs"

	"relance/generator/diag"
	"relance/generator/merge/catalogue"
	"relance/generator/merge/lint"
	"relance/generator/merge/model"
)

// Models are the templates of a kit, read and checked.
type Models struct{ *model.Set }

// Load reads and checks a templates folder, and warns of what is unwise in them.
func Load(templates fs.FS) (*Models, diag.List) {
	set, problems := model.Load(templates)
	problems = append(problems, lint.Check(set)...)
	problems.Sort()
	return &Models{set}, problems
}

// A Field is one name a template may use.
type Field = catalogue.Field

// Fields returns the catalogue of the fields, in the order in which people read it.
func Fields() []Field { return catalogue.Fields() }
