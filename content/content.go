// Package content is the default playbook, the example kits and the showcase,
// exactly as they stand in this folder.
package content

import "embed"

// FS holds the pages of the default playbook, one Markdown file each, at its
// root. A user's kit lays its own content/ over them file by file.
//
//go:embed *.md
var FS embed.FS

// Vitrine holds the showcase under vitrine/: a valid kit whose creditor, debtors
// and sums are invented, the only data the playbook may show.
//
//go:embed all:vitrine
var Vitrine embed.FS

// Examples holds the example kits under exemples/, which init writes out.
//
//go:embed exemples
var Examples embed.FS
