//go:build unix

package main

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/internal/peers"
)

// A sitting is what the scripts in testdata/browser are asked: where all is.
type sitting struct {
	Chromium string            `json:"chromium"`
	Args     []string          `json:"args"`
	Scripts  string            `json:"scripts"`
	Address  string            `json:"address"` // of the studio
	Binary   string            `json:"binary"`
	Folder   string            `json:"folder"`  // for what is saved
	Reports  map[string]string `json:"reports"` // files, by what wrote them
	Shots    string            `json:"shots"`   // a folder for pictures of the pages; none where empty
	Only     string            `json:"only"`    // what the names of the checks hold
}

// A sight is what became of one check.
type sight struct {
	Name    string  `json:"name"`
	Note    string  `json:"note"`
	Failure string  `json:"failure"`
	Seconds float64 `json:"seconds"`
}

// watching hands the packages of .ci/npm to the scripts, which are elsewhere.
const watching = `import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';
const axe = read(createRequire(process.cwd() + '/')
  .resolve('axe-core/axe.min.js'), 'utf8');
const { judge } = await import('file://' + asked.scripts + '/main.mjs');
answer(await judge(asked, { chromium, axe }));
`

// TestStudioInABrowser plays the program's studio in Chromium, as a person would,
// and has axe look at it and at the reports. SUBSIM_SHOTS names a folder for
// pictures of all that is looked at, SUBSIM_ONLY a part of a check's name.
func TestStudioInABrowser(t *testing.T) {
	node := []string{"playwright-core", "axe-core"}
	peers.Node(t, node...)
	chromium, args := peers.Chromium(t)
	scripts, err := filepath.Abs("testdata/browser")
	if err != nil {
		t.Fatal(err)
	}
	binary, folder := build(t), t.TempDir()
	s := serving(t, binary)
	var seen []sight
	peers.Ask(t, node, watching, sitting{
		Chromium: chromium, Args: args, Scripts: scripts, Address: s.address, Binary: binary, Folder: folder,
		Reports: pages(t, binary, folder), Shots: os.Getenv("SUBSIM_SHOTS"), Only: os.Getenv("SUBSIM_ONLY"),
	}, &seen)
	if len(seen) == 0 {
		t.Error("nothing was looked at")
	}
	for _, one := range seen {
		t.Run(one.Name, func(t *testing.T) {
			t.Logf("%.1f s. %s", one.Seconds, one.Note)
			if one.Failure != "" {
				t.Error(one.Failure)
			}
		})
	}
	s.ends(t)
}

// A server is a subsim serve of its own.
type server struct {
	command *exec.Cmd
	address string
	stderr  bytes.Buffer
}

// serving starts the studio on a port that is free.
func serving(t *testing.T, binary string) *server {
	t.Helper()
	s := &server{command: exec.CommandContext(t.Context(), binary, "serve", "--port", "0")}
	s.command.Stderr = &s.stderr
	stdout, err := s.command.StdoutPipe()
	if err == nil {
		err = s.command.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(stdout).ReadString('\n')
	address, found := strings.CutPrefix(strings.TrimSpace(line), "subsim studio: ")
	if err != nil || !found {
		t.Fatalf("it begins with %q, %v\n%s", line, err, &s.stderr)
	}
	s.address = address
	return s
}

// ends wants a second studio on the same port to say so, and Ctrl-C to end the
// first.
func (s *server) ends(t *testing.T) {
	t.Helper()
	port := strings.TrimSuffix(s.address[strings.LastIndex(s.address, ":")+1:], "/")
	second := exec.CommandContext(t.Context(), s.command.Path, "serve", "--port", port)
	output, _ := second.CombinedOutput()
	if code := second.ProcessState.ExitCode(); code != 2 || !strings.Contains(flat(string(output)), "port "+port+" is taken") {
		t.Errorf("a second studio ends in %d\n%s", code, output)
	}
	if err := s.command.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	_ = s.command.Wait()
	if code := s.command.ProcessState.ExitCode(); code != 130 || s.stderr.String() != "Ctrl-C ends it\nsubsim: interrupted\n" {
		t.Errorf("exit code %d, want 130\n%s", code, &s.stderr)
	}
}

// pages writes a report of each command that has a page for a browser, with
// something wrong in it.
func pages(t *testing.T, binary, folder string) map[string]string {
	t.Helper()
	breaks := filepath.Join(folder, "breaks.subsim.yaml")
	text := "name: Breaks\nsteps: [{event: activate, expect: trial}]\n---\nname: Holds\nsteps: [{event: activate, expect: active}]\n"
	if err := os.WriteFile(breaks, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	python := spoilt(t, filepath.Join(folder, "processes"), before("request.get('event') == 'recover'", "request = {**request, 'event': 'activate'}"))
	written := map[string]string{}
	for name, args := range map[string][]string{
		"replay":  {breaks},
		"cover":   {breaks},
		"conform": append([]string{"--level", "1", "--"}, python...),
		"audit":   {"../../examples/logs/broken.csv"},
	} {
		path := filepath.Join(folder, name+".html")
		command := exec.CommandContext(t.Context(), binary, append([]string{name, "--format", "html", "-o", path}, args...)...)
		command.Stdout = io.Discard
		var broke *exec.ExitError
		if err := command.Run(); err != nil && !(errors.As(err, &broke) && broke.ExitCode() == 1) {
			t.Fatalf("subsim %s: %v", name, err)
		}
		written[name] = path
	}
	return written
}
