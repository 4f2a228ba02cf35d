// Package sql writes an audit as a query, for logs that live in an engine already.
// Call [Write] with a dialect and the names of the log's columns.
//
// A history is a fold over a table, and the table is small: each name that a log may
// tell becomes one line with a letter for each node of the automaton, saying where
// the name leads from there, and one saying what is answered. The engine puts the
// records of a subscription in order, folds them by these letters, and keeps those
// whose answer is a finding. What is compiled comes from [history.Rules], so query
// and audit cannot mean different things.
package sql
