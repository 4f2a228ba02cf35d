// Package fsm is the reference model of a subscription's lifecycle: eight
// published states, 22 events and one table that decides every cell.
//
// Start with [NewMachine] when you hold one live subscription, or with
// [NewTable] when you fold many ([Table.Step], then [Step.Then]): the table is
// pure, total over its configurations and allocates nothing. Both answer with a [Step], which says
// what happened ([Verdict], [Reason]) and, when the event was refused, what
// would be legal now ([Step.Legal]) and how to get where the event wanted to go
// ([Step.Route]).
//
//	table := fsm.NewTable(fsm.Standard())
//	machine, err := fsm.NewMachine(table)
//	step, err := machine.Fire(ctx, fsm.EventActivate)
//
// An error always means that nothing happened: a name outside the vocabulary, a
// configuration that cannot exist, a context already done. A refusal is not an
// error, it is a verdict.
//
// The model knows no billing: no money, no plans, no providers, no wall clock.
// The names of the states and the rule of [State.Published] are published by
// the project's owner; everything else is this project's reference, nobody's
// policy.
//
// Most programs can ignore [Rows], [Compile], [ConfigurationIndex],
// [EventIndex] and [Cell]: they are for those who study variants of the table
// or judge logs in bulk.
package fsm
