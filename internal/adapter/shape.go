package adapter

import (
	"errors"
	"fmt"
	"slices"

	"github.com/Huzefaaa2/subsim/conformance"
	"github.com/Huzefaaa2/subsim/fsm"
)

// shape says what is wrong with a response whatever the hello was: what the
// schema refuses, too.
func (a response) shape(r request) error {
	switch {
	case a.N != r.N:
		return fmt.Errorf("it answers request %d, and request %d was asked", a.N, r.N)
	case a.Error != nil && (a.Error.Definite == nil || a.Error.Message == ""):
		return errors.New("its error lacks definite or a message")
	case a.Skip != nil && *a.Skip == "":
		return errors.New("its skip has no reason")
	case r.Op == opEvent && !a.declines():
		return answer{a.Verdict, a.State}.shape()
	}
	for _, one := range a.answers() {
		if err := one.shape(); err != nil {
			return err
		}
	}
	return answer{string(fsm.VerdictApplied), a.State}.shape()
}

// words are the verdicts that some adapter can give.
var words = append(fsm.Verdicts(), conformance.VerdictAccepted)

func (a answer) shape() error {
	if !slices.Contains(words, fsm.Verdict(a.Verdict)) {
		return fmt.Errorf("%q is no verdict", a.Verdict)
	}
	if a.State != nil && *a.State == "" {
		return errors.New("its state is empty")
	}
	return nil
}

// answers are those of a run; none where there are none.
func (a response) answers() []answer {
	if a.Answers == nil {
		return nil
	}
	return *a.Answers
}

// declines reports a response that holds an error or a skip.
func (a response) declines() bool { return a.Error != nil || a.Skip != nil }

// err is what the adapter says of why it did not answer.
func (a response) err() error {
	switch {
	case a.Error != nil:
		return a.Error.err()
	case a.Skip != nil:
		return &conformance.SkipError{Reason: *a.Skip}
	}
	return nil
}

// seen returns what a response lets be seen: of each event, or the state alone
// where the request holds no event. The error says what the hello, or the
// request, does not allow.
func (a response) seen(r request, c conformance.Capabilities) ([]conformance.Observed, error) {
	switch {
	case r.Op == opRun:
		return a.run(r, c)
	case r.Op == opClose || a.declines():
		return nil, nil
	case r.Op == opEvent:
		one, err := answer{a.Verdict, a.State}.seen(c)
		return []conformance.Observed{one}, err
	}
	state, err := readable(a.State, c)
	return []conformance.Observed{{State: state}}, err
}

func (a response) run(r request, c conformance.Capabilities) ([]conformance.Observed, error) {
	given := len(a.answers())
	switch {
	case given > len(r.Events):
		return nil, fmt.Errorf("%d answers came to %d events", given, len(r.Events))
	case given < len(r.Events) && !a.declines():
		return nil, fmt.Errorf("%d answers came to %d events, and no error says why", given, len(r.Events))
	case given == len(r.Events) && a.declines():
		return nil, fmt.Errorf("every event is answered, and yet there is an error or a skip")
	}
	var all []conformance.Observed
	for i, one := range a.answers() {
		seen, err := one.seen(c)
		if err != nil {
			return nil, fmt.Errorf("answer %d: %w", i+1, err)
		}
		all = append(all, seen)
	}
	return all, nil
}

func (a answer) seen(c conformance.Capabilities) (conformance.Observed, error) {
	verdict := fsm.Verdict(a.Verdict)
	if accepts := verdict == conformance.VerdictAccepted; verdict != fsm.VerdictRejected && accepts != c.Accepts {
		return conformance.Observed{}, fmt.Errorf("the verdict is %s, and the hello does not list it", verdict)
	}
	state, err := readable(a.State, c)
	return conformance.Observed{Verdict: verdict, State: state}, err
}

// readable returns the state that was read, empty where none can be.
func readable(state *string, c conformance.Capabilities) (string, error) {
	switch {
	case state == nil && c.Statuses == nil:
		return "", nil
	case state == nil:
		return "", errors.New("the state is missing, and the hello says that it is read")
	case c.Statuses == nil:
		return "", fmt.Errorf("the state is %q, and the hello says that none is read", *state)
	}
	for _, word := range c.Statuses {
		if word == *state {
			return word, nil
		}
	}
	return "", fmt.Errorf("the state is %q, which the hello does not know", *state)
}
