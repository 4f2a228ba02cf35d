package cli

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/diag"
	"github.com/Huzefaaa2/subsim/internal/peers"
)

// TestMain forgets a job of GitHub Actions that may run the tests: it would hear
// of what breaks on purpose.
func TestMain(m *testing.M) {
	os.Unsetenv("GITHUB_ACTIONS")
	os.Exit(m.Run())
}

// run executes a command line and returns what a terminal would show: the
// output, then the complaints, then the exit status as go run prints it.
func run(args ...string) (output string, code int) {
	var out, err bytes.Buffer
	code = Run(context.Background(), args, Streams{In: strings.NewReader(""), Out: &out, Err: &err})
	output = out.String() + err.String()
	if code != exitHeld {
		output += fmt.Sprintf("exit status %d\n", code)
	}
	return output, code
}

var fence = regexp.MustCompile("(?ms)^```(\\w+)\n(.*?)^```$")

// blocks returns the fenced blocks of a document in one language.
func blocks(t *testing.T, document, language string) []string {
	t.Helper()
	text, err := os.ReadFile(document)
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, block := range fence.FindAllStringSubmatch(string(text), -1) {
		if block[1] == language {
			found = append(found, block[2])
		}
	}
	return found
}

var (
	fileName    = regexp.MustCompile(`^# (\S+\.(?:subsim|profile|rates|names)\.yaml)\n`)
	drawingName = regexp.MustCompile(`(?m)^ *%% (\S+\.mmd)\n`)
)

// documents returns README and docs, and lays their scenario files and those of
// their drawings that have a name out in a fresh folder, beside the corpus.
func documents(t *testing.T) (paths []string, folder string) {
	t.Helper()
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	folder = t.TempDir()
	for _, shown := range []string{"scenarios", "examples"} {
		if err := os.Symlink(filepath.Join(root, shown), filepath.Join(folder, shown)); err != nil {
			t.Fatal(err)
		}
	}
	paths, err = filepath.Glob(filepath.Join(root, "docs", "*.md"))
	paths = append(paths, filepath.Join(root, "README.md"))
	if err != nil || len(paths) < 5 {
		t.Fatalf("documents are missing: %v %v", paths, err)
	}
	for _, path := range paths {
		for _, block := range blocks(t, path, "yaml") {
			name := fileName.FindStringSubmatch(block)
			if name == nil {
				t.Fatalf("%s: a yaml block begins with a comment that names its file:\n%s", path, block)
			}
			if err := os.WriteFile(filepath.Join(folder, name[1]), []byte(block), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		for _, block := range blocks(t, path, "mermaid") {
			if name := drawingName.FindStringSubmatch(block); name != nil {
				if err := os.WriteFile(filepath.Join(folder, name[1]), []byte(block), 0o600); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	return paths, folder
}

// TestDocumentsTellTheTruth runs every transcript of README and docs, and
// replays every scenario file they show.
func TestDocumentsTellTheTruth(t *testing.T) {
	paths, folder := documents(t)
	t.Chdir(folder)
	told := map[string]bool{}
	for _, path := range paths {
		for _, block := range blocks(t, path, "console") {
			command, want, _ := strings.Cut(block, "\n")
			if lacksPython(t, command) {
				continue
			}
			args := words(t, command)
			told[args[len(args)-1]] = true
			got, code := run(args...)
			got = strings.TrimSuffix(got, fmt.Sprintf("exit status %d\n", code))
			broke := strings.Contains(want, "FAIL") || strings.Contains(want, `"held":false`) || strings.HasPrefix(want, "stricter: ") || strings.Contains(want, "\n  stale ") || strings.Contains(want, "\nundecided: ")
			if !elided(want).MatchString(got) || (code == exitBroke) != broke {
				t.Errorf("%s: %s prints\n%s\nbut the document says\n%s", path, command, got, want)
			}
		}
	}
	files, _ := filepath.Glob("*.subsim.yaml")
	for _, file := range files {
		if output, code := run("replay", file); code != exitHeld && !told[file] {
			t.Errorf("%s does not hold:\n%s", file, output)
		}
	}
	profiles, _ := filepath.Glob("*.profile.yaml")
	for _, file := range profiles {
		if output, code := run("show", "profile", file); code != exitHeld {
			t.Errorf("%s is no profile file:\n%s", file, output)
		}
	}
	rates, _ := filepath.Glob("*.rates.yaml")
	for _, file := range rates {
		if output, code := run("simulate", "--show-rates", "--rates", file); code != exitHeld {
			t.Errorf("%s is no file of rates:\n%s", file, output)
		}
	}
	if len(files) < 4 || len(told) < 3 {
		t.Errorf("only %d files and %d transcripts were found", len(files), len(told))
	}
}

// lacksPython reports a command that wants python3 where there is none; with
// SUBSIM_PEERS=required that fails.
func lacksPython(t *testing.T, command string) bool {
	t.Helper()
	if _, err := exec.LookPath("python3"); err == nil || !strings.Contains(command, "python3") {
		return false
	}
	if peers.Required() {
		t.Errorf("python3 is missing: %s", command)
	}
	t.Logf("not run, since python3 is missing: %s", command)
	return true
}

// elided matches what a transcript says; a line of three dots stands for any lines.
func elided(transcript string) *regexp.Regexp {
	pattern := "^"
	for line := range strings.Lines(transcript) {
		if line == "...\n" {
			pattern += `(?:.*\n)*`
		} else {
			pattern += regexp.QuoteMeta(line)
		}
	}
	return regexp.MustCompile(pattern + "$")
}

// TestElided: the dots leave out whole lines, and nothing else is let through.
func TestElided(t *testing.T) {
	for _, test := range []struct {
		transcript, output string
		fits               bool
	}{
		{"a\nb\n", "a\nb\n", true},
		{"a\nb\n", "a\nb\nc\n", false},
		{"a\n...\nc\n", "a\nb\nb\nc\n", true},
		{"a\n...\nc\n", "a\nc\n", true},
		{"a\n...\nc\n", "a\nbc\n", false},
		{"a\n...\n", "a\nb\n", true},
		{"...\nb\n", "a\nb\n", true},
		{"...\nb\n", "ab\n", false},
	} {
		if got := elided(test.transcript).MatchString(test.output); got != test.fits {
			t.Errorf("%q fits %q: %t", test.output, test.transcript, got)
		}
	}
}

// words takes a transcript's command apart: $ subsim why 'unknown<active>' x.
func words(t *testing.T, command string) []string {
	t.Helper()
	rest, found := strings.CutPrefix(command, "$ subsim ")
	if !found {
		t.Fatalf("a transcript begins with $ subsim: %s", command)
	}
	var args []string
	for _, word := range strings.Fields(rest) {
		args = append(args, strings.Trim(word, "'"))
	}
	return args
}

// TestExamplesRun runs every Example line of every command, verbatim.
func TestExamplesRun(t *testing.T) {
	t.Chdir("../..")
	count := 0
	for _, command := range newRoot(Streams{}).Commands() {
		if command.Hidden || command.Name() == "help" || command.Name() == "completion" {
			continue
		}
		if command.Example == "" {
			t.Errorf("%s has no Example", command.Name())
			continue
		}
		for _, line := range strings.Split(command.Example, "\n") {
			count++
			if lacksPython(t, line) {
				continue
			}
			args := words(t, "$"+strings.TrimPrefix(line, " "))
			if command.Name() == "serve" {
				serves(t, args)
			} else if output, code := run(args...); code != exitHeld {
				t.Errorf("%s\n%s", line, output)
			}
		}
	}
	if count < 15 {
		t.Errorf("only %d examples were found", count)
	}
}

// serves starts what only an interrupt ends. Where somebody else has the port, it
// says so.
func serves(t *testing.T, args []string) {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	var out, complaints bytes.Buffer
	code := Run(ctx, args, Streams{In: strings.NewReader(""), Out: stopAt{&out, "subsim studio: ", stop}, Err: &complaints})
	if code != exitInterrupted && !strings.Contains(complaints.String(), "is taken") {
		t.Errorf("%v ends in %d\n%s%s", args, code, out.String(), complaints.String())
	}
}

// TestPagesFitTheTerminal asks for every page and every answer there is.
func TestPagesFitTheTerminal(t *testing.T) {
	t.Chdir("../..")
	pages := [][]string{{"show"}, {"--help"}, {"replay", "--help"}, {"check", "--help"}, {"check", "--rules"}, {"cover", "--help"}, {"cover"}, {"cover", "corpus:dunning"}, {"diff", "--help"}, {"audit", "--help"}, {"diff", "-v", "docs/model.md"}, {"why", "--help"}, {"show", "--help"}, {"export", "--help"}, {"vectors", "--help"}, {"serve", "--help"}, {"simulate", "--help"}, {"simulate", "--chart"}, {"simulate", "--show-rates"}}
	for _, name := range showable() {
		if name != "law" {
			pages = append(pages, []string{"show", name})
		}
	}
	for n := 1; n <= 18; n++ {
		pages = append(pages, []string{"show", "law", fmt.Sprint(n)})
	}
	for _, profile := range profileNames() {
		pages = append(pages, []string{"show", "table", "--profile", profile}, []string{"show", "profile", profile}, []string{"cover", "scenarios", "--profile", profile})
	}
	everything := filepath.Join(t.TempDir(), "all.profile.yaml")
	lines := "name: everything that can be refused\nwithout:\n  - " + strings.Join(fsm.Droppable()[30:], "\n  - ") + "\n"
	if err := os.WriteFile(everything, []byte(lines), 0o600); err != nil {
		t.Fatal(err)
	}
	pages = append(pages, []string{"show", "profile", everything}, []string{"show", "--profile", everything}, []string{"why", "--profile", everything, "none", "activate"})
	names := showable()
	for _, state := range names[6:15] {
		for _, event := range names[15:37] {
			pages = append(pages, []string{"why", state, event})
		}
	}
	for _, page := range pages {
		output, code := run(page...)
		if code != exitHeld {
			t.Errorf("subsim %s ends in %d:\n%s", strings.Join(page, " "), code, output)
		}
		for _, line := range strings.Split(output, "\n") {
			if len([]rune(line)) > diag.Width {
				t.Errorf("subsim %s: a line of %d columns: %s", strings.Join(page, " "), len([]rune(line)), line)
			}
		}
	}
}
