package request

import (
	"strings"

	"relance/generator/money"
)

// Fields are the merge fields of what the request holds, by full name. A name that
// is left out is an absent value; a count of nothing is absent too.
func (r *Request) Fields() map[string]any {
	d := map[string]any{}
	if r == nil {
		return d
	}
	r.Report.fill(d)
	r.Measure.fill(d)
	r.Meeting.fill(d)
	if f := r.File; f != nil {
		missing := 0
		for _, e := range f.Exhibits {
			if e.Missing {
				missing++
			}
		}
		d["dossier.reference"], d["dossier.empreinte_journal"] = f.Reference, f.JournalHead
		d["dossier.nombre_pieces"], d["dossier.nombre_manquantes"] = count(len(f.Exhibits)-missing), count(missing)
	}
	if w := r.Waiver; w != nil {
		d["derogation.motif"], d["derogation.demandeur"], d["derogation.valideur"], d["derogation.jusqu_au"] = w.Reason, w.By, w.Approver, w.Until
	}
	return d
}

// count is a number, absent when it is nothing.
func count(n int) any {
	if n == 0 {
		return nil
	}
	return n
}

func (r *Report) fill(d map[string]any) {
	if r == nil {
		return
	}
	d["rapport.debut"], d["rapport.fin"] = r.From, r.To
	d["rapport.factures_suivies"], d["rapport.factures_soldees"] = r.Files, r.Settled
	d["rapport.encours"], d["rapport.echu"], d["rapport.encaisse"] = r.Outstanding, r.Overdue, r.Collected
	if r.ToRemit > 0 {
		d["rapport.a_reverser"] = r.ToRemit
	}
	d["rapport.nombre_actions"], d["rapport.nombre_encaissements"] = count(len(r.Actions)), count(len(r.Receipts))
	d["rapport.nombre_promesses"], d["rapport.nombre_litiges"] = count(len(r.Promises)), count(len(r.Disputes))
	d["rapport.nombre_decisions"], d["rapport.nombre_suites"] = count(len(r.Decisions)), count(len(r.Next))
}

// measureNames are what each measure does, as the end of a sentence.
var measureNames = map[string]string{
	BlockOrders:  "la suspension de vos nouvelles commandes",
	CashFirst:    "le règlement à la commande",
	Acceleration: "l’exigibilité immédiate de l’ensemble de votre compte",
	Suspension:   "la suspension de nos livraisons et prestations",
}

func (m *Measure) fill(d map[string]any) {
	for _, kind := range []string{BlockOrders, CashFirst, Acceleration, Suspension} {
		d["sanction.est_"+kind] = m != nil && m.Kind == kind
	}
	if m == nil {
		return
	}
	d["sanction.libelle"], d["sanction.date_effet"], d["sanction.clause"] = measureNames[m.Kind], m.From, m.Clause
	d["sanction.condition_levee"], d["sanction.maintenu"] = m.Lift, m.Kept
}

func (m *Meeting) fill(d map[string]any) {
	if m == nil {
		return
	}
	d["reunion.date_proposee"], d["reunion.lieu"], d["reunion.participants"] = m.On, m.Place, strings.Join(m.Attendees, ", ")
	d["protocole.revue"], d["protocole.nombre_engagements"] = m.Review, count(len(m.Commitments))
}

// Row is one line of a table of the request; a value is a text, a day or an amount.
type Row []any

// Rows are the lines of a table named in {{tableau "…"}}, and its titles; none when
// the request holds nothing of it.
func (r *Request) Rows(table string) (titles []string, rows []Row) {
	if r == nil {
		return nil, nil
	}
	switch {
	case table == "pieces_dossier" && r.File != nil:
		return r.File.exhibits()
	case table == "recommandes":
		for i, l := range r.Registered {
			reference := strings.ReplaceAll(l.Reference, "-", "-\u200b") // may go on under itself: the columns to fill need room
			rows = append(rows, Row{i + 1, l.Client, OneLine(l.Address), reference, l.Number, l.Deposited})
		}
		return []string{"N°", "Destinataire", "Adresse", "Référence", "Numéro\u00a0de\u00a0recommandé", "Déposé\u00a0le"}, rows
	case table == "engagements" && r.Meeting != nil:
		for _, c := range r.Meeting.Commitments {
			rows = append(rows, Row{c.Who, c.What, c.When})
		}
		return []string{"Qui", "Quoi", "Pour le"}, rows
	case r.Report != nil:
		return r.Report.rows(table)
	}
	return nil, nil
}

func (f *File) exhibits() (titles []string, rows []Row) {
	n := 0
	for _, e := range f.Exhibits {
		if e.Missing {
			rows = append(rows, Row{"–", e.Label, "à joindre", ""})
			continue
		}
		n++
		rows = append(rows, Row{n, e.Label, e.File, shortSum(e.SHA256)})
	}
	return []string{"N°", "Pièce", "Fichier", "Empreinte"}, rows
}

// shortSum is the start of a checksum, enough to tell two files apart by eye; the
// whole of it stands in the list of checksums beside the files.
func shortSum(sum string) string {
	if len(sum) > 12 {
		return sum[:12] + "…"
	}
	return sum
}

func (r *Report) rows(table string) (titles []string, rows []Row) {
	switch table {
	case "rapport_actions":
		titles = []string{"Date", "Client", "Action", "Moyen", "Interlocuteur", "Résultat"}
		for _, a := range r.Actions {
			rows = append(rows, Row{a.Date, a.Client, a.Label, a.Channel, a.Person, a.Result})
		}
	case "rapport_encaissements":
		titles = []string{"Date", "Client", "Facture", "Mode", "Montant"}
		for _, p := range r.Receipts {
			rows = append(rows, Row{p.Date, p.Client, p.Invoice, p.Mode, p.Amount})
		}
	case "rapport_promesses":
		titles = []string{"Client", "Factures", "Pour le", "État", "Montant"}
		for _, p := range r.Promises {
			rows = append(rows, Row{p.Client, p.Invoices, p.Until, p.State, p.Amount})
		}
	case "rapport_litiges":
		titles = []string{"Client", "Facture", "Depuis le", "Motif", "Montant"}
		for _, p := range r.Disputes {
			rows = append(rows, Row{p.Client, p.Invoice, p.Since, p.Reason, p.Amount})
		}
	case "rapport_decisions":
		titles = []string{"Client", "Décision attendue", "Depuis le"}
		for _, p := range r.Decisions {
			rows = append(rows, Row{p.Client, p.Label, p.Since})
		}
	case "rapport_suites":
		titles = []string{"Date", "Client", "Action prévue"}
		for _, p := range r.Next {
			rows = append(rows, Row{p.Date, p.Client, p.Label})
		}
	}
	return titles, rows
}

// IsAmount reports whether a cell is set on the right.
func IsAmount(v any) bool {
	_, ok := v.(money.Amount)
	return ok
}
