package examples_test

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/adapter"
	"github.com/Huzefaaa2/subsim/internal/export"
	"github.com/Huzefaaa2/subsim/internal/peers"
)

// An example is an adapter of this folder.
type example struct {
	name  string
	start func(t *testing.T, fault string) *adapter.Adapter // the honest one where fault is empty
	names func(t *testing.T) []string                       // of the faults it knows
}

var examples = []example{
	{"python", startPython, func(t *testing.T) []string { return namesOf(t, exec.Command("python3", "python/faults.py")) }},
	{"node", startNode, func(t *testing.T) []string { return namesOf(t, exec.Command("node", "node/faults.mjs")) }},
	{"sqlite", startSQLite, func(t *testing.T) []string {
		command := exec.Command(sqlite(t))
		command.Env = append(os.Environ(), "FAULT=?")
		return namesOf(t, command)
	}},
}

// namesOf has a program refuse a fault that it does not know, and name the others.
func namesOf(t *testing.T, command *exec.Cmd) []string {
	t.Helper()
	var text strings.Builder
	command.Stderr = &text
	if command.Run() == nil {
		t.Fatalf("%s takes a fault that it does not know", command)
	}
	return strings.Fields(text.String())
}

// model is what the adapters are told of the reference.
var model = adapter.Model{Version: export.ModelVersion, Digest: export.Digest(fsm.NewTable(fsm.Standard()))}

// limitsOf are short where a fault is planted: some of them hang.
func limitsOf(fault string) adapter.Limits {
	if fault == "" {
		return adapter.Limits{Request: time.Minute, Start: time.Minute, Grace: time.Minute}
	}
	return adapter.Limits{Request: 2 * time.Second}
}

func startPython(t *testing.T, fault string) *adapter.Adapter {
	t.Helper()
	return startScript(t, fault, peers.Python(t), "python/adapter.py", "python/faults.py")
}

func startNode(t *testing.T, fault string) *adapter.Adapter {
	t.Helper()
	const remedy = "with node and npm, run: npm ci --prefix examples/node"
	if _, err := os.Stat("node/node_modules/xstate"); err != nil {
		peers.Missing(t, "XState is not there; "+remedy, err)
	}
	return startScript(t, fault, peers.Program(t, "node", remedy), "node/adapter.mjs", "node/faults.mjs")
}

func startScript(t *testing.T, fault, program, honest, faults string) *adapter.Adapter {
	t.Helper()
	argv := []string{program, honest}
	if fault != "" {
		argv = []string{program, faults, fault}
	}
	return adapter.Stdio(t.Context(), argv, model, limitsOf(fault))
}

// startSQLite starts the server, which prints its address. At the end it must end
// well where it is honest.
func startSQLite(t *testing.T, fault string) *adapter.Adapter {
	t.Helper()
	command := exec.Command(sqlite(t))
	command.Env = append(os.Environ(), "FAULT="+fault, "TMPDIR="+t.TempDir())
	out, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		command.Process.Signal(syscall.SIGTERM)
		if err := command.Wait(); err != nil && fault == "" {
			t.Errorf("it is told to end, and ends with %v", err)
		}
	})
	line, err := bufio.NewReader(out).ReadString('\n')
	address, said := strings.CutPrefix(strings.TrimSpace(line), "listening on ")
	if err != nil || !said {
		t.Fatalf("%q is no address: %v", line, err)
	}
	return adapter.HTTP(t.Context(), "http:"+"//"+address, model, limitsOf(fault))
}

// sqlite builds the example, once, from modules that are there already: a test
// downloads nothing.
func sqlite(t *testing.T) string {
	t.Helper()
	program, err := buildSQLite()
	if err != nil {
		peers.Missing(t, "the example over SQLite does not build; run: go -C examples/sqlite build ./...", err)
	}
	return program
}

var folder string // of what is built; TestMain removes it

var buildSQLite = sync.OnceValues(func() (string, error) {
	program := filepath.Join(folder, "sqlite")
	build := exec.Command("go", "build", "-o", program, ".")
	build.Dir = "sqlite"
	build.Env = append(os.Environ(), "GOPROXY=off", "GOFLAGS=-mod=readonly")
	output, err := build.CombinedOutput()
	if err != nil {
		err = fmt.Errorf("%w\n%s", err, output)
	}
	return program, err
})

func TestMain(m *testing.M) {
	var err error
	if folder, err = os.MkdirTemp("", "examples"); err != nil {
		panic(err)
	}
	code := m.Run()
	os.RemoveAll(folder)
	os.Exit(code)
}
