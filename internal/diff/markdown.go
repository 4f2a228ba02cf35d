package diff

import (
	"fmt"
	"io"
	"strings"

	"github.com/Huzefaaa2/subsim/internal/diag"
)

// Markdown writes the page for GitHub's Markdown, as a job summary shows it.
func Markdown(w io.Writer, p *Page) error {
	var b strings.Builder
	fmt.Fprintf(&b, "## %s: %s\n\n%s\n", code(p.Machine.Source.Name), p.headline(), p.totals())
	if full := p.full(); len(full) > 0 {
		b.WriteString("\n| | where | drawn | reference | because | witness |\n|---|---|---|---|---|---|\n")
		for _, f := range full {
			row := []string{"**" + string(f.Kind) + "**", f.Subject() + p.place(f)}
			for _, cell := range f.facts() {
				row = append(row, cell.text)
			}
			fmt.Fprintf(&b, "| %s |\n", strings.Join(escaped(row), " | "))
		}
	}
	if folded := p.folded(); len(folded) > 0 {
		b.WriteString("\n")
		for _, line := range folded {
			fmt.Fprintf(&b, "- %s: %s\n", line.word, escape(diag.Harmless(line.text)))
		}
	}
	if len(p.Machine.Notes) > 0 {
		b.WriteString("\n")
		for _, n := range p.Machine.Notes {
			fmt.Fprintf(&b, "- note: %s\n", escape(n.Message))
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// place says on which line of the drawing a finding stands.
func (p *Page) place(f Finding) string {
	if f.Span.Line == 0 {
		return ""
	}
	return fmt.Sprintf(", line %d", f.Span.Line)
}

// code writes a name from elsewhere so that it is nothing but text.
func code(name string) string {
	return "`" + strings.ReplaceAll(diag.Harmless(name), "`", "'") + "`"
}

func escaped(cells []string) []string {
	var all []string
	for _, cell := range cells {
		all = append(all, escape(cell))
	}
	return all
}

// escape keeps what Markdown would read as more than text, the bold of a kind
// aside.
func escape(text string) string {
	return strings.NewReplacer("|", `\|`, "<", `\<`, ">", `\>`, "_", `\_`, "[", `\[`, "]", `\]`, "`", "\\`").Replace(text)
}
