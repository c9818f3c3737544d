package board

import (
	"cmp"
	"strconv"
	"strings"

	"relance/generator/document"
	"relance/generator/document/typography"
	"relance/site/catalogue"
	"relance/site/page"
)

const (
	todaySlug = "tableau-du-jour"
	listSlug  = "clients"
)

func (b *Board) today() *page.Page {
	p := page.Made(todaySlug, page.Meta{Title: "Le tableau du jour", Section: Section, Order: 1, Summary: b.Creditor + ", le " + b.Day + "."})
	p.Add(table(figureRows(b.Figures), "Chiffre", "Valeur"))
	if b.PaidUntil == "" {
		p.Add(catalogue.Paragraph("Le jour jusqu'auquel les encaissements sont saisis n'est pas connu : pointez le compte avant toute relance."))
	} else {
		p.Add(catalogue.Paragraph("Encaissements saisis jusqu'au " + b.PaidUntil + "."))
	}
	slugs := b.slugs()
	for _, g := range b.Groups {
		p.Head(g.ID, g.Title)
		if len(g.Actions) == 0 {
			p.Add(catalogue.Paragraph("Rien."))
			continue
		}
		p.Add(catalogue.Paragraph(g.Help), actions(g.Actions, slugs))
	}
	p.Head("taches", "Tâches")
	p.Add(notes(b.Tasks, slugs))
	p.Head("alertes", "Alertes")
	p.Add(notes(b.Alerts, slugs))
	b.money(p)
	return p
}

// money is what is owed by age, and what should come in.
func (b *Board) money(p *page.Page) {
	p.Head("balance-agee", "Balance âgée")
	p.Add(table(figureRows(b.Aged), "Retard", "Reste dû"))
	p.Head("treize-semaines", "Encaissements attendus, treize semaines")
	weeks := make([][]string, 0, len(b.Weeks))
	for _, w := range b.Weeks {
		weeks = append(weeks, []string{w.Monday, w.Due, w.Promised, w.Instalments, w.Total})
	}
	p.Add(table(weeks, "Semaine du", "Échéances", "Promesses", "Versements", "Total"))
	p.Add(catalogue.Paragraph("Ni promis ni contesté, et déjà échu : " + b.Undated + ". Aucune date n'est attendue pour cette somme."))
}

func (b *Board) list() *page.Page {
	p := page.Made(listSlug, page.Meta{Title: "Tous les clients", Menu: "Les clients", Section: Section, Order: 2,
		Summary: "Ce que chacun doit, le " + b.Day + ", et ce qui vient ensuite."})
	t := catalogue.TableOf("Client", "Échu", "Encours", "Retard", "La suite")
	t.Align = []document.Align{document.Left, document.Right, document.Right, document.Right}
	slugs := b.slugs()
	for _, c := range b.Clients {
		t.Rows = append(t.Rows, [][]document.Span{client(c.Code, c.Name, slugs), plain(c.Overdue), plain(c.Open), plain(c.Oldest), plain(c.Next)})
	}
	p.Add(t)
	return p
}

func (c *Client) sheet(slug string, rank int, day string) *page.Page {
	p := page.Made(slug, page.Meta{Title: c.Name, Menu: c.Code + " " + c.Name, Section: Section, Order: 10 + rank, Summary: "Où en est ce client, le " + day + "."})
	p.Apart = true
	p.Add(c.who())
	p.Head("aujourd-hui", "Aujourd'hui")
	if len(c.Actions) == 0 {
		p.Add(catalogue.Paragraph("Rien à envoyer. " + c.Next))
	} else {
		p.Add(actions(c.Actions, nil))
	}
	p.Head("factures", "Factures")
	p.Add(c.invoices())
	for _, i := range c.Invoices {
		p.Add(i.story())
	}
	p.Head("journal", "Ce qui a été fait et dit")
	if len(c.Events) == 0 {
		p.Add(catalogue.Paragraph("Rien n'est encore au journal."))
		return p
	}
	rows := make([][]string, 0, len(c.Events))
	for _, e := range c.Events {
		rows = append(rows, []string{e.Date, join(e.Kind, e.Channel), e.What, join(e.Result, e.Who)})
	}
	p.Add(document.Table{Header: catalogue.TableOf("Date", "Quoi", "Détail", "Résultat").Header, Rows: spans(rows)})
	return p
}

// who says whom to write to and what they owe in all.
func (c *Client) who() document.Block {
	t := catalogue.TableOf("Fiche", "")
	add := func(label string, value ...document.Span) {
		if value[0].Text != "" {
			t.Rows = append(t.Rows, [][]document.Span{catalogue.Text(label), value})
		}
	}
	t.Header[1] = catalogue.Text(c.Code)
	add("Échu", document.Span{Text: c.Overdue, Style: document.Bold})
	add("Encours", document.Span{Text: c.Open})
	add("Interlocuteur", document.Span{Text: c.Contact})
	add("Téléphone", document.Span{Text: c.Phone, Link: "tel:" + strings.ReplaceAll(strings.ReplaceAll(c.Phone, "\u00a0", ""), " ", "")})
	add("Courriel", document.Span{Text: c.Email, Link: "mailto:" + c.Email})
	add("Qui c'est", document.Span{Text: join(c.Kind, c.Profile)})
	add("Plan", document.Span{Text: c.Plan})
	add("Promesses", document.Span{Text: c.Promises})
	add("À savoir", document.Span{Text: c.Remark})
	return t
}

func (c *Client) invoices() document.Block {
	t := catalogue.TableOf("Facture", "Échéance", "Retard", "Reste dû", "Contesté", "Pénalités", "Indemnité", "Exigible")
	t.Align = []document.Align{2: document.Right, document.Right, document.Right, document.Right, document.Right, document.Right}
	for _, i := range c.Invoices {
		t.Rows = append(t.Rows, [][]document.Span{plain(i.Number), plain(i.Due), plain(i.Late), {{Text: i.Rest, Style: document.Bold}}, plain(i.Disputed), plain(i.Interest), plain(i.Compensation), plain(i.Exigible)})
	}
	return t
}

// story is where an invoice stands, in a sentence, with the way to call about it.
func (i Invoice) story() document.Block {
	text := []document.Span{{Text: i.Number, Style: document.Bold}, {Text: typography.French(" : ") + cmp.Or(i.Why, i.State)}}
	if i.Next != "" {
		text = append(text, document.Span{Text: " " + i.Next})
	}
	if i.Call != "" {
		text = append(text, document.Span{Text: " "}, document.Span{Text: "Appeler avec la trame", Link: i.Call})
	}
	return document.Paragraph{Text: text}
}

// actions is a table of communications; without slugs, on the sheet of the client
// they are for.
func actions(list []Action, slugs map[string]string) document.Block {
	t := catalogue.TableOf("Client", "Étape", "Factures", "Montant", "Pourquoi")
	t.Align = []document.Align{3: document.Right, 4: document.Left}
	if slugs == nil {
		t.Header, t.Align = t.Header[1:], t.Align[1:]
	}
	for _, a := range list {
		why := a.Why
		if a.Deadline != "" {
			why += typography.French(" Date limite : ") + a.Deadline + "."
		}
		row := [][]document.Span{plain(join(a.Stage, a.Channel)), plain(a.Invoices), {{Text: a.Amount, Style: document.Bold}}, plain(why)}
		if slugs != nil {
			row = append([][]document.Span{client(a.Client, a.Name, slugs)}, row...)
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func notes(list []Note, slugs map[string]string) document.Block {
	if len(list) == 0 {
		return catalogue.Paragraph("Aucune.")
	}
	var items [][]document.Block
	for _, n := range list {
		var text []document.Span
		if n.Date != "" {
			text = append(text, document.Span{Text: n.Date, Style: document.Bold}, document.Span{Text: " – "})
		}
		text = append(text, document.Span{Text: n.Text})
		if n.Client != "" {
			text = append(append(text, document.Span{Text: " – "}), client(n.Client, "", slugs)...)
		}
		items = append(items, []document.Block{document.Paragraph{Text: text}})
	}
	return document.List{Tight: true, Items: items}
}

// client is a name that leads to its sheet.
func client(code, name string, slugs map[string]string) []document.Span {
	return []document.Span{{Text: cmp.Or(name, code), Link: slugs[code] + ".html"}}
}

// table has its sums on the right.
func table(rows [][]string, header ...string) document.Block {
	t := catalogue.TableOf(header...)
	for i := range header {
		if i > 0 {
			t.Align = append(t.Align, document.Right)
		} else {
			t.Align = append(t.Align, document.Left)
		}
	}
	t.Rows = spans(rows)
	return t
}

func figureRows(list []Figure) [][]string {
	rows := make([][]string, 0, len(list))
	for _, f := range list {
		rows = append(rows, []string{f.Label, f.Value})
	}
	return rows
}

func spans(rows [][]string) [][][]document.Span {
	out := make([][][]document.Span, 0, len(rows))
	for _, row := range rows {
		var line [][]document.Span
		for _, cell := range row {
			line = append(line, plain(cell))
		}
		out = append(out, line)
	}
	return out
}

// plain is the data of a debtor as it is: nobody's name is respaced.
func plain(s string) []document.Span { return []document.Span{{Text: s}} }

func join(first, second string) string {
	if first == "" || second == "" {
		return first + second
	}
	if strings.EqualFold(first, second) {
		return first // « Appel », by telephone
	}
	return first + ", " + second
}

func count(n int) string { return strconv.Itoa(n) }
