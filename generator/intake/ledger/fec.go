package ledger

import (
	"strings"

	"relance/generator/calendar"
	"relance/generator/diag"
	"relance/generator/grid/csv"
	"relance/generator/money"
)

// A FEC (fichier des écritures comptables, LPF A47 A-1) is what was read of one.
type FEC struct {
	SIREN    string // from the file's name, "" when it has another
	Clients  []Account
	Lines    int          // of the 411 accounts
	Balance  money.Amount // of the 411 accounts
	Gap      money.Amount // debits less credits of the whole file: 0 unless it was cut
	Last     calendar.Date
	Lettered bool
	Encoding string
	Others   Others
}

// IsFEC tells a FEC by its titles, which the law fixes.
func IsFEC(src []byte) bool {
	head, _, _ := strings.Cut(strings.NewReplacer("\x00", "", "\r", "\n").Replace(string(src[:min(len(src), 2000)])), "\n")
	head = strings.ToLower(head)
	return strings.Contains(head, "comptenum") && strings.Contains(head, "ecrituredate") &&
		(strings.Contains(head, "debit") || strings.Contains(head, "montant"))
}

// columns are the fields used, by their legal names in lower case. Debit and
// Credit may be Montant and Sens instead.
type columns struct {
	journal, date, account, accountName, aux, auxName, piece, pieceDate, label, debit, credit, letter int
	amount, side                                                                                      int
	count                                                                                             int
}

// ReadFEC reads a FEC and what its clients owe.
func ReadFEC(file string, src []byte) (*FEC, diag.List) {
	text, encoding, l := csv.Decode(file, src)
	if len(l) > 0 {
		return nil, l
	}
	r := &fecReader{file: file, fec: &FEC{Encoding: encoding, SIREN: sirenOf(file)}, sales: map[string]bool{}}
	head, rest, _ := strings.Cut(text, "\n")
	if r.titles(head); len(r.problems) == 0 {
		r.lines(rest)
	}
	if r.problems.Faults() {
		return nil, r.problems
	}
	r.finish()
	return r.fec, r.problems
}

// sirenOf reads the name that the law gives to the file: SIREN, FEC, closing day.
func sirenOf(file string) string {
	name := file[strings.LastIndexAny(file, `/\`)+1:]
	if i := strings.Index(strings.ToUpper(name), "FEC"); i == 9 && strings.Trim(name[:9], "0123456789") == "" {
		return name[:9]
	}
	return ""
}

type fecReader struct {
	file     string
	sep      byte
	at       columns
	fec      *FEC
	clients  []Line
	sales    map[string]bool // journals with a line of account 70
	fields   []string
	merged   bool // the line at hand had a separator too many
	problems diag.List
}

func (r *fecReader) refuse(row int, hint, format string, args ...any) {
	r.problems.Addf(diag.Pos{File: r.file, Line: row}, diag.Fault, "F061", format, args...).Hint = hint
}

// titles finds the separator and the columns.
func (r *fecReader) titles(head string) {
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
	find := func(name string) int { return index[name] - 1 }
	r.at = columns{
		journal: find("journalcode"), date: find("ecrituredate"), account: find("comptenum"), accountName: find("comptelib"),
		aux: find("compauxnum"), auxName: find("compauxlib"), piece: find("pieceref"), pieceDate: find("piecedate"),
		label: find("ecriturelib"), debit: find("debit"), credit: find("credit"), letter: find("ecriturelet"),
		amount: find("montant"), side: find("sens"), count: len(names),
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

func (r *fecReader) lines(text string) {
	for row := 2; text != "" && len(r.problems) < maxFaults; row++ {
		var line string
		line, text, _ = strings.Cut(text, "\n")
		if strings.TrimSpace(line) != "" {
			r.line(row, line)
		}
	}
}

func (r *fecReader) line(row int, line string) {
	if !r.split(line) {
		r.refuse(row, "le fichier est peut-être coupé, ou ses colonnes décalées : exportez-le de nouveau", "%d champs au lieu de %d", len(r.fields), r.at.count)
		return
	}
	amount, ok := r.value()
	if !ok {
		r.refuse(row, "exportez de nouveau le FEC", "montant illisible : « %s »", diag.Short(line))
		return
	}
	r.fec.Gap += amount
	account := r.field(r.at.account)
	if strings.HasPrefix(account, "70") {
		r.sales[r.field(r.at.journal)] = true
	}
	if amount == 0 {
		return
	}
	if !IsClient(account) {
		r.fec.Others.Add(account, amount)
		return
	}
	booked, sound := fecDay(r.field(r.at.date))
	piece, dated := fecDay(r.field(r.at.pieceDate))
	if !sound || r.merged && !dated {
		r.refuse(row, "une date de FEC s'écrit 20260331", "date illisible : « %s »", r.field(r.at.date))
		return
	}
	if !dated || piece.IsZero() {
		piece = booked
	}
	r.fec.Last = max(r.fec.Last, booked)
	l := Line{
		Row: row, Account: account, Aux: r.field(r.at.aux), Name: r.field(r.at.auxName), Journal: r.field(r.at.journal),
		Piece: r.field(r.at.piece), Label: r.field(r.at.label), Letter: r.field(r.at.letter), Date: piece, Amount: amount,
	}
	if l.Name == "" && l.Aux == "" {
		l.Name = r.field(r.at.accountName)
	}
	r.clients = append(r.clients, l)
}

// split cuts a line into fields. A field too many is either an empty one after a
// last separator, or part of the label, the only free text: the one that leaves
// an amount where the amounts are.
func (r *fecReader) split(line string) bool {
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
func (r *fecReader) debitStands() bool {
	_, ok := r.value()
	return ok && r.field(max(r.at.debit, r.at.amount))+r.field(r.at.credit) != ""
}

func (r *fecReader) field(i int) string {
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
func (r *fecReader) value() (money.Amount, bool) {
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

// cents reads the amounts of a FEC: 74,70, 0000000074,70, -12.5, 1 234,56 or
// nothing. The law fixes two decimals, hence no doubt about the mark.
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
		case r == '-' && (i == 0 || i == len(s)-1):
			negative = true
		case r == ' ' || r == '\u00a0' || r == '\u202f' || r == '+' && i == 0:
		default:
			return 0, false
		}
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

func (r *fecReader) finish() {
	f := r.fec
	for i := range r.clients {
		l := &r.clients[i]
		l.Sale = r.sales[l.Journal]
		f.Balance += l.Amount
		f.Lettered = f.Lettered || l.Letter != ""
	}
	f.Lines = len(r.clients)
	f.Clients = Settle(r.clients)
}
