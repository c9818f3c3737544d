package table

import (
	"fmt"
	"maps"
	"strings"

	"relance/generator/diag"
	"relance/generator/intake/found"
	"relance/generator/intake/sheet"
	"relance/generator/kit"
	"relance/generator/money"
)

// A builder gathers records into clients, in the order they are met.
type builder struct {
	*table
	byKey   map[string]int    // client → rank
	sirens  map[string]string // key → the first SIREN met
	codes   map[string]bool
	alike   map[string]int // how many codes begin alike
	numbers map[string]place
	undated int
	kinds   map[kit.Kind][]string
	emails  map[string]string
	lost    []lostReminder
	unsure  map[string]string // numbers of invoices whose rows disagree → how
	titles  map[bool]map[string]diag.Pos
}

type place struct {
	client, invoice int
	row             int
}

func newBuilder(t *table) *builder {
	// One place for all invoices, that of the title: a hundred thousand maps would
	// take more memory than the list. Where a row stands, its invoice says.
	places := map[string]diag.Pos{"numero": t.Place("numero"), "date": t.Place("date"), "montant_ttc": t.Place(t.AmountField())}
	dated := maps.Clone(places)
	dated["echeance"] = t.Place("echeance")
	return &builder{table: t, titles: map[bool]map[string]diag.Pos{true: dated, false: places}, byKey: map[string]int{}, codes: map[string]bool{}, sirens: map[string]string{}, alike: map[string]int{}, numbers: map[string]place{},
		kinds: map[kit.Kind][]string{}, emails: map[string]string{}, unsure: map[string]string{}}
}

// add files a record under its client; why tells what prevents it.
func (b *builder) add(rec record) (why string) {
	if rec.total == 0 {
		b.drop(rec.row, "montant nul")
		return ""
	}
	if seen, twice := b.numbers[strings.ToLower(rec.number)]; twice {
		return b.again(rec, seen)
	}
	if rec.settled && rec.paidOn.IsZero() {
		b.drop(rec.row, "déjà réglée")
		return ""
	}
	i := b.client(rec.row)
	cl := &b.imp.Clients[i]
	b.numbers[strings.ToLower(rec.number)] = place{i, len(cl.Invoices), rec.row.Number}
	if rec.total < 0 {
		b.numbers[strings.ToLower(rec.number)] = place{i, -1, rec.row.Number}
		b.credit(cl, rec)
		return ""
	}
	cl.Invoices = append(cl.Invoices, b.invoice(rec))
	b.takeover(cl.Code, rec)
	return ""
}

// key is what makes two rows the same client's: the code, else the name.
func (b *builder) key(r sheet.Row) string {
	if code := b.Text(r, "code"); code != "" {
		return "code " + strings.ToLower(code)
	}
	key := "nom " + found.BareName(b.Text(r, "nom"))
	siren := strings.ReplaceAll(b.Text(r, "siren"), " ", "")
	if first := b.sirens[key]; first != "" && siren != "" && siren != first {
		return key + " " + siren // two firms of one name
	} else if first == "" && siren != "" {
		b.sirens[key] = siren
	}
	return key
}

// client returns the rank of a row's client, new or not.
func (b *builder) client(r sheet.Row) int {
	key := b.key(r)
	i, known := b.byKey[key]
	if !known {
		i = len(b.imp.Clients)
		b.byKey[key] = i
		b.imp.Clients = append(b.imp.Clients, b.newClient(r))
	}
	cl := &b.imp.Clients[i]
	if name := b.Text(r, "nom"); known && name != "" && found.BareName(name) != found.BareName(b.Text(r, "code")) && found.BareName(name) != found.BareName(cl.FullName()) {
		b.imp.Note(b.Pos(r, "nom"), "W357", "donnez-leur des codes différents si ce sont deux clients",
			"le client %s a deux noms : « %s » et « %s » ; le premier est gardé", cl.Code, cl.FullName(), name)
	}
	b.contact(cl, r)
	return i
}

func (b *builder) newClient(r sheet.Row) kit.Client {
	name := b.Text(r, "nom")
	cl := kit.Client{Code: b.Text(r, "code"), Name: name, Terms: b.Mapping.Terms, At: map[string]diag.Pos{}}
	if cl.Name == "" {
		cl.Name = cl.Code
	}
	cl.Pos = b.Grid.Pos(r.First())
	cl.At["code"], cl.At["nom"] = b.Pos(r, "code"), b.Pos(r, "nom")
	if cl.Code == "" {
		cl.Code, cl.At["code"] = b.newCode(name), cl.At["nom"]
	}
	b.codes[strings.ToLower(cl.Code)] = true
	b.kind(&cl, b.Text(r, "type"))
	b.scalar(r, "siren", cl.SIREN.UnmarshalText)
	b.scalar(r, "siret", cl.SIRET.UnmarshalText)
	cl.Address = b.address(r)
	return cl
}

// newCode makes a code of a name: the same name gives the same code at the next
// import, whatever the order of the rows.
func (b *builder) newCode(name string) string {
	base := found.Slug(name)
	code := base
	for b.codes[strings.ToLower(code)] {
		b.alike[base]++
		code = fmt.Sprintf("%s-%d", base, b.alike[base]+1)
	}
	return code
}

// scalar reads a value that may be left out: an unreadable one is a note.
func (b *builder) scalar(r sheet.Row, field string, read func([]byte) error) {
	text := b.Text(r, field)
	if text == "" {
		return
	}
	if err := read([]byte(text)); err != nil {
		b.imp.Note(b.Pos(r, field), "W355", "corrigez la cellule ; cette donnée n'est pas reprise", "%s", err)
	}
}

func (b *builder) address(r sheet.Row) []string {
	var lines []string
	for _, f := range []string{"adresse", "adresse2"} {
		for line := range strings.SplitSeq(b.Cell(r, f).Text, "\n") {
			if line = found.OneLine(line); line != "" {
				lines = append(lines, line)
			}
		}
	}
	code := b.Text(r, "code_postal")
	if len(code) == 4 && strings.Trim(code, "0123456789") == "" {
		b.imp.Note(b.Pos(r, "code_postal"), "W356", "remettez le zéro du début, la colonne au format Texte, si l'adresse est en France",
			"code postal « %s » à quatre chiffres : le tableur a sans doute effacé un zéro", code)
	}
	if last := found.OneLine(code + " " + b.Text(r, "ville")); last != "" {
		lines = append(lines, last)
	}
	return lines
}

// contact adds the e-mail and telephone of a row to its client, once each.
func (b *builder) contact(cl *kit.Client, r sheet.Row) {
	c := kit.Contact{Name: b.Text(r, "contact"), At: map[string]diag.Pos{}}
	if !b.isNew(cl, r) {
		return
	}
	b.scalar(r, "email", c.Email.UnmarshalText)
	b.scalar(r, "telephone", c.Phone.UnmarshalText)
	b.scalar(r, "mobile", c.Mobile.UnmarshalText)
	if c.Name == "" && c.Email == "" && c.Phone == "" && c.Mobile == "" {
		return
	}
	if c.Name == "" {
		c.Name = "Comptabilité"
	}
	if other := b.emails[string(c.Email)]; c.Email != "" && other != "" && other != cl.Code {
		b.imp.Note(b.Pos(r, "email"), "W365", "vérifiez que cette adresse est bien celle des deux clients",
			"« %s » sert à deux clients : %s et %s", c.Email, other, cl.Code)
	}
	b.emails[string(c.Email)] = cl.Code
	cl.Contacts = append(cl.Contacts, c)
}

// isNew tells whether a row brings an e-mail, or a first telephone, not known yet.
func (b *builder) isNew(cl *kit.Client, r sheet.Row) bool {
	email := b.Text(r, "email")
	for _, c := range cl.Contacts {
		if email == "" || strings.EqualFold(string(c.Email), email) {
			return false
		}
	}
	return true
}

func (b *builder) invoice(rec record) kit.Invoice {
	r := rec.row
	inv := kit.Invoice{
		Number: rec.number, Issued: rec.issued, Due: rec.due, Total: rec.total, Object: b.Text(r, "objet"), OrderRef: b.Text(r, "commande"),
		Pos: b.Pos(r, "numero"), At: b.titles[!rec.due.IsZero()],
	}
	if rec.due.IsZero() && b.Text(r, "conditions") != "" {
		b.scalar(r, "conditions", inv.Terms.UnmarshalText)
	}
	if c := strings.ToUpper(b.Text(r, "devise")); c != "" && c != "EUR" && c != "€" && c != "EURO" && c != "EUROS" {
		inv.Currency = c
	}
	if rec.paid != 0 {
		inv.Payments = []kit.Payment{b.payment(rec, rec.paid)}
	}
	if rec.disputed {
		inv.Disputes = []kit.Dispute{{Opened: rec.issued, Reason: "en litige d'après " + b.file, Pos: inv.Pos}}
	}
	return inv
}

// payment dates a payment of unknown day of the invoice itself: no interest is
// then claimed on that part, which is the careful reading.
func (b *builder) payment(rec record, paid money.Amount) kit.Payment {
	p := kit.Payment{Date: rec.paidOn, Amount: paid, Mode: b.Text(rec.row, "mode"), Pos: b.Pos(rec.row, "regle")}
	if p.Date.IsZero() {
		b.undated++
		p.Date, p.Reference = rec.issued, "date inconnue"
	}
	return p
}

func (b *builder) credit(cl *kit.Client, rec record) {
	left := -rec.total + rec.paid
	if rec.settled || left <= 0 {
		b.drop(rec.row, "avoir déjà employé")
		return
	}
	cl.Credits = append(cl.Credits, kit.CreditNote{Number: rec.number, Date: rec.issued, Amount: left,
		Pos: b.Pos(rec.row, "numero")})
}

// finish writes the notes that are about the whole table.
func (b *builder) finish() {
	at := diag.Pos{File: b.file, Sheet: b.Grid.Name, Line: b.Mapping.Row}
	if b.undated > 0 {
		b.imp.Note(at, "W354", "ajoutez une colonne « Date de règlement », ou corrigez les dates dans clients.yaml",
			"%s sans date : datés de leur facture, donc sans pénalités sur cette part", found.Count(b.undated, "règlement", "règlements"))
	}
	b.imp.Presume(at, b.kinds)
	b.tellLost()
	b.withdraw()
}

// kind decides the type of a client: the column, else the user's word for the
// whole table, else its name. The 40 EUR of professionals must not be claimed
// from a person: « Mme Martin » is taken for a consumer, and said to be.
func (b *builder) kind(cl *kit.Client, said string) {
	cl.Kind = found.KindNamed(said)
	found.Civility(cl)
	if cl.Kind == "" {
		cl.Kind = kit.Kind(b.Mapping.Kind)
	}
	if cl.Kind == "" {
		cl.Kind = found.LikelyKind(cl)
		b.kinds[cl.Kind] = append(b.kinds[cl.Kind], cl.Name)
	}
}
