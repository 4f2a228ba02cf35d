// Package scenarios is the reference corpus: scenario files by theme, shipped in
// the binary. README.md says which folder holds what. Every cell of the profiles
// standard and strict is exercised by some scenario.
package scenarios

import "embed"

// Corpus holds the scenario files by their path from this folder.
//
//go:embed */*.subsim.yaml
var Corpus embed.FS
