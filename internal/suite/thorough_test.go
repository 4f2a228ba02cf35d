//go:build !race

package suite

const (
	thorough = true // judge all models
	largest  = 4    // states of the subjects that are searched exhaustively
)
