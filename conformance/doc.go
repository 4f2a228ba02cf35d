// Package conformance proves that an implementation is the reference, or names the
// cell in which it is not.
//
// Check asks subjects, level by level, what the reference would be asked, and
// returns a Report: the verdict, each difference in its shortest form with the
// cell that is wrong, and the guarantee, which says what a pass means and no more.
//
//	driver := conformance.InProcess(newSubject, conformance.Capabilities{})
//	report, err := conformance.Check(ctx, driver, conformance.Options{Level: 3})
//
// A Subject is one subscription, and has one method. What else it can do (its state
// be read, be put into a configuration, its clock be moved) it shows by further
// interfaces. A Driver brings subjects from elsewhere; subsim conform has those for
// other processes and for HTTP. Inside go test, fsmtest.Run does all of it.
//
// Most programs can ignore Known, which reads a file of known failures, and the
// errors that drivers return.
package conformance
