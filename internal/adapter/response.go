package adapter

import (
	"errors"
	"slices"

	"github.com/Huzefaaa2/subsim/conformance"
)

// A response is one message of an adapter, the answer to a hello apart; the op
// says which of its members there can be.
type response struct {
	N       int64     `json:"n"`
	Verdict string    `json:"verdict,omitempty"`
	State   *string   `json:"state,omitempty"`
	Answers *[]answer `json:"answers,omitempty"`
	Error   *failure  `json:"error,omitempty"`
	Skip    *string   `json:"skip,omitempty"`
}

// An answer is what became of one event of a run.
type answer struct {
	Verdict string  `json:"verdict"`
	State   *string `json:"state,omitempty"`
}

// A failure says that the adapter could not do what it was asked to.
type failure struct {
	Definite *bool  `json:"definite"`
	Message  string `json:"message"`
}

// err is the failure as the kit knows it.
func (f failure) err() error {
	if *f.Definite {
		return &conformance.DefiniteError{Message: f.Message}
	}
	return errors.New(f.Message)
}

// shapes holds, by op, the members of an answer; those that must be there first.
var shapes = map[op]struct {
	known  []string
	needed int
}{
	opHello:   {[]string{"n", "protocol", "name", "version", "events", "verdicts", "reads", "statuses", "seed", "clock", "policy", "batch", "once", "parallel"}, 3},
	opOpen:    {[]string{"n", "state"}, 1},
	opEvent:   {[]string{"n", "verdict", "state"}, 2},
	opRun:     {[]string{"n", "answers"}, 2},
	opAdvance: {[]string{"n", "state"}, 1},
	opClose:   {[]string{"n"}, 1},
}

// known returns the members of an answer to a request in which some members were
// found. An error or a skip stands alone, but for the answers before it.
func known(o op, found []string) (known []string, needed int) {
	for _, instead := range []string{"error", "skip"} {
		switch {
		case !slices.Contains(found, instead):
		case o == opRun:
			return []string{"n", instead, "answers"}, 2
		default:
			return []string{"n", instead}, 2
		}
	}
	return shapes[o].known, shapes[o].needed
}

// decode reads the answer to a request into a response or a helloResponse.
func decode(line []byte, r request, into any) error {
	found, err := names(line)
	if err == nil {
		all, needed := known(r.Op, found)
		err = fits(found, all, needed)
	}
	if err == nil {
		err = fill(line, into)
	}
	if err != nil {
		return babbled(line, "the answer is no message: %v", err)
	}
	return nil
}

// read reads the answer to any request but a hello: what was seen after each
// event, or the state alone where the request holds none. An error beside it says
// why there is no more.
func read(line []byte, r request, c conformance.Capabilities) ([]conformance.Observed, error) {
	var a response
	if err := decode(line, r, &a); err != nil {
		return nil, err
	}
	if err := a.shape(r); err != nil {
		return nil, babbled(line, "the answer is no message: %v", err)
	}
	seen, err := a.seen(r, c)
	if err != nil {
		return nil, lied(line, "%v", err)
	}
	return seen, a.err()
}
