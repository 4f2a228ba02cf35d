// Package docket writes what an audit of a log found out. [Text] and [HTML] are for
// people, [JSONLines] and [JUnit] for programs; each is a [Writer], which is told
// findings while the log is read and the result at its end. [Summary] writes what can
// be published: counts, and nothing that stood in the log.
//
// What a log holds may have been written by anybody. Names out of it are made harmless
// before they are written; what an audit found does not hold unless
// [audit.Result.Passed] says so, and every format says when it is partial.
package docket
