package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/mattn/go-isatty"

	"github.com/Huzefaaa2/subsim/internal/audit"
	"github.com/Huzefaaa2/subsim/internal/diag"
	"github.com/Huzefaaa2/subsim/internal/logs"
)

// A logFile is a file of a log. Standard input is one where it was redirected from
// one; from is where it stands then.
type logFile struct {
	name    string
	size    int64 // 0 for a stream
	regular bool
	from    int64
}

// logFiles finds the files of a log; without arguments, the stream that is piped in.
// Everything that cannot be read is told before anything is.
func logFiles(args []string, in io.Reader) ([]logFile, error) {
	if len(args) == 0 {
		if file, is := in.(*os.File); is && isatty.IsTerminal(file.Fd()) {
			return nil, usageError{errors.New("name the files of the log, or pipe one in")}
		}
		args = []string{"-"}
	}
	var files []logFile
	var problems []error
	places := map[string]bool{}
	for _, name := range args {
		f, err := newLogFile(name, in)
		if at := target(name); places[at] {
			err = usageError{fmt.Errorf("%s is named twice, and would count twice", name)}
		} else {
			places[at] = true
		}
		files, problems = append(files, f), append(problems, err)
	}
	return files, errors.Join(problems...)
}

func newLogFile(name string, in io.Reader) (logFile, error) {
	if name == "-" {
		return redirected(in), nil
	}
	info, err := os.Stat(name)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return logFile{}, fmt.Errorf("%s: there is no such file", name)
	case err != nil:
		return logFile{}, err
	case info.IsDir():
		return logFile{}, fmt.Errorf("%s is a folder; name the files of the log", name)
	}
	return logFile{name: name, size: info.Size(), regular: info.Mode().IsRegular()}, nil
}

// redirected finds out whether standard input is a file, which can be read at any
// place and twice.
func redirected(in io.Reader) logFile {
	f := logFile{name: "-"}
	file, is := in.(*os.File)
	if !is {
		return f
	}
	info, err := file.Stat()
	if err != nil || !info.Mode().IsRegular() {
		return f
	}
	if f.from, err = file.Seek(0, io.SeekCurrent); err == nil && f.from <= info.Size() {
		f.size, f.regular = info.Size()-f.from, true
	}
	return f
}

// input opens the file when its turn comes.
func (f logFile) input(ctx context.Context, in io.Reader) audit.Input {
	return audit.Input{Name: f.name, Open: func() (logs.Source, io.Closer, error) {
		if f.name == "-" && f.regular {
			part := io.NewSectionReader(in.(*os.File), f.from, f.size)
			return logs.Source{Name: f.name, From: part, At: part, Size: f.size}, io.NopCloser(nil), nil
		}
		if f.name == "-" {
			return logs.Source{Name: f.name, From: &patient{ctx: ctx, from: in}}, io.NopCloser(nil), nil
		}
		file, err := os.Open(f.name)
		if err != nil {
			return logs.Source{}, nil, err
		}
		s := logs.Source{Name: f.name, From: file}
		if f.regular {
			s.At, s.Size = file, f.size
		}
		return s, file, nil
	}}
}

// A patient reader waits for a stream that may pause for ever, and not any more once
// the program is to end.
type patient struct {
	ctx    context.Context
	from   io.Reader
	buffer [64 << 10]byte // what is read into while nobody may wait any more
}

func (p *patient) Read(to []byte) (int, error) {
	type outcome struct {
		n   int
		err error
	}
	buffer, done := p.buffer[:min(len(to), len(p.buffer))], make(chan outcome, 1)
	go func() {
		n, err := p.from.Read(buffer)
		done <- outcome{n, err}
	}()
	select {
	case <-p.ctx.Done():
		return 0, p.ctx.Err()
	case o := <-done:
		return copy(to, buffer[:o.n]), o.err
	}
}

// spill opens a file for what does not fit into memory. It has no name any more, so
// nothing of it is left however the program ends.
func spill() (audit.SpillFile, error) {
	file, err := os.CreateTemp("", "subsim-audit-")
	if err != nil {
		return nil, err
	}
	if err := os.Remove(file.Name()); err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return file, nil
}

// columnsHelp says what to do about a file whose columns are not those of a log.
func (f *layoutFlag) columnsHelp(err *logs.LayoutError) error {
	var hints []string
	taken := map[string]bool{}
	for _, c := range logs.Columns()[:4] {
		asked := f.columns[c]
		if slices.Contains(err.Header, asked) || asked == noColumn {
			continue
		}
		name := diag.Suggest(asked, err.Header)
		if !f.given(c) {
			name = likelyColumn(c, err.Header)
		}
		if name != "" && !taken[name] {
			taken[name] = true
			hints = append(hints, fmt.Sprintf("--%s %s", c, quotedWord(name)))
		}
	}
	separator := separatorOf(err.Header)
	switch {
	case separator != "":
		return fmt.Errorf("%w; its columns seem to be separated by %s: a log has commas", err, separator)
	case len(hints) > 0:
		return fmt.Errorf("%w; perhaps: %s", err, strings.Join(hints, " "))
	case len(err.Header) > 0:
		return fmt.Errorf("%w; say what they are called: --id, --at, --event, --state", err)
	}
	return err
}

// separatorOf guesses what separates columns that were taken for one; none where they
// were not.
func separatorOf(header []string) string {
	if len(header) != 1 {
		return ""
	}
	for _, s := range []struct{ sign, name string }{{";", "semicolons"}, {"\t", "tabs"}, {"|", "bars"}} {
		if strings.Contains(header[0], s.sign) {
			return s.name
		}
	}
	return ""
}

// quotedWord quotes what a shell would take for several words.
func quotedWord(name string) string {
	if strings.ContainsAny(name, " \t'\"$`\\*?&|;<>()") {
		return "'" + strings.ReplaceAll(name, "'", `'\''`) + "'"
	}
	return name
}
