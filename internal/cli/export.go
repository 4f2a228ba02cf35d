package cli

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/Huzefaaa2/subsim/internal/diag"
	"github.com/Huzefaaa2/subsim/internal/export"
	"github.com/Huzefaaa2/subsim/internal/lexicon"
	"github.com/Huzefaaa2/subsim/internal/schema"
)

func newExport(s Streams, colors *colorMode) *cobra.Command {
	var profile profileFlag
	var query sqlFlag
	var trace traceFlag
	cmd := &cobra.Command{
		Use:   "export FORMAT",
		Short: "Write the table for other tools, or the names for other languages",
		Long:  "Write the table of a profile for other tools, the names for other languages, or\nwhat editors and engines need:\n\n" + formats(),
		Example: `  subsim export cells
  subsim export cells --profile marketplace
  subsim export json
  subsim export mermaid
  subsim export dot
  subsim export svg
  subsim export xstate --profile strict
  subsim export typescript
  subsim export svg --trace corpus:dunning/recovery.subsim.yaml:1
  subsim export schema
  subsim export sql --dialect postgres --profile strict
  subsim export sql --audit --dialect duckdb --table history`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return fmt.Errorf("name one format: %s", strings.Join(formatNames(), ", "))
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			if err := query.refused(args[0]); err != nil {
				return err
			}
			if err := trace.refused(args[0]); err != nil {
				return err
			}
			for _, format := range exportFormats(&query, &trace) {
				if format.name == args[0] {
					return format.write(s.Out, &profile)
				}
			}
			return unknownFormat(args[0])
		},
		ValidArgs: formatNames(),
	}
	profile.register(cmd, s, colors)
	query.register(cmd)
	trace.register(cmd)
	return cmd
}

// An exportFormat is one thing to export.
type exportFormat struct {
	name, about string
	write       func(io.Writer, *profileFlag) error
}

// exportFormats lists the formats of a table, and those that are none of a table's
// alone: its picture, the vocabulary, the schema, guards, and the query over a log.
func exportFormats(query *sqlFlag, trace *traceFlag) []exportFormat {
	var all []exportFormat
	for _, f := range export.Formats() {
		all = append(all, exportFormat{f.Name, f.About, func(w io.Writer, profile *profileFlag) error {
			table, err := profile.table()
			if err != nil {
				return err
			}
			return f.Write(w, table)
		}})
	}
	all = append(all, exportFormat{"svg", "the states as a picture that was laid out by hand; with --trace the path of a scenario", trace.write})
	for _, f := range lexicon.Formats() {
		all = append(all, exportFormat{f.Name, f.About, sameInEveryProfile("the vocabulary is", f.Write)})
	}
	return append(all,
		exportFormat{"schema", "the scenario language as a JSON Schema, for editors", sameInEveryProfile("the schema is", schema.Write)},
		exportFormat{"sql", "guards for a database of your own, which refuse what the model rejects; with --audit: an audit of a log, for the engine that holds it", query.write})
}

// sameInEveryProfile refuses a profile, so that nobody takes what is written for its
// own.
func sameInEveryProfile(what string, write func(io.Writer) error) func(io.Writer, *profileFlag) error {
	return func(w io.Writer, profile *profileFlag) error {
		if profile.given() {
			return usageError{errors.New(what + " the same in every profile; leave the profile out")}
		}
		return write(w)
	}
}

func formats() string {
	var b strings.Builder
	for _, format := range exportFormats(new(sqlFlag), new(traceFlag)) {
		b.WriteString(diag.Wrap(fmt.Sprintf("  %-10s ", format.name), format.about))
	}
	return b.String()
}

func formatNames() []string {
	var names []string
	for _, format := range exportFormats(new(sqlFlag), new(traceFlag)) {
		names = append(names, format.name)
	}
	return names
}

func unknownFormat(name string) error {
	err := misnamed(fmt.Sprintf("there is no format %q", name), name, formatNames())
	return usageError{fmt.Errorf("%w (formats: %s)", err, strings.Join(formatNames(), ", "))}
}
