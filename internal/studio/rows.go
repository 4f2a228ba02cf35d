package studio

import (
	"time"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/picture"
	"github.com/Huzefaaa2/subsim/replay"
)

// A layer lays a trace out in rows: each answer is one, and each step without an
// event has one of its own, behind the deadlines that it fired.
type layer struct {
	*telling
	table *fsm.Table
	next  int       // the steps before this one have been laid
	clock time.Time // where it stands
	at    fsm.Configuration
	read  int // answers so far
}

// lay makes the rows.
func (t *telling) lay() {
	l := layer{telling: t, table: fsm.NewTable(t.told.Profile), clock: t.told.Clock, at: t.told.Start}
	for l.read < len(t.answers) {
		step := t.answers[l.read].Step
		l.quiet(step)
		began := l.clock
		for l.read < len(t.answers) && t.answers[l.read].Step == step {
			l.answer(t.answers[l.read])
		}
		l.own(step, began)
		l.next = max(l.next, step+1)
	}
	l.quiet(l.end())
	l.ends()
	l.blame()
}

// end is the step behind the last that is shown: where a race broke, nothing is
// shown behind it.
func (l *layer) end() int {
	if l.failure != nil && l.failure.Order > 0 {
		return l.failure.Step + 1
	}
	return len(l.told.Steps)
}

// quiet lays the rows of the steps before one at which nothing fired.
func (l *layer) quiet(before int) {
	for ; l.next < before; l.next++ {
		l.own(l.next, l.clock)
	}
}

// own lays the row of a step without an event, which began at an instant.
func (l *layer) own(number int, began time.Time) {
	if number >= len(l.told.Steps) || len(l.told.Steps[number].Events) > 0 {
		return
	}
	step, row := &l.told.Steps[number], Row{Kind: KindClock, From: l.at.String()}
	switch {
	case !step.Until.IsZero():
		row.Text, l.clock = "until "+replay.Stamp(step.Until), step.Until
	case step.Advance > 0:
		row.Text, l.clock = "advance "+replay.FormatDuration(step.Advance), began.Add(step.Advance)
	default:
		row.Text, row.Kind = "checked", KindCheck
	}
	l.add(row, number)
}

// answer lays the row of the next answer.
func (l *layer) answer(a replay.Answer) {
	number := a.Step
	a.Step++ // as everywhere in what is read from outside
	row := Row{
		Kind: KindEvent, Text: string(a.Event), From: a.From.String(), Answer: &a,
		Moved: a.From.State != a.To.State, Because: a.Because(l.table),
	}
	if a.Deadline {
		row.Kind = KindDeadline
	}
	if a.Verdict == fsm.VerdictApplied {
		row.Mark = picture.ID(a.From.State, a.Event, a.To.State)
	}
	l.read++
	l.at, l.clock = a.To, a.At
	l.add(row, number)
}

// add completes a row by what holds after it.
func (l *layer) add(row Row, step int) {
	row.Number, row.Step, row.Mismatches = len(l.rows)+1, step+1, []Mismatch{}
	row.At, row.To, row.Box = replay.Stamp(l.clock), l.at.String(), boxOf(l.at.State)
	row.clock, row.reached, row.read = l.clock, l.at, l.read
	if step < len(l.told.Steps) {
		row.Line = l.told.Steps[step].Line()
	}
	l.rows = append(l.rows, row)
}

// ends marks the last row of each step.
func (l *layer) ends() {
	last := map[int]int{}
	for i, row := range l.rows {
		last[row.Step] = i
	}
	for _, i := range last {
		l.rows[i].last = true
	}
}

// blame writes what broke to the row that showed it.
func (l *layer) blame() {
	if l.failure == nil {
		return
	}
	for i := len(l.rows) - 1; i >= 0; i-- {
		if row := &l.rows[i]; row.Step == l.failure.Step+1 && row.read <= len(l.failure.Path) {
			row.Mismatches = mismatchesOf(l.failure)
			return
		}
	}
}
