package conformance

import (
	"context"
	"fmt"

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

// knowsIDs delivers every event that the reference applies to a new subscription,
// twice with one id.
func (r *run) knowsIDs(at *LevelResult) error {
	for input, e := range r.reference.Events {
		if !r.reference.Follows(0, input) {
			continue
		}
		first, again, err := r.twice(r.ctx, e)
		switch {
		case err != nil:
			if err := r.failed(at, err); err != nil {
				return err
			}
		case again != (Observed{r.reference.Observation.Verdict(fsm.VerdictIgnored), first.State}):
			at.Broke++
			r.add(r.about(Finding{
				Kind: KindDuplicate, Want: Observed{fsm.VerdictIgnored, first.State}, Got: again,
				Message: fmt.Sprintf("the same delivery id came again, and was not ignored: %s", again),
			}, []int{input}))
		default:
			at.Held++
		}
	}
	return nil
}

func (r *run) twice(ctx context.Context, e fsm.Event) (first, again Observed, err error) {
	subject, err := r.driver.Open(ctx)
	if err != nil {
		return first, again, err
	}
	defer shut(subject)
	defer rescue("answering", &err)
	for _, into := range []*Observed{&first, &again} {
		verdict, err := subject.(Once).DeliverOnce(ctx, "delivery-1", e)
		if err != nil {
			return first, again, err
		}
		if *into, err = r.look(ctx, subject, verdict); err != nil {
			return first, again, err
		}
	}
	return first, again, nil
}
