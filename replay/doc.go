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
// The file format is documented in docs/scenarios.md.
package replay
