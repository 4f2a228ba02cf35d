// Package align finds the cheapest story that makes a log possible. Call [New] once
// for the rules of a log and [Aligner.Align] for each subscription; [Story.Lines]
// tells the story to people.
//
// A story is an optimal alignment of the log with the model ([AvDA11], [CDSW18]): it
// keeps the records that fit, adds what the log lacks, and takes out what cannot have
// happened, each at a cost ([Costs]). Of stories that cost the same it is the one
//
//   - with the fewest changes;
//   - then in which the fewest kept events did nothing: a recorded recover made good a
//     failure;
//   - then that keeps the log's beginning as it is for longest, and rather adds than
//     doubts, and rather doubts than takes out;
//   - then the first in the order of configurations, and of two missing events that do
//     the same the one that fewer configurations know: resume says more than recover.
//
// So it is always the same one. The search keeps 32 bytes a record, and the story 8 a
// move: 40 MB for a subscription with a million records. Time grows with the number
// of records alone.
package align
