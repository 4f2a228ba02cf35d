package conformance

import (
	"fmt"
	"slices"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/suite"
	"github.com/Huzefaaa2/subsim/replay"
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
	if r.caps.Parallel != 1 {
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
func (r *run) apartFromOthers(at *LevelResult) (err error) {
	first, err := r.driver.Open(r.ctx)
	if err != nil {
		return r.failed(at, nil, err)
	}
	defer func() {
		if closed := shut(first); closed != nil && err == nil {
			err = r.failed(at, nil, closed)
		}
	}()
	word := r.reference.Machine.Cover()[r.reference.Machine.States()-1]
	for i, e := range r.reference.Word(word) {
		if _, err := r.deliver(r.ctx, first, e); err != nil {
			return r.failed(at, word[:i+1], err)
		}
	}
	return r.repeats(at)
}

// failed notes an error outside a case: in place of an answer to the last event of
// a word.
func (r *run) failed(at *LevelResult, word []int, err error) error {
	if ended := r.ctx.Err(); ended != nil {
		return ended
	}
	answered := make([]Observed, max(len(word)-1, 0))
	r.unanswered(at, result{Case: suite.Case{Inputs: word}, seen: answered, err: err}, r.trail(word))
	return nil
}

// deliveryID is that of an event which is delivered twice.
const deliveryID = "delivery-1"

// knowsIDs delivers each event twice with one id, once where it is applied and
// once where it is refused; there where another event of its name would not be
// ignored.
func (r *run) knowsIDs(at *LevelResult) error {
	for input := range r.reference.Events {
		for _, applied := range []bool{true, false} {
			access, found := r.telling(input, applied)
			if !found {
				continue
			}
			if err := r.knowsID(at, append(access, input)); err != nil {
				return err
			}
		}
	}
	return nil
}

// telling returns the shortest way to where an event is applied, or is not, and
// would not be ignored if it came again.
func (r *run) telling(input int, applied bool) (access []int, found bool) {
	m := r.reference.Machine
	ignored := r.reference.Observation.Verdict(fsm.VerdictIgnored)
	for state, word := range m.Cover() {
		after, _ := m.Step(state, input)
		_, again := m.Step(after, input)
		telling := r.reference.Spell(again).Verdict != ignored && r.reference.Follows(state, input) == applied
		if telling && (!found || len(word) < len(access)) {
			access, found = word, true
		}
	}
	return slices.Clip(access), found
}

// knowsID delivers the last event of a word twice.
func (r *run) knowsID(at *LevelResult, word []int) error {
	first, again, answered, err := r.twice(word)
	if err != nil {
		return r.failed(at, word[:min(answered+1, len(word))], err)
	}
	want := Observed{r.reference.Observation.Verdict(fsm.VerdictIgnored), first.State}
	if again == want {
		at.Held++
		return nil
	}
	at.Broke++
	r.add(r.duplicate(word, want, again))
	return nil
}

// twice delivers the last event of a word twice, and returns both answers, and how
// many were answered in all.
func (r *run) twice(word []int) (first, again Observed, answered int, err error) {
	err = patiently(func() error {
		first, again, answered, err = r.onceAndAgain(r.reference.Word(word))
		return err
	})
	return first, again, answered, err
}

func (r *run) onceAndAgain(events []fsm.Event) (first, again Observed, answered int, err error) {
	subject, err := r.driver.Open(r.ctx)
	if err != nil {
		return first, again, 0, err
	}
	defer func() {
		if closed := shut(subject); err == nil {
			err = closed
		}
	}()
	defer rescue("answering", &err)
	last := len(events) - 1
	for _, e := range events[:last] {
		if _, err := r.deliver(r.ctx, subject, e); err != nil {
			return first, again, answered, err
		}
		answered++
	}
	for _, into := range []*Observed{&first, &again} {
		verdict, err := subject.(Once).DeliverOnce(r.ctx, deliveryID, events[last])
		if err != nil {
			return first, again, answered, err
		}
		if *into, err = r.look(r.ctx, subject, verdict); err != nil {
			return first, again, answered, err
		}
		answered++
	}
	return first, again, answered, nil
}

// duplicate tells of an id that was taken for another.
func (r *run) duplicate(word []int, want, got Observed) Finding {
	f := r.about(Finding{
		Kind: KindDuplicate, Want: want, Got: got,
		Message: fmt.Sprintf("the same delivery id came again, and was not ignored: %s", got),
	}, word)
	last := len(word) - 1
	f.Scenario.Steps[last].Events[0].ID = deliveryID
	f.Scenario.Steps = append(f.Scenario.Steps, replay.Step{Events: []replay.Delivery{{
		Event: f.Events[last], ID: deliveryID,
		Expect: []replay.Condition{{Key: replay.KeyReason, Want: string(fsm.ReasonDuplicate)}},
	}}})
	return f
}
