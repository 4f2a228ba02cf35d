package diff_test

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/diff"
	"github.com/Huzefaaa2/subsim/internal/paper"
	"github.com/Huzefaaa2/subsim/replay"
)

// whole is a small drawing that is the same as the reference without what it
// does not use.
const whole = `stateDiagram-v2
[*] --> active : activate
active --> active : renew
active --> suspended : suspend
suspended --> active : resume
suspended --> suspended : fail_renewal
active --> cancelled : cancel
suspended --> cancelled : cancel
cancelled --> active : reactivate
`

// withoutRest is the profile of whole.
var withoutRest = []string{"trial", "past_due", "grace_period", "expired", "unknown", "start_trial", "extend_trial", "recover", "schedule_cancellation", "unschedule_cancellation", "observe_active", "observe_suspended", "observe_cancelled"}

// planted is one row a kind of finding, at least: a drawing that has it.
var planted = []struct {
	why     string
	text    string // lines after whole
	without string // a line of whole that is left out
	full    bool   // held against standard
	want    string // the findings, those that are told in one line left aside
	verdict diff.Verdict
}{
	{"nothing is wrong", "", "", false, "", diff.VerdictSame},
	{"less is drawn", "", "suspended --> cancelled : cancel\n", false, "refused: cancel in suspended", diff.VerdictStricter},
	{"an event is not used", "", "cancelled --> active : reactivate\n", false, "unused: reactivate", diff.VerdictStricter},
	{"a late renewal revives", "cancelled --> active : renew", "", false, "revives: renew in cancelled", diff.VerdictDiffers},
	{"a late renewal is taken", "cancelled --> cancelled : renew", "", false, "beyond: renew in cancelled", diff.VerdictDiffers},
	{"what the reference ignores may be drawn, and leads nowhere", "cancelled --> cancelled : cancel", "", false, "", diff.VerdictSame},
	{"what the reference ignores leads somewhere", "active --> suspended : resume", "", false, "elsewhere: resume in active", diff.VerdictDiffers},
	{"an arrow leads elsewhere", "suspended --> cancelled : resume", "suspended --> active : resume\n", false, "lost: suspended, elsewhere: resume in suspended", diff.VerdictDiffers},
	{"an arrow leads here and elsewhere", "suspended --> cancelled : resume", "", false, "elsewhere: resume in suspended", diff.VerdictDiffers},
	{"there is no way out", "", "active --> cancelled : cancel\nsuspended --> cancelled : cancel\n", false, "stuck: active, stuck: suspended, unreached: cancelled, unused: cancel", diff.VerdictDiffers},
	{"a way out over another live state is one", "", "active --> cancelled : cancel\n", false, "refused: cancel in active", diff.VerdictStricter},
	{"an end is no way back", "", "suspended --> active : resume\n", false, "lost: suspended, unused: resume", diff.VerdictDiffers},
	{"nothing leads there", "", "active --> suspended : suspend\n", false, "unreached: suspended, unused: suspend", diff.VerdictDiffers},
	{"a state of another profile", "active --> expired : expire", "", false, "foreign: expired, beyond: expire in active", diff.VerdictDiffers},
	{"a gap that is a state like any other", "cancelled --> unknown : lose_contact\nunknown --> active : observe_active\nunknown --> cancelled : observe_cancelled", "", true, "launders: observe_active in unknown", diff.VerdictDiffers},
	{"a gap whose way out is guarded", "cancelled --> unknown : lose_contact\nunknown --> active : observe_active [reachable]", "", true, "", diff.VerdictStricter},
	{"a gap that nothing enters after an end", "active --> unknown : lose_contact\nunknown --> active : observe_active", "", true, "", diff.VerdictStricter},
	{"a gap that ends by an act", "cancelled --> unknown : lose_contact\nunknown --> active : recover", "", true, "beyond: recover in unknown", diff.VerdictDiffers},
}

func TestPlantedFindingsAreFound(t *testing.T) {
	kinds := map[diff.Kind]bool{diff.KindUndrawn: true, diff.KindOmitted: true} // told below, and in every drawing
	for _, test := range planted {
		profile, err := fsm.NewProfile("", withoutRest...)
		if err != nil {
			t.Fatal(err)
		}
		if test.full {
			profile = fsm.Standard()
		}
		text := whole
		for line := range strings.Lines(test.without) {
			text = strings.Replace(text, line, "", 1)
		}
		c := diff.Compare(read(t, text+test.text), fsm.NewTable(profile))
		var got []string
		for _, f := range c.Findings {
			kinds[f.Kind] = true
			if folded := f.Kind == diff.KindUndrawn || f.Kind == diff.KindUnused || f.Kind == diff.KindRefused; f.Kind != diff.KindOmitted && !(test.full && folded) {
				got = append(got, string(f.Kind)+": "+f.Subject())
			}
		}
		if strings.Join(got, ", ") != test.want || c.Verdict != test.verdict {
			t.Errorf("%s: %s, %q; want %s, %q", test.why, c.Verdict, got, test.verdict, test.want)
		}
		holds(t, test.why, c)
	}
	for _, k := range diff.Kinds() {
		if !kinds[k] {
			t.Errorf("no drawing has a finding of kind %s", k)
		}
		if k.Meaning() == "" {
			t.Errorf("%s has no meaning", k)
		}
	}
}

// holds writes the witnesses to a file, reads it and plays it: they must hold as
// written, have names of their own and end in what the finding is about.
func holds(t *testing.T, why string, c *diff.Comparison) {
	t.Helper()
	var all []*replay.Scenario
	for _, f := range c.Findings {
		all = append(all, f.Witness)
		if f.Event != "" && f.Answer().Event() != f.Event {
			t.Errorf("%s: the witness of %s ends in %s", why, f.Subject(), f.Answer())
		}
	}
	if len(all) == 0 {
		return
	}
	var file bytes.Buffer
	if err := replay.Format(&file, all...); err != nil {
		t.Fatal(err)
	}
	parsed, err := replay.Parse("witnesses", file.Bytes())
	if err != nil || len(parsed) != len(all) {
		t.Fatalf("%s: %d of %d witnesses are read: %v\n%s", why, len(parsed), len(all), err, file.String())
	}
	player := replay.NewPlayer()
	for _, s := range parsed {
		trace, err := player.Play(context.Background(), s)
		if err != nil {
			t.Fatal(err)
		}
		if failure := replay.Judge(s, trace); failure != nil {
			t.Errorf("%s: %s does not hold:\n%s", why, s.Name, file.String())
		}
	}
}

// TestWitnessesOfEverythingHold: of drawings that are wrong everywhere, held
// against each built-in profile.
func TestWitnessesOfEverythingHold(t *testing.T) {
	for _, p := range fsm.Profiles() {
		table := fsm.NewTable(p)
		for _, to := range []string{"active", "unknown"} {
			var all []edge
			for i, from := range fsm.Sources() {
				for j, e := range fsm.Events() {
					if (i+j)%3 > 0 {
						all = append(all, edge{from: from.String(), event: string(e), to: to})
					}
				}
			}
			holds(t, p.Name()+" to "+to, diff.Compare(read(t, asSCXML(all)), table))
		}
	}
}

// TestWitnessesAreShort: the shortest way there is, among those that the drawing
// has too where it has one, then what differs.
func TestWitnessesAreShort(t *testing.T) {
	c := diff.Compare(read(t, "stateDiagram-v2\n[*] --> expired : expire\nexpired --> active : renew\nexpired --> trial : reactivate\n"), fsm.NewTable(fsm.Standard()))
	var got []string
	for _, f := range c.Findings {
		if f.Kind == diff.KindRevives || f.Kind == diff.KindElsewhere || f.Kind == diff.KindBeyond {
			got = append(got, fmt.Sprintf("%s %v", f.Subject(), f.Events()))
		}
	}
	want := []string{"renew in expired [start_trial expire renew]", "reactivate in expired [start_trial expire reactivate]", "expire in none [expire]"}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// TestWitnessesGoAlongTheDrawing: whoever built what is drawn can follow, as far
// as the step that is apart.
func TestWitnessesGoAlongTheDrawing(t *testing.T) {
	c := diff.Compare(read(t, whole+"cancelled --> active : renew\n"), fsm.NewTable(fsm.Standard()))
	if got, want := fmt.Sprint(c.Of(diff.KindRevives)[0].Events()), "[activate cancel renew]"; got != want {
		t.Errorf("the witness is %s, want %s: the drawing has no trial", got, want)
	}
}

// TestBeginningsCountAsDrawn: a drawing that begins in a state without saying by
// what event is not held to lack the event that leads there.
func TestBeginningsCountAsDrawn(t *testing.T) {
	text := strings.Replace(whole, " : activate", "", 1)
	profile, _ := fsm.NewProfile("", withoutRest...)
	if c := diff.Compare(read(t, text), fsm.NewTable(profile)); c.Verdict != diff.VerdictSame {
		t.Errorf("%s: %v", c.Verdict, subjects(c.Findings))
	}
	profile, _ = fsm.NewProfile("", slices.DeleteFunc(slices.Clone(withoutRest), func(s string) bool { return s == "trial" || s == "start_trial" })...)
	c := diff.Compare(read(t, text), fsm.NewTable(profile))
	if got, want := fmt.Sprint(subjects(c.Findings)), "[undrawn: trial]"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// TestEditedExportsAreNotTrusted: a table of ours in which somebody lets a gap
// revive, which its states alone do not show.
func TestEditedExportsAreNotTrusted(t *testing.T) {
	table := fsm.NewTable(fsm.Standard())
	text := exported(t, "cells", table)
	edited := strings.Replace(text, "unknown<cancelled>\tobserve_active\trejected\tunreachable\tunknown<cancelled>", "unknown<cancelled>\tobserve_active\tapplied\t-\tactive", 1)
	c := diff.Compare(read(t, edited), table)
	if got, want := fmt.Sprint(subjects(c.Findings)), "[launders: observe_active in unknown]"; edited == text || got != want {
		t.Errorf("%s, want %s", got, want)
	}
	holds(t, "edited", c)
}

// FuzzCompare wants every drawing, held against any profile, to end in a verdict
// and in witnesses that hold.
func FuzzCompare(f *testing.F) {
	f.Add(whole, uint32(0))
	f.Add("stateDiagram-v2\n[*] --> unknown\nunknown --> trial : observe_trial\ncancelled --> unknown : lose_contact\nexpired --> trial : renew\n", uint32(1<<14|1<<3))
	f.Fuzz(func(t *testing.T, text string, dropped uint32) {
		m, err := paper.Read("fuzz", text, paper.Options{})
		if err != nil {
			return
		}
		var without []string
		for i, name := range append(slices.Clone(fsm.States()), statesOf(fsm.Events())...) {
			if dropped&(1<<i) != 0 {
				without = append(without, string(name))
			}
		}
		profile, err := fsm.NewProfile("", without...)
		if err != nil {
			t.Fatal(err)
		}
		c := diff.Compare(m, fsm.NewTable(profile))
		if c.Verdict == diff.VerdictSame && c.Agree+len(c.Of(diff.KindOmitted)) != c.Cells {
			t.Errorf("the same, with %d of %d cells", c.Agree, c.Cells)
		}
		c.Findings = c.Findings[:min(len(c.Findings), 5)] // a file of all takes most of the time
		holds(t, "fuzz", c)
	})
}

// statesOf lists events as if they were states, for a list of both.
func statesOf(events []fsm.Event) (names []fsm.State) {
	for _, e := range events {
		names = append(names, fsm.State(e))
	}
	return names
}
