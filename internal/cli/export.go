package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/Huzefaaa2/subsim/internal/diag"
	"github.com/Huzefaaa2/subsim/internal/export"
)

func newExport(s Streams) *cobra.Command {
	var profile profileFlag
	cmd := &cobra.Command{
		Use:   "export FORMAT",
		Short: "Write the table for other tools",
		Long:  "Write the table of a profile for other tools:\n\n" + formats(),
		Example: `  subsim export cells
  subsim export cells --profile marketplace
  subsim export json
  subsim export mermaid
  subsim export dot`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return fmt.Errorf("name one format: %s", strings.Join(formatNames(), ", "))
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			table, err := profile.table()
			if err != nil {
				return err
			}
			for _, format := range export.Formats() {
				if format.Name == args[0] {
					return format.Write(s.Out, table)
				}
			}
			return unknownFormat(args[0])
		},
		ValidArgs: formatNames(),
	}
	profile.register(cmd)
	return cmd
}

func formats() string {
	var b strings.Builder
	for _, format := range export.Formats() {
		b.WriteString(diag.Wrap(fmt.Sprintf("  %-9s ", format.Name), format.About))
	}
	return b.String()
}

func formatNames() []string {
	var names []string
	for _, format := range export.Formats() {
		names = append(names, format.Name)
	}
	return names
}

func unknownFormat(name string) error {
	err := misnamed(fmt.Sprintf("there is no format %q", name), name, formatNames())
	return usageError{fmt.Errorf("%w (formats: %s)", err, strings.Join(formatNames(), ", ")), "subsim export"}
}
