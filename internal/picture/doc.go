// Package picture draws the machine of a table as SVG. It was laid out once, by
// hand: a life runs along the top, trouble lies below it, the ends are at the right,
// and the gap is apart. [Write] draws it: whole, with the weights of what really
// happened, or pale with one path through it. [Plates] serve pages with many paths.
//
// A layout goes stale when the table changes, so a test compares the two: every
// event that is applied stands in exactly one line, and nothing else does. Lines
// have ids that others can rely on, "edge-trial-active" and so on, and states too:
// "state-trial".
package picture
