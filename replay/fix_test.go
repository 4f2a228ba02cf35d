package replay_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/internal/diag"
	"github.com/Huzefaaa2/subsim/replay"
)

const fine = "name: a\nsteps: [{event: activate, expect: active}]\n"

func TestFix(t *testing.T) {
	for _, test := range []struct{ why, text, want string }{
		{"the American spelling", "start: canceled", "start: cancelled"},
		{"case and separators", "start: Past-Due", "start: past_due"},
		{"a space is a separator too", "start: grace period", "start: grace_period"},
		{"single quotes stay", "start: 'Canceled'", "start: 'cancelled'"},
		{"double quotes stay", `start: "Canceled"`, `start: "cancelled"`},
		{"a comment stays", "start: Trial # as ever", "start: trial # as ever"},
		{"a key", "Start: trial", "start: trial"},
		{"a key in quotes, and the space before its colon", `"START" : trial`, `"start" : trial`},
		{"a key and its value in one line, the value hidden at first", "Start: Trial", "start: trial"},
		{"several in one line, growing and shrinking", "policy: {Trial: {After: 1d, event: Expire}, cancelled: {after: 1d, event: Re-Activate}}", "policy: {trial: {after: 1d, event: expire}, cancelled: {after: 1d, event: reactivate}}"},
		{"wide characters before it", "policy: {trial: {after: 1d, event: expire}} #\U0001F600\nabout: {\U0001F600: x, y: z}\nprofile: {without: [Past-Due]}", "policy: {trial: {after: 1d, event: expire}} #\U0001F600\nabout: {\U0001F600: x, y: z}\nprofile: {without: [past_due]}"},
		{"both parts of a cell", "profile: {without: [Suspended/Fail-Renewal, 'canceled/cancel']}", "profile: {without: [suspended/fail_renewal, 'cancelled/cancel']}"},
		{"behind wide characters in its line", "about: [\"\U0001F600\"]\nstart: {\"\U0001F600\": 1, State: trial}", "about: [\"\U0001F600\"]\nstart: {\"\U0001F600\": 1, state: trial}"},
		{"truth in capitals", "start: {state: active, cancellation_scheduled: True}", "start: {state: active, cancellation_scheduled: true}"},
		{"an order", "order: Occurred", "order: occurred"},
		{"line ends of two characters stay", "start: Trial\r\nabout: x\r", "start: trial\r\nabout: x\r"},

		{"a near miss is a guess", "start: trail", "start: trail"},
		{"so is a letter too few", "start: activ", "start: activ"},
		{"an event for a state has a meaning of its own", "start: cancel", "start: cancel"},
		{"yes may be a text", "start: {state: active, cancellation_scheduled: yes}", "start: {state: active, cancellation_scheduled: yes}"},
		{"two keys would become one", "Start: trial\nSTART: active", "Start: trial\nSTART: active"},
		{"the key is there already", "Start: trial\nstart: active", "Start: trial\nstart: active"},
		{"an escape is not written as it reads", `start: "Canc\x65led"`, `start: "Canc\x65led"`},
		{"nor is a part of one", `profile: {without: ["Canc\x65led/expire"]}`, `profile: {without: ["Canc\x65led/expire"]}`},
		{"a block is not written as it reads", "start: |-\n  Trial", "start: |-\n  Trial"},
		{"a text of two lines", "start: grace\n  period", "start: grace\n  period"},
		{"prose is left alone", "about: Start in Past-Due, then canceled", "about: Start in Past-Due, then canceled"},
		{"a tag is", "tags: [Canceled]", "tags: [Canceled]"},
		{"what is no YAML", "start: [Trial", "start: [Trial"},
	} {
		for _, mark := range []string{"", "\ufeff"} {
			text, want := mark+"---\n"+fine+"---\n"+test.text+"\n"+fine, mark+"---\n"+fine+"---\n"+test.want+"\n"+fine
			got, done := replay.Fix("x", []byte(text))
			if string(got) != want {
				t.Errorf("%s: %q becomes\n%q, want\n%q", test.why, test.text, got, want)
			}
			if (len(done) > 0) != (text != want) {
				t.Errorf("%s: done: %v", test.why, done)
			}
		}
	}
}

// TestFixTells wants the place and the name in what is told.
func TestFixTells(t *testing.T) {
	_, done := replay.Fix("x", []byte("name: a\nSteps: [{Event: Activate, expect: \"Active\"}]\n"))
	var got []string
	for _, p := range done {
		got = append(got, p.Place()+" "+p.Span.In(p.Source.Line(p.Span.Line))+" "+p.Fix)
	}
	want := `x:2:1 Steps steps, x:2:10 Event event, x:2:35 "Active" "active", x:2:17 Activate activate`
	if strings.Join(got, ", ") != want {
		t.Errorf("got  %s\nwant %s", strings.Join(got, ", "), want)
	}
}

// FuzzFix wants a mended text to differ in names alone, to read at least as well,
// and to need no mending.
func FuzzFix(f *testing.F) {
	for _, seed := range []string{
		"\ufeffname: a\r\nStart: 'Past-Due' # x\r\nSteps: [{Event: Fail Renewal, Expect: \"pastdue\"}]\r\n",
		"name: a\nprofile: {Without: [Past Due, graceperiod, REACTIVATE]}\npolicy: {Trial: {AFTER: 1d, event: Expire}}\nsteps: [{expect: None}, {expect: {State: x, Verdict: Applied}}]\n",
		"name: a\nsteps: [{\U0001F600: 1, Event: Renew}]\n---\nEvent\n---\n? Name\n: x\n",
		"name: a\nStart: &x Trial\nsteps:\n  - expect: |-\n      Trial\n  - expect: Grace\n      Period\n",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		fixed, done := replay.Fix("x", text)
		if len(done) == 0 {
			if string(fixed) != string(text) {
				t.Fatalf("nothing is mended, and %q becomes %q", text, fixed)
			}
			return
		}
		if strings.Count(string(fixed), "\n") != strings.Count(string(text), "\n") {
			t.Fatalf("%q has other lines than %q", fixed, text)
		}
		before, after := problems("x", text), problems("x", fixed)
		if syntax(after) > syntax(before) || len(before) < replay.MaxProblems && len(after.Fixable()) > 0 {
			t.Fatalf("%q\nbecomes\n%q\nbefore %v\nafter %v", text, fixed, before, after)
		}
		checkUndone(t, string(text), string(fixed), done)
	})
}

// checkUndone takes the fixes back, the last first, and wants the old text.
func checkUndone(t *testing.T, text, fixed string, done diag.Problems) {
	t.Helper()
	rest := strings.TrimPrefix(fixed, "\ufeff")
	for len(done) > 0 {
		source := done[len(done)-1].Source
		first := len(done)
		for first > 0 && done[first-1].Source == source {
			first--
		}
		if got := done[first:].Fixed(source.Text); got != rest {
			t.Fatalf("%q is not %q with its fixes", rest, source.Text)
		}
		rest, done = source.Text, done[:first]
	}
	if rest != strings.TrimPrefix(text, "\ufeff") {
		t.Fatalf("%q is where it began, not %q", rest, text)
	}
}

func problems(name string, text []byte) diag.Problems {
	var found diag.Problems
	_, err := replay.Parse(name, text)
	errors.As(err, &found)
	return found
}

func syntax(problems diag.Problems) int {
	n := 0
	for _, p := range problems {
		if strings.HasPrefix(p.Message, "not valid YAML") {
			n++
		}
	}
	return n
}
