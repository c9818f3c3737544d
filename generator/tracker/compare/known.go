package compare

import (
	"fmt"
	"slices"
	"strings"

	"relance/generator/calendar"
	"relance/generator/diag"
	"relance/generator/money"
	"relance/generator/tracker/cell"
)

// known compares the rows that bear one identifier with the line of the base.
func (c *comparison) known(id string, rows []*found) {
	original := 0
	for i, f := range rows[1:] {
		changed, _ := c.changes(f)
		if least, _ := c.changes(rows[original]); changed < least {
			original = i + 1
		}
	}
	first := rows[original]
	c.result.Lines[first.Row] = id
	c.compare(first)
	c.carry(first)
	for i, f := range rows {
		if i == original || c.same(first, f) {
			continue
		}
		c.problem(f.At(c.table.Columns[0].Key), "S509", "cette ligne porte le même identifiant qu'une autre : elle est lue comme une ligne nouvelle", "")
		f.ID = ""
		c.added(f)
	}
}

// unknown is a line with an identifier that the base does not have: a line that is
// known by its facts, or nobody's.
func (c *comparison) unknown(f *found) {
	why := "l'identifiant « " + diag.Short(f.ID) + " » n'est pas de ce classeur"
	id := c.natural(f)
	if id == "" {
		c.stranger(f, "S510", why)
		return
	}
	c.refuse(Refusal{At: f.At(c.table.Columns[len(c.table.Columns)-1].Key), ID: id, Header: "Identifiant", Before: id, After: f.ID, Code: "S510", Why: why})
	f.ID = id
	c.byID[id] = []*found{f}
	c.known(id, c.byID[id])
}

// same reports whether a row says nothing that another of the same identifier does
// not: what a formula gave, pasted as a value, is nothing new.
func (c *comparison) same(a, b *found) bool {
	for i, col := range c.table.Columns {
		v, w := a.values[i].Canon, b.values[i].Canon
		if v != w && !(col.Use == cell.Computed && (w == "" || w == c.table.Base[a.ID][i])) {
			return false
		}
	}
	return true
}

// changes counts the facts that a row does not share with the base, of those that
// the base has.
func (c *comparison) changes(f *found) (changed, all int) {
	base := c.table.Base[f.ID]
	for i := range c.table.Columns[:len(c.table.Columns)-1] {
		if !c.fixed[i] || base[i] == "" {
			continue
		}
		all++
		if f.values[i].Canon != base[i] {
			changed++
		}
	}
	return changed, all
}

// compare looks at each cell of a line of the base: three ways, the base, the
// sheet, and the kit today.
func (c *comparison) compare(f *found) {
	if changed, all := c.changes(f); all > 1 && 2*changed > all {
		c.shifted(f)
		return
	}
	base := c.table.Base[f.ID]
	var now []string
	asked := false
	for i, col := range c.table.Columns[:len(c.table.Columns)-1] {
		v := f.values[i]
		if v.Canon == base[i] || slices.Contains(c.header.missing, i) || col.Use == cell.Computed && v.Canon == "" {
			continue
		}
		if !asked { // for lines that differ only: they are few
			now, asked = c.table.Now(f.ID), true
		}
		kit := base[i]
		if now != nil {
			kit = now[i]
		}
		switch {
		case v.Canon == kit && v.Fault == "":
		case kit != base[i] && col.Use != cell.Computed && !(c.table.Keep == Typed && c.entry(col)):
			c.conflict(f, i, base[i], kit)
		case c.entry(col):
			f.Changed = append(f.Changed, col.Key)
		default:
			c.refuse(Refusal{At: f.At(col.Key), ID: f.ID, Header: col.Header, Before: base[i], After: typed(v), Code: "S511",
				Why: "cette cellule n'est pas à saisir : elle vient du dossier, ou elle est calculée"})
		}
	}
	if len(f.Changed) > 0 {
		c.result.Edited = append(c.result.Edited, f.Line)
	}
}

// conflict is a cell changed on both sides. Once somebody has chosen, what was typed
// goes to the journal: the kit's value holds, or it is to be changed in the kit.
func (c *comparison) conflict(f *found, i int, base, kit string) {
	col := c.table.Columns[i]
	v := f.values[i]
	why := "la valeur du dossier, « " + Shown(kit, col.As) + " », est gardée"
	switch c.table.Keep {
	case "":
		c.result.Conflicts = append(c.result.Conflicts, Conflict{Sheet: c.sheet.Name, At: f.At(col.Key), ID: f.ID, Header: col.Header,
			Base: Shown(base, col.As), Sheeted: shown(v, col.As), Kit: Shown(kit, col.As)})
		return
	case Typed:
		why = "cette cellule vient du dossier : c'est là que cette valeur se change"
	}
	c.refuse(Refusal{At: f.At(col.Key), ID: f.ID, Header: col.Header, Before: base, After: typed(v), Code: "S514", Why: why})
}

// typed is the text of a cell as it was typed.
func typed(v Value) string {
	if v.Text == "" {
		return "(vidée)"
	}
	return v.Text
}

// shown is the value of a cell as a person reads it.
func shown(v Value, as cell.Kind) string {
	if v.Fault != "" {
		return v.Text
	}
	return Shown(v.Canon, as)
}

// Shown is a value, as [cell.Canon] writes it, for a person to read; « (vide) »
// for nothing.
func Shown(canon string, as cell.Kind) string {
	if canon == "" {
		return "(vide)"
	}
	switch as {
	case cell.Euros:
		if m, err := money.Parse(canon); err == nil {
			return m.String()
		}
	case cell.Day:
		if d, err := calendar.Parse(canon); err == nil {
			return d.Short()
		}
	}
	return canon
}

// shifted is a line whose facts are another's: columns were sorted apart. What is
// typed there cannot be given to anyone.
func (c *comparison) shifted(f *found) {
	if !slices.ContainsFunc(f.values, func(v Value) bool { return v.Text != "" }) {
		c.problem(f.At(c.table.Columns[0].Key), "S508", "cette ligne a été vidée : "+c.name(f.ID), "vider une ligne n'efface rien du dossier : elle revient à la mise à jour")
		return
	}
	c.problem(f.At(c.table.Columns[0].Key), "S516", "l'identifiant de cette ligne ne correspond plus à son contenu : des colonnes ont été triées ou collées séparément",
		"annulez ce tri, ou reprenez la feuille dans archives ; rien n'est lu sur cette ligne")
	for i, col := range c.table.Columns[:len(c.table.Columns)-1] {
		if v := f.values[i]; v.Canon != c.table.Base[f.ID][i] && v.Text != "" && col.Use == cell.Entry {
			c.refuse(Refusal{At: f.At(col.Key), ID: f.ID, Header: col.Header, After: v.Text, Code: "S516", Why: "cette ligne n'est plus reconnue"})
		}
	}
}

// carry keeps the cells of somebody's own columns.
func (c *comparison) carry(f *found) {
	for i, col := range c.extra {
		if cell, filled := f.extra[col]; filled {
			c.result.Extra[i].Cells[f.ID] = extraValue(cell)
		}
	}
}

// below keeps where it is what stands under the lines, in columns of their own.
func (c *comparison) below(f *found) {
	values := map[string]any{}
	for col, cell := range f.extra {
		values[c.result.Columns[col]] = extraValue(cell)
	}
	c.result.Below = append(c.result.Below, Row{Number: f.Row, Values: values})
}

// added is a line that the base does not have. In a table that does not grow it
// belongs to nobody.
func (c *comparison) added(f *found) {
	if !c.table.Grows {
		c.stranger(f, "S511", "une ligne ne s'ajoute pas dans cette feuille")
		return
	}
	filled := false
	for i, col := range c.table.Columns[:len(c.table.Columns)-1] {
		v := f.values[i]
		if v.Canon != "" && col.Use != cell.Entry {
			c.refuse(Refusal{At: f.At(col.Key), Header: col.Header, After: v.Text, Code: "S511", Why: "cette cellule n'est pas à saisir : elle est calculée"})
			f.values[i] = Value{}
		}
		filled = filled || f.values[i].Canon != ""
	}
	for i, col := range c.extra {
		if cell, filled := f.extra[col]; filled {
			c.refuse(Refusal{At: cell.Address(), Header: c.result.Extra[i].Header, After: cell.Text, Code: "S511", Why: "sur une ligne nouvelle, seules les colonnes de relance sont lues"})
		}
	}
	if filled {
		c.result.Added = append(c.result.Added, f.Line)
	}
}

// stranger refuses a whole line, told as one text.
func (c *comparison) stranger(f *found, code, why string) {
	var texts []string
	at := ""
	for i, col := range c.table.Columns[:len(c.table.Columns)-1] {
		if v := f.values[i]; v.Canon != "" {
			texts = append(texts, col.Header+" : "+v.Text)
			if at == "" {
				at = f.At(col.Key)
			}
		}
	}
	for i, col := range c.extra {
		if cell, filled := f.extra[col]; filled {
			texts = append(texts, c.result.Extra[i].Header+" : "+cell.Text)
			if at == "" {
				at = cell.Address()
			}
		}
	}
	if len(texts) == 0 && f.ID != "" {
		texts, at = []string{"Identifiant : " + f.ID}, f.At(c.table.Columns[len(c.table.Columns)-1].Key)
	}
	if len(texts) > 0 {
		c.refuse(Refusal{At: at, ID: f.ID, Header: "ligne entière", After: strings.Join(texts, " ; "), Code: code, Why: why})
	}
}

// name is how people know a line of the base: its client and its invoices; its
// identifier when it has neither.
func (c *comparison) name(id string) string {
	var said []string
	for i, col := range c.table.Columns {
		if v := c.table.Base[id][i]; v != "" && slices.Contains([]string{"code", "numero", "facture", "factures"}, col.Key) {
			said = append(said, v)
		}
	}
	if said == nil {
		return id
	}
	return strings.Join(said, " ")
}

// manyNames is how many lines a message names.
const manyNames = 5

// missing tells the lines that somebody took away: they come back.
func (c *comparison) missing() {
	var gone []string
	for _, id := range c.table.Order {
		if c.byID[id] == nil && c.table.Now(id) != nil {
			gone = append(gone, c.name(id))
		}
	}
	if len(gone) == 0 {
		return
	}
	names := strings.Join(gone[:min(len(gone), manyNames)], " ; ")
	if len(gone) > manyNames {
		names += "…"
	}
	text := fmt.Sprintf("%d lignes ont été supprimées de cette feuille : %s", len(gone), names)
	if len(gone) == 1 {
		text = "une ligne a été supprimée de cette feuille : " + names
	}
	c.problem("", "S508", text, "supprimer une ligne n'efface rien du dossier : elle revient à la mise à jour")
}
