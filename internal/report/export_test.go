package report

import "io"

// Bounded is NewHTML with so much room for each part of a page: for what is told in
// full, and for all.
func Bounded(w io.Writer, full, all int) *HTML {
	h := NewHTML(w)
	h.full, h.all = full, all
	return h
}
