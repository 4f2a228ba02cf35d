// Package audit holds logs of what really happened against the model, at the speed
// at which they can be read. Call [Run]; what it finds goes to a [Witness] while the
// log is read, and the [Result] counts everything.
//
// Nothing is lost: each line of a log is judged, or listed with what is wrong with
// it, or was left out because the caller asked for that.
package audit
