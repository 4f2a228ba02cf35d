package guard

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/describe"
)

// An engine tries everything that can be tried once: it runs a script in a fresh
// database, brings one subscription for each trial into its configuration while the
// guards are off, and tells what became of each trial in order. With nothing to say,
// a trial was let through.
type engine interface {
	try(t *testing.T, script string, trials []trial) []outcome
}

// A trial is an event for a subscription, a change by hand, or a beginning by hand.
type trial struct {
	ID       string `json:"id"`
	Before   place  `json:"before"`
	Begins   bool   `json:"begins"` // there is no subscription yet
	Event    string `json:"event"`  // empty: After is set by hand
	Refusals string `json:"refusals"`
	After    place  `json:"after"`
}

// A place is a configuration as the table of subscriptions holds it.
type place struct {
	State      string `json:"state"`
	Scheduled  bool   `json:"scheduled"`
	LastKnown  string `json:"last_known"`
	Generation int    `json:"generation"`
}

func placed(c fsm.Configuration) place {
	return place{c.State.String(), c.CancellationScheduled, c.LastKnown.String(), c.Generation}
}

// An outcome is what a trial left: what was raised, what the log holds, and where the
// subscription is.
type outcome struct {
	Said    string `json:"said"`
	Logged  string `json:"logged"` // verdict, reason and next, apart by blanks
	Now     place  `json:"now"`
	Present bool   `json:"present"`
}

// spell says in an engine's way how an event, or a change by hand, is refused.
type spell struct {
	event func(fsm.Step) string
	move  func(before, after fsm.Configuration, t *fsm.Table) string
}

// later puts a configuration into a generation that is not the first, where there
// can be one.
func later(t *fsm.Table, c fsm.Configuration) fsm.Configuration {
	again := c
	again.Generation = 3
	if t.Check(again) != nil {
		return c
	}
	return again
}

// cells are the trials of every event in every configuration, raising what is rejected
// or recording it, with what the table wants of each.
func cells(t *fsm.Table, s spell, modes ...string) (trials []trial, want []outcome) {
	for _, refusals := range modes {
		for _, c := range t.Configurations() {
			for _, e := range fsm.Events() {
				c = later(t, c)
				step := mustStep(t, c, e)
				trials = append(trials, trial{ID: fmt.Sprintf("%s/%s/%s", c, e, refusals), Before: placed(c), Event: string(e), Refusals: refusals})
				o := outcome{Now: placed(step.To()), Present: true}
				if step.Verdict() == fsm.VerdictRejected && refusals == "raise" {
					o.Said = s.event(step)
				} else {
					o.Logged = fmt.Sprintf("%s %s %s", step.Verdict(), step.Reason(), step.To())
				}
				want = append(want, o)
			}
		}
	}
	return trials, want
}

// moves are the trials of every change by hand from one configuration to another,
// with the generation kept and with the next, and of every beginning.
func moves(t *fsm.Table, s spell) (trials []trial, want []outcome) {
	all := t.Configurations()
	for _, begins := range []bool{true, false} {
		for _, before := range all {
			before = later(t, before)
			if begins && before.State != fsm.StateNone {
				continue
			}
			for _, after := range all {
				for _, more := range []int{0, 1} {
					after.Generation = before.Generation + more
					if (after.State == fsm.StateNone) != (after.Generation == 0) {
						continue // generation 0 belongs to none, and none to generation 0
					}
					trials = append(trials, trial{ID: fmt.Sprintf("%t/%s/%s/%d", begins, before, after, more), Before: placed(before), Begins: begins, After: placed(after)})
					want = append(want, moved(t, s, before, after, begins))
				}
			}
		}
	}
	return trials, want
}

// moved is what a change by hand ends in.
func moved(t *fsm.Table, s spell, before, after fsm.Configuration, begins bool) outcome {
	allowed := before == after
	for _, e := range fsm.Events() {
		step := mustStep(t, before, e)
		allowed = allowed || step.Verdict() == fsm.VerdictApplied && step.To() == after
	}
	switch {
	case allowed:
		return outcome{Now: placed(after), Present: true}
	case begins:
		return outcome{Said: s.move(before, after, t)}
	}
	return outcome{Said: s.move(before, after, t), Now: placed(before), Present: true}
}

// differences lists where an engine and the table are apart.
func differences(t *testing.T, e engine, script string, trials []trial, want []outcome) (apart []string) {
	t.Helper()
	got := e.try(t, script, trials)
	if len(got) != len(want) {
		t.Fatalf("%d outcomes of %d trials", len(got), len(want))
	}
	for i := range want {
		if got[i] != want[i] {
			apart = append(apart, fmt.Sprintf("%s: %+v; the table says %+v", trials[i].ID, got[i], want[i]))
		}
	}
	return apart
}

// agree holds an engine's guards against every cell and every move of all profiles.
func agree(t *testing.T, e engine, dialect string, s spell) {
	own, err := fsm.NewProfile("", "observe_active", "trial", "suspended/fail_renewal")
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range append(fsm.Profiles(), own) {
		table := fsm.NewTable(p)
		script := write(t, p, options(dialect))
		modes := []string{"raise"}
		if p == fsm.Standard() {
			modes = append(modes, "record")
		}
		events, wantEvents := cells(table, s, modes...)
		changes, wantChanges := moves(table, s)
		apart := differences(t, e, script, slices.Concat(events, changes), slices.Concat(wantEvents, wantChanges))
		if len(apart) > 0 {
			t.Errorf("%s, profile %s: %d differences:\n%s", dialect, p.Name(), len(apart), strings.Join(apart[:min(len(apart), 10)], "\n"))
		}
		t.Logf("%s, profile %s: %d cells (%s), %d changes by hand", dialect, p.Name(), len(events)/len(modes), strings.Join(modes, ", "), len(changes))
	}
}

// bite spoils the script in one place after the other, and wants that to be found.
func bite(t *testing.T, e engine, dialect string, s spell, more ...spoiling) {
	table := fsm.NewTable(fsm.Standard())
	events, wantEvents := cells(table, s, "raise", "record")
	changes, wantChanges := moves(table, s)
	trials, want := near(slices.Concat(events, changes), slices.Concat(wantEvents, wantChanges))
	sound := write(t, fsm.Standard(), options(dialect))
	if apart := differences(t, e, sound, trials, want); len(apart) > 0 {
		t.Errorf("%s, what nobody spoilt: %d differences", dialect, len(apart))
	}
	for _, test := range slices.Concat(spoilt, more) {
		if strings.Count(sound, test.old) != 1 {
			t.Fatalf("%s: the script holds %d times: %s", test.why, strings.Count(sound, test.old), test.old)
		}
		apart := differences(t, e, strings.Replace(sound, test.old, test.new, 1), trials, want)
		if len(apart) == 0 {
			t.Errorf("%s: nobody notices", test.why)
		}
		t.Logf("%s, %s: %d differences", dialect, test.why, len(apart))
	}
}

// near keeps the trials that begin where spoilt scripts differ.
func near(trials []trial, want []outcome) (kept []trial, wanted []outcome) {
	for i, trial := range trials {
		known := trial.Before.State == "active" || trial.Before.State == "cancelled" || trial.Before.State == "expired"
		if known || trial.Before.LastKnown == "cancelled" {
			kept, wanted = append(kept, trial), append(wanted, want[i])
		}
	}
	return kept, wanted
}

// A spoiling is one text for another.
type spoiling struct{ old, new, why string }

var spoilt = []spoiling{
	{"('cancelled', 'reactivate', 'applied', NULL, 'active', 1,", "('cancelled', 'reactivate', 'rejected', 'ended', 'cancelled', 0,", "a transition is missing"},
	{"('cancelled', 'recover', 'rejected', 'ended', 'cancelled', 0,", "('cancelled', 'recover', 'applied', NULL, 'active', 0,", "a late success revives"},
	{"('active', 'renew', 'applied', NULL, 'active', 0,", "('active', 'renew', 'ignored', 'already', 'active', 0,", "a step that keeps all is ignored"},
	{"('active+scheduled', 'renew', 'applied', NULL, 'active+scheduled', 0,", "('active+scheduled', 'renew', 'applied', NULL, 'active', 0,", "renew loses the scheduled cancellation"},
	{"('unknown<cancelled>', 'observe_active', 'rejected', 'unreachable', 'unknown<cancelled>', 0,", "('unknown<cancelled>', 'observe_active', 'applied', NULL, 'active', 0,", "a gap revives"},
	{"('expired', 'reactivate', 'applied', NULL, 'active', 1,", "('expired', 'reactivate', 'applied', NULL, 'active', 0,", "no generation begins"},
	{"('active', 'trial', 'no legal route to trial', 'not_allowed')", "('active', 'trial', 'no legal route to trial', 'ended')", "another reason for a change by hand"},
}

func TestTheMostTellingReason(t *testing.T) {
	for _, test := range []struct {
		profile       fsm.Profile
		before, after string
		want          fsm.Reason
		why           string
	}{
		{fsm.Standard(), "cancelled", "active", fsm.ReasonEnded, "reactivate would begin a generation, all else revives"},
		{fsm.Strict(), "cancelled", "active", fsm.ReasonProfile, "reactivate would, but it is removed"},
		{fsm.Standard(), "active", "trial", fsm.ReasonNotAllowed, "start_trial is asked, not the observation"},
		{fsm.Standard(), "unknown<cancelled>", "active", fsm.ReasonUnreachable, "observe_active is asked, no act"},
		{fsm.Standard(), "unknown<active>", "active", fsm.ReasonGap, "observe_active is applied, so it is the flag that cannot change"},
		{fsm.Standard(), "none", "active", fsm.ReasonNotStarted, "nothing is there that could carry a flag"},
		{fsm.Standard(), "expired", "cancelled", fsm.ReasonEnded, "cancel is ignored, but nothing moves it"},
		{fsm.Standard(), "suspended", "grace_period", fsm.ReasonNotAllowed, "grace comes before service is withheld"},
	} {
		before, err := fsm.ParseConfiguration(test.before)
		if err != nil {
			t.Fatal(err)
		}
		if got := refused(fsm.NewTable(test.profile), before, fsm.GoalState(fsm.State(test.after))); got != test.want {
			t.Errorf("%s -> %s: %s; want %s: %s", test.before, test.after, got, test.want, test.why)
		}
	}
}

// TestWordsWhereThereAreNone: what is legal and the way are told even so.
func TestWordsWhereThereAreNone(t *testing.T) {
	final, err := fsm.NewProfile("", "lose_contact", "reactivate")
	if err != nil {
		t.Fatal(err)
	}
	table := fsm.NewTable(final)
	cancelled := fsm.Configuration{State: fsm.StateCancelled, Generation: 1}
	for _, test := range [][3]string{
		{describe.Events(table.Legal(cancelled)), "nothing", "it is over"},
		{route(table, cancelled, fsm.GoalState(fsm.StateCancelled)), "it is in cancelled already", "no step is needed"},
		{route(table, cancelled, fsm.GoalState(fsm.StateActive)), "no legal route to active", "none leads there"},
	} {
		if test[0] != test[1] {
			t.Errorf("%s: %q; want %q", test[2], test[0], test[1])
		}
	}
}
