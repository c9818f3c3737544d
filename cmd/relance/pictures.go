package main

import (
	"io/fs"
	"os"

	"relance/generator/diag"
	"relance/generator/kit"
	"relance/generator/layout/picture"
)

// pictures refuses the images named by the kit that letters could not show: nothing
// is written, rather than a hundred letters without their logo.
func (a *app) pictures(k *kit.Kit) diag.List {
	var l diag.List
	root, err := os.OpenRoot(a.dir)
	if err != nil {
		return nil // told by whoever reads the folder
	}
	defer root.Close()
	check := func(at diag.Pos, key, name string) {
		if name == "" {
			return
		}
		if trouble, hint := showable(root.FS(), name); trouble != "" {
			l.Addf(at, diag.Fault, "F034", "l'image « %s » de « %s » ne peut pas être imprimée : %s", name, key, trouble).Hint = hint
		}
	}
	if c := k.Creditor; c != nil {
		check(c.At["logo"], "logo", c.Logo)
		check(c.At["signataire"], "signature", c.Signatory.Image)
	}
	if s := k.Secretariat; s != nil {
		check(k.At["secretariat"], "logo", s.Logo)
		check(k.At["secretariat"], "signature", s.Signatory.Image)
	}
	return l
}

// showable reads an image as the press will, to its last pixel; it says what is wrong
// with it, and what to do.
func showable(files fs.FS, name string) (trouble, hint string) {
	const most = 20 << 20
	if !fs.ValidPath(name) {
		return "elle doit être dans le dossier du kit", "copiez-la dans le dossier, et donnez son chemin depuis lui, avec des barres obliques"
	}
	info, err := fs.Stat(files, name)
	switch {
	case err != nil || info.IsDir():
		return "ce fichier n'existe pas dans le dossier", "vérifiez le nom, accents et majuscules compris, ou supprimez la ligne"
	case info.Size() > most:
		return "le fichier dépasse 20 Mio", "réduisez-la à 1 000 pixels de large"
	}
	data, err := fs.ReadFile(files, name)
	if err != nil {
		return diag.French(err), "ouvrez ce fichier pour vérifier qu'il se lit"
	}
	if _, err := picture.Decode(data); err != nil {
		return err.Error(), "remplacez le fichier, ou supprimez la ligne"
	}
	return "", ""
}
