package align

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/history"
)

// columns is the width of a story, which stands indented on a page of 80; around is
// how many kept records are told on each side of a change.
const (
	columns = 75
	around  = 1
)

// A row is a line of a story.
type row struct{ kind, name, course, place string }

// Lines tells the story to people: the changes and what is next to them, within 75
// columns, with a line for records that were passed over. Where returns the place of
// a record, such as "line 12". A story without changes has no lines.
func (s Story) Lines(where func(record int) string) []string {
	if s.Changes == 0 {
		return nil
	}
	var rows []row
	passed := 0
	for n, m := range s.moves {
		if !s.near(n) {
			passed++
			continue
		}
		rows = append(pass(rows, passed), s.row(s.move(m), where))
		passed = 0
	}
	return write(pass(rows, passed))
}

// near reports that a change is next to a move, or is the move.
func (s Story) near(n int) bool {
	for _, m := range s.moves[max(0, n-around):min(len(s.moves), n+around+1)] {
		if m.kind != MoveKept {
			return true
		}
	}
	return false
}

// pass says how many records were passed over.
func pass(rows []row, passed int) []row {
	switch passed {
	case 0:
		return rows
	case 1:
		return append(rows, row{kind: "(1 record that fits)"})
	}
	return append(rows, row{kind: fmt.Sprintf("(%d records that fit)", passed)})
}

func (s Story) row(m Move, where func(record int) string) row {
	r := row{m.Kind.String(), string(m.Event), s.course(m), where(m.Record)}
	if m.Event == "" {
		r.name = string(m.State)
	}
	if m.Kind == MoveMissing {
		r.place = "before " + r.place
	}
	return r
}

// course says what the move does to the subscription.
func (s Story) course(m Move) string {
	from, to := s.called(m.From), s.called(m.To)
	course := from + " -> " + to
	if from == to {
		course = "in " + to
	}
	if m.Kind == MoveDisbelieved && m.Event != "" {
		course += ", not " + string(m.State)
	}
	return course
}

// called is a configuration's name. A log of states tells nothing of scheduled
// cancellations and what was last known.
func (s Story) called(c fsm.Configuration) string {
	if s.kind == history.KindStates {
		return c.State.String()
	}
	return c.String()
}

// write lays the rows out in columns. A course that is too long has a line of its
// own.
func write(rows []row) (lines []string) {
	const kinds = 13
	name, course, place := 0, 0, 0
	for _, r := range rows {
		name, place = max(name, len(r.name)), max(place, utf8.RuneCountInString(r.place))
	}
	longest := columns - kinds - name - 2 - 2 - place
	for _, r := range rows {
		if len(r.course) <= longest {
			course = max(course, len(r.course))
		}
	}
	for _, r := range rows {
		line := fmt.Sprintf("%-*s%-*s  %-*s  %s", kinds, r.kind, name, r.name, course, r.course, r.place)
		if len(r.course) > longest {
			line = fmt.Sprintf("%-*s%-*s  %s\n%*s%s", kinds, r.kind, name, r.name, r.place, kinds, "", r.course)
		}
		for l := range strings.Lines(line) {
			lines = append(lines, strings.TrimRight(l, " \n"))
		}
	}
	return lines
}
