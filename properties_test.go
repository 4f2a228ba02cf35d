// The laws of the model, by number, as property tests over the public API: on
// random walks over legal and illegal events alike, for every built-in profile.
// Laws 12 to 15 speak of the clock and of order, which the player does not have
// yet. laws_test.go holds the predicates, laws_bite_test.go a broken subject for
// each, and mutants_test.go every change of one cell of the table.
package subsim_test

import (
	"context"
	"fmt"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/Huzefaaa2/subsim/fsm"
)

func TestLaw01Closed(t *testing.T)       { holds(t, 1) }
func TestLaw02Decided(t *testing.T)      { holds(t, 2) }
func TestLaw04Final(t *testing.T)        { holds(t, 4) }
func TestLaw05NoLaundering(t *testing.T) { holds(t, 5) }
func TestLaw06Confirmation(t *testing.T) { holds(t, 6) }
func TestLaw07Exit(t *testing.T)         { holds(t, 7) }
func TestLaw08Alive(t *testing.T)        { holds(t, 8) }
func TestLaw09Flag(t *testing.T)         { holds(t, 9) }
func TestLaw11CancelWins(t *testing.T)   { holds(t, 11) }
func TestLaw16Refinement(t *testing.T)   { holds(t, 16) }
func TestLaw18FailClosed(t *testing.T)   { holds(t, 18) }

// TestLaw03Inert also holds a live machine to it: what is not applied changes
// nothing but the set of seen ids.
func TestLaw03Inert(t *testing.T) {
	holds(t, 3)
	forEachProfile(t, func(t *testing.T, p fsm.Profile) { live(t, p, remembersInert) })
}

// TestLaw10Once: an event id delivered again changes nothing, whatever event it
// carries, and whatever became of it the first time.
func TestLaw10Once(t *testing.T) {
	forEachProfile(t, func(t *testing.T, p fsm.Profile) { live(t, p, once) })
}

// TestLaw17Agreement: the looplab machine, the compiled table over names and over
// indices, and the rows agree, in every cell and on random walks. The exported
// forms are held to the table in internal/export.
func TestLaw17Agreement(t *testing.T) {
	forEachProfile(t, func(t *testing.T, p fsm.Profile) {
		for _, c := range fsm.NewTable(p).Configurations() {
			for _, e := range fsm.Events() {
				if err := agreement(machineOn(p), p, c, e); err != nil {
					t.Error(err)
				}
			}
		}
		live(t, p, func(m remembering, _ string, e fsm.Event) error {
			return agreement(m, p, m.Snapshot().Configuration, e)
		})
	})
}

// holds checks a law on random walks, in every profile.
func holds(t *testing.T, number int) {
	t.Helper()
	l := laws[slices.IndexFunc(laws, func(l law) bool { return l.number == number })]
	forEachProfile(t, func(t *testing.T, p fsm.Profile) {
		sys, err := systemOf(fsm.Rows(), p)
		if err != nil {
			t.Fatal(err)
		}
		rapid.Check(t, func(t *rapid.T) {
			if err := l.holds(sys, walks(sys).Draw(t, "walk")); err != nil {
				t.Fatalf("law %d (%s): %v", l.number, l.name, err)
			}
		})
	})
}

func forEachProfile(t *testing.T, check func(*testing.T, fsm.Profile)) {
	t.Helper()
	for _, p := range fsm.Profiles() {
		t.Run(p.Name(), func(t *testing.T) { check(t, p) })
	}
}

// events draws legal and illegal events alike.
var events = rapid.SampledFrom(fsm.Events())

// walks draws walks that begin anywhere: before the start, or in the middle of a
// life, in any configuration and generation that the profile can reach.
func walks(sys system) *rapid.Generator[walk] {
	return rapid.Custom(func(t *rapid.T) (w walk) {
		at := starts(sys.profile).Draw(t, "start")
		for _, e := range rapid.SliceOfN(events, 1, 24).Draw(t, "events") {
			a, err := sys.answer(at, e)
			if err != nil {
				t.Fatalf("%s in %s, generation %d: %v", e, at, at.Generation, err)
			}
			w, at = append(w, a), a.To
		}
		return w
	})
}

// starts draws a configuration that the profile can reach, now and then in a
// later generation.
func starts(p fsm.Profile) *rapid.Generator[fsm.Configuration] {
	table := fsm.NewTable(p)
	var all []fsm.Configuration
	for _, c := range table.Configurations() {
		all = append(all, c)
		for _, generation := range []int{2, 7} {
			if c.Generation = generation; table.Check(c) == nil {
				all = append(all, c)
			}
		}
	}
	return rapid.SampledFrom(all)
}

// A remembering is a live subscription that knows what was delivered to it: the
// machine, or a broken one.
type remembering interface {
	Restore(fsm.Snapshot) error
	Deliver(context.Context, string, fsm.Event) (fsm.Step, error)
	Snapshot() fsm.Snapshot
}

// live drives a machine through random deliveries, fresh and repeated ones, and
// checks each of its answers.
func live(t *testing.T, p fsm.Profile, check func(m remembering, id string, e fsm.Event) error) {
	t.Helper()
	rapid.Check(t, func(t *rapid.T) {
		var ids []string
		machine := machineOn(p)
		if err := machine.Restore(fsm.Snapshot{Configuration: starts(p).Draw(t, "start")}); err != nil {
			t.Fatal(err)
		}
		deliver := func(t *rapid.T, id string) {
			if err := check(machine, id, events.Draw(t, "event")); err != nil {
				t.Fatal(err)
			}
		}
		t.Repeat(map[string]func(*rapid.T){
			"fire": func(t *rapid.T) { deliver(t, "") },
			"deliver": func(t *rapid.T) {
				ids = append(ids, fmt.Sprintf("d-%d", len(ids)))
				deliver(t, ids[len(ids)-1])
			},
			"deliver again": func(t *rapid.T) {
				if len(ids) == 0 {
					t.Skip("nothing was delivered yet")
				}
				deliver(t, rapid.SampledFrom(ids).Draw(t, "id"))
			},
		})
	})
}

func machineOn(p fsm.Profile) *fsm.Machine {
	machine, err := fsm.NewMachine(fsm.NewTable(p))
	if err != nil {
		panic(err)
	}
	return machine
}

// remembersInert checks what a subscription remembers after an answer: the
// configuration is another only where the event was applied, and the set of seen
// ids has grown by the event's own.
func remembersInert(m remembering, id string, e fsm.Event) error {
	before := m.Snapshot()
	step, err := m.Deliver(context.Background(), id, e)
	if err != nil {
		return err
	}
	after := m.Snapshot()
	if step.Verdict() != fsm.VerdictApplied && after.Configuration != before.Configuration {
		return fmt.Errorf("%s, and yet %+v became %+v", step, before.Configuration, after.Configuration)
	}
	want := before.Seen
	if id != "" && !slices.Contains(want, id) {
		want = append(slices.Clone(want), id)
		slices.Sort(want)
	}
	if !slices.Equal(after.Seen, want) {
		return fmt.Errorf("%s: seen was %v and is %v", step, before.Seen, after.Seen)
	}
	return nil
}

// once checks that an id that was seen is answered as a duplicate and changes
// nothing, and that a fresh one is not.
func once(m remembering, id string, e fsm.Event) error {
	before := m.Snapshot()
	seen := slices.Contains(before.Seen, id)
	step, err := m.Deliver(context.Background(), id, e)
	if err != nil {
		return err
	}
	if duplicate := step.Reason() == fsm.ReasonDuplicate; duplicate != seen {
		return fmt.Errorf("%s with id %q, which was seen: %t", step, id, seen)
	}
	if after := m.Snapshot(); seen && (step.Verdict() != fsm.VerdictIgnored || !reflect.DeepEqual(before, after)) {
		return fmt.Errorf("%s again: %+v became %+v", step, before, after)
	}
	return nil
}

// agreement compares the machine, the table over names, the table over indices
// and the row, in one cell. It leaves the machine after the event.
func agreement(m remembering, p fsm.Profile, c fsm.Configuration, e fsm.Event) error {
	table := fsm.NewTable(p)
	if err := m.Restore(fsm.Snapshot{Configuration: c}); err != nil {
		return err
	}
	fired, err := m.Deliver(context.Background(), "", e)
	if err != nil {
		return err
	}
	step, err := table.Step(c, e)
	if err != nil || step != fired {
		return fmt.Errorf("the machine says %s, generation %d, the table %s, generation %d (%v)", fired, fired.To().Generation, step, step.To().Generation, err)
	}
	i, _ := c.Index()
	index, _ := e.Index()
	next, _ := step.To().Index()
	cell := table.Cell(i, index)
	if cell.Next != next || cell.Verdict() != step.Verdict() || cell.Reason() != step.Reason() || cell.Begins() != (step.To().Generation > c.Generation) {
		return fmt.Errorf("the cell says %s (%s), the table %s", cell.Verdict(), cell.Reason(), step)
	}
	if row := table.Row(c.State, e); !fits(table, row, step) {
		return fmt.Errorf("the row says %s to %s, the table %s", row.Effect, row.To, step)
	}
	return nil
}

// fits reports whether a step is one that its row can have made.
func fits(table *fsm.Table, row fsm.Row, step fsm.Step) bool {
	if !table.Keeps(step.From().State, step.Event()) {
		return step.Verdict() == fsm.VerdictRejected
	}
	applied := step.Verdict() == fsm.VerdictApplied
	switch row.Effect {
	case fsm.EffectMove:
		return applied && step.To().State == row.To
	case fsm.EffectResolve:
		return applied && step.To().State == row.To || step.Reason() == fsm.ReasonUnreachable || step.Reason() == fsm.ReasonProfile
	case fsm.EffectKeep:
		return applied && step.To() == step.From()
	case fsm.EffectSchedule, fsm.EffectUnschedule:
		return step.To().CancellationScheduled == (row.Effect == fsm.EffectSchedule) && applied == (step.To() != step.From())
	case fsm.EffectIgnore:
		return step.Reason() == fsm.ReasonAlready
	}
	return step.Verdict() == fsm.VerdictRejected
}

// TestLawsAreNamed holds the tests to the numbers and names of fsm.Laws.
func TestLawsAreNamed(t *testing.T) {
	text, err := os.ReadFile("properties_test.go")
	if err != nil {
		t.Fatal(err)
	}
	source := string(text)
	word := regexp.MustCompile(`\w+`)
	for _, l := range fsm.Laws() {
		name := fmt.Sprintf("TestLaw%02d", l.Number)
		for _, w := range word.FindAllString(l.Name, -1) {
			name += strings.ToUpper(w[:1]) + w[1:]
		}
		if tested := strings.Contains(source, "func "+name+"("); tested == (l.Number >= 12 && l.Number <= 15) {
			t.Errorf("law %d, %s: tested as %s: %t", l.Number, l.Name, name, tested)
		}
	}
	for _, l := range laws {
		if fsm.Laws()[l.number-1].Name != l.name {
			t.Errorf("law %d is called %s, not %s", l.number, fsm.Laws()[l.number-1].Name, l.name)
		}
	}
}
