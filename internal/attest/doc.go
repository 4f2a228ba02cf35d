// Package attest writes what a run of the conformance kit found out: for people
// [Text], [Markdown] and [HTML], for programs [JSON], [JUnit] and [Badge], and as a
// picture [Mermaid]. All of them tell the same [conformance.Report], and the same
// report gives the same bytes. What an implementation sent is made harmless before
// it is written, and none of them says that it conforms unless the report bears it
// out: [Passed].
package attest

import "github.com/Huzefaaa2/subsim/conformance"

// Options say what a report tells beside what is in it.
type Options struct {
	Verbose bool // text: every finding, the matrix and the whole machine that was learned
	Quiet   bool // text: findings and the last line alone
	Colored bool // text
	// StricterPasses says that a stricter profile is good enough, too.
	StricterPasses bool
	// Rerun returns the command that asks only what a finding is about, and Saved
	// the file in which its scenario was saved. Either may be nil, and return
	// nothing.
	Rerun func(conformance.Finding) string
	Saved func(conformance.Finding) string
}

func (o Options) rerun(f conformance.Finding) string { return told(o.Rerun, f) }

func (o Options) saved(f conformance.Finding) string { return told(o.Saved, f) }

func told(of func(conformance.Finding) string, f conformance.Finding) string {
	if of == nil {
		return ""
	}
	return plain(of(f))
}
