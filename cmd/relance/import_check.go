package main

import (
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"

	"relance/generator/calendar"
	"relance/generator/claim"
	"relance/generator/diag"
	"relance/generator/dunning"
	"relance/generator/intake"
	"relance/generator/intake/found"
	"relance/generator/intake/stage"
	"relance/generator/journal"
	"relance/generator/kit"
)

// nowhere is a folder without files.
type nowhere struct{}

func (nowhere) Open(name string) (fs.File, error) {
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

// An examination reads what an import would write as every command will, piece by
// piece, a large list being too much at once.
type examination struct {
	app      *app
	imp      *found.Import
	settings diag.List // faults of relance.yaml: what an import does not know of the creditor
	faults   diag.List // of clients, at their places in the source
}

// examine rejects the invoices that a kit would refuse, each at its own line of the
// source. each is given every piece, with its kit and the list it makes.
func (a *app) examine(imp *found.Import, source string, each func(intake.Piece, *kit.Kit, []byte)) *examination {
	x := &examination{app: a, imp: imp}
	files := map[string][]byte{"relance.yaml": intake.Settings(imp, source)}
	for piece := range intake.Pieces(imp) {
		list := piece.List()
		files["clients.yaml"] = append([]byte("clients:\n"), list...)
		k, problems := kit.LoadUnder(kit.DefaultOptions(), edited{nowhere{}, files}, a.models(), nil)
		problems = append(problems, printable(k)...)
		if piece.First == 0 {
			x.settings = of("relance.yaml", problems)
		}
		rejected := len(imp.Rejected)
		if x.blame(of("clients.yaml", problems), k, piece); len(imp.Rejected) > rejected {
			list = piece.List()
		}
		each(piece, k, list)
	}
	return x
}

// of keeps the faults of one file.
func of(file string, problems diag.List) diag.List {
	return slices.DeleteFunc(slices.Clone(problems), func(p diag.Problem) bool { return p.Kind != diag.Fault || p.File != file })
}

// blame finds in the source what is at fault in a piece.
func (x *examination) blame(faults diag.List, k *kit.Kit, piece intake.Piece) {
	type invoice struct{ client, rank int }
	why := map[invoice][]string{}
	var met []invoice
	for _, p := range faults {
		client := under(p.Line, len(k.Clients), func(i int) int { return k.Clients[i].Pos.Line })
		if client < 0 || len(k.Clients) != len(piece.Clients) {
			x.faults = append(x.faults, p)
			continue
		}
		invoices := k.Clients[client].Invoices
		rank := under(p.Line, len(invoices), func(i int) int { return invoices[i].Pos.Line })
		if rank < 0 {
			p.Pos = piece.Clients[client].Pos
			x.faults = append(x.faults, p)
			continue
		}
		at := invoice{piece.First + client, rank}
		if why[at] == nil {
			met = append(met, at)
		}
		why[at] = append(why[at], placeInDraft.ReplaceAllString(p.Text, ""))
	}
	for _, at := range slices.Backward(met) {
		x.imp.Withdraw(at.client, at.rank, strings.Join(why[at], " ; "))
	}
}

// placeInDraft is a place in a file that is not written, as some faults quote it.
var placeInDraft = regexp.MustCompile(`\s*\(clients\.yaml, ligne [0-9]+\)`)

// under returns the last of n blocks that begins at a line or above it, -1 for none.
func under(line, n int, begin func(int) int) int {
	for i := n - 1; i >= 0; i-- {
		if begin(i) <= line {
			return i
		}
	}
	return -1
}

// place gives the reminders made before the stages of their clients' plans. What no
// plan could follow, or is still to come, is a fault at its cell.
func place(f *dunning.Facts, day calendar.Date, list []found.Takeover) diag.List {
	var l diag.List
	for i := range list {
		e := &list[i]
		c, inv := f.Kit.Invoice(e.Invoices[0].Number)
		if c == nil {
			continue
		}
		plan := f.PlanOf(c, inv)
		done := stage.In(plan, e.Stage)
		switch {
		case e.Date > day:
			l.Addf(e.Pos, diag.Fault, "F078", "facture %s : dernière relance le %s, une date à venir", inv.Number, e.Date).Hint = "corrigez la date, ou videz la cellule"
		case done == "":
			l.Addf(e.Pos, diag.Fault, "F078", "facture %s : « %s » n'est pas une étape du plan « %s » de %s, et n'en rappelle aucune", inv.Number, e.Stage, plan.ID, c.FullName()).Hint =
				"corrigez la cellule, ou etapes: dans la correspondance"
		default:
			e.Stage = done
		}
	}
	return l
}

// stillUnknown makes one warning of those about reminders that a spreadsheet knows
// and the journal does not, and drops what the journal has learnt since.
func stillUnknown(problems diag.List, log *journal.Log) diag.List {
	var first *diag.Problem
	var texts []string
	kept := slices.DeleteFunc(problems, func(p diag.Problem) bool {
		if p.Code != "W364" || p.Invoice == "" {
			return false
		}
		if log == nil || !slices.ContainsFunc(log.Effective(), func(e journal.Entry) bool { return reminds(e, p.Invoice) }) {
			if first == nil {
				first = &p
			}
			texts = append(texts, p.Text)
		}
		return true
	})
	if first == nil {
		return kept
	}
	one := *first
	one.Text, one.Invoice = "dernières relances que le journal n'a pas : "+strings.Join(texts[:min(len(texts), shownLines)], ", "), ""
	if n := len(texts) - shownLines; n > 0 {
		one.Text += fmt.Sprintf(" et %d de plus", n)
	}
	return append(kept, one)
}

// reminds tells a line of the journal about a reminder of an invoice.
func reminds(e journal.Entry, number string) bool {
	return (e.Type == journal.Takeover || e.Type == journal.Reminder) &&
		slices.ContainsFunc(e.Invoices, func(i journal.Invoice) bool { return i.Number == number })
}

// factsOf are what the stages of reminders are found with.
func factsOf(k *kit.Kit, day calendar.Date) *dunning.Facts {
	return dunning.NewFacts(k, claim.NewBook(k), day)
}

// largest is what a file of a kit may weigh, as decode reads it.
const largest = 16 << 20

// tooLarge refuses a list that makes a file no command would read.
func tooLarge(name string, data []byte) error {
	if len(data) <= largest {
		return nil
	}
	return status{statusFault, fmt.Sprintf("%s ferait %d Mio, 16 Mio au plus : rien n'a été écrit\n   → gardez plutôt le tableur dans le kit, relu à chaque fois : donnees: FICHIER, dans relance.yaml, à la place de clients.yaml", name, (len(data)+1<<20-1)>>20)}
}
