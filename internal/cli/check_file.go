package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/Huzefaaa2/subsim/internal/boundary"
	"github.com/Huzefaaa2/subsim/internal/diag"
	"github.com/Huzefaaa2/subsim/internal/report"
	"github.com/Huzefaaa2/subsim/replay"
)

// A checker checks files one by one.
type checker struct {
	*checkOptions
	exceptions *boundary.Exceptions
	held       map[string]bool // files that were held against the boundary
	tally      report.CheckTally
}

// newChecker reads the exceptions of the current folder.
func newChecker(o *checkOptions) (*checker, error) {
	c := &checker{o, new(boundary.Exceptions), map[string]bool{}, report.CheckTally{}}
	text, err := os.ReadFile(boundary.ExceptionsFile)
	if errors.Is(err, fs.ErrNotExist) {
		return c, nil
	}
	if err == nil {
		c.exceptions, err = boundary.ParseExceptions(&diag.Source{Name: boundary.ExceptionsFile, Text: string(text)})
	}
	if problems := (diag.Problems{}); errors.As(err, &problems) {
		report.Problems(o.streams.Err, "error", problems, o.colors.on(o.streams.Err))
		return nil, errBadInput
	}
	return c, err
}

// run checks the files into the reports.
func (c *checker) run(ctx context.Context, files []input, sinks []checkSink) error {
	c.tally.Of = len(files)
	for _, in := range files {
		checked := c.check(ctx, in)
		if ctx.Err() != nil {
			return errors.Join(c.end(sinks), errInterrupted)
		}
		c.tally.Add(checked)
		if err := c.tell(checked, sinks); err != nil {
			return err
		}
	}
	if stale := c.exceptions.Stale(c.done); len(stale) > 0 {
		checked := report.Checked{Name: boundary.ExceptionsFile, Breaches: stale}
		c.tally.Find(checked)
		if err := c.tell(checked, sinks); err != nil {
			return err
		}
	}
	if err := c.end(sinks); err != nil {
		return err
	}
	return c.verdict()
}

// tell tells of one file: bad input and warnings on standard error, and all of it
// in the reports.
func (c *checker) tell(checked report.Checked, sinks []checkSink) error {
	colored := c.colors.on(c.streams.Err)
	report.Problems(c.streams.Err, "error", checked.Problems, colored)
	report.Problems(c.streams.Err, "warning", checked.Warnings, colored)
	var problems []error
	for _, s := range sinks {
		problems = append(problems, s.File(checked))
	}
	return errors.Join(problems...)
}

func (c *checker) end(sinks []checkSink) error {
	var problems []error
	for _, s := range sinks {
		problems = append(problems, s.End(&c.tally))
	}
	return errors.Join(problems...)
}

// verdict turns what was found into the command's error. Bad input outranks what
// broke, as in a replay.
func (c *checker) verdict() error {
	switch t := &c.tally; {
	case t.Problems > 0:
		return errBadInput
	case t.Breaches > 0, c.strict && t.Warnings > 0:
		return errBroke
	case t.Texts() == 0:
		return nothingError{"every file is binary"}
	}
	return nil
}

// check checks one file.
func (c *checker) check(ctx context.Context, in input) report.Checked {
	checked := report.Checked{Name: in.name}
	content, err := in.content(ctx)
	switch {
	case err != nil:
	case c.public && bytes.IndexByte(content, 0) >= 0:
		checked.Binary = true
	case c.public && len(content) > replay.MaxFile:
		err = fmt.Errorf("the file is larger than %d MiB; it was not looked at", replay.MaxFile>>20)
	default:
		if c.fix {
			content, checked.Fixed, err = c.mend(in, content)
		}
		checked.Breaches = c.breaches(in, content)
		if !c.public {
			c.read(in, content, &checked)
		}
	}
	checked.Problems = append(checked.Problems, problemsOf(in.name, err)...)
	return checked
}

// read reads the scenarios of a file. What has no place in public is not shown
// beside other problems either.
func (c *checker) read(in input, content []byte, checked *report.Checked) {
	all, err := replay.Parse(in.name, content)
	if err == nil {
		all, err = in.selected(all)
	}
	checked.Problems = problemsOf(in.name, err)
	checked.Scenarios = len(all)
	for _, s := range all {
		checked.Warnings = append(checked.Warnings, s.Lint()...)
	}
	if len(checked.Breaches) == 0 {
		return
	}
	for _, problems := range []diag.Problems{checked.Problems, checked.Warnings} {
		for _, p := range problems {
			p.Source = checked.Breaches[0].Source
		}
	}
}

// breaches holds a file against the boundary.
func (c *checker) breaches(in input, content []byte) diag.Problems {
	if len(content) > replay.MaxFile {
		return nil // it is refused as it is
	}
	source := &diag.Source{Name: fromHere(in), Text: strings.TrimPrefix(string(content), "\ufeff")}
	check := c.exceptions.Check
	if strings.HasPrefix(in.name, corpusPrefix) {
		check = c.exceptions.CheckCorpus
	}
	c.held[source.Name] = true
	problems := check(source)
	if len(problems) > 0 {
		problems[0].Source.Name = in.name // they share it
	}
	return problems
}

// done reports whether nothing more can be found in a file: it was looked at, or
// is not there.
func (c *checker) done(file string) bool {
	_, err := os.Stat(filepath.FromSlash(file))
	return c.held[file] || c.public && errors.Is(err, fs.ErrNotExist)
}

// fromHere is the name of a file as exceptions write it, from the current folder.
func fromHere(in input) string {
	if in.path == "" {
		return in.name
	}
	name := filepath.Clean(in.path)
	if here, err := os.Getwd(); err == nil && filepath.IsAbs(name) {
		if below, err := filepath.Rel(here, name); err == nil {
			name = below
		}
	}
	return filepath.ToSlash(name)
}
