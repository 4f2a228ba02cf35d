package fsm_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/fsm"
)

// written is the step table as the model's page writes it, by hand and apart
// from the rows: →s applied, self applied and kept, flag only the scheduled
// cancellation changes, = ignored, a dot rejected.
const written = `
event                   none          trial         active        past_due      grace_period suspended  expired    cancelled  unknown
start_trial             →trial        =             .             .             .            .          .          .          .
extend_trial            .             self          .             .             .            .          .          .          .
activate                →active       →active       =             .             .            .          .          .          .
renew                   .             .             self          .             .            .          .          .          .
fail_renewal            .             →past_due     →past_due     self          self         self       .          .          .
start_grace             .             →grace_period →grace_period →grace_period =            .          .          .          .
recover                 .             .             =             →active       →active      →active    .          .          .
suspend                 .             →suspended    →suspended    →suspended    →suspended   =          .          .          .
resume                  .             .             =             .             .            →active    .          .          .
schedule_cancellation   .             flag          flag          flag          flag         flag       =          =          .
unschedule_cancellation .             flag          flag          flag          flag         flag       .          .          .
cancel                  .             →cancelled    →cancelled    →cancelled    →cancelled   →cancelled =          =          .
expire                  .             →expired      →expired      →expired      →expired     →expired   =          =          .
reactivate              .             .             =             .             .            .          →active    →active    .
lose_contact            →unknown      →unknown      →unknown      →unknown      →unknown     →unknown   →unknown   →unknown   =
`

// follows says in which states a gap may end, by the last known one: also by
// hand.
var follows = map[fsm.State]string{
	"trial":        "trial active past_due grace_period suspended expired cancelled",
	"active":       "active past_due grace_period suspended expired cancelled",
	"past_due":     "active past_due grace_period suspended expired cancelled",
	"grace_period": "active past_due grace_period suspended expired cancelled",
	"suspended":    "active past_due grace_period suspended expired cancelled",
	"expired":      "expired",
	"cancelled":    "cancelled",
}

// expected says what the page says of an event: the configuration after it, its
// generation left aside, and the verdict.
func expected(page map[fsm.Event]map[fsm.State]string, c fsm.Configuration, e fsm.Event) (fsm.Configuration, fsm.Verdict) {
	moved := func(to fsm.State) fsm.Configuration {
		next := fsm.Configuration{State: to, CancellationScheduled: c.CancellationScheduled}
		if to == "expired" || to == "cancelled" {
			next.CancellationScheduled = false
		}
		if to == "unknown" {
			next.LastKnown = c.State
		}
		return next
	}
	c.Generation = 0
	if observed, observes := strings.CutPrefix(string(e), "observe_"); observes {
		to := fsm.State(observed)
		switch {
		case c.State == fsm.StateNone, c.State == "unknown" && c.LastKnown == fsm.StateNone:
			return moved(to), fsm.VerdictApplied
		case c.State == "unknown" && slices.Contains(strings.Fields(follows[c.LastKnown]), observed):
			return moved(to), fsm.VerdictApplied
		case c.State == to:
			return c, fsm.VerdictIgnored
		}
		return c, fsm.VerdictRejected
	}
	switch cell := page[e][c.State]; cell {
	case "self":
		return c, fsm.VerdictApplied
	case "flag":
		schedules := e == "schedule_cancellation"
		if c.CancellationScheduled == schedules {
			return c, fsm.VerdictIgnored
		}
		c.CancellationScheduled = schedules
		return c, fsm.VerdictApplied
	case "=":
		return c, fsm.VerdictIgnored
	case ".":
		return c, fsm.VerdictRejected
	default:
		return moved(fsm.State(strings.TrimPrefix(cell, "→"))), fsm.VerdictApplied
	}
}

// Every answer of the standard table is worked out a second way, from the page.
func TestTableIsTheModel(t *testing.T) {
	lines := strings.Split(strings.TrimSpace(written), "\n")
	states := strings.Fields(lines[0])[1:]
	page := map[fsm.Event]map[fsm.State]string{}
	for _, line := range lines[1:] {
		fields := strings.Fields(line)
		cells := map[fsm.State]string{}
		for i, cell := range fields[1:] {
			cells[fsm.State(strings.TrimSuffix(states[i], "none"))] = cell
		}
		page[fsm.Event(fields[0])] = cells
	}
	table := fsm.NewTable(fsm.Standard())
	for _, c := range table.Configurations() {
		for _, event := range fsm.Events() {
			step, err := table.Step(c, event)
			if err != nil {
				t.Fatal(err)
			}
			to, verdict := expected(page, c, event)
			to.Generation = c.Generation
			if verdict == fsm.VerdictApplied && (c.State == fsm.StateNone || event == "reactivate") {
				to.Generation++
			}
			if step.To() != to || step.Verdict() != verdict {
				t.Errorf("%v, generation %d; the page says %s, %v", step, step.To().Generation, verdict, to)
			}
		}
	}
}

// 25 of the 42 ordered pairs of distinct known states are one step apart.
func TestTablePairs(t *testing.T) {
	table := fsm.NewTable(fsm.Standard())
	pairs := map[[2]fsm.State]bool{}
	for _, from := range fsm.States()[:7] {
		for _, event := range fsm.Events() {
			step, err := table.Step(fsm.Configuration{State: from, Generation: 1}, event)
			if to := step.To().State; err == nil && to != from && to != fsm.StateUnknown {
				pairs[[2]fsm.State{from, to}] = true
			}
		}
	}
	if len(pairs) != 25 {
		t.Errorf("%d pairs; the model says 25", len(pairs))
	}
}

func TestTableLegal(t *testing.T) {
	for _, test := range []struct {
		profile       fsm.Profile
		in, want, why string
	}{
		{fsm.Standard(), "cancelled", "lose_contact reactivate", "nothing else leaves an end"},
		{fsm.Strict(), "cancelled", "lose_contact", "under strict nothing but a gap does"},
		{without(t, "reactivate", "lose_contact"), "cancelled", "", "an end for good"},
		{fsm.Standard(), "unknown<expired>", "observe_expired", "a gap after an end"},
		{fsm.Marketplace(), "none", "activate lose_contact observe_active observe_cancelled observe_suspended", "begun or found, in the states there are"},
		{fsm.Standard(), "suspended+scheduled", "cancel expire fail_renewal lose_contact recover resume unschedule_cancellation", "taking back is legal, scheduling again is not"},
	} {
		t.Run(test.profile.Name()+": "+test.in, func(t *testing.T) {
			var names []string
			for _, event := range fsm.NewTable(test.profile).Legal(configuration(t, test.in)) {
				names = append(names, string(event))
			}
			if got := strings.Join(names, " "); got != test.want {
				t.Errorf("%q; want %q: %s", got, test.want, test.why)
			}
		})
	}
}

func TestTableStepRefuses(t *testing.T) {
	table := fsm.NewTable(fsm.Standard())
	for _, event := range []fsm.Event{"", "active", "Cancel", "observe_unknown"} {
		if step, err := table.Step(configuration(t, "active"), event); kind(err) != "NameError" || step != (fsm.Step{}) {
			t.Errorf("%q: %v, %v; want a NameError", event, step, err)
		}
	}
}

func TestTableKeeps(t *testing.T) {
	for _, test := range []struct {
		profile fsm.Profile
		in      fsm.State
		event   fsm.Event
		want    bool
		why     string
	}{
		{fsm.Store(), fsm.StateActive, fsm.EventFailRenewal, false, "the target is dropped"},
		{fsm.Store(), fsm.StatePastDue, fsm.EventSuspend, false, "the source is dropped"},
		{fsm.Store(), fsm.StateGracePeriod, fsm.EventFailRenewal, true, "it loops where it is kept"},
		{fsm.Strict(), fsm.StateActive, fsm.EventReactivate, false, "the event is dropped, even where it is ignored"},
		{fsm.Marketplace(), fsm.StateCancelled, fsm.EventExpire, true, "ignored, it leads nowhere"},
		{fsm.Marketplace(), fsm.StateActive, fsm.EventExpire, false, "applied, it leads to what is dropped"},
		{fsm.Standard(), fsm.StateActive, fsm.EventStartTrial, true, "a rejection is a cell too"},
	} {
		t.Run(test.profile.Name()+": "+string(test.event)+" in "+string(test.in), func(t *testing.T) {
			if got := fsm.NewTable(test.profile).Keeps(test.in, test.event); got != test.want {
				t.Errorf("%t; %s", got, test.why)
			}
		})
	}
}

// Cells answer as steps do, and nothing where there is nothing to answer.
func TestTableCell(t *testing.T) {
	for _, profile := range fsm.Profiles() {
		table := fsm.NewTable(profile)
		answered := 0
		for _, c := range table.Configurations() {
			for _, event := range fsm.Events() {
				i, _ := c.Index()
				e, _ := event.Index()
				cell := table.Cell(i, e)
				step, err := table.Step(c, event)
				next, _ := step.To().Index()
				if err != nil || cell.Verdict() != step.Verdict() || cell.Reason() != step.Reason() || cell.Next != next || cell.Begins() != (step.To().Generation > c.Generation) {
					t.Errorf("%s: %v, %v; the cell says %s (%s), %d", profile.Name(), step, err, cell.Verdict(), cell.Reason(), cell.Next)
				}
				answered++
			}
		}
		for c := range 256 {
			for e := range 256 {
				if table.Cell(fsm.ConfigurationIndex(c), fsm.EventIndex(e)) != (fsm.Cell{}) {
					answered--
				}
			}
		}
		if answered != 0 {
			t.Errorf("%s: %d cells more or less than the profile has", profile.Name(), -answered)
		}
	}
}

// What is not there rejects.
func TestZeroValues(t *testing.T) {
	var cell fsm.Cell
	if cell.Verdict() != fsm.VerdictRejected || cell.Begins() || cell.Next != 0 {
		t.Errorf("the zero cell is %s", cell.Verdict())
	}
	var step fsm.Step
	if step.Verdict() != fsm.VerdictRejected || step.Event() != "" || step.From() != (fsm.Configuration{}) || step.To() != (fsm.Configuration{}) {
		t.Errorf("the zero step is %v", step)
	}
	if route, found := step.Route(); found || len(route)+len(step.Legal()) != 0 || step.Why() != "" || step.Because() != "" || step.Explain() == "" {
		t.Errorf("the zero step explains %q", step.Explain())
	}
	if (fsm.Goal{}).Reached(fsm.Configuration{}) {
		t.Error("the zero goal is reached")
	}
	table := fsm.NewTable(fsm.Profile{})
	if route, found := table.Route(fsm.Configuration{}, fsm.Goal{}); found {
		t.Errorf("a route leads to the zero goal: %v", route)
	}
	if len(table.Configurations()) != 26 || len(table.Warnings()) != 0 {
		t.Error("the zero profile removes something")
	}
	if row := table.Row("nonsense", fsm.EventCancel); row.Event != "" || table.Keeps("nonsense", fsm.EventCancel) || table.Keeps(fsm.StateActive, "nonsense") {
		t.Errorf("a name outside the vocabulary has the row %v", row)
	}
}
