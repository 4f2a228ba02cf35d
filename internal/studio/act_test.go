package studio

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/replay"
	"github.com/Huzefaaa2/subsim/scenarios"
)

// do acts on a text, as the handler does, and returns the new one.
func do(ctx context.Context, text string, at int, a Act) (*Answer, error) {
	told, err := tell(ctx, text, 1)
	if err != nil {
		return nil, err
	}
	verb, err := a.verb()
	if err != nil {
		return nil, err
	}
	changed, err := verb(&editing{telling: told, ctx: ctx, at: at})
	if err != nil {
		return nil, senseless(ctx, err)
	}
	value, err := changed.answer(ctx)
	if err != nil {
		return nil, err
	}
	return value.(*Answer), nil
}

// TestActsAreSpliced tells what becomes of a text, its comments and its layout.
func TestActsAreSpliced(t *testing.T) {
	const told = "# Ours.\nname: told  # by hand\npolicy: {trial: {after: 14d, event: expire}}\nsteps:\n- {event: start_trial, expect: trial}  # begun\n# The end.\n"
	const trial = "# Ours.\nname: told  # by hand\npolicy: {trial: {after: 14d, event: expire}}\nsteps:\n- {event: start_trial, expect: trial}  # begun\n"
	for _, test := range []struct {
		why, text string
		at        int
		act       Act
		want      string
		note      string
	}{
		{"an event goes behind the last step, above the comment", told, -1, Act{Events: []string{"activate"}},
			trial + "- event: activate\n  expect: active\n# The end.\n", ""},
		{"a refused event is a step too", told, -1, Act{Events: []string{"recover"}},
			trial + "- event: recover\n  expect: {verdict: rejected, reason: not_allowed, state: trial}\n# The end.\n", ""},
		{"a route is several steps", told, -1, Act{Events: []string{"suspend", "resume"}},
			trial + "- event: suspend\n  expect: suspended\n- event: resume\n  expect: active\n# The end.\n", ""},
		{"an event carries what it is given", told, -1, Act{Events: []string{"schedule_cancellation"}, ID: "d-1", At: "2026-01-02", Effective: "2026-01-09"},
			"name: told\nclock: 2026-01-01\npolicy:\n  trial: {after: 14d, event: expire}\nsteps:\n  - event: start_trial\n    expect: trial\n" +
				"  - event: schedule_cancellation\n    id: d-1\n    at: 2026-01-02\n    effective: 2026-01-09\n    expect: {verdict: applied, state: trial, cancellation_scheduled: true}\n    fired: []\n",
			"The scenario was written anew"}, // its clock would begin with the earliest at
		{"the clock moves by a duration", told, -1, Act{Advance: "1d"},
			trial + "- advance: 1d\n  expect: trial\n  fired: []\n# The end.\n", ""},
		{"the clock moves to the deadline", told, -1, Act{Deadline: true},
			trial + "- until: 2026-01-15\n  expect: expired\n  fired:\n    - {event: expire, at: 2026-01-15}\n# The end.\n", ""},
		{"at the beginning, all that follows is replaced", told, 0, Act{Events: []string{"activate"}},
			"# Ours.\nname: told  # by hand\npolicy: {trial: {after: 14d, event: expire}}\nsteps:\n- expect: {state: none, generation: 0, steady_state: blocked}\n- event: activate\n  expect: active\n# The end.\n", ""},
		{"a name is exchanged", told, -1, Act{Name: "a new: one"},
			strings.Replace(told, "name: told  # by hand", "name: 'a new: one'", 1), ""},
		{"a text without a last newline", strings.TrimSuffix(trial, "\n"), -1, Act{Events: []string{"activate"}},
			trial + "- event: activate\n  expect: active\n", ""},
		{"one scenario of several", told + "---\nname: other\nsteps:\n  - {event: activate, expect: active}\n", -1, Act{Events: []string{"activate"}},
			trial + "- event: activate\n  expect: active\n# The end.\n---\nname: other\nsteps:\n  - {event: activate, expect: active}\n", ""},
		{"where the steps are one line, the scenario is written anew", "name: told\nsteps: [{event: activate, expect: active}]\n", -1, Act{Events: []string{"renew"}},
			"name: told\nsteps:\n  - event: activate\n    expect: active\n  - event: renew\n    expect: {verdict: applied, state: active}\n", "The scenario was written anew"},
		{"another profile tells the story again", told, -1, Act{Profile: &Profile{Name: "strict"}}, "", "Under profile strict every step comes out as before."},
		{"another deadline tells it again", trial + "- {advance: 20d, expect: expired}\n- {event: recover, expect: rejected}\n", -1, Act{Policy: &Rule{"trial", "30d", "expire"}}, "", "Under trial after 30d expire 2 of 3 steps come out differently"},
		{"no deadline", trial + "- {advance: 20d, expect: expired}\n", -1, Act{Policy: &Rule{State: "trial"}}, "", "Under no deadline of trial 1 of 2 steps come out differently"},
		{"it begins anew", told, -1, Act{Reset: true},
			"name: told\npolicy:\n  trial: {after: 14d, event: expire}\nsteps:\n  - expect: {state: none, generation: 0, steady_state: blocked}\n", "The scenario was written anew"},
		{"it begins elsewhere", told, -1, Act{Start: "unknown<active>"}, "", "The scenario was written anew"},
	} {
		a, err := do(t.Context(), test.text, test.at, test.act)
		if err != nil {
			t.Errorf("%s: %v", test.why, err)
			continue
		}
		if test.want != "" && a.Scenario != test.want || !strings.HasPrefix(a.Note, test.note) || test.note == "" && a.Note != "" {
			t.Errorf("%s: %q\n%s", test.why, a.Note, a.Scenario)
		}
		if !a.Story.Held {
			t.Errorf("%s: it does not hold\n%s", test.why, a.Scenario)
		}
	}
}

// TestActsThatMakeNoSense: nothing comes of them but a sentence.
func TestActsThatMakeNoSense(t *testing.T) {
	const race = "name: race\nsteps:\n  - any_order: [{event: activate}, {event: cancel}]\n    expect: {steady_state: blocked}\n"
	url := studio(t)
	for _, test := range []struct {
		why, text string
		at        int
		act       Act
		status    int
		says      string
	}{
		{"nothing is asked for", short, -1, Act{}, 400, "asks for 0"},
		{"two things are", short, -1, Act{Reset: true, Advance: "1d"}, 400, "asks for 2: advance, reset"},
		{"no such event", short, -1, Act{Events: []string{"recovr"}}, 422, "recovr"},
		{"no such state", short, -1, Act{Start: "canceled"}, 422, "canceled"},
		{"no such profile", short, -1, Act{Profile: &Profile{Name: "lax"}}, 422, "lax"},
		{"a profile without what there is not", short, -1, Act{Profile: &Profile{Without: []string{"x"}}}, 422, `"x"`},
		{"a profile that lacks the beginning", "name: x\nstart: trial\nsteps:\n  - expect: trial\n", -1, Act{Profile: &Profile{Name: "marketplace"}}, 422, "no subscription can start in trial"},
		{"no duration", short, -1, Act{Advance: "1 month"}, 422, "write whole w, d, h, m, s"},
		{"a clock that stands still", short, -1, Act{Advance: "0s"}, 422, "more than nothing"},
		{"a clock beyond its end", short, -1, Act{Until: "9999-12-31"}, 200, ""},
		{"a clock that runs back", short, -1, Act{Until: "2025-01-01"}, 422, "time never runs backwards; the clock stands at 2026-01-01"},
		{"no instant", short, -1, Act{Until: "tomorrow"}, 422, "no instant"},
		{"no deadline", short, -1, Act{Deadline: true}, 422, "no deadline is pending"},
		{"an instant that only one event carries", short, -1, Act{Events: []string{"renew"}, Effective: "2027-01-01"}, 422, "only schedule_cancellation"},
		{"a decision that takes effect before it is made", short, -1, Act{Events: []string{"schedule_cancellation"}, Effective: "2025-01-01"}, 422, "later than now"},
		{"a policy of a state that has none", short, -1, Act{Policy: &Rule{"unknown", "1d", "expire"}}, 422, "can have a deadline"},
		{"a policy that never comes to an end", short, -1, Act{Policy: &Rule{"active", "0s", "renew"}}, 422, "for ever"},
		{"a policy that fires nothing", short, -1, Act{Policy: &Rule{"active", "1d", ""}}, 422, "event"},
		{"an empty name", short, -1, Act{Name: " "}, 422, "name"},
		{"on from within a race", race, 1, Act{Events: []string{"renew"}}, 422, "behind the last of them"},
		{"on from a race with several ends", race, -1, Act{Events: []string{"renew"}}, 422, "nothing may follow here"},
	} {
		var answer struct {
			Refusal
			Scenario string
		}
		post(t, url+"/api/act", Acting{Play{Scenario: test.text, At: &test.at}, test.act}, test.status, &answer)
		if !strings.Contains(answer.Error, test.says) || test.status != 200 && answer.Scenario != "" {
			t.Errorf("%s: %+v", test.why, answer)
		}
	}
	var a Answer
	post(t, url+"/api/act", Acting{Play{Scenario: "name: x\n"}, Act{Reset: true}}, 200, &a)
	if len(a.Problems) != 1 || a.Story != nil {
		t.Errorf("a text with problems is acted upon: %+v", a)
	}
}

// acts draws one thing to do to a telling.
func acts(t *rapid.T) Act {
	switch rapid.IntRange(0, 11).Draw(t, "verb") {
	case 0:
		return Act{Deadline: true}
	case 1:
		return Act{Advance: rapid.SampledFrom([]string{"1s", "1d", "7d", "30d"}).Draw(t, "by")}
	case 2:
		return Act{Profile: &Profile{Name: rapid.SampledFrom(fsm.Profiles()).Draw(t, "profile").Name()}}
	case 3:
		return Act{Policy: &Rule{
			string(rapid.SampledFrom(fsm.States()).Draw(t, "state")),
			rapid.SampledFrom([]string{"", "0s", "1d", "14d"}).Draw(t, "after"),
			string(rapid.SampledFrom(fsm.Events()).Draw(t, "fired")),
		}}
	}
	a := Act{Events: names(rapid.SliceOfN(rapid.SampledFrom(fsm.Events()), 1, 2).Draw(t, "events"))}
	a.ID = rapid.SampledFrom([]string{"", "", "d-1", "d-2"}).Draw(t, "id")
	return a
}

// TestWhatIsPlayedIsWhatIsSaved walks at random, now and then from an earlier row:
// the text that comes of it holds when it is replayed, and tells what was shown.
func TestWhatIsPlayedIsWhatIsSaved(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ctx, text := context.Background(), fresh
		for range rapid.IntRange(1, 6).Draw(t, "acts") {
			told, err := tell(ctx, text, 1)
			if err != nil {
				t.Fatal(err)
			}
			at := -1
			if rapid.IntRange(0, 3).Draw(t, "branches") == 0 {
				at = rapid.IntRange(0, len(told.rows)).Draw(t, "row")
			}
			act := acts(t)
			before := told.story(at).Now
			a, err := do(ctx, text, at, act)
			if err != nil {
				continue // what makes no sense changes nothing
			}
			text = a.Scenario
			if err := agrees(a); err != nil {
				t.Fatal(err)
			}
			if len(act.Events) > 0 && act.ID == "" {
				if err := follows(before, a.Story, act.Events); err != nil {
					t.Fatal(err)
				}
			}
		}
	})
}

// agrees replays the text of an answer by itself and compares what happens.
func agrees(a *Answer) error {
	all, err := replay.Parse("saved", []byte(a.Scenario))
	if err != nil {
		return err
	}
	trace, err := replay.NewPlayer().Play(context.Background(), all[0])
	if err != nil {
		return err
	}
	if failure := replay.Judge(all[0], trace); failure != nil || !a.Story.Held {
		return fmt.Errorf("what was played does not hold: %+v\n%s", failure, a.Scenario)
	}
	var shown []replay.Answer
	for _, row := range a.Story.Rows {
		if row.Answer != nil {
			one := *row.Answer
			one.Step--
			shown = append(shown, one)
		}
	}
	if !slices.Equal(shown, trace.Answers) {
		return fmt.Errorf("shown is\n%v\nbut replayed is\n%v", shown, trace.Answers)
	}
	return nil
}

// follows compares what was said of an event with what became of it.
func follows(before Now, s *Story, events []string) error {
	var own []Row
	for _, row := range s.Rows {
		if row.Kind == KindEvent {
			own = append(own, row)
		}
	}
	first := own[len(own)-len(events)]
	i := slices.IndexFunc(before.Choices, func(c Choice) bool { return c.Event == events[0] })
	if said := before.Choices[i]; said.Verdict != string(first.Answer.Verdict) || said.Reason != string(first.Answer.Reason) || said.To != first.To || said.Mark != first.Mark {
		return fmt.Errorf("said was %+v, came %+v", said, first)
	}
	return nil
}

// TestDifferencesAreSeen: what is shown, saved or said otherwise than it is played
// does not pass.
func TestDifferencesAreSeen(t *testing.T) {
	told, err := tell(t.Context(), fresh, 1)
	if err != nil {
		t.Fatal(err)
	}
	before := told.story(-1).Now
	good := func() *Answer {
		a, err := do(t.Context(), fresh, -1, Act{Events: []string{"start_trial"}})
		if err != nil || agrees(a) != nil || follows(before, a.Story, []string{"start_trial"}) != nil {
			t.Fatal(err)
		}
		return a
	}
	for why, spoil := range map[string]func(*Answer){
		"another text":    func(a *Answer) { a.Scenario = strings.ReplaceAll(a.Scenario, "start_trial", "activate") },
		"a text too much": func(a *Answer) { a.Scenario += "  - event: recover\n" },
		"another verdict": func(a *Answer) { a.Story.Rows[1].Answer.Verdict = fsm.VerdictIgnored },
		"a row too few":   func(a *Answer) { a.Story.Rows = a.Story.Rows[:1] },
	} {
		a := good()
		if spoil(a); agrees(a) == nil {
			t.Errorf("nobody sees %s", why)
		}
	}
	spoiled := good()
	for i := range before.Choices {
		before.Choices[i].Mark = "edge-none-active"
	}
	if follows(before, spoiled.Story, []string{"start_trial"}) == nil {
		t.Error("nobody sees another line in the picture")
	}
}

// TestRowsOfTheCorpus: every answer that is shown has its row, each step its own
// last, and what is known after the last row is where the trace ends.
func TestRowsOfTheCorpus(t *testing.T) {
	all, err := replay.ParseFS(scenarios.Corpus)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range all {
		told := &telling{all: all, told: s}
		if err := told.play(t.Context()); err != nil {
			t.Fatal(err)
		}
		answers, lasts := 0, 0
		for i, row := range told.rows {
			if row.Answer != nil {
				answers++
			}
			if row.last && row.Step <= len(s.Steps) {
				lasts++
			}
			if row.Number != i+1 || row.read != answers {
				t.Errorf("%s: row %d is numbered %d, behind %d answers of %d", s.Place(), i+1, row.Number, row.read, answers)
			}
		}
		if answers != len(told.trace.First()) || lasts != len(s.Steps) {
			t.Errorf("%s: %d answers and %d steps are shown, of %d and %d", s.Place(), answers, lasts, len(told.trace.First()), len(s.Steps))
		}
	}
}

// TestLongStories: of very many rows those around one are sent.
func TestLongStories(t *testing.T) {
	const text = "name: long\nclock: 2026-01-01\npolicy: {active: {after: 1d, event: renew}}\nsteps:\n  - {event: activate, expect: active}\n  - {advance: 1000d, expect: active}\n"
	told, err := tell(t.Context(), text, 1)
	if err != nil {
		t.Fatal(err)
	}
	for at, want := range map[int][2]int{-1: {803, 1002}, 0: {1, 200}, 500: {351, 550}, 1002: {803, 1002}} {
		s := told.story(at)
		if s.Count != 1002 || s.First != want[0] || s.Rows[0].Number != want[0] || s.Rows[len(s.Rows)-1].Number != want[1] || len(s.Rows) != mostRows {
			t.Errorf("at %d of %d: from %d to %d", at, s.Count, s.First, s.Rows[len(s.Rows)-1].Number)
		}
	}
}

// TestTheSecondOfTwo: a line says which scenario of a text is meant.
func TestTheSecondOfTwo(t *testing.T) {
	const first, second = "# One.\nname: one\nsteps:\n  - {event: activate, expect: active}\n---\n", "# Two.\nname: two\nsteps:\n  - {event: start_trial, expect: trial}\n"
	var a Answer
	post(t, studio(t)+"/api/act", Acting{Play{Scenario: first + second, Line: 8}, Act{Events: []string{"suspend"}}}, 200, &a)
	if a.Scenario != first+second+"  - event: suspend\n    expect: suspended\n" || a.Story.Name != "two" || a.Story.Line != 7 || len(a.Story.Scenarios) != 2 {
		t.Errorf("%+v\n%s", a.Story, a.Scenario)
	}
}

// TestNoneIsPassedOver: a text is not good while one of its scenarios breaks, and what
// stands below the last one is its own.
func TestNoneIsPassedOver(t *testing.T) {
	const text = "name: one\nsteps:\n  - {event: activate, expect: active}\n---\nname: two\nsteps:\n  - {event: activate, expect: trial}\n"
	for line, want := range map[int]string{0: "one", 1: "one", 3: "one", 4: "two", 7: "two", 8: "two", 80: "two"} {
		var a Answer
		post(t, studio(t)+"/api/play", Play{Scenario: text, Line: line}, 200, &a)
		if s := a.Story; s.Name != want || s.Held != (want == "one") || !s.Scenarios[0].Held || s.Scenarios[1].Held {
			t.Errorf("line %d: %s, held %t; %+v, want %s", line, s.Name, s.Held, s.Scenarios, want)
		}
	}
}

// TestEveryProfileCanBeChosen: the deadlines of the first session have no place in each.
func TestEveryProfileCanBeChosen(t *testing.T) {
	for name, want := range map[string]struct {
		deadlines int
		lost      string
	}{
		"strict": {5, ""}, "processor": {4, "of grace_period,"}, "store": {4, "of past_due,"}, "marketplace": {2, "of trial, past_due, grace_period,"},
	} {
		var a Answer
		post(t, studio(t)+"/api/act", Acting{Play{Scenario: fresh, Line: 1}, Act{Profile: &Profile{Name: name}}}, 200, &a)
		if len(a.Story.Policy) != want.deadlines || !strings.Contains(a.Note, want.lost) || want.lost == "" && strings.Contains(a.Note, "no place") || !a.Story.Held {
			t.Errorf("%s: %d deadlines are left: %s", name, len(a.Story.Policy), a.Note)
		}
	}
}
