// Package fec reads the file of accounting entries that French law makes every
// program write (LPF A47 A-1), and what its clients owe. A file whose debits are not
// its credits is refused: something is missing, or was changed.
package fec

import (
	"strings"

	"relance/generator/calendar"
	"relance/generator/diag"
	"relance/generator/grid/csv"
	"relance/generator/intake/ledger"
	"relance/generator/money"
	"relance/generator/output"
)

// A File (fichier des écritures comptables) is what was read of one.
type File struct {
	SIREN    string // from the file's name, "" when it has another
	Clients  []ledger.Account
	Lines    int          // of the 411 accounts
	Balance  money.Amount // of the 411 accounts
	Encoding string
	Others   ledger.Others
}

// Is tells a FEC by its titles, which the law fixes.
func Is(src []byte) bool {
	head, _, _ := strings.Cut(strings.NewReplacer("\x00", "", "\r", "\n").Replace(string(src[:min(len(src), 2000)])), "\n")
	head = strings.ToLower(head)
	return strings.Contains(head, "comptenum") && strings.Contains(head, "ecrituredate") &&
		(strings.Contains(head, "debit") || strings.Contains(head, "montant"))
}

// columns are the fields used, by their legal names in lower case. Debit and
// Credit may be Montant and Sens instead.
type columns struct {
	journal, number, date, account, accountName, aux, auxName, piece, pieceDate, label, debit, credit int
	letter, letterDay, amount, side, foreign, currency                                                int
	count                                                                                             int
}

// Read reads a FEC and what its clients owe.
func Read(file string, src []byte) (*File, diag.List) {
	text, encoding, l := csv.Decode(file, src)
	if len(l) > 0 {
		return nil, l
	}
	r := &reader{file: file, out: &File{Encoding: encoding, SIREN: sirenOf(file)}, entries: entries{at: map[[2]string]*entry{}}}
	head, rest, _ := strings.Cut(text, "\n")
	if r.titles(head); len(r.problems) == 0 {
		r.lines(rest)
	}
	if r.problems.Faults() {
		return nil, r.problems
	}
	kinds, unbalanced := r.entries.kinds()
	if r.balanced(unbalanced); r.problems.Faults() {
		return nil, r.problems
	}
	r.finish(kinds)
	return r.out, r.problems
}

// sirenOf reads the name that the law gives to the file: SIREN, FEC, closing day.
func sirenOf(file string) string {
	name := file[strings.LastIndexAny(file, `/\`)+1:]
	if i := strings.Index(strings.ToUpper(name), "FEC"); i == 9 && strings.Trim(name[:9], "0123456789") == "" {
		return name[:9]
	}
	return ""
}

type reader struct {
	file     string
	sep      byte
	at       columns
	out      *File
	clients  []ledger.Line
	of       []*entry // of the lines of clients
	entries  entries
	gap      money.Amount // debits less credits of the whole file
	dayText  string       // the last date, and what it says
	dayRead  calendar.Date
	fields   []string
	merged   bool // the line at hand had a separator too many
	problems diag.List
}

func (r *reader) refuse(row int, hint, format string, args ...any) {
	r.problems.Addf(diag.Pos{File: r.file, Line: row}, diag.Fault, "F061", format, args...).Hint = hint
}

// titles finds the separator and the columns.
func (r *reader) titles(head string) {
	for _, sep := range []byte{'\t', '|', ';', ','} {
		if strings.Count(head, string(sep)) >= 10 {
			r.sep = sep
			break
		}
	}
	index := map[string]int{}
	names := strings.Split(head, string(r.sep))
	for i, name := range names {
		index[strings.ToLower(strings.Trim(name, " \""))] = i + 1
	}
	find := func(names ...string) int { // programs lengthen some of them
		for _, name := range names {
			if index[name] > 0 {
				return index[name] - 1
			}
		}
		return -1
	}
	r.at = columns{
		journal: find("journalcode"), number: find("ecriturenum"), date: find("ecrituredate"), account: find("comptenum"), accountName: find("comptelib", "comptelibelle"),
		aux: find("compauxnum", "compteauxnum"), auxName: find("compauxlib", "compteauxlib", "compauxlibelle"), piece: find("pieceref"), pieceDate: find("piecedate"),
		label: find("ecriturelib", "ecriturelibelle"), debit: find("debit"), credit: find("credit"), letter: find("ecriturelet", "ecriturelettrage"), letterDay: find("datelet", "datelettrage"),
		amount: find("montant"), side: find("sens"), foreign: find("montantdevise"), currency: find("idevise"), count: len(names),
	}
	if strings.TrimSpace(names[len(names)-1]) == "" {
		r.at.count-- // a separator too many
	}
	for _, c := range []struct {
		name  string
		found bool
	}{
		{"CompteNum", r.at.account >= 0}, {"EcritureDate", r.at.date >= 0}, {"PieceRef", r.at.piece >= 0},
		{"Debit et Credit (ou Montant et Sens)", r.at.debit >= 0 && r.at.credit >= 0 || r.at.amount >= 0 && r.at.side >= 0},
	} {
		if !c.found {
			r.refuse(1, "exportez de nouveau le FEC depuis votre logiciel de comptabilité", "colonne absente du FEC : %s", c.name)
		}
	}
}

// maxFaults is how many lines are refused before the file is.
const maxFaults = 20

func (r *reader) lines(text string) {
	for row := 2; text != "" && len(r.problems) < maxFaults; row++ {
		var line string
		line, text, _ = strings.Cut(text, "\n")
		if strings.TrimSpace(line) != "" {
			r.line(row, line)
		}
	}
}

func (r *reader) line(row int, line string) {
	if !r.split(line) {
		r.refuse(row, "le fichier est peut-être coupé, ou ses colonnes décalées : exportez-le de nouveau", "%d champs au lieu de %d", len(r.fields), r.at.count)
		return
	}
	amount, ok := r.value()
	if !ok {
		title, text := r.illegible()
		r.refuse(row, "un montant de FEC s'écrit 1234,56 : exportez-le de nouveau", "montant illisible, colonne %s : « %s »", title, diag.Visible(diag.Short(text)))
		return
	}
	r.gap += amount
	account := r.field(r.at.account)
	of := r.entries.add(r.field(r.at.journal), r.field(r.at.number), row, account, amount)
	if amount == 0 {
		return
	}
	if !ledger.IsClient(account) {
		r.out.Others.Add(account, amount)
		return
	}
	booked, sound := r.day(r.at.date)
	piece, dated := r.day(r.at.pieceDate)
	if !sound || r.merged && !dated {
		r.refuse(row, "une date de FEC s'écrit 20260331", "date illisible : « %s »", r.field(r.at.date))
		return
	}
	if !dated || piece.IsZero() {
		piece = booked
	}
	l := ledger.Line{
		Row: row, Account: account, Aux: r.field(r.at.aux), Name: r.field(r.at.auxName), Journal: r.field(r.at.journal),
		Piece: r.field(r.at.piece), Label: r.field(r.at.label), Letter: r.field(r.at.letter), LetterDay: r.field(r.at.letterDay),
		Date: piece, Booked: booked, Amount: amount, Currency: r.currency(),
	}
	switch common := l.Aux == "" && ledger.Common(account, r.field(r.at.accountName)); {
	case common && l.Name != "":
		l.Aux = strings.ToUpper(output.Slug(l.Name)) // some programs give a client a name alone
	case l.Name == "" && l.Aux == "":
		l.Name = r.field(r.at.accountName)
	}
	r.clients, r.of = append(r.clients, l), append(r.of, of)
}

// currency is the foreign currency of a line, "" for one in euros.
func (r *reader) currency() string {
	switch name := strings.ToUpper(r.field(r.at.currency)); name {
	case "", "EUR", "EURO", "EUROS", "E", "€":
		return ""
	default:
		if a, ok := cents(r.field(r.at.foreign)); ok && a == 0 {
			return ""
		}
		return name
	}
}

// split cuts a line into fields. A field too many is either an empty one after a
// last separator, or part of the label, the only free text: the one that leaves
// an amount where the amounts are.
func (r *reader) split(line string) bool {
	r.fields = r.fields[:0]
	for {
		i := strings.IndexByte(line, r.sep)
		if i < 0 {
			break
		}
		r.fields, line = append(r.fields, line[:i]), line[i+1:]
	}
	r.fields = append(r.fields, line)
	if r.merged = false; len(r.fields) == r.at.count {
		return true
	}
	if len(r.fields) < r.at.count {
		return false
	}
	if strings.TrimSpace(strings.Join(r.fields[r.at.count:], "")) == "" && r.debitStands() {
		r.fields = r.fields[:r.at.count]
		return true
	}
	r.merged = true
	for len(r.fields) > r.at.count && r.at.label >= 0 {
		f := r.fields
		f[r.at.label] += string(r.sep) + f[r.at.label+1]
		r.fields = append(f[:r.at.label+1], f[r.at.label+2:]...)
	}
	return len(r.fields) == r.at.count && r.debitStands()
}

// debitStands tells that the amounts are not the rest of a label.
func (r *reader) debitStands() bool {
	_, ok := r.value()
	return ok && r.field(max(r.at.debit, r.at.amount))+r.field(r.at.credit) != ""
}

func (r *reader) field(i int) string {
	if i < 0 || i >= len(r.fields) {
		return ""
	}
	s := strings.TrimSpace(r.fields[i])
	if len(s) > 1 && s[0] == '"' && s[len(s)-1] == '"' {
		s = strings.TrimSpace(strings.ReplaceAll(s[1:len(s)-1], `""`, `"`))
	}
	return s
}

// value returns debit less credit.
func (r *reader) value() (money.Amount, bool) {
	if r.at.debit >= 0 && r.at.credit >= 0 {
		debit, ok := cents(r.field(r.at.debit))
		credit, also := cents(r.field(r.at.credit))
		return debit - credit, ok && also
	}
	amount, ok := cents(r.field(r.at.amount))
	switch strings.ToUpper(r.field(r.at.side)) {
	case "D", "+1", "1", "DEBIT", "+":
		return amount, ok
	case "C", "-1", "CREDIT", "-":
		return -amount, ok
	}
	return 0, false
}

// illegible returns the title and the text of what is no amount.
func (r *reader) illegible() (title, text string) {
	for _, c := range []struct {
		title string
		at    int
	}{{"Debit", r.at.debit}, {"Credit", r.at.credit}, {"Montant", r.at.amount}} {
		if _, ok := cents(r.field(c.at)); !ok {
			return c.title, r.field(c.at)
		}
	}
	return "Sens", r.field(r.at.side)
}

// cents reads the amounts of a FEC: 74,70, 0000000074,70, -12.5, 1 234,56 or
// nothing. The law fixes two decimals, hence no doubt about the mark; but 1,980
// may be thousands all the same.
func cents(s string) (money.Amount, bool) {
	var n int64
	negative, decimals, digits := false, -1, 0
	for i, r := range s {
		switch {
		case r >= '0' && r <= '9':
			digits++
			if decimals >= 2 && r != '0' || n > 1e16 {
				return 0, false
			}
			if decimals < 2 {
				n = n*10 + int64(r-'0')
			}
			if decimals >= 0 {
				decimals++
			}
		case (r == ',' || r == '.') && decimals < 0:
			decimals = 0
		case r == '-' && !negative && (n == 0 && decimals < 0 || i == len(s)-1):
			negative = true
		case r == ' ' || r == '\u00a0' || r == '\u202f' || r == '+' && i == 0:
		default:
			return 0, false
		}
	}
	if whole := digits - decimals; decimals == 3 && whole <= 3 && n >= 100 && s[0] != '0' {
		return 0, false
	}
	for ; decimals < 2; decimals++ {
		if decimals < 0 {
			decimals = 0
		}
		n *= 10
	}
	if negative {
		n = -n
	}
	return money.Amount(n), digits > 0 || s == ""
}

// day reads a date; the lines of a day mostly follow one another.
func (r *reader) day(i int) (calendar.Date, bool) {
	text := r.field(i)
	if text == "" || text != r.dayText {
		d, ok := fecDay(text)
		if !ok {
			return 0, false
		}
		r.dayText, r.dayRead = text, d
	}
	return r.dayRead, true
}

// fecDay reads 20260331, and the spellings that programs use all the same. An
// empty one is no date.
func fecDay(s string) (calendar.Date, bool) {
	if s == "" {
		return 0, true
	}
	if len(s) == 8 && strings.Trim(s, "0123456789") == "" {
		s = s[:4] + "-" + s[4:6] + "-" + s[6:]
	}
	d, err := calendar.Parse(s)
	return d, err == nil
}

func (r *reader) finish(kinds map[*entry]kind) {
	f := r.out
	for i := range r.clients {
		l := &r.clients[i]
		is := kinds[r.of[i]]
		l.Sale, l.Cash, l.Opening = is.sale && (l.Amount > 0 || !is.mixed), is.cash, is.opening
		if l.Cash {
			l.Date = l.Booked // the day of the bank; the piece may be the invoice
		}
		f.Balance += l.Amount
	}
	f.Lines = len(r.clients)
	f.Clients = ledger.Settle(r.clients)
}
