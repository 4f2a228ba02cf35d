package cli

import (
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"github.com/Huzefaaa2/subsim/conformance"
	"github.com/Huzefaaa2/subsim/internal/diag"
	"github.com/Huzefaaa2/subsim/internal/report"
)

// A knownFlag is a file of known failures: they do not end a run in 1, and a line
// that nothing needs any more does.
type knownFlag struct {
	file  besideFlag
	fix   bool
	known *conformance.Known
	to    io.Writer // for what is wrong in the file
	color *colorMode
}

func (f *knownFlag) register(cmd *cobra.Command, s Streams, colors *colorMode) {
	f.to, f.color = s.Err, colors
	cmd.Flags().Var(&f.file, "known-failures", "a `file` of failures that are known; a line that is stale ends in 1")
	cmd.Flags().BoolVar(&f.fix, "fix", false, "rewrite the file of known failures to what was found")
}

// load reads the file. One that is to be written by --fix need not be there.
func (f *knownFlag) load() error {
	if f.file == "" && f.fix {
		return usageError{errors.New("--fix rewrites the file of known failures; name it with --known-failures")}
	}
	if f.file == "" {
		return nil
	}
	text, err := readRegular(f.file.String())
	switch missing := errors.Is(err, os.ErrNotExist); {
	case missing && f.fix:
		err = nil
	case missing:
		return fmt.Errorf("%s is not there; --fix writes it", f.file)
	}
	if err != nil {
		return err
	}
	f.known, err = conformance.ParseKnown(f.file.String(), string(text))
	if problems := (diag.Problems{}); errors.As(err, &problems) {
		report.Problems(f.to, "error", problems, f.color.on(f.to))
		return fmt.Errorf("%s makes no sense as a file of known failures", f.file)
	}
	return err
}

// read lists the file, so that no report takes its place.
func (f *knownFlag) read() []input {
	if f.file == "" {
		return nil
	}
	return []input{{path: f.file.String()}}
}

// touches returns the file as what is read and, with --fix, as what is written.
func (f *knownFlag) touches() (read []input, written []string) {
	if f.fix {
		return nil, []string{f.file.String()}
	}
	return f.read(), nil
}

// apply marks what is known in a report, and rewrites the file where that is asked
// for and the run came to an end.
func (f *knownFlag) apply(r *conformance.Report, to io.Writer) error {
	if f.known == nil {
		return nil
	}
	f.known.Apply(r)
	if !f.fix {
		return nil
	}
	if r.Verdict == conformance.VerdictInconclusive {
		fmt.Fprintf(to, "subsim: %s is not rewritten: the run is inconclusive\n", f.file)
		return nil
	}
	text := f.known.Fixed(r)
	if err := writeWhole(f.file.String(), func(w io.Writer) error { _, err := io.WriteString(w, text); return err }); err != nil {
		return err
	}
	known, err := conformance.ParseKnown(f.file.String(), text)
	if err == nil {
		known.Apply(r)
	}
	return err
}

// readRegular reads a regular file; anything else could go on for ever.
func readRegular(name string) ([]byte, error) {
	info, err := os.Stat(name)
	if err == nil && !info.Mode().IsRegular() {
		err = fmt.Errorf("%s: not a regular file", name)
	}
	if err != nil {
		return nil, err
	}
	return os.ReadFile(name)
}
