//go:build race

package conformance_test

// raced says that the race detector makes everything some ten times slower: fewer
// mutants are drawn then.
const raced = true
