// Package export writes a table for other tools and for the documents: the
// machine of one profile, whole, in formats that others read.
//
// [Formats] lists the writers; a command line needs nothing else. [Sections] are
// the parts of the markdown format, one by one, for documents that repeat the
// table between markers. [Digest] tells whether two tables decide alike.
//
// All of it is read from [fsm.Table], in the order of the vocabulary, so that
// the same table gives the same bytes. The formats cells and json hold every
// answer; the pictures, mermaid and dot, hold the states and what is applied.
package export
