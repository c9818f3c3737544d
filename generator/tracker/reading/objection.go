package reading

import (
	"slices"

	"relance/generator/examiner"
	"relance/generator/journal"
)

// examine holds an event against the accounts, as « relance noter » does: the same fact
// has the same answer wherever it is typed.
func (f *form) examine(e journal.Entry) {
	if f.examiner == nil {
		f.examiner = examiner.New(f.Agenda.Facts)
	}
	if f.Faulty || f.closesItself(e) {
		return
	}
	for _, o := range f.examiner.Check(e) {
		key := f.cellOf(o.Key)
		if o.Mild {
			f.Notice(f.sheet, f.Line.At(key), "S519", "c'est noté, mais à vérifier : %s", o.Text).Hint = "si c'est une erreur, relance noter correction annule la ligne du journal"
			continue
		}
		p := f.Fault(key, "S512", "%s", o.Text)
		if p.Hint = o.Hint; o.Soon {
			p.Hint = "si un responsable en décide autrement : relance noter approbation, avec --forcer et --motif"
		}
	}
}

// closesItself reports whether an event closes the dispute that the same line opens.
func (f *form) closesItself(e journal.Entry) bool {
	return e.Type == journal.Dispute && e.Closed && slices.ContainsFunc(f.made, func(o journal.Entry) bool { return o.Type == journal.Dispute && !o.Closed })
}

// cellsOf are the columns that may hold a key of the journal; a sheet has one of them.
var cellsOf = map[string][]string{
	"montant": {"montant_promis", "montant"}, "montant_conteste": {"montant_conteste", "montant"},
	"date_limite": {"promesse_le", "date_promise", "rappeler_le", "pour_le"}, "au": {"pour_le"},
	"date": {"prise_le", "ouvert_le", "fait_le", "date"}, "factures": {"facture", "factures"}, "client": {"code"},
	"auteur": {"par", "auteur"}, "motif": {"motif_decision", "motif", "contenu"}, "etape": {"decision", "etape"},
	"clos": {"issue", "resultat"}, "presentation": {"presentation"}, "depot": {"depot"},
}

func (f *form) cellOf(key string) string {
	for _, cell := range cellsOf[key] {
		if f.Line.At(cell) != "" {
			return cell
		}
	}
	return f.firstKey()
}
