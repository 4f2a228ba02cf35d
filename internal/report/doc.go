// Package report writes what became of scenarios, file by file as it comes, so
// that memory does not grow with their number. [Text] is for people; each further
// format is another [Writer] of the same [File] and [Tally].
package report

import (
	"github.com/Huzefaaa2/subsim/internal/diag"
	"github.com/Huzefaaa2/subsim/replay"
)

// A Result is what became of one scenario.
type Result struct {
	Scenario *replay.Scenario
	Trace    *replay.Trace
	Failure  *replay.Failure // nil where everything held
}

// A File is what became of one file's scenarios, in the order of the file.
type File struct {
	Name     string
	Results  []Result
	Problems diag.Problems // why some or all of it was not played
}

// Broke counts the results that did not hold.
func (f File) Broke() int {
	n := 0
	for _, r := range f.Results {
		if r.Failure != nil {
			n++
		}
	}
	return n
}

// A Writer writes a report: each file once, then the tally once, also where the
// run ended before its time. A write error ends the report.
type Writer interface {
	File(File) error
	End(*Tally) error
}

// UpToFailure returns the file without the results behind the first that broke.
func (f File) UpToFailure() File {
	for i, r := range f.Results {
		if r.Failure != nil {
			f.Results = f.Results[:i+1]
			break
		}
	}
	return f
}

// Split returns the file with the results that broke alone, and with those that
// held.
func (f File) Split() (broke, held File) {
	broke, held = f, File{Name: f.Name}
	broke.Results = nil
	for _, r := range f.Results {
		if r.Failure != nil {
			broke.Results = append(broke.Results, r)
		} else {
			held.Results = append(held.Results, r)
		}
	}
	return broke, held
}
