package conformance

import (
	"context"
	"testing"

	"github.com/Huzefaaa2/subsim/fsm"
)

// A table is a subject that answers as a table does, with some things wrong.
type tabled struct {
	table *fsm.Table
	at    fsm.Configuration
	wrong func(from fsm.Configuration, e fsm.Event, v fsm.Verdict, to fsm.Configuration) (fsm.Verdict, fsm.Configuration)
}

func (s *tabled) Deliver(_ context.Context, e fsm.Event) (fsm.Verdict, error) {
	step, err := s.table.Step(s.at, e)
	if err != nil {
		return "", err
	}
	verdict, to := step.Verdict(), step.To()
	if s.wrong != nil {
		verdict, to = s.wrong(s.at, e, verdict, to)
	}
	s.at = to
	return verdict, nil
}

func (s *tabled) ReadState(context.Context) (string, error) { return s.at.State.String(), nil }

func TestScratch(t *testing.T) {
	type wrong = func(from fsm.Configuration, e fsm.Event, v fsm.Verdict, to fsm.Configuration) (fsm.Verdict, fsm.Configuration)
	for name, w := range map[string]wrong{
		"right": nil,
		"lost flag": func(from fsm.Configuration, e fsm.Event, v fsm.Verdict, to fsm.Configuration) (fsm.Verdict, fsm.Configuration) {
			if e == fsm.EventRenew && from.State == fsm.StateActive {
				to.CancellationScheduled = false
			}
			return v, to
		},
		"rejected changes": func(from fsm.Configuration, e fsm.Event, v fsm.Verdict, to fsm.Configuration) (fsm.Verdict, fsm.Configuration) {
			if e == fsm.EventActivate && from.State == fsm.StatePastDue {
				to.CancellationScheduled = true
			}
			return v, to
		},
		"refuses recover": func(from fsm.Configuration, e fsm.Event, v fsm.Verdict, to fsm.Configuration) (fsm.Verdict, fsm.Configuration) {
			if e == fsm.EventRecover && from.State == fsm.StateSuspended {
				return fsm.VerdictRejected, from
			}
			return v, to
		},
		"refuses cancel": func(from fsm.Configuration, e fsm.Event, v fsm.Verdict, to fsm.Configuration) (fsm.Verdict, fsm.Configuration) {
			if e == fsm.EventCancel && from.State == fsm.StateSuspended {
				return fsm.VerdictRejected, from
			}
			return v, to
		},
	} {
		t.Run(name, func(t *testing.T) {
			for level := range 4 {
				d := InProcess(func() Subject { return &tabled{table: fsm.NewTable(fsm.Standard()), wrong: w} }, Capabilities{})
				r, err := Check(context.Background(), d, Options{Level: level})
				if err != nil {
					t.Fatal(err)
				}
				t.Log(r.Verdict, r.Because, r.Levels, len(r.Findings))
				for _, f := range r.Findings {
					t.Log("   ", f.Key(), f.Events, f.Message, f.Cases)
				}
				if r.Stricter != nil {
					t.Log(r.Stricter.Name(), r.Refused)
				}
			}
		})
	}
}
