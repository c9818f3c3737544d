package columns

import (
	"cmp"
	"path"
	"strings"

	"relance/generator/calendar"
	"relance/generator/journal"
	"relance/generator/kit"
	"relance/generator/money"
	"relance/generator/tracker/cell"
	"relance/generator/tracker/figures"
)

// What the columns show, when it takes more than a field.

// Euro is an amount in euros.
func Euro(a money.Amount) cell.Sum { return cell.Sum{Amount: a} }

// of is an amount in the currency of an invoice.
func of(l *figures.InvoiceLine, a money.Amount) cell.Sum {
	return cell.Sum{Amount: a, Currency: l.Decision.Invoice.Currency}
}

// some is [of], blank for a zero, so that the eye finds the others.
func some(l *figures.InvoiceLine, a money.Amount) any {
	if a == 0 {
		return nil
	}
	return of(l, a)
}

func fileName(file string) string {
	if file == "" {
		return ""
	}
	return path.Base(file)
}

// link is the formula of a link to a file of the kit; "" when there is none, or
// when a formula cannot hold it. As a formula, ten thousand links take no
// longer than other cells.
func link(file, text string) string {
	const longest = 255                                                                               // of a text in a formula, in characters
	if file == "" || len(file) > longest || len(text) > longest || strings.Contains(file+text, "{") { // {key} names a cell
		return ""
	}
	return `HYPERLINK("` + strings.ReplaceAll(file, `"`, `""`) + `","` + strings.ReplaceAll(text, `"`, `""`) + `")`
}

func stage(l *figures.InvoiceLine) string {
	if l.Decision.Stage == nil {
		return ""
	}
	return l.Decision.Stage.Title()
}

func entryAmount(l *figures.JournalLine) any {
	if l.Amount == 0 {
		return nil
	}
	return cell.Sum{Amount: l.Amount, Currency: l.Currency}
}

// ending is how an entry ended: what was answered, decided or found.
func ending(e *journal.Entry) string {
	switch {
	case e.Outcome != "":
		return Outcomes.Text(string(e.Outcome))
	case e.Decision != "" || e.Issue != "":
		return answers.Text(cmp.Or(string(e.Decision), string(e.Issue)))
	}
	return ""
}

// direction is blank for what goes nowhere.
func direction(e *journal.Entry) string {
	if e.Direction == "" {
		return ""
	}
	return Directions.Text(string(e.Direction))
}

func content(e *journal.Entry) string {
	return cmp.Or(e.Content, e.Reason, registered(e), e.After, e.Recipient, e.Reference)
}

// registered tells the life of a registered letter.
func registered(e *journal.Entry) string {
	var parts []string
	if e.Number != "" {
		parts = append(parts, "n°\u00a0"+e.Number)
	}
	for _, at := range []struct {
		word string
		on   calendar.Date
	}{{"déposé le ", e.Posted}, {"présenté le ", e.Presented}} {
		if !at.on.IsZero() {
			parts = append(parts, at.word+at.on.Short())
		}
	}
	if e.Returned != "" {
		parts = append(parts, "retourné : "+Outcomes.Text(e.Returned))
	}
	return strings.Join(parts, ", ")
}

// planID is the word a user writes for a plan.
func planID(p *kit.Plan) string {
	if p == nil {
		return ""
	}
	return p.ID
}

func person(c *kit.Contact) string {
	if c == nil {
		return ""
	}
	return strings.Join(strings.Fields(c.Title+" "+c.FirstName+" "+c.Name), " ")
}

func phone(c *kit.Contact) string {
	if c == nil {
		return ""
	}
	return cmp.Or(c.Phone.String(), c.Mobile.String())
}

func email(c *kit.Contact) string {
	if c == nil {
		return ""
	}
	return string(c.Email)
}
