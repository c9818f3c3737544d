package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"relance/generator/agenda"
	"relance/generator/claim"
	"relance/generator/dunning"
	"relance/generator/journal"
	"relance/generator/kit"
)

var outcomes = []journal.Outcome{
	journal.Answered, journal.NoAnswer, journal.Voicemail, journal.Dodged, journal.Promised, journal.Disputing,
	journal.Paid, journal.AskedDelay, journal.WrongContact, journal.Undelivered, journal.Refused,
}

var causes = []journal.Cause{
	journal.Forgotten, journal.NotReceived, journal.InvoiceError, journal.InDispute, journal.PurchaseOrder, journal.InternalSteps,
	journal.CashShortage, journal.BadFaith, journal.PriceDisagreed, journal.MonthEnd, journal.Unknown,
}

func (a *app) noteCall() *cobra.Command {
	var f noteFlags
	c := a.noter("appel CLIENT", "Un appel passé, avec son résultat", "le code du client", &f, func(n *noting) journal.Entry {
		client, refs := n.invoices(n.client())
		if len(refs) == 0 {
			refs = n.overdue(client)
		}
		n.doneByCall(client, refs)
		n.said = "appel à " + client.FullName()
		if f.outcome == string(journal.Promised) {
			n.said += " (notez aussi la promesse : relance noter promesse " + client.Code + " --montant … --pour-le …)"
		}
		return journal.Entry{Client: client.Code, Type: journal.Call, Channel: journal.ByPhone, Direction: journal.Sent, Invoices: refs,
			Outcome: choice(n, "resultat", f.outcome, outcomes...), Cause: choice(n, "cause", f.cause, causes...),
			Contact: f.person, Content: f.content, Time: n.hour(f.hour)}
	})
	fl := c.Flags()
	fl.StringSliceVar(&f.invoices, "facture", nil, "facture concernée (répétable ; absent : toutes les factures échues)")
	fl.StringVar(&f.outcome, "resultat", "", "résultat : repondu, sans_reponse, messagerie, promesse, conteste…")
	fl.StringVar(&f.cause, "cause", "", "cause du retard : oubli, tresorerie, circuit_validation…")
	fl.StringVar(&f.person, "interlocuteur", "", "à qui l'on a parlé")
	fl.StringVar(&f.content, "contenu", "", "ce qui s'est dit")
	fl.StringVar(&f.hour, "heure", "", "heure, HH:MM")
	return c
}

// doneByCall marks the call that the plan asked for that day, or before, as made:
// noting a call is enough, whether or not its sheet was validated.
func (n *noting) doneByCall(c *kit.Client, refs []journal.Invoice) {
	ag, err := agenda.Of(n.kit, n.day)
	if err != nil {
		return // a half-year without a rate: the call is noted all the same
	}
	for i := range ag.Decisions {
		d := &ag.Decisions[i]
		if d.Client.Code != c.Code || !d.IsDue() || d.Stage == nil || !slices.Contains(d.Stage.AllChannels(), kit.ByCall) {
			continue
		}
		for j := range refs {
			if refs[j].Number == d.Invoice.Number {
				refs[j].Stage, refs[j].Plan, refs[j].Status = d.Stage.ID, d.Plan.ID, journal.Done
			}
		}
	}
}

func (a *app) notePromise() *cobra.Command {
	var f noteFlags
	c := a.noter("promesse CLIENT", "Une promesse de règlement : une date et un montant", "le code du client", &f, func(n *noting) journal.Entry {
		client, refs := n.invoices(n.client())
		if len(f.invoices) == 0 {
			refs = n.overdue(client)
			if len(refs) == 0 && len(n.faults) == 0 {
				n.fault("%s n'a aucune facture échue : précisez --facture", client.Code)
			}
		}
		amount, until := n.money("montant", f.amount), n.date("pour-le", f.until, true)
		n.said = fmt.Sprintf("promesse de %s pour le %s", amount.Format("EUR"), until.Long())
		return journal.Entry{Client: client.Code, Type: journal.Promise, Channel: journal.ByPhone, Direction: journal.Received,
			Invoices: refs, Amount: amount, Deadline: until, Contact: f.person, Content: f.content}
	})
	fl := c.Flags()
	fl.StringVar(&f.amount, "montant", "", "montant promis")
	fl.StringVar(&f.until, "pour-le", "", "jour promis")
	fl.StringSliceVar(&f.invoices, "facture", nil, "facture promise (répétable ; absent : toutes les factures échues)")
	fl.StringVar(&f.person, "interlocuteur", "", "qui a promis")
	fl.StringVar(&f.content, "contenu", "", "ce qui s'est dit")
	return c
}

func (a *app) notePayment() *cobra.Command {
	var f noteFlags
	c := a.noter("paiement [CLIENT]", "Un règlement reçu, sur une facture ou à affecter", "[le code du client]", &f, func(n *noting) journal.Entry {
		var client *kit.Client
		if n.arg != "" {
			client = n.client()
		}
		client, refs := n.invoices(client)
		if client == nil {
			if len(n.faults) == 0 {
				n.fault("il manque --facture, ou le code du client")
			}
			client = &kit.Client{}
		}
		amount := n.money("montant", f.amount)
		n.said = fmt.Sprintf("règlement de %s reçu de %s", amount.Format("EUR"), client.FullName())
		return journal.Entry{Client: client.Code, Type: journal.Payment, Direction: journal.Received, Invoices: refs, Amount: amount, Means: f.mode, Reference: f.reference}
	})
	fl := c.Flags()
	fl.StringSliceVar(&f.invoices, "facture", nil, "facture réglée")
	fl.StringVar(&f.amount, "montant", "", "montant reçu")
	fl.StringVar(&f.mode, "mode", "", "virement, cheque, carte…")
	fl.StringVar(&f.reference, "reference", "", "référence du règlement")
	return c
}

func (a *app) noteDispute() *cobra.Command {
	var f noteFlags
	c := a.noter("litige", "Une contestation ouverte, ou close", "", &f, func(n *noting) journal.Entry {
		client, refs := n.invoices(nil)
		if len(f.invoices) == 0 {
			n.fault("il manque --facture")
		}
		e := journal.Entry{Type: journal.Dispute, Direction: journal.Received, Invoices: refs}
		if client != nil {
			e.Client = client.Code
		}
		if f.closed != "" {
			e.Closed, e.Issue = true, choice(n, "clos", f.closed, journal.Founded, journal.Partly, journal.Unfounded)
			n.said = "litige clos"
			return e
		}
		e.Reason = n.text("motif", f.reason)
		if f.amount != "" {
			e.Disputed = n.money("montant", f.amount)
		}
		n.said = "litige ouvert : " + f.reason
		return e
	})
	fl := c.Flags()
	fl.StringSliceVar(&f.invoices, "facture", nil, "facture contestée")
	fl.StringVar(&f.reason, "motif", "", "motif")
	fl.StringVar(&f.amount, "montant", "", "montant contesté ; absent : tout le solde")
	fl.StringVar(&f.closed, "clos", "", "clôture : fonde, partiel ou non_fonde")
	return c
}

func (a *app) noteRegistered() *cobra.Command {
	var f noteFlags
	c := a.noter("recommande CLIENT", "Le numéro, le dépôt, la présentation ou le retour d'un recommandé", "le code du client", &f, func(n *noting) journal.Entry {
		client, refs := n.invoices(n.client())
		e := journal.Entry{Client: client.Code, Type: journal.Registered, Invoices: refs, Stage: n.stage(f.stage), Number: f.number,
			Posted: n.date("depot", f.posted, false), Presented: n.date("presentation", f.presented, false), Returned: choice(n, "retour", f.returned, "npai")}
		if f.number == "" && f.posted == "" && f.presented == "" && f.returned == "" {
			n.fault("il manque --numero, --depot, --presentation ou --retour")
		}
		n.said = "recommandé de l'étape " + f.stage
		return e
	})
	fl := c.Flags()
	fl.StringVar(&f.stage, "etape", "", "étape, par exemple med")
	fl.StringVar(&f.number, "numero", "", "numéro du recommandé")
	fl.StringVar(&f.posted, "depot", "", "jour de dépôt")
	fl.StringVar(&f.presented, "presentation", "", "jour de première présentation")
	fl.StringVar(&f.returned, "retour", "", "npai : adresse inconnue")
	fl.StringSliceVar(&f.invoices, "facture", nil, "facture concernée (répétable)")
	return c
}

func (a *app) noteDeferral() *cobra.Command {
	var f noteFlags
	c := a.noter("report", "Un report accordé : une nouvelle date et un motif", "", &f, func(n *noting) journal.Entry {
		client, refs := n.invoices(nil)
		if len(f.invoices) == 0 {
			n.fault("il manque --facture")
		}
		e := journal.Entry{Type: journal.Postponement, Invoices: refs, Until: n.date("au", f.until, true), Reason: n.text("motif", f.reason)}
		if client != nil {
			e.Client = client.Code
		}
		n.said = fmt.Sprintf("report jusqu'au %s", e.Until)
		return e
	})
	fl := c.Flags()
	fl.StringSliceVar(&f.invoices, "facture", nil, "facture reportée")
	fl.StringVar(&f.until, "au", "", "nouvelle date")
	fl.StringVar(&f.reason, "motif", "", "motif")
	return c
}

// takenOver says on which plan each invoice was at that stage: it stays on it.
func (n *noting) takenOver(c *kit.Client, refs []journal.Invoice, stage string) {
	for i := range refs {
		_, inv := n.kit.Invoice(refs[i].Number)
		if plan := n.facts().PlanOf(c, inv); plan != nil {
			if s, _ := plan.Stage(stage); s != nil {
				refs[i].Plan = plan.ID
			}
		}
	}
}

func (a *app) noteTakeover() *cobra.Command {
	var f noteFlags
	c := a.noter("reprise", "Ce qui avait été fait avant l'outil : une étape et sa date", "", &f, func(n *noting) journal.Entry {
		client, refs := n.invoices(nil)
		if len(f.invoices) == 0 {
			n.fault("il manque --facture")
		}
		e := journal.Entry{Type: journal.Takeover, Invoices: refs, Stage: n.stage(f.stage)}
		if client != nil {
			e.Client = client.Code
			n.takenOver(client, refs, f.stage)
		}
		n.said = "étape « " + f.stage + " » reprise"
		return e
	})
	fl := c.Flags()
	fl.StringSliceVar(&f.invoices, "facture", nil, "facture")
	fl.StringVar(&f.stage, "etape", "", "dernière étape faite")
	return c
}

// approvals are what is approved besides stages: a distant promise, a long agreement,
// one deferral more, a checked address, a dispute that lasts, a measure.
var approvals = append([]string{"promesse", "echeancier", "report", "adresse", claim.DisputeApproval}, dunning.Measures...)

// shownAt are the client's invoices that wait for an approval of the stage that day:
// the answer is about those.
func (n *noting) shownAt(c *kit.Client, stage string) (refs []journal.Invoice) {
	ag, err := agenda.Of(n.kit, n.day)
	if err != nil {
		return nil // a half-year without a rate: the answer is noted all the same
	}
	for i := range ag.Decisions {
		d := &ag.Decisions[i]
		if d.Client.Code == c.Code && d.State == dunning.ToApprove && d.Stage != nil && d.Stage.ID == stage {
			refs = append(refs, journal.Invoice{Number: d.Invoice.Number})
		}
	}
	return refs
}

func (a *app) noteApproval() *cobra.Command {
	var f noteFlags
	var force bool
	c := a.noter("approbation CLIENT", "L'accord ou le refus d'une étape à valider", "le code du client", &f, func(n *noting) journal.Entry {
		client := n.client()
		e := journal.Entry{Client: client.Code, Type: journal.Approval, Stage: n.stage(f.stage, approvals...), Reason: f.reason,
			Decision: choice(n, "decision", n.text("decision", f.decision), journal.Granted, journal.Denied), AskAgain: n.date("reproposer-le", f.again, false)}
		n.text("par", f.by)
		if n.force = force; e.Decision == journal.Denied || force {
			n.text("motif", f.reason)
		}
		e.Invoices = n.shownAt(client, f.stage)
		n.said = fmt.Sprintf("étape « %s » %s pour %s", f.stage, strings.ReplaceAll(f.decision, "ee", "ée"), client.FullName())
		return e
	})
	fl := c.Flags()
	fl.StringVar(&f.stage, "etape", "", "étape (med…), mesure (blocage_commandes, exigibilite_immediate, comptant_a_la_commande,\nsuspension_livraisons), promesse, echeancier, report, adresse ou litige")
	fl.BoolVar(&force, "forcer", false, "accorde une mesure avant toute étape formelle (exige --motif)")
	fl.StringVar(&f.decision, "decision", "", "accordee ou refusee")
	fl.StringVar(&f.reason, "motif", "", "motif (exigé pour un refus)")
	fl.StringVar(&f.again, "reproposer-le", "", "jour où la proposer de nouveau")
	return c
}

func (a *app) noteText() *cobra.Command {
	var f noteFlags
	c := a.noter("note CLIENT", "Une note datée, factuelle", "le code du client", &f, func(n *noting) journal.Entry {
		client := n.client()
		n.said = "note sur " + client.FullName()
		return journal.Entry{Client: client.Code, Type: journal.Note, Content: n.text("contenu", f.content), Until: n.date("au", f.until, false)}
	})
	c.Flags().StringVar(&f.content, "contenu", "", "le texte")
	c.Flags().StringVar(&f.until, "au", "", "jour d'une réunion acceptée : les étapes formelles attendent cinq jours ouvrés après elle")
	return c
}

func (a *app) noteCorrection() *cobra.Command {
	var f noteFlags
	return a.withReason(&f, a.noter("correction ID", "Annule une ligne du journal, qui reste lisible", "l'identifiant de la ligne", &f, func(n *noting) journal.Entry {
		e := journal.Entry{Type: journal.Correction, Corrects: n.arg, Cancels: true, Reason: n.text("motif", f.reason)}
		for _, line := range n.kit.Journal.Entries {
			if line.ID == n.arg {
				e.Client = line.Client
			}
		}
		n.said = "ligne " + n.arg + " annulée"
		return e
	}))
}

func (a *app) withReason(f *noteFlags, c *cobra.Command) *cobra.Command {
	c.Flags().StringVar(&f.reason, "motif", "", "motif")
	return c
}
