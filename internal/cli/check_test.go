package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/internal/boundary"
)

// whole puts a sample together: the pieces are written with a ~ between them, so
// that this repository does not hold them.
func whole(pieces string) string { return strings.ReplaceAll(pieces, "~", "") }

// privates are a sample of each rule.
var privates = [][2]string{
	{"card-number", "411~11111~1111~1111"},
	{"email", "ann~@~host.example"},
	{"money", "EUR~ 9.99"},
	{"provider-id", "cus~_9aBcDeFgHiJk"},
	{"secret-key", "api~_key=abc"},
	{"token", "sk~_live_~abcdefgh1"},
	{"url", "https~://host.example/a"},
}

// private returns the sample of a rule.
func private(t *testing.T, rule string) string {
	t.Helper()
	for _, sample := range privates {
		if sample[0] == rule {
			return whole(sample[1])
		}
	}
	t.Fatalf("there is no sample of rule %s", rule)
	return ""
}

func put(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o640); err != nil {
		t.Fatal(err)
	}
}

func holds(t *testing.T, path, want string) {
	t.Helper()
	if text, err := os.ReadFile(path); err != nil || string(text) != want {
		t.Errorf("%s holds %q, want %q (%v)", path, text, want, err)
	}
}

// TestCheckHoldsTheBoundary wants every rule to be reported with its name and the
// way out, whether as a scenario or as any text, and what was found nowhere.
func TestCheckHoldsTheBoundary(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, rule := range boundary.Rules() {
		if rule.Corpus {
			continue // the corpus is clean
		}
		sample := private(t, rule.Name)
		put(t, "a.yaml", "name: a\nabout: |\n  see "+sample+" there\nsteps: [{event: activate, expect: active}]\n")
		for _, args := range [][]string{{"check", "a.yaml"}, {"check", "--public", "a.yaml"}, {"check", "--format", "json", "a.yaml"}} {
			output, code := run(args...)
			wayOut := strings.Join(strings.Fields(output), " ")
			if code != exitBroke || !strings.Contains(output, rule.Name) || !strings.Contains(wayOut, rule.WayOut) {
				t.Errorf("%v, rule %s: exit code %d\n%s", args, rule.Name, code, output)
			}
			if strings.Contains(output, sample) {
				t.Errorf("%v, rule %s: what was found is repeated:\n%s", args, rule.Name, output)
			}
		}
		if output, code := run("replay", "a.yaml"); code != exitHeld {
			t.Errorf("a replay does not hold the boundary: %s", output)
		}
	}
}

// TestCheckMasksOtherExcerpts: a problem beside something private does not show it.
func TestCheckMasksOtherExcerpts(t *testing.T) {
	t.Chdir(t.TempDir())
	sample := private(t, "email")
	put(t, "a.yaml", "name: a\nstart: canceled # "+sample+"\nsteps: [{event: activate, expect: active}]\n")
	output, code := run("check", "a.yaml")
	if code != exitBad || strings.Contains(output, sample) || !strings.Contains(output, "fix:  write cancelled") {
		t.Errorf("exit code %d\n%s", code, output)
	}
}

func TestCheckPublic(t *testing.T) {
	t.Chdir(t.TempDir())
	mail := private(t, "email")
	put(t, "plain.txt", "nothing here\n")
	put(t, "binary", "a\x00"+mail)
	put(t, "mail.txt", mail+"\n")
	if err := os.MkdirAll(".git", 0o755); err != nil {
		t.Fatal(err)
	}
	put(t, ".git/config", mail)
	for _, test := range []struct {
		why, exceptions, last string
		args                  []string
		code                  int
	}{
		{"found in a folder, git's own left out", "", "2 files: 1 breach; skipped 1 binary file", []string{"."}, exitBroke},
		{"excused", `mail.txt  email  .*  a test`, "3 files: no problem; skipped 1 binary file", []string{"."}, exitHeld},
		{"excused, named otherwise", `mail.txt  email  .*  a test`, "1 file: no problem", []string{"./mail.txt"}, exitHeld},
		{"an exception that nothing needs", `plain.txt  email  .*  a test`, "1 file: 1 breach", []string{"plain.txt"}, exitBroke},
		{"an exception for a file that is gone", `gone.txt  email  .*  a test`, "1 file: 1 breach", []string{"plain.txt"}, exitBroke},
		{"an exception for a file that was not asked for", `mail.txt  email  .*  a test`, "1 file: no problem", []string{"plain.txt"}, exitHeld},
		{"exceptions that make no sense", `mail.txt`, "", []string{"plain.txt"}, exitBad},
		{"nothing but binary files", "", "0 files: no problem; skipped 1 binary file", []string{"binary"}, exitNothing},
		{"no such file", "", "1 file: no problem", []string{"gone.txt"}, exitBad},
	} {
		if os.Remove(boundary.ExceptionsFile); test.exceptions != "" {
			put(t, boundary.ExceptionsFile, test.exceptions+"\n")
		}
		var out, err bytes.Buffer
		code := Run(context.Background(), append([]string{"check", "--public"}, test.args...), Streams{strings.NewReader(""), &out, &err})
		lines := strings.Split(strings.TrimSpace(out.String()), "\n")
		if last := lines[len(lines)-1]; code != test.code || code != exitBad && last != test.last {
			t.Errorf("%s: exit code %d, want %d; %q, want %q\n%s%s", test.why, code, test.code, last, test.last, &out, &err)
		}
	}
}

const slips = "\ufeff# kept\r\nName: 'a'  # kept\r\nStart: Past-Due\r\nsteps: [{Event: \"Re-new\", expect: {verdict: Rejected}}]\r\n"

const mended = "\ufeff# kept\r\nname: 'a'  # kept\r\nstart: past_due\r\nsteps: [{event: \"renew\", expect: {verdict: rejected}}]\r\n"

// TestFixKeepsTheFile wants names to change and nothing else: not the mode, not a
// link, not the layout.
func TestFixKeepsTheFile(t *testing.T) {
	t.Chdir(t.TempDir())
	put(t, "target.yaml", slips)
	if err := os.Symlink("target.yaml", "link.yaml"); err != nil {
		t.Fatal(err)
	}
	output, code := run("check", "--fix", "link.yaml")
	if code != exitHeld || !strings.Contains(output, "fixed link.yaml:3:8: Past-Due -> past_due\n") || !strings.HasSuffix(output, "no problem; 6 fixed\n") {
		t.Errorf("exit code %d\n%s", code, output)
	}
	holds(t, "target.yaml", mended)
	link, err := os.Lstat("link.yaml")
	target, err2 := os.Stat("target.yaml")
	if err != nil || err2 != nil || link.Mode()&os.ModeSymlink == 0 || target.Mode().Perm() != 0o640 {
		t.Errorf("link %v, target %v, %v, %v", link.Mode(), target.Mode(), err, err2)
	}
	if names, _ := filepath.Glob(".*"); len(names) > 0 {
		t.Errorf("%v is left behind", names)
	}
	before, _ := os.Stat("target.yaml")
	if output, code := run("check", "--fix", "link.yaml"); code != exitHeld {
		t.Errorf("the second time: %s", output)
	}
	if after, _ := os.Stat("target.yaml"); !os.SameFile(before, after) {
		t.Error("what needs no fix is written all the same")
	}
}

func TestFixReportsWhatIsReadOnly(t *testing.T) {
	t.Chdir(t.TempDir())
	put(t, "a.yaml", slips)
	if err := os.Chmod("a.yaml", 0o440); err != nil {
		t.Fatal(err)
	}
	output, code := run("check", "--fix", "a.yaml")
	if code != exitBad || !strings.Contains(output, "read-only") || !strings.Contains(output, `unknown key "Name"`) {
		t.Errorf("exit code %d\n%s", code, output)
	}
	holds(t, "a.yaml", slips)
}

// TestFixFilters: by standard input, the text comes out, mended or not, and
// nothing else does.
func TestFixFilters(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, test := range []struct {
		why, in, want string
		code          int
	}{
		{"mended", slips, mended, exitHeld},
		{"as it was", mended, mended, exitHeld},
		{"what cannot be mended", "start: actve\n", "start: actve\n", exitBad},
	} {
		var out, err bytes.Buffer
		code := Run(context.Background(), []string{"check", "--fix", "-"}, Streams{strings.NewReader(test.in), &out, &err})
		if code != test.code || out.String() != test.want || !strings.Contains(err.String(), "1 file") {
			t.Errorf("%s: exit code %d, %q\n%s", test.why, code, &out, &err)
		}
	}
}

func TestCheckJSON(t *testing.T) {
	t.Chdir(t.TempDir())
	put(t, "a.yaml", "name: a\nstart: Trial\nsteps: [{expect: trial}]\n")
	put(t, "b.yaml", "name: b\nstart: trial\nsteps: [{expect: trial}]\n")
	var out, err bytes.Buffer
	code := Run(context.Background(), []string{"check", "--format", "json", "a.yaml", "b.yaml"}, Streams{strings.NewReader(""), &out, &err})
	var report struct {
		Format  string
		Version int
		Files   []struct {
			File                                string
			Scenarios                           int
			Problems, Breaches, Warnings, Fixed []struct {
				Line, Column, Width int
				Rule, Message, Fix  string
			}
		}
		Summary map[string]int
	}
	if e := json.Unmarshal(out.Bytes(), &report); e != nil || code != exitBad {
		t.Fatalf("exit code %d, %v\n%s", code, e, &out)
	}
	if report.Format != "subsim check" || report.Version != 1 || len(report.Files) != 2 {
		t.Fatalf("%+v", report)
	}
	a, b := report.Files[0], report.Files[1]
	if p := a.Problems[0]; p.Line != 2 || p.Column != 8 || p.Width != 5 || p.Fix != "trial" || p.Message == "" {
		t.Errorf("%+v", p)
	}
	if b.Scenarios != 1 || len(b.Problems) != 0 || b.Warnings[0].Rule != "nothing-happens" {
		t.Errorf("%+v", b)
	}
	if s := report.Summary; s["of"] != 2 || s["files"] != 2 || s["scenarios"] != 1 || s["problems"] != 1 || s["warnings"] != 1 {
		t.Errorf("%v", s)
	}
}

// TestCheckIsInterrupted: what is partial says so, in every format.
func TestCheckIsInterrupted(t *testing.T) {
	t.Chdir(t.TempDir())
	put(t, "a.yaml", slips)
	done, stop := context.WithCancel(context.Background())
	stop()
	for format, want := range map[string]string{"text": "partial: interrupted in file 1 of 1", "json": `"files":0,"of":1`} {
		var out, err bytes.Buffer
		code := Run(done, []string{"check", "--format", format, "a.yaml"}, Streams{strings.NewReader(""), &out, &err})
		if code != exitInterrupted || !strings.Contains(out.String(), want) {
			t.Errorf("%s: exit code %d\n%s%s", format, code, &out, &err)
		}
		if format == "json" && !json.Valid(out.Bytes()) {
			t.Errorf("no JSON: %s", &out)
		}
	}
}
