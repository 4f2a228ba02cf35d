package examples_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/Huzefaaa2/subsim/fsm"
)

// A hello is what an adapter says of itself.
type hello struct {
	Name     string
	Events   []fsm.Event
	Reads    string
	Statuses map[fsm.State]string
	Seed     bool
	Batch    bool
	Once     bool
	Parallel int
}

// word returns what is read in a state.
func (h hello) word(s fsm.State) string {
	if h.Reads == "status" {
		return h.Statuses[s]
	}
	return s.String()
}

// An answer is a response to an event, or to several.
type answer struct {
	N       int
	Verdict fsm.Verdict
	State   string
	Skip    string
	Answers []answer
	Error   *struct {
		Definite bool
		Message  string
	}
}

// A request is what is asked; n is added.
type request map[string]any

// A peer is a running adapter.
type peer struct {
	hello
	n        int
	patience time.Duration
	exchange func(line []byte) ([]byte, error)
}

// ask sends a request and decodes the response; what is no response to it is an
// error.
func (p *peer) ask(r request, into any) error {
	p.n++
	r["n"] = p.n
	line, err := json.Marshal(r)
	if err != nil {
		return err
	}
	said, err := p.wait(line)
	if err != nil {
		return fmt.Errorf("%s: %w", line, err)
	}
	var numbered struct{ N int }
	if err := errors.Join(json.Unmarshal(said, &numbered), json.Unmarshal(said, into)); err != nil {
		return fmt.Errorf("%s: %q: %w", line, said, err)
	}
	if numbered.N != p.n {
		return fmt.Errorf("%s: %s: another n", line, said)
	}
	return nil
}

// wait exchanges a line for another, within the time there is.
func (p *peer) wait(line []byte) ([]byte, error) {
	type end struct {
		said []byte
		err  error
	}
	ended := make(chan end, 1)
	go func() {
		said, err := p.exchange(line)
		ended <- end{said, err}
	}()
	select {
	case e := <-ended:
		return e.said, e.err
	case <-time.After(p.patience):
		return nil, fmt.Errorf("no answer within %s", p.patience)
	}
}

// greet says hello.
func (p *peer) greet(t *testing.T) *peer {
	t.Helper()
	p.patience = time.Minute
	if err := p.ask(request{"op": "hello", "protocol": 1}, &p.hello); err != nil {
		t.Fatal(err)
	}
	if len(p.Events) == 0 {
		p.Events = fsm.Events()
	}
	return p
}

// startStdio starts a program that speaks over its standard streams. At the end it
// must end well where it is honest.
func startStdio(t *testing.T, honest bool, program string, arguments ...string) *peer {
	t.Helper()
	command := exec.Command(program, arguments...)
	command.Stderr = io.Discard
	in, err := command.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		in.Close()
		if !honest {
			command.Process.Kill()
		}
		if err := command.Wait(); err != nil && honest {
			t.Errorf("its input is closed, and it ends with %v", err)
		}
	})
	lines := bufio.NewReader(out)
	p := &peer{exchange: func(line []byte) ([]byte, error) {
		if _, err := in.Write(append(line, '\n')); err != nil {
			return nil, err
		}
		return lines.ReadBytes('\n')
	}}
	return p.greet(t)
}

// startHTTP starts a program that prints its address.
func startHTTP(t *testing.T, honest bool, program, fault string) *peer {
	t.Helper()
	command := exec.Command(program)
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
		if err := command.Wait(); err != nil && honest {
			t.Errorf("it is told to end, and ends with %v", err)
		}
	})
	line, err := bufio.NewReader(out).ReadString('\n')
	address, said := strings.CutPrefix(strings.TrimSpace(line), "listening on ")
	if err != nil || !said {
		t.Fatalf("%q is no address: %v", line, err)
	}
	p := &peer{exchange: func(line []byte) ([]byte, error) { return post("http:"+"//"+address, line) }}
	return p.greet(t)
}

func post(address string, body []byte) ([]byte, error) {
	response, err := http.Post(address, "application/json", bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return nil, errors.New(response.Status)
	}
	return io.ReadAll(response.Body)
}

// missing skips the test, unless whatever it needs must be there.
func missing(t *testing.T, remedy string, err error) {
	t.Helper()
	if os.Getenv("SUBSIM_PEERS") == "required" {
		t.Fatalf("%s\n%v", remedy, err)
	}
	t.Skip(remedy)
}

// interpreter returns the program that runs scripts.
func interpreter(t *testing.T, name, remedy string) string {
	t.Helper()
	program, err := exec.LookPath(name)
	if err != nil {
		missing(t, remedy, err)
	}
	return program
}

// An example is an adapter of this folder.
type example struct {
	name  string
	start func(t *testing.T, fault string) *peer // the honest one where fault is empty
	names func(t *testing.T) []string            // of the faults it knows
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

func startPython(t *testing.T, fault string) *peer {
	const remedy = "python3 is not there; install Python 3.9 or newer"
	return startScript(t, fault, interpreter(t, "python3", remedy), "python/adapter.py", "python/faults.py")
}

func startNode(t *testing.T, fault string) *peer {
	const remedy = "XState is not there; with node and npm, run: npm ci --prefix examples/node"
	if _, err := os.Stat("node/node_modules/xstate"); err != nil {
		missing(t, remedy, err)
	}
	return startScript(t, fault, interpreter(t, "node", remedy), "node/adapter.mjs", "node/faults.mjs")
}

func startScript(t *testing.T, fault, program, adapter, faults string) *peer {
	t.Helper()
	if fault == "" {
		return startStdio(t, true, program, adapter)
	}
	return startStdio(t, false, program, faults, fault)
}

func startSQLite(t *testing.T, fault string) *peer {
	return startHTTP(t, fault == "", sqlite(t), fault)
}

// sqlite builds the example, once, from modules that are there already: a test
// downloads nothing.
func sqlite(t *testing.T) string {
	t.Helper()
	program, err := buildSQLite()
	if err != nil {
		missing(t, "the example over SQLite does not build; run: go -C examples/sqlite build ./...", err)
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
