// Package rate is the public rates of each half-year, with their sources: the
// program's own table, and the rows a kit adds in taux.yaml.
package rate

import (
	"fmt"
	"slices"

	"relance/generator/calendar"
	"relance/generator/kit"
	"relance/generator/money"
)

// A HalfYear (semestre) is the period of a legal rate: twice the year, plus one
// in the second half.
type HalfYear int

// HalfOf returns the half-year of a day.
func HalfOf(d calendar.Date) HalfYear {
	h := HalfYear(2 * d.Year())
	if d.Month() > 6 {
		h++
	}
	return h
}

// First is the first day, the one whose ECB rate holds for the whole half-year.
func (h HalfYear) First() calendar.Date { return calendar.Of(int(h)/2, 1+6*(int(h)%2), 1) }

// Last is the last day.
func (h HalfYear) Last() calendar.Date { return (h + 1).First().AddDays(-1) }

// String is "2026-S2".
func (h HalfYear) String() string { return fmt.Sprintf("%d-S%d", int(h)/2, 1+int(h)%2) }

// A Row is the public rates of one half-year, in hundredths of a percent:
// the ECB's main refinancing rate on its first day, and the two columns of the
// legal interest rate (private creditors; all other cases).
type Row struct {
	Year, Half   int
	ECB          money.Rate
	LegalPrivate money.Rate
	LegalOther   money.Rate
	Checked      calendar.Date
	Verified     bool // false: read on secondary sources only
	Source       string
}

// HalfYear is the half-year of the row.
func (r Row) HalfYear() HalfYear { return HalfYear(2*r.Year + r.Half - 1) }

// checked is the day on which every row was last compared with its source.
var checked = calendar.Of(2026, 11, 21)

// A Table is the rates of half-years, newest first.
type Table []Row

// Known is the program's table of public rates, newest first, without a hole. A
// half-year that is not in it is an error, never a guess: add a row when it is
// published, or let the kit say it in taux.yaml.
var Known = Table{
	{2026, 2, 240, 684, 275, checked, false, "BCE : relevés publics concordants ; légal : source secondaire, arrêté non lu"},
	{2026, 1, 215, 667, 262, checked, true, "BCE : relevés publics concordants ; légal : arrêté du 15 décembre 2025"},
	{2025, 2, 215, 665, 276, checked, true, "BCE : relevés publics concordants ; légal : arrêté du 19 juin 2025 (ECOT2516925A)"},
	{2025, 1, 315, 721, 371, checked, true, "BCE : relevés publics concordants ; légal : fiche F783 de service-public.fr"},
	{2024, 2, 425, 816, 492, checked, true, "BCE : table de la Banque de France ; légal : JORFTEXT000049797659"},
	{2024, 1, 450, 801, 507, checked, true, "BCE : table de la Banque de France ; légal : fiche F783 de service-public.fr"},
	{2023, 2, 400, 682, 422, checked, true, "BCE : table de la Banque de France ; légal : arrêté du 27 juin 2023 (ECOT2317028A)"},
	{2023, 1, 250, 447, 206, checked, true, "BCE : table de la Banque de France ; légal : fiche F783 de service-public.fr"},
	{2022, 2, 0, 315, 77, checked, true, "BCE : table de la Banque de France ; légal : fiche F783 de service-public.fr"},
	{2022, 1, 0, 313, 76, checked, true, "BCE : table de la Banque de France ; légal : fiche F783 de service-public.fr"},
	{2021, 2, 0, 312, 76, checked, true, "BCE : table de la Banque de France ; légal : fiche F783 de service-public.fr"},
	{2021, 1, 0, 314, 79, checked, true, "BCE : table de la Banque de France ; légal : fiche F783 de service-public.fr"},
	{2020, 2, 0, 311, 84, checked, true, "BCE : table de la Banque de France ; légal : fiche F783 de service-public.fr"},
	{2020, 1, 0, 315, 87, checked, true, "BCE : table de la Banque de France ; légal : fiche F783 de service-public.fr"},
	{2019, 2, 0, 326, 87, checked, true, "BCE : table de la Banque de France ; légal : fiche F783 de service-public.fr"},
	{2019, 1, 0, 340, 86, checked, true, "BCE : table de la Banque de France ; légal : fiche F783 de service-public.fr"},
	{2018, 2, 0, 360, 88, checked, true, "BCE : table de la Banque de France ; légal : arrêté du 27 juin 2018"},
	{2018, 1, 0, 373, 89, checked, true, "BCE : table de la Banque de France ; légal : fiche F783 de service-public.fr"},
	{2017, 2, 0, 394, 90, checked, true, "BCE : table de la Banque de France ; légal : fiche F783 de service-public.fr"},
	{2017, 1, 0, 416, 90, checked, true, "BCE : table de la Banque de France ; légal : fiche F783 de service-public.fr"},
	{2016, 2, 0, 435, 93, checked, true, "BCE : table de la Banque de France ; légal : fiche F783 de service-public.fr"},
	{2016, 1, 5, 454, 101, checked, true, "BCE : table de la Banque de France ; légal : arrêté du 23 décembre 2015"},
	{2015, 2, 5, 429, 99, checked, true, "BCE : table de la Banque de France ; légal : arrêté du 24 juin 2015"},
	{2015, 1, 5, 406, 93, checked, true, "BCE : table de la Banque de France ; légal : arrêté du 23 décembre 2014"},
	{2014, 2, 15, 4, 4, checked, false, "BCE : table de la Banque de France ; légal : décret n° 2014-98 du 4 février 2014, taux annuel"},
	{2014, 1, 25, 4, 4, checked, false, "BCE : table de la Banque de France ; légal : décret n° 2014-98 du 4 février 2014, taux annuel"},
}

// Of returns the table of the program with the rows of the kit's taux.yaml.
// A row that contradicts the table is an error: somebody has to read the source
// again, and neither of the two may win in silence.
func Of(k *kit.Kit) (Table, error) {
	if len(k.Rates) == 0 {
		return Known, nil
	}
	rows := slices.Clone(Known)
	for _, r := range k.Rates {
		if r.ECB == nil || r.LegalOther == nil {
			continue // already refused by kit
		}
		row, err := kitRow(r)
		if err != nil {
			return nil, err
		}
		known, err := rows.Row(row.HalfYear())
		switch {
		case err != nil:
			rows = append(rows, row)
		case known.ECB != row.ECB || known.LegalOther != row.LegalOther || r.LegalPrivate != nil && known.LegalPrivate != row.LegalPrivate:
			return nil, fmt.Errorf("%s:%d: le semestre %s est déjà dans la table du programme, avec d'autres taux (BCE %s, légal %s)",
				r.Pos.File, r.Pos.Line, r.HalfYear, known.ECB, known.LegalOther)
		}
	}
	slices.SortStableFunc(rows, func(a, b Row) int { return int(b.HalfYear() - a.HalfYear()) })
	return rows, nil
}

func kitRow(r kit.RateRow) (Row, error) {
	row := Row{ECB: *r.ECB, LegalOther: *r.LegalOther, Checked: r.Checked, Verified: true, Source: r.Source}
	if _, err := fmt.Sscanf(r.HalfYear, "%d-S%d", &row.Year, &row.Half); err != nil {
		return row, fmt.Errorf("%s:%d: « %s » n'est pas un semestre", r.Pos.File, r.Pos.Line, r.HalfYear)
	}
	if r.LegalPrivate != nil {
		row.LegalPrivate = *r.LegalPrivate
	}
	return row, nil
}

// Row returns the rates of a half-year; the error names one the table lacks.
func (t Table) Row(h HalfYear) (Row, error) {
	for _, r := range t {
		if r.HalfYear() == h {
			return r, nil
		}
	}
	return Row{}, fmt.Errorf("taux du semestre %s inconnu : la table va de %s à %s", h, t[len(t)-1].HalfYear(), t[0].HalfYear())
}

// Floor is the least rate a contract may set with a business on a day: three
// times the legal rate (C. com. L441-10 II).
func (t Table) Floor(day calendar.Date) (money.Rate, error) {
	row, err := t.Row(HalfOf(day))
	return 3 * row.LegalOther, err
}
