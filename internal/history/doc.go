// Package history holds what a log tells of one subscription against the model,
// record by record. Call [Compile] for the [Rules] and [Rules.Step] for a record;
// whoever folds millions of records takes the [Automaton] of the same rules.
//
// A log need not tell everything: one of states says nothing of events, and one
// that begins in the middle says nothing of what was before. So the rules carry
// along the [Set] of all configurations that the subscription may be in, and a
// record is impossible where none of them allows it.
package history
