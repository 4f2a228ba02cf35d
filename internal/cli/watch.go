package cli

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/bmatcuk/doublestar/v4"
	"github.com/fsnotify/fsnotify"

	"github.com/Huzefaaa2/subsim/internal/ink"
	"github.com/Huzefaaa2/subsim/internal/report"
)

// settled is how long files must be quiet before they are played again: an
// editor writes one in several steps.
const settled = 100 * time.Millisecond

// clearScreen empties a terminal and its scrollback.
const clearScreen = "\x1b[H\x1b[2J\x1b[3J"

// A watch plays files again as they change. It keeps what became of each, so
// that a failure stays in view until it is mended.
type watch struct {
	*replayOptions
	args    []string
	sums    map[string][sha256.Size]byte
	files   map[string]report.File
	inputs  []input
	watcher *fsnotify.Watcher
}

// watchFiles plays the files, and again what changes, until the context is done.
func (o *replayOptions) watchFiles(ctx context.Context, args []string) (err error) {
	if len(args) == 0 || slices.ContainsFunc(args, unwatchable) {
		return usageError{errors.New("--watch takes files and folders; standard input and the corpus that is built in do not change")}
	}
	if o.failFast {
		return usageError{errors.New("--watch goes on; leave --fail-fast out")}
	}
	w := &watch{replayOptions: o, args: args, sums: map[string][sha256.Size]byte{}}
	if w.watcher, err = fsnotify.NewWatcher(); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, w.watcher.Close()) }()
	if err := w.follow(); err != nil {
		return err
	}
	if err := w.round(ctx); err != nil {
		return err
	}
	return w.loop(ctx)
}

func unwatchable(arg string) bool { return arg == "-" || strings.HasPrefix(arg, corpusPrefix) }

// loop waits until files have changed and are quiet again.
func (w *watch) loop(ctx context.Context) error {
	quiet := time.NewTimer(settled)
	quiet.Stop()
	for {
		select {
		case <-ctx.Done():
			return errInterrupted
		case err := <-w.watcher.Errors:
			return err
		case <-w.watcher.Events:
			quiet.Reset(settled)
		case <-quiet.C:
			_ = w.follow() // what is gone or closed is told by who reads it
			if err := w.round(ctx); err != nil {
				return err
			}
		}
	}
}

// follow watches every folder that the arguments lead to; folders, not files,
// since editors put a new file in the place of the old one.
func (w *watch) follow() error {
	for _, arg := range w.args {
		root := arg
		if info, err := os.Stat(arg); err != nil || !info.IsDir() {
			root = filepath.Dir(arg)
			if err != nil && strings.ContainsAny(arg, "*?[{") {
				base, _ := doublestar.SplitPattern(filepath.ToSlash(arg))
				root = filepath.FromSlash(base)
			} else {
				if err := w.watcher.Add(root); err != nil {
					return err
				}
				continue
			}
		}
		err := filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
			if err != nil || !entry.IsDir() {
				return nil // whoever reads it will say what is wrong with it
			}
			if err := w.watcher.Add(name); err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// round plays what has changed and draws all of it.
func (w *watch) round(ctx context.Context) error {
	b, err := w.batch(w.args, w.streams)
	if err != nil && !errors.As(err, new(nothingError)) {
		tell(w.streams.Err, "error: ", err, "\n")
	}
	if b == nil {
		return err
	}
	first, before := w.files == nil, len(w.files)
	w.inputs = b.files
	b.files = w.changed()
	if !first && len(b.files) == 0 && len(w.files) == before {
		return nil // something else moved there: a report of ours, for one
	}
	changed := map[string]bool{}
	b.run(ctx, func(p played) bool {
		w.files[p.Name], changed[p.Name] = p.File, true
		return true
	})
	if ctx.Err() != nil {
		return errInterrupted
	}
	if first {
		if err := b.filter.idle(); err != nil {
			tell(w.streams.Err, "warning: ", err, "")
		}
	}
	return w.draw(changed)
}

// changed keeps the inputs whose content is not the one that was played, and
// forgets the files that are gone.
func (w *watch) changed() []input {
	var changed []input
	if w.files == nil {
		w.files = map[string]report.File{}
	}
	there := map[string]bool{}
	for _, in := range w.inputs {
		there[in.name] = true
		content, err := in.read()
		if err != nil {
			content = []byte(err.Error())
		}
		sum := sha256.Sum256(content)
		if _, known := w.files[in.name]; !known || w.sums[in.name] != sum {
			changed = append(changed, in)
		}
		w.sums[in.name] = sum
	}
	for name := range w.files {
		if !there[name] {
			delete(w.files, name)
		}
	}
	return changed
}

// draw writes every report anew: for people what is wrong anywhere, then what
// has just been played; for programs all files in their order.
func (w *watch) draw(changed map[string]bool) error {
	if isTerminal(w.streams.Out) {
		fmt.Fprint(w.streams.Out, clearScreen)
	}
	asked, err := w.asked()
	if err != nil {
		return err
	}
	sinks, err := open(asked, w.inputs, w.streams.Out, w.writer)
	if err != nil {
		return err
	}
	tally := &report.Tally{Of: len(w.inputs)}
	var passing []report.File
	for _, in := range w.inputs {
		name, f := in.name, w.files[in.name]
		tally.Add(f)
		w.complain(f)
		broke, held := f.Split()
		if changed[name] {
			passing = append(passing, held)
		}
		for _, s := range sinks {
			if s.file != nil {
				s.write(f)
			} else {
				s.write(broke)
			}
		}
	}
	for _, s := range sinks {
		for _, f := range passing {
			if s.file == nil {
				s.write(f)
			}
		}
	}
	err = end(sinks, tally, nil)
	fmt.Fprintf(w.streams.Err, "watching %s; Ctrl-C ends\n", ink.Counted(len(w.inputs), "file"))
	return err
}
