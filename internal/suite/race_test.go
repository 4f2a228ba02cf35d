//go:build race

package suite

// The race detector makes judging some ten times slower, and there is nothing in
// it that runs at the same time: the tests judge less then.
const (
	thorough = false
	largest  = 3
)
