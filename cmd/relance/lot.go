package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io/fs"
	"slices"

	"relance/generator/agenda"
	"relance/generator/calendar"
	"relance/generator/claim/rate"
	"relance/generator/diag"
	"relance/generator/journal"
	"relance/generator/kit"
	"relance/generator/merge"
	"relance/generator/money"
)

// A lot (batch) is sortie/lot.json: what was made, from what, with the SHA-256 of
// each file. valider reads it back; its first keys are the contract of
// « generer --json ».
type lot struct {
	Lot       string        `json:"lot"`
	Date      calendar.Date `json:"date"`
	Files     []lotFile     `json:"fichiers"`
	Anomalies []anomaly     `json:"anomalies"`

	Creditor       string             `json:"creancier"`
	Communications []lotCommunication `json:"communications"`
	Digests        []digest           `json:"empreintes"`
	Head           string             `json:"tete_du_journal"` // SHA-256 of the journal's last line
	Tracker        string             `json:"suivi,omitempty"` // SHA-256 of suivi.xlsx
	Generation     int                `json:"generation"`
}

// A lotFile is one file of the batch; Path is relative to sortie/. Client and what
// follows are empty for a file that is about no client.
type lotFile struct {
	Path     string       `json:"chemin"`
	SHA256   string       `json:"sha256"`
	Client   string       `json:"client"`
	Stage    string       `json:"etape"`
	Invoices []string     `json:"factures"`
	Amount   money.Amount `json:"montant"`
}

// An anomaly is a problem that blocked one client or invoice, or a warning.
type anomaly struct {
	Code   string `json:"code"`
	File   string `json:"fichier"`
	Line   int    `json:"ligne"`
	Client string `json:"client"`
	Label  string `json:"libelle"`
}

// A lotCommunication is what valider will write in the journal.
type lotCommunication struct {
	Client   string            `json:"client"`
	Stage    string            `json:"etape"`
	Nature   kit.Nature        `json:"nature"`
	Channel  kit.Channel       `json:"canal"`
	Status   string            `json:"statut"`
	Deadline calendar.Date     `json:"date_limite,omitzero"`
	Invoices []journal.Invoice `json:"factures"`
	Files    []string          `json:"fichiers"`
	Note     string            `json:"note,omitempty"`
}

// A digest is one input of the batch with its SHA-256.
type digest struct {
	Name   string `json:"nom"`
	SHA256 string `json:"sha256"`
}

func hash(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// digests are all the inputs of a batch: the files of the kit, the templates, the
// rates, the program. One change makes the batch stale.
func (a *app) digests(k *kit.Kit) []digest {
	var out []digest
	for _, s := range k.Sources {
		out = append(out, digest{s.Name, s.SHA256})
	}
	models := a.models()
	for _, dir := range []string{".", "fragments"} {
		entries, _ := fs.ReadDir(models, dir)
		for _, e := range entries {
			if b, err := fs.ReadFile(models, joinDir(dir, e.Name())); err == nil && !e.IsDir() {
				out = append(out, digest{"templates/" + joinDir(dir, e.Name()), hash(b)})
			}
		}
	}
	return append(out, digest{"taux", hash([]byte(fmt.Sprint(rate.Known)))}, digest{"programme", version()})
}

func joinDir(dir, name string) string {
	if dir == "." {
		return name
	}
	return dir + "/" + name
}

// newLot describes a batch before its files are written.
func (a *app) newLot(ag *agenda.Agenda, name string) *lot {
	l := &lot{Lot: name, Date: ag.Date, Files: []lotFile{}, Anomalies: []anomaly{}, Communications: []lotCommunication{},
		Creditor: string(ag.Kit.Creditor.SIREN), Digests: a.digests(ag.Kit), Head: ag.Kit.Journal.Head, Generation: 1}
	return l
}

// add records a communication with the files that carry it.
func (l *lot) add(c *agenda.Communication, files ...string) {
	lc := lotCommunication{Client: c.Client.Code, Stage: c.Stage.ID, Nature: c.Stage.Nature, Channel: c.Channel,
		Status: string(c.Status), Deadline: c.Deadline, Invoices: append([]journal.Invoice{}, c.Entry(l.Date).Invoices...), Files: append([]string{}, files...), Note: c.Note}
	l.Communications = append(l.Communications, lc)
}

// file records a file of the batch with what it is about.
func (l *lot) file(path string, data []byte, letter *merge.Letter) {
	f := lotFile{Path: path, SHA256: hash(data), Invoices: []string{}}
	if letter != nil {
		c := letter.Communication
		f.Client, f.Stage, f.Amount = c.Client.Code, c.Stage.ID, c.Amount
		for _, cl := range c.Asked() {
			f.Invoices = append(f.Invoices, cl.Invoice.Number)
		}
	}
	l.Files = append(l.Files, f)
}

// wasSent reports whether the journal says that something of the batch was sent.
func (l *lot) wasSent(k *kit.Kit) bool {
	return slices.ContainsFunc(k.Journal.Entries, func(e journal.Entry) bool { return e.Lot == l.Lot && len(e.Documents) > 0 })
}

// report records the problems that prevented something.
func (l *lot) report(problems diag.List) {
	for _, p := range problems {
		if p.Kind == diag.Missing {
			l.Anomalies = append(l.Anomalies, anomaly{p.Code, p.File, p.Line, p.Client, p.Text})
		}
	}
}

func (l *lot) json() []byte {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(l); err != nil {
		panic(err) // strings and numbers always encode
	}
	return b.Bytes()
}

// readLot reads the manifest of the present sortie/, or that of an archived batch.
// It is nil when there is none.
func readLot(kitFS fs.FS, dir string) (*lot, error) {
	b, err := fs.ReadFile(kitFS, dir+"/lot.json")
	if err != nil {
		return nil, nil
	}
	var l lot
	if err := json.Unmarshal(b, &l); err != nil {
		return nil, status{statusMachine, fmt.Sprintf("%s/lot.json est illisible : relancez « relance generer »", dir)}
	}
	return &l, nil
}

// known are the hashes of the files the program wrote, by path in the kit: any
// other file is somebody's work and is kept.
func (l *lot) known(kitFS fs.FS) map[string]string {
	out := map[string]string{}
	if l == nil {
		return out
	}
	for _, f := range l.Files {
		out["sortie/"+f.Path] = f.SHA256
	}
	if l.Tracker != "" {
		out["suivi.xlsx"] = l.Tracker
	}
	if b, err := fs.ReadFile(kitFS, "sortie/lot.json"); err == nil {
		out["sortie/lot.json"] = hash(b)
	}
	return out
}
