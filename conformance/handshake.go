package conformance

import (
	"context"
	"fmt"
	"slices"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/suite"
)

// handshake is level 0: not what the subject answers, but that it answers, begins
// anew, and repeats itself.
func (r *run) handshake() error {
	at := &LevelResult{Level: 0, Name: "adapter"}
	defer func() {
		at.Planned = at.Held + at.Broke + at.Skipped
		r.report.Levels = append(r.report.Levels, *at)
	}()
	checks := []func(*LevelResult) error{r.repeats, r.repeats}
	if r.caps.Parallel > 1 {
		checks = append(checks, r.apartFromOthers)
	}
	if r.caps.Batch {
		checks = append(checks, r.repeatsOneByOne)
	}
	if r.caps.Once {
		checks = append(checks, r.knowsIDs)
	}
	for _, check := range checks {
		if err := check(at); err != nil {
			return err
		}
		if at.Stopped = r.stopped; at.Stopped != "" {
			return nil
		}
	}
	return nil
}

// rehearsal is a sequence that leads through much of the machine.
func (r *run) rehearsal() []int {
	for c := range suite.Tour(r.reference.Machine).Cases {
		return c.Inputs
	}
	return nil
}

// repeats asks the same again: [run.remember] tells where the answers differ, and
// where a new subscription has begun already.
func (r *run) repeats(at *LevelResult) error { return r.rehearse(at, false) }

// repeatsOneByOne asks the same, one event at a time.
func (r *run) repeatsOneByOne(at *LevelResult) error { return r.rehearse(at, true) }

func (r *run) rehearse(at *LevelResult, one bool) error {
	word := r.rehearsal()
	before := len(r.report.Findings)
	start, seen, err := r.insist(r.ctx, question{events: r.reference.Word(word), one: one})
	if ended := r.ctx.Err(); ended != nil {
		return ended
	}
	answer := result{Case: suite.Case{Inputs: word, About: -1}, start: start, seen: seen, err: err}
	at.Events += len(seen)
	r.remember(0, answer)
	switch {
	case err != nil:
		r.unanswered(at, answer, r.trail(word))
	case len(r.report.Findings) > before:
		at.Broke++
	default:
		at.Held++
	}
	return nil
}

// apartFromOthers opens a subscription while another is under way: each must
// begin anew.
func (r *run) apartFromOthers(at *LevelResult) error {
	first, err := r.driver.Open(r.ctx)
	if err != nil {
		return r.failed(at, err)
	}
	defer shut(first)
	for _, e := range r.reference.Word(r.reference.Machine.Cover()[r.reference.Machine.States()-1]) {
		if _, err := r.deliver(r.ctx, first, e); err != nil {
			return r.failed(at, err)
		}
	}
	return r.repeats(at)
}

// failed notes an error outside a case.
func (r *run) failed(at *LevelResult, err error) error {
	if ended := r.ctx.Err(); ended != nil {
		return ended
	}
	r.unanswered(at, result{err: err}, nil)
	return nil
}

// knowsIDs delivers each event twice with one id, where the second would be
// answered otherwise were it decided anew.
func (r *run) knowsIDs(at *LevelResult) error {
	cover := r.reference.Machine.Cover()
	for input := range r.reference.Events {
		for state, access := range cover {
			if !r.tellsRepeats(state, input) {
				continue
			}
			if err := r.again(at, append(slices.Clone(access), input)); err != nil {
				return err
			}
			break
		}
	}
	return nil
}

// tellsRepeats reports whether an event that comes twice is not ignored the second
// time.
func (r *run) tellsRepeats(state, input int) bool {
	next, _ := r.reference.Machine.Step(state, input)
	again, out := r.reference.Machine.Step(next, input)
	return again != next || r.reference.Spell(out).Verdict != r.reference.Observation.Verdict(fsm.VerdictIgnored)
}

// again delivers the last event of a word a second time.
func (r *run) again(at *LevelResult, word []int) error {
	first, second, err := r.twice(r.ctx, r.reference.Word(word))
	want := Observed{r.reference.Observation.Verdict(fsm.VerdictIgnored), first.State}
	switch {
	case err != nil:
		return r.failed(at, err)
	case second == want:
		at.Held++
	default:
		at.Broke++
		r.add(r.about(Finding{
			Kind: KindDuplicate, Want: want, Got: second,
			Message: fmt.Sprintf("a delivery id came again: expected %s, got %s", want, second),
		}, word))
	}
	return nil
}

// twice delivers events with ids of their own, and the last one once more with the
// id that it had.
func (r *run) twice(ctx context.Context, events []fsm.Event) (first, second Observed, err error) {
	subject, err := r.driver.Open(ctx)
	if err != nil {
		return first, second, err
	}
	defer shut(subject)
	defer rescue("answering", &err)
	for i, e := range events {
		if first, err = r.once(ctx, subject, i, e); err != nil {
			return first, second, err
		}
	}
	last := len(events) - 1
	second, err = r.once(ctx, subject, last, events[last])
	return first, second, err
}

func (r *run) once(ctx context.Context, s Subject, id int, e fsm.Event) (Observed, error) {
	verdict, err := s.(Once).DeliverOnce(ctx, fmt.Sprintf("delivery-%d", id+1), e)
	if err != nil {
		return Observed{}, err
	}
	return r.look(ctx, s, verdict)
}
