package main

import (
	"fmt"
	"path"
	"path/filepath"
	"strconv"

	"relance/generator/output"
)

// finish prints what was made, then what is blocked, and chooses the status.
func (a *app) finish(b *batch, report *output.Report) error {
	if a.json {
		if _, err := a.out.Write(b.lot.json()); err != nil {
			return err
		}
	} else {
		a.identity(b.agenda.Kit)
		b.summary(report)
	}
	b.desk.tell(a.err, report == nil)
	if report != nil {
		b.tellKept(report)
	}
	a.printProblems(b.problems)
	if b.problems.Blocked() {
		return status{code: statusBlocked}
	}
	return nil
}

// tellKept says where the work of people went.
func (b *batch) tellKept(report *output.Report) {
	a := b.app
	for _, m := range report.Kept {
		fmt.Fprintf(a.err, "Modifié à la main, conservé : %s → %s\n", m.From, m.To)
	}
	switch {
	case report.Archived == "":
	case b.waiting:
		fmt.Fprintf(a.err, "Le lot précédent, pas encore validé, est dans %s\n", report.Archived)
	default:
		fmt.Fprintf(a.err, "Le lot précédent, envoyé, est gardé dans %s\n", report.Archived)
	}
}

// summary counts what was made, by kind.
func (b *batch) summary(report *output.Report) {
	out := b.app.out
	counts := map[string]int{}
	for _, f := range b.lot.Files {
		if f.Client != "" {
			counts[path.Dir(f.Path)]++
		}
	}
	fmt.Fprintf(out, "Lot %s, daté du %s\n", b.lot.Lot, b.agenda.Date)
	made := 0
	for _, kind := range []struct{ dir, one, many string }{
		{"lettres", "lettre à poster", "lettres à poster"}, {"courriels", "courriel à envoyer", "courriels à envoyer"},
		{"sms", "SMS à envoyer", "SMS à envoyer"}, {"appels", "fiche d'appel", "fiches d'appel"},
		{"internes", "pièce interne", "pièces internes"}, {"a-valider", "document à faire valider", "documents à faire valider"},
	} {
		if n := counts[kind.dir]; n > 0 {
			made += n
			fmt.Fprintf(out, "  %s (sortie/%s)\n", padded(n, kind.one, kind.many), kind.dir)
		}
	}
	if n := b.blocked(); n > 0 {
		fmt.Fprintf(out, "  %s (voir plus bas)\n", padded(n, "envoi bloqué", "envois bloqués"))
	}
	if made == 0 {
		fmt.Fprintln(out, "  Rien à envoyer.")
	}
	dir := filepath.ToSlash(b.app.dir)
	switch {
	case report == nil:
		fmt.Fprintln(out, "Essai : rien n'a été écrit.")
		return
	case report.Unchanged:
		fmt.Fprintln(out, "Rien n'a changé depuis la dernière fois.")
		return
	}
	fmt.Fprintf(out, "Ouvrez %s/sortie/index.html", dir)
	if b.desk.name != "" {
		fmt.Fprintf(out, ", puis %s/%s", dir, b.desk.name)
	}
	fmt.Fprintln(out, ".")
	if made > counts["a-valider"] {
		fmt.Fprintf(out, "Quand tout est parti : %s\n", b.app.command("valider"))
	}
	if counts["a-valider"] > 0 && len(b.agenda.Kit.Options.Approvers) == 0 {
		fmt.Fprintln(out, "Les documents à faire valider seront notés accordés et partis eux aussi ; sinon, ajoutez --sauf CLIENT.")
	}
}

// padded is count with the number in a column.
func padded(n int, one, many string) string {
	return fmt.Sprintf("%*s%s", 3-len(strconv.Itoa(n)), "", count(n, one, many))
}
