// Package replay is the scenario language and its player.
//
// A scenario tells how a subscription behaves: where it starts, what happens,
// and what is expected after each step. [Parse] reads scenario files and reports
// every problem at once; [Player.Play] plays a scenario against the reference
// machine and writes down a [Trace], what happened step by step; [Judge] holds a
// trace against the scenario's expectations. The three are apart, so that a
// trace from somewhere else can be judged in the same way.
//
//	scenarios, err := replay.Parse("renewal.subsim.yaml", text)
//	trace, err := replay.NewPlayer().Play(ctx, scenarios[0])
//	failure := replay.Judge(scenarios[0], trace) // nil where everything held
//
// [ParseFS] reads a tree of files. [Format] writes scenarios as a file, also those
// that a program builds, and [Scenario.Recorded] makes what a trace shows into what
// a scenario expects. [NewPlayerAgainst] plays against an [Instance] of another
// making. [Coverage] counts what traces exercise. [ParseProfile] and [FormatProfile]
// read and write the file of a profile of one's own.
//
// Time is virtual: a scenario's clock moves where a step moves it, and the deadlines
// of its [Policy] fire on the way. A [Life] is one subscription with such a clock,
// for programs that tell their story as it happens.
//
// Most programs can leave alone what serves reports and editors: [Observed],
// [Mismatch], [Firing], [Stamp] and the Key constants.
//
// The file format is documented in docs/scenarios.md.
package replay
