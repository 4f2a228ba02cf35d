package scenarios_test

import (
	"context"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/replay"
)

// folded is an instance on the compiled table instead of the machine. It answers
// honestly unless it has a lie to tell.
type folded struct {
	table *fsm.Table
	at    fsm.Configuration
	seen  map[string]bool
	lie   func(f *folded, honest replay.Answer) replay.Answer
	last  replay.Answer // the last one applied
}

func (f *folded) Restore(s fsm.Snapshot) error {
	f.at, f.last, f.seen = s.Configuration, replay.Answer{}, map[string]bool{}
	for _, id := range s.Seen {
		f.seen[id] = true
	}
	return f.table.Check(f.at)
}

func (f *folded) Deliver(_ context.Context, id string, e fsm.Event) (replay.Answer, error) {
	answer, err := f.honest(id, e)
	if err != nil {
		return answer, err
	}
	if f.lie != nil {
		answer = f.lie(f, answer)
	}
	if f.at = answer.To; answer.Verdict == fsm.VerdictApplied {
		f.last = answer
	}
	return answer, nil
}

func (f *folded) honest(id string, e fsm.Event) (replay.Answer, error) {
	if id != "" && f.seen[id] {
		return replay.Answer{Event: e, From: f.at, To: f.at, Verdict: fsm.VerdictIgnored, Reason: fsm.ReasonDuplicate}, nil
	}
	f.seen[id] = true
	step, err := f.table.Step(f.at, e)
	return replay.AnswerOf(step), err
}
