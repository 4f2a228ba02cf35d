package diff

import (
	"fmt"
	"io"
	"strings"

	"github.com/Huzefaaa2/subsim/internal/diag"
)

// Text writes the page for people at a terminal of 80 columns, what is apart
// first; loud makes a text stand out, and may leave it as it is.
func Text(w io.Writer, p *Page, loud func(string) string) error {
	var b strings.Builder
	headline := diag.Harmless(p.Machine.Source.Name) + ": " + p.headline()
	if p.Held {
		b.WriteString(diag.Wrap("ok    ", headline))
	} else {
		b.WriteString(strings.Replace(diag.Wrap("FAIL  ", headline), "FAIL", loud("FAIL"), 1))
	}
	for _, f := range p.full() {
		b.WriteString("\n" + p.block(f, loud))
	}
	if folded := p.folded(); len(folded) > 0 {
		b.WriteString("\n")
		for _, line := range folded {
			b.WriteString(diag.Wrap(fmt.Sprintf("%-10s ", line.word), diag.Harmless(line.text)))
		}
	}
	b.WriteString("\n" + diag.Wrap("", p.totals()))
	_, err := io.WriteString(w, b.String())
	return err
}

// block writes a finding.
func (p *Page) block(f Finding, loud func(string) string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s\n", loud(string(f.Kind)), f.Subject())
	if f.Span.Line > 0 {
		fmt.Fprintf(&b, "  --> %s\n", (&diag.Problem{Source: p.Machine.Source, Span: f.Span}).Place())
	}
	for _, line := range f.facts() {
		b.WriteString(diag.Wrap(fmt.Sprintf("  %-10s ", line.word), line.text))
	}
	return b.String()
}
