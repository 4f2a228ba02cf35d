package picture

import (
	"encoding/xml"
	"regexp"
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/fsm"
)

// walked returns the path that events take from a state.
func walked(t testing.TB, table *fsm.Table, start fsm.State, events ...fsm.Event) Path {
	t.Helper()
	at := fsm.Configuration{State: start}
	if start != fsm.StateNone {
		at.Generation = 1
	}
	path := Path{Start: start}
	for _, e := range events {
		step, err := table.Step(at, e)
		if err != nil {
			t.Fatal(err)
		}
		path.Legs = append(path.Legs, Leg{From: at.State, Event: e, To: step.To().State, Verdict: step.Verdict(), Reason: step.Reason()})
		at = step.To()
	}
	return path
}

// long is a path that passes nearly everything.
func long(t testing.TB, table *fsm.Table) Path {
	return walked(t, table, fsm.StateNone, "start_trial", "extend_trial", "activate", "renew", "resume", "fail_renewal", "fail_renewal",
		"start_grace", "schedule_cancellation", "renew", "recover", "fail_renewal", "start_grace", "suspend", "activate", "recover",
		"lose_contact", "renew", "observe_active", "cancel", "recover", "cancel", "reactivate", "suspend")
}

func TestPathsAreTold(t *testing.T) {
	table := fsm.NewTable(fsm.Standard())
	path := long(t, table)
	text := written(t, table, Options{Path: &path})
	for why, want := range map[string]string{
		"the whole way in words":            `The path begins in none. 1: start_trial, none to trial. 2: extend_trial in trial. 3: `,
		"what was ignored":                  `5: resume in active is ignored (already).`,
		"what was rejected, and the end":    `21: recover in cancelled is rejected (ended). `,
		"the end":                           ` It ends in suspended.</desc>`,
		"a line that was taken twice":       `id="edge-past_due-grace_period" class="edge trouble taken"><title>to grace_period: start_grace in past_due (taken: 8: start_grace, past_due to grace_period; 13: `,
		"a line that was not taken is pale": `id="edge-trial-past_due" class="edge trouble idle"`,
		"a state that was passed":           `id="state-cancelled" class="state blocked visited"`,
		"a state that was not":              `id="state-expired" class="state blocked published unvisited"`,
		"numbers on the line":               `<g class="step">`,
		"a rejection where it came":         `>✕ 21</text>`,
		"what was ignored where it came":    `>= 22</text>`,
		"what kept a state":                 `>↻ 4 renew</text>`,
		"where a gap began":                 `y="675">active</text>`,
		"what was seen":                     `>observe_active</text>`,
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%s: no %s", why, want)
		}
	}
}

// TestPartsOfPaths are those that a short path has, and a long one hides.
func TestPartsOfPaths(t *testing.T) {
	table := fsm.NewTable(fsm.Standard())
	drawn := func(start fsm.State, events ...fsm.Event) string {
		path := walked(t, table, start, events...)
		return written(t, table, Options{Path: &path})
	}
	kept := &way{numbers: []int{7, 9}, events: []fsm.Event{fsm.EventFailRenewal}}
	for _, test := range []struct{ text, want, why string }{
		{Leg{"active", fsm.EventSuspend, "suspended", fsm.VerdictApplied, "", "deadline"}.String(), "suspend, active to suspended (deadline)", "what is to be said besides"},
		{escaped("a\u202e\x1b<"), "a??&lt;", "what would move letters or a cursor"},
		{numbers([]int{1, 2, 3}), "1, 2, 3", "nothing is left out"},
		{numbers([]int{1, 2, 3, 4}), "1, 2, 3, …", "one is"},
		{keptText(kept, 17), "↻ 7, 9 fail_renewal", "there is room"},
		{keptText(kept, 16), "↻ 7, 9", "there is not"},
		{drawn(fsm.StateActive), `id="state-active" class="state ready visited"`, "no event at all"},
		{drawn(fsm.StateActive, "suspend", "resume"), ">start, end</text>", "back where it began"},
		{drawn(fsm.StateNone, "renew"), ">✕ 1</text>", "a rejection before the start"},
		{drawn(fsm.StateActive, "lose_contact"), `y="675">active</text>`, "a gap after one state"},
		{drawn(fsm.StateActive, "lose_contact", "observe_suspended", "lose_contact"), `y="675">any state, or none</text>`, "gaps after two"},
	} {
		if !strings.Contains(test.text+"<", test.want) || len(test.text) < 100 && test.text != test.want {
			t.Errorf("%s: no %s in %.200s", test.why, test.want, test.text)
		}
	}
	var plates Plates
	var small strings.Builder
	if err := plates.Path(&small, table, walked(t, table, fsm.StateActive, "lose_contact", "observe_suspended"), "small"); err != nil {
		t.Fatal(err)
	}
	for part, want := range map[string]int{`"#lit-`: 3, `"#way-`: 2, `class="seen"`: 2} {
		if got := strings.Count(small.String(), part); got != want {
			t.Errorf("a picture over a plate has %d times %s, want %d", got, part, want)
		}
	}
	two := regexp.MustCompile(`y="([^"]*)">(recover,|resume)<`).FindAllStringSubmatch(drawn(fsm.StateSuspended, "recover", "suspend", "resume"), -1)
	if len(two) != 2 || two[0][1] == two[1][1] {
		t.Errorf("two events along a line do not stand below each other: %q", two)
	}
}

// TestPathsAreBounded: a path may have many thousand events.
func TestPathsAreBounded(t *testing.T) {
	table := fsm.NewTable(fsm.Standard())
	var events []fsm.Event
	for range 20_000 {
		events = append(events, "suspend", "resume", "start_trial")
	}
	path := walked(t, table, fsm.StateActive, events...)
	text := written(t, table, Options{Path: &path})
	if len(text) > 80_000 {
		t.Errorf("%d bytes", len(text))
	}
	for _, want := range []string{"59800 more events follow", ">1, 4, 7, …</text>", ">✕ 3, 6, 9, …</text>"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %s", want)
		}
	}
}

// complaints says what is wrong with pictures that refer to plates.
func complaints(text string) (all []string) {
	if err := xml.Unmarshal([]byte("<page>"+text+"</page>"), new(struct{})); err != nil {
		all = append(all, err.Error())
	}
	ids := map[string]int{}
	for _, m := range regexp.MustCompile(` id="([^"]*)"`).FindAllStringSubmatch(text, -1) {
		if ids[m[1]]++; ids[m[1]] > 1 {
			all = append(all, "twice "+m[1])
		}
	}
	for _, m := range regexp.MustCompile(`href="([^"]*)"`).FindAllStringSubmatch(text, -1) {
		if ids[strings.TrimPrefix(m[1], "#")] == 0 {
			all = append(all, "nothing is "+m[1])
		}
	}
	return all
}

// TestPlates draws every line of every profile over its plate.
func TestPlates(t *testing.T) {
	var plates Plates
	var b strings.Builder
	for _, p := range profiles(t) {
		table := fsm.NewTable(p)
		for _, a := range arcsOf(table) {
			path := Path{Start: a.from, Legs: []Leg{{From: a.from, Event: a.event, To: a.to, Verdict: fsm.VerdictApplied}}}
			if err := plates.Path(&b, table, path, `"<>&`+"\x1b"); err != nil {
				t.Fatal(err)
			}
		}
	}
	path := long(t, fsm.NewTable(fsm.Standard()))
	if err := plates.Path(&b, fsm.NewTable(fsm.Standard()), path, "long"); err != nil {
		t.Fatal(err)
	}
	for _, l := range path.Legs { // what stands in the whole picture stands here
		if !strings.Contains(b.String(), ">"+string(l.Event)) && !strings.Contains(b.String(), " "+string(l.Event)+"<") && l.Verdict == fsm.VerdictApplied {
			t.Errorf("%s is not there", l)
		}
	}
	small := b.Len() / strings.Count(b.String(), "<svg")
	if err := plates.Define(&b); err != nil {
		t.Fatal(err)
	}
	for _, complaint := range complaints(b.String()) {
		t.Error(complaint)
	}
	if small > 1000 {
		t.Errorf("a path of one leg takes %d bytes", small)
	}
	for _, damage := range [][2]string{{`id="lit-active"`, ""}, {`id="way-trial-active"`, `id="lit-active"`}, {"</svg>", ""}, {`id="plate-2"`, ""}} {
		if len(complaints(strings.Replace(b.String(), damage[0], damage[1], 1))) == 0 {
			t.Errorf("%q for %q, and nobody complains", damage[1], damage[0])
		}
	}
}
