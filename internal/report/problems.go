package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/Huzefaaa2/subsim/internal/diag"
	"github.com/Huzefaaa2/subsim/internal/ink"
)

// Problems writes bad input for people, each with its excerpt and the way out.
func Problems(out io.Writer, kind string, problems diag.Problems, colored bool) {
	title := ink.NewPalette(colored).Alarm
	for _, p := range problems {
		headline := diag.Wrap(kind+": ", diag.Harmless(p.Message))
		fmt.Fprintf(out, "%s%s  --> %s\n", title.Sprint(kind), strings.TrimPrefix(headline, kind), p.Place())
		if p.Span.Line > 0 {
			fmt.Fprint(out, diag.Excerpt(p.Source, p.Span, 1, p.Note))
		}
		if p.Help != "" {
			fmt.Fprint(out, diag.Wrap("  help: ", p.Help))
		}
		if p.Fix != "" {
			fmt.Fprintf(out, "  fix:  write %s (subsim check --fix does it)\n", p.Fix)
		}
		fmt.Fprintln(out)
	}
}

// problemBlock returns what [Problems] writes of one problem, for other formats.
func problemBlock(p *diag.Problem) string {
	var b strings.Builder
	Problems(&b, "error", diag.Problems{p}, false)
	return strings.TrimSuffix(b.String(), "\n")
}
