package replay_test

import (
	"bytes"
	"reflect"
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/replay"
)

func TestParseRates(t *testing.T) {
	r, err := replay.ParseRates("x", []byte(`about: Few words.
unknown: {observe_active: 2, observe: 0.5}
active: {renew: 0.03, lose_contact: 1e-3}
none: {activate: 1}
active+scheduled: {renew: 0}
`), fsm.NewTable(fsm.Store()))
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		why   string
		in    fsm.Configuration
		event fsm.Event
		want  float64
	}{
		{"as it is written", fsm.Configuration{State: fsm.StateActive}, fsm.EventRenew, 0.03},
		{"an exponent", fsm.Configuration{State: fsm.StateActive}, fsm.EventLoseContact, 0.001},
		{"the scheduled have one of their own", fsm.Configuration{State: fsm.StateActive, CancellationScheduled: true}, fsm.EventRenew, 0},
		{"and share the others", fsm.Configuration{State: fsm.StateActive, CancellationScheduled: true}, fsm.EventLoseContact, 0.001},
		{"all observations at once", fsm.Configuration{State: fsm.StateUnknown}, fsm.EventObserveTrial, 0.5},
		{"one by itself", fsm.Configuration{State: fsm.StateUnknown}, fsm.EventObserveActive, 2},
		{"what the profile removes has none", fsm.Configuration{State: fsm.StateUnknown}, fsm.EventObservePastDue, 0},
		{"what is left out does not happen", fsm.Configuration{State: fsm.StateActive}, fsm.EventCancel, 0},
	} {
		if got := r.Of(test.in, test.event); got != test.want {
			t.Errorf("%s: %v", test.why, got)
		}
	}
	checkRates(t, r, fsm.NewTable(fsm.Store()))
	strict := r.Under(fsm.NewTable(fsm.Marketplace()))
	if strict.Of(fsm.Configuration{State: fsm.StateUnknown}, fsm.EventObserveTrial) != 0 || strict.Of(fsm.Configuration{State: fsm.StateActive}, fsm.EventRenew) != 0.03 {
		t.Errorf("a profile leaves %+v", strict)
	}
}

// checkRates: rates are written as they read.
func checkRates(t *testing.T, r *replay.Rates, table *fsm.Table) {
	t.Helper()
	var text bytes.Buffer
	if err := replay.FormatRates(&text, r); err != nil {
		t.Fatal(err)
	}
	again, err := replay.ParseRates("again", text.Bytes(), table)
	if err != nil || !reflect.DeepEqual(again, r) {
		t.Fatalf("%+v\nis written as\n%s\nand read back as\n%+v\n%v", r, text.String(), again, err)
	}
}

func TestParseRatesRefuses(t *testing.T) {
	const begins = "none: {activate: 1}\n"
	for _, test := range []struct{ why, profile, text, want string }{
		{"nothing", "standard", "", "x: the file holds no set of rates"},
		{"a list", "standard", "[1]\n", "x:1:1: a file of rates is a mapping (got a list)"},
		{"two of them", "standard", begins + "---\n" + begins, "x:2:1: the file holds more than one set of rates"},
		{"nobody begins", "standard", "none: {activate: 0}\n", "x:1:1: no subscription ever begins"},
		{"a misspelt state", "standard", begins + "activ: {renew: 1}\n", `x:2:1: unknown key "activ" in a file of rates (did you mean active?)`},
		{"a misspelt event", "standard", begins + "active: {renw: 1}\n", `x:2:10: unknown key "renw" in active (did you mean renew?)`},
		{"a negative rate", "standard", begins + "active: {renew: -1}\n", "x:2:17: a rate is a number from 0 to 86400"},
		{"no number", "standard", begins + "active: {renew: .nan}\n", "x:2:17: a rate is a number from 0 to 86400"},
		{"too much", "standard", begins + "active: {renew: 86401}\n", "x:2:17: a rate is a number from 0 to 86400"},
		{"infinitely much", "standard", begins + "active: {renew: .inf}\n", "x:2:17: a rate is a number from 0 to 86400"},
		{"hexadecimal", "standard", begins + "active: {renew: 0x10}\n", "x:2:17: a rate is a number from 0 to 86400"},
		{"a list as a rate", "standard", begins + "active: {renew: [1]}\n", "x:2:17: a rate is a number from 0 to 86400, in events a day (got a list)"},
		{"no rate", "standard", begins + "active: {renew: }\n", `x:2:10: key "renew" has no value`},
		{"no rates", "standard", begins + "active: 1\n", "x:2:9: active is a mapping (got a text)"},
		{"twice", "standard", begins + "active: {renew: 1, renew: 2}\n", `x:2:20: key "renew" stands twice`},
		{"what is ignored there", "standard", begins + "active: {resume: 1}\n", "x:2:10: resume changes nothing in active, so it has no rate there"},
		{"what is rejected there", "standard", begins + "cancelled: {renew: 1}\n", "x:2:13: renew changes nothing in cancelled"},
		{"a scheduled trial", "standard", begins + "trial+scheduled: {schedule_cancellation: 1}\n", "x:2:19: schedule_cancellation changes nothing in trial+scheduled"},
		{"an ended state carries no flag", "standard", begins + "expired+scheduled: {reactivate: 1}\n", `x:2:1: unknown key "expired+scheduled"`},
		{"an event the profile removes", "strict", begins + "expired: {reactivate: 1}\n", "x:2:11: profile strict removes reactivate in expired"},
		{"a state the profile removes", "store", begins + "past_due: {recover: 1}\n", "x:2:1: profile store has no state past_due"},
		{"a state the event leads to is removed", "store", begins + "active: {fail_renewal: 1}\n", "x:2:10: profile store removes fail_renewal in active"},
		{"observe is for gaps", "standard", begins + "active: {observe: 1}\n", `x:2:10: unknown key "observe" in active`},
		{"an observation of a known state", "standard", begins + "active: {observe_active: 1}\n", "x:2:10: observe_active changes nothing in active"},
		{"all at once", "strict", "activ: {renew: 1}\nactive: {renew: -1, recover: 2}\n", "x:1:1: unknown key \"activ\" in a file of rates (did you mean active?)\nx:2:17: a rate is a number from 0 to 86400, in events a day\nx:2:21: recover changes nothing in active"},
	} {
		p, _ := fsm.ParseProfile(test.profile)
		r, err := replay.ParseRates("x", []byte(test.text), fsm.NewTable(p))
		if r != nil || err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %+v\n%v\nwant %s", test.why, r, err, test.want)
		}
	}
}

// FuzzParseRates wants every input to end in rates that are written as they read, or in
// problems whose places are in the file.
func FuzzParseRates(f *testing.F) {
	for _, seed := range []string{
		"none: {activate: 1}\nactive: {renew: 0.03}\nunknown: {observe: 1, observe_trial: 2}\n",
		"about: |\n  x\n\nnone: {start_trial: 1e-2}\ntrial+scheduled: {cancel: .5}\n",
		"none: &a {activate: 1}\ntrial: *a\n",
	} {
		f.Add([]byte(seed))
	}
	table := fsm.NewTable(fsm.Standard())
	f.Fuzz(func(t *testing.T, text []byte) {
		got, err := replay.ParseRates("fuzz.yaml", text, table)
		if err != nil {
			checkProblems(t, string(text), err)
			return
		}
		checkRates(t, got, table)
	})
}
