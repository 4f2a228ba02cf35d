// Package lexicon writes the names of the model as closed types of other
// languages: states, events, verdicts, reasons, and what groups them.
//
// [Formats] lists the writers; a command line needs nothing else. The names are the
// same in every profile, since a profile refuses an event and does not forget its
// name. All of it is read from package fsm, in the order of every output, so that
// the same model gives the same bytes.
package lexicon
