package fsm_test

import (
	"testing"

	"github.com/Huzefaaa2/subsim/fsm"
)

// A fold over a million subscriptions must leave nothing to collect.
func TestNoAllocations(t *testing.T) {
	table, at := fsm.NewTable(fsm.Standard()), fsm.Configuration{State: fsm.StateActive, Generation: 1}
	i, _ := at.Index()
	e, _ := fsm.EventCancel.Index()
	step, err := table.Step(at, fsm.EventRenew)
	if err != nil {
		t.Fatal(err)
	}
	for name, f := range map[string]func(){
		"Table.Cell":          func() { i = table.Cell(i, e).Next },
		"Table.Step":          func() { step, _ = table.Step(at, fsm.EventRenew) },
		"Table.Step, refused": func() { step, _ = table.Step(at, fsm.EventStartTrial) },
		"Step.Then":           func() { step, _ = step.Then(fsm.EventSuspend) },
		"Step.To":             func() { at = step.To() },
		"Step.Reason":         func() { sink += len(step.Reason()) },
		"Configuration.Index": func() { j, _ := at.Index(); sink += int(j) },
	} {
		if n := testing.AllocsPerRun(100, f); n != 0 {
			t.Errorf("%s allocates %v times", name, n)
		}
	}
}
