package cli

import (
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/Huzefaaa2/subsim/internal/suite"
	"github.com/Huzefaaa2/subsim/internal/vectors"
)

// vectorsOptions are the flags of subsim vectors.
type vectorsOptions struct {
	streams  Streams
	profile  profileFlag
	level    int
	events   eventsFlag
	observe  choice
	accepts  bool
	file     string
	manifest string
}

func newVectors(s Streams, colors *colorMode) *cobra.Command {
	o := &vectorsOptions{streams: s, observe: choice{words: []string{"state", "status", "answers"}}}
	cmd := &cobra.Command{
		Use:   "vectors",
		Short: "Write test vectors, for teams that run them without subsim",
		Long: `Write the test suites of the conformance kit as vectors: JSON, one vector a
line, each a subscription from its beginning with events and what is seen after
each. They are in the public domain (CC0-1.0).

A level holds all levels below it: 1 every cell, 2 complete for subjects with
no state beyond the reference's, 3 with one more, 4 deeper chains of applied
events, 5 long walks. The manifest says what the vectors are of, how many there
are, and how many faults those up to each level find; that takes seconds.`,
		Example: `  subsim vectors
  subsim vectors --level 1 --profile marketplace
  subsim vectors --level 3 --events activate,suspend,resume,cancel
  subsim vectors --observe answers --accepts --level 1`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error { return o.execute() },
	}
	o.profile.register(cmd, s, colors)
	flags := cmd.Flags()
	flags.IntVar(&o.level, "level", 2, fmt.Sprintf("the highest `level`, 1 to %d", vectors.MaxLevel))
	o.events.register(cmd, "send these `events` alone; all where it is left out")
	flags.Var(&o.observe, "observe", "`what` is seen: state with the answer, a coarse status, or answers alone")
	flags.BoolVar(&o.accepts, "accepts", false, "applied and ignored are both answered as accepted")
	flags.StringVarP(&o.file, "output", "o", "", "write the vectors to a `file`")
	flags.StringVar(&o.manifest, "manifest", "", "write the manifest to a `file`")
	_ = cmd.RegisterFlagCompletionFunc("observe", cobra.FixedCompletions(o.observe.words, cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

func (o *vectorsOptions) execute() error {
	model, err := o.model()
	if err != nil {
		return err
	}
	set := vectors.Of(model, o.level)
	if err := o.write(o.file, func(w io.Writer) error { return vectors.Write(w, set.Vectors) }); err != nil || o.manifest == "" {
		return err
	}
	manifest, err := set.Manifest()
	if err != nil {
		return err
	}
	return o.write(o.manifest, manifest.Write)
}

// model is the reference as the flags have it seen.
func (o *vectorsOptions) model() (*suite.Model, error) {
	table, err := o.profile.table()
	events, unknown := o.events.read()
	if problems := errors.Join(err, unknown); problems != nil {
		return nil, problems
	}
	switch {
	case o.level < 1 || o.level > vectors.MaxLevel:
		return nil, usageError{fmt.Errorf("there is no level %d of vectors; there are levels 1 to %d", o.level, vectors.MaxLevel)}
	case o.file != "" && o.manifest != "" && target(o.file) == target(o.manifest):
		return nil, usageError{fmt.Errorf("vectors and manifest would both go to %s", o.file)}
	}
	return suite.NewModel(table, events, o.observation())
}

func (o *vectorsOptions) observation() suite.Observation {
	seen := suite.StateReadable()
	switch o.observe.String() {
	case "status":
		seen = suite.Coarse()
	case "answers":
		seen = suite.AnswersOnly()
	}
	seen.Accepts = o.accepts
	return seen
}

// write writes a file as a whole or not at all; without a name, to standard output.
func (o *vectorsOptions) write(name string, content func(io.Writer) error) error {
	if name == "" || name == "-" {
		return content(o.streams.Out)
	}
	file, err := create(name)
	if err != nil {
		return err
	}
	err = content(file)
	return errors.Join(err, file.finish(err == nil))
}
