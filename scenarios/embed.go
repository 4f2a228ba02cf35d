// Package scenarios is the reference corpus: scenario files by theme, shipped in
// the binary. Every cell of the standard table is exercised by some scenario.
package scenarios

import "embed"

// Corpus holds the scenario files by their path from this folder.
//
//go:embed */*.subsim.yaml
var Corpus embed.FS
