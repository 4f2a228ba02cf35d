package replay_test

import (
	"errors"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/Huzefaaa2/subsim/internal/diag"
	"github.com/Huzefaaa2/subsim/replay"
)

// TestDocuments counts scenarios in every way that YAML separates documents.
func TestDocuments(t *testing.T) {
	const a, b = "name: a\nsteps: [{event: activate, expect: active}]\n", "name: b\nsteps: [{event: activate, expect: active}]\n"
	for _, test := range []struct {
		why, text string
		want      int
	}{
		{"one document", a, 1},
		{"without a last newline", strings.TrimSpace(a), 1},
		{"a marker before the first", "---\n" + a, 1},
		{"comments before the first", "# x\n\n---\n" + a, 1},
		{"two documents", a + "---\n" + b, 2},
		{"a comment behind the marker", a + "--- # second\n" + b, 2},
		{"a document behind the marker", a + "--- {name: b, steps: [{event: activate, expect: active}]}\n", 2},
		{"an end marker", a + "...\n" + b, 2},
		{"both markers", a + "...\n---\n" + b, 2},
		{"a last end marker", a + "...\n", 1},
		{"CRLF", strings.ReplaceAll(a+"---\n"+b, "\n", "\r\n"), 2},
		{"a byte order mark", "\ufeff" + a, 1},
		{"dashes inside a text are no marker", "name: a\nabout: |\n  ---\n  x\nsteps: [{event: activate, expect: active}]\n", 1},
		{"a block text may hold an expect", "name: a\nsteps:\n- event: activate\n  expect: >-\n    active\n", 1},
	} {
		t.Run(test.why, func(t *testing.T) {
			scenarios, err := replay.Parse("x", []byte(test.text))
			if err != nil || len(scenarios) != test.want {
				t.Errorf("%d scenarios, %v; want %d", len(scenarios), err, test.want)
			}
		})
	}
}

// TestProblemsStandInTheirPlace wants problems of later documents on their own
// lines.
func TestProblemsStandInTheirPlace(t *testing.T) {
	for _, test := range []struct{ why, text, want string }{
		{"a slip in a second document", "name: a\nsteps: [{event: activate, expect: active}]\n---\nname: b\nsteps: [{expect: nonne}]\n", "x:5:18: "},
		{"broken YAML in a second document", "name: a\nsteps: [{event: activate, expect: active}]\n---\nname: b: c\n", "x:4:8: not valid YAML"},
		{"columns count characters", "name: é\nsteps: [{event: é, expect: none}]\n", "x:2:17: "},
		{"a directive", "%YAML 1.2\n---\nname: a\nsteps: [{event: activate, expect: active}]\n", "not valid YAML"},
		{"a lone carriage return", "name: a\rsteps: x\n", "x:1:8: the file holds a carriage return"},
		{"a line separator", "name: a\u2028b\n", "x:1:8: the file holds a line break"},
	} {
		t.Run(test.why, func(t *testing.T) {
			_, err := replay.Parse("x", []byte(test.text))
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("%v; want %s", err, test.want)
			}
		})
	}
}

// TestOneSlipIsOneProblem wants a slip in a step to be told once, in its place.
func TestOneSlipIsOneProblem(t *testing.T) {
	for _, test := range []struct{ why, step, want string }{
		{"a race that is no list is not empty too", "any_order: cancel", "x:3:21: any_order is a list (got a text)"},
		{"a reason of another verdict", "event: renew, expect: {verdict: applied, reason: ended}", "x:3:59: the reason does not go with the verdict (ended belongs to rejected)"},
		{"a reason that is none belongs to no verdict", "event: renew, expect: {verdict: applied, reason: late}", `x:3:59: "late" is not the name of a reason`},
		{"a check has no reason", "expect: {reason: ended}", "x:3:27: only an event has a reason"},
	} {
		t.Run(test.why, func(t *testing.T) {
			_, err := replay.Parse("x", []byte("name: a\nstart: active\nsteps: [{"+test.step+"}, {expect: active}]\n"))
			if err == nil || err.Error() != test.want {
				t.Errorf("%v\nwant %s", err, test.want)
			}
		})
	}
}

// TestImpossibleStarts wants a start that no subscription can be in refused, and
// nothing of it passed over.
func TestImpossibleStarts(t *testing.T) {
	for _, test := range []struct{ why, start, want string }{
		{"what has not started has nothing to end", "{state: none, cancellation_scheduled: true}", "only live states do"},
		{"nor has what has ended", "{state: expired, cancellation_scheduled: true}", "only live states do"},
		{"nothing is last known where there is no gap", "{state: active, last_known: trial}", "only a gap has a last known state"},
		{"a gap is never what was last known", "{state: unknown, last_known: unknown}", "cannot be unknown itself"},
		{"nothing further back is remembered", "{state: unknown, last_known: {state: active, last_known: trial}}", "x:2:37: last_known has no last_known of its own"},
		{"none is in no generation, in a gap too", "{state: unknown, last_known: {state: none, generation: 5}}", "x:2:37: none is in no generation"},
		{"the flag is that of the last known state", "{state: unknown, cancellation_scheduled: false, last_known: {state: active, cancellation_scheduled: true}}", "contradicts cancellation_scheduled"},
		{"so is the generation", "{state: unknown, generation: 1, last_known: {state: active, generation: 2}}", "contradicts generation"},
		{"a started subscription is in a generation", "{state: active, generation: 0}", "at least in generation 1"},
	} {
		t.Run(test.why, func(t *testing.T) {
			_, err := replay.Parse("x", []byte("name: a\nstart: "+test.start+"\nsteps: [{expect: {steady_state: blocked}}]\n"))
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("%v; want %s", err, test.want)
			}
		})
	}
}

func TestParseFS(t *testing.T) {
	tree := fstest.MapFS{
		"b/two.subsim.yaml": {Data: []byte("name: b\nsteps: [{event: activate, expect: active}]\n")},
		"a/one.subsim.yaml": {Data: []byte("name: a\nsteps: [{event: activate, expect: active}]\n")},
		"a/notes.txt":       {Data: []byte("not a scenario")},
	}
	scenarios, err := replay.ParseFS(tree)
	if err != nil || len(scenarios) != 2 || scenarios[0].Name != "a" {
		t.Fatalf("%v, %v", scenarios, err)
	}
	for _, name := range []string{"a/x.subsim.yaml", "b/y.subsim.yaml"} {
		tree[name] = &fstest.MapFile{Data: []byte("nam: x\nsteps: [{event: activate, expect: active}]\n")}
	}
	var problems diag.Problems
	if _, err := replay.ParseFS(tree); !errors.As(err, &problems) || len(problems) != 4 {
		t.Errorf("the problems of both files: %v", err)
	}
	if _, err := replay.ParseFS(closed{tree}); !errors.Is(err, fs.ErrPermission) {
		t.Errorf("a file that cannot be opened: %v", err)
	}
}

// closed lets nobody open a scenario file.
type closed struct{ fstest.MapFS }

func (c closed) Open(name string) (fs.File, error) {
	if strings.HasSuffix(name, replay.Extension) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return c.MapFS.Open(name)
}

// ReadFile keeps MapFS's own from passing by Open.
func (c closed) ReadFile(name string) ([]byte, error) {
	if _, err := c.Open(name); err != nil {
		return nil, err
	}
	return c.MapFS.ReadFile(name)
}
