// Package subsim_test holds the laws of docs/model.md, by number, over the
// public API of package fsm. The predicates stand in laws_test.go, the systems
// and walks that they judge in system_test.go; here they meet the model, on
// every short walk and on random long ones, under every built-in profile and
// under drawn ones. TestEveryLawBites shows that each can fail. Laws 12 to 15
// need a clock or a player.
//
// When rapid finds a broken law it prints the command that repeats the walk, and
// keeps the walk in testdata/rapid.
package subsim_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/Huzefaaa2/subsim/fsm"
)

func TestLaw01Closed(t *testing.T)       { underEveryProfile(t, 1, walkTable) }
func TestLaw02Decided(t *testing.T)      { underEveryProfile(t, 2, walkTable) }
func TestLaw03Inert(t *testing.T)        { underEveryProfile(t, 3, walkMachine) }
func TestLaw04Final(t *testing.T)        { underEveryProfile(t, 4, walkTable) }
func TestLaw05NoLaundering(t *testing.T) { underEveryProfile(t, 5, walkTable) }
func TestLaw06Confirmation(t *testing.T) { underEveryProfile(t, 6, walkTable) }
func TestLaw07Exit(t *testing.T)         { underEveryProfile(t, 7, walkTable) }
func TestLaw08Alive(t *testing.T)        { underEveryProfile(t, 8, walkTable) }
func TestLaw09Flag(t *testing.T)         { underEveryProfile(t, 9, walkTable) }
func TestLaw10Once(t *testing.T)         { underEveryProfile(t, 10, walkMachine) }
func TestLaw11CancelWins(t *testing.T)   { underEveryProfile(t, 11, shuffle) }
func TestLaw12Order(t *testing.T)        { onThePlayer(t, 12, drawOccurred) }
func TestLaw13Jump(t *testing.T)         { onThePlayer(t, 13, drawDelivered) }
func TestLaw14NoSkip(t *testing.T)       { onThePlayer(t, 14, drawDelivered) }
func TestLaw15SameBytes(t *testing.T)    { onThePlayer(t, 15, drawDelivered) }
func TestLaw16Refinement(t *testing.T)   { underEveryProfile(t, 16, walkTable) }

// The exported forms, law 17's third party, are compared with the table in the
// tests of internal/export.
func TestLaw17Agreement(t *testing.T)  { underEveryProfile(t, 17, walkMachine) }
func TestLaw18FailClosed(t *testing.T) { underEveryProfile(t, 18, walkTable) }

// underEveryProfile checks a law on every short walk and on random ones: under
// each built-in profile, and under drawn ones. Laws 6 to 8 are a drawn profile's
// own choice, as long as it was warned; TestWarningsAreDue has the rest of that.
func underEveryProfile(t *testing.T, number int, walks func(*rapid.T, law, *system)) {
	t.Parallel()
	l := numbered(t, number)
	for _, profile := range fsm.Profiles() {
		t.Run(profile.Name(), func(t *testing.T) {
			s := builtin(profile)
			for w := range s.short {
				hold(t, l, s, w)
			}
			rapid.Check(t, func(t *rapid.T) { walks(t, l, s) })
		})
	}
	t.Run("drawn", rapid.MakeCheck(func(t *rapid.T) {
		profile := drawProfile(t)
		if !warned(fsm.NewTable(profile), number) {
			walks(t, l, builtin(profile))
		}
	}))
}

func numbered(t *testing.T, number int) law {
	t.Helper()
	all := laws()
	i := slices.IndexFunc(all, func(l law) bool { return l.number == number })
	if i < 0 {
		t.Fatalf("law %d has no predicate in laws()", number)
	}
	return all[i]
}

// hold fails with the walk on which a law is broken, or that came to nothing.
func hold(t rapid.TB, l law, s *system, w walk) {
	t.Helper()
	if err := l.holds(s, w); err != nil {
		shown := w.shrunk(err)
		t.Fatalf("law %d (%s) is broken under %s: %v, after\n%s\nsave and replay:\n%s",
			l.number, l.name, s.profile.Name(), err, w, counterexample(l.number, l.name, shown.played, shown.scenario(s)))
	}
	if last := w[len(w)-1]; last.err != nil {
		t.Fatalf("%s, after\n%s", last, w)
	}
}

// walkTable judges a walk over legal and illegal events alike.
func walkTable(t *rapid.T, l law, s *system) {
	at := drawStart(t, s)
	var w walk
	for range rapid.IntRange(1, 50).Draw(t, "length") {
		d := s.ask(at, drawEvent(t, s, at))
		if w, at = append(w, d), d.to; d.err != nil {
			break
		}
	}
	hold(t, l, s, w)
}

// walkMachine judges the life of a live machine after each thing that can happen
// to it: a new event, one without an id, an id once more with whatever event,
// and the move of its snapshot into another machine.
func walkMachine(t *rapid.T, l law, s *system) {
	m := newMachine(t, s, fsm.Snapshot{Configuration: drawStart(t, s)})
	var w walk
	tell := func(t *rapid.T, id string) {
		w = append(w, deliver(m, id, drawEvent(t, s, m.Snapshot().Configuration)))
	}
	t.Repeat(map[string]func(*rapid.T){
		"new":   func(t *rapid.T) { tell(t, fmt.Sprintf("event %d", len(w))) },
		"no id": func(t *rapid.T) { tell(t, "") },
		"again": func(t *rapid.T) {
			if len(m.Snapshot().Seen) == 0 {
				t.Skip("nothing was seen yet")
			}
			tell(t, rapid.SampledFrom(m.Snapshot().Seen).Draw(t, "id"))
		},
		"restore": func(t *rapid.T) { m = newMachine(t, s, m.Snapshot()) },
		"": func(t *rapid.T) {
			if len(w) > 0 {
				hold(t, l, s, w)
			}
		},
	})
}

// shuffle judges a set of events, cancel among them and none of its rivals, in a
// drawn order on a live machine.
func shuffle(t *rapid.T, l law, s *system) {
	start := drawStart(t, s)
	if !live(start.State) {
		return
	}
	set := append(rapid.SliceOfN(rapid.SampledFrom(peaceful), 0, 12).Draw(t, "others"), fsm.EventCancel)
	m := newMachine(t, s, fsm.Snapshot{Configuration: start})
	var w walk
	for i, e := range rapid.Permutation(set).Draw(t, "order") {
		w = append(w, deliver(m, fmt.Sprintf("event %d", i), e))
	}
	hold(t, l, s, w)
}

func newMachine(t *rapid.T, s *system, from fsm.Snapshot) machine {
	m, err := s.machine()
	if err == nil {
		err = m.Restore(from)
	}
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// drawStart draws a configuration that the system can reach, in any generation
// that it can have.
func drawStart(t *rapid.T, s *system) fsm.Configuration {
	c := rapid.SampledFrom(s.reach(fsm.Configuration{}).order).Draw(t, "start")
	later := c
	later.Generation += rapid.IntRange(0, 3).Draw(t, "further generations")
	if _, err := s.step(later, fsm.EventCancel); err != nil {
		return c
	}
	return later
}

// drawEvent draws any event, or one that is applied, so that walks get far.
func drawEvent(t *rapid.T, s *system, at fsm.Configuration) fsm.Event {
	applied := slices.DeleteFunc(fsm.Events(), func(e fsm.Event) bool {
		return s.ask(at, e).verdict != fsm.VerdictApplied
	})
	if len(applied) == 0 || rapid.Bool().Draw(t, "whatever") {
		applied = everyEvent
	}
	return rapid.SampledFrom(applied).Draw(t, "event")
}

// drawProfile draws a profile as a user may write one.
func drawProfile(t *rapid.T) fsm.Profile {
	names := fsm.Droppable()
	wholes := len(eight) + len(everyEvent)
	dropped := rapid.SliceOfNDistinct(rapid.SampledFrom(names[:wholes]), 0, 4, rapid.ID).Draw(t, "without")
	dropped = append(dropped, rapid.SliceOfNDistinct(rapid.SampledFrom(names[wholes:]), 0, 6, rapid.ID).Draw(t, "nor the cells")...)
	profile, err := fsm.NewProfile("drawn", dropped...)
	if err != nil {
		t.Fatal(err)
	}
	return profile
}

func warned(table *fsm.Table, number int) bool {
	return slices.ContainsFunc(table.Warnings(), func(w fsm.Warning) bool { return w.Law.Number == number })
}

// TestWarningsAreDue: a drawn profile is warned of exactly those of laws 6 to 8
// that it breaks.
func TestWarningsAreDue(t *testing.T) {
	t.Parallel()
	breakable := []law{numbered(t, 6), numbered(t, 7), numbered(t, 8)}
	rapid.Check(t, func(t *rapid.T) {
		profile := drawProfile(t)
		table, broken := fsm.NewTable(profile), builtin(profile).broken(breakable)
		for _, l := range breakable {
			if err := broken[l.number]; (err != nil) != warned(table, l.number) {
				t.Errorf("without %v the warnings are %v; law %d: %v", profile.Without(), table.Warnings(), l.number, err)
			}
		}
	})
}

// TestLawsAreNamed: each law of [fsm.Laws] has a predicate of its name, and a
// test of its number and name.
func TestLawsAreNamed(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "properties_test.go", nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	tests := map[string]bool{}
	for _, d := range file.Decls {
		if f, ok := d.(*ast.FuncDecl); ok && strings.HasPrefix(f.Name.Name, "TestLaw") {
			tests[f.Name.Name] = true
		}
	}
	delete(tests, "TestLawsAreNamed")
	named := map[int]string{}
	for _, l := range laws() {
		named[l.number] = l.name
	}
	for _, l := range timedLaws() {
		named[l.number] = l.name
	}
	for _, l := range fsm.Laws() {
		name := testName(l)
		if !tests[name] {
			t.Errorf("law %d (%s) has no test %s", l.Number, l.Name, name)
		}
		if named[l.Number] != l.Name {
			t.Errorf("law %d is called %s, its predicate %q", l.Number, l.Name, named[l.Number])
		}
		delete(tests, name)
	}
	for name := range tests {
		t.Errorf("%s is named after no law", name)
	}
}

// testName writes TestLaw05NoLaundering for law 5, no laundering.
func testName(l fsm.Law) string {
	name := fmt.Sprintf("TestLaw%02d", l.Number)
	for _, word := range strings.Fields(l.Name) {
		name += strings.ToUpper(word[:1]) + word[1:]
	}
	return name
}
