package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"relance/generator/calendar"
	"relance/generator/decode"
	"relance/generator/diag"
	"relance/generator/kit"
	"relance/generator/money"
)

func (a *app) configCmd() *cobra.Command {
	c := &cobra.Command{
		Use:   "config",
		Short: "Chaque réglage en vigueur, et d'où il vient : option, environnement, kit ou défaut",
		Args:  args(0, 0, ""),
		RunE: func(*cobra.Command, []string) error {
			return a.perCreditor((*app).showConfig, nil)
		},
	}
	c.Flags().BoolVar(&a.json, "json", false, "sortie pour un programme")
	return c
}

// A setting (réglage) is one value in force with where it comes from.
type setting struct {
	Key    string `json:"cle"`
	Value  string `json:"valeur"`
	Origin string `json:"origine"` // option, environnement, kit, secretariat, defaut
	Place  string `json:"lieu,omitempty"`
}

func (a *app) showConfig() error {
	k, _, err := a.load()
	if err != nil {
		return err
	}
	settings, err := a.settings(k)
	if err != nil {
		return err
	}
	if a.json {
		return a.printJSON(map[string]any{"creancier": k.Creditor.Name, "reglages": settings})
	}
	a.identity(k)
	w := tabwriter.NewWriter(a.out, 0, 4, 2, ' ', 0)
	for _, s := range settings {
		fmt.Fprintf(w, "%s\t%s\t%s\n", s.Key, orNothing(s.Value), strings.TrimSpace(origins[s.Origin]+" "+s.Place))
	}
	return w.Flush()
}

var origins = map[string]string{"option": "option", "environnement": "variable", "kit": "", "secretariat": "", "defaut": "par défaut"}

func orNothing(s string) string {
	if s == "" {
		return "(rien)"
	}
	return s
}

func (a *app) settings(k *kit.Kit) ([]setting, error) {
	day, err := a.daySetting(k)
	if err != nil {
		return nil, err
	}
	out := []setting{a.kitSetting(), day, a.authorSetting(k)}
	for _, f := range decode.Fields(kit.Settings{}) {
		if f.Type == "bloc" || f.Key == "version" || f.Key == "date_reference" || f.Key == "kits" {
			continue
		}
		out = append(out, a.written(f.Key, decode.Value(k.Settings, f.Key), k.At[f.Key]))
	}
	for _, f := range decode.Fields(kit.Options{}) {
		s := a.written("options."+f.Key, decode.Value(k.Options, f.Key), k.Options.At[f.Key])
		if a.base != nil && s.Origin == "kit" && a.base.At[f.Key] == k.Options.At[f.Key] {
			s.Origin, s.Place = "secretariat", filepath.ToSlash(filepath.Join("..", s.Place))
		}
		out = append(out, s)
	}
	return out, nil
}

func (a *app) kitSetting() setting {
	if a.dir == "." {
		return setting{"kit", ".", "defaut", "(le dossier courant)"}
	}
	return setting{"kit", filepath.ToSlash(a.dir), "option", "--kit"}
}

// daySetting tells which day the run is of, by the rules of [app.day].
func (a *app) daySetting(k *kit.Kit) (setting, error) {
	switch {
	case a.date != "":
		d, err := calendar.Parse(a.date)
		if err != nil {
			return setting{}, usage("--date : %s", explained(err))
		}
		return setting{"date", d.ISO(), "option", "--date"}, nil
	case !k.Reference.IsZero():
		return setting{"date", k.Reference.ISO(), "kit", at(k.At["date_reference"])}, nil
	}
	return setting{"date", a.today.ISO(), "defaut", "(aujourd'hui, à Paris)"}, nil
}

func (a *app) authorSetting(k *kit.Kit) setting {
	switch {
	case os.Getenv("RELANCE_AUTEUR") != "":
		return setting{"auteur", os.Getenv("RELANCE_AUTEUR"), "environnement", "RELANCE_AUTEUR"}
	case k.Creditor.Signatory.Name != "":
		return setting{"auteur", k.Creditor.Signatory.Name, "kit", at(k.Creditor.At["signataire"])}
	}
	return setting{"auteur", a.author(k, ""), "kit", at(k.Creditor.At["raison_sociale"])}
}

// written tells a value of a file, or the default in its place.
func (a *app) written(key string, v any, pos diag.Pos) setting {
	s := setting{Key: key, Value: shown(v), Origin: "defaut"}
	if pos.File != "" {
		s.Origin, s.Place = "kit", at(pos)
	}
	return s
}

func at(pos diag.Pos) string { return fmt.Sprintf("%s:%d", pos.File, pos.Line) }

// shown is a value as people write it.
func shown(v any) string {
	switch v := v.(type) {
	case money.Amount:
		return v.Format("EUR")
	case calendar.Date:
		return v.ISO()
	case int:
		return strconv.Itoa(v)
	case []string:
		return strings.Join(v, ", ")
	}
	return fmt.Sprint(v)
}
