// Package adapter speaks the adapter protocol, version 1, of docs/protocol.md: it
// makes a [conformance.Subject] of an implementation in any language.
//
// [Stdio] starts a program and speaks to it over its standard streams; [HTTP]
// speaks to an address. Both return an [Adapter]: [Adapter.Hello] asks what the
// implementation can do, [Adapter.Open] begins a subscription, [Adapter.Close]
// ends everything and says what was wrong with the end. [Serve] is the other side:
// it makes an adapter of any subject in Go.
//
// An adapter is not trusted. Whatever it sends, or does not send, ends within the
// [Limits] in an answer or in a *[conformance.FaultError] with the evidence; no
// process stays behind. What the schema of the protocol refuses is babble
// ([conformance.FaultBabbled]); what only the hello, or the question, shows to be
// wrong is a lie ([conformance.FaultLied]).
package adapter
