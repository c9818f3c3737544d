package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"relance/generator/agenda"
	"relance/generator/calendar"
	"relance/generator/diag"
	"relance/generator/dunning"
	"relance/generator/kit"
	"relance/generator/layout"
	"relance/generator/mail"
	"relance/generator/merge"
	"relance/generator/output"
	"relance/generator/pdf"
	"relance/generator/tracker"
	"relance/site"
)

func (a *app) generateCmd() *cobra.Command {
	var until string
	var dry, simulation bool
	c := &cobra.Command{
		Use:   "generer",
		Short: "Prépare tout : lettres, courriels, appels, suivi, guide, dans sortie/",
		Long: `Prépare dans sortie/ tout ce qu'il y a à faire à la date : lettres, courriels,
fiches d'appel, SMS, agenda, guide ; et suivi.xlsx. Rien n'est envoyé, rien n'est
noté : « relance valider » le fera quand ce sera parti.`,
		Args: args(0, 0, ""),
		RunE: func(*cobra.Command, []string) error {
			if until != "" {
				a.date = until
			}
			after := a.writeSeveral
			if dry || simulation {
				after = nil
			}
			return a.perCreditor(func(a *app) error { return a.generate(dry || simulation, simulation) }, after)
		},
	}
	c.Flags().BoolVar(&a.json, "json", false, "sortie pour un programme")
	c.Flags().StringVar(&until, "jusqu-au", "", "prépare ce qui vient jusqu'à cette date, daté de ce jour")
	c.Flags().BoolVar(&dry, "essai", false, "dit ce qui serait fait, n'écrit rien")
	c.Flags().BoolVar(&simulation, "simulation", false, "comme --essai, à une date antérieure au journal")
	return c
}

// generate is the whole flow: kit → claims → agenda → letters → files. Refusals
// happen before the first file is staged; after it only the machine can refuse.
func (a *app) generate(dry, simulation bool) error {
	folder, err := a.openForWriting(dry)
	if err != nil {
		return err
	}
	if folder != nil {
		defer folder.Close()
	}
	ag, problems, err := a.decide(simulation)
	if err != nil {
		return err
	}
	models, faults := a.loadModels()
	if faults.Faults() {
		return faults.Err()
	}
	letters, missing := models.Letters(os.DirFS(a.dir), ag)
	if problems = slices.Concat(problems, missing); problems.Faults() {
		return problems.Err()
	}
	pages, faults := a.playbook(ag.Kit, models)
	if faults.Faults() {
		return faults.Err()
	}
	l := a.newLot(ag, ag.Batch(output.Slug(ag.Kit.Creditor.Name)))
	b := &batch{app: a, agenda: ag, lot: l, letters: letters, problems: problems}
	if dry {
		l.report(problems)
		return a.finish(b, nil)
	}
	before, err := readLot(os.DirFS(a.dir), "sortie")
	if err != nil {
		return err
	}
	stage, err := folder.Begin(l.Lot, "sortie")
	if err != nil {
		return err
	}
	defer stage.Drop()
	b.stage = stage
	if err := b.write(pages, before); err != nil {
		return err
	}
	report, err := stage.Commit(b.change(before))
	if err != nil {
		return err
	}
	return a.finish(b, &report)
}

// openForWriting takes the lock, and makes sure Excel does not hold the tracker.
func (a *app) openForWriting(dry bool) (*output.Folder, error) {
	if info, err := os.Stat(a.dir); dry || err != nil || !info.IsDir() {
		return nil, nil // load will say what is wrong with the folder
	}
	if _, err := fs.Stat(os.DirFS(a.dir), "relance.yaml"); err != nil {
		return nil, nil
	}
	folder, err := a.lockKit()
	if err != nil {
		return nil, err
	}
	if err := folder.OpenElsewhere("suivi.xlsx"); err != nil {
		folder.Close()
		return nil, err
	}
	return folder, nil
}

func (a *app) loadModels() (*merge.Models, diag.List) { return merge.Load(a.models()) }

// A batch is one run of generer while it is written.
type batch struct {
	app      *app
	agenda   *agenda.Agenda
	lot      *lot
	letters  []merge.Letter
	problems diag.List
	stage    *output.Stage
	prints   []*pdf.Print // letters for the printer, in the order of the post
	order    []*merge.Letter
	newName  bool // the tracker is somebody's work: write suivi.nouveau.xlsx
}

// rendered is a letter with its bytes.
type rendered struct {
	letter *merge.Letter
	data   []byte
	print  *pdf.Print
	err    error
}

// write makes every file. Letters are drawn by as many workers as there are
// processors and written in their order.
func (b *batch) write(pages []site.File, before *lot) error {
	if err := b.writeLetters(); err != nil {
		return err
	}
	if err := b.writePrintFile(); err != nil {
		return err
	}
	if err := b.writeCalendar(); err != nil {
		return err
	}
	for _, p := range pages {
		if err := b.put(path.Join("site", p.Name), p.Data, nil); err != nil {
		}
	}
	for i := range b.agenda.Communications {
		if c := &b.agenda.Communications[i]; !b.hasLetter(c) {
			b.lot.add(c)
		}
	}
	if err := b.put("index.html", b.index(), nil); err != nil {
		return err
	}
	if err := b.put("lot.css", indexStyle, nil); err != nil {
		return err
	}
	if err := b.writeTracker(before); err != nil {
		return err
	}
	b.lot.report(b.problems)
	return b.stage.Write("sortie/lot.json", b.lot.json())
}

func (b *batch) hasLetter(c *agenda.Communication) bool {
	return slices.ContainsFunc(b.letters, func(l merge.Letter) bool { return l.Communication == c })
}

// put stages one file of sortie/ and records it.
func (b *batch) put(name string, data []byte, letter *merge.Letter) error {
	b.lot.file(name, data, letter)
	return b.stage.Write(path.Join("sortie", name), data)
}

func (b *batch) writeLetters() error {
	press := &pdf.Press{}
	jobs := make(chan int)
	results := make([]chan rendered, len(b.letters))
	for i := range results {
		results[i] = make(chan rendered, 1)
	}
	stop := make(chan struct{})
	defer close(stop)
	for range runtime.GOMAXPROCS(0) {
		go func() {
			for i := range jobs {
				results[i] <- b.render(press, &b.letters[i])
			}
		}()
	}
	ahead := make(chan struct{}, 64) // bounds the letters held in memory
	go func() {
		defer close(jobs)
		for i := range b.letters {
			select {
			case ahead <- struct{}{}:
				jobs <- i
			case <-stop:
				return
			}
		}
	}()
	for i := range b.letters {
		r := <-results[i]
		results[i] = nil
		<-ahead
		if err := b.keep(r); err != nil {
		}
	}
	return nil
}

// keep stages a rendered letter and, when it is one for the post, sets it aside
// for the print file.
func (b *batch) keep(r rendered) error {
	c := r.letter.Communication
	var unprintable *layout.Error
	if errors.As(r.err, &unprintable) {
		b.hold(c, unprintable)
		return nil
	}
	if r.err != nil {
		return fmt.Errorf("%s : %w", r.letter.Name, r.err)
	}
	b.lot.add(c, r.letter.Name)
	if r.print != nil && c.Channel.IsPostal() && c.Status == dunning.Todo {
		b.prints, b.order = append(b.prints, r.print), append(b.order, r.letter)
	}
	return b.put(r.letter.Name, r.data, r.letter)
}

// hold blocks a communication that paper cannot carry: an address too long for the
// window, a character that no font has. The others go on.
func (b *batch) hold(c *agenda.Communication, err error) {
	p := b.problems.Addf(c.Client.Pos, diag.Missing, "F028", "%s", err)
	p.Client, p.Hint = c.Client.Code, "corrigez le texte, le nom ou l'adresse"
	c.Status, c.Missing = dunning.Blocked, append(c.Missing, err.Error())
	b.lot.add(c)
}

// render draws one letter in the form of its channel.
func (b *batch) render(press *pdf.Press, l *merge.Letter) (r rendered) {
	r.letter = l
	var buf bytes.Buffer
	switch path.Ext(l.Name) {
	case ".eml":
		r.err = b.draft(&buf, l)
	case ".txt":
		buf.WriteString(l.Text + "\n")
	default:
		if r.print, r.err = press.Print(l.Document, b.agenda.Date); r.err == nil {
			_, r.err = r.print.WriteTo(&buf)
		}
	}
	r.data = buf.Bytes()
	return r
}

func (b *batch) draft(w io.Writer, l *merge.Letter) error {
	d := mail.Draft{From: string(b.agenda.Kit.Creditor.Email), To: l.To, Subject: l.Subject, Doc: l.Document, Date: b.agenda.Date}
	if p := l.Communication.Contact; p != nil {
		d.ToName = joinWords(p.Title, p.FirstName, p.Name)
	}
	for _, name := range l.Attachments {
		data, err := fs.ReadFile(os.DirFS(b.app.dir), name)
		if err != nil {
		}
		d.Attachments = append(d.Attachments, mail.Attachment{Name: path.Base(name), MIME: "application/pdf", Data: data})
	}
	return mail.Write(w, d)
}

// writePrintFile binds the day's letters for the printer: registered ones first,
// then by number of sheets and postcode, so that postage is counted once.
func (b *batch) writePrintFile() error {
	if len(b.prints) == 0 {
		return nil
	}
	rank := make([]int, len(b.prints))
	for i := range rank {
		rank[i] = i
	}
	slices.SortStableFunc(rank, func(x, y int) int {
		cx, cy := b.order[x].Communication, b.order[y].Communication
		if r := registeredFirst(cx) - registeredFirst(cy); r != 0 {
			return r
		}
		if s := (b.prints[x].Pages()+1)/2 - (b.prints[y].Pages()+1)/2; s != 0 {
			return s
		}
		return strings.Compare(postcode(cx), postcode(cy))
	})
	var ordered []*pdf.Print
	for _, i := range rank {
		ordered = append(ordered, b.prints[i])
	}
	var buf bytes.Buffer
	if err := pdf.Merge(&buf, "Courriers du "+b.agenda.Date.String(), ordered, b.agenda.Date); err != nil {
		return err
	}
	return b.put("impression.pdf", buf.Bytes(), nil)
}

func registeredFirst(c *agenda.Communication) int {
	if c.Channel == kit.ByRegistered {
		return 0
	}
	return 1
}

func postcode(c *agenda.Communication) string {
	address := c.Client.PostalAddress()
	if len(address) == 0 {
		return ""
	}
	return address[len(address)-1]
}

// writeTracker writes suivi.xlsx, unless the one that is there is not the one the
// program wrote: then what people typed stays, and the new one goes beside it.
func (b *batch) writeTracker(before *lot) error {
	present, err := fs.ReadFile(os.DirFS(b.app.dir), "suivi.xlsx")
	if err == nil {
		b.newName = before == nil || before.Tracker != hash(present)
	}
	if before != nil {
		b.lot.Generation = max(1, before.Generation)
	}
	for {
		var buf bytes.Buffer
		if err := tracker.Write(&buf, b.agenda, b.lot.Generation); err != nil {
			return fmt.Errorf("suivi.xlsx : %w", err)
		}
		same := before != nil && before.Tracker == hash(buf.Bytes())
		if before == nil || before.Tracker == "" || same || b.lot.Generation > before.Generation {
			return b.putTracker(buf.Bytes(), before)
		}
		b.lot.Generation++
	}
}

func (b *batch) putTracker(data []byte, before *lot) error {
	if !b.newName {
		b.lot.Tracker = hash(data)
		return b.stage.Write("suivi.xlsx", data)
	}
	if before != nil {
		b.lot.Tracker = before.Tracker
	}
	return b.stage.Write("suivi.nouveau.xlsx", data)
}

// change says what the commit replaces: an older batch nobody validated is kept.
func (b *batch) change(before *lot) output.Change {
	c := output.Change{Lot: b.lot.Lot, Known: before.known(os.DirFS(b.app.dir))}
	if before != nil {
		c.Lot, c.Archive = before.Lot, before.Lot != b.lot.Lot && len(before.pending(b.agenda.Kit, nil)) > 0
	}
	if b.newName {
		if old, err := fs.ReadFile(os.DirFS(b.app.dir), "suivi.nouveau.xlsx"); err == nil {
			c.Known["suivi.nouveau.xlsx"] = hash(old)
		}
	}
	return c
}

// finish prints what was made, then what is blocked, and chooses the status.
func (a *app) finish(b *batch, report *output.Report) error {
	if a.json {
		if _, err := a.out.Write(b.lot.json()); err != nil {
		}
	} else {
		a.identity(b.agenda.Kit)
		b.summary(report)
	}
	if report != nil {
		for _, m := range report.Kept {
			fmt.Fprintf(a.err, "Modifié à la main, conservé : %s → %s\n", m.From, m.To)
		}
		if report.Archived != "" {
			fmt.Fprintf(a.err, "Le lot précédent, pas encore validé, est dans %s\n", report.Archived)
		}
		if b.newName {
			fmt.Fprintln(a.err, "suivi.xlsx contient des saisies : il est gardé tel quel, le nouveau est suivi.nouveau.xlsx")
		}
	}
	b.problems.Sort()
	a.printProblems(b.problems)
	if b.problems.Blocked() || b.blocked() > 0 {
		return status{code: statusBlocked}
	}
	return nil
}

func (b *batch) blocked() int {
	n := 0
	for i := range b.agenda.Communications {
		if b.agenda.Communications[i].Status == dunning.Blocked {
			n++
		}
	}
	return n
}

// summary counts what was made, by kind.
func (b *batch) summary(report *output.Report) {
	counts := map[string]int{}
	for _, l := range b.letters {
		counts[path.Dir(l.Name)]++
	}
	fmt.Fprintf(b.app.out, "Lot %s, daté du %s\n", b.lot.Lot, b.agenda.Date)
	for _, kind := range [][2]string{
		{"lettres", "lettres à poster"}, {"courriels", "courriels à envoyer"}, {"sms", "SMS à envoyer"},
		{"appels", "fiches d'appel"}, {"internes", "pièces internes"}, {"a-valider", "documents à faire valider"},
	} {
		if n := counts[kind[0]]; n > 0 {
			fmt.Fprintf(b.app.out, "  %3d %s (sortie/%s)\n", n, kind[1], kind[0])
		}
	}
	if n := b.blocked(); n > 0 {
		fmt.Fprintf(b.app.out, "  %3d bloqués : voir index.html\n", n)
	}
	switch {
	case report == nil:
		fmt.Fprintln(b.app.out, "Essai : rien n'a été écrit.")
	case report.Unchanged:
		fmt.Fprintln(b.app.out, "Rien n'a changé depuis la dernière fois.")
	default:
		dir := filepath.ToSlash(b.app.dir)
		fmt.Fprintf(b.app.out, "Ouvrez %s/sortie/index.html, puis %s/suivi.xlsx.\nQuand tout est parti : relance valider --kit %s\n", dir, dir, dir)
	}
}

func joinWords(words ...string) string {
	var out string
	for _, w := range words {
		if w != "" {
			if out != "" {
				out += " "
			}
			out += w
		}
	}
	return out
}

// writeCalendar puts calls, promises and deadlines into one file that any calendar
// opens.
func (b *batch) writeCalendar() error {
	events := b.events()
	if len(events) == 0 {
		return nil
	}
	var buf bytes.Buffer
	if err := mail.Calendar(&buf, events); err != nil {
		return err
	}
	return b.put("agenda.ics", buf.Bytes(), nil)
}

func (b *batch) events() []mail.Event {
	var out []mail.Event
	for i := range b.agenda.Communications {
		c := &b.agenda.Communications[i]
		if c.Channel == kit.ByCall && c.Status == dunning.Todo {
			out = append(out, mail.Event{Key: c.Client.Code + "/" + c.Stage.ID + "/" + b.agenda.Date.ISO(), Day: b.agenda.Date,
				Summary: "Appeler " + c.Client.FullName(), Description: c.Reason, Phone: c.Recipient})
		}
	}
	for _, t := range b.agenda.Tasks {
		day, name := t.Date, ""
		if t.Client != nil {
			name = t.Client.Code + " " + t.Client.FullName() + " : "
		}
		out = append(out, mail.Event{Key: name + t.Label, Day: max(day, calendar.Date(1)), Summary: name + t.Label})
	}
	return out
}
