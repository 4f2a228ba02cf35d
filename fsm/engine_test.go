package fsm

import (
	"context"
	"slices"
	"testing"
)

// The verdict of a refusal is looplab's too: where the compiled table gives
// another, the machine answers neither. Only an engine of other rows can show
// it, so this test is an internal one.
func TestEngineDisagrees(t *testing.T) {
	rows := slices.DeleteFunc(Rows(), func(r Row) bool { return r.Event == EventRenew })
	rows = append(rows, Row{EventRenew, Sources(), EffectIgnore, StateNone, "a variant"})
	variant, err := Compile(rows, Standard())
	if err != nil {
		t.Fatal(err)
	}
	table := NewTable(Standard())
	machine := &Machine{table: table, engine: newEngine(variant.blueprint()), seen: map[string]bool{}}
	for _, event := range []Event{EventRenew, EventStartTrial, EventRenew} {
		before := machine.Configuration()
		step, err := machine.Deliver(context.Background(), string(event), event)
		if event != EventRenew {
			continue
		}
		if err == nil || step != (Step{}) || machine.Configuration() != before || machine.seen[string(event)] {
			t.Errorf("%v, %v in %v; want an error and nothing changed", step, err, machine.Configuration())
		}
	}
	if machine.State() != StateTrial {
		t.Errorf("the machine is in %v; want it to go on where the two agree", machine.State())
	}
}

// Every configuration of the model is a state of looplab's and back.
func TestEngineNames(t *testing.T) {
	if len(indexByName) != configurationCount {
		t.Errorf("%d names for %d configurations", len(indexByName), configurationCount)
	}
	engine := newEngine(NewTable(Standard()).blueprint())
	for i, name := range configurationNames {
		engine.restore(ConfigurationIndex(i))
		if engine.machine.Current() != name || indexByName[name] != engine.at || engine.at != ConfigurationIndex(i) {
			t.Errorf("%s is in %s, %d", name, engine.machine.Current(), engine.at)
		}
	}
}
