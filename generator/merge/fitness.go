package merge

import (
	"relance/generator/calendar"
	"relance/generator/diag"
	"relance/generator/kit"
	"relance/generator/merge/account"
	"relance/generator/merge/address"
	"relance/generator/merge/matter"
	"relance/generator/merge/model"
)

// unfit says why a document asked for by hand does not suit the case, and warns when
// it comes late.
func unfit(md *model.Model, about *matter.Matter) diag.List {
	var problems diag.List
	c, name := about.Comm.Client, model.BaseName(md.Name)
	add := func(at diag.Pos, kind diag.Kind, code, hint, format string, args ...any) {
		if at.Line == 0 {
			at = c.Pos
		}
		if kind == diag.Warning {
			format = "client " + c.Code + " : " + format // a problem that blocks says whom
		}
		p := problems.Addf(at, kind, code, format, args...)
		p.Client, p.Hint = c.Code, hint
	}
	if agreement := about.Agreement(); agreement != nil && agreements[name] {
		at, last := c.At["echeanciers"], lastDay(agreement)
		if n := len(agreement.Instalments); n > 1 && name == "accord-report" {
			add(at, diag.Missing, "E117", "relance document accord-echeancier "+c.Code, "un report n'a qu'une date, et cet accord compte %d échéances", n)
		} else if last < about.Day() {
			add(at, diag.Warning, "W310", "vérifiez les dates de l'accord, ou convenez d'un nouveau", "la dernière échéance de cet accord, le %s, est passée", last)
		}
	}
	if i := c.Insolvency; i != nil && md.Head.To == model.Trustee {
		at := c.At["procedure_collective"]
		if len(address.Trustee(i)) < 2 {
			add(at, diag.Missing, "E117", `écrivez son adresse à la suite de son nom, par exemple : mandataire_judiciaire: "Me Dupont, 5 rue de l'Essai, 49000 Angers"`, "l'adresse du mandataire judiciaire manque")
		}
		if end := account.Declare(i); !end.IsZero() && end < about.Day() {
			add(at, diag.Warning, "W310", "demandez conseil sans attendre, au mandataire judiciaire ou à un avocat", "le délai pour déclarer la créance a pris fin le %s", end)
		}
	}
	return problems
}

// agreements are the documents that say an agreement to come.
var agreements = map[string]bool{"accord-echeancier": true, "accord-report": true, "envoi-accord": true}

func lastDay(p *kit.InstalmentPlan) calendar.Date {
	var last calendar.Date
	for _, i := range p.Instalments {
		last = max(last, i.Date)
	}
	return last
}
