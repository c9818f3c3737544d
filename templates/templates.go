// Package templates holds the default plans and letter templates, which a kit
// may replace file by file with its own templates folder.
package templates

import "embed"

// FS holds the templates (*.md), their fragments (fragments/*.md) and the
// dunning plans (plans/*.yaml).
//
//go:embed *.md fragments/*.md plans/*.yaml
var FS embed.FS
