package figures

import (
	"testing"

	"relance/generator/agenda"
	"relance/generator/dunning"
	"relance/generator/journal"
	"relance/generator/kit"
)

// A decision is about a stage and its invoices, whatever the channels: two lines would
// let people accept the e-mail and refuse the registered letter.
func TestAStageOfTwoChannelsIsOneQuestion(t *testing.T) {
	c := &kit.Client{Code: "C1", Name: "Durand"}
	stage := &kit.Stage{ID: "mail2_lrar", Label: "Deuxième relance"}
	line := func(channel kit.Channel, numbers, document string) TodoLine {
		return TodoLine{
			Communication: &agenda.Communication{Client: c, Stage: stage, Channel: channel, Status: dunning.ToApprove, Amount: 100_00},
			Numbers:       numbers, Document: document, ID: "C1/mail2_lrar/" + string(channel) + "/" + numbers,
		}
	}
	p := &Picture{Agenda: &agenda.Agenda{}, Todo: []TodoLine{line(kit.ByEmail, "A", "a.eml"), line(kit.ByRegistered, "A", "a.pdf"), line(kit.ByEmail, "B", "")}}
	p.approvals()
	if len(p.Approvals) != 2 {
		t.Fatalf("%d lines: %+v", len(p.Approvals), p.Approvals)
	}
	if l := p.Approvals[0]; len(l.Channels) != 2 || l.Channels[1] != journal.ByRegistered || l.Document != "a.pdf" || l.Amount != 100_00 {
		t.Errorf("%+v", l)
	}
	if l := p.Approvals[1]; l.Numbers != "B" {
		t.Errorf("another invoice is another question: %+v", l)
	}
}

func TestWhatTheTasksAskIsToBeAnsweredInTheSheet(t *testing.T) {
	c := &kit.Client{Code: "C1", Name: "Durand"}
	ask := func(approves, label string) agenda.Task {
		return agenda.Task{Client: c, Approves: approves, Label: label}
	}
	p := &Picture{Agenda: &agenda.Agenda{}}
	p.Agenda.Tasks = []agenda.Task{
		ask("litige", "Litige sur F1 : reprendre ou prolonger (approbation « litige » : accordée, la relance reprend ; refusée, l'attente est prolongée)"),
		ask("litige", "Litige sur F2 : reprendre ou prolonger (approbation « litige »)"),
		ask(dunning.BlockOrders, "Décider du blocage des commandes (approbation « blocage_commandes ») ; autres mesures possibles : « suspension_livraisons »"),
		{Client: c, Label: "Répondre au litige sur F1"},
	}
	p.approvals()
	if len(p.Approvals) != 2 {
		t.Fatalf("%+v", p.Approvals)
	}
	for i, want := range []string{
		"Litige sur F1 : reprendre ou prolonger (accordée, la relance reprend ; refusée, l'attente est prolongée)\nLitige sur F2 : reprendre ou prolonger",
		"Décider du blocage des commandes ; autres mesures possibles : « suspension_livraisons »",
	} {
		if got := p.Approvals[i].Reason; got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
