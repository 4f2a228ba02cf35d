//go:build race

package simulate_test

// raced says that the race detector makes everything some ten times slower: fewer
// subscriptions are simulated then.
const raced = true
