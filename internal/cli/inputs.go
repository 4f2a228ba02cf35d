package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/Huzefaaa2/subsim/internal/diag"
	"github.com/Huzefaaa2/subsim/replay"
	"github.com/Huzefaaa2/subsim/scenarios"
)

// corpusPrefix names files of the corpus that is built in: corpus:dunning.
const corpusPrefix = "corpus:"

// An input is one file to read.
type input struct {
	name  string
	path  string // where it can be written; empty where it cannot
	read  func() ([]byte, error)
	lines []int // the scenarios that were asked for, by a line; all where empty
}

// inputs turns the arguments of a command into the files they name, each once,
// in the order of the arguments, folders and globs sorted. An argument that
// names nothing is an error where no other names anything; beside others it is
// an input that cannot be read, so that every report tells of it.
func inputs(args []string, stdin io.Reader) ([]input, error) {
	return inputsOf(args, stdin, false)
}

// inputsOf is inputs; with every, a folder stands for all files below it.
func inputsOf(args []string, stdin io.Reader, every bool) ([]input, error) {
	g := gathering{places: map[string]int{}}
	var problems []error
	readable := 0
	for _, arg := range args {
		named, err := resolve(arg, stdin, every)
		readable += len(named)
		for _, in := range named {
			g.add(in)
		}
		if err != nil {
			problems = append(problems, err)
			g.found = append(g.found, input{name: arg, read: func() ([]byte, error) { return nil, err }})
		}
	}
	if readable == 0 {
		return nil, worst(problems)
	}
	return g.found, nil
}

// A gathering is the inputs found so far, each once however it is named.
type gathering struct {
	found  []input
	places map[string]int // by where they are
}

// add adds an input, or the lines of one that is there already.
func (g *gathering) add(in input) {
	name := in.name
	if in.path != "" {
		name = target(in.path)
	}
	i, there := g.places[name]
	switch {
	case !there:
		g.places[name] = len(g.found)
		g.found = append(g.found, in)
	case len(in.lines) == 0 || len(g.found[i].lines) == 0:
		g.found[i].lines = nil
	default:
		g.found[i].lines = append(g.found[i].lines, in.lines...)
	}
}

// worst joins errors; that something is wrong outranks that there is nothing.
func worst(problems []error) error {
	var nothing nothingError
	wrong := slices.DeleteFunc(slices.Clone(problems), func(err error) bool { return errors.As(err, &nothing) })
	if len(wrong) > 0 {
		return errors.Join(wrong...)
	}
	return errors.Join(problems...)
}

// resolve turns one argument into files.
func resolve(arg string, stdin io.Reader, every bool) ([]input, error) {
	switch {
	case arg == "":
		return nil, usageError{errors.New("a path is empty")}
	case arg == "-":
		return []input{{name: "-", read: func() ([]byte, error) { return readAll(stdin, 0) }}}, nil
	}
	t, name := tree{fsys: system{}, glob: globSystem, every: every}, arg
	if rest, inCorpus := strings.CutPrefix(arg, corpusPrefix); inCorpus {
		t, name = tree{scenarios.Corpus, corpusPrefix, globCorpus, every}, path.Clean(rest)
	}
	return t.resolve(name)
}

// content reads the input, and gives up waiting when the context is done: a
// stream may never end.
func (in input) content(ctx context.Context) ([]byte, error) {
	type answer struct {
		content []byte
		err     error
	}
	done := make(chan answer, 1)
	go func() {
		content, err := in.read()
		done <- answer{content, err}
	}()
	select {
	case a := <-done:
		return a.content, a.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// selected keeps the scenarios that the input's lines ask for.
func (in input) selected(all []*replay.Scenario) ([]*replay.Scenario, error) {
	if len(in.lines) == 0 {
		return all, nil
	}
	var kept []*replay.Scenario
	missed := slices.Clone(in.lines)
	for _, s := range all {
		before := len(missed)
		missed = slices.DeleteFunc(missed, s.Holds)
		if len(missed) < before {
			kept = append(kept, s)
		}
	}
	if len(missed) > 0 {
		return nil, fmt.Errorf("%s:%d: no scenario stands there; they begin on %s", diag.Harmless(in.name), missed[0], firstLines(all))
	}
	return kept, nil
}

func firstLines(all []*replay.Scenario) string {
	lines := make([]string, len(all))
	for i, s := range all {
		lines[i] = strconv.Itoa(s.Line())
	}
	return "line " + strings.Join(lines, ", ")
}

// scenarios reads the scenarios of the input that are asked for. The error is a
// [diag.Problems] where the input could be read and makes no sense.
func (in input) scenarios(ctx context.Context) ([]*replay.Scenario, error) {
	content, err := in.content(ctx)
	if err != nil {
		return nil, err
	}
	all, err := replay.Parse(in.name, content)
	if err != nil {
		return nil, err
	}
	return in.selected(all)
}
