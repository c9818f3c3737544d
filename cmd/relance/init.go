package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"relance/content"
	"relance/generator/diag"
)

func (a *app) initCmd() *cobra.Command {
	var example, from string
	var w answers
	c := &cobra.Command{
		Use:   "init [DOSSIER]",
		Short: "Un kit pour commencer : un exemple complet, ou vos propres factures",
		Example: `  relance init --exemple independant mon-kit
  relance init --depuis factures.xlsx mon-kit`,
		Args: args(0, 1, "le dossier"),
	}
	c.RunE = func(_ *cobra.Command, given []string) error {
		dir := a.dir
		if len(given) == 1 {
			dir = given[0]
		}
		switch {
		case from == "":
			return a.create(dir, example)
		case c.Flags().Changed("exemple"):
			return usage("--exemple et --depuis ne vont pas ensemble\n   → gardez l'un des deux")
		}
		return a.createFrom(dir, from, &w)
	}
	c.Flags().StringVar(&example, "exemple", "independant", strings.Join(examples(), " ou "))
	c.Flags().StringVar(&from, "depuis", "", "vos factures : un tableur (client, e-mail, numéro, date, échéance, montant), un FEC, une Factur-X ou un dossier de Factur-X")
	w.declare(c.Flags())
	return c
}

// examples are the names of the kits that init can write.
func examples() []string {
	entries, err := fs.ReadDir(content.Examples, "exemples")
	if err != nil {
		panic(err) // embedded: the folder is there or nothing compiles
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

// ignored keeps the data of clients out of a public history.
const ignored = "sortie/\narchives/\n.relance/\nsuivi*.xlsx\njournal.jsonl\nclients.yaml\nrelance.yaml\n"

// vacant refuses a folder that holds something.
func vacant(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if len(entries) > 0 {
		return usage("« %s » n'est pas vide : rien n'a été écrit\n   → donnez le nom d'un dossier nouveau", filepath.ToSlash(dir))
	}
	return nil
}

// create writes an example into a folder that must be new or empty: init never
// overwrites anything.
func (a *app) create(dir, example string) error {
	if !slices.Contains(examples(), example) {
		hint := "choix : " + strings.Join(examples(), ", ")
		if near := diag.Closest(example, examples()); len(near) > 0 {
			hint = "vouliez-vous dire « " + near[0] + " » ?"
		}
		return usage("exemple inconnu « %s »\n   → %s", example, hint)
	}
	if err := vacant(dir); err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	from := path.Join("exemples", example)
	err = fs.WalkDir(content.Examples, from, func(name string, e fs.DirEntry, err error) error {
		if err != nil || name == from {
			return err
		}
		to := strings.TrimPrefix(name, from+"/")
		if e.IsDir() {
			return root.MkdirAll(to, 0o700)
		}
		data, err := content.Examples.ReadFile(name)
		if err != nil {
			return err
		}
		return root.WriteFile(to, data, 0o600)
	})
	if err != nil {
		return err
	}
	if err := root.WriteFile(".gitignore", []byte(ignored), 0o600); err != nil {
		return err
	}
	shown := filepath.ToSlash(dir)
	fmt.Fprintf(a.out, "Kit créé dans %s\n\nLisez relance.yaml, puis :\n  relance agenda  --kit %s\n  relance generer --kit %s\n", shown, shown, shown)
	return nil
}
