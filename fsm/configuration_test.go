package fsm_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/Huzefaaa2/subsim/fsm"
)

// configuration parses one that must be possible.
func configuration(t *testing.T, text string) fsm.Configuration {
	t.Helper()
	c, err := fsm.ParseConfiguration(text)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// impossible lists what no subscription can be under standard.
var impossible = []struct {
	fsm.Configuration
	why string
}{
	{fsm.Configuration{State: "nonsense", Generation: 1}, "a state outside the vocabulary"},
	{fsm.Configuration{State: "none"}, "not started is the empty state, none is how it is written"},
	{fsm.Configuration{State: fsm.StateUnknown, LastKnown: "nonsense", Generation: 1}, "a last known state outside the vocabulary"},
	{fsm.Configuration{State: fsm.StateUnknown, LastKnown: fsm.StateUnknown, Generation: 1}, "a gap was known before the gap"},
	{fsm.Configuration{State: fsm.StateActive, LastKnown: fsm.StateTrial, Generation: 1}, "a last known state without a gap"},
	{fsm.Configuration{CancellationScheduled: true}, "a flag before the start"},
	{fsm.Configuration{State: fsm.StateExpired, CancellationScheduled: true, Generation: 1}, "a flag on what expired"},
	{fsm.Configuration{State: fsm.StateCancelled, CancellationScheduled: true, Generation: 1}, "a flag on what was cancelled"},
	{fsm.Configuration{State: fsm.StateUnknown, CancellationScheduled: true, Generation: 1}, "a flag on a gap after nothing"},
	{fsm.Configuration{State: fsm.StateUnknown, CancellationScheduled: true, LastKnown: fsm.StateExpired, Generation: 1}, "a flag on a gap after an end"},
	{fsm.Configuration{Generation: 1}, "a generation before the start"},
	{fsm.Configuration{State: fsm.StateActive}, "a start without a generation"},
	{fsm.Configuration{State: fsm.StateActive, Generation: -1}, "a generation below 0"},
	{fsm.Configuration{State: fsm.StateTrial, Generation: 2}, "no event leads to a trial after reactivate"},
	{fsm.Configuration{State: fsm.StateUnknown, LastKnown: fsm.StateTrial, Generation: 2}, "nor to a gap after that trial"},
	{fsm.Configuration{State: fsm.StateUnknown, Generation: 2}, "a gap before the start precedes every reactivate"},
}

func TestConfigurationOfAnIndex(t *testing.T) {
	found := 0
	for i := range 256 {
		c, possible := fsm.ConfigurationIndex(i).Configuration()
		if !possible {
			continue
		}
		found++
		if back, _ := c.Index(); back != fsm.ConfigurationIndex(i) {
			t.Errorf("index %d stands for %s, whose index is %d", i, c, back)
		}
		if started := c.State != fsm.StateNone; started != (c.Generation == 1) {
			t.Errorf("%s is in generation %d", c, c.Generation)
		}
	}
	if found != 26 {
		t.Errorf("%d indices stand for a configuration", found)
	}
}

func TestConfigurationRoundTrip(t *testing.T) {
	all := fsm.NewTable(fsm.Standard()).Configurations()
	if len(all) != 26 {
		t.Fatalf("%d configurations; the model says 26", len(all))
	}
	for i, c := range all {
		if parsed, err := fsm.ParseConfiguration(c.String()); err != nil || parsed != c {
			t.Errorf("%q: %+v, %v; want %+v", c, parsed, err, c)
		}
		if index, possible := c.Index(); int(index) != i || !possible {
			t.Errorf("%s has index %d, %t; want %d", c, index, possible, i)
		}
	}
}

func TestParseConfiguration(t *testing.T) {
	for _, test := range []struct {
		text string
		want fsm.Configuration
		why  string
	}{
		{"none", fsm.Configuration{}, "not started is in generation 0"},
		{"unknown", fsm.Configuration{State: fsm.StateUnknown, Generation: 1}, "short for unknown<none>"},
		{"unknown<none>", fsm.Configuration{State: fsm.StateUnknown, Generation: 1}, "nothing was known before the gap"},
		{"unknown<active+scheduled>", fsm.Configuration{fsm.StateUnknown, true, fsm.StateActive, 1}, "in a gap the flag belongs to what was known"},
	} {
		t.Run(test.text, func(t *testing.T) {
			if c, err := fsm.ParseConfiguration(test.text); err != nil || c != test.want {
				t.Errorf("%+v, %v; want %+v: %s", c, err, test.want, test.why)
			}
		})
	}
}

func TestParseConfigurationRefuses(t *testing.T) {
	const misnamed, impossible = "NameError", "ConfigurationError"
	for _, test := range []struct{ text, want, why string }{
		{"", misnamed, "nothing is not a name"},
		{"canceled", misnamed, "a state misspelt"},
		{"Active", misnamed, "names are lower case"},
		{"unknown<>", misnamed, "the gap after nothing is written unknown<none>"},
		{"unknown<active", misnamed, "a bracket is missing"},
		{"unknown<activ>", misnamed, "the last known state misspelt"},
		{"unknown<unknown<active>>", misnamed, "gaps do not nest"},
		{"active+scheduled+scheduled", misnamed, "a decision stands or does not"},
		{"+scheduled", misnamed, "a flag on no state"},
		{"active ", misnamed, "nothing is trimmed"},
		{"unknown<unknown>", impossible, "a gap is not known"},
		{"none+scheduled", impossible, "nothing to end yet"},
		{"expired+scheduled", impossible, "ended states carry no flag"},
		{"unknown+scheduled", impossible, "nor does a gap after nothing"},
		{"unknown<cancelled+scheduled>", impossible, "nor a gap after an end"},
	} {
		t.Run(test.text, func(t *testing.T) {
			c, err := fsm.ParseConfiguration(test.text)
			if c != (fsm.Configuration{}) || kind(err) != test.want {
				t.Errorf("%+v, %v; want a %s: %s", c, err, test.want, test.why)
			}
		})
	}
}

// kind returns the type of an error of bad input, without its package.
func kind(err error) string {
	var misnamed *fsm.NameError
	var impossible *fsm.ConfigurationError
	switch {
	case errors.As(err, &misnamed):
		return "NameError"
	case errors.As(err, &impossible) && impossible.Problem != "":
		return "ConfigurationError"
	}
	return "no error of bad input"
}

func TestConfigurationKnown(t *testing.T) {
	for _, test := range []struct{ from, want, why string }{
		{"active+scheduled", "active+scheduled", "a known state is known"},
		{"unknown<active+scheduled>", "active+scheduled", "a gap keeps the flag"},
		{"unknown<cancelled>", "cancelled", "an end too is remembered"},
		{"unknown<none>", "none", "nothing was known, so nothing had begun"},
	} {
		t.Run(test.from, func(t *testing.T) {
			if known := configuration(t, test.from).Known(); known != configuration(t, test.want) {
				t.Errorf("%+v; want %s: %s", known, test.want, test.why)
			}
		})
	}
}

func TestTableCheck(t *testing.T) {
	standard := fsm.NewTable(fsm.Standard())
	for _, test := range impossible {
		t.Run(test.why, func(t *testing.T) {
			refuses(t, standard, test.Configuration)
		})
	}
	for _, test := range []struct {
		profile fsm.Profile
		c       fsm.Configuration
		why     string
	}{
		{fsm.Strict(), fsm.Configuration{State: fsm.StateActive, Generation: 2}, "strict brings nothing back"},
		{fsm.Marketplace(), fsm.Configuration{State: fsm.StateUnknown, LastKnown: fsm.StateActive, Generation: 2}, "nor does marketplace"},
		{fsm.Store(), fsm.Configuration{State: fsm.StatePastDue, Generation: 1}, "store has no past_due"},
		{fsm.Store(), fsm.Configuration{State: fsm.StateUnknown, LastKnown: fsm.StatePastDue, Generation: 1}, "nor can it have been known"},
		{without(t, "start_trial", "observe_trial"), fsm.Configuration{State: fsm.StateTrial, Generation: 1}, "a state that is kept, but that nothing leads to"},
		{without(t, "activate"), fsm.Configuration{State: fsm.StateTrial, Generation: 3}, "still no way back to a trial"},
	} {
		t.Run(test.why, func(t *testing.T) {
			refuses(t, fsm.NewTable(test.profile), test.c)
		})
	}
	for _, test := range []struct {
		c   fsm.Configuration
		why string
	}{
		{fsm.Configuration{}, "not started"},
		{fsm.Configuration{State: fsm.StateActive, Generation: 2}, "reactivated once"},
		{fsm.Configuration{State: fsm.StateCancelled, Generation: 1 << 40}, "as often as one likes"},
		{fsm.Configuration{fsm.StateUnknown, true, fsm.StateSuspended, 2}, "a gap in a further generation"},
	} {
		t.Run(test.why, func(t *testing.T) {
			if err := standard.Check(test.c); err != nil {
				t.Error(err)
			}
			if _, err := standard.Step(test.c, fsm.EventCancel); err != nil {
				t.Error(err)
			}
		})
	}
}

// refuses fails unless a table takes a configuration for impossible, whatever
// it is asked.
func refuses(t *testing.T, table *fsm.Table, c fsm.Configuration) {
	t.Helper()
	if err := table.Check(c); kind(err) == "no error of bad input" {
		t.Errorf("%+v: %v", c, err)
	}
	for _, event := range append(fsm.Events(), "nonsense") {
		if step, err := table.Step(c, event); err == nil || step != (fsm.Step{}) {
			t.Errorf("%s in %+v: %v, %v; want no step", event, c, step, err)
		}
	}
	if legal := table.Legal(c); len(legal) != 0 {
		t.Errorf("in %+v these are legal: %v", c, legal)
	}
	if route, found := table.Route(c, fsm.GoalState(c.State)); found {
		t.Errorf("from %+v there is a route: %v", c, route)
	}
}

// Where only reactivate leads to a state, it begins in generation 2.
func TestTableConfigurationsLater(t *testing.T) {
	table := fsm.NewTable(without(t, "activate", "observe_active", "recover", "resume"))
	active := fsm.Configuration{State: fsm.StateActive, Generation: 2}
	if !slices.Contains(table.Configurations(), active) || table.Check(active) != nil {
		t.Errorf("%+v is not among %+v", active, table.Configurations())
	}
	refuses(t, table, fsm.Configuration{State: fsm.StateActive, Generation: 1})
}

func TestTableConfigurations(t *testing.T) {
	for _, test := range []struct {
		profile fsm.Profile
		want    int
		why     string
	}{
		{fsm.Standard(), 26, "1 + 5×2 + 2 + 13"},
		{fsm.Strict(), 26, "every state is kept; only further generations go"},
		{fsm.Processor(), 22, "one live state goes, plain and scheduled, known and before a gap"},
		{fsm.Store(), 22, "the same"},
		{fsm.Marketplace(), 12, "1 + 2×2 + 1 + 6"},
		{without(t, "unknown"), 13, "without gaps only the known ones are left"},
		{without(t, "schedule_cancellation"), 16, "nothing sets the flag: 1 + 5 + 2 + 8"},
	} {
		t.Run(test.profile.Name(), func(t *testing.T) {
			all := fsm.NewTable(test.profile).Configurations()
			if len(all) != test.want {
				t.Errorf("%d: %v; want %d: %s", len(all), all, test.want, test.why)
			}
			for _, c := range all {
				if err := fsm.NewTable(test.profile).Check(c); err != nil {
					t.Error(err)
				}
			}
		})
	}
}
