// Package vectors writes the test suites of the conformance kit as files, for
// teams that run them without the program.
//
// Of lays out the vectors of a model up to a level; Write writes them, one a line;
// Set.Manifest says what they are, how many there are, and how many faults they
// find. A vector's id follows from its content alone, so that it survives
// releases.
package vectors
