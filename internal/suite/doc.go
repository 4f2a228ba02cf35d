// Package suite makes finite test suites with a guarantee: whoever passes one and
// has no more states than it says, behaves as the model does.
//
// NewModel is the reference as somebody outside sees it: a profile, the events
// that can be sent, and what can be observed after each. Configurations that the
// observation cannot tell apart are merged, and Model.Merged says which, so that
// a pass claims no more than it can. The rest works on Model.Machine, a plain
// machine over small numbers: Tour, W, Wp and HSI are suites for it, Chains and
// Walks go deeper where no suite could be complete, and Everywhere looks into what
// is merged. Model.Faults are the faults that a suite is measured with, and an
// Exam does so quickly.
//
// Suites are generated as they are read, shortest cases first; nothing is kept.
// The papers are named by key; docs/references.md gives them whole.
package suite
