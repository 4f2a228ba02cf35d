package studio

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/replay"
)

// An editing is a telling that something is done to, at one of its rows.
type editing struct {
	*telling
	ctx context.Context
	at  int // below 0 for the last
}

// An edited is the text that an act makes, and what is to be said beside it.
type edited struct {
	text, note string
	line       int // where the scenario stands in it that was acted upon
}

// answer plays what was edited.
func (e *edited) answer(ctx context.Context) (any, error) {
	t, err := tell(ctx, e.text, e.line)
	if err != nil {
		return nil, senseless(ctx, err)
	}
	a, err := answer(ctx, t, e.text, nil, -1)
	if err == nil {
		a.Note = e.note
	}
	return a, err
}

// row is the row that the editing stands at; nothing at the beginning.
func (e *editing) row() *Row {
	if e.at < 0 || e.at > len(e.rows) {
		e.at = len(e.rows)
	}
	if e.at == 0 {
		return nil
	}
	return &e.rows[e.at-1]
}

// clock is where the clock stands at the row that is edited.
func (e *editing) clock() time.Time {
	if row := e.row(); row != nil {
		return row.clock
	}
	return e.told.Clock
}

// kept returns the steps up to the row, and how many of them stand as they did. A
// row within a step that moves the clock cuts the step there.
func (e *editing) kept() (steps []replay.Step, intact int, err error) {
	row := e.row()
	if row == nil {
		return []replay.Step{{}}, 0, nil
	}
	done := map[int]bool{}
	for _, r := range e.rows[:e.at] {
		if r.last {
			done[r.Step-1] = true
		}
	}
	for i, step := range e.told.Steps {
		if done[i] {
			steps = append(steps, step)
			if len(steps) == i+1 {
				intact++
			}
		}
	}
	switch {
	case row.Kind != KindDeadline && !row.last:
		return nil, 0, errors.New("the events of a race come in every order, so the story goes on behind the last of them")
	case row.Kind == KindDeadline && row.Step <= len(e.told.Steps):
		steps = append(steps, replay.Step{Until: row.clock})
	case row.Kind == KindDeadline:
		steps = append(steps, replay.Step{}) // what is due at the end fires in a check
	}
	return steps, intact, nil
}

// extend lets steps follow the row, with what happens in them as their
// expectations.
func (e *editing) extend(more ...replay.Step) (*edited, error) {
	kept, intact, err := e.kept()
	if err != nil {
		return nil, err
	}
	next := *e.told
	next.Steps = slices.Concat(kept, more)
	recorded, err := e.recorded(&next)
	if err != nil {
		return nil, err
	}
	for i := intact; i < len(next.Steps); i++ {
		next.Steps[i] = recorded.Steps[i]
	}
	return e.written(&next, spliced(e.text, e.told, intact, next.Steps[intact:]))
}

// recorded plays a scenario and expects what happens in it.
func (e *editing) recorded(s *replay.Scenario) (*replay.Scenario, error) {
	trace, err := replay.NewPlayer().Play(e.ctx, s)
	if err != nil {
		return nil, err
	}
	return s.Recorded(trace), nil
}

// written writes a scenario in the place of the one that is told: as the text that
// is proposed, where that reads as what is meant, else anew.
func (e *editing) written(next *replay.Scenario, proposed string) (*edited, error) {
	all, place := slices.Clone(e.all), slices.Index(e.all, e.told)
	all[place] = next
	meant, err := format(all)
	if err != nil {
		return nil, err
	}
	if read, err := replay.Parse(sessionName, []byte(proposed)); err == nil {
		if same, err := format(read); err == nil && same == meant {
			return &edited{text: proposed, line: read[place].Line()}, nil
		}
	}
	read, err := replay.Parse(sessionName, []byte(meant))
	if err != nil {
		return nil, err
	}
	done := &edited{text: meant, line: read[place].Line()}
	if before, err := format(e.all); err != nil || before != e.text {
		done.note = "The scenario was written anew, so that its comments and its own layout are gone; undo brings them back."
	}
	return done, nil
}

// again tells the whole story under other rules, expects what happens now, and
// says how much of it comes out differently.
func (e *editing) again(next *replay.Scenario, under string) (*edited, error) {
	trial, err := e.written(next, "")
	if err != nil {
		return nil, err
	}
	recorded, err := e.recorded(next)
	if err != nil {
		return nil, err
	}
	done, err := e.written(recorded, "")
	if err != nil {
		return nil, err
	}
	t, err := tell(e.ctx, trial.text, trial.line)
	if err != nil {
		return nil, err
	}
	done.note = fmt.Sprintf("Under %s %s", under, e.differences(t))
	return done, nil
}

// differences says how many steps of another telling come out differently.
func (e *editing) differences(other *telling) string {
	was, now, n := byStep(e.answers), byStep(other.answers), 0
	for i := range e.told.Steps {
		if !slices.EqualFunc(was[i], now[i], replay.Answer.Same) {
			n++
		}
	}
	switch of := len(e.told.Steps); n {
	case 0:
		return "every step comes out as before."
	default:
		return fmt.Sprintf("%d of %d steps come out differently; what happens now is expected.", n, of)
	}
}

func byStep(answers []replay.Answer) map[int][]replay.Answer {
	sorted := map[int][]replay.Answer{}
	for _, a := range answers {
		sorted[a.Step] = append(sorted[a.Step], a)
	}
	return sorted
}

// reset begins anew where the scenario began.
func (e *editing) reset() (*edited, error) { return e.anew(e.told.Start) }

// anew begins in a configuration, under the same rules.
func (e *editing) anew(c fsm.Configuration) (*edited, error) {
	next := *e.told
	next.Start, next.Steps, next.Order = c, []replay.Step{{}}, replay.OrderDelivered
	recorded, err := e.recorded(&next)
	if err != nil {
		return nil, err
	}
	return e.written(recorded, "")
}
