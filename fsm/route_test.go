package fsm_test

import (
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/fsm"
)

func TestRoute(t *testing.T) {
	standard := fsm.Standard()
	for _, test := range []struct {
		profile fsm.Profile
		from    string
		to      fsm.State
		want    string
		why     string
	}{
		{standard, "active", "active", "there", "it is there already"},
		{standard, "none", "trial", "start_trial", "an act comes before observe_trial, which is as short"},
		{standard, "none", "suspended", "observe_suspended", "one observation is shorter than two acts"},
		{without(t, "observe_suspended"), "none", "suspended", "start_trial suspend", "start_trial comes before activate, which is as short"},
		{standard, "suspended", "active", "recover", "recover comes before resume, which is as short"},
		{standard, "cancelled", "past_due", "reactivate fail_renewal", "through a new generation"},
		{standard, "unknown<active>", "cancelled", "observe_cancelled", "no act is legal in a gap"},
		{standard, "unknown<cancelled>", "active", "observe_cancelled reactivate", "a gap never revives"},
		{standard, "active", "unknown", "lose_contact", "a gap is a state to go to"},
		{standard, "active", "trial", "none", "nothing goes back to a trial"},
		{standard, "active", "none", "none", "nothing leads back before the start"},
		{fsm.Strict(), "cancelled", "active", "none", "strict brings nothing back"},
		{fsm.Processor(), "active", "grace_period", "none", "the profile has no such state"},
		{standard, "active", "nonsense", "none", "nor has anybody"},
	} {
		t.Run(test.profile.Name()+": "+test.from+" to "+string(test.to), func(t *testing.T) {
			table := fsm.NewTable(test.profile)
			steps, found := table.Route(configuration(t, test.from), fsm.GoalState(test.to))
			got := strings.Join(events(steps), " ")
			if found && got == "" {
				got = "there"
			} else if !found {
				got += "none"
			}
			if got != test.want {
				t.Errorf("%q; want %q: %s", got, test.want, test.why)
			}
			at := configuration(t, test.from)
			for _, step := range steps {
				if step.From() != at || step.Verdict() != fsm.VerdictApplied {
					t.Errorf("%v does not go on from %v", step, at)
				}
				at = step.To()
			}
		})
	}
}

func TestTableGoal(t *testing.T) {
	for _, test := range []struct {
		event     fsm.Event
		goal, why string
	}{
		{fsm.EventActivate, "active", "where it moves to"},
		{fsm.EventExtendTrial, "trial", "it moves nowhere: where it is applied"},
		{fsm.EventFailRenewal, "past_due", "it loops too, but moves elsewhere"},
		{fsm.EventScheduleCancellation, "a live state with a scheduled cancellation", "what it sets"},
		{fsm.EventUnscheduleCancellation, "a live state without a scheduled cancellation", "what it takes back"},
		{fsm.EventObserveExpired, "expired", "what it observes"},
		{"nonsense", "nothing", "no row, no goal"},
	} {
		t.Run(string(test.event), func(t *testing.T) {
			if goal := fsm.NewTable(fsm.Standard()).Goal(test.event); goal.String() != test.goal {
				t.Errorf("%v; want %s: %s", goal, test.goal, test.why)
			}
		})
	}
}

// A live state with a scheduled cancellation is not reached by a gap that
// carries the flag.
func TestGoalScheduled(t *testing.T) {
	table := fsm.NewTable(fsm.Standard())
	steps, found := table.Route(configuration(t, "unknown<active+scheduled>"), table.Goal(fsm.EventUnscheduleCancellation))
	if got := strings.Join(events(steps), " "); !found || got != "observe_active unschedule_cancellation" {
		t.Errorf("%q; want the gap to end first", got)
	}
}
