// Package watch looks over all the clients of a day: what somebody must do by hand,
// what is worrying, what the figures suggest.
package watch

import (
	"slices"

	"relance/generator/agenda/message"
	"relance/generator/calendar"
	"relance/generator/dunning"
	"relance/generator/kit"
)

// A Task is something to do by hand.
type Task struct {
	Client *kit.Client // nil: the whole kit
	Label  string
	Date   calendar.Date // at the latest
	Diary  calendar.Date // the day to be reminded of it, when it is not Date

	Approves string // what « noter approbation --etape » answers it with; "" when it is no question
}

// An Alert is something to look at.
type Alert struct {
	Code   string
	Client *kit.Client // nil: the whole kit
	Label  string
}

type watcher struct {
	facts     *dunning.Facts
	decisions []dunning.Decision // of all invoices, in the order of the kit
	messages  []message.Communication
	tasks     []Task
	alerts    []Alert
}

// Look lists the tasks of a day, by date, and its alerts, clients in the order of the
// kit.
func Look(f *dunning.Facts, decisions []dunning.Decision, messages []message.Communication) ([]Task, []Alert) {
	w := &watcher{facts: f, decisions: decisions, messages: messages}
	w.allTasks()
	w.advice()
	slices.SortStableFunc(w.tasks, func(x, y Task) int { return int(x.Date) - int(y.Date) })
	w.allAlerts()
	return w.tasks, w.alerts
}
