package main

import (
	"os"

	"relance/generator/diag"
	"relance/generator/enclosure"
	"relance/generator/kit"
)

// enclosable checks what the kit names to follow its letters, never outside of it.
func (a *app) enclosable(k *kit.Kit) diag.List {
	root, err := os.OpenRoot(a.dir)
	if err != nil {
		return nil // told by whoever reads the folder
	}
	defer root.Close()
	return enclosure.Check(root.FS(), k)
}
