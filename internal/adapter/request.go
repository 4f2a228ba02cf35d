package adapter

import (
	"encoding/json"
	"fmt"

	"github.com/Huzefaaa2/subsim/fsm"
)

// Version is the version of the protocol.
const Version = 1

// MaxParallel is how many subscriptions an adapter may offer to be asked about at
// the same time.
const MaxParallel = 64

// An op is what a request asks for.
type op string

const (
	opHello   op = "hello"
	opOpen    op = "open"
	opEvent   op = "event"
	opRun     op = "run"
	opAdvance op = "advance"
	opClose   op = "close"
)

// A Model says in the hello which model the implementation is held against.
type Model struct {
	Version int    `json:"version"` // of the model's format
	Digest  string `json:"digest"`
}

// A request is one message to an adapter.
type request struct {
	N             int64              `json:"n"`
	Op            op                 `json:"op"`
	Protocol      int                `json:"protocol,omitempty"`
	Model         *Model             `json:"model,omitempty"`
	Session       string             `json:"session,omitempty"`
	Configuration *fsm.Configuration `json:"configuration,omitempty"`
	Event         fsm.Event          `json:"event,omitempty"`
	ID            string             `json:"id,omitempty"`
	Events        []fsm.Event        `json:"events,omitempty"`
	By            string             `json:"by,omitempty"`
}

// String names the request for people: "event activate (request 3)".
func (r request) String() string {
	what := string(r.Op)
	switch r.Op {
	case opOpen:
		if r.Configuration != nil {
			what += " in " + r.Configuration.String()
		}
	case opEvent:
		what += " " + string(r.Event)
	case opRun:
		what += fmt.Sprintf(" of %d events", len(r.Events))
	case opAdvance:
		what += " by " + r.By
	}
	return fmt.Sprintf("%s (request %d)", what, r.N)
}

// line writes a message as one line, its newline included.
func line(message any) []byte {
	text, err := json.Marshal(message)
	if err != nil {
		panic("adapter: a message cannot be written: " + err.Error()) // an event or state outside the vocabulary
	}
	return append(text, '\n')
}
