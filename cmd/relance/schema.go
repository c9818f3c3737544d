package main

import (
	"path"
	"strings"

	"github.com/spf13/cobra"

	"relance/generator/decode"
	"relance/generator/decode/schema"
	"relance/generator/diag"
	"relance/generator/intake/header"
	"relance/generator/kit"
	"relance/generator/merge/model"
)

func (a *app) schemaCmd() *cobra.Command {
	return &cobra.Command{
		Use:   "schema [FICHIER]",
		Short: "Le schéma JSON d'un fichier, pour qu'un éditeur complète et vérifie la saisie",
		Long: `Écrit le schéma JSON (draft-07) d'un fichier du kit : relance, clients, taux, plan,
correspondance (des colonnes d'un import) ou modele (l'en-tête d'un modèle) ; sans
FICHIER, celui de relance.yaml. Un éditeur qui connaît YAML complète alors les noms,
montre leur sens et souligne ce qui n'existe pas. Nommez-le en première ligne :

  # yaml-language-server: $schema=clients.schema.json`,
		Example: "  relance schema clients > clients.schema.json",
		Args:    args(0, 1, "le fichier"),
		RunE: func(_ *cobra.Command, given []string) error {
			name := "relance"
			if len(given) == 1 {
				name = strings.TrimSuffix(path.Base(given[0]), ".yaml")
			}
			return a.printSchema(name)
		},
	}
}

func (a *app) printSchema(name string) error {
	var known []string
	for _, f := range yamlFiles() {
		word := fileWord(f.Name)
		if word == name {
			_, err := a.out.Write(schema.Of(f.Name+" : "+f.Help, decode.Fields(f.Shape)))
			return err
		}
		known = append(known, word)
	}
	hint := "   → au choix : " + strings.Join(known, ", ")
	if near := diag.Closest(name, known); len(near) > 0 {
		hint = "   → vouliez-vous dire « " + near[0] + " » ?"
	}
	return usage("aucun fichier « %s »\n%s", name, hint)
}

// yamlFiles are all the files, or heads of files, that people write in YAML.
func yamlFiles() []kit.File {
	return append(kit.Files(),
		kit.File{Name: "imports/correspondance.yaml", Help: "les colonnes d'un tableau importé", Shape: header.Mapping{}},
		kit.File{Name: "templates/modele.md", Help: "l'en-tête d'un modèle, entre deux lignes « --- »", Shape: model.Head{}})
}

// fileWord is what a file is called on the command line.
func fileWord(name string) string {
	if strings.Contains(name, "plans/") {
		return "plan"
	}
	base := path.Base(name)
	return strings.TrimSuffix(base, path.Ext(base))
}
