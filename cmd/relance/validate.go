package main

import (
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"relance/generator/calendar"
	"relance/generator/examiner"
	"relance/generator/journal"
	"relance/generator/kit"
	"relance/generator/output"
)

type validateFlags struct {
	except, approve, refuse []string
	by, reason              string
	alreadySent             bool
}

func (a *app) validateCmd() *cobra.Command {
	var f validateFlags
	c := &cobra.Command{
		Use:   "valider [LOT]",
		Short: "Ce lot a été envoyé : le journal le note",
		Long: `Ce lot a été envoyé : le journal le note, et rien n'en sera proposé de nouveau.
Sans LOT, celui de sortie/. Si le kit, les modèles ou un fichier du lot ont changé
depuis « generer », rien n'est noté et les différences sont listées ;
--deja-envoye note quand même ce qui est parti.`,
		Example: "  relance valider --sauf C17,C25",
		Args:    args(0, 1, "le lot"),
		RunE: func(_ *cobra.Command, given []string) error {
			name := ""
			if len(given) == 1 {
				name = given[0]
			}
			return a.validate(name, &f)
		},
	}
	fl := c.Flags()
	fl.StringSliceVar(&f.except, "sauf", nil, "clients dont rien n'a été envoyé")
	fl.StringSliceVar(&f.approve, "approuver", nil, "clients dont les étapes à valider sont approuvées")
	fl.StringSliceVar(&f.refuse, "refuser", nil, "clients dont les étapes à valider sont refusées")
	fl.StringVar(&f.reason, "motif", "", "motif d'un refus")
	fl.StringVar(&f.by, "par", "", "qui valide")
	fl.BoolVar(&f.alreadySent, "deja-envoye", false, "note ce qui est parti, même si le lot n'est plus à jour")
	return c
}

func (a *app) validate(name string, f *validateFlags) error {
	folder, err := a.hold(func() error {
		_, _, err := a.load()
		if err == nil {
			_, _, err = a.findLot(name)
		}
		return err
	})
	if err != nil {
		return err
	}
	defer folder.Close()
	k, problems, err := a.load()
	if err != nil {
		return err
	}
	a.printProblems(ofJournal(problems))
	l, dir, err := a.findLot(name)
	if err != nil {
		return err
	}
	if err := knownClients(k, slices.Concat(f.except, f.approve, f.refuse)); err != nil {
		return err
	}
	if len(f.approve)+len(f.refuse) > 0 {
		return a.decideApprovals(folder, k, l, f)
	}
	todo := l.pending(k, f.except)
	if len(todo) == 0 {
		return a.nothingToNote(k, l, f.except)
	}
	day, err := a.sentOn(k, l, todo)
	if err != nil {
		return err
	}
	differences := a.stale(k, l, dir)
	if len(differences) > 0 && !f.alreadySent {
		return status{statusStale, "Le lot n'est plus à jour :\n  " + strings.Join(differences, "\n  ") +
			"\n   → refaites-le : " + a.command("generer") + " ; ou notez ce qui est déjà parti : " + a.command("valider --deja-envoye")}
	}
	entries := l.entries(k, todo, day, a.author(k, f.by), strings.Join(differences, " ; "))
	for i := range entries {
		if day == a.today {
			entries[i].Time = a.now
		}
	}
	if err := a.record(folder, k, entries...); err != nil {
		return err
	}
	fmt.Fprintf(a.out, "Lot %s : %s au journal, à la date du %s.\n", l.Lot, count(len(entries), "ligne notée", "lignes notées"), day)
	a.tellApproved(k, k.Journal.Entries[len(k.Journal.Entries)-len(entries):])
	return nil
}

// tellApproved names the stages approved by being sent, with the way back: their
// documents lie apart, and somebody may have posted only the others.
func (a *app) tellApproved(k *kit.Kit, written []journal.Entry) {
	var names []string
	var last journal.Entry
	for i, e := range written {
		if e.Type == journal.Approval {
			sent := written[i+1]
			names = append(names, e.Client+" ("+strings.ToLower(stageTitle(k, sent.Invoices[0].Plan, e.Stage))+")")
			last = sent
		}
	}
	if len(names) == 0 {
		return
	}
	fmt.Fprintf(a.out, "  dont %s : %s\n", count(len(names), "étape à valider, notée accordée et envoyée", "étapes à valider, notées accordées et envoyées"), strings.Join(names, ", "))
	fmt.Fprintf(a.out, "   → l'une n'est pas partie ? annulez sa ligne du journal ; pour %s : %s\n", last.Client, a.command("noter correction "+last.ID+` --motif "pas envoyée"`))
}

// stageTitle is what people call a stage of a plan.
func stageTitle(k *kit.Kit, plan, id string) string {
	if p := k.PlanByID(plan); p != nil {
		if s, _ := p.Stage(id); s != nil {
			return s.Title()
		}
	}
	return id
}

// findLot finds the batch of sortie/, or an archived one.
func (a *app) findLot(name string) (*lot, string, error) {
	kitFS := os.DirFS(a.dir)
	l, err := readLot(kitFS, "sortie")
	if err != nil || l != nil && (name == "" || l.Lot == name) {
		return l, "sortie", err
	}
	if name == "" {
		return nil, "", usage("aucun lot à valider\n   → commencez par : %s", a.command("generer"))
	}
	dir := "archives/lots/" + name
	if !fs.ValidPath(dir) {
		return nil, "", usage("nom de lot illisible : %s", name)
	}
	l, err = readLot(kitFS, dir)
	if err == nil && l == nil {
		return nil, "", usage("lot inconnu : %s\n   → les lots sont dans sortie/ et archives/lots/", name)
	}
	return l, dir, err
}

func knownClients(k *kit.Kit, given []string) error {
	for _, code := range given {
		if k.ClientByCode(code) == nil {
			return usage("client inconnu « %s »%s", code, hint(code, clientCodes(k)))
		}
	}
	return nil
}

// pending are the communications of the batch not yet in the journal: those that
// nothing blocks, and those to approve when nobody is declared to approve them.
func (l *lot) pending(k *kit.Kit, except []string) []lotCommunication {
	var out []lotCommunication
	for _, c := range l.Communications {
		held := c.Status == "bloquee" || c.Status == "a_valider" && len(k.Options.Approvers) > 0
		skip := slices.ContainsFunc(except, func(e string) bool { return strings.EqualFold(e, c.Client) })
		if !held && !skip && !l.noted(k, c) {
			out = append(out, c)
		}
	}
	return out
}

// nothingToNote says why: all is noted, or what is left waits for somebody.
func (a *app) nothingToNote(k *kit.Kit, l *lot, except []string) error {
	var waiting []string
	for _, c := range l.Communications {
		if c.Status == "a_valider" && !l.noted(k, c) && !slices.Contains(waiting, c.Client) && !slices.Contains(except, c.Client) {
			waiting = append(waiting, c.Client)
		}
	}
	if len(waiting) == 0 {
		fmt.Fprintf(a.out, "Lot %s : tout est déjà noté, rien n'a changé.\n", l.Lot)
		return nil
	}
	who := strings.Join(k.Options.Approvers, " ou ")
	fmt.Fprintf(a.out, "Lot %s : rien à noter ; ce qui reste attend l'accord de %s (%s).\n   → %s\n", l.Lot, who, strings.Join(waiting, ", "),
		a.command("valider --approuver "+strings.Join(waiting, ",")+` --par "`+k.Options.Approvers[0]+`"`))
	return nil
}

func (l *lot) noted(k *kit.Kit, c lotCommunication) bool {
	return slices.ContainsFunc(k.Journal.Effective(), func(e journal.Entry) bool {
		return e.Lot == l.Lot && e.Client == c.Client && string(e.Channel) == string(c.Channel) &&
			slices.ContainsFunc(e.Invoices, func(i journal.Invoice) bool { return i.Stage == c.Stage })
	})
}

// sentOn is the day to record: the batch's, or --date. A formal notice prints its
// deadline, so it may not leave later than a working day after its date.
func (a *app) sentOn(k *kit.Kit, l *lot, todo []lotCommunication) (calendar.Date, error) {
	if a.date == "" {
		return l.Date, nil
	}
	day, err := calendar.Parse(a.date)
	if err != nil {
		return 0, usage("--date : %s", explained(err))
	}
	if day < l.Date {
		return 0, usage("--date : le lot est daté du %s, il n'a pu partir avant", l.Date)
	}
	for _, c := range todo {
		if c.Nature == kit.FormalNotice && day > k.Business().Add(l.Date, 1) {
			return 0, usage("la mise en demeure de %s est datée du %s : réimprimez-la avant de la poster le %s", c.Client, l.Date, day)
		}
		if !c.Deadline.IsZero() && c.Deadline <= day {
			fmt.Fprintf(a.err, "attention : le message à %s (%s) demande un règlement au plus tard le %s, et part le %s\n", c.Client, c.Stage, c.Deadline, day)
		}
	}
	return day, nil
}

// stale lists what differs between the batch and the kit as it is now.
func (a *app) stale(k *kit.Kit, l *lot, dir string) []string {
	var out []string
	then := map[string]string{}
	for _, d := range l.Digests {
		then[d.Name] = d.SHA256
	}
	for _, d := range a.digests(k) {
		switch sum, ok := then[d.Name]; {
		case d.Name == "journal.jsonl" && l.onlyOwnLines(k):
		case !ok:
			out = append(out, d.Name+" est apparu depuis la génération")
		case sum != d.SHA256:
			out = append(out, d.Name+" a changé depuis la génération")
		}
		delete(then, d.Name)
	}
	for _, d := range l.Digests {
		if _, gone := then[d.Name]; gone {
			out = append(out, d.Name+" a disparu depuis la génération")
		}
	}
	for _, f := range l.Files {
		if strings.HasPrefix(f.Path, "site/") {
			continue // « relance site » may have made the guide anew: nobody was sent a page
		}
		b, err := fs.ReadFile(os.DirFS(a.dir), dir+"/"+f.Path)
		switch {
		case err != nil:
			out = append(out, dir+"/"+f.Path+" a disparu")
		case hash(b) != f.SHA256:
			out = append(out, dir+"/"+f.Path+" a été modifié")
		}
	}
	return out
}

// onlyOwnLines reports whether the journal's newest lines are those of this very
// batch: validating it in two goes is no change.
func (l *lot) onlyOwnLines(k *kit.Kit) bool {
	n := len(k.Journal.Entries)
	return n > 0 && k.Journal.Entries[n-1].Lot == l.Lot && l.headBefore(k)
}

func (l *lot) headBefore(k *kit.Kit) bool {
	for i := len(k.Journal.Entries) - 1; i >= 0; i-- {
		if k.Journal.Entries[i].Lot != l.Lot {
			return k.Journal.Entries[i+1].Previous == l.Head
		}
	}
	return true
}

// entries are the journal's lines of the batch.
func (l *lot) entries(k *kit.Kit, todo []lotCommunication, day calendar.Date, author, differences string) []journal.Entry {
	sums := map[string]string{}
	for _, f := range l.Files {
		sums[f.Path] = f.SHA256
	}
	var out []journal.Entry
	for _, c := range todo {
		if c.Status == "a_valider" && !approved(out, c) {
			out = append(out, journal.Entry{Date: day, Client: c.Client, Type: journal.Approval, Stage: c.Stage, Decision: journal.Granted, Invoices: named(c.Invoices), Author: author, Lot: l.Lot})
		}
		e := journal.Entry{Date: day, Client: c.Client, Type: journal.Reminder, Channel: journal.Channel(c.Channel), Direction: journal.Sent,
			Invoices: c.Invoices, Deadline: c.Deadline, Lot: l.Lot, Author: author, Content: c.Note}
		if c.Channel == kit.ByCall {
			e.Type = journal.Call
		}
		if differences != "" {
			e.Content = strings.TrimPrefix(e.Content+" ; envoyé avant mise à jour du lot : "+differences, " ; ")
		}
		for _, f := range c.Files {
			e.Documents = append(e.Documents, journal.Document{File: f, Sum: sums[f]})
		}
		out = append(out, e)
	}
	return out
}

// approved reports whether the lines approve the stage already: one on two channels
// is approved once.
func approved(lines []journal.Entry, c lotCommunication) bool {
	return slices.ContainsFunc(lines, func(e journal.Entry) bool {
		return e.Type == journal.Approval && e.Client == c.Client && e.Stage == c.Stage
	})
}

// decideApprovals records the answers given to the stages to approve. The letters
// themselves leave with the next batch.
func (a *app) decideApprovals(folder *output.Folder, k *kit.Kit, l *lot, f *validateFlags) error {
	if len(f.refuse) > 0 && f.reason == "" {
		return usage("un refus a un motif : ajoutez --motif")
	}
	author := a.author(k, f.by)
	if why := examiner.Unauthorised(k, author); why != "" {
		return usage("%s\n   → %s", why, inTheirName(k))
	}
	var entries []journal.Entry
	known := false
	for _, c := range l.Communications {
		is := func(e string) bool { return strings.EqualFold(e, c.Client) }
		decision := journal.Decision("")
		switch {
		case c.Status != "a_valider":
		case slices.ContainsFunc(f.approve, is):
			decision = journal.Granted
		case slices.ContainsFunc(f.refuse, is):
			decision = journal.Denied
		}
		if decision == "" {
			continue
		}
		e := journal.Entry{Date: l.Date, Client: c.Client, Type: journal.Approval, Stage: c.Stage, Decision: decision, Invoices: named(c.Invoices), Reason: f.reason, Author: author}
		if decided(k, e) {
			known = true
			continue
		}
		entries = append(entries, e)
	}
	if len(entries) == 0 && known {
		fmt.Fprintf(a.out, "Lot %s : ces décisions sont déjà notées, rien n'a changé.\n", l.Lot)
		return nil
	}
	if len(entries) == 0 {
		return usage("aucune étape à valider pour ces clients dans le lot %s", l.Lot)
	}
	if err := a.record(folder, k, entries...); err != nil {
		return err
	}
	fmt.Fprintf(a.out, "%s. Relancez « relance generer » pour préparer ce qui est approuvé.\n", count(len(entries), "décision notée", "décisions notées"))
	return nil
}

// decided reports whether the last decision on a stage, that day, was the same.
func decided(k *kit.Kit, e journal.Entry) bool {
	for _, old := range slices.Backward(k.Journal.Effective()) {
		if old.Type == journal.Approval && old.Client == e.Client && old.Stage == e.Stage {
			return old.Date == e.Date && old.Decision == e.Decision
		}
	}
	return false
}

// named keeps the numbers of invoices: an approval does nothing to them by itself.
func named(invoices []journal.Invoice) (out []journal.Invoice) {
	for _, i := range invoices {
		if !slices.ContainsFunc(out, func(o journal.Invoice) bool { return o.Number == i.Number }) {
			out = append(out, journal.Invoice{Number: i.Number})
		}
	}
	return out
}
