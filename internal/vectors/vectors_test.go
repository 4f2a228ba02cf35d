package vectors

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/suite"
)

func of(t *testing.T, p fsm.Profile, o suite.Observation, level int, events ...fsm.Event) *Set {
	t.Helper()
	m, err := suite.NewModel(fsm.NewTable(p), events, o)
	if err != nil {
		t.Fatal(err)
	}
	return Of(m, level)
}

// A line is a vector as a stranger reads it.
type line struct {
	ID     string
	Level  int
	Cell   string
	Events []string
	Expect []struct{ Verdict, State string }
}

// lines writes a set and reads it back.
func lines(t *testing.T, s *Set) (all []line) {
	t.Helper()
	var file bytes.Buffer
	if err := Write(&file, s.Vectors); err != nil {
		t.Fatal(err)
	}
	for text := range bytes.Lines(file.Bytes()) {
		var l line
		if err := json.Unmarshal(text, &l); err != nil {
			t.Fatal(err)
		}
		all = append(all, l)
	}
	return all
}

// A runner runs vectors against a table that may have a wrong cell, and returns
// the ids of those that fail. It knows nothing of suites.
func runner(lines []line, table *fsm.Table, wrong func(fsm.Configuration, fsm.Event) bool) (failed []string) {
	for _, l := range lines {
		at := fsm.Configuration{}
		for i, event := range l.Events {
			step, err := table.Step(at, fsm.Event(event))
			if err != nil {
				panic(err)
			}
			verdict, to := step.Verdict(), step.To()
			if wrong(at, step.Event()) {
				verdict, to = fsm.VerdictRejected, at
			}
			if at = to; string(verdict) != l.Expect[i].Verdict || at.State.String() != l.Expect[i].State {
				failed = append(failed, l.ID)
				break
			}
		}
	}
	return failed
}

func never(fsm.Configuration, fsm.Event) bool { return false }

// TestTheReferencePassesAndMutantsFail: on every level, and a wrong cell fails a
// vector that is about it.
func TestTheReferencePassesAndMutantsFail(t *testing.T) {
	for _, p := range fsm.Profiles() {
		all := lines(t, of(t, p, suite.StateReadable(), 2))
		if failed := runner(all, fsm.NewTable(p), never); len(failed) > 0 {
			t.Errorf("%s: the reference fails %q", p.Name(), failed)
		}
	}
	all := lines(t, of(t, fsm.Standard(), suite.StateReadable(), 2))
	failed := runner(all, fsm.NewTable(fsm.Standard()), func(c fsm.Configuration, e fsm.Event) bool {
		return c.State == fsm.StatePastDue && e == fsm.EventCancel
	})
	about := slices.ContainsFunc(all, func(l line) bool { return l.Cell == "past_due/cancel" && slices.Contains(failed, l.ID) })
	if len(failed) == 0 || len(failed) > len(all)/10 || !about {
		t.Errorf("a refused cell fails %d of %d", len(failed), len(all))
	}
	failed = runner(all, fsm.NewTable(fsm.Strict()), never)
	if len(failed) == 0 {
		t.Error("strict passes the vectors of standard")
	}
}

// TestIDsAreStable: an id is that of the content. A change here breaks everybody
// who has written an id down.
func TestIDsAreStable(t *testing.T) {
	golden := map[string]string{
		"extend_trial":                        "92c6f15d42f9c4df",
		"activate":                            "cc4624b8ee71d632",
		"observe_past_due cancel":             "7298792d83974483",
		"observe_cancelled recover":           "2f0f21409147fe81",
		"activate lose_contact observe_trial": "a794c1689271c7ad",
	}
	ids := map[string]string{}
	for _, v := range of(t, fsm.Standard(), suite.StateReadable(), 2).Vectors {
		var names []string
		for _, e := range v.Events {
			names = append(names, string(e))
		}
		ids[strings.Join(names, " ")] = v.ID
	}
	for events, id := range golden {
		if ids[events] != id {
			t.Errorf("the id of %s is %s and not %s", events, ids[events], id)
		}
	}
}

// TestIDsSayWhatIsMeant: what means the same has the same id on every level and
// under every name; what does not has another.
func TestIDsSayWhatIsMeant(t *testing.T) {
	at := func(s *Set) string { return s.Vectors[0].ID }
	standard := of(t, fsm.Standard(), suite.StateReadable(), 1)
	higher := of(t, fsm.Standard(), suite.StateReadable(), 3)
	seen := map[string]bool{}
	for _, v := range higher.Vectors {
		if seen[v.ID] {
			t.Fatalf("%s is there twice", v.ID)
		}
		seen[v.ID] = true
	}
	for _, v := range standard.Vectors {
		if !seen[v.ID] {
			t.Errorf("%s of level 1 is missing on level 3", v.ID)
		}
	}
	ours, err := fsm.NewProfile("ours", "reactivate")
	if err != nil {
		t.Fatal(err)
	}
	if at(of(t, ours, suite.StateReadable(), 1)) != at(of(t, fsm.Strict(), suite.StateReadable(), 1)) {
		t.Error("a name changes an id")
	}
	for what, other := range map[string]*Set{
		"the profile":     of(t, fsm.Strict(), suite.StateReadable(), 1),
		"the observation": of(t, fsm.Standard(), suite.Coarse(), 1),
	} {
		if at(other) == at(standard) {
			t.Errorf("%s does not change an id", what)
		}
	}
}

// TestSorted: by length; the same bytes every time.
func TestSorted(t *testing.T) {
	set := of(t, fsm.Standard(), suite.AnswersOnly(), 2)
	if !slices.IsSortedFunc(set.Vectors, func(a, b Vector) int { return len(a.Events) - len(b.Events) }) {
		t.Error("a longer vector comes before a shorter one")
	}
	var first, second bytes.Buffer
	if err := Write(&first, set.Vectors); err != nil {
		t.Fatal(err)
	}
	if err := Write(&second, of(t, fsm.Standard(), suite.AnswersOnly(), 2).Vectors); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(first.Bytes(), second.Bytes()) || bytes.Contains(first.Bytes(), []byte(`"state"`)) {
		t.Error("the bytes differ, or a state is read that cannot be")
	}
}

// TestManifest: it counts what is there, and what higher levels find is no less.
func TestManifest(t *testing.T) {
	few := []fsm.Event{fsm.EventActivate, fsm.EventSuspend, fsm.EventResume, fsm.EventCancel, fsm.EventScheduleCancellation}
	set := of(t, fsm.Standard(), suite.Coarse(), 3, few...)
	m, err := set.Manifest()
	if err != nil {
		t.Fatal(err)
	}
	vectors, delivered := 0, 0
	for i, level := range m.Levels {
		vectors += level.Vectors
		delivered += level.Delivered
		for _, k := range []Kills{level.OneCell, level.OneHidden} {
			if k.Faults == 0 || k.Killed+k.Equivalent > k.Faults || (k.Rate == 1) != (k.Killed+k.Equivalent == k.Faults) {
				t.Errorf("level %d: %+v", level.Level, k)
			}
		}
		if i > 0 && level.OneHidden.Killed < m.Levels[i-1].OneHidden.Killed {
			t.Errorf("level %d finds less than the one below", level.Level)
		}
	}
	if vectors != m.Vectors || vectors != len(set.Vectors) || delivered != m.Delivered {
		t.Errorf("%d vectors and %d events are counted by level, %d and %d in all", vectors, delivered, m.Vectors, m.Delivered)
	}
	if last := m.Levels[2]; last.OneCell.Rate != 1 || last.OneHidden.Rate != 1 || m.Levels[0].OneHidden.Rate == 1 {
		t.Errorf("a complete suite is not complete, or the tour is: %+v, %+v", last, m.Levels[0])
	}
	if len(m.Beyond) == 0 || m.Statuses["none"] != "none" || m.Statuses["active"] != "live" {
		t.Errorf("beyond: %q, statuses: %q", m.Beyond, m.Statuses)
	}
}
