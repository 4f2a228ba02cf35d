package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/Huzefaaa2/subsim/internal/diag"
	"github.com/Huzefaaa2/subsim/replay"
	"github.com/Huzefaaa2/subsim/scenarios"
)

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
