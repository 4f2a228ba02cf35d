package cli

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"github.com/Huzefaaa2/subsim/internal/report"
)

// A sink is an open report. Its first write error ends it.
type sink struct {
	report.Writer
	file *reportFile // nil for standard output
	err  error
}

// write writes what became of a file.
func (s *sink) write(f report.File) error {
	if s.err == nil {
		s.err = s.File(f)
	}
	return s.err
}

// open opens every report before anything is played: one that cannot be written,
// or that would take the place of what is read, should not be found out at the
// end. writer makes the writer of one format.
func open(asked []output, read []input, standard io.Writer, writer func(format string, out io.Writer) report.Writer) ([]*sink, error) {
	if err := spare(read, asked); err != nil {
		return nil, err
	}
	var sinks []*sink
	for _, a := range asked {
		if a.file == "" {
			sinks = append(sinks, &sink{Writer: writer(a.format, standard)})
			continue
		}
		file, err := create(a.file)
		if err != nil {
			return nil, abandon(sinks, err)
		}
		sinks = append(sinks, &sink{Writer: writer(a.format, file), file: file})
	}
	return sinks, nil
}

// spare refuses to write over what is read.
func spare(read []input, asked []output) error {
	for _, a := range asked {
		target, err := os.Stat(a.file)
		if a.file == "" || err != nil {
			continue
		}
		for _, in := range read {
			if source, err := os.Stat(in.path); in.path != "" && err == nil && os.SameFile(source, target) {
				return usageError{fmt.Errorf("%s is read; a report there would take its place", a.file)}
			}
		}
	}
	return nil
}

// end writes the end of every report and puts its file in place. It returns the
// error of what was played, unless a report could not be written: nobody can read
// there what broke.
func end(sinks []*sink, tally *report.Tally, played error) error {
	var problems []error
	for _, s := range sinks {
		if s.err == nil {
			s.err = s.End(tally)
		}
		problems = append(problems, s.err, s.finish())
	}
	if unwritten := errors.Join(problems...); unwritten != nil && !errors.Is(played, errInterrupted) {
		return fmt.Errorf("the report could not be written: %w", unwritten)
	}
	return played
}

// abandon gives up reports that nothing was written to, since another cannot be.
func abandon(sinks []*sink, because error) error {
	problems := []error{because}
	for _, s := range sinks {
		s.err = because
		problems = append(problems, s.finish())
	}
	return errors.Join(problems...)
}

// finish puts the file in its place where the report is whole.
func (s *sink) finish() error {
	if s.file == nil {
		return nil
	}
	return s.file.finish(s.err == nil)
}

// A reportFile is a file that is written beside its target and takes its place
// when the report is whole, so that a reader never sees half of one and an older
// one is not lost.
type reportFile struct {
	*os.File
	gathered *bufio.Writer // nil where the target is written to as it is
	target   string
}

// page is how much of a report is gathered before it is written: a write for each
// file that is played would cost more than the report.
const page = 64 << 10

// Write gathers what nobody reads before the report is whole.
func (f *reportFile) Write(p []byte) (int, error) {
	if f.gathered == nil {
		return f.File.Write(p)
	}
	return f.gathered.Write(p)
}

// create opens a report file. What is there already and is no regular file is
// written to as it is.
func create(target string) (*reportFile, error) {
	resolved, err := filepath.EvalSymlinks(target)
	if errors.Is(err, fs.ErrNotExist) {
		resolved, err = target, nil
	}
	if err != nil {
		return nil, err
	}
	info, err := os.Stat(resolved)
	if err == nil && info.IsDir() {
		return nil, fmt.Errorf("%s is a folder", target)
	}
	if err == nil && !info.Mode().IsRegular() {
		// A pipe that nobody reads would have us wait for ever.
		file, err := os.OpenFile(resolved, os.O_WRONLY|syscall.O_NONBLOCK, 0)
		return &reportFile{file, nil, resolved}, err
	}
	beside := filepath.Join(filepath.Dir(resolved), fmt.Sprintf(".%s.%d", filepath.Base(resolved), os.Getpid()))
	_ = os.Remove(beside)                                                      // what a process of that number left behind when it was killed
	file, err := os.OpenFile(beside, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666) // less what the user's umask takes
	if err == nil && info != nil {
		err = file.Chmod(info.Mode().Perm())
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", target, cause(err))
	}
	return &reportFile{file, bufio.NewWriterSize(file, page), resolved}, nil
}

// cause leaves out the name of a file that nobody asked for.
func cause(err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	return err
}

// finish puts the file in its place, or removes it where it is not whole.
func (f *reportFile) finish(whole bool) error {
	if f.gathered == nil {
		return f.Close()
	}
	err := errors.Join(f.gathered.Flush(), f.Close())
	switch {
	case err != nil || !whole:
		return errors.Join(err, os.Remove(f.Name()))
	}
	return os.Rename(f.Name(), f.target)
}

// extend opens a file that others write to as well; the report joins its end.
func extend(target string) (*reportFile, error) {
	file, err := os.OpenFile(target, os.O_WRONLY|os.O_APPEND|os.O_CREATE, 0o644)
	return &reportFile{file, nil, target}, err
}
