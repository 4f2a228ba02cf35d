package cli

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/Huzefaaa2/subsim/internal/report"
)

// checkOptions are the flags of subsim check.
type checkOptions struct {
	outputs
	streams Streams
	colors  *colorMode
	strict  bool
	public  bool
	fix     bool
	rules   bool
}

// formatsOfCheck are the reports that a check can write.
var formatsOfCheck = []string{"text", "json"}

func newCheck(s Streams, colors *colorMode) *cobra.Command {
	o := &checkOptions{streams: s, colors: colors}
	cmd := &cobra.Command{
		Use:   "check [path...]",
		Short: "Read scenario files without playing them",
		Long: `Read scenario files without playing them, and tell every problem of all of them
at once: what makes no sense, what has no place in a public file, and, as a
warning, what is legal and likely a slip. Paths are those of subsim replay.

With --fix, what is certain is mended in the files: names and keys that differ
from a known one in case, separators or doubled letters only. From standard
input, the mended text goes to standard output.

With --public, any text files are held against the public boundary alone. A
folder stands for all files below it; binary files are skipped, and counted.
What the file .subsim-public of the current folder excuses may stay.`,
		Example: `  subsim check
  subsim check scenarios
  subsim check --strict corpus:gaps
  subsim check --format json scenarios/dunning
  subsim check --public README.md docs scenarios
  subsim check --rules`,
		RunE: func(cmd *cobra.Command, args []string) error { return o.execute(cmd.Context(), args) },
	}
	o.outputs.register(cmd, formatsOfCheck)
	flags := cmd.Flags()
	flags.BoolVar(&o.strict, "strict", false, "end in 1 where there are warnings")
	flags.BoolVar(&o.fix, "fix", false, "mend what is certain, in the files")
	flags.BoolVar(&o.public, "public", false, "hold any text files against the public boundary, and nothing else")
	flags.BoolVar(&o.rules, "rules", false, "list the rules of the public boundary, and the warnings")
	cmd.MarkFlagsMutuallyExclusive("public", "fix", "rules")
	cmd.MarkFlagsMutuallyExclusive("public", "strict", "rules")
	return cmd
}

func (o *checkOptions) execute(ctx context.Context, args []string) error {
	asked, err := o.asked()
	if err != nil {
		return usageError{err}
	}
	if o.rules {
		return o.listRules(args)
	}
	files, err := o.files(args)
	if err != nil {
		return err
	}
	if err := spare(files, asked); err != nil {
		return err
	}
	out := o.streams.Out
	if o.fix && o.filters(files) {
		if asked[0].file == "" && asked[0].format != "text" {
			return usageError{errors.New("the mended text takes standard output; name the report's file with -o")}
		}
		out = o.streams.Err
	}
	c, err := newChecker(o)
	if err != nil {
		return err
	}
	return o.write(asked, out, func(sinks []checkSink) error { return c.run(ctx, files, sinks) })
}

// files finds what to check: the corpus without arguments.
func (o *checkOptions) files(args []string) ([]input, error) {
	if len(args) == 0 && (o.public || o.fix) {
		return nil, usageError{errors.New("name the files")}
	}
	if len(args) == 0 {
		args = []string{corpusPrefix + "."}
		fmt.Fprintln(o.streams.Err, "no path given: checking the corpus that is built in")
	}
	files, err := inputsOf(args, o.streams.In, o.public)
	if err != nil || !o.fix {
		return files, err
	}
	return files, fixable(files)
}

// A checkSink is an open report.
type checkSink struct {
	report.CheckWriter
	file *reportFile // nil for standard output
}

// write opens the reports, has them filled, and puts them in place.
func (o *checkOptions) write(asked []output, out io.Writer, fill func([]checkSink) error) error {
	var sinks []checkSink
	for _, a := range asked {
		s := checkSink{}
		to := out
		if a.file != "" {
			file, err := create(a.file)
			if err != nil {
				return errors.Join(err, closeSinks(sinks, false))
			}
			s.file, to = file, file
		}
		s.CheckWriter = report.NewCheckText(to, a.file == "" && o.colors.on(to))
		if a.format == "json" {
			s.CheckWriter = report.NewCheckJSON(to)
		}
		sinks = append(sinks, s)
	}
	err := fill(sinks)
	told := err == nil || errors.As(err, new(nothingError))
	for _, verdict := range []error{errBroke, errBadInput, errInterrupted} {
		told = told || errors.Is(err, verdict)
	}
	return errors.Join(closeSinks(sinks, told), err)
}

func closeSinks(sinks []checkSink, whole bool) error {
	var problems []error
	for _, s := range sinks {
		if s.file != nil {
			problems = append(problems, s.file.finish(whole))
		}
	}
	return errors.Join(problems...)
}
