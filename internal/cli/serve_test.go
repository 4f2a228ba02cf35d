package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/internal/studio"
	"github.com/Huzefaaa2/subsim/scenarios"
)

// TestServeEndsWhenItIsInterrupted asks it for its page first.
func TestServeEndsWhenItIsInterrupted(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	said, complaints := make(chan string, 1), new(bytes.Buffer)
	code := make(chan int)
	go func() {
		code <- Run(ctx, []string{"serve", "--port", "0"}, Streams{In: strings.NewReader(""), Out: speaker(said), Err: complaints})
	}()
	address := strings.TrimSpace(strings.TrimPrefix(<-said, "subsim studio: "))
	response, err := http.Get(address)
	if err != nil || response.StatusCode != http.StatusOK {
		t.Error(response, err)
	}
	if !strings.HasPrefix(address, "http://"+"127.0.0.1:") {
		t.Errorf("it listens on %s", address)
	}
	stop()
	if code := <-code; code != exitInterrupted || complaints.String() != "Ctrl-C ends it\nsubsim: interrupted\n" {
		t.Errorf("exit code %d\n%s", code, complaints)
	}
}

// A speaker hands on what is written.
type speaker chan string

func (s speaker) Write(p []byte) (int, error) {
	s <- string(p)
	return len(p), nil
}

// TestServeWantsAPortOfItsOwn: where a port is taken it says the way out.
func TestServeWantsAPortOfItsOwn(t *testing.T) {
	l, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	_, port, _ := net.SplitHostPort(l.Addr().String())
	output, code := run("serve", "--port", port)
	if code != exitBad || !strings.Contains(output, "port "+port+" is taken") || !strings.Contains(output, "--port 0") {
		t.Errorf("exit code %d\n%s", code, output)
	}
}

// A replayed is what subsim replay --format json -v says of a scenario, as far as
// the studio shows it too.
type replayed struct {
	Name    string
	Line    int
	Held    bool
	Trail   []any
	Failure *struct {
		Step, Of, Order int
		Mismatches      []map[string]any
		Trail           []any
		NextDeadline    *struct{ Event, At string } `json:"next_deadline"`
		Legal           []string
	}
}

// TestTheStudioAnswersAsTheCommandLine plays the corpus in both, as it is and with
// expectations that do not hold.
func TestTheStudioAnswersAsTheCommandLine(t *testing.T) {
	server := httptest.NewServer(studio.New(scenarios.Corpus))
	defer server.Close()
	held, broke, rows := 0, 0, 0
	for name, text := range corpusFiles(t) {
		texts := []string{text}
		if !strings.HasPrefix(name, "cells") { // one of each sort is enough of those
			texts = append(texts, strings.ReplaceAll(text, "expect: active", "expect: trial"), strings.ReplaceAll(text, "verdict: rejected", "verdict: applied"))
		}
		for _, text := range texts {
			for _, want := range replayFile(t, name, text) {
				got := playAll(t, server.URL, one(text, want.Line), want.Line)
				if difference := compare(want, got); difference != "" {
					t.Errorf("%s:%d: %s", name, want.Line, difference)
				}
				rows += len(got.Rows)
				if want.Held {
					held++
				} else {
					broke++
				}
			}
		}
	}
	if held < 300 || broke < 100 {
		t.Errorf("only %d scenarios held and %d broke", held, broke)
	}
	t.Logf("%d scenarios that held and %d that broke compared, %d rows", held, broke, rows)
}

// TestTheComparisonSees what it is there for.
func TestTheComparisonSees(t *testing.T) {
	server := httptest.NewServer(studio.New(scenarios.Corpus))
	defer server.Close()
	text, err := fs.ReadFile(scenarios.Corpus, "dunning/recovery.subsim.yaml")
	if err != nil {
		t.Fatal(err)
	}
	broken := strings.Replace(string(text), "expect: past_due", "expect: active", 1)
	want, fails := replayFile(t, "recovery.subsim.yaml", string(text))[0], replayFile(t, "recovery.subsim.yaml", broken)[0]
	for why, spoil := range map[string]func(good, bad *studio.Story) *studio.Story{
		"another verdict":     func(s, _ *studio.Story) *studio.Story { s.Rows[1].Answer.Verdict = "ignored"; return s },
		"another reason":      func(s, _ *studio.Story) *studio.Story { s.Rows[1].Answer.Reason = "gap"; return s },
		"a row that is gone":  func(s, _ *studio.Story) *studio.Story { s.Rows = s.Rows[1:]; return s },
		"that it broke":       func(s, b *studio.Story) *studio.Story { s.Held, s.Failure = false, b.Failure; return s },
		"another expectation": func(_, b *studio.Story) *studio.Story { b.Failure.Mismatches[0].Got = "trial"; return b },
		"another place":       func(_, b *studio.Story) *studio.Story { b.Failure.Mismatches[0].Column++; return b },
		"another step":        func(_, b *studio.Story) *studio.Story { b.Failure.Step++; return b },
	} {
		good, bad := playAll(t, server.URL, string(text), want.Line), playAll(t, server.URL, broken, fails.Line)
		spoilt := spoil(good, bad)
		against := want
		if spoilt == bad {
			against = fails
		}
		if compare(against, spoilt) == "" {
			t.Errorf("the comparison does not see %s", why)
		}
	}
}

// compare says how the studio answers otherwise than the command line.
func compare(want replayed, got *studio.Story) string {
	if got.Name != want.Name || got.Held != want.Held || (want.Failure == nil) != (got.Failure == nil) {
		return fmt.Sprintf("%q holds: %t, but the studio says of %q: %t", want.Name, want.Held, got.Name, got.Held)
	}
	trail, shown := want.Trail, []any{}
	for _, row := range got.Rows {
		if row.Answer != nil {
			shown = append(shown, generic(row.Answer))
		}
	}
	if f := want.Failure; f != nil {
		trail = f.Trail
		shown = shown[:min(len(shown), len(trail))] // the studio shows what comes behind as well
		mismatches := []map[string]any{}
		for _, m := range got.Failure.Mismatches {
			mismatches = append(mismatches, map[string]any{"key": m.Key, "expected": m.Want, "got": m.Got, "line": float64(m.Line), "column": float64(m.Column)})
		}
		if !reflect.DeepEqual(mismatches, f.Mismatches) || got.Failure.Step != f.Step || got.Failure.Of != f.Of || got.Failure.Order != f.Order {
			return fmt.Sprintf("it broke by %v at step %d, but the studio says %v at step %d", f.Mismatches, f.Step, mismatches, got.Failure.Step)
		}
		if got.Failure.Row == 0 {
			return "no row shows what broke"
		}
	}
	if !reflect.DeepEqual(trail, shown) {
		return fmt.Sprintf("the trail is\n%v\nbut the studio shows\n%v", trail, shown)
	}
	return ""
}

// generic is a value as JSON has it.
func generic(value any) (read any) {
	text, err := json.Marshal(value)
	if err == nil {
		err = json.Unmarshal(text, &read)
	}
	if err != nil {
		panic(err)
	}
	return read
}

// one blanks out all of a text that does not belong to the scenario on a line.
func one(text string, line int) string {
	lines := strings.SplitAfter(text, "\n")[line-1:]
	end := slices.IndexFunc(lines, func(text string) bool { return strings.HasPrefix(text, "---") })
	if end >= 0 {
		lines = lines[:end]
	}
	return strings.Repeat("\n", line-1) + strings.Join(lines, "")
}

// replayFile replays a text from a file of that name.
func replayFile(t *testing.T, name, text string) []replayed {
	t.Helper()
	path := filepath.Join(t.TempDir(), filepath.Base(name))
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	code := Run(context.Background(), []string{"replay", "--format", "json", "-v", path}, Streams{In: strings.NewReader(""), Out: &out, Err: io.Discard})
	var report struct {
		Files []struct{ Scenarios []replayed }
	}
	if err := json.Unmarshal(out.Bytes(), &report); err != nil || code > exitBroke {
		return nil // what was changed makes no sense any more
	}
	return report.Files[0].Scenarios
}

// playAll plays a scenario in the studio, with all its rows.
func playAll(t *testing.T, url, text string, line int) *studio.Story {
	t.Helper()
	var whole *studio.Story
	for at := 0; whole == nil || len(whole.Rows) < whole.Count; at += 100 {
		body, err := json.Marshal(studio.Play{Scenario: text, Line: line, At: &at})
		if err != nil {
			t.Fatal(err)
		}
		response, err := http.Post(url+"/api/play", "application/json", bytes.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		var a studio.Answer
		err = json.NewDecoder(response.Body).Decode(&a)
		response.Body.Close()
		if err != nil || a.Story == nil {
			t.Fatalf("%v: %+v", err, a)
		}
		if whole == nil {
			whole = a.Story
			continue
		}
		for _, row := range a.Story.Rows {
			if row.Number == len(whole.Rows)+1 {
				whole.Rows = append(whole.Rows, row)
			}
		}
	}
	return whole
}

// corpusFiles reads the corpus.
func corpusFiles(t *testing.T) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := fs.WalkDir(scenarios.Corpus, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := fs.ReadFile(scenarios.Corpus, name)
		files[name] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}
