// Package learn finds out what machine a subject is, by asking it words and
// looking at the answers.
//
// A Tree keeps all that was ever seen, from whatever source; one who has run a
// suite hands its tree over, and learning asks only what the suite has not. Learn
// asks a Teacher until no word can be found that tells the subject from the
// machine that it returns. Symbols numbers what was seen, the model's own outputs
// first.
//
// The learner is L#, [VGRW22]. Nothing here knows what inputs and outputs mean.
package learn
