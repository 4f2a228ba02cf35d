package cli

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/internal/diag"
)

// dictate executes a command line, and hands it the lines of a transcript that
// somebody typed.
func dictate(t *testing.T, transcript string) (output string, code int) {
	t.Helper()
	command, rest, _ := strings.Cut(transcript, "\n")
	var typed, out, err bytes.Buffer
	for line := range strings.Lines(rest) {
		if said, found := strings.CutPrefix(line, "> "); found || strings.HasPrefix(line, "#") {
			typed.WriteString(said)
		}
	}
	code = Run(context.Background(), words(t, command), Streams{In: &typed, Out: &out, Err: &err})
	return command + "\n" + out.String() + err.String(), code
}

// TestSessionsInDocumentsTellTheTruth types every session that a document shows
// and compares what it saves with the file that the document shows.
func TestSessionsInDocumentsTellTheTruth(t *testing.T) {
	document, err := filepath.Abs("../../docs/step.md")
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	sessions := blocks(t, document, "session")
	for _, session := range sessions {
		if got, code := dictate(t, session); got != session || code != exitHeld {
			t.Errorf("%s shows a session that ends in %d and reads\n%s", document, code, got)
		}
	}
	files := blocks(t, document, "yaml")
	for _, file := range files {
		name := fileName.FindStringSubmatch(file)[1]
		saved, err := os.ReadFile(name)
		if want := strings.TrimPrefix(file, "# "+name+"\n"); err != nil || string(saved) != want {
			t.Errorf("%s: the session saves\n%s", name, saved)
		}
	}
	if len(sessions) == 0 || len(files) == 0 {
		t.Error("the document shows no session, or no file")
	}
}

// TestStepEndsWhenItIsInterrupted reads from a stream that never ends.
func TestStepEndsWhenItIsInterrupted(t *testing.T) {
	in, typist, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	defer typist.Close()
	ctx, stop := context.WithCancel(context.Background())
	var out, complaints bytes.Buffer
	stopping := stopAt{&out, "-> active", stop}
	if _, err := typist.WriteString("activate\n"); err != nil {
		t.Fatal(err)
	}
	code := Run(ctx, []string{"step"}, Streams{In: in, Out: stopping, Err: &complaints})
	if code != exitInterrupted || complaints.String() != "1 step is not saved\nsubsim: interrupted\n" {
		t.Errorf("exit code %d\n%s%s", code, out.String(), complaints.String())
	}
}

// A stopAt ends the context when a text is written.
type stopAt struct {
	to   *bytes.Buffer
	text string
	stop func()
}

func (w stopAt) Write(p []byte) (int, error) {
	if strings.Contains(string(p), w.text) {
		w.stop()
	}
	return w.to.Write(p)
}

// TestASaveIsWholeOrNothing writes where nothing can be written, and looks for
// what is left behind.
func TestASaveIsWholeOrNothing(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := os.Mkdir("folder.yaml", 0o700); err != nil {
		t.Fatal(err)
	}
	for _, target := range []string{"save folder.yaml", "save! folder.yaml", "save missing/x", "save! missing/x"} {
		if output, code := dictate(t, "$ subsim step\n> activate\n> "+target+"\n"); code != exitBad {
			t.Errorf("%s ends in %d:\n%s", target, code, output)
		}
	}
	left, err := os.ReadDir(".")
	if err != nil || len(left) != 1 {
		t.Errorf("left behind: %v %v", left, err)
	}
}

// TestStepHelpFits holds the help to the width of a terminal.
func TestStepHelpFits(t *testing.T) {
	output, code := run("step", "--help")
	for line := range strings.Lines(output) {
		if len([]rune(line)) > diag.Width+1 {
			t.Errorf("a line of %d columns: %s", len(line), line)
		}
	}
	if code != exitHeld {
		t.Errorf("exit code %d", code)
	}
}
