package align_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/align"
	"github.com/Huzefaaa2/subsim/internal/history"
)

var events, states, both = history.Options{Kind: history.KindEvents}, history.Options{Kind: history.KindStates}, history.Options{Kind: history.KindBoth}

// cases are logs and their stories: what is changed, each with the place of its
// record from 1.
var cases = []struct {
	why     string
	options history.Options
	profile fsm.Profile
	log     string // EVENT, EVENT=STATE or =STATE
	want    string
}{
	{"what fits is left alone", events, fsm.Standard(), "activate renew cancel", ""},
	{"nothing to tell", events, fsm.Standard(), "", ""},
	{"what is done already fits", events, fsm.Standard(), "activate activate suspend suspend cancel expire", ""},

	// One thing is missing.
	{"nothing has begun: the beginning is missing", events, fsm.Standard(), "renew", "missing activate before 1"},
	{"whoever renews was resumed", events, fsm.Standard(), "activate suspend renew", "missing resume before 3"},
	{"whoever is resumed was suspended, and its record is at fault nowhere else", events, fsm.Standard(), "start_trial resume", "missing suspend before 2"},
	{"active knows reactivate already, but then it would do nothing; it brought something back", events, fsm.Standard(), "activate fail_renewal reactivate", "missing expire before 3"},
	{"recover would do nothing in active; it made good a failure", events, fsm.Standard(), "start_trial recover", "missing fail_renewal before 2"},
	{"an observation that differs: the change was not recorded", events, fsm.Standard(), "activate observe_suspended", "missing suspend before 2"},
	{"a decision from nothing", events, fsm.Standard(), "schedule_cancellation cancel", "missing start_trial before 1"},
	{"two are missing where one does not do", events, fsm.Marketplace(), "unschedule_cancellation recover resume suspend observe_suspended observe_active", "missing activate before 1, missing resume before 6"},

	// Cheaper to take out.
	{"a success after the end is late; nobody brings back by accident", events, fsm.Standard(), "activate cancel recover", "impossible recover at 3"},
	{"likewise a failure", events, fsm.Standard(), "activate expire fail_renewal", "impossible fail_renewal at 3"},
	{"the last one is at fault, not the end before it", events, fsm.Standard(), "activate cancel activate", "impossible activate at 3"},
	{"an observation does not bring back", events, fsm.Standard(), "activate cancel lose_contact observe_active", "impossible observe_active at 4"},
	{"a trial cannot come back", events, fsm.Standard(), "activate start_trial renew", "impossible start_trial at 2"},
	{"one event in a gap is not worth an observation", events, fsm.Standard(), "activate lose_contact renew observe_active", "impossible renew at 3"},

	// Much speaks for the dear one.
	{"two successes after the end are a life", events, fsm.Standard(), "activate cancel renew renew", "missing reactivate before 3"},
	{"the end is not recorded by accident, however long the life after it", events, fsm.Standard(), "activate cancel fail_renewal recover renew renew", "missing reactivate before 3"},
	{"two events in a gap: somebody saw it end", events, fsm.Standard(), "activate lose_contact renew suspend", "missing observe_active before 3"},
	{"without reactivate a life after the end cannot be; a long one says that there was no end", events, fsm.Strict(), "activate cancel renew renew renew", "impossible cancel at 2"},
	{"without reactivate, but a short one", events, fsm.Strict(), "activate cancel renew", "impossible renew at 3"},
	{"what the profile does not know cannot have happened", events, fsm.Marketplace(), "activate start_trial start_grace suspend", "impossible start_trial at 2, impossible start_grace at 3"},
	{"a return that the profile does not know cannot have happened", events, fsm.Strict(), "activate cancel reactivate", "impossible reactivate at 3"},

	// Logs that begin in the middle.
	{"anything may have been before", history.Options{Kind: history.KindEvents, Midway: true}, fsm.Standard(), "renew suspend", ""},
	{"only the first record is free", history.Options{Kind: history.KindEvents, Midway: true}, fsm.Standard(), "suspend renew", "missing resume before 2"},

	// States.
	{"each state is one step from the last", states, fsm.Standard(), "=trial =active =past_due =cancelled", ""},
	{"a return that is recorded costs nothing", states, fsm.Standard(), "=active =cancelled =active", ""},
	{"suspended goes nowhere but to active and the ends: active was passed over", states, fsm.Standard(), "=trial =active =suspended =past_due", "missing active before 4"},
	{"there is no way from past_due to trial", states, fsm.Standard(), "=trial =past_due =trial =active", "impossible trial at 3"},
	{"a first observation may find anything", states, fsm.Standard(), "=suspended", ""},
	{"back to past_due only through active, and that by a return", states, fsm.Standard(), "=active =cancelled =past_due", "impossible past_due at 3"},
	{"much life after the end", states, fsm.Standard(), "=active =cancelled =past_due =suspended", "missing active before 3"},
	{"an end turns into no other", states, fsm.Standard(), "=active =cancelled =expired", "impossible expired at 3"},
	{"a gap does not revive", states, fsm.Standard(), "=active =cancelled =unknown =active", "impossible active at 4"},
	{"in snapshots that may be passed over", history.Options{Kind: history.KindStates, Sampled: true}, fsm.Standard(), "=suspended =cancelled =past_due", ""},
	{"what no way leads to is impossible in snapshots, too", history.Options{Kind: history.KindStates, Sampled: true}, fsm.Strict(), "=active =cancelled =active", "impossible active at 3"},

	// Both.
	{"the event fits, so its state is doubted", both, fsm.Standard(), "activate=active renew=past_due renew=active", "disbelieved past_due at 2"},
	{"state and event agree with a missing one", both, fsm.Standard(), "activate=active suspend=suspended renew=active", "missing resume before 3"},
	{"a missing one that explains all is better than a doubt", both, fsm.Standard(), "activate=active suspend=suspended fail_renewal=past_due", "missing resume before 3"},
	{"a state alone needs its event", both, fsm.Standard(), "activate=active =past_due", "missing fail_renewal before 2"},
	{"a state alone is doubted where it would need a return", both, fsm.Standard(), "activate=active cancel=cancelled =active", "disbelieved active at 3"},
	{"late, and its state shows it", both, fsm.Standard(), "activate=active cancel=cancelled recover=cancelled", "impossible recover at 3"},
}

// read makes records of a case's log.
func read(log string) (records []history.Record) {
	for _, word := range strings.Fields(log) {
		event, state, _ := strings.Cut(word, "=")
		records = append(records, history.Record{Event: fsm.Event(event), State: fsm.State(state)})
	}
	return records
}

// told writes the changes of a story as in a case.
func told(story align.Story) string {
	var changes []string
	for m := range story.Moves() {
		name, where := string(m.Event), "at"
		if m.Event == "" || m.Kind == align.MoveDisbelieved {
			name = string(m.State)
		}
		if m.Kind == align.MoveMissing {
			where = "before"
		}
		if m.Kind != align.MoveKept {
			changes = append(changes, fmt.Sprintf("%s %s %s %d", m.Kind, name, where, m.Record+1))
		}
	}
	return strings.Join(changes, ", ")
}

// wrong returns the cases whose story is another than it should be.
func wrong(costs align.Costs) (complaints []string) {
	for _, c := range cases {
		rules := history.Compile(fsm.NewTable(c.profile), c.options)
		if got := told(align.New(rules, costs).Align(rules.Begin(), read(c.log))); got != c.want {
			complaints = append(complaints, fmt.Sprintf("%s: %s: %s; want %s", c.why, c.log, got, c.want))
		}
	}
	return complaints
}

func TestStories(t *testing.T) {
	for _, complaint := range wrong(align.Standard()) {
		t.Error(complaint)
	}
}

// TestEveryCostMatters: the cases notice each cost that is another.
func TestEveryCostMatters(t *testing.T) {
	for name, change := range map[string]func(*align.Costs){
		"missing as dear as taking out":        func(c *align.Costs) { c.Missing = 4 },
		"bringing back as cheap as any other":  func(c *align.Costs) { c.MissingDecision = 2 },
		"bringing back never":                  func(c *align.Costs) { c.MissingDecision = 9 },
		"taking out cheaper than missing":      func(c *align.Costs) { c.Impossible = 1 },
		"taking out dearer than bringing back": func(c *align.Costs) { c.Impossible = 6 },
		"an end as cheap as any other":         func(c *align.Costs) { c.ImpossibleTurn = 3 },
		"an end for ever":                      func(c *align.Costs) { c.ImpossibleTurn = 20 },
		"doubt cheaper than missing":           func(c *align.Costs) { c.Disbelieved = 1 },
		"doubt dearer than bringing back":      func(c *align.Costs) { c.Disbelieved = 6 },
	} {
		costs := align.Standard()
		change(&costs)
		if len(wrong(costs)) == 0 {
			t.Errorf("%s: no case notices", name)
		}
	}
}
