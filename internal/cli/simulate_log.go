package cli

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/Huzefaaa2/subsim/internal/logs"
)

// A logFlag says where a log goes, and how.
type logFlag struct {
	file        besideFlag
	format      string
	compression string
	form        logs.Form
	none        bool // no log is written
}

func (f *logFlag) register(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&f.format, "format", "", "the log's `format`: "+strings.Join(logs.Formats(), ", ")+"; by the ending of -o, else csv")
	flags.VarP(&f.file, "output", "o", "write the log to a `file`")
	flags.StringVar(&f.compression, "compress", "", "`how` the log is compressed: "+strings.Join(logs.Compressions(), " or ")+"; by the ending of -o")
	_ = cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(logs.Formats(), cobra.ShellCompDirectiveNoFileComp))
	_ = cmd.RegisterFlagCompletionFunc("compress", cobra.FixedCompletions(logs.Compressions(), cobra.ShellCompDirectiveNoFileComp))
}

// endings are those of files by their form.
var endings = []struct{ ending, format, compression string }{
	{".gz", "", logs.Gzip}, {".zst", "", logs.Zstd},
	{".csv", logs.FormatCSV, ""}, {".jsonl", logs.FormatJSONL, ""}, {".ndjson", logs.FormatJSONL, ""}, {".parquet", logs.FormatParquet, ""},
}

// settle finds out the form. alone says that standard output is wanted for something
// else.
func (f *logFlag) settle(standard io.Writer, alone bool) error {
	if f.file == "-" || f.file == "/dev/stdout" {
		f.file = ""
	}
	byName := logs.Form{}
	name := f.file.String()
	for _, e := range endings {
		if rest, ends := strings.CutSuffix(name, e.ending); ends {
			name, byName.Compression, byName.Format = rest, byName.Compression+e.compression, e.format
		}
	}
	f.form = logs.Form{Format: cmp.Or(f.format, byName.Format), Compression: cmp.Or(f.compression, byName.Compression)}
	f.none = alone && f.file == ""
	switch {
	case f.format != "" && !slices.Contains(logs.Formats(), f.format):
		return fmt.Errorf("%w (formats: %s)", misnamed(fmt.Sprintf("there is no format %q", f.format), f.format, logs.Formats()), strings.Join(logs.Formats(), ", "))
	case f.compression != "" && !slices.Contains(logs.Compressions(), f.compression):
		return fmt.Errorf("there is no compression %q; there are %s", f.compression, strings.Join(logs.Compressions(), " and "))
	case f.none && (f.format != "" || f.compression != ""):
		return errors.New("--chart without -o takes the place of the log; name a file for the log")
	case f.form.Format == "" && f.file != "":
		return fmt.Errorf("%s does not end like a log (.csv, .jsonl, .parquet); say --format", f.file)
	case f.form.Format == logs.FormatParquet && byName.Compression != "":
		return errors.New("a Parquet file is compressed inside; say --compress, and leave the ending out")
	case f.file == "" && !f.none && isTerminal(standard) && (f.form.Format == logs.FormatParquet || f.form.Compression != ""):
		return errors.New("that is nothing for a terminal; name a file with -o")
	}
	f.form.Format = cmp.Or(f.form.Format, logs.FormatCSV)
	return nil
}
