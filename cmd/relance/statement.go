package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"relance/generator/calendar"
	"relance/generator/claim"
	"relance/generator/kit"
	"relance/generator/money"
)

// statementFlags are the values of decompte as they were typed.
type statementFlags struct {
	amount, due, until, kind, rate, notice, imputation string
	payments                                           []string
}

func (a *app) statementCmd() *cobra.Command {
	var f statementFlags
	c := &cobra.Command{
		Use:   "decompte --montant M --echeance J --au J",
		Short: "Les intérêts de retard d'une somme, ligne par ligne, sans kit",
		Long: `Les intérêts de retard d'une somme, ligne par ligne, sans kit. Dans un kit, les
lignes de son taux.yaml comptent aussi.`,
		Example: "  relance decompte --montant 15000 --echeance 2026-02-16 --au 2026-03-24 --taux 12\n  relance decompte --montant 850 --echeance 2026-04-01 --au 2026-08-20 --type particulier --reception 2026-05-10",
		Args:    args(0, 0, ""),
		RunE: func(*cobra.Command, []string) error {
			debt, until, err := f.debt()
			if err != nil {
				return err
			}
			if debt.Rates, err = a.rates(); err != nil {
				return err
			}
			return a.printStatement(debt, until)
		},
	}
	fl := c.Flags()
	fl.StringVar(&f.amount, "montant", "", "somme due, TTC")
	fl.StringVar(&f.due, "echeance", "", "date d'échéance")
	fl.StringVar(&f.until, "au", "", "dernier jour compté")
	fl.StringVar(&f.kind, "type", "entreprise", "entreprise, public ou particulier")
	fl.StringVar(&f.rate, "taux", "", "taux contractuel annuel, en %")
	fl.StringArrayVar(&f.payments, "paiement", nil, "règlement reçu, AAAA-MM-JJ=MONTANT (répétable)")
	fl.StringVar(&f.notice, "reception", "", "jour de réception de la mise en demeure (particulier)")
	fl.StringVar(&f.imputation, "imputation", "principal_dabord", "principal_dabord ou interets_dabord")
	fl.BoolVar(&a.json, "json", false, "sortie pour un programme")
	return c
}

// debt reads the flags, and reports every wrong one at once.
func (f *statementFlags) debt() (d claim.Debt, until calendar.Date, err error) {
	var faults []string
	fail := func(flag string, err error) {
		if err != nil {
			faults = append(faults, flag+" : "+explained(err))
		}
	}
	date := func(flag, s string, required bool) (day calendar.Date) {
		if s == "" {
			if required {
				faults = append(faults, "il manque "+flag)
			}
			return 0
		}
		day, err := calendar.Parse(s)
		fail(flag, err)
		return day
	}
	if f.amount == "" {
		faults = append(faults, "il manque --montant")
	} else {
		d.Principal, err = money.Parse(f.amount)
		fail("--montant", err)
		if err == nil && d.Principal <= 0 {
			faults = append(faults, "--montant : une somme positive est attendue")
		}
	}
	d.Due, until = date("--echeance", f.due, true), date("--au", f.until, true)
	d.Notice = date("--reception", f.notice, false)
	d.Kind, d.Imputation = kit.Kind(f.kind), f.imputation
	if !slices.Contains([]kit.Kind{kit.Company, kit.Public, kit.Consumer}, d.Kind) {
		faults = append(faults, "--type : choix entreprise, public, particulier")
	}
	if !slices.Contains([]string{"principal_dabord", "interets_dabord"}, f.imputation) {
		faults = append(faults, "--imputation : choix principal_dabord, interets_dabord")
	}
	if f.rate != "" {
		r, err := money.ParseRate(f.rate)
		fail("--taux", err)
		d.Contract = &r
		if d.Kind != kit.Company {
			faults = append(faults, "--taux : un taux contractuel ne vaut qu'entre professionnels")
		}
	}
	for _, p := range f.payments {
		day, sum, ok := strings.Cut(p, "=")
		if !ok {
			faults = append(faults, "--paiement « "+p+" » : écrivez AAAA-MM-JJ=MONTANT")
			continue
		}
		amount, err := money.Parse(sum)
		fail("--paiement", err)
		if err == nil && amount <= 0 {
			faults = append(faults, "--paiement « "+p+" » : une somme positive est attendue")
		}
		d.Receipts = append(d.Receipts, claim.Receipt{Date: date("--paiement", day, true), Amount: amount})
	}
	slices.SortStableFunc(d.Receipts, func(a, b claim.Receipt) int { return int(a.Date) - int(b.Date) })
	if len(faults) > 0 {
		return d, until, usage("%s", strings.Join(faults, "\n"))
	}
	return d, until, nil
}

func (a *app) printStatement(d claim.Debt, until calendar.Date) error {
	lines, err := d.Interest(until)
	if err != nil {
		return status{statusFault, err.Error() + "\n   → la commande « relance taux » montre la table"}
	}
	s := statement{Principal: d.Principal, Interest: claim.Sum(lines), Compensation: d.Compensation(until), Lines: []statementLine{}}
	for _, r := range d.Receipts {
		if r.Date <= until {
			s.Principal -= r.Amount
		}
	}
	s.Total = s.Principal + s.Interest + s.Compensation
	if s.Total < 0 {
		return usage("--paiement : les règlements dépassent de %s ce qui est dû, intérêts et indemnité compris", (-s.Total).Format("EUR"))
	}
	for _, l := range lines {
		s.Lines = append(s.Lines, statementLine{l.From, l.To, l.Days, l.Rate, l.Base, l.Amount})
	}
	a.warnFloor(d, until)
	if a.json {
		return a.printJSON(s)
	}
	s.print(a.out, d, until)
	return nil
}

func (s *statement) print(to io.Writer, d claim.Debt, until calendar.Date) {
	if len(s.Lines) == 0 {
		fmt.Fprintln(to, noInterest(d, until))
	} else {
		w := tabwriter.NewWriter(to, 0, 4, 2, ' ', tabwriter.AlignRight)
		fmt.Fprintln(w, "du\tau\tjours\ttaux\tbase\tintérêts\t")
		for _, l := range s.Lines {
			fmt.Fprintf(w, "%s\t%s\t%d\t%s\t%s\t%s\t\n", l.From.Short(), l.To.Short(), l.Days, l.Rate, l.Base.Format("EUR"), l.Amount.Format("EUR"))
		}
		w.Flush()
	}
	fmt.Fprintln(to)
	for _, line := range []struct {
		label  string
		amount money.Amount
	}{
		{"Principal restant dû", s.Principal}, {"Intérêts de retard", s.Interest},
		{"Indemnité forfaitaire", s.Compensation}, {"Total au " + until.Short(), s.Total},
	} {
		fmt.Fprintf(to, "%-21s  %14s\n", line.label, line.amount.Format("EUR"))
	}
}

// noInterest says why nothing is counted. A consumer owes interest from the
// reception of the formal notice only (C. civ. 1231-6 and 1344-1).
func noInterest(d claim.Debt, until calendar.Date) string {
	switch {
	case until <= d.Due:
		return "Aucun jour de retard : pas d'intérêts."
	case d.Kind == kit.Consumer && d.Notice == 0:
		return "Pas d'intérêts : pour un particulier, ils ne courent qu'à partir de la réception de la mise en demeure (--reception AAAA-MM-JJ)."
	case d.Kind == kit.Consumer && until <= d.Notice:
		return "Pas encore d'intérêts : pour un particulier, ils courent à partir de la réception de la mise en demeure, le " + d.Notice.Short() + "."
	}
	return "Aucun jour de retard à compter : pas d'intérêts."
}

// warnFloor says, without correcting anything, that a contract rate is under the
// floor of the law (C. com. L441-10 II).
func (a *app) warnFloor(d claim.Debt, until calendar.Date) {
	if d.Contract == nil {
		return
	}
	if floor, err := d.Rates.Floor(until); err == nil && *d.Contract < floor {
		fmt.Fprintf(a.err, "attention : le taux contractuel de %s est inférieur au plancher légal de %s (trois fois le taux légal)\n", *d.Contract, floor)
	}
}

// statement is the JSON contract of decompte.
type statement struct {
	Principal    money.Amount    `json:"principal"`
	Interest     money.Amount    `json:"interets"`
	Compensation money.Amount    `json:"indemnite"`
	Total        money.Amount    `json:"total"`
	Lines        []statementLine `json:"lignes"`
}

type statementLine struct {
	From   calendar.Date `json:"du"`
	To     calendar.Date `json:"au"`
	Days   int           `json:"jours"`
	Rate   money.Rate    `json:"taux"`
	Base   money.Amount  `json:"base"`
	Amount money.Amount  `json:"montant"`
}
