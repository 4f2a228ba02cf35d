// Package align finds the cheapest story that makes a log possible. Call [New] once
// for the rules of a log and [Aligner.Align] for each subscription; [Story.Lines]
// tells the story to people.
//
// A story is an optimal alignment of the log with the model [AvDA11]: it keeps the
// records that fit, adds what the log lacks, and takes out what cannot have
// happened, each at a cost ([Costs]). Of stories that cost the same it is the one
// with the fewest changes; then the one in which the most kept records did
// something; then the one that keeps the log's beginning as it is for longest, and
// rather adds than takes out; then the table's order decides. So it is always the
// same one.
//
// The search looks at each record in each configuration, at a place in memory of 32
// bytes a record, and 8 for the story itself: 40 MB for a subscription with a million
// records. Time grows with the number of records alone.
package align
