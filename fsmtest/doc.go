// Package fsmtest brings the conformance kit into somebody's own go test.
//
// A test of one line asks an implementation everything that the kit knows to ask:
//
//	func TestSubscription(t *testing.T) {
//		fsmtest.Run(t, func() conformance.Subject { return newSubscription() })
//	}
//
// What it finds is told in subtests, one for each cell of the model, so that
//
//	go test -run 'TestSubscription/past_due/cancel'
//
// shows one. What a pass means, and no more, is logged: go test -v shows it.
//
// Run is thin. Whoever wants the report itself calls [conformance.Check] with
// [conformance.InProcess].
package fsmtest
