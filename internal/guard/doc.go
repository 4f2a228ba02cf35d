// Package guard writes the model as a schema for a private database: the vocabulary
// and the answer to every cell as tables, a table of subscriptions and a log of their
// events, and triggers that hold both to the model. Call [Write] with a dialect.
//
// An event is answered where it is inserted; a subscription that somebody changes
// by hand may make one applied step and no other. Whatever the triggers say stands
// in the tables, and the tables are [fsm.Table], so that a script decides nothing of
// its own.
package guard
