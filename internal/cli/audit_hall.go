package cli

import (
	"context"
	"fmt"
	"io"

	"github.com/Huzefaaa2/subsim/internal/align"
	"github.com/Huzefaaa2/subsim/internal/audit"
	"github.com/Huzefaaa2/subsim/internal/docket"
	"github.com/Huzefaaa2/subsim/internal/logs"
	"github.com/Huzefaaa2/subsim/internal/report"
)

// A hall hands what an audit tells to every report.
type hall struct {
	writers []docket.Writer
	meter   *meter
	result  *audit.Result
}

func (h *hall) each(tell func(docket.Writer) error) error {
	h.meter.clear() // what is told must not stand in the line of the progress
	for _, w := range h.writers {
		if err := tell(w); err != nil {
			return fmt.Errorf("the report could not be written: %w", err)
		}
	}
	return nil
}

func (h *hall) Finding(f audit.Finding) error {
	return h.each(func(w docket.Writer) error { return w.Finding(f) })
}

func (h *hall) Unjudged(u audit.Unjudged) error {
	return h.each(func(w docket.Writer) error { return w.Unjudged(u) })
}

func (h *hall) Notice(n audit.Notice) error {
	return h.each(func(w docket.Writer) error { return w.Notice(n) })
}

// An auditSink is one report of an audit, as the other commands have them.
type auditSink struct {
	docket.Writer
	hall *hall
}

func (auditSink) File(report.File) error { return nil }

func (s auditSink) End(*report.Tally) error { return s.Writer.End(s.hall.result) }

// writer makes the writer of one format.
func (o *auditOptions) writer(format string, out io.Writer) docket.Writer {
	options := docket.Options{
		Verbose: o.verbose, Quiet: o.quiet, Colored: out == o.streams.Out && o.colors.on(out),
		Max: o.limit, Accepted: o.accepted,
	}
	switch format {
	case "json":
		return docket.NewJSONLines(out, options)
	case "junit":
		return docket.NewJUnit(out, options)
	case "html":
		return docket.NewHTML(out, options)
	}
	return docket.NewText(out, options)
}

// tell reads the log again, and explains what was found.
func (o *auditOptions) tell(ctx context.Context, a, before *audit.Audit, inputs []audit.Input, layout *logs.Layout, to *hall) error {
	rules := a.Rules()
	if rules == nil {
		return nil
	}
	aligner := align.New(rules, align.Standard())
	return a.Cases(ctx, inputs, layout, o.workers, before, func(c audit.Case) error {
		story := aligner.Align(c.Begin, c.Records)
		lines := story.Lines(func(record int) string { return placeOf(c, record) })
		lines = append(lines, fmt.Sprintf("cost %d", story.Cost))
		return to.each(func(w docket.Writer) error { return w.Explain(c.Finding, lines) })
	})
}

// placeOf says where a record of a case stands.
func placeOf(c audit.Case, record int) string {
	p := c.Places[record]
	if p.File == c.Finding.File {
		return fmt.Sprintf("line %d", p.Line)
	}
	return fmt.Sprintf("%s:%d", p.File, p.Line)
}
