package conformance

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/replay"
)

// deadlines moves the clock of subjects that have one, and say what their
// deadlines are: to a second before each, and to it; from every configuration
// that has one, after every event that leaves it pending.
func (r *run) deadlines() error {
	if !r.caps.Clock || len(r.caps.Policy) == 0 {
		return nil
	}
	if r.caps.Statuses == nil {
		r.skip("the clock: no state can be read after it was moved")
		return nil
	}
	at := &LevelResult{Level: 1, Name: "deadlines"}
	defer func() {
		at.Planned = at.Held + at.Broke + at.Skipped
		r.report.Levels = append(r.report.Levels, *at)
	}()
	for state, access := range r.reference.Machine.Cover() {
		if _, timed := r.caps.Policy[r.reference.Classes[state][0].State]; !timed {
			continue
		}
		for _, word := range append(singles(len(r.reference.Events)), nil) {
			if err := r.timed(at, access, word); err != nil {
				return err
			}
			if at.Stopped = r.enough(at); at.Stopped != "" {
				return nil
			}
		}
	}
	return nil
}

// A wait is a story with a clock: what the reference lives, what the subject does,
// and what both are asked.
type wait struct {
	*run
	life    *replay.Life
	subject Subject
	sent    []int // the events of steps
	steps   []replay.Step
	trace   replay.Trace
	differs bool
	want    Observed
	got     Observed
}

// timed leads a subscription to a configuration, lets half of the time to the
// deadline pass, sends at most one event, and waits for the next deadline.
func (r *run) timed(at *LevelResult, access, word []int) error {
	var w *wait
	err := patiently(func() (err error) {
		if w, err = r.begin(); err == nil {
			err = w.tell(access, word)
		}
		return err
	})
	if ended := r.ctx.Err(); ended != nil {
		return ended
	}
	at.Events += len(w.trace.Answers)
	switch {
	case err != nil:
		r.late(at, err)
	case w.differs:
		at.Broke++
		return w.differed(at.Level)
	default:
		at.Held++
	}
	return nil
}

// differed blames the clock, unless the same events led astray without it.
func (w *wait) differed(level int) error {
	right := w.reference.Machine.After(0, w.sent)
	for _, word := range append(w.reference.Machine.Identifiers()[right], nil) {
		cut, err := w.breaks(append(slices.Clip(w.sent), word...))
		if err != nil {
			return err
		}
		if cut != nil {
			w.broken = append(w.broken, broken{level, cut})
			return nil
		}
	}
	w.add(w.finding(level))
	return nil
}

func (r *run) begin() (*wait, error) {
	w := &wait{run: r}
	instance, err := replay.Reference(r.reference.Table.Profile())
	if err != nil {
		return w, err
	}
	w.trace.Clock = replay.DefaultClock
	if w.life, err = replay.NewLife(instance, r.caps.Policy, fsm.Configuration{}, replay.DefaultClock); err != nil {
		return w, err
	}
	w.subject, err = r.driver.Open(r.ctx)
	return w, err
}

func (w *wait) tell(access, word []int) (err error) {
	defer func() {
		if closed := shut(w.subject); err == nil {
			err = closed
		}
	}()
	defer rescue("answering", &err)
	if err := w.sendAll(access); err != nil || w.differs {
		return err
	}
	if err := w.halfway(); err != nil || w.differs {
		return err
	}
	if err := w.sendAll(word); err != nil || w.differs {
		return err
	}
	return w.waitForDeadline()
}

// sendAll delivers events to both, and compares the answers.
func (w *wait) sendAll(word []int) error {
	for _, input := range word {
		if err := w.send(input); err != nil || w.differs {
			return err
		}
	}
	return nil
}

func (w *wait) send(input int) (err error) {
	e := w.reference.Events[input]
	w.sent = append(w.sent, input)
	if w.got, err = w.deliver(w.ctx, w.subject, e); err != nil {
		return err
	}
	w.steps = append(w.steps, replay.Step{Events: []replay.Delivery{{Event: e}}})
	answers, err := w.life.Deliver(w.ctx, replay.Delivery{Event: e})
	if err != nil {
		return err
	}
	w.note(answers)
	own := answers[len(answers)-1]
	w.want = observed(w.reference.Observation.See(own.Verdict, own.To.State))
	w.differs = w.got != w.want
	return nil
}

// note enters what the reference answered in the last step.
func (w *wait) note(answers []replay.Answer) {
	for _, a := range answers {
		a.Step = len(w.steps) - 1
		w.trace.Answers = append(w.trace.Answers, a)
	}
}

// halfway lets half of the time to the next deadline pass.
func (w *wait) halfway() error {
	next, pending := w.life.Next()
	if half := next.At.Sub(w.life.Now()) / 2; pending && half >= time.Second {
		return w.advance(half.Truncate(time.Second))
	}
	return nil
}

// waitForDeadline moves to a second before the next deadline, and to it.
func (w *wait) waitForDeadline() error {
	next, pending := w.life.Next()
	if !pending {
		return w.advance(longWait)
	}
	left := next.At.Sub(w.life.Now())
	if left > time.Second {
		if err := w.advance(left - time.Second); err != nil || w.differs {
			return err
		}
		left = time.Second
	}
	return w.advance(max(left, time.Second))
}

// longWait is long enough for a deadline that should not be there.
const longWait = 400 * 24 * time.Hour

// advance moves both clocks, and compares what is read then.
func (w *wait) advance(by time.Duration) error {
	if err := w.subject.(Clock).Advance(w.ctx, by); err != nil {
		return err
	}
	w.steps = append(w.steps, replay.Step{Advance: by})
	answers, err := w.life.MoveTo(w.ctx, w.life.Now().Add(by))
	if err != nil {
		return err
	}
	w.note(answers)
	w.want = Observed{State: w.caps.Statuses[w.life.Configuration().State]}
	w.got = Observed{}
	w.got.State, err = w.read(w.ctx, w.subject)
	w.differs = w.got != w.want
	return err
}

// finding tells the story as far as it differs.
func (w *wait) finding(level int) Finding {
	f := Finding{Kind: KindClock, Level: level, Shown: len(w.steps) - 1, Want: w.want, Got: w.got, Events: w.reference.Word(w.sent)}
	f.Cell, f.Before = w.cell()
	f.Message = fmt.Sprintf("after %s, expected %s, got %s", replay.FormatDuration(w.life.Now().Sub(replay.DefaultClock)), w.want, w.got)
	s := &replay.Scenario{
		Name: f.title(), About: f.Message, Tags: []string{"conformance"},
		Profile: w.reference.Table.Profile(), Clock: replay.DefaultClock, Policy: w.caps.Policy, Steps: w.steps,
	}
	f.Scenario = s.Recorded(&w.trace)
	return f
}

// cell is that of the deadline that fired last, else of the one that should not
// have.
func (w *wait) cell() (Cell, fsm.Configuration) {
	for i := len(w.trace.Answers) - 1; i >= 0; i-- {
		if a := w.trace.Answers[i]; a.Deadline {
			return Cell{a.From.State, a.Event}, a.From
		}
	}
	c := w.life.Configuration()
	return Cell{c.State, w.caps.Policy[c.State].Event}, c
}

// late notes a story that came to no end.
func (r *run) late(at *LevelResult, err error) {
	at.Skipped++
	fault := new(FaultError)
	if errors.As(err, &fault) {
		r.fault(at.Level, nil, err)
		return
	}
	r.skip("the clock: " + err.Error())
}
