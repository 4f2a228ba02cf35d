// Package peers finds the programs of other people that tests are held against:
// Node.js and what .ci/npm installs for it, Python, Debian's packages. Where one is
// missing, the test is skipped with a sentence that says how to install it; with
// SUBSIM_PEERS=required, which .ci/run sets, it fails instead. No program imports
// this package.
package peers

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// Required says that nothing may be missing.
func Required() bool { return os.Getenv("SUBSIM_PEERS") == "required" }

// Missing skips a test for want of a peer, or fails it where peers are required. The
// remedy is a sentence for people; the error may be nil.
func Missing(t testing.TB, remedy string, err error) {
	t.Helper()
	switch {
	case !Required():
		t.Skip(remedy)
	case err != nil:
		t.Fatalf("%s\n%v", remedy, err)
	default:
		t.Fatal(remedy)
	}
}

// Program returns the path of a program; remedy says how to install it.
func Program(t testing.TB, name, remedy string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		Missing(t, name+" is not there; "+remedy, err)
	}
	return path
}

// Python returns the path of python3.
func Python(t testing.TB) string {
	t.Helper()
	return Program(t, "python3", "install Python 3.9 or newer")
}

// Chromium returns the path of a browser of that family, and what it must be started
// with here.
func Chromium(t testing.TB) (path string, args []string) {
	t.Helper()
	if os.Getuid() == 0 { // to root, the browser gives no sandbox, and does not start without being told
		args = []string{"--no-sandbox"}
	}
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path, args
		}
	}
	Missing(t, "chromium is not there; install it, with Debian's package of that name", nil)
	return "", nil
}

// Node returns the path of node and of the folder from which its modules find the
// packages of .ci/npm, all of which must be installed.
func Node(t testing.TB, packages ...string) (node, folder string) {
	t.Helper()
	node = Program(t, "node", "install Node.js 20.11 or newer, and run: npm ci --prefix .ci/npm")
	folder = npm(t)
	for _, name := range packages {
		if _, err := os.Stat(filepath.Join(folder, "node_modules", name)); err != nil {
			Missing(t, name+" is not there; with node and npm, run: npm ci --prefix .ci/npm", err)
		}
	}
	return node, folder
}

// npm finds the folder .ci/npm of the repository that a test runs in.
func npm(t testing.TB) string {
	t.Helper()
	at, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		folder := filepath.Join(at, ".ci", "npm")
		if _, err := os.Stat(folder); err == nil {
			return folder
		}
		above := filepath.Dir(at)
		if above == at {
			Missing(t, "the folder .ci/npm is not there; run the tests in a clone of the repository", nil)
		}
		at = above
	}
}

// Ask runs a program of the test's own, a module of node that finds the packages, with
// a question, in it the constant asked, and takes its answer, which it gives by calling
// the function answer once. Both travel as JSON.
func Ask(t testing.TB, packages []string, program string, question, answer any) {
	t.Helper()
	node, folder := Node(t, packages...)
	command := exec.CommandContext(t.Context(), node, "--input-type=module", "--eval", asking+program)
	command.Dir = folder
	exchange(t, command, question, answer)
}

// AskPython does the same in Python, from the folder that is named.
func AskPython(t testing.TB, folder, program string, question, answer any) {
	t.Helper()
	command := exec.CommandContext(t.Context(), Python(t), "-B", "-c", askingPython+program)
	command.Dir = folder
	exchange(t, command, question, answer)
}

const (
	asking = `import {readFileSync as read} from 'node:fs';
const asked = JSON.parse(read(0, 'utf8')), answer = value => console.log(JSON.stringify(value));
`
	askingPython = `import json, sys
asked, answer = json.load(sys.stdin), lambda value: print(json.dumps(value))
`
)

// exchange hands a program a question and takes its answer.
func exchange(t testing.TB, command *exec.Cmd, question, answer any) {
	t.Helper()
	text, err := json.Marshal(question)
	if err != nil {
		t.Fatal(err)
	}
	command.Stdin = bytes.NewReader(text)
	out := output(t, command)
	if err := json.Unmarshal(out, answer); err != nil {
		t.Fatalf("%v\n%.500s", err, out)
	}
}

// output runs a command to its end, which must be a good one.
func output(t testing.TB, command *exec.Cmd) []byte {
	t.Helper()
	out, err := command.Output()
	if failed := (*exec.ExitError)(nil); errors.As(err, &failed) {
		t.Fatalf("%v\n%s", err, failed.Stderr)
	}
	if err != nil {
		t.Fatal(err)
	}
	return out
}
