package schema

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/sourcegraph/jsonrpc2"

	"github.com/Huzefaaa2/subsim/internal/peers"
)

// An editor is yaml-language-server as editors run it, in the hands of one test.
type editor struct {
	t *testing.T
	*session
}

// in hands the editor to a subtest.
func (e *editor) in(t *testing.T) *editor { return &editor{t, e.session} }

// A session is the server over its standard streams, and a folder that holds the
// schema.
type session struct {
	folder string
	conn   *jsonrpc2.Conn
	opened int                     // files
	told   chan publication        // what the server underlines
	found  map[string][]diagnostic // the same, by file
	asked  chan struct{}           // the server has asked for its settings
}

type publication struct {
	URI         string       `json:"uri"`
	Diagnostics []diagnostic `json:"diagnostics"`
}

type diagnostic struct {
	Range   span   `json:"range"`
	Message string `json:"message"`
}

// A span reaches from a position to before another; both count from 0.
type span struct{ Start, End position }

type position struct {
	Line      int `json:"line"`
	Character int `json:"character"`
}

// The server may take so long for all that a test asks of it, and so long for one
// answer. It needs a hundredth of that on a machine with nothing else to do.
const (
	patience = 4 * time.Minute
	hurry    = time.Minute
)

// startEditor starts the server. associate makes it judge all *.subsim.yaml files
// by the schema; without, a file names its schema in its first line.
func startEditor(t *testing.T, associate bool) *editor {
	t.Helper()
	node, folder := peers.Node(t, "yaml-language-server")
	script := filepath.Join(folder, "node_modules/yaml-language-server/bin/yaml-language-server")
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	command := exec.CommandContext(ctx, node, script, "--stdio")
	command.WaitDelay = time.Second
	in, err := command.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	var complaints bytes.Buffer
	command.Stderr = &complaints
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		cancel()
		_ = command.Wait() // it was killed
		if t.Failed() {
			t.Logf("yaml-language-server complained: %s", complaints.String())
		}
	})
	e := &editor{t, &session{folder: t.TempDir(), told: make(chan publication, 2*len(slips)), found: map[string][]diagnostic{}, asked: make(chan struct{}, 1)}}
	e.write("scenario.schema.json", written(t))
	stream := jsonrpc2.NewBufferedStream(pipes{out, in}, jsonrpc2.VSCodeObjectCodec{})
	e.conn = jsonrpc2.NewConn(ctx, stream, jsonrpc2.HandlerWithError(e.handler(associate)))
	e.greet(ctx)
	return e
}

// pipes are the two ends of the server's streams.
type pipes struct {
	io.ReadCloser
	in io.WriteCloser
}

func (p pipes) Write(text []byte) (int, error) { return p.in.Write(text) }

func (p pipes) Close() error { return errors.Join(p.in.Close(), p.ReadCloser.Close()) }

// handler answers what the server asks and takes what it tells.
func (e *editor) handler(associate bool) func(context.Context, *jsonrpc2.Conn, *jsonrpc2.Request) (any, error) {
	off := map[string]bool{"enable": false} // the network
	settings := map[string]any{"validate": true, "completion": true, "hover": true, "schemaStore": off, "kubernetesCRDStore": off}
	if associate {
		settings["schemas"] = map[string]string{e.uri("scenario.schema.json"): "*.subsim.yaml"}
	}
	return func(_ context.Context, _ *jsonrpc2.Conn, r *jsonrpc2.Request) (any, error) {
		switch r.Method {
		case "workspace/configuration":
			defer func() {
				select {
				case e.asked <- struct{}{}:
				default: // it asked before
				}
			}()
			return e.configuration(settings, *r.Params)
		case "textDocument/publishDiagnostics":
			var told publication
			err := json.Unmarshal(*r.Params, &told)
			e.told <- told
			return nil, err
		}
		return nil, nil
	}
}

// configuration answers a question for sections of the settings.
func (e *editor) configuration(settings any, params json.RawMessage) ([]any, error) {
	var question struct{ Items []struct{ Section string } }
	err := json.Unmarshal(params, &question)
	answers := make([]any, len(question.Items))
	for i, item := range question.Items {
		if item.Section == "yaml" {
			answers[i] = settings
		}
	}
	return answers, err
}

// greet goes through the handshake and waits until the settings are known.
func (e *editor) greet(ctx context.Context) {
	e.t.Helper()
	e.call("initialize", map[string]any{
		"processId": nil,
		"rootUri":   e.uri(""),
		"capabilities": map[string]any{
			"workspace":    map[string]any{"configuration": true},
			"textDocument": map[string]any{"completion": map[string]any{"completionItem": map[string]any{"documentationFormat": []string{"plaintext"}}}},
		},
	}, nil)
	e.notify("initialized", map[string]any{})
	select {
	case <-e.asked:
	case <-ctx.Done():
		e.t.Fatal("the server did not ask for its settings")
	}
}

func (e *editor) call(method string, params, result any) {
	e.t.Helper()
	ctx, cancel := context.WithTimeout(e.t.Context(), hurry)
	defer cancel()
	if err := e.conn.Call(ctx, method, params, result); err != nil {
		e.t.Fatalf("%s: %v", method, err)
	}
}

func (e *editor) notify(method string, params any) {
	e.t.Helper()
	if err := e.conn.Notify(e.t.Context(), method, params); err != nil {
		e.t.Fatalf("%s: %v", method, err)
	}
}

func (e *editor) uri(name string) string {
	return "file://" + filepath.ToSlash(filepath.Join(e.folder, name))
}

func (e *editor) write(name, text string) {
	e.t.Helper()
	path := filepath.Join(e.folder, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		e.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		e.t.Fatal(err)
	}
}
