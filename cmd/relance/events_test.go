package main

import (
	"strings"
	"testing"

	"relance/generator/agenda"
	"relance/generator/calendar"
	"relance/generator/dunning"
	"relance/generator/kit"
)

func TestADeadlineIsInTheDiaryOnceAndAMeetingHasNone(t *testing.T) {
	day, client := calendar.Of(2026, 3, 31), &kit.Client{Code: "C17", Name: "Plâtrerie Kerjean"}
	message := func(stage *kit.Stage, channel kit.Channel) agenda.Communication {
		return agenda.Communication{Client: client, Stage: stage, Channel: channel, Status: dunning.Todo, Deadline: day + 7, Currency: "EUR", Amount: 100_00}
	}
	twice := &kit.Stage{ID: "mail2_lrar", Label: "Deuxième relance", Nature: kit.Formal}
	meeting := &kit.Stage{ID: "invitation_reunion", Label: "Invitation", Nature: kit.Meeting}
	b := &batch{agenda: &agenda.Agenda{Date: day, Communications: []agenda.Communication{
		message(twice, kit.ByEmail), message(twice, kit.ByRegistered), message(meeting, kit.ByEmail),
	}}}
	events := b.events()
	if len(events) != 1 || events[0].Day != day+7 || !strings.Contains(events[0].Summary, "date limite") {
		t.Errorf("%+v", events)
	}
}
