package conformance

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/Huzefaaa2/subsim/fsm"
)

// A question is a sequence of events to a subscription that is opened for it.
type question struct {
	seed   *fsm.Configuration // where it is put first; nil for not started
	events []fsm.Event
	one    bool // one event at a time, also where the subject takes many
}

// An asker asks subjects, one subscription a question.
type asker struct {
	driver   Driver
	caps     Capabilities
	verdicts []fsm.Verdict // that the capabilities allow
	words    []string      // likewise, of the state; none where it cannot be read
}

func newAsker(d Driver, c Capabilities) asker { return asker{d, c, c.verdicts(), c.words()} }

// ask returns what was seen after each event, as far as it came, and before the
// first one.
func (a *asker) ask(ctx context.Context, q question) (start string, seen []Observed, err error) {
	if err := ctx.Err(); err != nil {
		return "", nil, err
	}
	subject, err := a.driver.Open(ctx)
	if err != nil {
		return "", nil, err
	}
	start, seen, err = a.converse(ctx, subject, q)
	if closed := shut(subject); err == nil {
		err = closed
	}
	if ended := ctx.Err(); ended != nil && err != nil {
		err = ended
	}
	return start, seen, err
}

func (a *asker) converse(ctx context.Context, s Subject, q question) (start string, seen []Observed, err error) {
	defer rescue("answering", &err)
	if q.seed != nil {
		if err := s.(Seeder).Seed(ctx, *q.seed); err != nil {
			return "", nil, err
		}
	}
	if start, err = a.read(ctx, s); err != nil {
		return start, nil, err
	}
	if a.caps.Batch && !q.one && len(q.events) > 1 {
		seen, err = a.atOnce(ctx, s, q.events)
		return start, seen, err
	}
	for _, e := range q.events {
		observed, err := a.deliver(ctx, s, e)
		if err != nil {
			return start, seen, err
		}
		seen = append(seen, observed)
	}
	return start, seen, nil
}

// read returns the state that can be read, empty where none can.
func (a *asker) read(ctx context.Context, s Subject) (string, error) {
	if a.caps.Statuses == nil {
		return "", nil
	}
	word, err := s.(StateReader).ReadState(ctx)
	if err != nil {
		return "", err
	}
	return word, a.checkWord(word)
}

func (a *asker) deliver(ctx context.Context, s Subject, e fsm.Event) (Observed, error) {
	verdict, err := s.Deliver(ctx, e)
	if err != nil {
		return Observed{}, err
	}
	return a.look(ctx, s, verdict)
}

// look reads the state behind an answer.
func (a *asker) look(ctx context.Context, s Subject, v fsm.Verdict) (Observed, error) {
	if !slices.Contains(a.verdicts, v) {
		return Observed{}, a.check(Observed{Verdict: v})
	}
	state, err := a.read(ctx, s)
	return Observed{Verdict: v, State: state}, err
}

// atOnce delivers a batch. What came before an error counts.
func (a *asker) atOnce(ctx context.Context, s Subject, events []fsm.Event) ([]Observed, error) {
	seen, err := s.(Batch).DeliverAll(ctx, events)
	if err == nil && len(seen) != len(events) {
		err = lie("%d events were sent at once, and %d answers came", len(events), len(seen))
	}
	if len(seen) > len(events) {
		seen = seen[:len(events)]
	}
	for i, observed := range seen {
		if len(a.words) == 0 {
			seen[i].State = "" // nobody said that it could be read
		}
		if wrong := a.check(observed); wrong != nil {
			return seen[:i], wrong
		}
	}
	return seen, err
}

// patience is how often a question is asked again where the subject says that it
// could not answer and nothing has happened.
const patience = 3

// insist asks again after a definite error.
func (a *asker) insist(ctx context.Context, q question) (start string, seen []Observed, err error) {
	err = patiently(func() error {
		start, seen, err = a.ask(ctx, q)
		return err
	})
	return start, seen, err
}

// patiently asks again as long as the error is a definite one.
func patiently(ask func() error) (err error) {
	for range patience {
		err = ask()
		if definite := new(DefiniteError); !errors.As(err, &definite) {
			return err
		}
	}
	return fmt.Errorf("asked %d times: %w", patience, err)
}

// check reports an answer that the capabilities do not allow.
func (a *asker) check(o Observed) error {
	if !slices.Contains(a.verdicts, o.Verdict) {
		return lie("the answer %q is none of %q", o.Verdict, a.verdicts)
	}
	return a.checkWord(o.State)
}

func (a *asker) checkWord(word string) error {
	if len(a.words) > 0 && !slices.Contains(a.words, word) {
		return lie("the state %q that was read is none of %q", word, a.words)
	}
	return nil
}

func lie(format string, values ...any) error {
	return &FaultError{Fault: FaultLied, Message: fmt.Sprintf(format, values...)}
}
