package sheet

import (
	"regexp"

	"relance/generator/diag"
	"relance/generator/grid"
	"relance/generator/intake/column"
	"relance/generator/intake/header"
)

// isYesOrNo tells a cell of a column to tick. A number is an amount.
func isYesOrNo(c grid.Cell) bool {
	return c.Kind == grid.Bool || c.Kind == grid.Text && !column.IsAmount(c) && (header.IsYes(c.Text) || header.IsNo(c.Text))
}

// allBits tells a column of 1 and 0, as databases write yes and no.
func (s *Sheet) allBits(field string) bool {
	ones := 0
	for _, r := range s.Rows {
		if r.AnnouncesTotal() {
			continue
		}
		switch s.Text(r, field) {
		case "1", "-1":
			ones++
		case "0", "":
		default:
			return false
		}
	}
	return ones > 0
}

// mayBeStage tells a column that could be that of the last reminder, but for a surer
// one.
func mayBeStage(c header.Column) bool {
	_, field := header.Guess(c.Title)
	return c.Guessed && c.Field == header.Ignored && field == "relance_etape"
}

// otherStage takes « Niveau » for the stage when « Dernière relance » holds days.
func (s *Sheet) otherStage() {
	columns := s.Mapping.Columns
	for i := range columns {
		if !s.Has("relance_etape") && mayBeStage(columns[i]) {
			columns[i].Field = "relance_etape"
			s.locate()
		}
	}
}

// saysPaid tells words that are more than the means of a payment: « Payé », « CHQ du
// 12/10/2026 ».
func saysPaid(c grid.Cell) bool {
	_, day := column.DayInside(c)
	return c.Kind == grid.Text && (isYesOrNo(c) || isStatus(c) || day.Kind != grid.Empty)
}

// isStatus tells a word that says what was done of an invoice: « Payée ».
func isStatus(c grid.Cell) bool {
	return column.IsWord(c) && header.StatusNamed(c.Text) != header.Open
}

// none tells that no cell of a field is of a kind; a dash is nothing.
func (s *Sheet) none(field string, is func(grid.Cell) bool) bool {
	for _, r := range s.Rows {
		if c := s.Cell(r, field); is(c) && !column.IsDash(c) {
			return false
		}
	}
	return true
}

// clientKinds are the words by which a column « Type » tells clients apart.
var clientKinds = regexp.MustCompile(`^(?:particulier|entreprise|professionnel|societe|public|secteur public|collectivite|administration|association|b2b|b2c|b2g)`)

// pieces gives a column « Type » that is about clients, not documents, their field.
func (s *Sheet) pieces() {
	if !s.Has("piece") {
		return
	}
	documents, clients := 0, 0
	for _, r := range s.Rows {
		switch word := s.Text(r, "piece"); {
		case header.PieceNamed(word) != header.Unsaid:
			documents++
		case clientKinds.MatchString(diag.Fold(word)):
			clients++
		}
	}
	if clients > documents && !s.Has("type") {
		s.rename("piece", "type")
	}
}

// noteCurrency remembers the currency that the format of an amount shows, but the euro.
func (s *Sheet) noteCurrency(c grid.Cell) {
	currency, known := column.CurrencyShown(c.Format)
	switch {
	case !known:
		currency = "?"
	case currency == "" || currency == "EUR":
		return
	}
	if s.Foreign == nil {
		s.Foreign = map[int]string{}
	}
	s.Foreign[c.Row] = currency
}
