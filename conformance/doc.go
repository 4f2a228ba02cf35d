// Package conformance proves that a private implementation is the reference, or
// names the cell in which it is not.
package conformance
