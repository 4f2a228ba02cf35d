package replay_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/replay"
)

// parse reads one scenario that has no problem.
func parse(t *testing.T, text string) *replay.Scenario {
	t.Helper()
	scenarios, err := replay.Parse("test.yaml", []byte(text))
	if err != nil || len(scenarios) != 1 {
		t.Fatalf("%d scenarios, %v", len(scenarios), err)
	}
	return scenarios[0]
}

func play(t *testing.T, s *replay.Scenario) *replay.Trace {
	t.Helper()
	trace, err := replay.NewPlayer().Play(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	return trace
}

// TestExpectations holds each form of expect against a step it fits and one it
// does not.
func TestExpectations(t *testing.T) {
	const gap = "name: x\nstart: {state: unknown, last_known: {state: active, cancellation_scheduled: true, generation: 2}}\nsteps: [{event: lose_contact}, {"
	const ended = "name: x\nstart: cancelled\nsteps: [{event: recover, "
	const active = "name: x\nstart: active\nsteps: [{event: renew, "
	for _, test := range []struct{ why, text, breaks string }{
		{"the state now", active + "expect: active}]", ""},
		{"another state", active + "expect: trial}]", "state"},
		{"a state needs the event not to be rejected", ended + "expect: cancelled}]", "accepted"},
		{"an ignored event is not rejected", "name: x\nstart: cancelled\nsteps: [{event: cancel, expect: cancelled}]", ""},
		{"the verdict alone", ended + "expect: rejected}]", ""},
		{"another verdict", ended + "expect: ignored}]", "verdict"},
		{"a reason speaks for the verdict", ended + "expect: {reason: ended}}]", ""},
		{"another reason", ended + "expect: {reason: gap}}]", "reason"},
		{"applied is a verdict in a mapping", active + "expect: {verdict: applied}}]", ""},
		{"a mapping without a verdict needs acceptance", ended + "expect: {state: cancelled}}]", "accepted"},
		{"the flag", active + "expect: {cancellation_scheduled: false}}]", ""},
		{"the flag is down", active + "expect: {cancellation_scheduled: true}}]", "cancellation_scheduled"},
		{"in a gap the flag is that of the last known", gap + "expect: {cancellation_scheduled: true}}]", ""},
		{"the last known state by name, whatever its flag", gap + "expect: {last_known: active}}]", ""},
		{"another last known state", gap + "expect: {last_known: trial}}]", "last_known"},
		{"the last known configuration", gap + "expect: {last_known: {state: active, cancellation_scheduled: true, generation: 2}}}]", ""},
		{"its flag", gap + "expect: {last_known: {cancellation_scheduled: false}}}]", "last_known.cancellation_scheduled"},
		{"its generation", gap + "expect: {last_known: {generation: 1}}}]", "last_known.generation"},
		{"nothing is last known outside a gap", active + "expect: {last_known: none}}]", "last_known"},
		{"nothing was known before the start", "name: x\nsteps: [{event: lose_contact, expect: {last_known: none, generation: 1}}]", ""},
		{"the generation", "name: x\nstart: cancelled\nsteps: [{event: reactivate, expect: {generation: 2}}]", ""},
		{"another generation", active + "expect: {generation: 2}}]", "generation"},
		{"our steady state", active + "expect: {steady_state: ready}}]", ""},
		{"another steady state", gap + "expect: {steady_state: ready}}]", "steady_state"},
		{"a pure check of the start alone", "name: x\nstart: suspended\nsteps: [{expect: {steady_state: blocked}}]", ""},
		{"none is a state to expect", "name: x\nsteps: [{expect: none}, {event: activate}]", ""},
		{"a step without expect is not to be rejected", "name: x\nstart: cancelled\nsteps: [{event: recover}, {expect: cancelled}]", "accepted"},
		{"an id that was seen", active + "id: a}, {event: renew, id: a, expect: {reason: duplicate}}]", ""},
		{"a rejected event's id counts as seen", ended + "id: a, expect: rejected}, {event: reactivate, id: a, expect: {verdict: ignored, reason: duplicate, state: cancelled}}]", ""},
	} {
		t.Run(test.why, func(t *testing.T) {
			s := parse(t, test.text)
			failure := replay.Judge(s, play(t, s))
			got := ""
			if failure != nil {
				got = failure.Mismatches[0].Key
			}
			if got != test.breaks {
				t.Errorf("breaks %q, want %q: %+v", got, test.breaks, failure)
			}
		})
	}
}

// TestJudgeIsNotFooled holds traces that nobody should pass against a scenario.
func TestJudgeIsNotFooled(t *testing.T) {
	s := parse(t, "name: x\npolicy: {cancelled: {after: 1d, event: expire}}\nsteps: [{event: activate, expect: active}, {event: renew}, {event: cancel, expect: cancelled}, {advance: 2d, expect: cancelled}]")
	honest := play(t, s)
	for why, forge := range map[string]func(*replay.Trace){
		"no answer at all":            func(t *replay.Trace) { t.Answers = nil },
		"the last answer is missing":  func(t *replay.Trace) { t.Answers = t.Answers[:2] },
		"the first answer is missing": func(t *replay.Trace) { t.Answers = t.Answers[1:] },
		"another state":               func(t *replay.Trace) { t.Answers[2].To.State = fsm.StateExpired },
		"an answer to another step":   func(t *replay.Trace) { t.Answers[1].Step = 2 },
		"an answer in another order":  func(t *replay.Trace) { t.Answers[1].Order = 1 },
		"an answer to another event":  func(t *replay.Trace) { t.Answers[1].Event = fsm.EventRecover },
		"an answer called a deadline": func(t *replay.Trace) { t.Answers[1].Deadline = true },
		"a deadline called an answer": func(t *replay.Trace) { t.Answers[3].Deadline = false },
		"a deadline in another order": func(t *replay.Trace) { t.Answers[3].Order = 1 },
		"a deadline of another step":  func(t *replay.Trace) { t.Answers[3].Step = 2 },
		"what fires at the end, before it": func(t *replay.Trace) {
			end := replay.Answer{Step: 4, Event: fsm.EventRenew, Deadline: true, To: t.Answers[0].To}
			t.Answers = slices.Insert(t.Answers, 1, end)
		},
		"a rejection": func(t *replay.Trace) { t.Answers[1].Verdict = fsm.VerdictRejected },
	} {
		forged := &replay.Trace{Start: honest.Start, Answers: append([]replay.Answer(nil), honest.Answers...)}
		if forge(forged); replay.Judge(s, forged) == nil {
			t.Errorf("%s passes", why)
		}
	}
	if failure := replay.Judge(s, honest); failure != nil {
		t.Errorf("the honest trace breaks: %+v", failure)
	}
}

// moving is the reference machine, but it ends up cancelled whatever it says.
type moving struct{ replay.Instance }

func (m moving) Deliver(ctx context.Context, id string, e fsm.Event) (replay.Answer, error) {
	a, err := m.Instance.Deliver(ctx, id, e)
	a.To = fsm.Configuration{State: fsm.StateCancelled, Generation: 1}
	return a, err
}

// TestWhoMovesAndSaysNoIsJudged: an answer that contradicts itself is played and
// breaks; it does not keep the clock from moving.
func TestWhoMovesAndSaysNoIsJudged(t *testing.T) {
	s := parse(t, "name: x\nstart: trial\npolicy: {trial: {after: 1d, event: expire}}\nsteps: [{event: resume, expect: {verdict: rejected, state: trial}}, {advance: 2d}]")
	player := replay.NewPlayerAgainst(func(p fsm.Profile) (replay.Instance, error) {
		honest, err := replay.Reference(p)
		return moving{honest}, err
	})
	trace, err := player.Play(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	if failure := replay.Judge(s, trace); failure == nil || failure.Mismatches[0].Key != replay.KeyState {
		t.Errorf("%+v", failure)
	}
}

// TestAPlayerKeepsItsInstances builds one for each profile, and none twice.
func TestAPlayerKeepsItsInstances(t *testing.T) {
	built := 0
	player := replay.NewPlayerAgainst(func(p fsm.Profile) (replay.Instance, error) {
		built++
		return replay.Reference(p)
	})
	for _, profile := range []string{"standard", "strict", "standard"} {
		s := parse(t, "name: x\nprofile: "+profile+"\nsteps: [{event: activate, expect: active}]")
		trace, err := player.Play(t.Context(), s)
		if err != nil {
			t.Fatal(err)
		}
		if failure := replay.Judge(s, trace); failure != nil || !trace.Clock.Equal(s.Clock) {
			t.Errorf("%s: from %s: %+v", profile, trace.Clock, failure)
		}
	}
	if built != 2 {
		t.Errorf("%d instances for two profiles", built)
	}
}

// TestFired holds lists of deadlines against what fires: both, in order, each at
// its own instant, and no more.
func TestFired(t *testing.T) {
	const story = "name: x\nstart: trial\npolicy: {trial: {after: 1d, event: start_grace}, grace_period: {after: 1d, event: suspend}}\nsteps: [{advance: 9d, fired: "
	for _, test := range []struct{ why, fired, want, got string }{
		{"both", "[{event: start_grace, at: 2026-01-02}, {event: suspend, at: 2026-01-03}]", "", ""},
		{"the first is skipped", "[{event: suspend, at: 2026-01-03}]", "suspend at 2026-01-03 00:00", "start_grace at 2026-01-02 00:00"},
		{"the last is missing", "[{event: start_grace}]", "nothing more", "suspend at 2026-01-03 00:00"},
		{"at the jump's end", "[{event: start_grace, at: 2026-01-10}, {event: suspend, at: 2026-01-10}]", "start_grace at 2026-01-10 00:00", "start_grace at 2026-01-02 00:00"},
		{"in another order", "[{event: suspend}, {event: start_grace}]", "suspend", "start_grace at 2026-01-02 00:00"},
		{"one more", "[{event: start_grace}, {event: suspend}, {event: expire}]", "expire", "nothing more"},
		{"none", "[]", "nothing more", "start_grace at 2026-01-02 00:00"},
	} {
		t.Run(test.why, func(t *testing.T) {
			s := parse(t, story+test.fired+"}]")
			failure := replay.Judge(s, play(t, s))
			switch {
			case failure == nil && test.want != "":
				t.Errorf("it holds")
			case failure != nil && (failure.Mismatches[0].Want != test.want || failure.Mismatches[0].Got != test.got):
				t.Errorf("%+v, want %q, got %q", failure.Mismatches, test.want, test.got)
			}
		})
	}
}

// TestRaces judges every order, and says which one breaks.
func TestRaces(t *testing.T) {
	for _, test := range []struct {
		why, text string
		order     int // that breaks; -1 where all hold
	}{
		{"cancel wins in both orders", "start: past_due\nsteps: [{any_order: [{event: cancel}, {event: recover}], expect: cancelled}]", -1},
		{"the first order breaks", "start: past_due\nsteps: [{any_order: [{event: suspend}, {event: recover}], expect: suspended}]", 1},
		{"the second order breaks", "start: past_due\nsteps: [{any_order: [{event: suspend}, {event: recover}], expect: active}]", 2},
		{"a loser may be rejected", "start: past_due\nsteps: [{any_order: [{event: cancel}, {event: recover}], expect: cancelled}]", -1},
		{"unless it is expected to win", "start: past_due\nsteps: [{any_order: [{event: cancel}, {event: recover, expect: active}]}]", 1},
		{"of three, in some order", "start: active\nsteps: [{any_order: [{event: suspend}, {event: cancel}, {event: expire}], expect: cancelled}]", 2},
		{"as occurred, the delivery does not matter", "start: suspended\norder: occurred\nsteps: [{any_order: [{event: resume, seq: 1}, {event: fail_renewal, seq: 2}, {event: recover, seq: 3}], expect: active}]", -1},
		{"as occurred, events that tie are in the order of their delivery", "start: past_due\norder: occurred\nsteps: [{any_order: [{event: suspend}, {event: recover}], expect: active}]", 2},
		{"as occurred, the end of all events counts", "start: past_due\norder: occurred\nsteps: [{any_order: [{event: suspend}, {event: fail_renewal}], expect: active}, {event: recover, at: 2027-01-01}]", -1},
		{"as occurred, a race after another event", "start: past_due\norder: occurred\nsteps: [{event: fail_renewal}, {any_order: [{event: suspend}, {event: recover}], expect: active}]", 2},
		{"of two races, the last varies first", "start: past_due\norder: occurred\nsteps: [{any_order: [{event: suspend}, {event: recover}]}, {any_order: [{event: fail_renewal}, {event: resume}], expect: past_due}]", 3},
		{"an id that comes twice in a race counts once, whichever is first", "start: active\nsteps: [{any_order: [{event: schedule_cancellation, id: a}, {event: cancel, id: a}], expect: active}]", 2},
		{"what is known before a race is known in each order", "start: active\nsteps: [{event: renew, id: a}, {any_order: [{event: cancel, id: a}, {event: suspend, id: b}], expect: suspended}]", -1},
	} {
		t.Run(test.why, func(t *testing.T) {
			s := parse(t, "name: x\n"+test.text)
			failure := replay.Judge(s, play(t, s))
			if order := -1; failure != nil {
				if order = failure.Order; order != test.order {
					t.Errorf("order %d breaks, want %d: %+v", order, test.order, failure.Path)
				}
			} else if order != test.order {
				t.Errorf("all orders hold, want order %d to break", test.order)
			}
		})
	}
}

// TestTiesKeepTheirPlace: however many events there are, those that happened at
// one instant with one number come as they stand in the file.
func TestTiesKeepTheirPlace(t *testing.T) {
	text := "name: x\nstart: active\norder: occurred\nsteps:\n"
	for i := range 60 {
		event := []string{"suspend", "resume"}[i/3%2]
		text += fmt.Sprintf("  - {event: %s, seq: %d, expect: {verdict: applied}}\n", event, i%3)
	}
	s := parse(t, text)
	if failure := replay.Judge(s, play(t, s)); failure != nil {
		t.Errorf("step %d: %+v", failure.Step+1, failure.Mismatches)
	}
}

// TestJudgeReadsEveryOrder: an order that is missing from a trace, or one too
// many, does not pass.
func TestJudgeReadsEveryOrder(t *testing.T) {
	s := parse(t, "name: x\nstart: past_due\nsteps: [{any_order: [{event: cancel}, {event: recover}], expect: cancelled}]")
	honest := play(t, s)
	for why, answers := range map[string][]replay.Answer{
		"the second order is missing": honest.Answers[:2],
		"an answer too many":          append(honest.Answers[:4:4], honest.Answers[3]),
		"the first order twice":       append(honest.Answers[:2:2], honest.Answers[:2]...),
	} {
		if replay.Judge(s, &replay.Trace{Start: honest.Start, Clock: honest.Clock, Answers: answers}) == nil {
			t.Errorf("%s, and it passes", why)
		}
	}
	failure := replay.Judge(s, &replay.Trace{Start: honest.Start, Clock: honest.Clock, Answers: honest.Answers[:2]})
	if at := failure.Observed.Configuration.State; at != fsm.StatePastDue {
		t.Errorf("an order that is missing begins in %s", at)
	}
}

// TestScenarioLines finds scenarios by the lines they stand on.
func TestScenarioLines(t *testing.T) {
	text := "# first\nname: a\nsteps: [{event: activate, expect: active}]\n--- # second\n\nname: b\nsteps: [{event: activate, expect: active}]\n\n---\nname: c\nsteps: [{event: activate, expect: active}]"
	scenarios, err := replay.Parse("x", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for line := 1; line <= 11; line++ {
		name := "-"
		for _, s := range scenarios {
			if s.Holds(line) {
				name = s.Name
			}
		}
		lines = append(lines, name)
	}
	if got := strings.Join(lines, ""); got != "aaabbbbbccc" {
		t.Errorf("the lines belong to %s", got)
	}
}
