package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/bmatcuk/doublestar/v4"

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

// A tree is where files are looked up: the file system, or the corpus.
type tree struct {
	fsys   fs.FS
	prefix string // what its names begin with
	glob   func(pattern string) ([]string, error)
	every  bool // a folder stands for all files below it, not for scenario files alone
}

// system is the file system of the machine, with its own names.
type system struct{}

func (system) Open(name string) (fs.File, error) { return os.Open(name) }

// Stat spares opening what may block.
func (system) Stat(name string) (fs.FileInfo, error) { return os.Stat(name) }

func globSystem(pattern string) ([]string, error) {
	return doublestar.FilepathGlob(pattern, doublestar.WithFailOnIOErrors())
}

func globCorpus(pattern string) ([]string, error) { return doublestar.Glob(scenarios.Corpus, pattern) }

// atLine and atColumn match FILE:LINE and FILE:LINE:COLUMN, as reports write it.
var (
	atLine   = regexp.MustCompile(`^(.+):([0-9]+)$`)
	atColumn = regexp.MustCompile(`^(.+):([0-9]+):[0-9]+$`)
)

// resolve finds what a name means: a file, a folder, a file and a line, a glob.
func (t tree) resolve(name string) ([]input, error) {
	info, err := fs.Stat(t.fsys, name)
	switch {
	case err == nil && info.IsDir():
		return t.folder(name)
	case err == nil:
		return []input{t.file(name)}, nil
	case !errors.Is(err, fs.ErrNotExist):
		return nil, err
	}
	for _, position := range []*regexp.Regexp{atLine, atColumn} {
		parts := position.FindStringSubmatch(name)
		if parts == nil {
			continue
		}
		line, err := strconv.Atoi(parts[2])
		if _, missing := fs.Stat(t.fsys, parts[1]); err == nil && missing == nil {
			in := t.file(parts[1])
			in.lines = []int{line}
			return []input{in}, nil
		}
	}
	if strings.ContainsAny(name, "*?[{") {
		return t.matches(name)
	}
	return nil, fmt.Errorf("%s%s: no such file or folder", t.prefix, name)
}

func (t tree) file(name string) input {
	in := input{name: t.prefix + name, read: func() ([]byte, error) { return t.readFile(name) }}
	if t.prefix == "" {
		in.path = name
	}
	return in
}

// folder finds the scenario files below a folder, or every file but git's own. A file that is all but named
// as one is a problem: it would never be played.
func (t tree) folder(root string) ([]input, error) {
	var found []input
	var problems []error
	err := fs.WalkDir(t.fsys, root, func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			problems = append(problems, err)
		case t.every && entry.IsDir() && entry.Name() == ".git":
			return fs.SkipDir
		case entry.IsDir():
		case t.linksToFolder(name, entry):
			problems = append(problems, fmt.Errorf("%s%s: a link to a folder is not followed; name the folder itself", t.prefix, name))
		case t.every, strings.HasSuffix(name, replay.Extension):
			found = append(found, t.file(name))
		case nearlyNamed(entry.Name()):
			problems = append(problems, fmt.Errorf("%s%s: scenario files end in %s; rename it, or it is never played", t.prefix, name, replay.Extension))
		}
		return nil
	})
	if err == nil && len(found) == 0 && len(problems) == 0 {
		err = nothingError{fmt.Sprintf("%s%s holds no file *%s", t.prefix, root, replay.Extension)}
		if t.every {
			err = nothingError{fmt.Sprintf("%s%s holds no file", t.prefix, root)}
		}
	}
	return found, worst(append(problems, err))
}

// meantFor matches names that are meant for scenario files.
var meantFor = regexp.MustCompile(`(?i)subsim.?ya?ml|[.]subsim([.]|$)`)

// nearlyNamed reports a name that is meant for a scenario file: its ending says
// so, or is a slip away from it.
func nearlyNamed(name string) bool {
	ending := strings.ToLower(name[max(0, len(name)-len(replay.Extension)):])
	return meantFor.MatchString(name) || diag.Distance(ending, replay.Extension) <= 2
}

// linksToFolder reports a link whose target is a folder.
func (t tree) linksToFolder(name string, entry fs.DirEntry) bool {
	if entry.Type()&fs.ModeSymlink == 0 {
		return false
	}
	info, err := fs.Stat(t.fsys, name)
	return err == nil && info.IsDir()
}

// matches finds what a glob names; folders are looked into.
func (t tree) matches(pattern string) ([]input, error) {
	if !doublestar.ValidatePathPattern(pattern) {
		return nil, usageError{fmt.Errorf("%q is no glob", pattern)}
	}
	names, err := t.glob(pattern)
	if err != nil {
		return nil, err
	}
	if len(names) == 0 {
		return nil, nothingError{fmt.Sprintf("%s%s matches nothing", t.prefix, pattern)}
	}
	slices.Sort(names)
	var found []input
	var problems []error
	for _, name := range names {
		info, err := fs.Stat(t.fsys, name)
		if err == nil && info.IsDir() {
			var inside []input
			inside, err = t.folder(name)
			found = append(found, inside...)
		} else if err == nil {
			found = append(found, t.file(name))
		}
		problems = append(problems, err)
	}
	if err := worst(problems); err != nil && (len(found) == 0 || !errors.As(err, new(nothingError))) {
		return found, err
	}
	return found, nil
}

// readFile reads a regular file; anything else could go on for ever.
func (t tree) readFile(name string) ([]byte, error) {
	info, err := fs.Stat(t.fsys, name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s%s: not a regular file; to read a stream, name - and redirect it", t.prefix, name)
	}
	file, err := t.fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return readAll(file, info.Size())
}

// readAll reads no more than the parser takes, and a byte, so that the parser
// sees that there was more. size is how much is expected.
func readAll(from io.Reader, size int64) ([]byte, error) {
	var b bytes.Buffer
	b.Grow(int(min(size, replay.MaxFile)) + bytes.MinRead)
	_, err := b.ReadFrom(io.LimitReader(from, replay.MaxFile+1))
	return b.Bytes(), err
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
