package journal

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"relance/generator/calendar"
	"relance/generator/diag"
)

// SealFile is where a [Log.Seal] is kept, in the kit. The chain cannot tell that
// last lines are missing, nor that the very last one was changed: the seal can.
const SealFile = ".relance/sceau"

// A Log is a journal that was read whole.
type Log struct {
	Entries []Entry
	Head    string // SHA-256 of the last line, in hex; zeros when there is none
	Torn    []byte // the end of the file, a line cut short, that does not count; nil if there is none

	file      string
	unbounded bool // the last line has no newline: Append begins with it
	day       calendar.Date
	rank      int // of the last ID
}

// Read reads a journal. A last line cut short, as a power cut leaves it, becomes
// Torn and a warning. Any other damage is a fault, the first one only, and the
// Log is nil: half a history is worse than none. file is the name to print.
func Read(file string, src []byte) (*Log, diag.List) {
	l := &Log{file: file, Head: origin}
	ids := map[string]bool{}
	for rest := src; len(rest) > 0; {
		text, next, ended := bytes.Cut(rest, []byte("\n"))
		last := len(next) == 0
		if last && l.isTorn(text, ended) {
			l.Torn = slices.Clone(rest)
			return l, diag.List{l.tornLine()}
		}
		if p := l.take(text, ids); p != nil {
			p.Pos = diag.Pos{File: file, Line: len(l.Entries) + 1}
			return nil, diag.List{*p}
		}
		l.unbounded = !ended
		rest = next
	}
	return l, nil
}

// isTorn tells a last line cut short from one that was damaged otherwise. One
// that is whole, but for its newline, counts; so does nothing when not one sound
// line comes before.
func (l *Log) isTorn(text []byte, ended bool) bool {
	if len(l.Entries) == 0 || json.Valid(text) || isConflict(text) {
		return false
	}
	err := json.NewDecoder(bytes.NewReader(text)).Decode(new(json.RawMessage))
	return !ended || errors.Is(err, io.ErrUnexpectedEOF)
}

func (l *Log) tornLine() diag.Problem {
	return diag.Problem{
		Pos: diag.Pos{File: l.file, Line: len(l.Entries) + 1}, Kind: diag.Warning, Code: "J410",
		Text: "la dernière ligne est coupée, sans doute par un arrêt brutal : elle est mise de côté et ne compte pas",
		Hint: "vérifiez que votre dernière action est bien au journal ; sinon, notez-la de nouveau",
	}
}

// take adds a line to the log, or says why it cannot follow.
func (l *Log) take(text []byte, ids map[string]bool) *diag.Problem {
	if p := disfigured(text); p != nil {
		return p
	}
	e, p := decode(text)
	if p == nil {
		p = l.follows(e, ids)
	}
	if p != nil {
		return p
	}
	e.Line = len(l.Entries) + 1
	ids[e.ID] = true
	l.day, l.rank, _ = parseID(e.ID)
	l.Entries = append(l.Entries, e)
	l.Head = sum(text)
	return nil
}

// disfigured names what other programs do to a text file.
func disfigured(text []byte) *diag.Problem {
	switch {
	case isConflict(text):
		return fault("J408", "git a laissé ici un conflit de fusion",
			"deux copies du journal ont divergé : gardez-en une entière, puis notez de nouveau ce que l'autre avait de plus")
	case bytes.IndexByte(text, 0) >= 0:
		return fault("J409", "cette ligne contient des octets nuls, laissés par un disque en panne ou un autre encodage",
			"reprenez le journal dans votre sauvegarde")
	case bytes.HasSuffix(text, []byte("\r")):
		return fault("J411", "ce fichier a été réenregistré avec des fins de ligne Windows",
			"reprenez le journal dans votre sauvegarde, ou réenregistrez-le avec des fins de ligne Unix (LF) ; avec git : « *.jsonl -text » dans .gitattributes")
	case !json.Valid(text) || !utf8.Valid(text):
		return fault("J401", "cette ligne est abîmée", restore)
	}
	return nil
}

func isConflict(text []byte) bool {
	for _, mark := range []string{"<<<<<<<", "|||||||", "=======", ">>>>>>>"} {
		if bytes.HasPrefix(text, []byte(mark)) {
			return true
		}
	}
	return false
}

// follows checks the chain, the ID, and that a correction is about a line above.
func (l *Log) follows(e Entry, ids map[string]bool) *diag.Problem {
	first := len(l.Entries) == 0
	day, rank, _ := parseID(e.ID)
	switch {
	case e.Type == Purge && !first:
		return fault("J413", "une ligne « purge » ne peut être que la première", restore)
	case e.Previous != l.Head && !(first && e.Type == Purge && isSum(e.Previous)):
		text := "cette ligne ne suit pas la précédente : l'une des deux a été modifiée, ou une ligne a été ajoutée, retirée ou déplacée"
		if first {
			text = "cette ligne n'est pas la première du journal : le début manque"
		}
		return fault("J402", text, restore)
	case ids[e.ID]:
		return fault("J403", fmt.Sprintf("l'identifiant « %s » sert déjà plus haut", e.ID), restore)
	case day < l.day || day == l.day && rank < l.rank:
		return fault("J403", fmt.Sprintf("l'identifiant « %s » devrait venir après celui de la ligne précédente", e.ID), restore)
	case e.Type == Correction && !ids[e.Corrects]:
		return fault("J412", fmt.Sprintf("la ligne « %s », à corriger, n'est pas plus haut dans le journal", e.Corrects), restore)
	}
	return nil
}

func isSum(s string) bool {
	digest, err := hex.DecodeString(s)
	return err == nil && len(digest) == sha256.Size && s == strings.ToLower(s)
}

func sum(text []byte) string {
	digest := sha256.Sum256(text)
	return hex.EncodeToString(digest[:])
}

// Seal tells how many lines there are and what the last one is, for [Log.Check].
func (l *Log) Seal() string { return fmt.Sprintf("%d %s\n", len(l.Entries), l.Head) }

// Check tells whether the lines that a former seal was made of are still there,
// all but one that is Torn. An empty seal checks nothing.
func (l *Log) Check(seal string) diag.List {
	if seal == "" {
		return nil
	}
	number, head, _ := strings.Cut(strings.TrimSuffix(seal, "\n"), " ")
	count, err := strconv.Atoi(number)
	text := "le journal n'est plus celui que relance a écrit en dernier : sa dernière ligne a changé"
	switch lost := count - len(l.Entries); {
	case err != nil || count < 0 || !isSum(head):
		text = "le sceau du journal (" + SealFile + ") est illisible"
	case lost == 1 && l.Torn != nil || lost <= 0 && l.head(count) == head:
		return nil
	case lost == 1:
		text = "il manque la dernière ligne du journal"
	case lost > 1:
		text = fmt.Sprintf("il manque les %d dernières lignes du journal", lost)
	}
	return diag.List{{
		Pos: diag.Pos{File: l.file, Line: len(l.Entries)}, Code: "J414", Text: text,
		Hint: "reprenez le journal dans votre sauvegarde ; s'il est bien le bon, supprimez " + SealFile,
	}}
}

// head returns the SHA-256 of the last of the first n lines.
func (l *Log) head(n int) string {
	switch {
	case n == len(l.Entries):
		return l.Head
	case n == 0:
		return origin
	}
	return l.Entries[n].Previous
}

// Append returns the lines to add to the file, in place of Torn, and takes them
// into l. It gives each its version, its ID and its place in the chain; only a
// purge that comes first keeps its Previous, the head of the journal it follows.
// An entry that Read would refuse is a mistake of the program: Append panics.
func (l *Log) Append(entries ...Entry) []byte {
	var added bytes.Buffer
	ids := map[string]bool{}
	for _, e := range l.Entries {
		ids[e.ID] = true
	}
	for _, e := range entries {
		e.Version = version
		e.ID = l.nextID(e.Date)
		if len(l.Entries) > 0 || e.Type != Purge {
			e.Previous = l.Head
		}
		text := encode(e)
		if p := l.take(text, ids); p != nil {
			panic(fmt.Sprintf("journal: %s %s: %s", p.Code, p.Text, text))
		}
		if l.unbounded {
			added.WriteByte('\n')
			l.unbounded = false
		}
		added.Write(text)
		added.WriteByte('\n')
	}
	return added.Bytes()
}

// nextID numbers an entry by its day, or by the last day written when it tells
// of an earlier one: IDs only grow.
func (l *Log) nextID(day calendar.Date) string {
	if day > l.day {
		return makeID(day, 1)
	}
	return makeID(l.day, l.rank+1)
}

// encode returns a line without its newline, keys in the order of the fields.
func encode(e Entry) []byte {
	var line bytes.Buffer
	encoder := json.NewEncoder(&line)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(e); err != nil {
		panic(err) // an Entry holds nothing that JSON cannot
	}
	return bytes.TrimSuffix(line.Bytes(), []byte("\n"))
}

// Effective returns what the journal says once corrected, by date, and in the
// order of the lines for one day: without the corrections, the purge, nor the
// lines cancelled. A line keeps its date and author whatever corrects it.
func (l *Log) Effective() []Entry {
	cancelled := l.cancelled()
	amended := map[string][]Entry{} // by ID, last correction first
	for _, e := range slices.Backward(l.Entries) {
		if e.Type == Correction && !e.Cancels && !cancelled[e.ID] {
			amended[e.Corrects] = append(amended[e.Corrects], e)
		}
	}
	var list []Entry
	for _, e := range l.Entries {
		if e.Type == Correction || e.Type == Purge || cancelled[e.ID] {
			continue
		}
		for _, by := range slices.Backward(amended[e.ID]) {
			e = amend(e, by)
		}
		list = append(list, e)
	}
	slices.SortStableFunc(list, func(a, b Entry) int { return a.Date.Sub(b.Date) })
	return list
}

// cancelled are the IDs of the lines that a later one cancels, unless that one is
// itself cancelled.
func (l *Log) cancelled() map[string]bool {
	ids := map[string]bool{}
	for _, e := range slices.Backward(l.Entries) {
		if e.Type == Correction && e.Cancels && !ids[e.ID] {
			ids[e.Corrects] = true
		}
	}
	return ids
}

// IsCancelled reports whether a line counts no more.
func (l *Log) IsCancelled(id string) bool { return l.cancelled()[id] }

// amend returns e with the keys that the correction gives. Its own identity and
// its reason, which is that of the correction, do not count among them.
func amend(e, by Entry) Entry {
	by.Version, by.ID, by.Date, by.Time, by.Type = 0, "", 0, "", ""
	by.Reason, by.Corrects, by.Lot, by.Author, by.Previous = "", "", "", "", ""
	if len(by.Invoices) > 0 {
		e.Invoices = nil // else the decoder would write into those of the log
	}
	if len(by.Documents) > 0 {
		e.Documents = nil
	}
	if err := json.Unmarshal(encode(by), &e); err != nil {
		panic(err) // it was read from such a line
	}
	return e
}
